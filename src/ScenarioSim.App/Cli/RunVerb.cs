using System.CommandLine;
using System.Diagnostics;
using ScenarioSim.Analysis;
using ScenarioSim.Model;
using ScenarioSim.Randomness;
using ScenarioSim.Reports;
using ScenarioSim.Reports.Blocks;
using ScenarioSim.Reports.Format;
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
        ("scenariosim run crisis.yaml --as-of 2022-02-18", "among the runs that agree with what the file has observed until then"),
        ("scenariosim run crisis.yaml --set resolve=0.9 --format json --out high.json", "with one assumption fixed, kept for `compare`"),
    ];

    /// <inheritdoc/>
    public Command Command(Host host)
    {
        Argument<string> file = FileArgument.One();
        var shared = new SharedOptions();
        Option<string> format = SharedOptions.Format([.. Exports.All.Select(e => e.Name)]);
        var verbose = new Option<bool>("--verbose") { Description = "Say on stderr how the runs were made, and how fast" };
        var dump = new Option<string?>("--dump-kernel") { Description = "Write what the kernel does in each lane to a file, as text to be read", HelpName = "FILE" };
        var command = new Command("run", "Simulate one policy: outcomes, measures, tracks")
        {
            file, shared.Policy, shared.Runs, shared.Precision, shared.Seed, shared.Design, shared.Set, shared.AsOf, shared.Given, shared.PastOf, shared.Confidence, shared.Threads, shared.Engine, shared.Width,
            format, verbose, dump, shared.Out, shared.NoProgress, shared.AllowOutside,
        };
        Completions.Policies(shared.Policy, file);
        Completions.Policies(shared.PastOf, file);
        Completions.Settings(shared.Set, file);
        Completions.ObservedDates(shared.AsOf, file);
        command.SetAction(parsed => Run(host, parsed, shared, parsed.GetValue(file)!, shared.FormOf(parsed, format), parsed.GetValue(verbose), parsed.GetValue(dump)));
        return command;
    }

    private static int Run(Host host, ParseResult parsed, SharedOptions shared, string file, string format, bool verbose, string? dump)
    {
        string? path = parsed.GetValue(shared.Out);
        ResultOutput.Check(host, path);
        ResultOutput.Check(dump, "--dump-kernel");
        if (path is not null && dump is not null && Path.GetFullPath(path) == Path.GetFullPath(dump)) throw CommandFailed.Usage($"--out and --dump-kernel name the same file: `{path}`");
        var files = new ScenarioFiles(host, parsed.GetValue(shared.AllowOutside));
        LoadedScenario loaded = files.Load(file);
        string[] settings = parsed.GetValue(shared.Set)!;
        Policy policy = files.Choose(loaded.Scenario, parsed.GetValue(shared.Policy), settings);
        RunOptions options = shared.Read(parsed);
        Scenario scenario = files.Hold(loaded.Scenario, parsed, shared);
        if (scenario.Evidence is not null && options.Design != Design.Random) throw CommandFailed.Usage(SharedOptions.NotByDesign);
        ResultOutput.CheckOpen(host, path);
        var running = new RunningSimulation(scenario, policy, options);
        if (dump is not null) ResultOutput.Write(host, dump, running.Code() ?? "// The interpreter has no code of its own.\n");
        SimulationResults results = Simulate(host, running, options, !parsed.GetValue(shared.NoProgress));
        if (verbose) host.Error.Write(Manner(running, results));
        var report = new ResultReport(results, loaded.Checks, settings);
        ResultOutput.Write(host, path, format, () => ResultSections.Of(report), stream => Exports.Named(format)!.Write(report, stream));
        return results.Partial ? ExitCode.Stopped : ExitCode.Done;
    }

    private static string Manner(RunningSimulation running, SimulationResults results)
    {
        double seconds = results.Elapsed.TotalSeconds;
        string speed = seconds > 0 ? $"; {Numbers.Count((long)(running.Done / seconds))} runs a second" : "";
        return $"scenariosim: {running.Manner}{speed}\n";
    }

    private static SimulationResults Simulate(Host host, RunningSimulation running, RunOptions options, bool progress)
    {
        host.CatchInterrupts();
        var clock = Stopwatch.StartNew();
        SimulationResults? results;
        using (var display = new ProgressDisplay(host, progress)) results = Analysis.Simulate.Run(running, options, display.Report, host.Interrupted);
        if (results is null && running.Done > 0) throw NoneAgrees(host, running.EvidenceSoFar()!);
        if (results is null) throw new CommandFailed(ExitCode.Stopped, "stopped before a single run was made: there is nothing to print");
        if (results.Partial) host.Error.Write(host.Interrupted.IsCancellationRequested ? StoppedEarly : NotPrecise);
        return results with { Elapsed = clock.Elapsed };
    }

    /// <summary>That no run counts: where they are lost is what helps.</summary>
    /// <param name="host">Shows it.</param>
    /// <param name="evidence">What the runs were held to.</param>
    /// <param name="item">Of which of several these are the runs; null where there is one.</param>
    public static CommandFailed NoneAgrees(Host host, EvidenceResult evidence, string? item = null)
    {
        PlainText.Write([.. EvidenceSections.Facts(evidence)], host.Error, host.Width);
        return new CommandFailed(ExitCode.Stopped, (host.Interrupted.IsCancellationRequested ? "stopped early; until then " : "") + (item is null ? "" : $"{item}: ") + EvidenceSections.NoneAgrees(evidence));
    }
}
