namespace ScenarioSim.Exact;

/// <summary>What can be known at all, however unlikely: the worlds that ways lead to, whatever the probabilities of these are.</summary>
/// <remarks>
/// Ways are found once for all points of the assumptions; one that has no probability at some of them is among them still. So what no way leads to is impossible at every point,
/// while what some way leads to may be so or not.
/// </remarks>
internal static class Possibility
{
    /// <summary>By fact whether it can be that all before it are so and it is not; at the end, whether all can be so.</summary>
    /// <param name="structure">The pass.</param>
    /// <param name="graphs">All worlds up to the last fact.</param>
    /// <param name="judge">Holds them against the facts; no fact may read what differs from point to point.</param>
    public static bool[] Of(Structure structure, IReadOnlyList<Graph> graphs, Judge judge)
    {
        var can = new bool[structure.Facts.Count + 1];
        bool[] here = new bool[graphs[0].Count];
        here[0] = true;
        Read(graphs[0], 0, here);
        Graph at = graphs[0];
        foreach (Graph graph in graphs)
        {
            if (!ReferenceEquals(graph, at))
            {
                var begin = new bool[graph.Count];
                for (int i = 0; i < graph.Before.Length; i++) begin[i] = here[graph.Before[i]];
                (here, at) = (begin, graph);
            }
            for (int step = graph.From; step <= Math.Min(graph.To, structure.LastFact); step++)
            {
                var next = new bool[graph.Count];
                for (int world = 0; world < graph.Expanded; world++)
                {
                    if (!here[world]) continue;
                    for (int way = graph.Out[world]; way < graph.Out[world + 1]; way++) next[graph.Targets[way]] = true;
                }
                here = next;
                Read(graph, step, here);
            }
            if (graph.To >= structure.LastFact) break;
        }
        can[^1] |= Array.IndexOf(here, true) >= 0;
        return can;

        // What speaks against a fact is gone, and what stops its runs without doing so agrees with all of them.
        void Read(Graph graph, int step, bool[] worlds)
        {
            int[]? fallen = step <= structure.LastFact ? judge.Fallen(graph, step) : null;
            bool stopping = Judge.Stops(graph, step);
            for (int world = 0; world < worlds.Length; world++)
            {
                if (!worlds[world]) continue;
                if (fallen is not null && fallen[world] >= 0) can[fallen[world]] = true;
                else if (stopping && graph.Stops[world]) can[^1] = true;
                else continue;
                worlds[world] = false;
            }
        }
    }
}
