using System.Runtime.CompilerServices;
using ScenarioSim.Analysis;
using ScenarioSim.Model;
using ScenarioSim.Reports;
using ScenarioSim.Results;

namespace ScenarioSim.App.Cli;

/// <summary>
/// Goes through what a command does once it has read its file, with a very small scenario, on a thread of its own, while the command line and the file are still being read (<see cref="EarlyReading"/>).
/// What the runtime must load and compile once in a process is then there, or under way on another core, when the command comes to it.
/// </summary>
internal static class Rehearsal
{
    // Enough that every thread's first stretch is one of the lanes.
    private const int Runs = 256;

    /// <summary>Begins, if these arguments are a command that simulates, and there is a second processor to do it.</summary>
    public static void Begin(IReadOnlyList<string> arguments)
    {
        // A program compiled ahead as a whole has nothing left to load or to compile.
        if (!RuntimeFeature.IsDynamicCodeSupported || Environment.ProcessorCount < 2 || arguments is not ["run" or "compare", _, ..]) return;
        new Thread(Play, 16 << 20) { IsBackground = true, Name = "rehearsal" }.Start();
    }

    /// <summary>Simulates the scenario with all that the machine has, waiting for the lanes to be compiled.</summary>
    internal static SimulationResults? Simulate(Scenario scenario) =>
        Analysis.Simulate.Run(scenario, scenario.Policies[0], new RunOptions { Runs = Runs, Threads = 1, Width = KernelWidth.Of512 });

    private static void Play()
    {
        try
        {
            if (Simulate(RehearsedScenario.Make()) is { } results) Exports.All[0].Write(new ResultReport(results, [], []), Stream.Null);
        }
#pragma warning disable CA1031 // Whatever goes wrong will go wrong in the command itself too, where it is reported.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }
}
