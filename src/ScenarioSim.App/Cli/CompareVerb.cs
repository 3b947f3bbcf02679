using System.CommandLine;
using ScenarioSim.Analysis;
using ScenarioSim.Randomness;
using ScenarioSim.Reports;
using ScenarioSim.Reports.Sections;
using ScenarioSim.Results;

namespace ScenarioSim.App.Cli;

/// <summary><c>compare ITEM ITEM...</c>: policies, files and saved results beside each other, in the same worlds where they can be.</summary>
internal sealed class CompareVerb : IVerb
{
    /// <inheritdoc/>
    public IReadOnlyList<(string Call, string Does)> Examples { get; } =
    [
        ("scenariosim compare crisis.yaml --policies all", "every policy against the first"),
        ("scenariosim compare crisis.yaml:threaten crisis.yaml:preempt", "two policies"),
        ("scenariosim compare crisis.yaml --policies all --as-of 2022-02-18", "in the worlds in which the first agrees with what has been observed until then"),
        ("scenariosim compare last-week.json crisis.yaml", "what is new since a result was saved"),
    ];

    /// <inheritdoc/>
    public Command Command(Host host)
    {
        Argument<string[]> items = FileArgument.Several("ITEM", "FILE, FILE:POLICY, or a result saved with `run --format json`", 1);
        var policies = new Option<string?>("--policies") { Description = "`all` policies of a file that is named alone, or some: a,b,c", HelpName = "NAMES" };
        var baseline = new Option<string?>("--baseline") { Description = "What the others are compared with; the first if none is named", HelpName = "NAME" };
        Option<string> agree = new Option<string>("--agree-under") { Description = "With --as-of or --given: whose runs have to agree, the baseline's (all are told of the same worlds) or each item's own", DefaultValueFactory = _ => "baseline" }
            .AcceptOnlyFromAmong("baseline", "each");
        var shared = new SharedOptions();
        Option<string> format = SharedOptions.Format([.. Exports.All.Select(e => e.Name)]);
        Completions.PoliciesOfFirst(policies, items, "all");
        Completions.PoliciesOfFirst(baseline, items);
        Completions.PoliciesOfFirst(shared.Policy, items);
        Completions.ObservedDates(shared.AsOf, items);
        var command = new Command("compare", "Compare policies, files and saved results in the same worlds")
        {
            items, policies, baseline, shared.Policy, shared.Runs, shared.Precision, shared.Seed, shared.Design, shared.Set, shared.AsOf, shared.Given, agree, shared.Confidence, shared.Threads, shared.Engine, shared.Width,
            format, shared.Out, shared.NoProgress, shared.AllowOutside,
        };
        command.SetAction(parsed =>
        {
            var wanted = new Wanted(parsed.GetValue(items)!, parsed.GetValue(policies), parsed.GetValue(baseline));
            return Compare(host, parsed, shared, wanted, parsed.GetValue(agree) == "each" ? AgreeUnder.Each : AgreeUnder.Baseline, parsed.GetValue(format)!);
        });
        return command;
    }

    private static int Compare(Host host, ParseResult parsed, SharedOptions shared, Wanted wanted, AgreeUnder agree, string format)
    {
        string? path = parsed.GetValue(shared.Out);
        ResultOutput.Check(host, path);
        RunOptions options = shared.Read(parsed);
        string[] settings = parsed.GetValue(shared.Set)!;
        var files = new ScenarioFiles(host, parsed.GetValue(shared.AllowOutside));
        IReadOnlyList<CompareItem> items = new CompareItems(host, files, options, scenario => files.Hold(scenario, parsed, shared)).Find(wanted, parsed.GetValue(shared.Policy), settings);
        int baseline = CompareItems.Baseline(items, wanted.Baseline);
        if (options.Design != Design.Random && items.Any(i => i.Scenario?.Evidence is not null)) throw CommandFailed.Usage(SharedOptions.NotByDesign);
        ResultOutput.CheckOpen(host, path);
        (ComparisonResults results, bool stopped) = new CompareRun(host, options, agree, !parsed.GetValue(shared.NoProgress)).Run(items, baseline);
        var report = new ComparisonReport(results, [.. items.SelectMany(i => i.Checks).Distinct()], settings);
        ResultOutput.Write(host, path, format, () => ComparisonSections.Of(report), stream => Exports.Named(format)!.Write(report, stream));
        return stopped ? ExitCode.Stopped : ExitCode.Done;
    }

    /// <summary>What the command line names.</summary>
    internal sealed record Wanted(IReadOnlyList<string> Items, string? Policies, string? Baseline);
}
