using ScenarioSim.Compiler;
using ScenarioSim.Model;

namespace ScenarioSim.Exact;

/// <summary>Holds worlds against what is known, at one point of the assumptions.</summary>
/// <remarks>
/// A fact is judged in its step; a world that stops its runs, or in which they end, is judged on all facts that are still open, for it stays as it is.
/// </remarks>
internal sealed class Judge
{
    private readonly Structure _structure;
    private readonly IReadOnlyList<Fact> _facts;
    private readonly Reader _reader;
    private readonly bool[] _varies;
    private readonly bool[] _dated;
    private readonly Dictionary<(Graph Graph, int Fact), bool[]> _known = [];

    /// <param name="structure">The pass.</param>
    /// <param name="reader">At the point wanted.</param>
    /// <param name="varies">Which assumptions differ from point to point.</param>
    public Judge(Structure structure, Reader reader, bool[] varies)
    {
        (_structure, _facts, _reader, _varies) = (structure, structure.Facts, reader, varies);
        _dated = [.. structure.Plan.Facts.Select((f, i) => !_facts[i].AtSomeTime && Dependence.Of([f.Expression]).Date)];
    }

    /// <summary>In each world of a graph the number of the first fact against which it speaks in a step, or -1; null where it cannot speak against any.</summary>
    /// <param name="graph">The worlds.</param>
    /// <param name="step">A step up to the last fact's.</param>
    public int[]? Fallen(Graph graph, int step)
    {
        bool stopping = Stops(graph, step);
        int first = 0;
        while (first < _facts.Count && _facts[first].Step < step) first++;
        int open = first;
        while (open < _facts.Count && _facts[open].Step == step) open++;
        if (!stopping && open == first) return null;
        bool[][] holds = [.. Enumerable.Range(first, (stopping ? _facts.Count : open) - first).Select(f => Holds(f, graph, step))];
        var fallen = new int[graph.Count];
        for (int world = 0; world < fallen.Length; world++)
        {
            int judged = stopping && graph.Stops[world] ? holds.Length : open - first;
            int fact = 0;
            while (fact < judged && holds[fact][world]) fact++;
            fallen[world] = fact < judged ? first + fact : -1;
        }
        return fallen;
    }

    /// <summary>Whether some world of a graph stops its runs in a step.</summary>
    public static bool Stops(Graph graph, int step) => (step > 0 || graph.StopsAtOnce) && Array.IndexOf(graph.Stops, true) >= 0;

    /// <summary>Forgets what it knows of a graph.</summary>
    public void Forget(Graph graph)
    {
        for (int fact = 0; fact < _facts.Count; fact++) _known.Remove((graph, fact));
    }

    private bool[] Holds(int fact, Graph graph, int step)
    {
        if (_known.TryGetValue((graph, fact), out bool[]? holds)) return holds;
        holds = _facts[fact].AtSomeTime ? _reader.Noted(graph, Array.IndexOf(_structure.Noted, fact)) : Array.ConvertAll(Values(fact, graph, step), v => v != 0);
        if (!_dated[fact]) _known.Add((graph, fact), holds);
        return holds;
    }

    private double[] Values(int fact, Graph graph, int step)
    {
        Formula formula = _structure.Plan.Facts[fact];
        if (_dated[fact] || Array.Exists(Dependence.Of([formula.Expression]).Assumptions, a => _varies[a])) return _reader.Values(graph, formula, step);
        return graph.Fixed.GetOrAdd(formula, _ => _reader.Values(graph, formula, step));
    }
}
