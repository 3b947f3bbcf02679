using ScenarioSim.Compiler;
using ScenarioSim.Interpreter;
using ScenarioSim.Model;
using ScenarioSim.Results;
using ScenarioSim.Simulation;

namespace ScenarioSim.Benchmarks;

/// <summary>Whoever is faster at making other runs has won nothing: before anything is timed, the engines have to make the same.</summary>
internal static class Agreement
{
    /// <exception cref="InvalidOperationException">A run differs.</exception>
    public static void Check(Scenario scenario, Policy policy, ulong seed, int runs)
    {
        var interpreter = new InterpretedRuns(scenario, policy, seed) { RecordIndicators = true };
        var kernel = new Kernel(new Plan(scenario, policy), seed) { RecordIndicators = true };
        for (int run = 0; run < runs; run++)
        {
            RunRecord wanted = interpreter.Run(run);
            kernel.Run(run);
            if (!Same(wanted, kernel.Record)) throw new InvalidOperationException($"The engines disagree in run {run} of {scenario.Title}.");
        }
    }

    private static bool Same(RunRecord a, RunRecord b) =>
        (a.Outcome, a.LastStep, a.Stopped) == (b.Outcome, b.LastStep, b.Stopped)
        && a.Assumptions.AsSpan().SequenceEqual(b.Assumptions)
        && a.Measures.AsSpan().SequenceEqual(b.Measures)
        && a.Moves.OrderBy(m => (m.Step, m.Track)).SequenceEqual(b.Moves.OrderBy(m => (m.Step, m.Track)))
        && a.IndicatorChanges.OrderBy(c => (c.Step, c.Indicator)).SequenceEqual(b.IndicatorChanges.OrderBy(c => (c.Step, c.Indicator)))
        && a.Counted.SequenceEqual(b.Counted);
}
