using ScenarioSim.Model;

namespace ScenarioSim.Symbolic;

/// <summary>Writes a track as a module: for each innermost state, what it can do in a step, by what holds.</summary>
internal sealed class TrackModule
{
    // The greatest rate a step, as runs have it (docs/randomness.md).
    private const double MostRate = 64;

    private readonly Facts _facts;
    private readonly WorldSymbols _world;
    private readonly TrackSymbols _symbols;
    private readonly Translator _translator;
    private readonly TrackTimers _timers;
    private readonly Identifiers _names;
    private readonly EffectLists _effects;
    private readonly Dictionary<Transition, (Term Rate, Term Certain)> _rates = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<DrawnDelay, Term> _becomes = [];
    private readonly List<ChainCommand> _commands = [];
    private readonly string _action;
    private VariableSymbol? _did;

    private TrackModule(Facts facts, WorldSymbols world, TrackSymbols symbols, TrackTimers timers, Translator translator, Identifiers names, EffectLists effects, string action)
    {
        (_facts, _world, _symbols, _timers, _translator, _names, _effects, _action) = (facts, world, symbols, timers, translator, names, effects, action);
    }

    private Track Track => _symbols.Track;

    /// <summary>The module; null where nothing of the track can be remembered.</summary>
    public static (ChainModule? Module, VariableSymbol? Did) Write(
        Facts facts, WorldSymbols world, TrackSymbols symbols, TrackTimers timers, Translator translator, Identifiers names, EffectLists effects, string action)
    {
        var writer = new TrackModule(facts, world, symbols, timers, translator, names, effects, action);
        return writer.Write();
    }

    /// <summary>A branch while it is being put together.</summary>
    private sealed record Way(Term Probability, IReadOnlyList<(VariableSymbol Variable, Term Value)> Updates);

    private (ChainModule? Module, VariableSymbol? Did) Write()
    {
        // All lists first: the variable has to know how many there are.
        foreach (int leaf in _symbols.Leaves)
        {
            foreach (Transition t in Track.Lineage(leaf).SelectMany(s => Track.States[s].Transitions))
            {
                foreach (Target target in t.Targets) _effects.Number(Track, leaf, t, target);
            }
        }
        if (_effects.Lists.Count > 0)
        {
            string meaning = string.Join("; ", _effects.Lists.Select((list, i) => $"{i + 1}: {string.Join(", ", list.Select(e => TransitionText.OneLine(e.Span.Text)))}"));
            _did = new VariableSymbol(_names.New($"{_symbols.Name}_did"), TermType.Whole, 0, _effects.Lists.Count, 0, $"what its move does to indicators: 0: nothing; {meaning}");
        }
        foreach (int leaf in _symbols.Leaves) Leaf(leaf);
        List<VariableSymbol> variables = [];
        if (_symbols.Leaf is { } state) variables.Add(state);
        variables.AddRange(_timers.Variables);
        if (_symbols.Stay is { } stay) variables.Add(stay);
        variables.AddRange(_symbols.Visited.Values);
        variables.AddRange(_symbols.Visits.Values);
        if (_did is not null) variables.Add(_did);
        if (variables.Count == 0) return (null, null);
        Begin();
        if (_did is not null) _commands.Add(new ChainCommand("settle", Terms.True, [new CommandBranch(Terms.One, [(_did, Terms.Zero)])]));
        return (new ChainModule(_names.New(_symbols.Leaf is null ? Track.Name : $"track_{Track.Name}"), Track.About.Title ?? (Track.Name.All(char.IsAscii) ? null : Track.Name), variables, _commands), _did);
    }

    // A delay of the initial world may be due at once.
    private void Begin()
    {
        List<DrawnDelay> atOnce = [.. _timers.Drawn.Where(d => Track.Lineage(Track.Initial).Contains(d.Lister) && d.AtOnce > 0)];
        if (atOnce.Count == 0) return;
        List<Way> ways = [new(Terms.One, [])];
        foreach (DrawnDelay delay in atOnce) ways = [.. ways.SelectMany(w => Either(w, Terms.Number(delay.AtOnce), [(delay.Due, Terms.True)], []))];
        Add("begin", Terms.True, ways, "a delay that is drawn at the start");
    }

    private void Leaf(int leaf)
    {
        List<(Transition Transition, int Lister)> all = [.. Track.Lineage(leaf).SelectMany(s => Track.States[s].Transitions.Select(t => (t, s)))];
        List<(Transition Transition, int Lister)> due = [.. all.Where(x => !x.Transition.IsStanding)];
        List<(Transition Transition, int Lister)> standing = [.. all.Where(x => x.Transition.IsStanding)];
        Term guard = _symbols.Leaf is { } variable ? Terms.Equal(Terms.Of(variable), _symbols.Number(leaf)) : Terms.True;
        Due(leaf, due, 0, standing, guard, Terms.One, [], []);
    }

    // Goes through what can be due: a transition that is certain ends the list, a toss leaves what it loses to the rest.
    private void Due(int leaf, IReadOnlyList<(Transition Transition, int Lister)> due, int next, IReadOnlyList<(Transition Transition, int Lister)> standing, Term guard, Term left,
        IReadOnlyList<Way> ways, IReadOnlyList<Transition> lost)
    {
        if (next == due.Count)
        {
            Standing(leaf, standing, guard, left, ways, lost);
            return;
        }
        (Transition t, int lister) = due[next];
        Term holds = Holds(t, lister);
        VariableSymbol? spent = _timers.Spent(t);
        if (spent is not null) holds = Terms.And(holds, Terms.Not(Terms.Of(spent)));
        if (!Terms.Is(holds, false))
        {
            // Won or lost, it is spent: what is won may lead to where the state that lists it goes on.
            IReadOnlyList<Transition> tossed = spent is null ? lost : [.. lost, t];
            if (t.Likelihood is Toss toss && !(_facts.Constant(toss.Value) >= 1))
            {
                Term named = _facts.Constant(toss.Value) <= 0 ? Terms.Zero : _translator.Named($"chance_{Label(t, lister)}", TransitionText.Why(t), Chance(toss.Value));
                List<Way> more = [.. ways, .. Split(leaf, t, Terms.Multiply(left, named), tossed)];
                Due(leaf, due, next + 1, standing, Terms.And(guard, holds), Terms.Multiply(left, Terms.Subtract(Terms.One, named)), more, [.. lost, t]);
            }
            else
            {
                Add(_action, Terms.And(guard, holds), [.. ways, .. Split(leaf, t, left, tossed)], Why(t));
            }
        }
        if (!Terms.Is(holds, true)) Due(leaf, due, next + 1, standing, Terms.And(guard, Terms.Not(holds)), left, ways, lost);
    }

    // The standing chances that hold compete: the track moves with 1 - e^-total, by each in proportion to its rate.
    private void Standing(int leaf, IReadOnlyList<(Transition Transition, int Lister)> standing, Term guard, Term left, IReadOnlyList<Way> ways, IReadOnlyList<Transition> lost)
    {
        List<(Transition T, Term Rate, Term Certain)> competing = [];
        foreach ((Transition t, int lister) in standing)
        {
            (Term rate, Term certain) = Rate(t, lister);
            if (Terms.Value(rate) != 0 || !Terms.Is(certain, false)) competing.Add((t, rate, certain));
        }
        List<(Transition T, Term Rate, Term Certain)> sure = [.. competing.Where(c => !Terms.Is(c.Certain, false))];
        Term any = Terms.Any(sure.Select(c => c.Certain));
        if (sure.Count > 0)
        {
            Term count = sure.Select(c => Terms.If(c.Certain, Terms.One, Terms.Zero)).Aggregate(Terms.Add);
            List<Way> certainly = [.. ways];
            foreach ((Transition t, _, Term certain) in sure)
            {
                Term share = sure.Count == 1 ? Terms.One : Terms.Divide(Terms.If(certain, Terms.One, Terms.Zero), count);
                certainly.AddRange(Split(leaf, t, Terms.Multiply(left, share), lost));
            }
            Add(_action, Terms.And(guard, any), certainly, string.Join("; ", sure.Select(c => Why(c.T))));
        }
        if (Terms.Is(any, true)) return;
        competing.RemoveAll(c => Terms.Value(c.Rate) == 0);
        Term guardHere = Terms.And(guard, Terms.Not(any));
        string place = $"{_symbols.Name}_{Track.States[leaf].Name}";
        List<Way> all = [.. ways];
        Term stays = left;
        if (competing.Count == 1)
        {
            Term moves = _translator.Named($"move_{place}", null, Terms.Subtract(Terms.One, Decay(competing[0].Rate)));
            all.AddRange(Split(leaf, competing[0].T, Terms.Multiply(left, moves), lost));
            stays = Terms.Multiply(left, Terms.Subtract(Terms.One, moves));
        }
        else if (competing.Count > 1)
        {
            Term total = _translator.Named($"total_{place}", "the rates that compete, a step", competing.Select(c => c.Rate).Aggregate(Terms.Add));
            Term ratio = Terms.Divide(Terms.Subtract(Terms.One, Decay(total)), total);
            Term share = _translator.Named($"share_{place}", "the chance of moving, for each unit of rate", Terms.If(Terms.Compare(Operation.Greater, total, Terms.Zero), ratio, Terms.One));
            foreach ((Transition t, Term rate, _) in competing) all.AddRange(Split(leaf, t, Terms.Multiply(left, Terms.Multiply(rate, share)), lost));
            stays = Terms.Multiply(left, Decay(total));
        }
        bool renews = lost.Count > 0 && Track.Repeats;
        all.AddRange(Arrive(leaf, leaf, renews ? [leaf] : [], -1, 0, stays, lost));
        Add(_action, guardHere, all, competing.Count == 0 ? null : string.Join("; ", competing.Select(c => Why(c.T))));
    }

    private static Term Decay(Term rate) => Terms.Call(Operation.Exp, Terms.Negate(rate));

    private Term Holds(Transition t, int lister) =>
        Terms.And(_timers.Holds(t, lister, _world.Step), t.When is { } when ? _translator.Of(when, Moment.Deciding) : Terms.True);

    // The rate in a step (0 where it does not hold), and when it is infinite.
    private (Term Rate, Term Certain) Rate(Transition t, int lister)
    {
        if (_rates.TryGetValue(t, out var known)) return known;
        var likelihood = (Standing)t.Likelihood!;
        Term holds = Holds(t, lister);
        Term value = _translator.Of(likelihood.Value, Moment.Deciding);
        Interval range = _facts.Ranges.Of(likelihood.Value);
        double periods = _facts.Scenario.Clock.StepSeconds / likelihood.Period;
        Term certain = Terms.False, rate;
        double greatest = (likelihood.IsRate ? range.High : range.High >= 1 ? double.PositiveInfinity : -Math.Log(1 - range.High)) * periods;
        if (likelihood.IsRate) rate = Scaled(range.Low >= 0 ? value : Terms.Max(Terms.Zero, value), periods);
        else
        {
            if (range.High >= 1) certain = Terms.And(holds, Terms.Compare(Operation.GreaterOrEqual, value, Terms.One));
            Term chance = range.Low >= 0 ? value : Terms.Max(Terms.Zero, value);
            // Written out, so that a reader finds the file's own figures in it.
            Term never = chance is Literal l ? new Apply(TermType.Real, Operation.Subtract, Terms.One, l) : Terms.Subtract(Terms.One, chance);
            rate = Terms.Is(certain, true) || Terms.Value(chance) == 0 ? Terms.Zero : Scaled(Terms.Negate(Terms.Call(Operation.Log, never)), periods);
        }
        // Greater ones count as that in every engine; it matters where they compete.
        if (greatest > MostRate && Terms.Value(rate) != 0) rate = Terms.Min(Terms.Number(MostRate), rate);
        // Worked out only where it is finite.
        if (!likelihood.IsRate && range.High >= 1) rate = Terms.If(Terms.Compare(Operation.Less, value, Terms.One), rate, Terms.Zero);
        rate = _translator.Named($"rate_{Label(t, lister)}", TransitionText.Why(t), Terms.If(holds, rate, Terms.Zero));
        return _rates[t] = (rate, certain);
    }

    // Periods that are a whole number of steps read better as a quotient.
    private static Term Scaled(Term rate, double periods)
    {
        double steps = 1 / periods;
        return Math.Abs(steps - Math.Round(steps)) < 1e-12 * steps ? Terms.Divide(rate, Terms.Number(Math.Round(steps))) : Terms.Multiply(rate, Terms.Number(periods));
    }

    private Term Chance(Expression value)
    {
        Interval range = _facts.Ranges.Of(value);
        Term chance = _translator.Of(value, Moment.Deciding);
        if (range.Low < 0) chance = Terms.Max(Terms.Zero, chance);
        return range.High > 1 ? Terms.Min(Terms.One, chance) : chance;
    }

    private List<Way> Split(int leaf, Transition t, Term probability, IReadOnlyList<Transition> lost)
    {
        if (Terms.Value(probability) == 0) return [];
        Term[] shares = Shares(t);
        var ways = new List<Way>();
        for (int i = 0; i < shares.Length; i++)
        {
            if (Terms.Value(shares[i]) == 0) continue;
            Target target = t.Targets[i];
            int did = _effects.Number(Track, leaf, t, target);
            Term here = Terms.Multiply(probability, shares[i]);
            if (Track.Repeats) ways.AddRange(Arrive(leaf, leaf, [leaf], target.State, did, here, lost));
            else ways.AddRange(Arrive(leaf, Track.States[target.State].InitialLeaf, [.. Track.Move(leaf, target.State).Entered], -1, did, here, lost));
        }
        return ways;
    }

    private Term[] Shares(Transition t)
    {
        if (t.Targets.Count == 1) return [Terms.One];
        Interval[] ranges = [.. t.Targets.Select(x => x.Share is { } s ? _facts.Ranges.Of(s) : Interval.Of(0))];
        Term[] shares = [.. t.Targets.Select((x, i) => x.Share is not { } s ? Terms.Zero
            : ranges[i].Low >= 0 ? _translator.Of(s, Moment.Deciding) : Terms.Max(Terms.Zero, _translator.Of(s, Moment.Deciding)))];
        int rest = t.Targets.ToList().FindIndex(x => x.IsRest);
        Term sum = shares.Aggregate((Term)Terms.Zero, Terms.Add);
        double most = ranges.Sum(r => Math.Max(0, r.High)), least = ranges.Sum(r => Math.Max(0, r.Low));
        if (rest >= 0)
        {
            shares[rest] = Terms.Subtract(Terms.One, sum);
            if (most <= 1 + 1e-12) return shares;
            shares[rest] = Terms.Max(Terms.Zero, shares[rest]);
            Term all = Terms.Max(Terms.One, sum);
            return [.. shares.Select(s => Terms.Divide(s, all))];
        }
        if (Terms.Value(sum) is { } one && Math.Abs(one - 1) < 1e-12) return shares;
        Term[] normal = [.. shares.Select(s => Terms.Divide(s, sum))];
        if (least > 0) return normal;
        Term none = Terms.Equal(sum, Terms.Zero);
        return [.. normal.Select(s => Terms.If(none, Terms.Divide(Terms.One, Terms.Number(shares.Length)), s))];
    }

    // All that a move or a stay changes; a delay that is drawn makes two ways of one.
    private List<Way> Arrive(int from, int to, IReadOnlyCollection<int> entered, int happened, int did, Term probability, IReadOnlyList<Transition> lost)
    {
        if (Terms.Value(probability) == 0) return [];
        var updates = new List<(VariableSymbol, Term)>();
        if (to != from) updates.Add((_symbols.Leaf!, _symbols.Number(to)));
        if (did > 0) updates.Add((_did!, Terms.Number(did)));
        updates.AddRange(_timers.Clocks(from, to, entered));
        if (_symbols.Stay is { } stay) updates.Add((stay, entered.Contains(to) ? Terms.Zero : Next(stay)));
        HashSet<int> after = [.. Track.Lineage(to)], before = [.. Track.Lineage(from)];
        foreach ((VariableSymbol flag, int lister) in _timers.Tosses)
        {
            if (after.Contains(lister) && !entered.Contains(lister))
            {
                if (lost.Any(t => ReferenceEquals(_timers.Spent(t), flag))) updates.Add((flag, Terms.True));
            }
            else if (before.Contains(lister)) updates.Add((flag, Terms.False));
        }
        foreach (int state in happened >= 0 ? [.. entered, happened] : entered)
        {
            if (_symbols.Visited.TryGetValue(state, out VariableSymbol? flag)) updates.Add((flag, Terms.True));
            if (_symbols.Visits.TryGetValue(state, out VariableSymbol? count)) updates.Add((count, Next(count)));
        }
        List<Way> ways = [new(probability, updates)];
        foreach (DrawnDelay delay in _timers.Drawn)
        {
            (VariableSymbol, Term)[] reset = delay.For is { } f ? [(f, Terms.Zero)] : [];
            if (after.Contains(delay.Lister) && entered.Contains(delay.Lister))
            {
                ways = [.. ways.SelectMany(w => Either(w, Terms.Number(delay.AtOnce), [(delay.Due, Terms.True), .. reset], [(delay.Due, Terms.False), .. reset]))];
            }
            else if (after.Contains(delay.Lister))
            {
                (VariableSymbol, Term)[] on = delay.For is { } counter ? [(counter, Next(counter))] : [];
                ways = [.. ways.SelectMany(w => Either(w, Becomes(delay), [(delay.Due, Terms.True), .. reset], on))];
            }
            else if (before.Contains(delay.Lister)) ways = [.. ways.Select(w => w with { Updates = [.. w.Updates, (delay.Due, Terms.False), .. reset] })];
        }
        return ways;
    }

    private Term Becomes(DrawnDelay delay)
    {
        if (_becomes.TryGetValue(delay, out Term? known)) return known;
        Term becomes = Terms.If(Terms.Of(delay.Due), Terms.One, delay.Becomes());
        return _becomes[delay] = _translator.Named(delay.Due.Name + "_next", "the chance that the delay will have passed in the step after", becomes);
    }

    private static IEnumerable<Way> Either(Way way, Term chance, (VariableSymbol, Term)[] then, (VariableSymbol, Term)[] otherwise)
    {
        if (Terms.Value(chance) != 0) yield return new Way(Terms.Multiply(way.Probability, chance), [.. way.Updates, .. then]);
        if (Terms.Value(chance) != 1) yield return new Way(Terms.Multiply(way.Probability, Terms.Subtract(Terms.One, chance)), [.. way.Updates, .. otherwise]);
    }

    private static Term Next(VariableSymbol counter) => Terms.Min(Terms.Number(counter.High), Terms.Add(Terms.Of(counter), Terms.One));

    private void Add(string action, Term guard, IReadOnlyList<Way> ways, string? comment)
    {
        if (Terms.Is(guard, false)) return;
        _commands.Add(new ChainCommand(action, guard, [.. ways.Select(w => new CommandBranch(w.Probability, w.Updates))], comment));
    }

    private string Label(Transition t, int lister) =>
        $"{_symbols.Name}_{Track.States[lister].Name}_{t.About.Name ?? (t.Targets.Count == 1 ? Track.States[t.Targets[0].State].Name : $"{t.Index + 1}")}";

    private static string Why(Transition t) => t.About.Name is { } name ? $"{name}: {TransitionText.Why(t)}" : TransitionText.Why(t);
}
