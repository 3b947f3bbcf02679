using ScenarioSim.Model;
using ScenarioSim.Results;
using ScenarioSim.Statistics;

namespace ScenarioSim.Analysis;

/// <summary>Holds all engines against each other on one scenario.</summary>
/// <remarks>
/// Engines that make runs must make the very runs of the reference, bit for bit: moves, indicators, measures, what was counted. What they come to over many runs must be what the exact engine has, where the
/// scenario can be solved: outcomes, states of all tracks by date, and measures, since engines can agree in outcomes and differ elsewhere.
/// </remarks>
public static class Verify
{
    /// <summary>The exact engine's name.</summary>
    public const string Exact = "exact";

    private const int Pieces = 40;

    /// <summary>Verifies.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="policy">One of its policies, perhaps changed by <c>--set</c>.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Called now and then, from any thread, one call at a time.</param>
    /// <param name="cancellation">Stops it soon; what has been compared until then comes back marked partial.</param>
    /// <exception cref="ArgumentException">The scenario is held to evidence.</exception>
    public static Verification Run(Scenario scenario, Policy policy, VerifyOptions options, Action<VerifyProgress>? progress = null, CancellationToken cancellation = default)
    {
        Evidence.Refuse(scenario);
        var comparison = new RunComparison(scenario, policy, options);
        Advance(comparison.Advance, options.ReferenceRuns, $"the same runs by {options.Reference.Name}", progress, cancellation);
        bool partial = comparison.Done < options.ReferenceRuns;
        List<EngineFindings> engines = [Findings(options.Reference.Name, comparison.Done == 0 ? null : comparison.Results())];
        foreach (SampledEngine engine in options.Engines)
        {
            if (cancellation.IsCancellationRequested)
            {
                partial = true;
                engines.Add(Findings(engine.Name, null));
                continue;
            }
            var sample = new EngineSample(engine, scenario, policy, options);
            Advance(sample.Advance, options.Runs, $"runs by {engine.Name}", progress, cancellation);
            partial |= sample.Done < options.Runs;
            engines.Add(Findings(engine.Name, sample.Done == 0 ? null : sample.Results()));
        }
        (EngineFindings exact, bool stopped) = Solved(scenario, policy, options, progress, cancellation);
        return new Verification
        {
            Scenario = scenario,
            Policy = policy,
            Options = options,
            Partial = partial || stopped,
            Engines = [.. engines, exact],
            SameRuns = comparison.Found(),
            Agreements = exact.Results is { } solution ? Agreements(engines, solution, options) : [],
        };
    }

    private static void Advance(Action<long, CancellationToken> advance, long runs, string doing, Action<VerifyProgress>? progress, CancellationToken cancellation)
    {
        long piece = Math.Max(Sharing.Worthwhile, runs / Pieces);
        for (long done = 0; done < runs && !cancellation.IsCancellationRequested; done += piece)
        {
            progress?.Invoke(new VerifyProgress(doing, (double)done / runs));
            advance(Math.Min(piece, runs - done), cancellation);
        }
    }

    private static (EngineFindings Exact, bool Stopped) Solved(
        Scenario scenario, Policy policy, VerifyOptions options, Action<VerifyProgress>? progress, CancellationToken cancellation)
    {
        EngineFindings Without(string reason) => new(Exact, null, reason);
        if (cancellation.IsCancellationRequested) return (Without("stopped"), true);
        if (Solve.Obstacle(scenario, policy) is { } obstacle) return (Without(obstacle), false);
        var how = new SolveOptions { Confidence = options.Confidence, Threads = options.Threads, MostWorlds = options.MostWorlds, Seed = options.Seed };
        Solution solution = Solve.Run(scenario, policy, how, p => progress?.Invoke(new VerifyProgress($"{p.Worlds:N0} worlds solved", p.Share)), cancellation);
        return solution.End switch
        {
            SolutionEnd.Whole => (new EngineFindings(Exact, solution.Results, null), false),
            SolutionEnd.TooLarge => (Without($"there are too many different worlds by {scenario.Clock.Iso(Math.Min(solution.Step, scenario.Clock.LastStep))}"), false),
            _ => (Without("stopped"), true),
        };
    }

    private static EngineFindings Findings(string engine, SimulationResults? results) => new(engine, results, results is null ? "stopped before it made runs of its own, whose shares are compared" : null);

    private static Agreement[] Agreements(List<EngineFindings> engines, SimulationResults solution, VerifyOptions options)
    {
        (EngineFindings Engine, IReadOnlyList<Figure> Figures)[] compared =
            [.. engines.Where(e => e.Results is not null).Select(e => (e, Figures.Compare(e.Results!, solution, SolveOptions.UsualPoints)))];
        double bound = Deviation.Bound(options.Certainty, Math.Max(1, compared.Sum(c => c.Figures.Count)));
        return [.. compared.Select(c => new Agreement(c.Engine.Name, c.Engine.Results!.Runs ?? 0, bound, c.Figures))];
    }
}
