using ScenarioSim.Model;
using ScenarioSim.Randomness;
using ScenarioSim.Results;

namespace ScenarioSim.Interpreter;

/// <summary>Tells a run as a dated story.</summary>
public static class Telling
{
    /// <summary>Makes the run once more with the interpreter and writes down each move, why it was due and what it changed.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="run">The run's number, from 0.</param>
    /// <param name="points">Where the assumptions of runs are; null: each run draws them for itself.</param>
    /// <param name="cancellation">Stops it soon.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static Story Tell(Scenario scenario, Policy policy, ulong seed, long run, DesignedPoints? points = null, CancellationToken cancellation = default)
    {
        var runs = new InterpretedRuns(Evidence.Measured(scenario, policy), policy, seed, points) { Cancellation = cancellation };
        var events = new List<StoryEvent>();
        runs.Listener = (made, before) => events.AddRange(made.Where(m => m.Decision.Target is not null).Select(m => Event(scenario, m, made, before, runs)));
        RunRecord record = runs.Run(run);
        return new Story
        {
            Scenario = scenario,
            Policy = policy,
            Run = run,
            Seed = seed,
            Assumptions = [.. record.Assumptions],
            Events = events,
            Outcome = scenario.Outcomes[record.Outcome],
            LastStep = record.LastStep,
            Measures = [.. record.Measures.Take(scenario.Measures.Count)],
            Against = Evidence.FirstAgainst(scenario, record.Measures),
            Agrees = Evidence.Agreements(scenario, record.Measures),
        };
    }

    private static StoryEvent Event(Scenario scenario, Made made, IReadOnlyList<Made> all, IReadOnlyList<double> before, InterpretedRuns runs)
    {
        Transition transition = made.Decision.Transition!;
        Target target = made.Decision.Target!;
        State lister = made.Track.States.First(s => s.Transitions.Contains(transition, ReferenceEqualityComparer.Instance));
        return new StoryEvent(
            runs.Step,
            made.Track,
            made.Track.States[made.From].Name,
            made.Track.States[made.Track.Repeats ? target.State : made.Track.States[target.State].InitialLeaf].Name,
            transition.About.Name,
            TransitionText.Why(transition),
            made.Decision.Chance,
            [.. made.Effects.Select(e => e.Indicator).Distinct().Select(i => Effect(scenario.Indicators[i], made, all, before[i], runs.Indicators[i]))],
            Sources(target.About, transition.About, lister.About, made.Track.About));
    }

    private static StoryEffect Effect(Indicator indicator, Made made, IReadOnlyList<Made> all, double before, double after)
    {
        Effect[] own = [.. made.Effects.Where(e => e.Indicator == indicator.Index)];
        bool alone = indicator.EachStep is null && all.All(m => ReferenceEquals(m, made) || m.Effects.All(e => e.Indicator != indicator.Index));
        return new StoryEffect(indicator, before, after) { Share = alone ? null : string.Join(", ", own.Select(e => TransitionText.OneLine(e.Span.Text))) };
    }

    // The nearest that names any.
    private static IReadOnlyList<string> Sources(params ReadOnlySpan<About> abouts)
    {
        foreach (About about in abouts)
        {
            if (about.Sources.Count > 0) return about.Sources;
        }
        return [];
    }
}
