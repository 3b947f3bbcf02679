using ScenarioSim.Model;

namespace ScenarioSim.Symbolic;

/// <summary>One attempt at a chain: with indicators whose values are not known yet it can only be explored.</summary>
internal sealed class ChainDraft
{
    private readonly Scenario _scenario;
    private readonly Facts _facts;
    private readonly Horizons _horizons;
    private readonly WorldSymbols _world;
    private readonly Translator _translator;
    private readonly Identifiers _names = new();
    private readonly Identifiers _labels = new();
    private readonly bool _twoPhases;
    private readonly string _action;
    private readonly Dictionary<int, IndicatorSymbol> _indicators = [];
    private readonly List<VariableSymbol> _flags = [];
    private readonly List<(VariableSymbol Flag, Term Condition)> _happenings = [];

    public ChainDraft(Scenario scenario, Facts facts, Policy policy, IReadOnlySet<int> kept, IReadOnlyList<Expression> deciding, IReadOnlyList<Expression> reading,
        IReadOnlyDictionary<int, IReadOnlyList<double>> values, IReadOnlySet<int> decimals, bool toTheEnd)
    {
        facts = facts.Knowing(values);
        (_scenario, _facts) = (scenario, facts);
        IReadOnlyDictionary<Effect, int> order = EffectOrder.Of(scenario);
        List<Effect> effects = [.. order.OrderBy(e => e.Value).Select(e => e.Key).Where(e => kept.Contains(e.Indicator))];
        _twoPhases = effects.Count > 0;
        _action = _twoPhases ? "move" : "step";
        _horizons = new Horizons(facts, deciding, reading, toTheEnd);
        foreach (Transition t in scenario.Tracks.SelectMany(t => t.States).SelectMany(s => s.Transitions))
        {
            if (t.On is { } on && scenario.Clock.StepAtOrAfter(facts.Constant(on)!.Value) is var step && step <= scenario.Clock.LastStep) _horizons.Wait(step);
        }
        _world = new WorldSymbols(facts, _horizons, _twoPhases, _names);
        _translator = new Translator(facts, _world, _names);
        foreach (int i in kept.Order())
        {
            _indicators[i] = new IndicatorSymbol(scenario.Indicators[i], facts, [.. effects.Where(e => e.Indicator == i)], values.GetValueOrDefault(i), decimals.Contains(i), _translator, _names);
        }
        _world.Indicators = [.. scenario.Indicators.Select(i => _indicators.GetValueOrDefault(i.Index)?.Value)];
        Unknown = _indicators.Where(i => i.Value.Unknown).ToDictionary(i => i.Key, i => i.Value.Variable!);
        Chain = Make(policy, kept, order, deciding, reading);
    }

    /// <summary>The indicators whose values have to be found by exploring.</summary>
    public IReadOnlyDictionary<int, VariableSymbol> Unknown { get; }

    /// <summary>The chain.</summary>
    public Chain Chain { get; }

    private Chain Make(Policy policy, IReadOnlySet<int> kept, IReadOnlyDictionary<Effect, int> order, IReadOnlyList<Expression> deciding, IReadOnlyList<Expression> reading)
    {
        // Flags of visits belong to the tracks, which are written later.
        foreach (Visited v in ExpressionTree.Nodes(deciding.Concat(reading)).OfType<Visited>()) _translator.Of(v, Moment.Reading);
        List<(Outcome Outcome, Term Holds)> outcomes = [.. _scenario.Outcomes.Select(o => (o, o.When is { } when ? Condition(o.Name, o.Title, when) : Terms.True))];
        Term stops = Terms.Any(outcomes.Where(o => o.Outcome.Stop).Select(o => o.Holds));
        Term stopped = Terms.Is(stops, false) ? Terms.False : _translator.Named("stopped", "the run has stopped: nothing moves any more", stops);
        TrackTimers[] timers = [.. _world.Tracks.Select(t => new TrackTimers(t, _facts, _names))];
        bool begins = timers.Any(t => t.Drawn.Any(d => d.AtOnce > 0 && _scenario.Tracks[Array.IndexOf(timers, t)] is var track && track.Lineage(track.Initial).Contains(d.Lister)));
        VariableSymbol? begun = begins ? new VariableSymbol(_names.New("begun"), TermType.Truth, 0, 1, 0, "false in the first state only, where delays are drawn that begin with the scenario") : null;
        Term reads = Terms.And(begun is null ? Terms.True : Terms.Of(begun), _world.Phase is { } phase ? Terms.Equal(Terms.Of(phase), Terms.Zero) : Terms.True);
        var tracks = new List<ChainModule>();
        var dids = new List<(VariableSymbol Did, EffectLists Lists)>();
        for (int t = 0; t < timers.Length; t++)
        {
            var lists = new EffectLists(_facts, order, kept);
            (ChainModule? module, VariableSymbol? did) = TrackModule.Write(_facts, _world, _world.Tracks[t], timers[t], _translator, _names, lists, _action);
            if (module is not null) tracks.Add(module);
            if (did is not null) dids.Add((did, lists));
        }
        List<ChainModule> indicators = [.. _indicators.Values.Select(i => Settle(i, dids)).OfType<ChainModule>()];
        (List<ChainLabel> labels, List<ChainReward> rewards, List<(ChainLabel, ChainReward, string)> times) = Measures(outcomes, reads, stopped);
        List<(ChainLabel, string)> outcomeLabels = [];
        Term none = Terms.True;
        foreach ((Outcome o, Term holds) in outcomes)
        {
            var label = new ChainLabel(_labels.New("outcome_" + o.Name), Terms.And(reads, Terms.And(none, holds)), o.Title);
            outcomeLabels.Add((label, o.Title));
            none = Terms.And(none, Terms.Not(holds));
        }
        int last = (begins ? 1 : 0) + (_scenario.Clock.LastStep * (_twoPhases ? 2 : 1));
        var end = new ConstantSymbol(_names.New("T"), TermType.Whole, Terms.Number(last), $"transitions up to {_scenario.Clock.Iso(_scenario.Clock.LastStep)}, the scenario's end");
        ChainModule? clock = Clock(begun, stopped, tracks.Count + indicators.Count == 0);
        List<ChainModule> modules = [.. tracks, .. indicators];
        if (clock is not null) modules.Insert(0, clock);
        if (Before() is { } before) modules.Add(before);
        if (Happenings() is { } happenings) modules.Add(happenings);
        return new Chain
        {
            Title = _scenario.Title,
            About = [.. AboutLines(policy, kept)],
            Constants = [end, .. _world.Tracks.SelectMany(t => t.Constants), .. _translator.Constants],
            Formulas = _translator.Formulas,
            Modules = modules,
            Labels = [.. outcomeLabels.Select(o => o.Item1), .. labels],
            Rewards = rewards,
            Reading = reads,
            End = end,
            TransitionsToEnd = last,
            Days = _scenario.Clock.DayOf(_scenario.Clock.LastStep),
            Outcomes = outcomeLabels,
            Times = times,
        };
    }

    private Term Condition(string name, string title, Expression when) => _translator.Named("is_" + name, title, _translator.Of(when, Moment.Reading));

    private ChainModule? Clock(VariableSymbol? begun, Term stopped, bool alone)
    {
        var commands = new List<ChainCommand>();
        var variables = new List<VariableSymbol>();
        VariableSymbol? step = _world.Step;
        // A chain has to have a variable.
        if (alone && step is null) step = new VariableSymbol(_names.New("step"), TermType.Whole, 0, 1, 0, "1 after the first step");
        Term at = Terms.True;
        if (begun is not null)
        {
            variables.Add(begun);
            commands.Add(new ChainCommand("begin", Terms.Not(Terms.Of(begun)), [new CommandBranch(Terms.One, [(begun, Terms.True)])]));
            at = Terms.Of(begun);
        }
        if (step is not null) variables.Add(step);
        if (_world.Phase is { } p)
        {
            variables.Add(p);
            at = Terms.And(at, Terms.Equal(Terms.Of(p), Terms.Zero));
        }
        Term over = Terms.Or(stopped, _horizons.NeedsEnd ? Terms.Equal(Terms.Of(step!), Terms.Number(_scenario.Clock.LastStep)) : Terms.False);
        (VariableSymbol, Term)[] next = step is null ? [] : [(step, Terms.Min(Terms.Number(step.High), Terms.Add(Terms.Of(step), Terms.One)))];
        (VariableSymbol, Term)[] moved = _world.Phase is { } q ? [(q, Terms.One)] : [.. next];
        commands.Add(new ChainCommand(_action, Terms.And(at, Terms.Not(over)), [new CommandBranch(Terms.One, moved)]));
        if (_world.Phase is { } r) commands.Add(new ChainCommand("settle", Terms.Equal(Terms.Of(r), Terms.One), [new CommandBranch(Terms.One, [(r, Terms.Zero), .. next])]));
        if (!Terms.Is(over, false)) commands.Add(new ChainCommand(null, Terms.And(at, over), [new CommandBranch(Terms.One, [])], "nothing moves any more"));
        // A module that always goes along says nothing.
        return variables.Count == 0 && Terms.Is(over, false) ? null : new ChainModule(_names.New("time"), "the steps", variables, commands);
    }

    // (flow + sums) * products, or what a `=` sets; then rounded and clamped.
    private ChainModule? Settle(IndicatorSymbol symbol, List<(VariableSymbol Did, EffectLists Lists)> dids)
    {
        if (symbol.Variable is not { } variable) return null;
        Indicator indicator = symbol.Indicator;
        Term flow = indicator.EachStep is { } each ? _translator.Of(each, Moment.Settling) : symbol.Value;
        Interval range = indicator.EachStep is { } e ? _facts.Ranges.Of(e) : _facts.Ranges.Of(new IndicatorRef(indicator.Span, indicator.Index));
        List<Term> sums = [], products = [];
        foreach ((VariableSymbol did, EffectLists lists) in dids)
        {
            Gather(did, lists, indicator.Index, [EffectOperator.Add, EffectOperator.Subtract], Terms.Zero, sums);
            Gather(did, lists, indicator.Index, [EffectOperator.Multiply], Terms.One, products);
        }
        range = Spread(range, dids.Select(d => d.Lists), indicator.Index);
        Term next = flow;
        if (sums.Count > 0) next = Terms.Add(next, sums.Aggregate(Terms.Add));
        if (products.Count > 0) next = Terms.Multiply(next, products.Aggregate(Terms.Multiply));
        foreach ((VariableSymbol did, EffectLists lists) in dids)
        {
            for (int i = 0; i < lists.Lists.Count; i++)
            {
                Effect? set = lists.Lists[i].LastOrDefault(x => x.Indicator == indicator.Index && x.Operator == EffectOperator.Set);
                if (set is not null) next = Terms.If(Terms.Equal(Terms.Of(did), Terms.Number(i + 1)), _translator.Of(set.Amount!, Moment.Settling), next);
            }
        }
        Term value = symbol.Next(next, range, _translator);
        return new ChainModule(_names.New($"indicator_{indicator.Name}"), indicator.About.Title, [variable], [new ChainCommand(_twoPhases ? "settle" : _action, Terms.True, [new CommandBranch(Terms.One, [(variable, value)])])]);
    }

    // One term for each place in the lists, so that sums are added in the engines' order.
    private void Gather(VariableSymbol did, EffectLists lists, int indicator, EffectOperator[] of, Term nothing, List<Term> into)
    {
        List<List<Effect>> chosen = [.. lists.Lists.Select(list => list.Where(e => e.Indicator == indicator && of.Contains(e.Operator)).ToList())];
        for (int place = 0; place < chosen.Max(c => c.Count); place++)
        {
            Term term = nothing;
            for (int i = chosen.Count - 1; i >= 0; i--)
            {
                if (chosen[i].Count <= place) continue;
                Effect effect = chosen[i][place];
                Term amount = _facts.Constant(effect.Amount!) is { } constant ? Terms.Number(constant) : _translator.Of(effect.Amount!, Moment.Settling);
                if (effect.Operator == EffectOperator.Subtract) amount = Terms.Negate(amount);
                term = Terms.If(Terms.Equal(Terms.Of(did), Terms.Number(i + 1)), amount, term);
            }
            into.Add(term);
        }
    }

    // Where the value before rounding and clamping can lie.
    private Interval Spread(Interval range, IEnumerable<EffectLists> lists, int indicator)
    {
        Interval product = Interval.Of(1), set = range;
        foreach (IReadOnlyList<Effect> list in lists.SelectMany(l => l.Lists))
        {
            foreach (Effect e in list.Where(e => e.Indicator == indicator))
            {
                Interval amount = _facts.Ranges.Of(e.Amount!);
                switch (e.Operator)
                {
                    case EffectOperator.Add: range = new Interval(range.Low + Math.Min(0, amount.Low), range.High + Math.Max(0, amount.High)); break;
                    case EffectOperator.Subtract: range = new Interval(range.Low - Math.Max(0, amount.High), range.High - Math.Min(0, amount.Low)); break;
                    case EffectOperator.Multiply: product = IntervalArithmetic.Apply(BinaryOperator.Multiply, product, amount.Union(Interval.Of(1))).Values; break;
                    default: set = set.Union(amount); break;
                }
            }
        }
        return IntervalArithmetic.Apply(BinaryOperator.Multiply, range, product).Values.Union(set);
    }

    private (List<ChainLabel>, List<ChainReward>, List<(ChainLabel, ChainReward, string)>) Measures(List<(Outcome Outcome, Term Holds)> outcomes, Term reads, Term stopped)
    {
        List<ChainLabel> labels = [];
        List<ChainReward> rewards = [];
        List<(ChainLabel, ChainReward, string)> times = [];
        double day = _scenario.Clock.StepSeconds / Model.Clock.Day;
        HashSet<string> stopping = [.. outcomes.Where(o => o.Outcome.Stop).Select(o => ExpressionText.Print(o.Outcome.When!, _scenario, expand: true))];
        foreach (Measure m in _scenario.Measures.Where(m => m.Reading == Reading.TimeTo))
        {
            Term holds = Condition(m.Name, m.Title, m.Of);
            var label = new ChainLabel(_labels.New(m.Name), Terms.And(reads, holds), m.Title);
            Term happened = holds;
            if (!Stays(m.Of) && !stopping.Contains(ExpressionText.Print(m.Of, _scenario, expand: true)) && !Terms.Is(holds, false))
            {
                var flag = new VariableSymbol(_names.New(m.Name + "_happened"), TermType.Truth, 0, 1, 0, $"what `{m.Name}` waits for has held in an earlier world");
                _flags.Add(flag);
                _happenings.Add((flag, holds));
                happened = Terms.Or(Terms.Of(flag), holds);
            }
            Term waits = Terms.And(reads, Terms.Not(happened));
            // A run that has stopped stays in one state, which then stands for whole steps and the transitions within them alike.
            List<(Term, double)> earns = _twoPhases && !Terms.Is(stopped, false) ? [(Terms.And(waits, Terms.Not(stopped)), day), (Terms.And(waits, stopped), day / 2)] : [(waits, day)];
            var reward = new ChainReward(_labels.New("waiting_" + m.Name), earns, $"days without {m.Title}");
            labels.Add(label);
            rewards.Add(reward);
            times.Add((label, reward, m.Title));
        }
        return (labels, rewards, times);
    }

    // Whether a condition that holds goes on holding.
    private bool Stays(Expression condition) => condition switch
    {
        Visited => true,
        Binary { Operator: BinaryOperator.And or BinaryOperator.Or } b => Stays(b.Left) && Stays(b.Right),
        InState s => _world.Tracks[s.Track] is var symbols && symbols.Leaves.Where(l => symbols.Track.IsWithin(l, s.State)).All(l => symbols.Track.Lineage(l)
            .SelectMany(x => symbols.Track.States[x].Transitions).SelectMany(t => t.Targets).All(t => symbols.Track.IsWithin(symbols.Track.States[t.State].InitialLeaf, s.State))),
        _ => _facts.Constant(condition) is not null,
    };

    private ChainModule? Before()
    {
        if (_world.Remembered.Count == 0) return null;
        List<(VariableSymbol Now, VariableSymbol Before)> all = [.. _world.Remembered.Select(r => (r.Key, r.Value))];
        return new ChainModule(_names.New("before"), "what effects read of the tracks, as it was before they moved", [.. all.Select(r => r.Before)],
        [
            new ChainCommand(_action, Terms.True, [new CommandBranch(Terms.One, [.. all.Select(r => (r.Before, (Term)Terms.Of(r.Now)))])]),
            new ChainCommand("settle", Terms.True, [new CommandBranch(Terms.One, [.. all.Select(r => (r.Before, Initial(r.Before)))])]),
        ]);
    }

    private static Term Initial(VariableSymbol variable) => variable.Type == TermType.Truth ? Terms.Truth(variable.Initial != 0) : Terms.Number(variable.Initial);

    private ChainModule? Happenings()
    {
        if (_flags.Count == 0) return null;
        return new ChainModule(_names.New("measures"), "what has happened", _flags,
            [new ChainCommand(_action, Terms.True, [new CommandBranch(Terms.One, [.. _happenings.Select(h => (h.Flag, Terms.Or(Terms.Of(h.Flag), h.Condition)))])])]);
    }

    private IEnumerable<string> AboutLines(Policy policy, IReadOnlySet<int> kept)
    {
        Clock clock = _scenario.Clock;
        yield return $"Policy {policy.Name}{(policy.About.Title is { } title ? $": {title}" : "")}. {clock.Iso(0)} to {clock.Iso(clock.LastStep)}, {clock.LastStep} steps of {TransitionText.Duration(clock.StepSeconds)}.";
        yield return _twoPhases
            ? "A step is two transitions: in [move] every track decides on the world that the step before left, and all move together; in [settle] the indicators take their next values."
            : "A step is one transition, [step]: every track decides on the world that the step before left, and all move together.";
        if (_facts.Used.Count > 0) yield return "Ranges of variables and the form of some formulas were worked out for these values of the constants: to change an assumption, export again.";
        List<string> left = [.. _scenario.Indicators.Where(i => !kept.Contains(i.Index)).Select(i => i.Name)];
        if (left.Count > 0) yield return $"Left out, since nothing here depends on {(left.Count == 1 ? "it" : "them")}: {string.Join(", ", left)}.";
    }
}
