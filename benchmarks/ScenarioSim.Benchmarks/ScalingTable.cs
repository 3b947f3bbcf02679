using ScenarioSim.Model;
using ScenarioSim.Results;
using ScenarioSim.Simulation.Lanes;

namespace ScenarioSim.Benchmarks;

/// <summary>What <see cref="Scaling"/> measures of the lanes, in one short table.</summary>
internal static class ScalingTable
{
    private const int Repeats = 25;

    /// <summary>Prints the least time of a run by size, and what each unit of the size adds.</summary>
    public static void Print()
    {
        foreach ((string what, int[] sizes) in Sizes.All)
        {
            double before = double.NaN;
            for (int i = 0; i < sizes.Length; i++)
            {
                Scenario scenario = Sizes.Of(what, sizes[i]);
                Agreement.Check(scenario, scenario.Policies[0], seed: 1, runs: 20);
                (LaneKernel kernel, Tally tally) = Lanes.Made(scenario, scenario.Policies[0]);
                double time = Least(kernel, tally);
                string more = i == 0 ? "" : $"; {time / before,5:F2} times the one before, {(time - before) / (sizes[i] - sizes[i - 1]),6:F1} ns for each more";
                Console.WriteLine($"{sizes[i],5} {what}: {time,8:F0} ns a run{more}");
                before = time;
                kernel.Dispose();
            }
        }
    }

    // So many runs at a time that they take some milliseconds.
    private static double Least(LaneKernel kernel, Tally tally)
    {
        int runs = 1 << 10;
        while (ThreadTime.Least(1, () => kernel.Run(0, runs, tally)) < 5e6) runs *= 2;
        return ThreadTime.Least(Repeats, () => kernel.Run(0, runs, tally)) / runs;
    }
}
