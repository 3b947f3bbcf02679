using ScenarioSim.Analysis;
using ScenarioSim.Model;
using ScenarioSim.Results;
using ScenarioSim.Text;

namespace ScenarioSim.Reports;

/// <summary>What is to be reported about one policy.</summary>
/// <param name="Results">What was found.</param>
/// <param name="Checks">What the checker said about the file.</param>
/// <param name="Settings">What was set on the command line, each <c>NAME=VALUE</c>.</param>
public sealed record ResultReport(SimulationResults Results, IReadOnlyList<Diagnostic> Checks, IReadOnlyList<string> Settings)
{
    /// <summary>The checker's warnings and what was counted.</summary>
    public IReadOnlyList<Diagnostic> Warnings => Reports.Warnings.Of(Checks, [Results]);

    /// <summary>What put another distribution in an assumption's place: <c>--set</c>, or the policy's name; null where it is its own.</summary>
    public string? Replaces(Assumption assumption) => Replaced.By(assumption, Results.Policy, Settings);
}

/// <summary>What is to be reported about a comparison.</summary>
/// <param name="Results">What was found.</param>
/// <param name="Checks">What the checker said about the files.</param>
/// <param name="Settings">What was set on the command line, each <c>NAME=VALUE</c>.</param>
public sealed record ComparisonReport(ComparisonResults Results, IReadOnlyList<Diagnostic> Checks, IReadOnlyList<string> Settings)
{
    /// <summary>The outcomes and measures that people are to be told of; empty: all. Exports for programs have all.</summary>
    public IReadOnlyList<string> Of { get; init; } = [];

    /// <summary>Whether people are to be told of an outcome or a measure.</summary>
    public bool Tells(string name) => Of.Count == 0 || Of.Contains(name);

    /// <summary>The baseline's own results: the seed and the number of runs are those of all that were simulated with it.</summary>
    public SimulationResults Baseline => Results.Items[Results.Baseline].Results;

    /// <summary>The scenarios that are compared, each once, the baseline's first.</summary>
    public IEnumerable<Scenario> Scenarios => Results.Items.Select(i => i.Results.Scenario).Prepend(Baseline.Scenario).DistinctBy(FilesOf);

    /// <summary>Whether an item is of another scenario than the baseline.</summary>
    public bool IsOfAnother(ComparedItem item) => FilesOf(item.Results.Scenario) != FilesOf(Baseline.Scenario);

    /// <summary>Whether any item was stopped before it was done.</summary>
    public bool Partial => Results.Items.Any(i => i.Results.Partial);

    /// <summary>The design of the worlds that were simulated; null where each run drew its assumptions for itself.</summary>
    public RunDesign? Design => Results.Items.Select(i => i.Results.Design).FirstOrDefault(d => d is not null);

    /// <summary>The checker's warnings and what was counted, each once.</summary>
    public IReadOnlyList<Diagnostic> Warnings => Reports.Warnings.Of(Checks, [.. Results.Items.Select(i => (i.Name, i.Results))]);

    // A file may have been read more than once, by a saved result too.
    private static string FilesOf(Scenario scenario) => string.Join('\n', scenario.Bases.Prepend(scenario.File).Select(f => $"{f.Path} {f.Sha256}"));
}

/// <summary>What is to be reported about how the engines agree.</summary>
/// <param name="Verification">What was found.</param>
/// <param name="Settings">What was set on the command line, each <c>NAME=VALUE</c>.</param>
/// <param name="All">Every figure that was compared, not only the worst of each kind.</param>
public sealed record VerificationReport(Verification Verification, IReadOnlyList<string> Settings, bool All = false);

/// <summary>What is to be reported about a rare outcome.</summary>
/// <param name="Results">What was found.</param>
/// <param name="Settings">What was set on the command line, each <c>NAME=VALUE</c>.</param>
public sealed record RareReport(RareResults Results, IReadOnlyList<string> Settings);

/// <summary>What is to be reported about what the results hang on.</summary>
/// <param name="Results">What was found.</param>
/// <param name="Checks">What the checker said about the file.</param>
/// <param name="Settings">What was set on the command line, each <c>NAME=VALUE</c>.</param>
/// <param name="Of">The outcome or measure that people are shown the swings of, or <see cref="Value"/>; null: of all, the widest. Exports for machines have all of them.</param>
public sealed record DriverReport(DriverResults Results, IReadOnlyList<Diagnostic> Checks, IReadOnlyList<string> Settings, string? Of = null)
{
    /// <summary>What stands for the expected value where an outcome or a measure may be named.</summary>
    public const string Value = "value";

    /// <summary>The checker's warnings and what was counted, also at the ends of assumptions.</summary>
    public IReadOnlyList<Diagnostic> Warnings => [.. Reports.Warnings.Of(Checks, [Results.Base]), .. Results.Drivers.SelectMany(d => Reports.Warnings.OfEnds(Results, d))];

    /// <summary>Everything of a scenario that assumptions may move, as it is named.</summary>
    public static IReadOnlyList<string> Movable(Scenario scenario) =>
        [.. scenario.Outcomes.Select(o => o.Name).Concat(scenario.Measures.Select(m => m.Name)).Concat(scenario.Outcomes.Any(o => o.Value is not null) ? [Value] : []).Distinct()];

    /// <summary>Whether it is of the expected value: where an outcome or a measure is called so, that is meant.</summary>
    public bool IsOfValue => Of == Value && Results.Base.Scenario.Outcomes.All(o => o.Name != Value) && Results.Base.Scenario.Measures.All(m => m.Name != Value);
}

/// <summary>What is to be reported about in which worlds something happens.</summary>
/// <param name="Results">What was found.</param>
/// <param name="Checks">What the checker said about the file.</param>
/// <param name="Settings">What was set on the command line, each <c>NAME=VALUE</c>.</param>
public sealed record DiscoveryReport(DiscoveryResults Results, IReadOnlyList<Diagnostic> Checks, IReadOnlyList<string> Settings)
{
    /// <summary>The checker's warnings and what was counted, under either policy.</summary>
    public IReadOnlyList<Diagnostic> Warnings => Reports.Warnings.Of(Checks, Results.Beside is { } beside ? [Results.Base, beside] : [Results.Base]);
}
