using ScenarioSim.Model;
using ScenarioSim.Model.Distributions;

namespace ScenarioSim.Symbolic;

/// <summary>What a track remembers of time and tosses: how long it has been in states that time their transitions, which drawn delays have passed, which tosses are lost.</summary>
internal sealed class TrackTimers
{
    private readonly Facts _facts;
    private readonly Dictionary<int, int> _most = [];
    private readonly List<VariableSymbol?> _clocks = [];
    private readonly Dictionary<Transition, DrawnDelay> _drawn = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Transition, VariableSymbol> _spent = new(ReferenceEqualityComparer.Instance);

    public TrackTimers(TrackSymbols symbols, Facts facts, Identifiers names)
    {
        (Symbols, _facts) = (symbols, facts);
        HashSet<int> reached = [.. symbols.Leaves.SelectMany(symbols.Track.Lineage)];
        List<State> states = [.. symbols.Track.States.Where(s => reached.Contains(s.Index))];
        foreach (State state in states) Prepare(state, names);
        foreach (IGrouping<int, State> depth in states.Where(s => _most.ContainsKey(s.Index)).GroupBy(s => Depth(s.Index)))
        {
            while (_clocks.Count <= depth.Key) _clocks.Add(null);
            string name = depth.Key == 0 ? $"{symbols.Name}_for" : $"{symbols.Name}_for_{depth.Key + 1}";
            string where = string.Join(", ", depth.Select(s => s.Name));
            _clocks[depth.Key] = new VariableSymbol(names.New(name), TermType.Whole, 0, depth.Max(s => _most[s.Index]), 0, $"steps since {where} was entered, as far as they matter");
        }
    }

    private TrackSymbols Symbols { get; }

    /// <summary>All variables.</summary>
    public IEnumerable<VariableSymbol> Variables =>
        _clocks.OfType<VariableSymbol>().Concat(_drawn.Values.SelectMany(d => d.For is null ? [d.Due] : (VariableSymbol[])[d.Due, d.For])).Concat(_spent.Values);

    /// <summary>The delays that are drawn.</summary>
    public IEnumerable<DrawnDelay> Drawn => _drawn.Values;

    /// <summary>Whether a toss can be lost for as long as its state lasts; its flag says that it has been.</summary>
    public VariableSymbol? Spent(Transition toss) => _spent.GetValueOrDefault(toss);

    /// <summary>Tosses that can be lost, with the state that lists them.</summary>
    public IEnumerable<(VariableSymbol Flag, int Lister)> Tosses => Symbols.Track.States.SelectMany(s => s.Transitions.Where(_spent.ContainsKey).Select(t => (_spent[t], s.Index)));

    /// <summary>Whether <c>on</c> and <c>after</c> of a transition hold in the step after a world.</summary>
    public Term Holds(Transition transition, int lister, VariableSymbol? step)
    {
        Term holds = Terms.True;
        if (On(transition) is { } on) holds = on <= 1 ? holds : on > _facts.Scenario.Clock.LastStep ? Terms.False : Terms.Compare(Operation.GreaterOrEqual, Terms.Of(step!), Terms.Number(on - 1));
        if (After(transition) is { } after)
        {
            holds = after <= 1 ? holds : after > _facts.Scenario.Clock.LastStep ? Terms.False
                : Terms.And(holds, Terms.Compare(Operation.GreaterOrEqual, Terms.Of(_clocks[Depth(lister)]!), Terms.Number(after - 1)));
        }
        return _drawn.TryGetValue(transition, out DrawnDelay? drawn) ? Terms.And(holds, Terms.Of(drawn.Due)) : holds;
    }

    /// <summary>The step from which a date allows a transition; null without one.</summary>
    public int? On(Transition transition) => transition.On is { } on ? _facts.Scenario.Clock.StepAtOrAfter(_facts.Constant(on)!.Value) : null;

    /// <summary>The clocks after a move or a stay: 0 where a state is entered, on by 1 where it lasts.</summary>
    /// <param name="from">The innermost state before.</param>
    /// <param name="to">The innermost state after.</param>
    /// <param name="entered">The states entered.</param>
    public IEnumerable<(VariableSymbol Variable, Term Value)> Clocks(int from, int to, IReadOnlyCollection<int> entered)
    {
        for (int depth = 0; depth < _clocks.Count; depth++)
        {
            if (_clocks[depth] is not { } clock) continue;
            bool ran = At(from, depth) is { } before && _most.ContainsKey(before);
            if (At(to, depth) is { } state && _most.TryGetValue(state, out int most) && !entered.Contains(state))
            {
                yield return (clock, Terms.Min(Terms.Number(most), Terms.Add(Terms.Of(clock), Terms.One)));
            }
            else if (ran) yield return (clock, Terms.Zero);
        }
    }

    private void Prepare(State state, Identifiers names)
    {
        Clock clock = _facts.Scenario.Clock;
        string name = $"{Symbols.Name}_{state.Name}";
        foreach (Transition t in state.Transitions)
        {
            string label = t.About.Name ?? (t.Targets.Count == 1 ? Symbols.Track.States[t.Targets[0].State].Name : $"{t.Index + 1}");
            if (After(t) is { } after && after >= 2 && after <= clock.LastStep) _most[state.Index] = Math.Max(_most.GetValueOrDefault(state.Index), after - 1);
            if (t.After?.Drawn is { } law) _drawn[t] = new DrawnDelay(law, clock, $"{name}_{label}", state, names);
            // A branch that repeats enters `pending` anew after a toss that is lost.
            bool goesOn = t.Targets.Any(x => x.State != state.Index && Symbols.Track.Lineage(x.State).Contains(state.Index));
            if (t.Likelihood is Toss toss && !Symbols.Track.Repeats && (goesOn || !(_facts.Constant(toss.Value) >= 1)))
            {
                (string suffix, string isOver) = goesOn ? ("tossed", "over") : ("lost", "lost");
                _spent[t] = new VariableSymbol(names.New($"{name}_{label}_{suffix}"), TermType.Truth, 0, 1, 0, $"the toss of `{TransitionText.Why(t)}` is {isOver}");
            }
        }
    }

    private int? After(Transition t) => t.After?.Fixed is { } after ? _facts.Scenario.Clock.StepsFor(_facts.Constant(after)!.Value) : null;

    private int Depth(int state) => Symbols.Track.Lineage(state).Count() - 1;

    private int? At(int leaf, int depth) => Symbols.Track.Lineage(leaf).Reverse().Skip(depth).Select(s => (int?)s).FirstOrDefault();
}

/// <summary>A delay that is drawn on entering a state, told step by step: whether it will have passed in the next step is decided one step ahead, which gives the same law and remembers less.</summary>
internal sealed class DrawnDelay
{
    private readonly double[] _cdf;

    /// <param name="law">Its distribution, in seconds.</param>
    /// <param name="clock">The steps.</param>
    /// <param name="name">What it is called.</param>
    /// <param name="state">The state that it counts from.</param>
    /// <param name="names">Gives names.</param>
    public DrawnDelay(Distribution law, Clock clock, string name, State state, Identifiers names)
    {
        var upTo = new List<double> { 0 };
        for (int steps = 1; steps <= clock.LastStep && upTo[^1] < 1; steps++) upTo.Add(Math.Min(1, law.Cdf((steps * clock.StepSeconds) + Clock.Tolerance)));
        _cdf = [.. upTo];
        Lister = state.Index;
        Due = new VariableSymbol(names.New($"{name}_due"), TermType.Truth, 0, 1, 0, $"the delay drawn on entering {state.Name} will have passed in the next step");
        // Not yet due after k steps means longer than k + 1; the last k of which that can be said.
        int most = _cdf[^1] >= 1 ? _cdf.Length - 3 : _cdf.Length - 2;
        if (most > 0) For = new VariableSymbol(names.New($"{name}_for"), TermType.Whole, 0, most, 0, $"steps since {state.Name} was entered, until it is due");
    }

    /// <summary>The state that it counts from.</summary>
    public int Lister { get; }

    /// <summary>Whether it has passed by the next step.</summary>
    public VariableSymbol Due { get; }

    /// <summary>Steps in the state while it has not; null where that does not matter.</summary>
    public VariableSymbol? For { get; }

    /// <summary>The probability that it is due at once.</summary>
    public double AtOnce => Longest > 1 ? _cdf[1] : 1;

    // The longest that it can be within the scenario, and one beyond where it can be longer.
    private int Longest => _cdf[^1] >= 1 ? _cdf.Length - 1 : _cdf.Length;

    /// <summary>The probability that it becomes due in the coming step, given that it was not.</summary>
    public Term Becomes()
    {
        if (For is null) return Terms.Number(Hazard(0));
        return Nest(0, (int)For.High);
    }

    private Term Nest(int low, int high)
    {
        if (low == high) return Terms.Number(Hazard(low));
        int middle = (low + high) / 2;
        return Terms.If(Terms.Compare(Operation.LessOrEqual, Terms.Of(For!), Terms.Number(middle)), Nest(low, middle), Nest(middle + 1, high));
    }

    private double Hazard(int steps)
    {
        double before = steps + 1 < _cdf.Length ? _cdf[steps + 1] : 1;
        double upTo = steps + 2 < _cdf.Length ? _cdf[steps + 2] : before;
        return before >= 1 ? 0 : Math.Min(1, (upTo - before) / (1 - before));
    }
}
