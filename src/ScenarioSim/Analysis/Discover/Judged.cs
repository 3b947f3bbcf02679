using ScenarioSim.Model;
using ScenarioSim.Results;
using ScenarioSim.Statistics;

namespace ScenarioSim.Analysis;

/// <summary>Worlds in two halves: one is searched, the other says what is true of what was found.</summary>
internal sealed class Judged
{
    private readonly bool[] _happens;
    private readonly bool _least;

    /// <param name="axes">The assumptions of which the searched half has several values.</param>
    /// <param name="happens">By world, whether what is looked for happens.</param>
    /// <param name="learnt">How many worlds, from the first on, are searched.</param>
    /// <param name="least">Whether the worlds are wanted in which it happens least.</param>
    public Judged(Axis[] axes, bool[] happens, int learnt, bool least)
    {
        (Axes, _happens, Learnt, _least) = (axes, happens, learnt, least);
        Hits = happens.AsSpan(learnt).Count(true);
    }

    /// <summary>The assumptions of which the searched half has several values.</summary>
    public Axis[] Axes { get; }

    /// <summary>How many worlds are searched.</summary>
    public int Learnt { get; }

    /// <summary>How many judge.</summary>
    public int Worlds => _happens.Length - Learnt;

    /// <summary>In how many of those it happens.</summary>
    public int Hits { get; }

    /// <summary>The search through the first half.</summary>
    /// <param name="confidence">The level at which a cut has to be told from chance.</param>
    public Peeling Peeling(double confidence) => new(Axes, _least ? [.. _happens.Select(h => !h)] : _happens, Learnt, confidence);

    /// <summary>What is true of a box in the second half.</summary>
    /// <param name="cells">The box.</param>
    /// <param name="confidence">The level at which its share is told from that outside.</param>
    public WorldBox Judge(CellBox cells, double confidence)
    {
        var within = new int[Axes.Length];
        var without = new (int Worlds, int Hits)[Axes.Length];
        (int worlds, int hits) = (0, 0);
        for (int world = Learnt; world < _happens.Length; world++)
        {
            int hit = _happens[world] ? 1 : 0;
            for (int axis = 0; axis < Axes.Length; axis++) within[axis] += cells[axis][Axes[axis].Cells[world]] ? 1 : 0;
            int by = cells.OutBy(world);
            if (by == -1) (worlds, hits) = (worlds + 1, hits + hit);
            else if (by >= 0) without[by] = (without[by].Worlds + 1, without[by].Hits + hit);
        }
        var ranges = new List<WorldRange>();
        for (int axis = 0; axis < Axes.Length; axis++)
        {
            if (cells.Restricts(axis)) ranges.Add(Range(axis, cells[axis], within[axis], new WorldShare(hits + without[axis].Hits, worlds + without[axis].Worlds)));
        }
        return new WorldBox(ranges, worlds, hits) { IsTold = IsTold(worlds, hits, confidence) };
    }

    private bool IsTold(int worlds, int hits, double confidence)
    {
        if (worlds == 0 || worlds == Worlds) return false;
        (double low, double high) = UnpairedDifference.Interval(hits, worlds, Hits - hits, Worlds - worlds, confidence);
        return _least ? high < 0 : low > 0;
    }

    private WorldRange Range(int axis, bool[] cells, int within, WorldShare without)
    {
        (Assumption assumption, double[] edges) = (Axes[axis].Assumption, Axes[axis].Edges);
        if (!Axes[axis].IsOrdered) return new WorldRange(assumption, null, null, [.. edges.Where((_, i) => cells[i])], within, without);
        int first = Array.IndexOf(cells, true), last = Array.LastIndexOf(cells, true);
        return new WorldRange(assumption, first == 0 ? null : edges[first / 2], last == cells.Length - 1 ? null : edges[last / 2], [], within, without);
    }
}
