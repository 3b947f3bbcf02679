using ScenarioSim.Compiler;
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
    public static void Print()
    {
        Scenario scenario = Shipped.Read("reference-crisis");
        Policy policy = scenario.Policies[0];
        Agreement.Check(scenario, policy, seed: 1, runs: 200);
        var plan = new Plan(scenario, policy);
        var scalar = new Kernel(plan, 1);
        var tally = new Tally(scenario, plan.Sites.Sites.Count);
        Report("kernel, scalar", () =>
        {
            for (int run = 0; run < Runs; run++)
            {
                scalar.Run(run);
                tally.Add(scalar.Record);
            }
        });
        foreach (int lanes in new[] { 2, 4, 8 })
        {
            (LaneKernel kernel, Tally counted) = Lanes.Made(scenario, policy, lanes);
            Report($"kernel, {lanes} lanes", () => kernel.Run(0, Runs, counted));
        }
    }

    private static void Report(string name, Action work) => Console.WriteLine($"{name,-20} {ThreadTime.Least(Repeats, work) / Runs,8:F0} ns a run");
}
