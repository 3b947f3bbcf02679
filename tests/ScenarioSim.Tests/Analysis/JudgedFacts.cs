using ScenarioSim.Model;
using Xunit;

namespace ScenarioSim.Tests.Analysis;

/// <summary>A fact, and who else can say whether it was so.</summary>
/// <param name="Fact">As the scenario is held to it.</param>
/// <param name="Holds">Whether it holds in a world.</param>
internal sealed record JudgedFact(Fact Fact, Func<ReplayedRun, bool> Holds)
{
    /// <summary>Whether a run agrees: in the world of the last step that is not after the date, or in some world up to that.</summary>
    public bool Agrees(ReplayedRun run, Clock clock)
    {
        int on = StepOf(Fact.Date, clock);
        return Fact.AtSomeTime ? Enumerable.Range(0, Math.Min(on, run.LastStep) + 1).Any(step => Holds(run.At(step))) : Holds(run.At(on));
    }

    private static int StepOf(DateTime date, Clock clock) => Enumerable.Range(0, clock.LastStep + 1).TakeWhile(s => clock.DateOf(s) <= date).Last();
}

/// <summary>Facts by chance: mostly such as some of the runs agree with and some do not.</summary>
/// <param name="scenario">What they are about.</param>
/// <param name="seed">The chance.</param>
internal sealed class JudgedFacts(Scenario scenario, int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>At most three, by date.</summary>
    /// <param name="runs">The runs.</param>
    public IReadOnlyList<JudgedFact> Of(IReadOnlyList<ReplayedRun> runs)
    {
        var facts = new List<JudgedFact>();
        IReadOnlyList<ReplayedRun> left = runs;
        for (int i = _random.Next(1, 4); i > 0; i--)
        {
            // Those that tell runs apart are sought, and after a few others one that does not is taken.
            JudgedFact? fact = null;
            for (int tries = _random.Next(1, 12); tries > 0 && !(fact is not null && Tells(fact, left)); tries--) fact = One(left[_random.Next(left.Count)]) ?? fact;
            if (fact is null) continue;
            facts.Add(fact);
            ReplayedRun[] agree = [.. left.Where(run => fact.Agrees(run, scenario.Clock))];
            if (agree.Length > 0) left = agree;
        }
        return [.. facts.OrderBy(f => f.Fact.Date)];
    }

    private bool Tells(JudgedFact fact, IReadOnlyList<ReplayedRun> runs) => runs.Take(50).Select(run => fact.Agrees(run, scenario.Clock)).Distinct().Count() == 2;

    private JudgedFact? One(ReplayedRun witness)
    {
        int last = scenario.Clock.LastStep, on = _random.Next(last + 1), so = on;
        bool by = _random.Next(2) == 0;
        if (by) so = _random.Next(on + 1);
        string date = scenario.Clock.DateOf(on).AddSeconds(_random.Next(3) == 0 ? Math.Floor(scenario.Clock.StepSeconds / 120) * 60 : 0).ToString("yyyy-MM-dd'T'HH:mm:ss");
        // What a file says in its own words is judged by the definition of the language, all else by hand.
        if (Written() is { } condition)
        {
            var evaluator = new Evaluator(scenario.Clock, new HashSet<Expression>());
            DateTime when = DateTime.Parse(date);
            int step = Enumerable.Range(0, last + 1).Last(s => scenario.Clock.DateOf(s) <= when);
            return new JudgedFact(new Fact(condition, when, step, by, condition.Span.Text, About.Nothing), run => evaluator.Value(condition, run) != 0);
        }
        if (Plain(witness.At(so)) is not var (text, holds)) return null;
        if (_random.Next(6) == 0)
        {
            Func<ReplayedRun, bool> not = holds;
            (text, holds) = ($"not ({text})", run => !not(run));
        }
        Scenario held = KnownScenario.Held(scenario, null, $"{text} {(by ? "by" : "on")} {date}");
        return new JudgedFact(Assert.Single(held.Evidence!.Facts), holds);
    }

    // Null of a state that no expression can name.
    private (string Text, Func<ReplayedRun, bool> Holds)? Plain(ReplayedRun world)
    {
        int which = _random.Next(scenario.Tracks.Count + scenario.Indicators.Count);
        if (which >= scenario.Tracks.Count)
        {
            int indicator = which - scenario.Tracks.Count;
            double least = Math.Floor(Math.Clamp(world.Indicator(indicator), -1e6, 1e6));
            return ($"{scenario.Indicators[indicator].Name} >= {least}", run => run.Indicator(indicator) >= least);
        }
        Track track = scenario.Tracks[which];
        if (track.Repeats || (track.IsBranch && _random.Next(2) == 0)) return (track.Name, run => run.HasMoved(track.Index));
        State state = track.States[world.StateOf(track.Index)];
        while (state.Parent >= 0 && _random.Next(2) == 0) state = track.States[state.Parent];
        if (char.IsDigit(state.Name[0])) return null;
        return ($"{track.Name} == {state.Name}", run => run.IsIn(track.Index, state.Index));
    }

    // A condition of an outcome or an observation that can be judged from what records tell.
    private Expression? Written()
    {
        if (_random.Next(3) > 0) return null;
        Expression[] all = [.. scenario.Outcomes.Select(o => o.When).OfType<Expression>().Concat(scenario.Observations.Select(o => o.That)).Where(CanBeJudged)];
        return all.Length == 0 ? null : all[_random.Next(all.Length)];
    }

    private bool CanBeJudged(Expression condition) => ExpressionTree.Nodes([condition]).All(node => node switch
    {
        TimeIn t => !scenario.Tracks[t.Track].Repeats,
        Visits v => v.States.All(s => scenario.Tracks[v.Track].States[s].IsLeaf && !(scenario.Tracks[v.Track].Repeats && s == scenario.Tracks[v.Track].Initial)),
        _ => true,
    });
}
