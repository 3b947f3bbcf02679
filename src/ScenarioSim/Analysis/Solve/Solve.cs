using ScenarioSim.Compiler;
using ScenarioSim.Exact;
using ScenarioSim.Model;
using ScenarioSim.Model.Distributions;
using ScenarioSim.Results;

namespace ScenarioSim.Analysis;

/// <summary>Solves a scenario without sampling, where its worlds are few enough: assumptions constant or discrete, no effect drawn.</summary>
public static class Solve
{
    // So many combinations of discrete assumptions are solved one by one.
    private const int MostCombinations = 100_000;

    // So many worlds are followed to see what solving would take.
    private const int Probe = 500;

    /// <summary>Why a scenario cannot be solved exactly under a policy, in words that name what stands in the way; null where it can be tried.</summary>
    public static string? Obstacle(Scenario scenario, Policy policy)
    {
        var plan = new Plan(scenario, policy);
        if (plan.DrawnEffects.Count > 0) return $"the effect `{TransitionText.OneLine(plan.DrawnEffects[0].Span.Text)}` is drawn from a distribution, so its indicator takes endlessly many values";
        double combinations = 1;
        foreach (Assumption a in Used(scenario))
        {
            Distribution d = policy.Assume[a.Index] ?? a.Distribution;
            if (Law(d).Sum(v => v.Probability) < 1 - 1e-12) return $"the assumption `{a.Name}` takes endlessly many values; fix it with --set {a.Name}=VALUE, or use `run`";
            combinations *= d.Atoms.Count;
        }
        return combinations > MostCombinations ? $"the discrete assumptions make {combinations:N0} combinations; fix some with --set" : null;
    }

    /// <summary>What solving would take; cheap, whatever the answer. <see cref="Obstacle"/> must be null.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static SolveEstimate Estimate(Scenario scenario, Policy policy, CancellationToken cancellation = default)
    {
        try
        {
            Run(scenario, policy, 0.95, Probe, cancellation);
            return new SolveEstimate(Probe, true, true, [], []);
        }
        catch (TooManyWorldsException e)
        {
            double steps = Math.Max(1, scenario.Clock.LastStep);
            return new SolveEstimate(Probe * steps / Math.Max(1, e.Step), false, false, [], []);
        }
    }

    /// <summary>Solves; where it is stopped or there are too many worlds, what was found until then comes back. <see cref="Obstacle"/> must be null.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Called now and then, on the calling thread.</param>
    /// <param name="cancellation">Stops it soon.</param>
    public static Solution Run(Scenario scenario, Policy policy, SolveOptions options, Action<SolutionProgress>? progress = null, CancellationToken cancellation = default)
    {
        int last = scenario.Clock.LastStep;
        try
        {
            SimulationResults results = Run(scenario, policy, options.Confidence, options.MostWorlds ?? 3_000_000, cancellation);
            progress?.Invoke(new SolutionProgress(1, last, last, 0, 1, 1));
            return new Solution(results, SolutionEnd.Whole, last, 0, []);
        }
        catch (TooManyWorldsException e)
        {
            return new Solution(null, SolutionEnd.TooLarge, e.Step, 0, []);
        }
        catch (OperationCanceledException)
        {
            return new Solution(null, SolutionEnd.Stopped, 0, 0, []);
        }
    }

    /// <summary>The exact results. <see cref="Obstacle"/> must be null.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="confidence">Named in the results; no interval is needed.</param>
    /// <param name="mostWorlds">How many worlds a step may have.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="TooManyWorldsException">There are more.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static SimulationResults Run(Scenario scenario, Policy policy, double confidence, int mostWorlds, CancellationToken cancellation = default)
    {
        var plan = new Plan(scenario, policy);
        var tally = new ExactTally(scenario);
        var solver = new ExactSolver(plan, Limits.Of(mostWorlds), 1);
        var used = Used(scenario).Select(a => a.Index).ToHashSet();
        var values = new double[scenario.Assumptions.Count];
        void Choose(int assumption, double weight)
        {
            if (assumption == values.Length)
            {
                int reached = solver.Solve(values, weight, tally, null, cancellation);
                if (reached < scenario.Clock.LastStep) throw new TooManyWorldsException(reached + 1, mostWorlds);
                return;
            }
            if (!used.Contains(assumption))
            {
                Choose(assumption + 1, weight);
                return;
            }
            foreach ((double value, double probability) in Law(policy.Assume[assumption] ?? scenario.Assumptions[assumption].Distribution))
            {
                values[assumption] = value;
                Choose(assumption + 1, weight * probability);
            }
        }

        Choose(0, 1);
        return ExactResults.Of(tally, plan, confidence);
    }

    // The jumps of the distribution function; a mixture may have some beside a continuous part.
    private static IEnumerable<(double Value, double Probability)> Law(Distribution d) => d.Atoms.Select(v => (v, d.Cdf(v) - d.Cdf(Math.BitDecrement(v))));

    private static IEnumerable<Assumption> Used(Scenario scenario)
    {
        HashSet<int> read = [.. ExpressionTree.Nodes(ExpressionTree.Roots(scenario)).OfType<AssumptionRef>().Select(a => a.Index)];
        return scenario.Assumptions.Where(a => read.Contains(a.Index));
    }
}
