using System.Text;
using ScenarioSim.Model;
using ScenarioSim.Text;

namespace ScenarioSim.Language;

/// <summary>A belief written by itself, read as a file would have it: a distribution, or a chance or rate in a period.</summary>
public static class Belief
{
    // Words and dates need a scenario to stand in; its length matters to no belief.
    private const string Before = "start: 2022-01-01\nhorizon: 1 year\n";
    private const string After = "outcomes: { any: { otherwise: true } }\n";
    private const string File = "belief";

    /// <summary>What was read.</summary>
    /// <param name="Scenario">A scenario in which it stands, to show values by; null where something is wrong.</param>
    /// <param name="Assumption">The distribution; null where it is a chance or a rate.</param>
    /// <param name="Standing">The chance or rate; null where it is a distribution.</param>
    /// <param name="Diagnostics">What is wrong with it, or worth a remark.</param>
    public sealed record Reading(Scenario? Scenario, Assumption? Assumption, Standing? Standing, IReadOnlyList<Diagnostic> Diagnostics);

    /// <summary>Reads a distribution, as the <c>is</c> of an assumption: <c>pert(10%, 20%, 30%)</c>, <c>2 to 6 weeks</c>, <c>{ discrete: { a: 30%, b: rest } }</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="yardstick">The scale of the words of probability.</param>
    public static Reading Distribution(string text, string yardstick = "icd203")
    {
        ReadResult read = Read($"yardstick: {yardstick}\nassumptions: {{ x: {{ is: {Value(text)}, why: stated }} }}\nbranches: {{ b: {{ chance: 1% per week }} }}\n");
        return new Reading(read.Scenario, read.Scenario?.Assumptions[0], null, Remarks(read));
    }

    /// <summary>Reads a chance with a period, <c>8% per week</c>, or a rate, <c>0.5 per week</c>: what ends on <c>%</c> before its period is a chance.</summary>
    /// <param name="text">The text.</param>
    public static Reading Chance(string text)
    {
        bool isRate = !text.Contains('%');
        ReadResult read = Read($"branches: {{ b: {{ {(isRate ? "rate" : "chance")}: {Value(text)}, why: stated }} }}\n");
        Likelihood? likelihood = read.Scenario?.Tracks[0].States.SelectMany(s => s.Transitions).Select(t => t.Likelihood).FirstOrDefault(l => l is not null);
        return new Reading(read.Scenario, null, likelihood as Standing, Remarks(read));
    }

    /// <summary>Whether a text reads as a chance or rate in a period, and not as a distribution.</summary>
    public static bool IsChance(string text) => text.Contains(" per ", StringComparison.Ordinal);

    private static ReadResult Read(string part) => ScenarioReader.Read(File, new OneText(Before + part + After));

    // A mapping stays one; everything else is one text, whatever is in it.
    private static string Value(string text) => text.TrimStart().StartsWith('{') ? text.ReplaceLineEndings(" ") : $"'{text.ReplaceLineEndings(" ").Replace("'", "''", StringComparison.Ordinal)}'";

    // That nothing uses it is no news.
    private static IReadOnlyList<Diagnostic> Remarks(ReadResult read) => [.. read.Diagnostics.Where(d => d.Code != "SCN0406" && (d.Severity != Severity.Info))];

    private sealed class OneText(string text) : IFileSource
    {
        public byte[] Read(string path, int limit) => path == File ? Encoding.UTF8.GetBytes(text) : throw new IOException($"there is no file `{path}`");
    }
}
