using ScenarioSim.Compiler.Vectors;
using ScenarioSim.Model;

namespace ScenarioSim.Simulation.Lanes;

/// <content>The step: when it is, and what it changes.</content>
internal sealed partial class LaneBuilder
{
    // The next step in which anything can happen.
    private bool GoOn(out string? why)
    {
        bool flowReadsClock = Plan.Indicators.Any(i => i.Flow is not null && ReadsClock(i.Flow.Expression));
        bool watchReadsClock = Scenario.Measures.Where(m => m.Reading is not (Reading.Final or Reading.At)).Any(m => ReadsClock(m.Of)) || Scenario.Outcomes.Any(o => o.Stop && ReadsClock(o.When!));
        why = flowReadsClock ? "a flow reads the date" : watchReadsClock ? "a measure or stop reads the date" : _hints.Stepping;
        Node next = Next;
        if (why is null)
        {
            if (At.Busy >= 0) Soon(Step.LoadTruth(At.Busy));
            // A look too early finds nothing to do.
            Node rough = _roughest.Op == Op.Constant ? _roughest : Step.Add(Step.FloorUpTo(Step.BelowRough(_roughest), PastTheEnd), Next);
            Node soonest = Step.Least(_soonest, rough);
            // A rate may be negative in doubt, and so the quotient; a lane that stands at the end must stay there.
            next = Step.Choose(_next, Next, _mayBePast || _roughest.Op != Op.Constant ? Step.Greatest(soonest, Next) : soonest);
        }
        // What is not put on a list is looked at in lanes that have a run only.
        Live = _lists is null ? Step.Always : Step.LessOrEqual(next, Step.Constant(Scenario.Clock.LastStep));
        Now = Step.Least(next, Step.Constant(Scenario.Clock.LastStep));
        // Never negative, which is good to know: so what it is multiplied with may stay a whole number of 32 bits.
        Steps = why is null ? Step.Greatest(Step.Subtract(Now, Was), Step.Constant(0)) : Step.Constant(1);
        Here = Peek.At(Now);
        return why is not null;
    }

    // All tracks decide on the world before; what they do, and so the world after.
    private LaneWorld Move(TrackCode[] tracks, bool everyStep)
    {
        bool sections = Array.Exists(_hints.InSections, x => x);
        var indicators = new IndicatorCode(this);
        indicators.BeginStep(tracks, sections);
        if (sections)
        {
            // In the order of the file: so sums are taken.
            foreach (TrackCode track in tracks)
            {
                bool inSection = _hints.InSections[track.Track.Index];
                if (inSection) BeginSection(track);
                track.Decide();
                indicators.Add(track, At.Amounts);
                Commit(track);
                if (!inSection) continue;
                EndSection();
                _lists?.EndSection(this);
            }
        }
        else
        {
            foreach (TrackCode track in tracks) track.Decide();
            foreach (TrackCode track in tracks) indicators.Add(track, At.Amounts);
            foreach (TrackCode track in tracks) Commit(track);
        }
        Node[] next = indicators.Next();
        if (At.Busy >= 0 && !everyStep) Step.Store(At.Busy, Changed(tracks, next));
        for (int i = 0; i < next.Length; i++) Step.Store(At.Indicators[i], next[i]);
        return At.World(Step, Now);
    }

    // Where something has: then flows may give other values in the next step.
    private Node Changed(TrackCode[] tracks, Node[] next)
    {
        Node changed = tracks.Select(t => t.Decides).Aggregate(Step.Never, Step.Or);
        for (int i = 0; i < next.Length; i++) changed = Step.Or(changed, Step.Not(Step.Equal(next[i], World.Indicators[i])));
        return changed;
    }

    // What a track decides is left out where no lane of a block has anything to decide.
    private void BeginSection(TrackCode track)
    {
        Step.StoreBits(track.Track.Index, Step.Never);
        Step.Store(At.Left[track.Track.Index], track.Left);
        _lists?.BeginSection(this, track);
        BeginSection(track.Decides);
    }

    // Where a track goes.
    private void Commit(TrackCode code)
    {
        Track track = code.Track;
        int first = Plan.FirstState[track.Index];
        if (!track.Repeats) Step.Store(At.Leaf[track.Index], code.LeafAfter());
        if (At.Timers[track.Index] >= 0) Step.Store(At.Timers[track.Index], code.TimerAfter());
        if (World.Entered[track.Index] is { } since) Step.Store(At.Entered[track.Index], Step.Choose(code.Moved, Now, since));
        for (int state = first; state < first + track.States.Count; state++) Enter(code, state);
        Step.Store(At.Choice[track.Index], code.Choice);
        Step.StoreBits(track.Index, code.Moved);
        if (_lists is null && _hints.InSections[track.Index]) return;
        Step.Store(At.Left[track.Index], _lists is null ? code.Left : _lists.LeftAfter(this, code));
        _lists?.Add(this, code);
    }

    private void Enter(TrackCode code, int state)
    {
        if (At.OuterEntered[state] >= 0) Step.Store(At.OuterEntered[state], Step.Choose(Enters(code, state), Now, Step.Load(At.OuterEntered[state])));
        if (World.Visits[state] is { } before)
        {
            Step.Store(At.Visits[state], Step.Add(before, code.By(m => (code.Moves[m].Entered.Contains(state) ? 1 : 0) + (code.Moves[m].Happened == state ? 1 : 0))));
        }
        foreach (int toss in Plan.States[state].Tosses)
        {
            Node spent = Step.LoadTruth(At.Spent[toss]);
            if (_tossed.TryGetValue(toss, out Node? tossed)) spent = Step.Or(spent, tossed);
            Step.Store(At.Spent[toss], Step.AndNot(spent, Enters(code, state)));
        }
    }

    private static Node Enters(TrackCode code, int state) => code.Makes(m => code.Moves[m].Entered.Contains(state));
}
