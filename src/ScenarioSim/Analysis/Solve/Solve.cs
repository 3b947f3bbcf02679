using ScenarioSim.Compiler;
using ScenarioSim.Exact;
using ScenarioSim.Model;
using ScenarioSim.Results;

namespace ScenarioSim.Analysis;

/// <summary>Solves a scenario without sampling, where its worlds are few enough and no effect is drawn. Uncertain assumptions are integrated over.</summary>
public static class Solve
{
    /// <summary>With fewer points a scrambling's errors are too much alike for how far scramblings differ to tell of them all.</summary>
    public const int FewestPoints = 16;

    // What of one track can come in a step is kept in so many bits.
    private const int MostDrawnDelays = 64;

    // So much is tried to see what solving would take.
    private const int ProbedWorlds = 20_000;
    private const long ProbedWays = 500_000;

    // Sums of products that take well under a second.
    private const double QuickWork = 1e8;

    /// <summary>How many worlds the machine's free memory holds.</summary>
    public static int MostWorlds => Limits.Of(null).Worlds;

    /// <summary>Why a scenario cannot be solved exactly under a policy, in words that name what stands in the way; null where it can be tried.</summary>
    public static string? Obstacle(Scenario scenario, Policy policy)
    {
        scenario = Evidence.WithPast(scenario, policy);
        foreach (Track track in scenario.Tracks)
        {
            if (track.States.Sum(s => s.Transitions.Count(t => t.After?.Drawn is not null)) > MostDrawnDelays) return $"`{track.Name}` has more than {MostDrawnDelays} delays that are drawn";
        }
        var plan = new Plan(scenario, policy);
        if (plan.DrawnEffects is [var drawn, ..]) return Endless.Drawn(scenario, drawn);
        bool packs = new ExactSolver(plan, new Limits(1, 1)).CanPack(new Beliefs(scenario, policy).Fixed);
        return packs ? null : "it has more tracks and indicators than a world can hold here";
    }

    /// <summary>What solving would take; found in a fraction of a second. <see cref="Obstacle"/> must be null.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static SolveEstimate Estimate(Scenario scenario, Policy policy, CancellationToken cancellation = default)
    {
        scenario = Evidence.WithPast(scenario, policy);
        var beliefs = new Beliefs(scenario, policy);
        var solver = new ExactSolver(new Plan(scenario, policy), new Limits(ProbedWorlds, ProbedWays));
        Worlds worlds = solver.Look(beliefs.Fixed, new bool[beliefs.Fixed.Length], keep: true);
        int reached = worlds.FindAll(null, cancellation);
        int last = scenario.Clock.LastStep;
        string[] integrated = [.. beliefs.Integrated.Select(a => scenario.Assumptions[a].Name)];
        if (reached == last)
        {
            double points = beliefs.Combinations().Count() * (integrated.Length == 0 ? 1 : new SolveOptions().Points * new SolveOptions().Randomisations);
            return new SolveEstimate(worlds.Most, true, worlds.Work * points < QuickWork, integrated, []);
        }
        // Worlds grow about as a power of the steps, up to all combinations.
        double growth = Math.Clamp(Math.Log(worlds.Most) / Math.Log(Math.Max(2, reached + 1)), 1, 8);
        double expected = Math.Min(worlds.Bound, worlds.Most * Math.Pow(last / (reached + 1.0), growth));
        return new SolveEstimate(Math.Max(worlds.Most, expected), false, false, integrated, Causes(worlds));
    }

    /// <summary>Solves; where it is stopped or there are too many worlds, what was found until then comes back. <see cref="Obstacle"/> must be null.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Called now and then, from any thread, one call at a time.</param>
    /// <param name="cancellation">Stops it soon.</param>
    public static Solution Run(Scenario scenario, Policy policy, SolveOptions options, Action<SolutionProgress>? progress = null, CancellationToken cancellation = default)
    {
        try
        {
            return Solved(scenario, policy, options, progress, cancellation);
        }
        catch (OperationCanceledException)
        {
            return new Solution(null, SolutionEnd.Stopped, 0, 0, []);
        }
    }

    private static Solution Solved(Scenario scenario, Policy policy, SolveOptions options, Action<SolutionProgress>? progress, CancellationToken cancellation)
    {
        Solution solution = new Solving(scenario, policy, options, progress, cancellation).Run();
        // What is known later than where worlds became too many cannot be judged.
        if (solution.End != SolutionEnd.TooLarge || solution.Expected is not null || solution.Step < scenario.Evidence?.LastStep) return solution;
        // All worlds up to that step are few enough: the scenario that ends there can be solved.
        Clock clock = scenario.Clock;
        Scenario shorter = scenario with { Clock = clock with { LastStep = solution.Step, End = clock.DateOf(solution.Step) } };
        Solution found = new Solving(shorter, policy, options, progress, cancellation).Run();
        if (found.End == SolutionEnd.Impossible) return found;
        return solution with { Results = found.End == SolutionEnd.Whole ? found.Results! with { Partial = true, EndsEarly = true } : null };
    }

    /// <summary>The exact results. <see cref="Obstacle"/> must be null.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="confidence">The level of intervals, where uncertain assumptions make some.</param>
    /// <param name="mostWorlds">How many worlds may be followed at once.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="TooManyWorldsException">There are more.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    /// <exception cref="ArgumentException">The scenario is held to evidence that cannot be.</exception>
    public static SimulationResults Run(Scenario scenario, Policy policy, double confidence, int mostWorlds, CancellationToken cancellation = default)
    {
        var options = new SolveOptions { Confidence = confidence, MostWorlds = mostWorlds };
        Solution solution = new Solving(scenario, policy, options, null, cancellation).Run();
        if (solution.End == SolutionEnd.Stopped) throw new OperationCanceledException(cancellation);
        if (solution.End == SolutionEnd.Impossible) throw new ArgumentException($"`{solution.Impossible!.Text}` cannot have been so", nameof(scenario));
        return solution.End == SolutionEnd.Whole ? solution.Results! : throw new TooManyWorldsException(solution.Step + 1, mostWorlds);
    }

    /// <summary>What multiplied worlds, as far as it is worth telling.</summary>
    internal static IReadOnlyList<Cause> Causes(Worlds worlds) => [.. worlds.Causes.Where(c => c.Factor > 1).Take(5).Select(c => new Cause(c.What, c.Values, c.Factor))];
}
