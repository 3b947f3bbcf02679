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
        ("scenariosim compare crisis.yaml --policies all --as-of 2022-02-18", "what changing course then would change, after all that has been observed"),
        ("scenariosim compare last-week.json crisis.yaml", "what is new since a result was saved"),
    ];

    /// <inheritdoc/>
    public Command Command(Host host)
    {
        Argument<string[]> items = FileArgument.Several("ITEM", "FILE, FILE:POLICY, or a result saved with `run --format json`", 1);
        var policies = new Option<string?>("--policies") { Description = "`all` policies of a file that is named alone, or some: a,b,c", HelpName = "NAMES" };
        var baseline = new Option<string?>("--baseline") { Description = "What the others are compared with; the first if none is named", HelpName = "NAME" };
        Option<string> past = new Option<string>("--past") { Description = "With --as-of or --given: what has gone before, the baseline's course for all (policies take over then), or each policy's from the start, in the baseline's worlds or each item's own", DefaultValueFactory = _ => "shared" }
            .AcceptOnlyFromAmong("shared", "baseline", "own");
        var shared = new SharedOptions();
        Option<string> format = SharedOptions.Format([.. Exports.All.Select(e => e.Name)]);
        Completions.PoliciesOfFirst(policies, items, "all");
        Completions.PoliciesOfFirst(baseline, items);
        Completions.PoliciesOfFirst(shared.Policy, items);
        Completions.ObservedDates(shared.AsOf, items);
        var command = new Command("compare", "Compare policies, files and saved results in the same worlds")
        {
            items, policies, baseline, shared.Policy, shared.Runs, shared.Precision, shared.Seed, shared.Design, shared.Set, shared.AsOf, shared.Given, past, shared.Confidence, shared.Threads, shared.Engine, shared.Width,
            format, shared.Out, shared.NoProgress, shared.AllowOutside,
        };
        command.SetAction(parsed =>
        {
            var wanted = new Wanted(parsed.GetValue(items)!, parsed.GetValue(policies), parsed.GetValue(baseline));
            return Compare(host, parsed, shared, wanted, parsed.GetValue(past) switch { "baseline" => Past.Baseline, "own" => Past.Own, _ => Past.Shared }, parsed.GetValue(format)!);
        });
        return command;
    }

    private static int Compare(Host host, ParseResult parsed, SharedOptions shared, Wanted wanted, Past past, string format)
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
        (ComparisonResults results, bool stopped) = new CompareRun(host, options, past, !parsed.GetValue(shared.NoProgress)).Run(items, baseline);
        var report = new ComparisonReport(results, [.. items.SelectMany(i => i.Checks).Distinct()], settings);
        ResultOutput.Write(host, path, format, () => ComparisonSections.Of(report), stream => Exports.Named(format)!.Write(report, stream));
        return stopped ? ExitCode.Stopped : ExitCode.Done;
    }

    /// <summary>What the command line names.</summary>
    internal sealed record Wanted(IReadOnlyList<string> Items, string? Policies, string? Baseline);
}
