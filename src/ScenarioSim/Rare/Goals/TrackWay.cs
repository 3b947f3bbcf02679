using ScenarioSim.Compiler;
using ScenarioSim.Model;
using ScenarioSim.Randomness;

namespace ScenarioSim.Rare.Goals;

/// <summary>The ways of a track to a set of states: a backwards search through its graph, then the chances of the moves along it as they are in a world.</summary>
/// <remarks>
/// The time left is shared equally among the moves still needed, after the waits that cannot be avoided; within its share a standing chance competes with the others of its state,
/// and a timer comes or does not. The chance of a state is the sum over its moves of their chance times that of where they lead.
/// </remarks>
internal sealed class TrackWay
{
    private const int Unreachable = int.MaxValue;
    private const double TooLate = 1e-9;
    private const double Much = 4;
    private const double Small = 0.01;

    private readonly Plan _plan;
    private readonly int _track;
    private readonly int _first;
    private readonly Place[] _places;
    private readonly int[]?[] _order;
    private readonly double[] _hazards;
    private readonly bool _waits;
    private readonly GoalBuilder _builder;
    private (long Asking, int From, int Until) _known;
    private double _chance;

    /// <param name="builder">Makes the goals of guards.</param>
    /// <param name="track">The track.</param>
    /// <param name="arrives">Whether a move ends at the goal.</param>
    public TrackWay(GoalBuilder builder, Track track, Func<MovePlan, bool> arrives)
    {
        _plan = builder.Plan;
        _track = track.Index;
        _builder = builder;
        _hazards = builder.Hazards;
        _first = _plan.FirstState[track.Index];
        _places = [.. track.States.Select(s => s.IsLeaf ? new Place(_plan.Leaf(_first + s.Index), _first, arrives) : new Place())];
        _order = new int[]?[_places.Length];
        Measure();
        foreach (Place place in _places) place.KeepUseful(_places);
        Reads reads = new(Reads.OfTrack(_track), 0);
        foreach (Exit exit in _places.Where(p => p.Moves != Unreachable).SelectMany(p => p.Exits).Where(e => e.Targets.Length > 0))
        {
            _waits |= exit.Transition.Timer >= 0;
            if (exit.Transition.When is { } when)
            {
                exit.Guard = builder.Guard(when.Expression);
                reads |= when.Reads | exit.Guard.Reads;
            }
            if (exit.Transition.Likelihood is { } likelihood) reads |= likelihood.Reads;
        }
        Reads = reads;
    }

    /// <summary>What it looks at.</summary>
    public Reads Reads { get; }

    /// <summary>The rough chance of arriving after this step and by another.</summary>
    public double Chance(in Moment moment, int until) => Chance(moment, until, moment.World.Leaf[_track] - _first);

    /// <summary>The same if the track were in another innermost state, by its number.</summary>
    public double ChanceFrom(int leaf, in Moment moment, int until) => Chance(moment, until, leaf - _first);

    private double Chance(in Moment moment, int until, int from)
    {
        if (_known == (_builder.Asking, from, until)) return _chance;
        _chance = Fresh(moment, until, from);
        _known = (_builder.Asking, from, until);
        return _chance;
    }

    private double Fresh(in Moment moment, int until, int from)
    {
        Place start = _places[from];
        double left = until - moment.Step;
        if (start.Moves == Unreachable || left <= 0) return 0;
        int[] order = _order[from] ??= Order(from);
        double wait = _waits ? Waits(moment, order, from) : 0;
        double least = Math.Max(wait, start.Moves);
        if (least > left) return TooLate * Math.Exp(left - least);
        double share = Math.Max(left / 1024, left - wait) / start.Moves;
        foreach (int place in order) _places[place].Value = 0;
        foreach (int place in order)
        {
            Weigh(_places[place], moment, _first + place == moment.World.Leaf[_track], left, share, until);
            Sum(_places[place]);
        }
        // Once more, for ways that go round.
        foreach (int place in order) Sum(_places[place]);
        if (moment.Depth == 0 && _first + from == moment.World.Leaf[_track]) _builder.Picks[_track] = Promising(start, moment.World.Memory.Tracks[_track].PickKnown);
        return Math.Min(1, start.Value);
    }

    // The picks that hold all ways out of a state that are unlikely and would make the outcome much likelier: to ask for some of these and not for others would hide the others.
    private (double Low, double High) Promising(Place place, in PickKnown known)
    {
        double low = double.PositiveInfinity, high = 0;
        foreach (Exit exit in place.Exits)
        {
            foreach (Aim aim in exit.Targets)
            {
                double pick = known.Chance(aim.Low, aim.High);
                if (pick is <= 0 or >= 1 / Much || aim.Chance / pick * (aim.Next < 0 ? 1 : _places[aim.Next].Value) < Much * place.Value) continue;
                low = Math.Min(low, aim.Low);
                high = Math.Max(high, aim.High);
            }
        }
        return high > low ? (low, high) : default;
    }

    // The fewest moves from each state, from the goal backwards.
    private void Measure()
    {
        for (bool changed = true; changed;)
        {
            changed = false;
            foreach (Place place in _places)
            {
                foreach (Aim aim in place.Exits.SelectMany(e => e.Targets))
                {
                    int behind = aim.Next < 0 ? 0 : _places[aim.Next].Moves;
                    if (behind == Unreachable || behind + 1 >= place.Moves) continue;
                    place.Moves = behind + 1;
                    changed = true;
                }
            }
        }
    }

    // The states on the ways from one, the nearest to the goal first.
    private int[] Order(int from)
    {
        var seen = new HashSet<int> { from };
        var open = new Queue<int>([from]);
        while (open.TryDequeue(out int place))
        {
            foreach (Aim aim in _places[place].Exits.SelectMany(e => e.Targets))
            {
                if (aim.Next >= 0 && seen.Add(aim.Next)) open.Enqueue(aim.Next);
            }
        }
        return [.. seen.OrderBy(p => _places[p].Moves).ThenBy(p => p)];
    }

    private double Waits(in Moment moment, int[] order, int from)
    {
        foreach (int at in order)
        {
            Place place = _places[at];
            place.Wait = double.PositiveInfinity;
            foreach (Exit exit in place.Exits)
            {
                if (exit.Targets.Length == 0) continue;
                exit.Wait = Wait(exit.Transition, moment, _first + at == moment.World.Leaf[_track]);
                foreach (Aim aim in exit.Targets)
                {
                    double wait = exit.Wait + (aim.Next < 0 ? 0 : _places[aim.Next].Moves < place.Moves ? _places[aim.Next].Wait : double.PositiveInfinity);
                    if (wait < place.Wait) place.Wait = wait;
                }
            }
        }
        return _places[from].Wait;
    }

    private double Wait(TransitionPlan t, in Moment moment, bool here)
    {
        if (t.Timer < 0) return 0;
        if (here || IsIn(moment.World, t.Lister)) return Math.Max(0, moment.World.Memory.Due[t.Timer] - moment.Step - 1);
        Clock clock = _plan.Scenario.Clock;
        double wait = t.On is { } on ? clock.StepAtOrAfter(on.Value(moment.World)) - moment.Step : 0;
        if (t.AfterDrawn is { } drawn) wait = Math.Max(wait, clock.StepsFor(drawn.Distribution.Mean));
        else if (t.After is { } after) wait = Math.Max(wait, clock.StepsFor(after.Value(moment.World)));
        return Math.Max(0, wait);
    }

    private bool IsIn(World world, int state) => _plan.Scenario.Tracks[_track].IsWithin(world.Leaf[_track] - _first, state - _first);

    private void Weigh(Place place, in Moment moment, bool here, double left, double share, int until)
    {
        double total = 0;
        double blocked = double.PositiveInfinity;
        foreach (Exit exit in place.Exits)
        {
            TransitionPlan t = exit.Transition;
            if (t.Timer >= 0) exit.Wait = Wait(t, moment, here);
            exit.Open = exit.Wait > left ? 0 : t.When is null ? 1 : t.When.Value(moment.World) != 0 ? 1 : exit.Guard is null ? 0
                : moment.Depth >= Moment.Deepest ? Moment.Guess : exit.Guard.Chance(moment.Deeper, until);
            if (!exit.Standing)
            {
                exit.Likely = t.Toss < 0 ? 1 : here && moment.World.Memory.Spent[t.Toss] ? 0 : Math.Clamp(t.Likelihood!.Value(moment.World), 0, 1);
                if (exit.Likely is > 0 and < Small && exit.Targets.Length > 0) _builder.SmallTosses.Add(t.Transition);
                if (exit.Open == 1 && exit.Likely == 1) blocked = Math.Min(blocked, exit.Wait);
                continue;
            }
            exit.Likely = exit.Open == 0 ? 0 : Math.Min(Rate(t, moment.World), Hazard.MostRate);
            if (exit.Open == 1) total += exit.Likely;
        }
        double still = 1;
        TrackState? stay = here ? moment.World.Memory.Tracks[_track] : null;
        if (here && moment.Depth == 0) _hazards[_track] = Math.Max(_hazards[_track], total * left);
        double window = Math.Min(share, blocked);
        double before = 0;
        foreach (Exit exit in place.Exits)
        {
            if (!exit.Standing)
            {
                Spread(exit, still * exit.Open * exit.Likely * Math.Exp(-total * Math.Min(exit.Wait, share)), 0, 1, stay, moment.World);
                if (exit.Open == 1) still *= 1 - exit.Likely;
                continue;
            }
            double all = exit.Open == 1 ? total : total + exit.Likely;
            double moving = all <= 0 ? 0 : exit.Open * Moving(stay, all * Math.Max(1, window), moment.Step);
            // Alternatives share the picks in the order of the kernel.
            if (exit.Open == 1) Spread(exit, moving, before / Math.Max(total, double.Epsilon), (before += exit.Likely) / Math.Max(total, double.Epsilon), stay, moment.World);
            else Spread(exit, moving * exit.Likely / Math.Max(all, double.Epsilon), 0, 1, null, moment.World);
        }
    }

    // The chance that a threshold lies within what the rates add up to, given what is known of it.
    private static double Moving(TrackState? stay, double hazard, int step)
    {
        if (stay is null || (double.IsPositiveInfinity(stay.AtMost) && stay.Above == 0)) return -Model.Distributions.Precise.ExpM1(-hazard);
        double used = stay.SumAfter(step);
        double above = Math.Max(0, stay.Above - used) / Hazard.Units;
        double most = (stay.AtMost - used) / Hazard.Units;
        if (hazard <= above) return 0;
        return Math.Min(1, Model.Distributions.Precise.ExpM1(-(hazard - above)) / Model.Distributions.Precise.ExpM1(-(most - above)));
    }

    // An exit is taken with the picks from low to high, which its targets share.
    private static void Spread(Exit exit, double chance, double low, double high, TrackState? stay, World world)
    {
        TransitionPlan t = exit.Transition;
        if (exit.Targets.Length == 0) return;
        int count = t.Shares.Length;
        double sum = 0;
        foreach (Formula? share in t.Shares) sum += share is null ? 0 : Math.Max(0, share.Value(world));
        double whole = count == 1 ? 1 : t.Rest >= 0 ? Math.Max(1, sum) : sum;
        double before = 0;
        int next = 0;
        for (int move = 0; move < count && next < exit.Targets.Length; move++)
        {
            double share = count == 1 ? 1 : move == t.Rest ? Math.Max(0, 1 - sum) : Math.Max(0, t.Shares[move]!.Value(world));
            double part = whole > 0 ? share / whole : 1.0 / count;
            if (exit.Targets[next].Move == move)
            {
                Aim aim = exit.Targets[next++];
                (aim.Low, aim.High) = (low + ((high - low) * before), low + ((high - low) * (before + part)));
                aim.Chance = chance * (stay is null ? aim.High - aim.Low : stay.PickKnown.Chance(aim.Low, aim.High));
            }
            before += part;
        }
    }

    private void Sum(Place place)
    {
        double value = 0;
        foreach (Exit exit in place.Exits)
        {
            foreach (Aim aim in exit.Targets) value += aim.Chance * (aim.Next < 0 ? 1 : _places[aim.Next].Value);
        }
        place.Value = value;
    }

    private static double Rate(TransitionPlan t, World world)
    {
        double value = t.Likelihood!.Value(world);
        if (t.Chance == Compiler.Chance.Rate) return Math.Max(0, value) * t.StepsPerPeriod;
        return value >= 1 ? double.PositiveInfinity : -Hazard.Log1P(-Math.Max(0, value)) * t.StepsPerPeriod;
    }

    /// <summary>An innermost state.</summary>
    private sealed class Place
    {
        public Place() => Exits = [];

        public Place(LeafPlan leaf, int first, Func<MovePlan, bool> arrives) => Exits =
        [
            .. leaf.Due.Select(a => new Exit(a, false, first, arrives)),
            .. leaf.Standing.Select(a => new Exit(a, true, first, arrives)),
        ];

        public Exit[] Exits { get; }

        public int Moves { get; set; } = Unreachable;

        public double Wait { get; set; }

        public double Value { get; set; }

        /// <summary>Forgets where there is no way on.</summary>
        public void KeepUseful(Place[] places)
        {
            foreach (Exit exit in Exits) exit.Targets = [.. exit.Targets.Where(t => t.Next < 0 || places[t.Next].Moves != Unreachable)];
        }
    }

    /// <summary>A transition out of it.</summary>
    private sealed class Exit(Alternative alternative, bool standing, int first, Func<MovePlan, bool> arrives)
    {
        public TransitionPlan Transition { get; } = alternative.Transition;

        public bool Standing { get; } = standing;

        public Aim[] Targets { get; set; } = [.. alternative.Moves.Select((m, i) => new Aim(i, arrives(m) ? -1 : m.Leaf - first))];

        public Goal? Guard { get; set; }

        public double Wait { get; set; }

        public double Open { get; set; }

        public double Likely { get; set; }
    }

    /// <summary>Where it may lead: -1 is the goal.</summary>
    private sealed class Aim(int move, int next)
    {
        public int Move { get; } = move;

        public int Next { get; } = next;

        public double Chance { get; set; }

        public double Low { get; set; }

        public double High { get; set; }
    }
}
