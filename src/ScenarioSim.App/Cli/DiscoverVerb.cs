using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using ScenarioSim.Analysis;
using ScenarioSim.Model;
using ScenarioSim.Reports;
using ScenarioSim.Reports.Format;
using ScenarioSim.Reports.Sections;
using ScenarioSim.Results;

namespace ScenarioSim.App.Cli;

/// <summary><c>discover FILE --of CONDITION</c>: in which worlds, by ranges of the assumptions, something happens most or least.</summary>
internal sealed class DiscoverVerb : IVerb
{
    private const string StoppedEarly = "scenariosim: stopped early; what follows is of the runs made until then\n";

    /// <inheritdoc/>
    public IReadOnlyList<(string Call, string Does)> Examples { get; } =
    [
        ("scenariosim discover crisis.yaml --of invasion", "the ranges of assumptions in which an outcome happens most"),
        ("scenariosim discover crisis.yaml --of \"peak_tension >= 9\" --where least", "those in which tension seldom gets so high"),
        ("scenariosim discover crisis.yaml --policy preempt --against threaten --of invasion", "where one policy brings it about and another would not"),
        ("scenariosim discover crisis.yaml --policy preempt --against threaten", "where the one is worth less than the other"),
    ];

    /// <inheritdoc/>
    public Command Command(Host host)
    {
        Argument<string> file = FileArgument.One();
        var shared = new SharedOptions();
        var of = new Option<string?>("--of") { Description = "What is looked for: an outcome, or a condition such as `peak_tension > 8`; needed, but with --against of policies that are worth something", HelpName = "CONDITION" };
        var against = new Option<string?>("--against") { Description = "A policy, in the same worlds, under which it does not happen", HelpName = "NAME" };
        Option<string> where = new Option<string>("--where") { Description = "Where it happens most, or least", DefaultValueFactory = _ => "most" }.AcceptOnlyFromAmong("most", "least");
        Option<double?> size = SharedOptions.Parsed<double?>("--size", "10%", "Tell the box in full that has about this share of all worlds; if left out, the one that holds most beyond what its size would", null, text => (Size(text, out string why), why));
        Option<string> format = SharedOptions.Format([.. Exports.All.Select(e => e.Name)]);
        var command = new Command("discover", "In which worlds something happens most: ranges of the assumptions")
        {
            file, of, against, where, size, shared.Policy, shared.Runs, shared.Seed, shared.Set, shared.AsOf, shared.Given, shared.PastOf, shared.Confidence, shared.Threads, shared.Engine, shared.Width,
            format, shared.Out, shared.NoProgress, shared.AllowOutside,
        };
        Completions.Policies(shared.Policy, file);
        Completions.Policies(against, file);
        Completions.Settings(shared.Set, file);
        Completions.ObservedDates(shared.AsOf, file);
        Completions.Outcomes(of, file);
        command.SetAction(parsed =>
        {
            string? path = parsed.GetValue(shared.Out);
            ResultOutput.Check(host, path);
            var files = new ScenarioFiles(host, parsed.GetValue(shared.AllowOutside));
            LoadedScenario loaded = files.Load(parsed.GetValue(file)!);
            string[] settings = parsed.GetValue(shared.Set)!;
            Policy policy = files.Choose(loaded.Scenario, parsed.GetValue(shared.Policy), settings);
            Policy? other = parsed.GetValue(against) is { } name ? files.Choose(loaded.Scenario, name, settings, "--against") : null;
            Scenario scenario = files.Hold(loaded.Scenario, parsed, shared);
            var options = new DiscoverOptions { Run = shared.Read(parsed), Of = parsed.GetValue(of), Against = other, Least = parsed.GetValue(where) == "least", Size = parsed.GetValue(size) };
            Check(scenario, policy, options);
            ResultOutput.CheckOpen(host, path);
            DiscoveryResults results = Find(host, scenario, policy, options, !parsed.GetValue(shared.NoProgress));
            var report = new DiscoveryReport(results, loaded.Checks, settings);
            string form = shared.FormOf(parsed, format);
            ResultOutput.Write(host, path, form, () => DiscoverySections.Of(report), stream => Exports.Named(form)!.Write(report, stream));
            return results.Partial ? ExitCode.Stopped : ExitCode.Done;
        });
        return command;
    }

    private static double? Size(string text, out string why)
    {
        why = $"`{text}` is no share of the worlds: write one such as 10%, more than 0 and less than 100%";
        string number = text.Trim();
        bool percent = number.EndsWith('%');
        if (!double.TryParse(percent ? number[..^1] : number, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)) return null;
        double share = percent ? value / 100 : value;
        return share is > 0 and < 1 ? share : null;
    }

    private static void Check(Scenario scenario, Policy policy, DiscoverOptions options)
    {
        string outcomes = string.Join(", ", scenario.Outcomes.Select(o => $"`{o.Name}`"));
        if (options.Of is { } of)
        {
            if (of.Trim().Length == 0) throw CommandFailed.Usage($"--of is empty: name an outcome ({outcomes}), or write a condition such as \"{Example(scenario)}\"");
            if (RunCondition.Parse(of, scenario).Wrong is { } wrong) throw CommandFailed.Usage($"--of \"{of}\": {wrong}; name an outcome ({outcomes}), or write a condition such as \"{Example(scenario)}\"");
        }
        else if (options.Against is null)
        {
            throw CommandFailed.Usage($"say what to look for with --of: an outcome ({outcomes}), or a condition such as \"{Example(scenario)}\"");
        }
        else if (scenario.Outcomes.All(o => o.Value is null))
        {
            throw CommandFailed.Usage($"no outcome has a `value` by which one policy could be worth less than the other: say what to look for with --of ({outcomes})");
        }
        if (options.Against is { } against)
        {
            if (against.Name == policy.Name) throw CommandFailed.Usage($"--against {against.Name} is the policy itself: name another");
            if (scenario.Evidence is not null) throw CommandFailed.Usage("--against does not go with --as-of and --given: what is known is of the worlds of one policy");
        }
        if (options.Run.Runs < DiscoverOptions.LeastRuns) throw CommandFailed.Usage($"--runs {options.Run.Runs} are too few to tell worlds apart: {Numbers.Count(DiscoverOptions.LeastRuns)} or more");
        long most = DiscoverOptions.MostRuns(scenario);
        if (options.Run.Runs > most) throw CommandFailed.Usage($"--runs {Numbers.Count(options.Run.Runs)} are more worlds than are kept in memory with {Numbers.Count(scenario.Assumptions.Count, "assumption")}: {Numbers.Count(most)} at most");
    }

    private static string Example(Scenario scenario) => scenario.Measures.Count > 0 ? $"{scenario.Measures[0].Name} >= 5" : $"not {scenario.Outcomes[0].Name}";

    private static DiscoveryResults Find(Host host, Scenario scenario, Policy policy, DiscoverOptions options, bool progress)
    {
        host.CatchInterrupts();
        var clock = Stopwatch.StartNew();
        DiscoveryResults? results;
        using (var display = new ProgressDisplay(host, progress)) results = Discover.Run(scenario, policy, options, display.Report, host.Interrupted);
        if (results is null)
        {
            throw new CommandFailed(ExitCode.Stopped, host.Interrupted.IsCancellationRequested ? "stopped before there were worlds enough: there is nothing to print"
                : "hardly any run agrees with what is known: `scenariosim run` with the same options says how many, and with which fact they do not; make more with --runs");
        }
        if (results.Partial) host.Error.Write(StoppedEarly);
        return results with { Elapsed = clock.Elapsed };
    }
}
