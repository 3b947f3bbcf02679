using System.Globalization;
using System.Text;
using ScenarioSim.Language;
using ScenarioSim.Model;

namespace ScenarioSim.Benchmarks;

/// <summary>Scenarios that differ in one size only: what a kernel's time grows with.</summary>
internal static class Sizes
{
    // A chance of the reference crisis, and one that can stand beside it.
    private const string Standing = "        - { chance: 5% per week, to: process }\n", Never = "        - { chance: 0.0000001% per week, to: process }\n";

    /// <summary>What can be varied, each from small to large.</summary>
    public static IReadOnlyList<(string What, int[] Sizes)> All { get; } =
    [
        ("tracks", [5, 10, 20, 50, 100, 200, 1000]),
        ("tracks that never move", [0, 10, 50, 100]),
        ("chances beside another that never come true", [0, 4, 8, 16]),
        ("days", [30, 92, 365, 1460]),
        ("steps a day", [1, 2, 4, 24]),
    ];

    /// <summary>The scenario of a size.</summary>
    public static Scenario Of(string what, int size) => Read(what switch
    {
        "tracks" => Ring(size, 92),
        "days" => Ring(8, size),
        "steps a day" => Crisis().Replace("step: 1 day", $"step: {24 / size} hours", StringComparison.Ordinal),
        "tracks that never move" => Crisis().Replace("\noutcomes:", $"{Quiet(size)}\noutcomes:", StringComparison.Ordinal),
        _ => Crisis().Replace(Standing, Standing + string.Concat(Enumerable.Repeat(Never, size)), StringComparison.Ordinal),
    });

    private static string Crisis() => File.ReadAllText(Shipped.PathOf("reference-crisis"));

    // Tracks in a ring, each with an eye on the next.
    private static string Ring(int tracks, int days)
    {
        var text = new StringBuilder("scenario: Ring\nstart: 2022-01-01\n");
        text.Append(CultureInfo.InvariantCulture, $"end: {new DateTime(2022, 1, 1).AddDays(days):yyyy-MM-dd}\nstep: 1 day\ntracks:\n");
        for (int t = 0; t < tracks; t++)
        {
            string next = $"track{(t + 1) % tracks}";
            text.Append(CultureInfo.InvariantCulture, $$"""
                  track{{t}}:
                    states:
                      calm: [{ chance: 10% per week, to: tense }]
                      tense:
                        - { when: {{next}} == tense, chance: 20% per week, to: hot }
                        - { chance: 15% per week, to: calm }
                      hot: [{ chance: 30% per week, to: calm }]

                """);
        }
        return text.Append("outcomes:\n  hot: { when: track0 == hot }\n  other: { otherwise: true }\n").ToString();
    }

    private static string Quiet(int tracks)
    {
        var text = new StringBuilder();
        for (int t = 0; t < tracks; t++) text.Append(CultureInfo.InvariantCulture, $"  quiet{t}:\n    states:\n      quiet: [{{ chance: 0.0000001% per week, to: loud }}]\n      loud: []\n");
        return text.ToString();
    }

    private static Scenario Read(string text)
    {
        string file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".yaml");
        File.WriteAllText(file, text);
        try
        {
            return ScenarioReader.Read(file, new DiskFiles()).Scenario ?? throw new InvalidOperationException("a scenario of the benchmarks has a mistake");
        }
        finally
        {
            File.Delete(file);
        }
    }
}
