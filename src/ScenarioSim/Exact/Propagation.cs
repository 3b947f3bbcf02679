using System.Runtime.CompilerServices;
using ScenarioSim.Compiler;
using ScenarioSim.Model;

namespace ScenarioSim.Exact;

/// <summary>Follows the probability of every world of a pass through the steps, at one point of the assumptions, and counts what is wanted.</summary>
/// <remarks>
/// Beside its probability each world carries, for each measure that adds up over the steps, the first two moments of what it has come to, times the probability;
/// and for each <c>time_to</c> the probability that it has not happened yet. All of these move linearly. Sums are taken in blocks of worlds, so their bits do not depend on the number of threads.
/// Where the scenario is held to evidence, what speaks against a fact is dropped in its step, and what is counted before that is multiplied by what <see cref="Hindsight"/> says of it;
/// what outcomes come to whatever is known is a probability that is carried beside that, and never dropped.
/// </remarks>
internal sealed class Propagation
{
    private const int Block = 4096;
    private const int WorthSharing = 20_000;

    private readonly Structure _structure;
    private readonly Scenario _scenario;
    private readonly Plan _plan;
    private readonly Reader _reader;
    private readonly ExactTally _tally;
    private readonly double _weight;
    private readonly ParallelOptions _parallel;
    private readonly bool[] _varies;
    private readonly Measure[] _summed;
    private readonly Measure[] _awaited;
    private readonly Measure[] _final;
    private readonly int[][] _lineage;
    private readonly double[] _stopped;
    private readonly double[] _units;
    private readonly bool _endsVary;
    private readonly Dictionary<Formula, double[]> _here = [];
    private readonly int _lanes;
    private readonly int _unheld;
    private readonly int _lastFact;
    private readonly long _waysAhead;
    private readonly Judge? _judge;
    private readonly Hindsight? _hindsight;

    // What is taken from the values of each measure that is summed.
    private readonly double[] _origins;
    private double[] _mass = [];
    private double[] _next = [];
    private double[] _finished = [];
    private BlockSums[] _sums = [];
    private int _active;
    private int[]? _ended;

    /// <param name="exploration">The worlds.</param>
    /// <param name="reader">At the point wanted.</param>
    /// <param name="tally">Receives the solution.</param>
    /// <param name="weight">The probability of the point.</param>
    /// <param name="threads">How many threads.</param>
    public Propagation(Exploration exploration, Reader reader, ExactTally tally, double weight, int threads)
    {
        _structure = exploration.Structure;
        _plan = _structure.Plan;
        _scenario = _plan.Scenario;
        (_reader, _tally, _weight, _varies) = (reader, tally, weight, exploration.Setting.Varies);
        _parallel = new ParallelOptions { MaxDegreeOfParallelism = threads };
        _summed = _structure.Summed;
        _origins = new double[_summed.Length];
        _awaited = _structure.Awaited;
        _final = [.. _structure.Measures.Where(m => m.Reading is Reading.Final or Reading.Max or Reading.Min)];
        _units = [.. _scenario.Measures.Select(m => m.Of.Kind == Kind.Duration ? Clock.Day : 1)];
        (_lanes, _unheld) = (_structure.Lanes, _structure.Unheld);
        _lineage = [.. _scenario.Tracks.SelectMany(t => t.States.Select(s => t.Lineage(s.Index).Select(l => _plan.FirstState[t.Index] + l).ToArray()))];
        _stopped = new double[_plan.StateCount];
        _endsVary = _plan.Outcomes.Any(o => o is not null && Dependence.Of([o.Expression]).Date) || _final.Any(m => m.Reading == Reading.Final && Dependence.Of([m.Of]).Date);
        _lastFact = _structure.LastFact;
        if (_lastFact < 0) return;
        _judge = new Judge(_structure, reader, _varies);
        _waysAhead = exploration.Setting.Limits.WaysAhead;
        _hindsight = new Hindsight(_judge, reader, _lastFact, exploration.Setting.Limits.Rows, Share);
    }

    /// <summary>The step that has been read.</summary>
    public int Step { get; private set; }

    /// <summary>The weight times the probability of the evidence.</summary>
    public double Mass { get; private set; }

    /// <summary>Follows the graphs to the end, or to where they end; nothing is counted where that is before all is known.</summary>
    /// <param name="graphs">The worlds.</param>
    /// <param name="again">Explores graphs once more that are not in memory; null where all are.</param>
    /// <param name="progress">Called after each step.</param>
    /// <param name="cancellation">Stops it soon: what was found until then is counted as if the runs had ended there.</param>
    /// <exception cref="OperationCanceledException">It was stopped before there was anything to count.</exception>
    public void Run(IEnumerable<Graph> graphs, Exploration? again, Action<Graph, int>? progress, CancellationToken cancellation)
    {
        _parallel.CancellationToken = cancellation;
        Graph? at = null;
        try
        {
            foreach (Graph graph in _hindsight is null ? graphs : LookAhead(graphs, again, cancellation))
            {
                Begin(graph, at);
                if (at is null) Read(graph, 0);
                at = graph;
                var weights = new double[graph.Sources.Length];
                for (int step = graph.From; step <= graph.To; step++)
                {
                    if (_reader.Move(graph, step) || step == graph.From) Weigh(graph, weights);
                    Carry(graph, weights);
                    Read(graph, step);
                    progress?.Invoke(graph, step);
                }
                _hindsight?.Forget(graph);
            }
        }
        catch (OperationCanceledException) when (at is not null && Step >= _lastFact)
        {
            IsStopped = true;
        }
        if (at is not null) End(at);
    }

    /// <summary>Whether it was stopped.</summary>
    public bool IsStopped { get; private set; }

    // All worlds up to the last fact are wanted before any is followed.
    private IEnumerable<Graph> LookAhead(IEnumerable<Graph> graphs, Exploration? again, CancellationToken cancellation)
    {
        var needed = new Ahead(again, _waysAhead, cancellation);
        using IEnumerator<Graph> all = graphs.GetEnumerator();
        while ((needed.Count == 0 || needed.Reached < _lastFact) && all.MoveNext()) needed.Add(all.Current);
        if (needed.Count == 0 || needed.Reached < _lastFact)
        {
            Step = needed.Reached;
            yield break;
        }
        _hindsight!.Look(needed);
        for (int g = 0; g < needed.Count; g++) yield return needed.Take(g);
        while (all.MoveNext()) yield return all.Current;
    }

    private void Begin(Graph graph, Graph? before)
    {
        if (before is not null) Flush(before, Step);
        double[] old = _mass;
        _ended = null;
        _here.Clear();
        _mass = new double[(long)graph.Count * _lanes];
        _next = new double[(long)graph.Count * _lanes];
        _finished = new double[graph.Count];
        int blocks = (graph.Count + Block - 1) / Block;
        _sums = [.. Enumerable.Range(0, blocks).Select(_ => NewSums())];
        if (before is null)
        {
            _mass[0] = _weight;
            _mass.AsSpan(1 + (2 * _summed.Length), _awaited.Length).Fill(_weight);
            if (_unheld >= 0) _mass[_unheld] = _weight;
            _active = 1;
            return;
        }
        for (int i = 0; i < graph.Before.Length; i++) old.AsSpan(graph.Before[i] * _lanes, _lanes).CopyTo(_mass.AsSpan(i * _lanes));
        _active = graph.Before.Length;
    }

    private void Weigh(Graph graph, double[] weights) =>
        Share(graph, graph.Expanded, (from, to) => graph.Weigh(_reader.Decisions, weights, from, to));

    private void Carry(Graph graph, double[] weights)
    {
        bool[] reached = [];
        if (_active < graph.Expanded / 3) reached = Reached(graph);
        Share(graph, graph.Count, (from, to) => Masses.Carry(graph, weights, _lanes, _mass, _next, reached, from, to));
        (_mass, _next) = (_next, _mass);
    }

    // While few worlds have any probability, it is worth knowing where it can go.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool[] Reached(Graph graph)
    {
        var reached = new bool[graph.Count];
        for (int world = 0; world < graph.Expanded; world++)
        {
            if (!IsThere(_mass.AsSpan(world * _lanes, _lanes))) continue;
            for (int way = graph.Out[world]; way < graph.Out[world + 1]; way++) reached[graph.Targets[way]] = true;
        }
        return reached;
    }

    private void Share(Graph graph, int worlds, Action<int, int> work) => Share(graph, worlds, block => work(block * Block, Math.Min(worlds, (block + 1) * Block)));

    private void Share(Graph graph, int worlds, Action<int> work)
    {
        int blocks = (worlds + Block - 1) / Block;
        if (_parallel.MaxDegreeOfParallelism > 1 && blocks > 1 && graph.Sources.Length >= WorthSharing)
        {
            Parallel.For(0, blocks, _parallel, work);
            return;
        }
        for (int block = 0; block < blocks; block++)
        {
            _parallel.CancellationToken.ThrowIfCancellationRequested();
            work(block);
        }
    }

    private void Read(Graph graph, int step)
    {
        double[]? ahead = step <= _lastFact ? _hindsight!.At(graph, step) : null;
        int[]? fallen = step <= _lastFact ? _judge!.Fallen(graph, step) : null;
        // From here to the end of the step nothing may stop it.
        _parallel.CancellationToken.ThrowIfCancellationRequested();
        CancellationToken stop = _parallel.CancellationToken;
        _parallel.CancellationToken = CancellationToken.None;
        double[][] summed = [.. _summed.Select(m => Values(graph, _plan.Measures[m.Index], step))];
        if (step == 0) BeginSums(summed);
        double[][] awaited = [.. _awaited.Select(m => Values(graph, _plan.Measures[m.Index], step))];
        // In step 0 a date may not have come that ends the same world's runs in step 1.
        bool[] stops = step > 0 || graph.StopsAtOnce ? graph.Stops : new bool[graph.Count];
        int[] outcomes = Array.IndexOf(stops, true) >= 0 ? Outcomes(graph, step) : [];
        Share(graph, graph.Count, block => Read(graph, block, summed, awaited, stops, outcomes, ahead, fallen));
        BlockSums all = Together();
        _active = all.Active;
        for (int a = 0; a < _awaited.Length; a++) Add(_tally.Laws[_awaited[a].Index], _scenario.Clock.DayOf(step), all.Hits[a]);
        if (_structure.IsFirst)
        {
            for (int leaf = 0; leaf < _stopped.Length; leaf++)
            {
                double share = _stopped[leaf] + all.Leaves[leaf];
                _stopped[leaf] += all.Stopped[leaf];
                if (share == 0) continue;
                foreach (int state in _lineage[leaf]) _tally.InState[state][step] += share;
            }
        }
        Count(all, step);
        if (_endsVary) Flush(graph, step);
        Step = step;
        _parallel.CancellationToken = stop;
    }

    // Moments are taken from the value in the first world that was ever counted.
    private void BeginSums(double[][] summed)
    {
        for (int s = 0; s < _summed.Length; s++)
        {
            ref double origin = ref _tally.Origins[_summed[s].Index];
            double steps = StepsOf(_summed[s]);
            if (double.IsNaN(origin)) origin = summed[s][0] * steps / _units[_summed[s].Index];
            _origins[s] = origin * _units[_summed[s].Index] / steps;
        }
    }

    // Over how many steps the values of a run that does not stop add up.
    private double StepsOf(Measure measure) => measure.Reading == Reading.Total ? _scenario.Clock.LastStep + 1 : 1;

    // What has not stopped ends.
    private void End(Graph graph)
    {
        _parallel.CancellationToken = CancellationToken.None;
        int[] outcomes = Outcomes(graph, Step);
        Share(graph, graph.Count, block => End(graph, block, outcomes));
        Count(Together(), Step);
        Flush(graph, Step);
    }

    private BlockSums NewSums() => new(_plan.StateCount, _scenario.Outcomes.Count, _awaited.Length, 2 * _summed.Length, _structure.Facts.Count);

    private BlockSums Together()
    {
        BlockSums all = NewSums();
        foreach (BlockSums sums in _sums) all.Add(sums);
        return all;
    }

    private void Count(BlockSums all, int step)
    {
        double ended = all.Outcomes.Sum();
        Mass += ended;
        for (int s = 0; s < _summed.Length; s++)
        {
            double steps = (_summed[s].Reading == Reading.Total ? 1 : step + 1) * _units[_summed[s].Index];
            // A total that ends early is of fewer steps than its origin.
            double off = _summed[s].Reading == Reading.Total ? _origins[s] * (step - _scenario.Clock.LastStep) : 0;
            (double first, double second) = (all.Ended[2 * s], all.Ended[(2 * s) + 1]);
            _tally.Sums[_summed[s].Index] += (first + (off * ended)) / steps;
            _tally.Squares[_summed[s].Index] += (second + (2 * off * first) + (off * off * ended)) / (steps * steps);
        }
        if (!_structure.IsFirst) return;
        if (_scenario.Evidence is not null) _tally.Mass += ended;
        for (int fact = 0; fact < all.Fell.Length; fact++) _tally.Fell[fact] += all.Fell[fact];
        for (int outcome = 0; outcome < all.Outcomes.Length; outcome++)
        {
            _tally.Outcomes[outcome] += all.Outcomes[outcome];
            _tally.Before[outcome] += _unheld < 0 ? all.Outcomes[outcome] : all.Before[outcome];
            _tally.EndedIn[outcome][step] += all.Outcomes[outcome];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Read(Graph graph, int block, double[][] summed, double[][] awaited, bool[] stops, int[] outcomes, double[]? ahead, int[]? fallen)
    {
        BlockSums sums = _sums[block];
        sums.Clear();
        int tracks = _scenario.Tracks.Count;
        int end = Math.Min(graph.Count, (block + 1) * Block);
        double[] inLeaf = sums.Leaves;
        for (int world = block * Block; world < end; world++)
        {
            Span<double> mass = _mass.AsSpan(world * _lanes, _lanes);
            if (fallen is not null && fallen[world] >= 0)
            {
                sums.Fell[fallen[world]] += mass[0];
                mass[..(_unheld < 0 ? _lanes : _unheld)].Clear();
            }
            if (!IsThere(mass)) continue;
            double probability = mass[0];
            sums.Active++;
            // Together with all that is known later.
            double left = ahead is null ? 1 : ahead[world], known = probability * left;
            for (int s = 0; s < summed.Length; s++)
            {
                double value = summed[s][world] - _origins[s];
                mass[(2 * s) + 2] += (2 * value * mass[(2 * s) + 1]) + (value * value * probability);
                mass[(2 * s) + 1] += value * probability;
            }
            for (int a = 0; a < awaited.Length; a++)
            {
                ref double waits = ref mass[1 + (2 * summed.Length) + a];
                if (awaited[a][world] == 0) continue;
                sums.Hits[a] += waits * left;
                waits = 0;
            }
            ReadOnlySpan<int> leaves = graph.Leaves.AsSpan(world * tracks, tracks);
            foreach (int leaf in leaves) inLeaf[leaf] += known;
            if (!stops[world]) continue;
            foreach (int leaf in leaves) sums.Stopped[leaf] += probability;
            Finish(world, mass, outcomes[world], sums);
        }
    }

    private void End(Graph graph, int block, int[] outcomes)
    {
        BlockSums sums = _sums[block];
        sums.Clear();
        int end = Math.Min(graph.Count, (block + 1) * Block);
        for (int world = block * Block; world < end; world++)
        {
            Span<double> mass = _mass.AsSpan(world * _lanes, _lanes);
            if (IsThere(mass)) Finish(world, mass, outcomes[world], sums);
        }
    }

    private void Finish(int world, Span<double> mass, int outcome, BlockSums sums)
    {
        sums.Outcomes[outcome] += mass[0];
        if (_unheld >= 0) sums.Before[outcome] += mass[_unheld];
        _finished[world] += mass[0];
        for (int s = 0; s < sums.Ended.Length; s++) sums.Ended[s] += mass[s + 1];
        mass.Clear();
    }

    // Whether a world has any probability, were it one that what is known has taken.
    private bool IsThere(ReadOnlySpan<double> mass) => mass[0] != 0 || (_unheld >= 0 && mass[_unheld] != 0);

    // What runs that ended were like: their states with their outcomes, and measures read at the end.
    private void Flush(Graph graph, int step)
    {
        if (Array.TrueForAll(_finished, f => f == 0)) return;
        int[] outcomes = _structure.IsFirst ? Outcomes(graph, step) : [];
        int tracks = _scenario.Tracks.Count;
        var laws = _final.Select(m => (Law: _tally.Laws[m.Index], Values: m.Reading == Reading.Final ? Values(graph, _plan.Measures[m.Index], step) : _reader.Extremes(graph), Unit: _units[m.Index])).ToArray();
        for (int world = 0; world < _finished.Length; world++)
        {
            double probability = _finished[world];
            if (probability == 0) continue;
            foreach ((Dictionary<double, double> law, double[] values, double unit) in laws) Add(law, values[world] / unit, probability);
            if (!_structure.IsFirst) continue;
            double[] into = _tally.FinallyIn[outcomes[world]];
            for (int t = 0; t < tracks; t++)
            {
                foreach (int state in _lineage[graph.Leaves[(world * tracks) + t]]) into[state] += probability;
            }
        }
        Array.Clear(_finished);
    }

    private int[] Outcomes(Graph graph, int step)
    {
        if (_ended is not null && !_endsVary) return _ended;
        double[][] holds = [.. _plan.Outcomes.TakeWhile(o => o is not null).Select(o => Values(graph, o!, step))];
        var outcomes = new int[graph.Count];
        for (int world = 0; world < outcomes.Length; world++)
        {
            int outcome = 0;
            while (outcome < holds.Length && holds[outcome][world] == 0) outcome++;
            outcomes[world] = outcome;
        }
        return _ended = outcomes;
    }

    private double[] Values(Graph graph, Formula formula, int step)
    {
        if (graph.Fixed.TryGetValue(formula, out double[]? values) || _here.TryGetValue(formula, out values)) return values;
        var reads = Dependence.Of([formula.Expression]);
        values = _reader.Values(graph, formula, step);
        if (reads.Date) return values;
        if (Array.Exists(reads.Assumptions, a => _varies[a])) _here.Add(formula, values);
        else graph.Fixed.TryAdd(formula, values);
        return values;
    }

    private static void Add(Dictionary<double, double> law, double value, double probability)
    {
        // Points that assumptions are integrated over may weigh less than nothing.
        if (probability != 0) law[value] = law.GetValueOrDefault(value) + probability;
    }

    /// <summary>What is counted in one block of worlds.</summary>
    private sealed class BlockSums(int states, int outcomes, int awaited, int ended, int facts)
    {
        public int Active;

        public double[] Leaves { get; } = new double[states];

        public double[] Stopped { get; } = new double[states];

        public double[] Outcomes { get; } = new double[outcomes];

        public double[] Before { get; } = new double[outcomes];

        public double[] Hits { get; } = new double[awaited];

        public double[] Ended { get; } = new double[ended];

        public double[] Fell { get; } = new double[facts];

        public void Clear()
        {
            Active = 0;
            foreach (double[] sums in (double[][])[Leaves, Stopped, Outcomes, Before, Hits, Ended, Fell]) Array.Clear(sums);
        }

        public void Add(BlockSums other)
        {
            Active += other.Active;
            Add(Leaves, other.Leaves);
            Add(Stopped, other.Stopped);
            Add(Outcomes, other.Outcomes);
            Add(Before, other.Before);
            Add(Hits, other.Hits);
            Add(Ended, other.Ended);
            Add(Fell, other.Fell);
        }

        private static void Add(double[] into, double[] from)
        {
            for (int i = 0; i < into.Length; i++) into[i] += from[i];
        }
    }
}
