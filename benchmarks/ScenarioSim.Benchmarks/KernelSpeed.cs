using ScenarioSim.Compiler;
using ScenarioSim.Compiler.Vectors;
using ScenarioSim.Model;
using ScenarioSim.Results;
using ScenarioSim.Simulation;
using ScenarioSim.Simulation.Lanes;

namespace ScenarioSim.Benchmarks;

/// <summary>The reference crisis by every width of the kernel on one thread, counted into a tally, in one short table: to be held against programs written for it by hand.</summary>
internal static class KernelSpeed
{
    private const int Repeats = 15;
    private const int Runs = 1 << 16;

    /// <summary>Prints the least processor time of a run over some repeats, in nanoseconds.</summary>
    /// <param name="name">Of which scenario.</param>
    /// <param name="widths">How many lanes, 1 for the scalar kernel; none: all.</param>
    public static void Print(string name, int[] widths)
    {
        Scenario scenario = Shipped.Read(name);
        Policy policy = scenario.Policies[0];
        Agreement.Check(scenario, policy, seed: 1, runs: 200);
        foreach (int lanes in widths.Length > 0 ? widths : [1, .. VectorWidth.Available.Select(w => w.Lanes).Order()])
        {
            if (lanes == 1)
            {
                ReportScalar(scenario, policy);
                continue;
            }
            (LaneKernel kernel, Tally counted) = Lanes.Made(scenario, policy, lanes);
            Report($"kernel, {lanes} lanes", () => kernel.Run(0, Runs, counted));
        }
    }

    private static void ReportScalar(Scenario scenario, Policy policy)
    {
        var plan = new Plan(scenario, policy);
        var kernel = new Kernel(plan, 1);
        var tally = new Tally(scenario, plan.Sites.Sites.Count);
        Report("kernel, scalar", () =>
        {
            for (int run = 0; run < Runs; run++)
            {
                kernel.Run(run);
                tally.Add(kernel.Record);
            }
        });
    }

    private static void Report(string name, Action work) => Console.WriteLine($"{name,-20} {ThreadTime.Least(Repeats, work) / Runs,8:F0} ns a run");
}
