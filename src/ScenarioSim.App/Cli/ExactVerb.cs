using System.CommandLine;
using ScenarioSim.Analysis;
using ScenarioSim.Exact;
using ScenarioSim.Model;
using ScenarioSim.Reports;
using ScenarioSim.Reports.Sections;
using ScenarioSim.Results;

namespace ScenarioSim.App.Cli;

/// <summary><c>exact FILE</c>: the same results without sampling, where the scenario's worlds are few enough.</summary>
internal sealed class ExactVerb : IVerb
{
    private const int MostStates = 3_000_000;

    /// <inheritdoc/>
    public IReadOnlyList<(string Call, string Does)> Examples { get; } =
    [
        ("scenariosim exact crisis.yaml", "probabilities without an error, where assumptions are constant or discrete"),
        ("scenariosim exact crisis.yaml --set resolve=0.6 --set deterrence=0.5", "with assumptions fixed"),
    ];

    /// <inheritdoc/>
    public Command Command(Host host)
    {
        Argument<string> file = FileArgument.One();
        var shared = new SharedOptions();
        Option<string> format = SharedOptions.Format([.. Exports.All.Select(e => e.Name)]);
        var states = new Option<int>("--max-states") { Description = "Give up where a step has more different worlds than this", HelpName = "N", DefaultValueFactory = _ => MostStates };
        var command = new Command("exact", "Solve one policy without sampling: finite scenarios, assumptions constant or discrete")
        {
            file, shared.Policy, shared.Set, shared.Confidence, states, format, shared.Out, shared.AllowOutside,
        };
        Completions.Policies(shared.Policy, file);
        Completions.Settings(shared.Set, file);
        command.SetAction(parsed => Run(host, parsed, shared, parsed.GetValue(file)!, parsed.GetValue(format)!, parsed.GetValue(states)));
        return command;
    }

    private static int Run(Host host, ParseResult parsed, SharedOptions shared, string file, string format, int states)
    {
        string? path = parsed.GetValue(shared.Out);
        ResultOutput.Check(path);
        var files = new ScenarioFiles(host, parsed.GetValue(shared.AllowOutside));
        LoadedScenario loaded = files.Load(file);
        string[] settings = parsed.GetValue(shared.Set)!;
        Policy policy = files.Choose(loaded.Scenario, parsed.GetValue(shared.Policy), settings);
        if (Solve.Obstacle(loaded.Scenario, policy) is { } obstacle) throw CommandFailed.Usage($"this cannot be solved exactly: {obstacle}");
        SimulationResults results = Solved(host, loaded.Scenario, policy, parsed.GetValue(shared.Confidence), Math.Max(1, states));
        var report = new ResultReport(results, loaded.Checks, settings);
        ResultOutput.Write(host, path, format, () => ResultSections.Of(report), stream => Exports.Named(format)!.Write(report, stream));
        return ExitCode.Done;
    }

    private static SimulationResults Solved(Host host, Scenario scenario, Policy policy, double confidence, int states)
    {
        try
        {
            long start = System.Diagnostics.Stopwatch.GetTimestamp();
            SimulationResults results = Solve.Run(scenario, policy, confidence, states, host.Interrupted);
            return results with { Elapsed = System.Diagnostics.Stopwatch.GetElapsedTime(start) };
        }
        catch (TooManyWorldsException e)
        {
            string date = scenario.Clock.Iso(e.Step);
            throw new CommandFailed(ExitCode.Stopped, $"stopped: more than {states:N0} different worlds by {date}; allow more with --max-states, or use `run`");
        }
        catch (OperationCanceledException)
        {
            throw new CommandFailed(ExitCode.Stopped, "stopped before it was solved: there is nothing to print");
        }
    }
}
