using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using ScenarioSim.Randomness;
using Linq = System.Linq.Expressions.Expression;

namespace ScenarioSim.Compiler;

/// <summary>Compiled code that looks at a track in one innermost state: it notes the next step in which there is something to do if nothing changes until then, and what.</summary>
internal delegate void LookCode(World world, TrackState track, int step);

/// <summary>What there may be to do instead of making a transition that is due.</summary>
internal static class Look
{
    /// <summary>To look again.</summary>
    public const int Again = -1;

    /// <summary>A toss was lost in a branch that repeats: it enters <c>pending</c> anew.</summary>
    public const int Renew = -2;

    /// <summary>The standing chances have reached the threshold.</summary>
    public const int Chance = -3;

    /// <summary>Some standing chances are certain.</summary>
    public const int Certain = -4;
}

/// <summary>
/// Puts all that a track can do in one innermost state into one straight piece of code: times, guards, chances, the sum of the rates and the next step in which something happens.
/// The transitions without a standing chance come first, in the order of looking, then the standing ones. Of two things in the same step the one that comes first is done.
/// </summary>
/// <remarks>A rate that cannot have changed since the last look is not worked out again.</remarks>
internal sealed class LookEmitter
{
    private static readonly ParameterExpression TheWorld = Emitter.TheWorld;
    private static readonly ParameterExpression State = Linq.Parameter(typeof(TrackState), "track");
    private static readonly ParameterExpression Step = Linq.Parameter(typeof(int), "step");

    private readonly Plan _plan;
    private readonly Emitter _emitter;
    private readonly int _track;
    private readonly LeafPlan _leaf;
    private readonly LabelTarget _end = Linq.Label();
    private readonly LabelTarget _done = Linq.Label();
    private readonly ParameterExpression _memory = Linq.Variable(typeof(TrackMemory), "memory");
    private readonly ParameterExpression _tracks = Linq.Variable(typeof(ulong), "tracks");
    private readonly ParameterExpression _others = Linq.Variable(typeof(ulong), "others");
    private readonly ParameterExpression _changedTracks = Linq.Variable(typeof(ulong), "changedTracks");
    private readonly ParameterExpression _changedOthers = Linq.Variable(typeof(ulong), "changedOthers");
    private readonly ParameterExpression _wake = Linq.Variable(typeof(int), "wake");
    private readonly ParameterExpression _found = Linq.Variable(typeof(int), "found");
    private readonly ParameterExpression _lost = Linq.Variable(typeof(bool), "lost");
    private readonly ParameterExpression _total = Linq.Variable(typeof(double), "total");
    private readonly ParameterExpression _left = Linq.Variable(typeof(double), "left");
    private readonly ParameterExpression _certain = Linq.Variable(typeof(bool), "certain");
    private readonly List<Linq> _code = [];
    private bool _mayReadClock;
    private bool _isEstimate;

    public LookEmitter(Plan plan, Emitter emitter, int track, LeafPlan leaf) => (_plan, _emitter, _track, _leaf) = (plan, emitter, track, leaf);

    public LookCode Compile()
    {
        _code.Add(Linq.Assign(_memory, Linq.Field(TheWorld, nameof(World.Memory))));
        _code.Add(Linq.Assign(_wake, Linq.Constant(TrackMemory.Never)));
        _code.Add(Linq.Assign(_found, Linq.Constant(Look.Again)));
        _code.Add(Linq.Assign(_changedTracks, Of(nameof(TrackState.ChangedTracks))));
        _code.Add(Linq.Assign(_changedOthers, Of(nameof(TrackState.ChangedOthers))));
        for (int i = 0; i < _leaf.Due.Length; i++) _code.Add(IfItsTime(_leaf.Due[i].Transition, IfDue(i), sure: _leaf.Due[i].Transition.IsSure ? i : Look.Again));
        if (_leaf.Standing.Length > 0) Compete();
        if (_plan.Scenario.Tracks[_track].Repeats) _code.Add(Linq.IfThen(Linq.AndAlso(_lost, Linq.GreaterThan(_wake, Step)), Return(Look.Renew)));
        _code.Add(Linq.Assign(At(nameof(TrackMemory.ReadTracks), _track), _tracks));
        _code.Add(Linq.Assign(At(nameof(TrackMemory.ReadOthers), _track), _others));
        _code.Add(Linq.Assign(Of(nameof(TrackState.ChangedTracks)), Linq.Constant(0UL)));
        _code.Add(Linq.Assign(Of(nameof(TrackState.ChangedOthers)), Linq.Constant(Reads.Clock)));
        if (_mayReadClock)
        {
            _code.Add(Linq.IfThen(
                Linq.AndAlso(Linq.NotEqual(Linq.And(_others, Linq.Constant(Reads.Clock)), Linq.Constant(0UL)), Linq.GreaterThan(_wake, Step)),
                Linq.Block(Linq.Assign(_wake, Linq.Add(Step, Linq.Constant(1))), Linq.Assign(_found, Linq.Constant(Look.Again)))));
        }
        if (_isEstimate) Correct();
        _code.Add(Linq.Label(_end));
        NoteFound();
        _code.Add(Linq.Label(_done));
        ParameterExpression[] variables = [_memory, _tracks, _others, _changedTracks, _changedOthers, _wake, _found, _lost, _total, _left, _certain];
        return Linq.Lambda<LookCode>(Linq.Block(typeof(void), variables, _code), TheWorld, State, Step).Compile();
    }

    private void NoteFound()
    {
        _code.Add(Linq.Assign(At(nameof(TrackMemory.Wake), _track), _wake));
        _code.Add(Linq.Assign(Of(nameof(TrackState.Found)), _found));
    }

    // Called when there is nothing more to do, the look need not keep anything for afterwards.
    private void Correct()
    {
        NoteFound();
        Linq late = Linq.Call(typeof(LookEmitter), nameof(IsLate), null, _total, _left, Linq.Subtract(_wake, Step));
        _code.Add(Linq.IfThen(late, Linq.Call(typeof(TrackMemory), nameof(TrackMemory.WakeEarlier), null, _memory, Linq.Constant(_track))));
        _code.Add(Linq.Goto(_done));
    }

    private Linq IfDue(int position)
    {
        TransitionPlan t = _leaf.Due[position].Transition;
        if (t.Toss < 0) return IfGuard(t, Return(position));
        Linq chance = Clamped(t, _emitter.Number(t.Likelihood!.Expression, out _));
        Linq won = Linq.Call(typeof(TrackMemory), nameof(TrackMemory.Won), null, TheWorld, Linq.Constant(t.Number), Linq.Constant(t.Toss), Linq.Constant(t.Lister), chance);
        Linq toss = IfGuard(t, Linq.IfThenElse(won, Return(position), Linq.Assign(_lost, Linq.Constant(true))));
        return Linq.IfThen(Linq.Not(At(nameof(TrackMemory.Spent), t.Toss)), toss);
    }

    private void Compete()
    {
        // What has been added up so far, the last rate until this step.
        Linq since = Of(nameof(TrackState.Since)), rate = Of(nameof(TrackState.Rate)), sum = Of(nameof(TrackState.Sum));
        _code.Add(Linq.AddAssign(sum, Linq.Multiply(rate, Linq.Convert(Linq.Subtract(Step, since), typeof(double)))));
        _code.Add(Linq.Assign(since, Step));
        foreach (Alternative standing in _leaf.Standing) _code.Add(Standing(standing.Transition));
        _code.Add(Linq.IfThen(_certain, Return(Look.Certain)));
        _code.Add(Linq.Assign(rate, _total));
        _code.Add(Linq.Assign(_left, Linq.Subtract(Of(nameof(TrackState.Threshold)), sum)));
        // Where nothing is decided by when it is, whether the estimate is a step late is asked last.
        bool isAlone = !Array.Exists([.. _leaf.Due, .. _leaf.Standing], a => a.Transition.Timer >= 0);
        _isEstimate = isAlone && !_mayReadClock && !_plan.Scenario.Tracks[_track].Repeats;
        Linq reached = Linq.Call(typeof(LookEmitter), _isEstimate ? nameof(Estimated) : nameof(Reached), null, _total, _left, Step);
        if (isAlone)
        {
            _code.Add(Linq.Assign(_wake, reached));
            _code.Add(Linq.Assign(_found, Competitor()));
            return;
        }
        ParameterExpression then = Linq.Variable(typeof(int), "then");
        _code.Add(Linq.Block([then], Linq.Assign(then, reached), Linq.IfThen(Linq.LessThan(then, _wake), Linq.Block(Linq.Assign(_wake, then), Linq.Assign(_found, Competitor())))));
    }

    // Which of two chances it is can be said at once, for nothing but rates and pick decide that; of more, or with several targets, the choice is made when it comes to that.
    private Linq Competitor()
    {
        if (_leaf.Standing.Length != 2) return Linq.Constant(Look.Chance);
        int[] found = [.. _leaf.Standing.Select((a, i) => a.Moves.Length == 1 ? _leaf.Due.Length + i : Look.Chance)];
        Linq[] rates = [.. _leaf.Standing.Select(a => At(nameof(TrackMemory.Rates), a.Transition.Number))];
        return Linq.Call(typeof(LookEmitter), nameof(OneOfTwo), null, Linq.Multiply(Of(nameof(TrackState.Pick)), _total), rates[0], rates[1], Linq.Constant(found[0]), Linq.Constant(found[1]));
    }

    private Linq Standing(TransitionPlan t)
    {
        Linq value = RateOf(t, out Reads reads);
        Linq rate = At(nameof(TrackMemory.Rates), t.Number);
        Linq take;
        if (value is ConstantExpression { Value: double constant })
        {
            Linq add = constant == Hazard.Certain ? Linq.Assign(_certain, Linq.Constant(true)) : Linq.AddAssign(_total, value);
            take = Linq.Block(Linq.Assign(rate, value), add);
        }
        else
        {
            ParameterExpression now = Linq.Variable(typeof(double), "now");
            take = Linq.Block(
                [now],
                Depend(reads),
                Linq.Assign(now, rate),
                Linq.IfThen(
                    Linq.OrElse(Linq.NotEqual(Changed(reads), Linq.Constant(0UL)), Linq.LessThan(now, Linq.Constant(0.0))),
                    Linq.Block(Linq.Assign(now, value), Linq.Assign(rate, now))),
                Linq.IfThenElse(Linq.Equal(now, Linq.Constant(Hazard.Certain)), Linq.Assign(_certain, Linq.Constant(true)), Linq.AddAssign(_total, now)));
        }
        Linq forget = Linq.Assign(rate, Linq.Constant(-1.0));
        return IfItsTime(t, IfGuard(t, take, forget), Look.Again, forget);
    }

    // Before its time a transition asks to be looked at again when it comes; one that is sure to be made then says so.
    private Linq IfItsTime(TransitionPlan t, Linq then, int sure, Linq? otherwise = null)
    {
        if (t.Timer < 0) return then;
        Linq due = At(nameof(TrackMemory.Due), t.Timer);
        Linq found = Linq.Assign(_found, Linq.Constant(sure));
        Linq wait = Linq.IfThen(Linq.LessThan(due, _wake), Linq.Block(Linq.Assign(_wake, due), found));
        return Linq.IfThenElse(Linq.GreaterThanOrEqual(Step, due), then, otherwise is null ? wait : Linq.Block(wait, otherwise));
    }

    private Linq IfGuard(TransitionPlan t, Linq then, Linq? otherwise = null)
    {
        if (t.When is null) return then;
        Linq guard = _emitter.Truth(t.When.Expression, out Reads reads);
        if (guard is ConstantExpression { Value: bool known }) return known ? then : otherwise ?? Linq.Empty();
        return Linq.Block(Depend(reads), otherwise is null ? Linq.IfThen(guard, then) : Linq.IfThenElse(guard, then, otherwise));
    }

    private Linq RateOf(TransitionPlan t, out Reads reads)
    {
        Linq value = _emitter.Number(t.Likelihood!.Expression, out reads);
        Linq steps = Linq.Constant(t.StepsPerPeriod);
        if (value is ConstantExpression { Value: double constant } && constant is >= 0 and <= 1 && t.Chance == Chance.Standing) return Linq.Constant(Hazard.OfChance(constant, t.StepsPerPeriod));
        if (value is ConstantExpression { Value: double rate } && rate >= 0 && t.Chance == Chance.Rate) return Linq.Constant(Hazard.OfRate(rate * t.StepsPerPeriod));
        if (value is not ConstantExpression && RateTable.Of(_plan, t) is { } table)
        {
            Linq place = Linq.Subtract(Linq.ArrayIndex(Linq.Field(TheWorld, nameof(World.Indicators)), Linq.Constant(table.Indicator)), Linq.Constant(table.Low));
            _plan.RateTables[t.Number] = table.Rates;
            return Linq.ArrayIndex(Linq.ArrayIndex(Linq.Field(_memory, nameof(TrackMemory.RateTables)), Linq.Constant(t.Number)), Linq.Call(typeof(double), nameof(double.ConvertToIntegerNative), [typeof(int)], place));
        }
        return t.Chance == Chance.Standing
            ? Linq.Call(typeof(Hazard), nameof(Hazard.OfChance), null, Clamped(t, value), steps)
            : Linq.Call(typeof(Hazard), nameof(Hazard.OfRate), null, Linq.Multiply(Linq.Call(typeof(World), nameof(World.NotNegative), null, value, TheWorld, Linq.Constant(t.LikelihoodSite)), steps));
    }

    private static Linq Clamped(TransitionPlan t, Linq chance) =>
        chance is ConstantExpression { Value: double and >= 0 and <= 1 } ? chance : Linq.Call(typeof(World), nameof(World.Probability), null, chance, TheWorld, Linq.Constant(t.LikelihoodSite));

    private Linq Depend(Reads reads)
    {
        var code = new List<Linq>();
        if (reads.Tracks != 0) code.Add(Linq.OrAssign(_tracks, Linq.Constant(reads.Tracks)));
        _mayReadClock |= reads.Time;
        if (reads.Others != 0) code.Add(Linq.OrAssign(_others, Linq.Constant(reads.Others)));
        return code.Count == 0 ? Linq.Empty() : Linq.Block(code);
    }

    private Linq Changed(Reads reads) => Linq.Or(Linq.And(_changedTracks, Linq.Constant(reads.Tracks)), Linq.And(_changedOthers, Linq.Constant(reads.Others | Reads.Beginning)));

    private Linq Return(int found) => Linq.Block(Linq.Assign(_wake, Step), Linq.Assign(_found, Linq.Constant(found)), Linq.Goto(_end));

    private static Linq Of(string field) => Linq.Field(State, field);

    private Linq At(string field, int index) => Linq.ArrayAccess(Linq.Field(_memory, field), Linq.Constant(index));

    /// <summary>What is found where two chances compete: as <see cref="ChoiceEmitter"/> picks, without a branch.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int OneOfTwo(double at, double first, double second, int one, int other) => (at < first) | !(second > 0) ? one : other;

    /// <summary>The step in which a rate that stays the same reaches what is left of the threshold; far beyond any end for a rate of 0.</summary>
    /// <remarks>No branch but one that is hardly ever taken: which of two dates is earlier cannot be foretold.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int Reached(double rate, double left, int step)
    {
        int reached = Estimated(rate, left, step);
        return IsLate(rate, left, reached - step) ? OneLess(reached) : reached;
    }

    /// <summary>The step in which it is reached, or the one after that.</summary>
    /// <remarks>Mostly one more than the quotient without its fraction. Where that is whole, or was rounded up to be, it is late.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int Estimated(double rate, double left, int step) => step + double.ConvertToIntegerNative<int>(Math.Min(left / rate, TrackMemory.Far));

    /// <summary>Whether so many steps are one too many: the product, which is exact, tells.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsLate(double rate, double left, int steps) => rate * steps >= left;

    // Called, lest every look wait for the product.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int OneLess(int steps) => steps - 1;
}
