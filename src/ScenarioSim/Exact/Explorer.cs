using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ScenarioSim.Compiler;
using ScenarioSim.Model;

namespace ScenarioSim.Exact;

/// <summary>Looks for the worlds that there can be, step by step, and notes how they lead to each other.</summary>
/// <remarks>
/// What a track may do depends on few parts of a world: it is worked out once for every content of these parts. The ways out of a world are the product of what its tracks may do;
/// the tracks are gone through in file order, since sums of effects are taken in it.
/// </remarks>
/// <typeparam name="TKey">The size of a packed world.</typeparam>
internal sealed partial class Explorer<TKey> : Exploration
    where TKey : unmanaged
{
    private readonly Setting _setting;
    private readonly Plan _plan;
    private readonly Scenario _scenario;
    private readonly Effects _effects;
    private readonly World _world;
    private readonly TrackChoices[] _choices;
    private readonly int[] _flowing;
    private readonly Known[] _flows;
    private readonly Known[] _stops;
    private readonly Known? _extreme;
    private readonly Known[] _facts;
    private readonly int[] _open;
    private readonly int[] _openTrack;
    private readonly int[] _flow;
    private readonly long _mostWays;
    private readonly bool _remembers;
    private TKey[] _ways = new TKey[64];
    private int[] _pending = new int[64];
    private int _from;

    /// <param name="setting">What stays the same.</param>
    public Explorer(Setting setting)
    {
        _setting = setting;
        _mostWays = Math.Min(Array.MaxLength, setting.Limits.WaysOfWorld(Unsafe.SizeOf<TKey>()));
        _plan = setting.Structure.Plan;
        _scenario = _plan.Scenario;
        _effects = new Effects(_plan);
        _world = setting.NewWorld();
        Decisions = new Decisions();
        _choices = [.. _scenario.Tracks.Select(t => new TrackChoices(this, t))];
        _flowing = [.. _plan.Indicators.Where(i => i.Flow is not null).Select(i => i.Indicator.Index)];
        _flows = [.. _plan.Indicators.Where(i => i.Flow is not null).Select(i => new Known(this, i.Flow!))];
        _stops = [.. _scenario.Outcomes.Where(o => o.Stop).Select(o => new Known(this, _plan.Outcomes[o.Index]!))];
        _extreme = setting.Structure.Remembered.Extreme is { } extreme ? new Known(this, _plan.Measures[extreme.Index]) : null;
        _facts = [.. setting.Structure.Noted.Select(f => new Known(this, _plan.Facts[f]))];
        _remembers = _extreme is not null || _facts.Length > 0;
        _open = new int[_choices.Length];
        _openTrack = new int[_choices.Length];
        _flow = new int[_scenario.Indicators.Count];
    }

    /// <inheritdoc/>
    public override Structure Structure => _setting.Structure;

    /// <inheritdoc/>
    public override Setting Setting => _setting;

    /// <inheritdoc/>
    public override Decisions Decisions { get; }

    /// <inheritdoc/>
    public override IEnumerable<Graph> Graphs(Action<int, int>? met, CancellationToken cancellation)
    {
        int last = _scenario.Clock.LastStep;
        var begin = new Begin([Initial()], [0], 1, Math.Min(last, _setting.Calendar.Until(1)));
        var growth = new Growth(_setting.Limits, last);
        while (true)
        {
            Layer graph = Explore(begin, growth, met, cancellation);
            // It may be long until the next is asked for, and this may be wanted no more.
            int[] front = graph.IsCut || graph.To >= last ? [] : graph.Front();
            int from = begin.To + 1;
            begin = new Begin(Array.ConvertAll(front, i => graph.Keys[i]), front, from, Math.Min(last, _setting.Calendar.Until(Math.Min(last, from))));
            bool isLast = graph.IsCut || graph.To >= last;
            yield return graph;
            if (isLast) yield break;
        }
    }

    /// <inheritdoc/>
    public override Graph Again(Beginning beginning, CancellationToken cancellation) => Explore((Begin)beginning, null, null, cancellation);

    private sealed class Begin(TKey[] front, int[] before, int from, int to) : Beginning
    {
        public TKey[] Front { get; } = front;

        public int[] Before { get; } = before;

        public int From { get; } = from;

        public int To { get; } = to;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<(string What, int Values, double Factor)> Causes(Graph graph)
    {
        var layer = (Layer)graph;
        IEnumerable<(string What, Field Field)> fields =
        [
            .. _scenario.Tracks.Select(t => ($"{(t.IsBranch ? "branch" : "track")} `{t.Name}`", _setting.Tracks[t.Index])),
            .. _scenario.Indicators.Select(i => ($"indicator `{i.Name}`", _setting.Indicators[i.Index])),
            .. _setting.Extreme is { } extreme ? [($"measure `{Structure.Remembered.Extreme!.Name}`", extreme)] : Array.Empty<(string, Field)>(),
            .. Structure.Noted.Zip(_setting.Noted, (fact, field) => ($"whether `{Structure.Facts[fact].Text}` has been so", field)),
        ];
        return [.. fields.Select(f => (f.What, Different(layer, f.Field, only: true), layer.Count / (double)Different(layer, f.Field, only: false))).OrderByDescending(c => c.Item3)];
    }

    // How many worlds there are if only this field counts, or all but this.
    private static int Different(Layer graph, Field field, bool only)
    {
        var table = new KeyTable<TKey>();
        TKey mask = default;
        Keys<TKey>.Include(ref mask, field);
        if (!only)
        {
            TKey all = default;
            MemoryMarshal.AsBytes(new Span<TKey>(ref all)).Fill(0xFF);
            Keys<TKey>.Set(ref all, field, 0);
            mask = all;
        }
        for (int i = 0; i < graph.Count; i++)
        {
            TKey part = Keys<TKey>.And(ref graph.Keys[i], ref mask);
            table.Number(ref part, out _);
        }
        return table.Count;
    }

    private TKey Initial()
    {
        TKey key = default;
        _world.GoTo(0);
        _world.Forget(ulong.MaxValue, ulong.MaxValue);
        foreach (IndicatorPlan i in _plan.Indicators) _world.Indicators[i.Indicator.Index] = i.Indicator.Settle(i.Initial.Value(_world));
        for (int i = 0; i < _setting.Indicators.Length; i++) Keys<TKey>.Set(ref key, _setting.Indicators[i], _effects.Number(i, _world.Indicators[i]));
        for (int t = 0; t < _choices.Length; t++) Keys<TKey>.Set(ref key, _setting.Tracks[t], _setting.States[t].Initial());
        Remember(ref key, isFirst: true);
        return key;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private Layer Explore(Begin beginning, Growth? growth, Action<int, int>? met, CancellationToken cancellation)
    {
        foreach (TrackChoices choices in _choices) choices.ForgetDated();
        foreach (Known known in (Known[])[.. _flows, .. _stops, .. _facts, .. _extreme is null ? [] : (Known[])[_extreme]]) known.ForgetDated();
        (TKey[] front, int from, int to) = (beginning.Front, beginning.From, beginning.To);
        var table = new KeyTable<TKey>();
        for (int i = 0; i < front.Length; i++) table.Number(ref front[i], out _);
        var lists = new Lists();
        bool over = from == 1 && StopsAtOnce(ref front[0]);
        _from = from;
        _world.GoTo(from);
        int begun = 0, end = table.Count, reached = from - 1;
        bool cut = table.Count > _setting.Limits.Worlds;
        while (reached < to && begun < end && !cut)
        {
            int ways = lists.Targets.Count, layer = begun;
            for (; begun < end && !cut; begun++)
            {
                if ((begun & 255) == 0) cancellation.ThrowIfCancellationRequested();
                // What the steps begin with was looked at in the step before.
                bool leads = begun < front.Length ? !over : !Stops(ref table.Keys[begun]);
                bool isWhole = !leads || Expand(table, begun, lists, cancellation);
                lists.Out.Add(lists.Targets.Count);
                lists.Open.Add(lists.Decisions.Count);
                cut = !isWhole || table.Count > _setting.Limits.Worlds || lists.Targets.Count > _setting.Limits.Ways || HasTooManyValues();
            }
            if (cut)
            {
                // A step that was not finished is as if it had not been begun.
                lists.Cut(layer, ways);
                return new Layer(this, table, end, lists, beginning, reached, over, isCut: true);
            }
            reached++;
            end = table.Count;
            met?.Invoke(reached, end);
            if (growth?.Expected(reached, end) is { } expected) return new Layer(this, table, end, lists, beginning, reached, over, isCut: true) { Expected = expected };
        }
        return new Layer(this, table, end, lists, beginning, cut ? from - 1 : to, over, cut);
    }

    private bool StopsAtOnce(ref TKey key)
    {
        _world.GoTo(0);
        bool stops = Stops(ref key);
        foreach (Known stop in _stops) stop.ForgetDated();
        return stops;
    }

    // Whether an indicator, or the extreme that is remembered, has had more values than a packed world tells apart.
    private bool HasTooManyValues()
    {
        for (int i = 0; i < _setting.Indicators.Length; i++)
        {
            if (_effects.Values(i) > _setting.Indicators[i].Capacity) return true;
        }
        return _setting.Extreme is { } extreme && _extremes.Count > extreme.Capacity;
    }

    // The worlds that one leads to; false where they are too many, which is noticed before they take memory.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool Expand(KeyTable<TKey> table, int number, Lists lists, CancellationToken cancellation)
    {
        TKey key = table.Keys[number];
        TKey next = key;
        int open = 0;
        for (int t = 0; t < _choices.Length; t++)
        {
            int decision = _choices[t].Decide(ref key);
            if (_simple[decision] >= 0) Keys<TKey>.Set(ref next, _setting.Tracks[t], _simple[decision]);
            else (_open[open], _openTrack[open++]) = (decision, t);
        }
        for (int i = 0; i < _flowing.Length; i++) _flow[_flowing[i]] = _flows[i].Number(ref key);
        int count = 1;
        _ways[0] = next;
        _pending[0] = 0;
        for (int i = 0; i < open; i++)
        {
            int decision = _open[i];
            ReadOnlySpan<Option> options = CollectionsMarshal.AsSpan(_options).Slice(_firstOption[decision], _firstOption[decision + 1] - _firstOption[decision]);
            if ((long)count * options.Length > Math.Min(_mostWays, _setting.Limits.Ways - lists.Targets.Count)) return false;
            if (options.Length > 1) lists.Decisions.Add(decision);
            count = Multiply(options, _setting.Tracks[_openTrack[i]], count);
        }
        for (int w = 0; w < count; w++)
        {
            ref TKey way = ref _ways[w];
            if (_pending[w] != 0 || _flowing.Length > 0) Settle(ref way, _pending[w]);
            if (_remembers) Remember(ref way, isFirst: false);
            lists.Targets.Add(table.Number(ref way, out _));
            if ((w & 0xFFFF) != 0xFFFF) continue;
            cancellation.ThrowIfCancellationRequested();
            if (table.Count > _setting.Limits.Worlds) return false;
        }
        return true;
    }

    // In place and from the end: the way that is read is never one that has been written.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Multiply(ReadOnlySpan<Option> options, Field field, int count)
    {
        int wide = count * options.Length;
        if (wide > _ways.Length)
        {
            Array.Resize(ref _ways, Math.Max(wide, 2 * _ways.Length));
            Array.Resize(ref _pending, _ways.Length);
        }
        for (int w = count - 1; w >= 0; w--)
        {
            TKey way = _ways[w];
            int pending = _pending[w];
            for (int o = options.Length - 1; o >= 0; o--)
            {
                int at = (w * options.Length) + o;
                _ways[at] = way;
                Keys<TKey>.Set(ref _ways[at], field, options[o].State);
                _pending[at] = options[o].Effects == 0 ? pending : _effects.Then(pending, options[o].Effects);
            }
        }
        return wide;
    }

    private void Settle(ref TKey way, int pending)
    {
        for (int i = 0; i < _setting.Indicators.Length; i++)
        {
            int part = _effects.Part(pending, i);
            bool flows = _plan.Indicators[i].Flow is not null;
            if (part == 0 && !flows) continue;
            int before = flows ? _flow[i] : Keys<TKey>.Get(ref way, _setting.Indicators[i]);
            Keys<TKey>.Set(ref way, _setting.Indicators[i], _effects.Settled(i, part, before));
        }
    }

    private bool Stops(ref TKey key)
    {
        foreach (Known stop in _stops)
        {
            if (stop.Value(ref key) != 0) return true;
        }
        return false;
    }

    private void Remember(ref TKey key, bool isFirst)
    {
        for (int i = 0; i < _facts.Length; i++)
        {
            if (_from > Structure.Facts[Structure.Noted[i]].Step) Keys<TKey>.Set(ref key, _setting.Noted[i], 0);
            else if (Keys<TKey>.Get(ref key, _setting.Noted[i]) == 0 && _facts[i].Value(ref key) != 0) Keys<TKey>.Set(ref key, _setting.Noted[i], 1);
        }
        if (_setting.Extreme is not { } field) return;
        double value = _extreme!.Value(ref key);
        if (!isFirst)
        {
            double before = _extremes[Keys<TKey>.Get(ref key, field)];
            value = Structure.Remembered.Extreme!.Reading == Reading.Max ? Math.Max(before, value) : Math.Min(before, value);
        }
        long bits = BitConverter.DoubleToInt64Bits(value + 0.0);
        if (!_extremeNumbers.TryGetValue(bits, out int number))
        {
            number = _extremes.Count;
            _extremeNumbers.Add(bits, number);
            _extremes.Add(value);
        }
        Keys<TKey>.Set(ref key, field, number);
    }

    private void Restore(ref TKey key, World world, bool deciding)
    {
        world.Forget(ulong.MaxValue, ulong.MaxValue);
        for (int t = 0; t < _choices.Length; t++) _setting.States[t].Restore(Keys<TKey>.Get(ref key, _setting.Tracks[t]), world, deciding);
        for (int i = 0; i < _setting.Indicators.Length; i++) world.Indicators[i] = _effects.Value(i, Keys<TKey>.Get(ref key, _setting.Indicators[i]));
    }

    // The parts of a world that some expressions look at.
    private TKey Mask(Dependence reads)
    {
        TKey mask = default;
        foreach (int track in reads.Tracks) Keys<TKey>.Include(ref mask, _setting.Tracks[track]);
        foreach (int indicator in reads.Indicators) Keys<TKey>.Include(ref mask, _setting.Indicators[indicator]);
        return mask;
    }
}
