using System.Linq.Expressions;
using ScenarioSim.Randomness;
using Linq = System.Linq.Expressions.Expression;

namespace ScenarioSim.Compiler;

/// <summary>Compiled code for the decision of a track in one innermost state: the position of the transition that is due, or one of the results of <see cref="Look"/>.</summary>
internal delegate int LookCode(World world, TrackState track, int step);

/// <summary>What a look may find instead of a transition that is due.</summary>
internal static class Look
{
    /// <summary>The track stays; when to look again is noted.</summary>
    public const int Stay = -1;

    /// <summary>A toss was lost in a branch that repeats: it enters <c>pending</c> anew.</summary>
    public const int Renew = -2;

    /// <summary>The standing chances have reached the threshold.</summary>
    public const int Chance = -3;

    /// <summary>Some standing chances are certain.</summary>
    public const int Certain = -4;
}

/// <summary>
/// Puts all that a track can do in one innermost state into one straight piece of code: times, guards, chances, the sum of the rates and the next step worth a look.
/// The transitions without a standing chance come first, in the order of looking, then the standing ones.
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
    private readonly LabelTarget _end = Linq.Label(typeof(int));
    private readonly ParameterExpression _memory = Linq.Variable(typeof(TrackMemory), "memory");
    private readonly ParameterExpression _tracks = Linq.Variable(typeof(ulong), "tracks");
    private readonly ParameterExpression _others = Linq.Variable(typeof(ulong), "others");
    private readonly ParameterExpression _changedTracks = Linq.Variable(typeof(ulong), "changedTracks");
    private readonly ParameterExpression _changedOthers = Linq.Variable(typeof(ulong), "changedOthers");
    private readonly ParameterExpression _wake = Linq.Variable(typeof(int), "wake");
    private readonly ParameterExpression _lost = Linq.Variable(typeof(bool), "lost");
    private readonly ParameterExpression _total = Linq.Variable(typeof(double), "total");
    private readonly ParameterExpression _certain = Linq.Variable(typeof(bool), "certain");
    private readonly ParameterExpression[] _rates;
    private readonly List<Linq> _code = [];

    public LookEmitter(Plan plan, Emitter emitter, int track, LeafPlan leaf)
    {
        (_plan, _emitter, _track, _leaf) = (plan, emitter, track, leaf);
        _rates = [.. leaf.Standing.Select((_, i) => Linq.Variable(typeof(double), $"rate{i}"))];
    }

    public LookCode Compile()
    {
        _code.Add(Linq.Assign(_memory, Linq.Field(TheWorld, nameof(World.Memory))));
        _code.Add(Linq.Assign(_wake, Linq.Constant(int.MaxValue)));
        _code.Add(Linq.Assign(_changedTracks, Of(nameof(TrackState.ChangedTracks))));
        _code.Add(Linq.Assign(_changedOthers, Of(nameof(TrackState.ChangedOthers))));
        for (int i = 0; i < _leaf.Due.Length; i++) _code.Add(IfItsTime(_leaf.Due[i].Transition, IfDue(i)));
        if (_leaf.Standing.Length > 0) Compete();
        if (_plan.Scenario.Tracks[_track].Repeats) _code.Add(Linq.IfThen(_lost, Return(Look.Renew)));
        _code.Add(Linq.Assign(Of(nameof(TrackState.ReadTracks)), _tracks));
        _code.Add(Linq.Assign(Of(nameof(TrackState.ReadOthers)), _others));
        _code.Add(Linq.Assign(Of(nameof(TrackState.ChangedTracks)), Linq.Constant(0UL)));
        _code.Add(Linq.Assign(Of(nameof(TrackState.ChangedOthers)), Linq.Constant(Reads.Clock)));
        _code.Add(Linq.Assign(Of(nameof(TrackState.Wake)), Linq.Condition(
            Linq.Equal(Linq.And(_others, Linq.Constant(Reads.Clock)), Linq.Constant(0UL)), _wake, Linq.Add(Step, Linq.Constant(1)))));
        _code.Add(Linq.Label(_end, Linq.Constant(Look.Stay)));
        ParameterExpression[] variables = [_memory, _tracks, _others, _changedTracks, _changedOthers, _wake, _lost, _total, _certain, .. _rates];
        return Linq.Lambda<LookCode>(Linq.Block(typeof(int), variables, _code), TheWorld, State, Step).Compile();
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
        for (int i = 0; i < _rates.Length; i++) _code.Add(Standing(_leaf.Standing[i].Transition, _rates[i]));
        Linq[] store = [
            Linq.Call(typeof(LookEmitter), nameof(MakeRoom), null, _memory, Linq.Constant(_rates.Length)),
            .. _rates.Select((rate, i) => Linq.Assign(Linq.ArrayAccess(Linq.Field(_memory, nameof(TrackMemory.Competing)), Linq.Constant(i)), rate))];
        _code.Add(Linq.IfThen(_certain, Linq.Block([.. store, Return(Look.Certain)])));
        ParameterExpression left = Linq.Variable(typeof(double), "left");
        Linq wait = Linq.Block(
            Linq.Assign(Of(nameof(TrackState.Rate)), _total),
            Linq.Assign(_wake, Linq.Call(typeof(LookEmitter), nameof(Reached), null, _total, left, Step, Linq.Constant(_plan.Scenario.Clock.LastStep), _wake)));
        _code.Add(Linq.IfThen(Linq.NotEqual(_total, Linq.Constant(0.0)), Linq.Block(
            [left],
            Linq.Assign(left, Linq.Subtract(Of(nameof(TrackState.Threshold)), Of(nameof(TrackState.Sum)))),
            Linq.IfThenElse(Linq.LessThan(_total, left), wait, Linq.Block([.. store, Return(Look.Chance)])))));
    }

    private Linq Standing(TransitionPlan t, ParameterExpression rate)
    {
        Linq value = RateOf(t, out Reads reads);
        Linq known = At(nameof(TrackMemory.Known), t.Number);
        bool remember = value is not ConstantExpression;
        Linq take = remember
            ? Linq.Block(
                Depend(reads),
                Linq.Assign(rate, known),
                Linq.IfThen(
                    Linq.OrElse(Linq.NotEqual(Changed(reads), Linq.Constant(0UL)), Linq.LessThan(rate, Linq.Constant(0.0))),
                    Linq.Block(Linq.Assign(rate, value), Linq.Assign(known, rate))))
            : Linq.Assign(rate, value);
        Linq add = Linq.IfThenElse(
            Linq.Equal(rate, Linq.Constant(Hazard.Certain)), Linq.Assign(_certain, Linq.Constant(true)), Linq.AddAssign(_total, rate));
        if (value is ConstantExpression { Value: double constant }) add = constant == Hazard.Certain ? Linq.Assign(_certain, Linq.Constant(true)) : Linq.AddAssign(_total, rate);
        Linq forget = remember ? Linq.Assign(known, Linq.Constant(-1.0)) : Linq.Empty();
        return IfItsTime(t, IfGuard(t, Linq.Block(take, add), forget), forget);
    }

    // Before its time a transition asks to be looked at again when it comes.
    private Linq IfItsTime(TransitionPlan t, Linq then, Linq? otherwise = null)
    {
        if (t.Timer < 0) return then;
        Linq due = At(nameof(TrackMemory.Due), t.Timer);
        Linq wait = Linq.Assign(_wake, Linq.Call(typeof(Math), nameof(Math.Min), null, _wake, due));
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
        if (reads.Others != 0) code.Add(Linq.OrAssign(_others, Linq.Constant(reads.Others)));
        return code.Count == 0 ? Linq.Empty() : Linq.Block(code);
    }

    private Linq Changed(Reads reads) => Linq.Or(Linq.And(_changedTracks, Linq.Constant(reads.Tracks)), Linq.And(_changedOthers, Linq.Constant(reads.Others | Reads.Beginning)));

    private Linq Return(int result) => Linq.Return(_end, Linq.Constant(result));

    private static Linq Of(string field) => Linq.Field(State, field);

    private Linq At(string field, int index) => Linq.ArrayAccess(Linq.Field(_memory, field), Linq.Constant(index));

    /// <summary>The step in which a constant rate reaches what is left of the threshold, or the wake that is known already if that is earlier.</summary>
    internal static int Reached(double rate, double left, int step, int lastStep, int wake) =>
        rate * (lastStep - step + 1) >= left ? Math.Min(wake, step + (int)Math.Ceiling(left / rate) - 1) : wake;

    internal static void MakeRoom(TrackMemory memory, int count)
    {
        if (memory.Competing.Length < count) memory.Competing = new double[count];
    }
}
