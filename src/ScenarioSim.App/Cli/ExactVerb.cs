using System.CommandLine;
using System.Diagnostics;
using ScenarioSim.Analysis;
using ScenarioSim.Model;
using ScenarioSim.Reports;
using ScenarioSim.Reports.Format;
using ScenarioSim.Reports.Sections;
using ScenarioSim.Results;
using ScenarioSim.Text;

namespace ScenarioSim.App.Cli;

/// <summary><c>exact FILE</c>: the same results without sampling, where the scenario's worlds are few enough.</summary>
internal sealed class ExactVerb : IVerb
{
    // What is counted shows in some runs; long ones are fewer, in steps of tracks.
    private const int MostRuns = 1000, FewestRuns = 16;
    private const double MostSteps = 2e6;

    // An interval of a quantile that is this part of the stretch from 5 to 95 % is worth a word.
    private const double RoughPart = 0.2;

    /// <inheritdoc/>
    public IReadOnlyList<(string Call, string Does)> Examples { get; } =
    [
        ("scenariosim exact crisis.yaml", "no sampling; uncertain assumptions are integrated over, with an interval"),
        ("scenariosim exact crisis.yaml --set resolve=0.6 --set deterrence=0.5", "with assumptions fixed: no error at all"),
        ("scenariosim exact crisis.yaml --as-of 2022-02-18", "given what the file has observed until then, however unlikely that was"),
        ("scenariosim exact crisis.yaml --policy restrain --as-of 2022-02-18 --past-of threaten", "what changing course at that date would come to"),
        ("scenariosim exact crisis.yaml --precision 0.01pp", "integrate until every outcome is known to a hundredth of a point"),
    ];

    /// <inheritdoc/>
    public Command Command(Host host)
    {
        Argument<string> file = FileArgument.One();
        var shared = new SharedOptions();
        Option<string> format = SharedOptions.Format([.. Exports.All.Select(e => e.Name)]);
        Option<int?> states = SharedOptions.Parsed<int?>("--max-states", "N", "How many different worlds to follow at most (100k, 5M); as many as the free memory holds if not given", null,
            text => (Amounts.Worlds(text, out string why), why));
        Option<int> points = SharedOptions.Parsed<int>("--points", "N", "How many points uncertain assumptions are integrated with, in each of 8 scramblings; rounded up to a power of two", new SolveOptions().Points,
            text => (Amounts.Runs(text, out _) is { } n and <= 1 << 20 ? (int)n : null, $"`{text}` is no number of points: write one from 1 to 1048576"));
        var command = new Command("exact", "Solve one policy without sampling, where its worlds are few enough")
        {
            file, shared.Policy, points, shared.Precision, shared.Seed, shared.Set, shared.AsOf, shared.Given, shared.PastOf, shared.Confidence, shared.Threads, states, format, shared.Out, shared.NoProgress, shared.AllowOutside,
        };
        Completions.Policies(shared.Policy, file);
        Completions.Policies(shared.PastOf, file);
        Completions.Settings(shared.Set, file);
        Completions.ObservedDates(shared.AsOf, file);
        command.SetAction(parsed => Run(host, parsed, shared, parsed.GetValue(file)!, shared.FormOf(parsed, format), new SolveOptions
        {
            Confidence = parsed.GetValue(shared.Confidence),
            Threads = parsed.GetValue(shared.Threads),
            Seed = parsed.GetValue(shared.Seed),
            Precision = parsed.GetValue(shared.Precision),
            MostWorlds = parsed.GetValue(states),
            Points = parsed.GetValue(points),
        }));
        return command;
    }

    private static int Run(Host host, ParseResult parsed, SharedOptions shared, string file, string format, SolveOptions options)
    {
        string? path = parsed.GetValue(shared.Out);
        ResultOutput.Check(host, path);
        var files = new ScenarioFiles(host, parsed.GetValue(shared.AllowOutside));
        LoadedScenario loaded = files.Load(file);
        string[] settings = parsed.GetValue(shared.Set)!;
        Policy policy = files.Choose(loaded.Scenario, parsed.GetValue(shared.Policy), settings);
        Scenario scenario = files.Hold(loaded.Scenario, parsed, shared);
        if (Solve.Obstacle(scenario, policy) is { } obstacle) throw CommandFailed.Usage($"this cannot be solved exactly: {obstacle}; use `run`");
        ResultOutput.CheckOpen(host, path);
        SimulationResults results = Solved(host, scenario, policy, options, !parsed.GetValue(shared.NoProgress));
        var report = new ResultReport(results, [.. loaded.Checks, .. Counted(host, loaded.Scenario, policy, options.Seed)], settings);
        ResultOutput.Write(host, path, format, () => ResultSections.Of(report), stream => Exports.Named(format)!.Write(report, stream));
        return results.Partial ? ExitCode.Stopped : ExitCode.Done;
    }

    // A solution has no runs that could count anything, and what is looked at in a world need not come in any: so some runs are made beside it, as many whatever the machine.
    private static IReadOnlyList<Diagnostic> Counted(Host host, Scenario scenario, Policy policy, ulong seed)
    {
        double steps = Math.Max(1.0, scenario.Clock.LastStep) * Math.Max(1, scenario.Tracks.Count);
        long runs = (long)Math.Clamp(MostSteps / steps, FewestRuns, MostRuns);
        var sample = new RunningSimulation(scenario, policy, new RunOptions { Seed = seed, Runs = runs, Threads = 1, Width = KernelWidth.Single });
        sample.Advance(runs, host.Interrupted);
        return sample.Done == 0 ? [] : [.. Warnings.Of([], [sample.Results()]).Select(w => w with { Message = $"{w.Message} (of runs made beside the solution)" })];
    }

    private static SimulationResults Solved(Host host, Scenario scenario, Policy policy, SolveOptions options, bool progress)
    {
        host.CatchInterrupts();
        long start = Stopwatch.GetTimestamp();
        Warn(host, scenario, policy, options);
        Solution solution;
        using (var display = new ProgressDisplay(host, progress))
        {
            solution = Solve.Run(scenario, policy, options, p => display.Report(p.IsFinding ? $"looking for worlds until {scenario.Clock.Iso(p.Step)}: {Numbers.Count(p.Worlds)}" : "solving", p.Share), host.Interrupted);
        }
        string date = scenario.Clock.Iso(solution.Step);
        bool integrated = solution.Results?.Outcomes.Any(o => o.Low is not null) == true;
        if (solution.Expected is { } expected) throw new CommandFailed(ExitCode.Stopped, TooMany(date, expected.Worlds, expected.Room, solution));
        if (solution.End == SolutionEnd.TooLarge) host.Error.Write($"scenariosim: stopped: there are too many different worlds after {date}{Largest(solution)}; allow more with --max-states, or use `run`{Unjudged(scenario, solution)}\n");
        if (solution.Impossible is { } fact) throw new CommandFailed(ExitCode.Stopped, Impossible(scenario, fact, solution));
        if (solution.Results is not { } results) throw new CommandFailed(ExitCode.Stopped, solution.Unjudged is { } open
            ? $"stopped before `{open.Text}` {EvidenceSections.When(open)} could be judged, and without that nothing can be told" : "stopped before there was anything to print");
        if (solution.End == SolutionEnd.Stopped)
        {
            host.Error.Write(results.SolvedShare is { } solved ? $"scenariosim: stopped early; what follows is of {Percent.Share(solved, null, null)} of what is believed of the assumptions, with bounds for the rest\n" : !integrated ? results.EndsEarly ? $"scenariosim: stopped early; what follows is as if the scenario ended on {date}\n" : $"scenariosim: stopped early, before {string.Join(", ", results.Unsolved.Select(m => m.Name))} {(results.Unsolved.Count == 1 ? "was" : "were")} solved\n"
                : host.Interrupted.IsCancellationRequested ? "scenariosim: stopped early; what follows is of the points solved until then\n"
                : "scenariosim: the points allowed were not enough for the precision wanted; begin with more with --points\n");
        }
        if (integrated && options.Points < Solve.FewestPoints && options.Precision is null)
        {
            host.Error.Write($"scenariosim: with fewer than {Solve.FewestPoints} points the intervals hold less often than they say\n");
        }
        if (string.Join(", ", results.Assumptions.Where(IsRough).Select(a => $"`{a.Assumption.Name}`")) is { Length: > 0 } rough)
        {
            host.Error.Write($"scenariosim: given what is known the points tell the quantiles of {rough} only roughly; try more of them with --points\n");
        }
        return results with { Elapsed = Stopwatch.GetElapsedTime(start) };
    }

    // Whether what is believed of an assumption given what is known is off by a good part of its spread.
    private static bool IsRough(AssumptionResult assumption) => assumption.QuantileBounds.Any(b => b.High - b.Low > RoughPart * (assumption.Quantiles[^1].Value - assumption.Quantiles[0].Value));

    // What is likely to be too much is said before it begins.
    private static void Warn(Host host, Scenario scenario, Policy policy, SolveOptions options)
    {
        try
        {
            SolveEstimate estimate = Solve.Estimate(scenario, policy, host.Interrupted);
            int most = options.MostWorlds ?? Solve.MostWorlds;
            if (estimate.Worlds <= most) return;
            host.Error.Write($"scenariosim: {(estimate.IsCounted ? "" : "about ")}{Worlds(estimate.Worlds)} different worlds are to be expected, and {Numbers.Count(most)} can be followed; solving as far as they go\n");
        }
        catch (OperationCanceledException)
        {
            throw new CommandFailed(ExitCode.Stopped, "stopped before there was anything to print");
        }
    }

    // Why nothing can be said of a scenario that ends early.
    private static string Unjudged(Scenario scenario, Solution solution) => scenario.Evidence?.Facts.LastOrDefault(f => f.Step > solution.Step) is { } fact
        ? $" (what is known {EvidenceSections.When(fact)} cannot be judged before)" : "";

    private static string Impossible(Scenario scenario, Fact fact, Solution solution)
    {
        bool isFirst = ReferenceEquals(fact, scenario.Evidence!.Facts[0]);
        string before = isFirst ? "" : " given what is known before it";
        string why = solution.Untried is { Count: > 0 } untried
            ? $" at any point that {string.Join(", ", untried.Select(a => $"`{a.Name}`"))} {(untried.Count == 1 ? "is" : "are")} integrated over; try more of them with --points, or give less"
            : $": no run of `{scenario.File.Path}` {(isFirst ? "" : "that agrees with that ")}comes to it; give less";
        return $"`{fact.Text}` {EvidenceSections.When(fact)} is impossible{before}{why}";
    }

    // What is not worth going on with, and what can be done instead.
    private static string TooMany(string date, double expected, int room, Solution solution) =>
        $"this is too much to solve: by {date} there are {Numbers.Count(solution.Worlds)} different worlds, {Worlds(expected)} are to be expected, and there is room for {Numbers.Count(room)}"
        + $"{Largest(solution)}; use `run`, or --max-states to see how far so many worlds go";

    private static string Worlds(double worlds) => worlds < 1e9 ? Numbers.Count((long)worlds) : $"{worlds:0.#e0}";

    private static string Largest(Solution solution) => solution.Causes.Count == 0 ? "" : ", most of all because of "
        + string.Join(", ", solution.Causes.Take(3).Select(c => $"{c.What} ({Numbers.Count(c.Values)} values; {c.Factor:0.#} times fewer worlds without it)"));
}
