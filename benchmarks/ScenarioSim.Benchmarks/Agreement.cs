using ScenarioSim.Compiler;
using ScenarioSim.Compiler.Vectors;
using ScenarioSim.Interpreter;
using ScenarioSim.Model;
using ScenarioSim.Results;
using ScenarioSim.Simulation;
using ScenarioSim.Simulation.Lanes;

namespace ScenarioSim.Benchmarks;

/// <summary>Whoever is faster at making other runs has won nothing: before anything is timed, the engines have to make the same.</summary>
internal static class Agreement
{
    /// <exception cref="InvalidOperationException">A run differs.</exception>
    public static void Check(Scenario scenario, Policy policy, ulong seed, int runs)
    {
        var interpreter = new InterpretedRuns(scenario, policy, seed) { RecordIndicators = true };
        var plan = new Plan(scenario, policy);
        var kernel = new Kernel(plan, seed) { RecordIndicators = true };
        var wanted = new RunRecord[runs];
        for (int run = 0; run < runs; run++)
        {
            wanted[run] = interpreter.Run(run).Copy();
            kernel.Run(run);
            Compare(wanted[run], kernel.Record);
        }
        foreach (VectorWidth width in VectorWidth.Available)
        {
            if (LaneBuilder.Compile(plan, width, out _) is not { } program) continue;
            using var lanes = LaneKernel.Of(plan, program, seed, indicators: true);
            lanes.Run(0, runs, RunTaker.Of(record => Compare(wanted[record.Run], record)));
        }

        void Compare(RunRecord a, RunRecord b)
        {
            if (!Same(a, b)) throw new InvalidOperationException($"The engines disagree in run {a.Run} of {scenario.Title}.");
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
