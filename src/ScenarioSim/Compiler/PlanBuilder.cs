using System.Runtime.CompilerServices;
using ScenarioSim.Model;
using ScenarioSim.Model.Distributions;
using ScenarioSim.Randomness;
using ScenarioSim.Results;

namespace ScenarioSim.Compiler;

/// <summary>Makes the parts of a plan. States and transitions are numbered at once; what an innermost state can do is worked out when it is first entered.</summary>
internal sealed class PlanBuilder
{
    private readonly Plan _plan;
    private readonly Emitter _emitter;
    private readonly IReadOnlyDictionary<Effect, int> _order;
    private readonly Dictionary<Transition, TransitionPlan> _transitions = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Effect, EffectPlan> _effects = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Distribution, QuantileTable> _tables = [];

    public PlanBuilder(Plan plan)
    {
        _plan = plan;
        _emitter = new Emitter(plan, plan.Shared);
        _order = EffectOrder.Of(plan.Scenario);
        foreach (Effect effect in _order.OrderBy(o => o.Value).Select(o => o.Key)) _effects.Add(effect, Effect(effect));
    }

    public int Cells => _emitter.CellCount;

    public int Timers { get; private set; }

    public int Tosses { get; private set; }

    public List<Effect> DrawnEffects { get; } = [];

    public List<TransitionPlan> Transitions { get; } = [];

    public Formula Formula(Expression expression) => new(_emitter, expression);

    public StatePlan State(Track track, State state)
    {
        TransitionPlan[] transitions = [.. state.Transitions.Select(t => Transition(track, state, t))];
        return new StatePlan([.. transitions.Where(t => t.Timer >= 0)], [.. transitions.Where(t => t.Toss >= 0).Select(t => t.Toss)]);
    }

    public LeafPlan Leaf(Track track, State leaf)
    {
        LookCode Plain(LeafPlan plan) => new PlainLook(_plan, track.Index, plan).Look;
        List<Alternative> all = [.. track.Lineage(leaf.Index).SelectMany(s => track.States[s].Transitions).Select(t => Alternative(track, leaf, t))];
        Alternative[] standing = [.. all.Where(a => a.Transition.Transition.IsStanding)];
        Alternative[] due = [.. all.Where(a => !a.Transition.Transition.IsStanding)];
        return new LeafPlan(due, standing)
        {
            Ways = Way.Of(due, standing, new Choice(() => RuntimeFeature.IsDynamicCodeSupported ? ChoiceEmitter.Among(_emitter, standing) : null, _plan.Compilation)),
            Compile = plan => RuntimeFeature.IsDynamicCodeSupported ? new LookEmitter(_plan, _emitter, track.Index, plan).Compile() : Plain(plan),
            Begin = plan => _plan.Compilation == Compilation.AtOnce ? plan.Compile(plan) : Plain(plan),
        };
    }

    public IndicatorPlan Indicator(Indicator indicator) => new(
        indicator, Formula(indicator.Initial), indicator.EachStep is { } flow ? Formula(flow) : null, _plan.Sites.Number(indicator, CountedReason.NotFinite));

    private Alternative Alternative(Track track, State leaf, Transition transition)
    {
        TransitionPlan plan = _transitions[transition];
        return new Alternative(plan, [.. transition.Targets.Select(target => Move(track, leaf, transition, target))]) { Choice = new Choice(() => RuntimeFeature.IsDynamicCodeSupported ? ChoiceEmitter.Among(_emitter, plan) : null, _plan.Compilation) };
    }

    private MovePlan Move(Track track, State leaf, Transition transition, Target target)
    {
        int first = _plan.FirstState[track.Index];
        (IReadOnlyList<int> left, IReadOnlyList<int> entered) = track.Repeats ? ([], []) : track.Move(leaf.Index, target.State);
        IEnumerable<Effect> effects = left.SelectMany(s => track.States[s].Exit).Concat(transition.Do).Concat(target.Do).Concat(entered.SelectMany(s => track.States[s].Enter));
        EffectPlan[] inOrder = [.. effects.OrderBy(e => _order[e]).Select(e => _effects[e])];
        if (track.Repeats) return new MovePlan([first + leaf.Index], first + leaf.Index, first + target.State, leaf.Index, target.State, inOrder);
        int to = track.States[target.State].InitialLeaf;
        return new MovePlan([.. entered.Select(s => first + s)], first + to, -1, leaf.Index, to, inOrder);
    }

    private TransitionPlan Transition(Track track, State state, Transition transition)
    {
        bool timed = transition.On is not null || transition.After is not null;
        bool split = transition.Targets.Count > 1;
        int rest = transition.Targets.ToList().FindIndex(t => t.IsRest);
        var plan = new TransitionPlan
        {
            Number = Transitions.Count,
            Transition = transition,
            Lister = _plan.FirstState[track.Index] + state.Index,
            Timer = timed ? Timers++ : -1,
            On = transition.On is { } on ? Formula(on) : null,
            After = transition.After?.Fixed is { } after ? Formula(after) : null,
            AfterDrawn = transition.After?.Drawn is { } drawn ? Table(drawn) : null,
            AfterSite = transition.After?.Fixed is null ? -1 : _plan.Sites.Number(transition.After, CountedReason.NegativeDelay),
            When = transition.When is { } when ? Formula(when) : null,
            Chance = transition.Likelihood switch
            {
                null => Chance.Certain,
                Toss => Chance.Toss,
                Standing { IsRate: true } => Chance.Rate,
                _ => Chance.Standing,
            },
            Likelihood = transition.Likelihood is { } likelihood ? Formula(likelihood.Value) : null,
            LikelihoodSite = transition.Likelihood switch
            {
                null => -1,
                Standing { IsRate: true } rate => _plan.Sites.Number(rate, CountedReason.NegativeRate),
                { } chance => _plan.Sites.Number(chance, CountedReason.ChanceClamped),
            },
            StepsPerPeriod = transition.Likelihood is Standing standing ? _plan.Scenario.Clock.StepSeconds / standing.Period : 0,
            Toss = transition.Likelihood is Toss ? Tosses++ : -1,
            Shares = [.. transition.Targets.Select(t => t.Share is { } share ? Formula(share) : null)],
            Rest = rest,
            SplitSite = split ? _plan.Sites.Number(transition, rest >= 0 ? CountedReason.SharesScaled : CountedReason.NoWeights) : -1,
            ShareSites = [.. transition.Targets.Select(t => split && t.Share is not null ? _plan.Sites.Number(t, CountedReason.NegativeShare) : -1)],
        };
        Transitions.Add(plan);
        _transitions.TryAdd(transition, plan);
        return plan;
    }

    private EffectPlan Effect(Effect effect)
    {
        if (effect.Drawn is not { } drawn) return new EffectPlan(effect.Indicator, effect.Operator, Formula(effect.Amount!), null, -1);
        DrawnEffects.Add(effect);
        return new EffectPlan(effect.Indicator, effect.Operator, null, Table(drawn), DrawnEffects.Count - 1);
    }

    private QuantileTable Table(Distribution distribution)
    {
        if (!_tables.TryGetValue(distribution, out QuantileTable? table)) _tables[distribution] = table = new QuantileTable(distribution);
        return table;
    }
}
