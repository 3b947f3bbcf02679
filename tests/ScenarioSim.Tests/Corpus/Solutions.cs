using System.Collections.Concurrent;
using ScenarioSim.Analysis;
using ScenarioSim.Model;
using ScenarioSim.Results;

namespace ScenarioSim.Tests.Corpus;

/// <summary>What the engines find about the files of the corpus, each worked out once for all tests.</summary>
internal static class Solutions
{
    /// <summary>How many runs are sampled.</summary>
    public const long Runs = 100_000;

    // Enough for all but a few; those are left to the sampling engines.
    private const int MostWorlds = 20_000;

    private static readonly ConcurrentDictionary<(string File, string Policy), Lazy<SimulationResults>> s_sampled = new();
    private static readonly ConcurrentDictionary<(string File, string Policy), Lazy<SimulationResults?>> s_solved = new();

    /// <summary>What <see cref="Runs"/> runs of the kernel come to.</summary>
    public static SimulationResults Sampled(string file, Scenario scenario, Policy policy) => s_sampled.GetOrAdd(
        (file, policy.Name), _ => new Lazy<SimulationResults>(() => Simulate.Run(scenario, policy, new RunOptions { Runs = Runs })!)).Value;

    /// <summary>The exact solution; null where there is none, or only a large one.</summary>
    public static SimulationResults? Solved(string file, Scenario scenario, Policy policy) => s_solved.GetOrAdd(
        (file, policy.Name), _ => new Lazy<SimulationResults?>(() => Solve(scenario, policy, MostWorlds))).Value;

    /// <summary>The exact solution of any scenario; null where there is none, or one of more worlds.</summary>
    public static SimulationResults? Solve(Scenario scenario, Policy policy, int mostWorlds)
    {
        if (ScenarioSim.Analysis.Solve.Obstacle(scenario, policy) is not null) return null;
        Solution solution = ScenarioSim.Analysis.Solve.Run(scenario, policy, new SolveOptions { MostWorlds = mostWorlds });
        return solution.End == SolutionEnd.Whole ? solution.Results : null;
    }

    /// <summary>
    /// Fails where a sampled figure lies more than 4 standard errors from the exact one. Among many thousands of figures one does so by luck: a figure that is farther off is looked at again in ten times as
    /// many runs with other luck, and then has to be within them.
    /// </summary>
    public static void AssertAgree(SimulationResults sampled, SimulationResults solution)
    {
        const double Most = 4;
        IReadOnlyList<Figure> figures = Figures.Compare(sampled, solution, SolveOptions.UsualPoints);
        if (figures.All(f => Math.Abs(f.StandardErrors) <= Most)) return;
        SimulationResults again = Simulate.Run(solution.Scenario, solution.Policy, new RunOptions { Runs = 10 * sampled.Runs!.Value, Seed = sampled.Seed + 1 })!;
        string[] wrong =
        [
            .. Figures.Compare(again, solution, SolveOptions.UsualPoints).Zip(figures).Where(f => !(Math.Abs(f.First.StandardErrors) <= Most) && !(Math.Abs(f.Second.StandardErrors) <= Most)).Select(f => f.First.ToString()),
        ];
        if (wrong.Length > 0) throw new Xunit.Sdk.XunitException($"policy {solution.Policy.Name}:\n{string.Join("\n", wrong.Take(20))}");
    }
}
