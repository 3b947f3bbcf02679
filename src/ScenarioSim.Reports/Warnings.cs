using ScenarioSim.Model;
using ScenarioSim.Reports.Format;
using ScenarioSim.Results;
using ScenarioSim.Text;

namespace ScenarioSim.Reports;

/// <summary>The warnings of a result: what the checker warned of, and what was counted during the runs.</summary>
public static class Warnings
{
    /// <summary>All warnings; infos are left to <c>check</c>. What was counted at one place under several policies is one warning that names each.</summary>
    public static IReadOnlyList<Diagnostic> Of(IReadOnlyList<Diagnostic> checks, IReadOnlyList<SimulationResults> results) => Of(checks, [.. results.Select(r => (r.Policy.Name, r))]);

    /// <summary>The same of results that have names of their own.</summary>
    public static IReadOnlyList<Diagnostic> Of(IReadOnlyList<Diagnostic> checks, IReadOnlyList<(string Name, SimulationResults Results)> items) =>
    [
        .. checks.Where(d => d.Severity == Severity.Warning),
        .. items.SelectMany(i => i.Results.Counted.Where(c => c.Runs > 0).Select(c => (i.Name, i.Results, Counted: c)))
            .GroupBy(c => (c.Counted.Site.Reason, Place: c.Counted.Site.Span.ToString(), c.Counted.Site.Span.Length)).Select(g => Counted([.. g], items.Count > 1)),
    ];

    /// <summary>What runs counted at the ends of an assumption, where it is not what they count as believed: there in none, or in less than half as many.</summary>
    public static IEnumerable<Diagnostic> OfEnds(DriverResults results, Driver driver) =>
        from end in driver.Counted
        from counted in end.Results.Counted
        let before = results.Base.Counted.FirstOrDefault(c => c.Site.Index == counted.Site.Index)?.Runs ?? 0
        where counted.Runs > 2 * before
        let warning = Counted(end.Results, counted)
        select warning with { Message = $"with {driver.Assumption.Name} = {Values.Exact(results.Base.Scenario, driver.Assumption.Kind, driver.Ends[end.End].Value)}, {warning.Message}" };

    /// <summary>What was counted at one place (docs/language.md, sections 3 and 4): in how many runs at least once, and an example.</summary>
    public static Diagnostic Counted(SimulationResults results, CountedResult counted) => Counted([("", results, counted)], named: false);

    // The same place under several items: each with its number of runs, and an example of the first.
    private static Diagnostic Counted(IReadOnlyList<(string Name, SimulationResults Results, CountedResult Counted)> found, bool named)
    {
        (string name, SimulationResults results, CountedResult counted) = found[0];
        (string code, string what, string done) = Words(counted.Site.Reason);
        string runs = string.Join(", ", found.Select(f => $"in {Runs(f.Results, f.Counted)}{(named ? $" under {f.Name}" : "")}"));
        string value = double.IsNaN(counted.ExampleValue) ? "" : (counted.Site.Reason == CountedReason.NegativeDelay ? Times.Days(counted.ExampleValue / Clock.Day) : IsShare(counted.Site.Reason) ? Numbers.Short(100 * counted.ExampleValue) + "%" : Numbers.Short(counted.ExampleValue)) + " ";
        string place = $"in run {counted.ExampleRun} on {results.Scenario.Clock.Iso(counted.ExampleStep)}{(found.Count > 1 ? $" under {name}" : "")}";
        return new Diagnostic(code, Severity.Warning, counted.Site.Span, $"{what} {Quoted(counted.Site.Span)}{(counted.Site.Track is { } track ? $"of `{track}` " : "")}{done} {runs}, for example {value}{place}");
    }

    private static string Runs(SimulationResults results, CountedResult counted) =>
        results.Runs is { } all ? $"{Numbers.Count(counted.Runs)} of {Numbers.Count(all, "run")}" : Numbers.Count(counted.Runs, "run");

    // What is told in percent has its example in percent.
    private static bool IsShare(CountedReason reason) => reason is CountedReason.ChanceClamped or CountedReason.NegativeShare or CountedReason.SharesScaled;

    private static string Quoted(SourceSpan span)
    {
        string text = string.Join(' ', span.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return text.Length == 0 ? "" : $"`{Cells.Cut(text, 60)}` ";
    }

    private static (string Code, string What, string Done) Words(CountedReason reason) => reason switch
    {
        CountedReason.ChanceClamped => ("SCN0501", "the chance", "was outside 0 to 100% and was clamped"),
        CountedReason.NegativeRate => ("SCN0502", "the rate", "was negative and was taken as 0"),
        CountedReason.NegativeShare => ("SCN0503", "the share", "was negative and was taken as 0"),
        CountedReason.SharesScaled => ("SCN0504", "the shares of the split", "exceeded 100% together and were divided by their sum"),
        CountedReason.NoWeights => ("SCN0505", "the weights of the split", "were all 0 and were taken as equal"),
        CountedReason.NotFinite => ("SCN0506", "the operation", "had no finite value and was taken as 0"),
        CountedReason.NegativeDelay => ("SCN0507", "the delay", "was negative and was taken as the shortest stay"),
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, null),
    };
}
