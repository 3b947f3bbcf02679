using System.CommandLine;
using System.Diagnostics;
using ScenarioSim.Analysis;
using ScenarioSim.Model;
using ScenarioSim.Reports;
using ScenarioSim.Reports.Sections;
using ScenarioSim.Results;

namespace ScenarioSim.App.Cli;

/// <summary><c>run FILE</c>: simulates one policy and prints outcomes, measures and tracks.</summary>
internal sealed class RunVerb : IVerb
{
    /// <summary>What to say where the user stopped it.</summary>
    public const string StoppedEarly = "scenariosim: stopped early; what follows is of the runs made until then\n";

    /// <summary>What to say where a precision was not reached: a result stopped early by a limit.</summary>
    public const string NotPrecise = "scenariosim: the runs allowed were not enough for the precision wanted; more can be allowed with --runs\n";

    /// <inheritdoc/>
    public IReadOnlyList<(string Call, string Does)> Examples { get; } =
    [
        ("scenariosim run crisis.yaml", "100,000 runs of the first policy"),
        ("scenariosim run crisis.yaml --policy preempt --precision 0.1pp", "until every outcome is known to a tenth of a point"),
        ("scenariosim run crisis.yaml --set resolve=0.9 --format json --out high.json", "with one assumption fixed, kept for `compare`"),
    ];

    /// <inheritdoc/>
    public Command Command(Host host)
    {
        Argument<string> file = FileArgument.One();
        var shared = new SharedOptions();
        Option<string> format = SharedOptions.Format([.. Exports.All.Select(e => e.Name)]);
        var command = new Command("run", "Simulate one policy: outcomes, measures, tracks")
        {
            file, shared.Policy, shared.Runs, shared.Precision, shared.Seed, shared.Set, shared.Confidence, shared.Threads, shared.Engine,
            format, shared.Out, shared.NoProgress, shared.AllowOutside,
        };
        Completions.Policies(shared.Policy, file);
        Completions.Settings(shared.Set, file);
        command.SetAction(parsed => Run(host, parsed, shared, parsed.GetValue(file)!, parsed.GetValue(format)!));
        return command;
    }

    private static int Run(Host host, ParseResult parsed, SharedOptions shared, string file, string format)
    {
        string? path = parsed.GetValue(shared.Out);
        ResultOutput.Check(path);
        var files = new ScenarioFiles(host, parsed.GetValue(shared.AllowOutside));
        LoadedScenario loaded = files.Load(file);
        string[] settings = parsed.GetValue(shared.Set)!;
        Policy policy = files.Choose(loaded.Scenario, parsed.GetValue(shared.Policy), settings);
        RunOptions options = shared.Read(parsed);
        SimulationResults results = Simulate(host, loaded.Scenario, policy, options, !parsed.GetValue(shared.NoProgress));
        var report = new ResultReport(results, loaded.Checks, settings);
        ResultOutput.Write(host, path, format, () => ResultSections.Of(report), stream => Exports.Named(format)!.Write(report, stream));
        return results.Partial ? ExitCode.Stopped : ExitCode.Done;
    }

    private static SimulationResults Simulate(Host host, Scenario scenario, Policy policy, RunOptions options, bool progress)
    {
        host.CatchInterrupts();
        var clock = Stopwatch.StartNew();
        SimulationResults? results;
        using (var display = new ProgressDisplay(host, progress)) results = Analysis.Simulate.Run(scenario, policy, options, display.Report, host.Interrupted);
        if (results is null) throw new CommandFailed(ExitCode.Stopped, "stopped before a single run was made: there is nothing to print");
        if (results.Partial) host.Error.Write(host.Interrupted.IsCancellationRequested ? StoppedEarly : NotPrecise);
        return results with { Elapsed = clock.Elapsed };
    }
}
