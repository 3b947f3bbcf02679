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
        var of = new Option<string[]>("--of")
        {
            Description = "Print only these outcomes and measures, or `value`, beside the overview (can be given several times); json and csv have all",
            HelpName = "NAME",
            Arity = ArgumentArity.OneOrMore,
            DefaultValueFactory = _ => [],
        };
        var shared = new SharedOptions();
        Option<string> format = SharedOptions.Format([.. Exports.All.Select(e => e.Name)]);
        Completions.PoliciesOfFirst(policies, items, "all");
        Completions.PoliciesOfFirst(baseline, items);
        Completions.PoliciesOfFirst(shared.Policy, items);
        Completions.ObservedDates(shared.AsOf, items);
        Completions.ToldOfFirst(of, items);
        var command = new Command("compare", "Compare policies, files and saved results in the same worlds")
        {
            items, policies, baseline, shared.Policy, shared.Runs, shared.Precision, shared.Seed, shared.Design, shared.Set, shared.AsOf, shared.Given, past, of, shared.Confidence, shared.Threads, shared.Engine, shared.Width,
            format, shared.Out, shared.NoProgress, shared.AllowOutside,
        };
        command.SetAction(parsed =>
        {
            Past gone = parsed.GetValue(past) switch { "baseline" => Past.Baseline, "own" => Past.Own, _ => Past.Shared };
            var wanted = new Wanted(parsed.GetValue(items)!, parsed.GetValue(policies), parsed.GetValue(baseline), gone, parsed.GetResult(past) is { Implicit: false }, parsed.GetValue(of)!);
            return Compare(host, parsed, shared, wanted, shared.FormOf(parsed, format));
        });
        return command;
    }

    private static int Compare(Host host, ParseResult parsed, SharedOptions shared, Wanted wanted, string format)
    {
        string? path = parsed.GetValue(shared.Out);
        ResultOutput.Check(host, path);
        RunOptions options = shared.Read(parsed);
        string[] settings = parsed.GetValue(shared.Set)!;
        var files = new ScenarioFiles(host, parsed.GetValue(shared.AllowOutside));
        IReadOnlyList<CompareItem> items = new CompareItems(host, files, options, scenario => files.Hold(scenario, parsed, shared)).Find(wanted, parsed.GetValue(shared.Policy), settings);
        int baseline = CompareItems.Baseline(items, wanted.Baseline);
        if (options.Design != Design.Random && items.Any(i => i.Scenario?.Evidence is not null)) throw CommandFailed.Usage(SharedOptions.NotByDesign);
        if (wanted.NamesPast && !items.Any(IsHeld)) throw CommandFailed.Usage("--past goes with --as-of or --given, which say until when");
        if (wanted is { NamesPast: true, Past: not Past.Own } && items[baseline].Saved is not null)
        {
            throw CommandFailed.Usage($"--past {wanted.Past.ToString().ToLowerInvariant()} is of a baseline that is simulated, and `{items[baseline].Name}` is compared as it was saved: leave it out, or name another with --baseline");
        }
        foreach (string name in wanted.Of) Check(name, items);
        ResultOutput.CheckOpen(host, path);
        (ComparisonResults results, bool stopped) = new CompareRun(host, options, wanted.Past, !parsed.GetValue(shared.NoProgress)).Run(items, baseline);
        var report = new ComparisonReport(results, [.. items.SelectMany(i => i.Checks).Distinct()], settings) { Of = wanted.Of };
        ResultOutput.Write(host, path, format, () => ComparisonSections.Of(report), stream => Exports.Named(format)!.Write(report, stream));
        return stopped ? ExitCode.Stopped : ExitCode.Done;
    }

    private static bool IsHeld(CompareItem item) => item.Scenario?.Evidence is not null || item.Saved?.Evidence is not null;

    // That some item has such an outcome or measure.
    private static void Check(string name, IReadOnlyList<CompareItem> items)
    {
        string[] known = [.. items.SelectMany(i => i.Scenario is { } s ? s.Outcomes.Select(o => o.Name).Concat(s.Measures.Select(m => m.Name)) : i.Saved!.Outcomes.Select(o => o.Outcome.Name).Concat(i.Saved.Measures.Select(m => m.Measure.Name))).Append("value").Distinct()];
        if (!known.Contains(name)) throw CommandFailed.Usage(Names.Unknown("outcome or measure", name, known));
    }

    /// <summary>What the command line names.</summary>
    /// <param name="Items">What is compared, as typed.</param>
    /// <param name="Policies">Which policies of files that are named alone; null where that is not said.</param>
    /// <param name="Baseline">The baseline; null: the first.</param>
    /// <param name="Past">What has gone before.</param>
    /// <param name="NamesPast">Whether that was typed.</param>
    /// <param name="Of">The outcomes and measures to print; empty: all.</param>
    internal sealed record Wanted(IReadOnlyList<string> Items, string? Policies, string? Baseline, Past Past, bool NamesPast, IReadOnlyList<string> Of);
}
