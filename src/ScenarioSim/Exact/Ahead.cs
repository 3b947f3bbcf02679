namespace ScenarioSim.Exact;

/// <summary>The graphs up to the last fact, which are gone through backwards and then forwards: only some of them are in memory at once.</summary>
/// <remarks>
/// Of every graph it is kept with which worlds it begins, which are few beside the ways among them; one that is not in memory is explored once more when it is wanted. While they are gone through in one direction
/// those stay that come first in the other, so a graph is explored three times at most (as checkpoints are used in reversing a computation: A. Griewank, Optim. Methods Softw. 1, 1992).
/// </remarks>
/// <param name="again">Explores once more; null where all graphs are in memory anyway.</param>
/// <param name="most">So many ways may be in memory at once, those of one graph besides.</param>
/// <param name="cancellation">Stops it.</param>
internal sealed class Ahead(Exploration? again, long most, CancellationToken cancellation)
{
    private readonly List<Entry> _entries = [];
    private long _ways;

    private sealed class Entry(Graph graph)
    {
        public Graph? Graph { get; set; } = graph;

        public Beginning Beginning { get; } = graph.Beginning;

        public int Worlds { get; } = graph.Count;

        public int To { get; } = graph.To;
    }

    /// <summary>How many graphs there are.</summary>
    public int Count => _entries.Count;

    /// <summary>The last step of the last of them; 0 where there is none.</summary>
    public int Reached => _entries.Count == 0 ? 0 : _entries[^1].To;

    /// <summary>How many worlds a graph has.</summary>
    public int Worlds(int graph) => _entries[graph].Worlds;

    /// <summary>Adds the next graph.</summary>
    public void Add(Graph graph)
    {
        _entries.Add(new Entry(graph));
        _ways += graph.Targets.Length;
        // The last ones are wanted first.
        for (int i = 0; i < Count - 1 && _ways > most && again is not null; i++) Drop(i);
    }

    /// <summary>A graph, while they are gone through from the last to the first: those after it may be dropped for it.</summary>
    public Graph Back(int graph)
    {
        if (_entries[graph].Graph is { } known) return known;
        Graph explored = again!.Again(_entries[graph].Beginning, cancellation);
        _entries[graph].Graph = explored;
        _ways += explored.Targets.Length;
        for (int i = Count - 1; i > graph && _ways > most; i--) Drop(i);
        return explored;
    }

    /// <summary>A graph, while they are gone through from the first to the last: it is not kept.</summary>
    public Graph Take(int graph)
    {
        Graph taken = _entries[graph].Graph ?? again!.Again(_entries[graph].Beginning, cancellation);
        Drop(graph);
        return taken;
    }

    private void Drop(int graph)
    {
        if (_entries[graph].Graph is not { } dropped) return;
        _ways -= dropped.Targets.Length;
        _entries[graph].Graph = null;
    }
}
