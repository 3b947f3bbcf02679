namespace ScenarioSim.Exact;

/// <summary>How far something has come.</summary>
/// <param name="Pass">The pass, from 0.</param>
/// <param name="Step">The step.</param>
/// <param name="Worlds">How many worlds there are in these steps.</param>
public readonly record struct Advance(int Pass, int Step, int Worlds)
{
    /// <summary>Whether worlds are being looked for; else their probabilities are followed.</summary>
    public bool IsFinding { get; init; }
}

/// <summary>The worlds of a scenario for some values of its assumptions, pass by pass. Once they are all known, any number of threads may follow them.</summary>
public sealed class Worlds
{
    private readonly Exploration[] _passes;
    private readonly int _last;
    private readonly Graph[]?[] _kept;
    private readonly bool _keep;

    internal Worlds(Exploration[] passes, int last, bool keep)
    {
        (_passes, _last, _keep) = (passes, last, keep);
        _kept = new Graph[passes.Length][];
    }

    /// <summary>The most worlds that were met in steps in a row.</summary>
    public long Most { get; private set; }

    /// <summary>How many worlds are to be expected at once, where these were far too many to go on, and how many there is room for; else null.</summary>
    public (double Worlds, int Room)? Expected { get; private set; }

    /// <summary>What multiplied the worlds where there were too many, the worst first.</summary>
    public IReadOnlyList<(string What, int Values, double Factor)> Causes { get; private set; } = [];

    /// <summary>Finds all worlds; the last step that can be followed in all passes.</summary>
    /// <param name="progress">Called after each step.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public int FindAll(Action<Advance>? progress, CancellationToken cancellation)
    {
        int reached = _last;
        for (int pass = 0; pass < _passes.Length; pass++)
        {
            _kept[pass] = [.. Noted(pass, Finding(progress, pass), cancellation)];
            if (_kept[pass]![^1].IsCut) return Math.Max(0, _kept[pass]![^1].To);
        }
        return reached;
    }

    /// <summary>How many sums of products following them takes.</summary>
    public double Work => _kept.Where(k => k is not null).SelectMany(k => k!).Sum(g => (double)g.Sources.Length * (g.To - g.From + 1));

    /// <summary>No more worlds than this can be met in the first pass.</summary>
    public double Bound => _passes[0].Bound;

    /// <summary>Follows the worlds at one point of the assumptions.</summary>
    /// <param name="assumptions">A value for each assumption.</param>
    /// <param name="weight">The probability of the point.</param>
    /// <param name="tally">Receives the solution.</param>
    /// <param name="threads">How many threads; results are the same, bit for bit, for any number.</param>
    /// <param name="progress">Called after each step.</param>
    /// <param name="cancellation">Stops it soon; the pass under way is counted as if the runs had ended there.</param>
    /// <returns>The last step that was reached in all passes, how many passes were whole, and the weight times the probability of the evidence at this point.</returns>
    /// <exception cref="OperationCanceledException">It was stopped before there was anything to count.</exception>
    public (int Step, int Whole, double Mass) Follow(double[] assumptions, double weight, ExactTally tally, int threads, Action<Advance>? progress, CancellationToken cancellation)
    {
        double mass = 0;
        for (int pass = 0; pass < _passes.Length; pass++)
        {
            Reader reader = _passes[pass].Reader(assumptions);
            if (_kept[pass] is not null) reader.Move(assumptions);
            var propagation = new Propagation(_passes[pass], reader, tally, weight, threads);
            int now = pass;
            Action<Graph, int>? tell = progress is null ? null : (graph, step) => progress(new Advance(now, step, graph.Count));
            Action<int, int>? met = Finding(progress, pass);
            try
            {
                propagation.Run(_kept[pass] ?? Noted(pass, met, cancellation), _kept[pass] is null && !_keep ? _passes[pass] : null, tell, cancellation);
            }
            catch (OperationCanceledException) when (pass > 0)
            {
                return (_last, pass, mass);
            }
            if (pass == 0) mass = propagation.Mass;
            if (propagation.Step < _last) return propagation.IsStopped && pass > 0 ? (_last, pass, mass) : (propagation.Step, pass, mass);
        }
        return (_last, _passes.Length, mass);
    }

    /// <summary>By fact whether it can be that all before it are so and it is not, and at the end whether all can be so, whatever values assumptions have that only say how likely something is. All worlds must have been found.</summary>
    /// <param name="assumptions">A value for each assumption.</param>
    public bool[] Possible(double[] assumptions)
    {
        Exploration pass = _passes[0];
        return Possibility.Of(pass.Structure, _kept[0]!, new Judge(pass.Structure, pass.Reader(assumptions), pass.Setting.Varies));
    }

    private static Action<int, int>? Finding(Action<Advance>? progress, int pass) =>
        progress is null ? null : (step, worlds) => progress(new Advance(pass, step, worlds) { IsFinding = true });

    private IEnumerable<Graph> Noted(int pass, Action<int, int>? met, CancellationToken cancellation)
    {
        var kept = new List<Graph>();
        long ahead = 0;
        foreach (Graph graph in _passes[pass].Graphs(met, cancellation))
        {
            Most = Math.Max(Most, graph.Count);
            Setting setting = _passes[pass].Setting;
            if (graph.From <= _passes[pass].Structure.LastFact) ahead += graph.Count;
            bool isOver = !_keep && !setting.Limits.Hold(ahead, setting.Words);
            if (graph.IsCut || isOver) Causes = _passes[pass].Causes(graph);
            Expected = graph.Expected is { } expected ? (expected, setting.Limits.Worlds) : null;
            if (isOver) yield break;
            if (_keep) kept.Add(graph);
            yield return graph;
        }
        if (_keep) _kept[pass] = [.. kept];
    }
}
