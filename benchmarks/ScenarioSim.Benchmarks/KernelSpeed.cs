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
    private const string Single = "single";

    /// <summary>Prints the least processor time of a run over some repeats, in nanoseconds.</summary>
    /// <param name="name">Of which scenario.</param>
    /// <param name="widths">As <see cref="VectorWidth.Name"/>, or <c>single</c>; none: all.</param>
    public static void Print(string name, string[] widths)
    {
        if (!Shipped.Has(name) || Array.Exists(widths, w => w != Single && VectorWidth.Available.All(v => v.Name != w)))
        {
            Console.Error.WriteLine($"kernel [SCENARIO [WIDTH ...]]: a scenario by the name of its file, without .yaml, or by a path; a width is {Single}, {string.Join(", ", VectorWidth.Available.Select(w => w.Name))}");
            Environment.ExitCode = 2;
            return;
        }
        Scenario scenario = Shipped.Read(name);
        Policy policy = scenario.Policies[0];
        Agreement.Check(scenario, policy, seed: 1, runs: 200);
        // As `--width` names them: lanes one by one are what there is without vectors.
        foreach (string width in widths.Length > 0 ? widths : [Single, .. VectorWidth.Available.Reverse().Select(w => w.Name)])
        {
            if (width == Single)
            {
                ReportSingle(scenario, policy);
                continue;
            }
            (LaneKernel kernel, Tally counted) = Lanes.Made(scenario, policy, width);
            Report($"kernel, {(width == VectorWidth.Of64.Name ? "scalar" : width)}", () => kernel.Run(0, Runs, counted));
        }
    }

    private static void ReportSingle(Scenario scenario, Policy policy)
    {
        var plan = new Plan(scenario, policy);
        var kernel = new Kernel(plan, 1);
        var tally = new Tally(scenario, plan.Sites.Sites.Count);
        Report($"kernel, {Single}", () =>
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
