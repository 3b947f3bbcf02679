namespace ScenarioSim.Exact;

/// <summary>How likely it is, from each world on, that all comes true which is still to be known of a run that is there: what was known later says where runs have been.</summary>
/// <remarks>
/// <para>
/// Worked out backwards from the step of the last fact, h(world) = the mean of h over where the world leads, and 0 where it speaks against a fact. The probability of a world together with all facts is then
/// that of the world together with those before it, carried forward as ever, times h: the forward-backward rule (L. Baum et al., Ann. Math. Stat. 41, 1970), which is the same as following the chain that
/// J. Doob's h-transform makes of it (Bull. Soc. Math. France 85, 1957), without having to divide.
/// </para>
/// Of many steps with many worlds only some rows are kept, of many graphs those of the first, and the others are worked out once more when they are wanted.
/// </remarks>
internal sealed class Hindsight
{
    private readonly Judge _judge;
    private readonly Reader _reader;
    private readonly Action<Graph, int, Action<int, int>> _share;
    private readonly int _last;
    private readonly long _whole;
    private readonly Dictionary<int, Stretch> _stretches = []; // by the first step of the graph
    private Graph? _weighed;
    private double[] _weights = [];

    /// <param name="judge">Holds worlds against facts.</param>
    /// <param name="reader">At the point wanted.</param>
    /// <param name="lastFact">The step of the last fact.</param>
    /// <param name="whole">So many numbers are kept as they are.</param>
    /// <param name="share">Shares work on so many worlds of a graph among threads: given from where to where.</param>
    public Hindsight(Judge judge, Reader reader, int lastFact, long whole, Action<Graph, int, Action<int, int>> share) =>
        (_judge, _reader, _last, _whole, _share) = (judge, reader, lastFact, whole, share);

    /// <summary>The steps of one graph.</summary>
    /// <param name="From">The first step that is wanted.</param>
    /// <param name="After">What worlds lead to after the last step; null where nothing is left to be known.</param>
    /// <param name="Rows">By step from the first; null where it is not kept.</param>
    /// <param name="Stride">Every so manieth row is kept while going back.</param>
    private sealed record Stretch(int From, double[]? After, double[]?[] Rows, int Stride);

    /// <summary>Goes back from the last fact to the beginning.</summary>
    /// <param name="graphs">All graphs up to that which has the last fact's step.</param>
    public void Look(Ahead graphs)
    {
        double[]? after = null;
        var kept = new List<Stretch>();
        long numbers = 0;
        for (int g = graphs.Count - 1; g >= 0; g--)
        {
            Graph graph = graphs.Back(g);
            int from = g == 0 ? 0 : graph.From;
            int steps = Math.Min(graph.To, _last) - from + 1;
            var stretch = new Stretch(from, after, new double[steps][], steps * (long)graph.Count <= _whole ? 1 : (int)Math.Ceiling(Math.Sqrt(steps)));
            _stretches.Add(graph.From, stretch);
            double[] row = Return(graph, stretch, from, keepAll: false);
            kept.Add(stretch);
            numbers += stretch.Rows.Sum(r => r?.LongLength ?? 0);
            // The last ones are wanted last.
            for (int i = 0; i < kept.Count - 1 && numbers > _whole; i++)
            {
                numbers -= kept[i].Rows.Sum(r => r?.LongLength ?? 0);
                Array.Clear(kept[i].Rows);
            }
            _judge.Forget(graph);
            if (g == 0) break;
            double[] means = Before(graph, graph.From, row);
            after = new double[graphs.Worlds(g - 1)];
            for (int i = 0; i < graph.Before.Length; i++) after[graph.Before[i]] = means[i];
        }
    }

    /// <summary>The row of a step, up to the last fact's; those before it are forgotten.</summary>
    public double[] At(Graph graph, int step)
    {
        Stretch stretch = _stretches[graph.From];
        int at = step - stretch.From;
        if (Array.TrueForAll(stretch.Rows, r => r is null)) Return(graph, stretch, step, keepAll: false);
        if (at > 0) stretch.Rows[at - 1] = null;
        return stretch.Rows[at] ?? Return(graph, stretch, step, keepAll: true);
    }

    /// <summary>Forgets a graph that is done with.</summary>
    public void Forget(Graph graph)
    {
        _stretches.Remove(graph.From);
        _judge.Forget(graph);
    }

    // From the next row that is kept, or from the end, back to a step.
    private double[] Return(Graph graph, Stretch stretch, int step, bool keepAll)
    {
        int end = stretch.Rows.Length - 1, wanted = step - stretch.From;
        int at = wanted;
        while (at < end && stretch.Rows[at] is null) at++;
        if (stretch.Rows[at] is not { } row)
        {
            row = Judged(graph, stretch.From + at, stretch.From + at >= _last ? null : stretch.After);
            stretch.Rows[at] = row;
        }
        while (at > wanted)
        {
            row = Judged(graph, stretch.From + at - 1, Before(graph, stretch.From + at, row));
            at--;
            if (keepAll || at % stretch.Stride == 0) stretch.Rows[at] = row;
        }
        return row;
    }

    // What worlds lead to in a step.
    private double[] Before(Graph graph, int step, double[] row)
    {
        if (_reader.Move(graph, step) || !ReferenceEquals(_weighed, graph))
        {
            if (_weights.Length < graph.Sources.Length) _weights = new double[graph.Sources.Length];
            _share(graph, graph.Expanded, (from, to) => graph.Weigh(_reader.Decisions, _weights, from, to));
            _weighed = graph;
        }
        var means = new double[graph.Count];
        _share(graph, graph.Expanded, (from, to) => Masses.Return(graph, _weights, row, means, from, to));
        return means;
    }

    // A world that stops its runs leads nowhere, and all is known of them.
    private double[] Judged(Graph graph, int step, double[]? means)
    {
        int[]? fallen = _judge.Fallen(graph, step);
        bool stopping = Judge.Stops(graph, step);
        double[] row = means ?? new double[graph.Count];
        for (int world = 0; world < row.Length; world++)
        {
            if (fallen is not null && fallen[world] >= 0) row[world] = 0;
            else if (means is null || (stopping && graph.Stops[world])) row[world] = 1;
        }
        return row;
    }
}
