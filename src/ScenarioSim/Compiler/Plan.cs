using System.Runtime.CompilerServices;
using ScenarioSim.Model;
using ScenarioSim.Model.Distributions;
using ScenarioSim.Randomness;
using ScenarioSim.Results;

namespace ScenarioSim.Compiler;

/// <summary>A scenario under one policy, made ready for a kernel: dense numbers for states, timers and tosses, compiled formulas, moves worked out. Immutable, shared by threads.</summary>
public sealed class Plan
{
    private readonly Lazy<LeafPlan>[] _leaves;
    private readonly HashSet<Expression> _mayFail;
    private readonly PlanBuilder _builder;
    private readonly Lazy<AssumptionSampler> _sampler;
    private readonly Lazy<Readers?> _readers;

    /// <param name="scenario">The scenario.</param>
    /// <param name="policy">The policy.</param>
    public Plan(Scenario scenario, Policy policy)
    {
        (Scenario, Policy) = (scenario, policy);
        _sampler = new Lazy<AssumptionSampler>(() => new AssumptionSampler(scenario, policy));
        _readers = new Lazy<Readers?>(() => Readers.Of(this));
        Sites = new SiteTable(scenario);
        List<Expression> roots = [.. ExpressionTree.Roots(scenario)];
        Shared = ExpressionTree.Shared(roots);
        FixedAssumptions = [.. scenario.Assumptions.Select(a => (policy.Assume[a.Index] ?? a.Distribution) is Point p ? p.Value : (double?)null)];
        FirstState = new int[scenario.Tracks.Count];
        for (int t = 0; t < scenario.Tracks.Count; t++)
        {
            FirstState[t] = StateCount;
            StateCount += scenario.Tracks[t].States.Count;
        }
        _mayFail = Fallible.In(scenario, policy, roots);
        Decided = new Decided(this);
        PlanBuilder builder = _builder = new PlanBuilder(this);
        States = [.. scenario.Tracks.SelectMany(t => t.States.Select(s => builder.State(t, s)))];
        _leaves = [.. scenario.Tracks.SelectMany(t => t.States.Select(s => new Lazy<LeafPlan>(() => builder.Leaf(t, s))))];
        Indicators = [.. scenario.Indicators.Select(builder.Indicator)];
        Measures = [.. scenario.Measures.Select(m => builder.Formula(m.Of))];
        Outcomes = [.. scenario.Outcomes.Select(o => o.When is null ? null : builder.Formula(o.When))];
        Facts = [.. (scenario.Evidence?.Facts ?? []).Select(f => builder.Formula(f.That))];
        TimerCount = builder.Timers;
        TossCount = builder.Tosses;
        DrawnEffects = builder.DrawnEffects;
        Transitions = builder.Transitions;
        RateTables = new double[Transitions.Count][];
        CellCount = builder.Cells;
    }

    /// <summary>The version of the meaning: it changes when the numbers of a run would.</summary>
    public const int Meaning = 3;

    /// <summary>The scenario.</summary>
    public Scenario Scenario { get; }

    /// <summary>The policy.</summary>
    public Policy Policy { get; }

    /// <summary>Where things can be counted.</summary>
    public SiteTable Sites { get; }

    /// <summary>How many states there are in all tracks together.</summary>
    public int StateCount { get; }

    /// <summary>The number of each track's first state.</summary>
    public int[] FirstState { get; }

    /// <summary>What each state does on being entered, by number.</summary>
    public IReadOnlyList<StatePlan> States { get; }

    /// <summary>The indicators.</summary>
    public IReadOnlyList<IndicatorPlan> Indicators { get; }

    /// <summary>The expressions of the measures.</summary>
    public IReadOnlyList<Formula> Measures { get; }

    /// <summary>The conditions of the outcomes; null: otherwise.</summary>
    public IReadOnlyList<Formula?> Outcomes { get; }

    /// <summary>The conditions of the facts that the scenario is held to; none for engines that read them off runs as measures.</summary>
    public IReadOnlyList<Formula> Facts { get; }

    /// <summary>How many transitions wait for a time.</summary>
    public int TimerCount { get; }

    /// <summary>The rates of transitions that one whole-numbered indicator decides (<see cref="RateTable"/>), by the transition's number; filled in as looks are compiled.</summary>
    internal double[][] RateTables { get; }

    /// <summary>How many transitions are tossed.</summary>
    public int TossCount { get; }

    /// <summary>Every transition, by its number.</summary>
    public IReadOnlyList<TransitionPlan> Transitions { get; }

    /// <summary>The effects whose amount is drawn, by number.</summary>
    public IReadOnlyList<Effect> DrawnEffects { get; }

    /// <summary>The expressions that worlds remember.</summary>
    public IReadOnlySet<Expression> Shared { get; }

    /// <summary>How many there are.</summary>
    public int CellCount { get; }

    /// <summary>Draws the values of the assumptions, for all threads; its tables take some milliseconds, and are made when first wanted.</summary>
    public AssumptionSampler Sampler => _sampler.Value;

    /// <summary>The values of assumptions that are constant under the policy; null for those drawn.</summary>
    public IReadOnlyList<double?> FixedAssumptions { get; }

    /// <summary>What can be decided in an innermost state, by its number; made when first wanted.</summary>
    public LeafPlan Leaf(int state) => _leaves[state].Value;

    /// <summary>The track of a state, by the state's number.</summary>
    public int TrackOf(int state)
    {
        int at = Array.BinarySearch(FirstState, state);
        return at >= 0 ? at : ~at - 1;
    }

    /// <summary>A state by its number.</summary>
    public State StateOf(int state)
    {
        int track = TrackOf(state);
        return Scenario.Tracks[track].States[state - FirstState[track]];
    }

    /// <summary>The numbers of the first and the last state in a state of a track, itself among them.</summary>
    public (int First, int Last) Within(int track, int state)
    {
        Track t = Scenario.Tracks[track];
        int last = state;
        while (last + 1 < t.States.Count && t.IsWithin(last + 1, state)) last++;
        return (FirstState[track] + (t.States[state].IsLeaf ? state : state + 1), FirstState[track] + last);
    }

    /// <summary>When looks, choices and formulas are compiled.</summary>
    internal Compilation Compilation { get; init; } = RuntimeFeature.IsDynamicCodeSupported ? Compilation.WhenWorthIt : Compilation.Never;

    /// <summary>What the policy alone decides of expressions.</summary>
    internal Decided Decided { get; }

    /// <summary>Who reads what, where tracks are too many to have a bit each; null where they are not, or read so much that it is not worth while.</summary>
    internal Readers? Readers => _readers.Value;

    /// <summary>The code of an expression that stands anywhere in the scenario, also inside another.</summary>
    internal Formula Formula(Expression expression) => _builder.Formula(expression);

    /// <summary>Whether an operation may lack a finite value.</summary>
    internal bool MayFail(Expression operation) => _mayFail.Contains(operation);
}

/// <summary>A state as the kernel enters it.</summary>
/// <param name="Timers">The transitions it lists that wait for a time.</param>
/// <param name="Tosses">The toss slots of the transitions it lists.</param>
public sealed record StatePlan(TransitionPlan[] Timers, int[] Tosses);

/// <summary>How a transition's likelihood works.</summary>
public enum Chance
{
    /// <summary>Due is made.</summary>
    Certain,

    /// <summary>Tossed once.</summary>
    Toss,

    /// <summary>A standing chance in a period.</summary>
    Standing,

    /// <summary>A standing rate.</summary>
    Rate,
}

/// <summary>A transition, wherever it can be made from.</summary>
public sealed class TransitionPlan
{
    /// <summary>Its number among all transitions.</summary>
    public required int Number { get; init; }

    /// <summary>The model's.</summary>
    public required Transition Transition { get; init; }

    /// <summary>The number of the state that lists it.</summary>
    public required int Lister { get; init; }

    /// <summary>Its timer, or -1.</summary>
    public required int Timer { get; init; }

    /// <summary>Its date, or null.</summary>
    public required Formula? On { get; init; }

    /// <summary>Its delay, or null.</summary>
    public required Formula? After { get; init; }

    /// <summary>Its drawn delay, or null.</summary>
    public required QuantileTable? AfterDrawn { get; init; }

    /// <summary>Where a negative delay is counted.</summary>
    public required int AfterSite { get; init; }

    private int _time;
    private int _onStep;
    private int _afterSteps;

    /// <summary>Nothing but its time decides whether it is made.</summary>
    internal bool IsSure => When is null && Toss < 0 && Chance == Chance.Certain;

    /// <summary>Whether no run can change when its time comes, counted from when its state is entered.</summary>
    /// <param name="clock">The scenario's.</param>
    /// <param name="on">The step of its date; 0 without one.</param>
    /// <param name="after">The steps of its delay; 0 without one.</param>
    internal bool HasFixedTime(Clock clock, out int on, out int after)
    {
        if (Volatile.Read(ref _time) == 0) FixTime(clock);
        (on, after) = (_onStep, _afterSteps);
        return _time > 0;
    }

    private void FixTime(Clock clock)
    {
        // A negative delay is counted in every run.
        bool isFixed = AfterDrawn is null && On is not { IsConstant: false } && (After is null || After is { IsConstant: true, Constant: >= 0 });
        if (isFixed) (_onStep, _afterSteps) = (On is { } on ? clock.StepAtOrAfter(on.Constant) : 0, After is { } after ? clock.StepsFor(after.Constant) : 0);
        Volatile.Write(ref _time, isFixed ? 1 : -1);
    }

    /// <summary>Its guard, or null.</summary>
    public required Formula? When { get; init; }

    /// <summary>What kind of likelihood it has.</summary>
    public required Chance Chance { get; init; }

    /// <summary>The chance or rate as written; null where certain.</summary>
    public required Formula? Likelihood { get; init; }

    /// <summary>Where a chance outside 0..1 or a negative rate is counted.</summary>
    public required int LikelihoodSite { get; init; }

    /// <summary>Length of a step in periods of a standing chance.</summary>
    public required double StepsPerPeriod { get; init; }

    /// <summary>Its toss slot, or -1.</summary>
    public required int Toss { get; init; }

    /// <summary>The shares of its targets; null for <c>rest</c> and for a plain target.</summary>
    public required Formula?[] Shares { get; init; }

    /// <summary>The position of <c>rest</c>, or -1.</summary>
    public required int Rest { get; init; }

    /// <summary>Where a split that is scaled or has no weights is counted.</summary>
    public required int SplitSite { get; init; }

    /// <summary>Where negative shares are counted.</summary>
    public required int[] ShareSites { get; init; }
}

/// <summary>A transition as seen from one innermost state: with each target, the move that it makes.</summary>
/// <param name="Transition">The transition.</param>
/// <param name="Moves">By target.</param>
public sealed record Alternative(TransitionPlan Transition, MovePlan[] Moves)
{
    /// <summary>Picks among <see cref="Moves"/>.</summary>
    internal Choice Choice { get; init; } = null!;
}

/// <summary>When code for the very scenario is made that the just-in-time compiler compiles.</summary>
internal enum Compilation
{
    /// <summary>Of what has been wanted so often that it pays; of formulas at once.</summary>
    WhenWorthIt,

    /// <summary>When something is first wanted.</summary>
    AtOnce,

    /// <summary>Not at all: formulas are delegates for each of their operations. So it is where there is no such compiler, in a program compiled ahead as a whole.</summary>
    Never,
}

/// <summary>A choice that is compiled once it has been made a few times without that.</summary>
/// <param name="compile">Compiles it; null where it cannot.</param>
/// <param name="when">When it is compiled.</param>
internal sealed class Choice(Func<ChoiceCode?> compile, Compilation when)
{
    private const int Few = 8;

    private int _made;
    private ChoiceCode? _code;

    /// <summary>The place of what is picked, or -1 where it is to be found out without compiled code.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Make(World world, double pick) => _code is { } code ? code(world, pick) : MakeSlowly(world, pick);

    private int MakeSlowly(World world, double pick)
    {
        // Counted by several threads, and not always rightly: what for, they all come to the same.
        if (when == Compilation.Never || _made > Few || (++_made < Few && when != Compilation.AtOnce)) return -1;
        _made = Few + 1;
        _code = compile();
        return _code is { } code ? code(world, pick) : -1;
    }
}

/// <summary>What a track in an innermost state can do, in the order of looking.</summary>
/// <param name="Due">Transitions without a standing chance.</param>
/// <param name="Standing">Those with one.</param>
public sealed record LeafPlan(Alternative[] Due, Alternative[] Standing)
{
    private LookCode? _look;

    /// <summary>Whether a stay needs its threshold and its pick: where something competes, or has several targets.</summary>
    public bool Draws { get; } = Standing.Length > 0 || Array.Exists(Due, a => a.Moves.Length > 1);

    /// <summary>Nothing can be done.</summary>
    internal bool IsEnd { get; } = Due.Length == 0 && Standing.Length == 0;

    /// <summary>The timer of the one thing that can be done and is sure to be, or -1.</summary>
    internal int SureTimer { get; } = Due.Length == 1 && Standing.Length == 0 && Due[0].Transition.IsSure ? Due[0].Transition.Timer : -1;

    /// <summary>What can be done, by what a look finds; see <see cref="Way.Of"/>.</summary>
    internal Way?[] Ways { get; init; } = [];

    /// <summary>Compiles <see cref="Look"/>.</summary>
    internal Func<LeafPlan, LookCode> Compile { get; init; } = null!;

    /// <summary>Makes the look that serves until there is a compiled one.</summary>
    internal Func<LeafPlan, LookCode> Begin { get; init; } = null!;

    /// <summary>Decides; compiled once it has been wanted a few times.</summary>
    internal LookCode Look => _look ??= Begin(this);

    /// <summary>From now on <see cref="Look"/> is compiled.</summary>
    internal void CompileLook() => _look = Compile(this);
}

/// <summary>A move from one innermost state to another.</summary>
/// <param name="Entered">Numbers of the states entered, outermost first; the same <c>pending</c> for a branch that repeats.</param>
/// <param name="Leaf">The number of the innermost state afterwards.</param>
/// <param name="Happened">For a branch that repeats the number of the state that it gives; else -1.</param>
/// <param name="RecordedFrom">The index in its track of the innermost state before.</param>
/// <param name="RecordedTo">The state's index in its track that the record of the move shows.</param>
/// <param name="Effects">In file order.</param>
public sealed record MovePlan(int[] Entered, int Leaf, int Happened, int RecordedFrom, int RecordedTo, EffectPlan[] Effects)
{
    private ShortMove? _short;

    /// <summary>The move in short; null where it takes more than that.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ShortMove? Short(Plan plan)
    {
        ShortMove move = _short ?? Shorten(plan);
        return move.IsNone ? null : move;
    }

    private ShortMove Shorten(Plan plan) => _short = ShortMove.Of(this, plan) ?? ShortMove.None;
}

/// <summary>A change of an indicator.</summary>
/// <param name="Indicator">Which.</param>
/// <param name="Operator">How.</param>
/// <param name="Amount">By how much; null where drawn.</param>
/// <param name="Drawn">The table of its distribution; null where not drawn.</param>
/// <param name="Draw">Its number among drawn effects, or -1.</param>
public sealed record EffectPlan(int Indicator, EffectOperator Operator, Formula? Amount, QuantileTable? Drawn, int Draw);

/// <summary>An indicator.</summary>
/// <param name="Indicator">The model's.</param>
/// <param name="Initial">Its value in step 0.</param>
/// <param name="Flow">What it becomes each step without effects; null: what it was.</param>
/// <param name="Site">Where a value that is not finite is counted.</param>
public sealed record IndicatorPlan(Indicator Indicator, Formula Initial, Formula? Flow, int Site);
