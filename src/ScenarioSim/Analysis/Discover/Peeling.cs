using ScenarioSim.Statistics;

namespace ScenarioSim.Analysis;

/// <summary>Finds boxes of worlds in which something happens most: from the box of all worlds, thin slices are cut off at the sides, one after another.</summary>
/// <remarks>
/// The patient rule induction method's peeling (J. Friedman, N. Fisher: Bump hunting in high-dimensional data, Statistics and Computing 9, 1999, section 5), as scenario discovery uses it (B. Bryant, R. Lempert,
/// Technological Forecasting and Social Change 77, 2010). Of all slices that one is cut which raises the share most for each world given up: a value of words may be many worlds, a slice of numbers is a twentieth of the box.
/// Then what carries little is put back: cuts of which the slice is not told from the rest of the box, and those that raise the share by next to nothing.
/// </remarks>
internal sealed class Peeling
{
    // Of the worlds in the box.
    private const double Slice = 0.05;

    // A box has so many worlds at least, and so great a share of them.
    private const int LeastWorlds = 100;
    private const double LeastShare = 0.01;

    // A cut that brings less than this part of what the box has above the share of all is put back.
    private const double Negligible = 0.05;

    private readonly Axis[] _axes;
    private readonly bool[] _hits;
    private readonly int _learnt;
    private readonly double _level;
    private readonly int _all;

    /// <param name="axes">The assumptions that vary.</param>
    /// <param name="hits">By world, whether it happens.</param>
    /// <param name="learnt">How many worlds, from the first on, it may look at.</param>
    /// <param name="confidence">The level at which a cut has to be told from chance, all cuts of a box together.</param>
    public Peeling(Axis[] axes, bool[] hits, int learnt, double confidence)
    {
        (_axes, _hits, _learnt) = (axes, hits, learnt);
        int cuts = Math.Max(1, axes.Sum(a => a.IsOrdered ? 2 : a.Count));
        _level = 1 - ((1 - confidence) / cuts);
        _all = hits.AsSpan(0, learnt).Count(true);
    }

    /// <summary>The share of all worlds in which it happens.</summary>
    private double Overall => (double)_all / _learnt;

    /// <summary>Boxes, each within the one before, from all worlds on.</summary>
    public List<CellBox> Peel()
    {
        var box = CellBox.All(_axes);
        int[] worlds = [.. Enumerable.Range(0, _learnt)];
        var boxes = new List<CellBox> { box };
        int least = Math.Max(LeastWorlds, (int)(LeastShare * _learnt));
        while (true)
        {
            if (Best(box, worlds, least) is not { } cut) return boxes;
            box = cut;
            worlds = [.. worlds.Where(box.Has)];
            boxes.Add(box);
        }
    }

    /// <summary>A box with only the cuts that carry something.</summary>
    public CellBox Simpler(CellBox box)
    {
        while (Least(box) is { } cut) box = box.Wider(cut.Axis, cut.Cell);
        return box;
    }

    // The cut that carries least, where it is to be put back; null where all are to stay.
    private (int Axis, int Cell)? Least(CellBox box)
    {
        (int worlds, int hits) = (0, 0);
        var slices = new Dictionary<(int Axis, int Cell), (int Worlds, int Hits)>();
        for (int axis = 0; axis < _axes.Length; axis++)
        {
            for (int cell = 0; cell < _axes[axis].Count; cell++) if (!box[axis][cell]) slices[(axis, box.SliceOf(axis, cell))] = default;
        }
        for (int world = 0; world < _learnt; world++)
        {
            int axis = box.OutBy(world);
            if (axis < -1) continue;
            int hit = _hits[world] ? 1 : 0;
            if (axis < 0)
            {
                (worlds, hits) = (worlds + 1, hits + hit);
                continue;
            }
            (int Axis, int Cell) slice = (axis, box.SliceOf(axis, _axes[axis].Cells[world]));
            (int before, int beforeHits) = slices[slice];
            slices[slice] = (before + 1, beforeHits + hit);
        }
        double share = (double)hits / worlds, least = double.PositiveInfinity;
        (int Axis, int Cell)? found = null;
        foreach (((int Axis, int Cell) cut, (int slice, int sliceHits)) in slices)
        {
            double loss = share - ((double)(hits + sliceHits) / (worlds + slice));
            bool carries = slice > 0 && loss >= Negligible * (share - Overall) && UnpairedDifference.Interval(hits, worlds, sliceHits, slice, _level).Low > 0;
            if (!carries && loss < least) (found, least) = (cut, loss);
        }
        return found;
    }

    /// <summary>How many worlds are in a box, and in how many of those it happens.</summary>
    public (int Worlds, int Hits) Count(CellBox box)
    {
        (int worlds, int hits) = (0, 0);
        for (int world = 0; world < _learnt; world++)
        {
            if (!box.Has(world)) continue;
            worlds++;
            if (_hits[world]) hits++;
        }
        return (worlds, hits);
    }

    /// <summary>How many worlds more than its size would have it happen in a box, as a share of all worlds: weighted relative accuracy (N. Lavrač, P. Flach, B. Zupan, Rule evaluation measures, ILP 1999).</summary>
    public double Gain(CellBox box)
    {
        (int worlds, int hits) = Count(box);
        return (hits - (worlds * Overall)) / _learnt;
    }

    // The cut that raises the share most for what it gives up; null where none raises it, or the box would become too small.
    private CellBox? Best(CellBox box, int[] worlds, int least)
    {
        int hits = 0;
        foreach (int world in worlds) hits += _hits[world] ? 1 : 0;
        CellBox? best = null;
        double most = 0;
        for (int axis = 0; axis < _axes.Length; axis++)
        {
            var counts = new int[_axes[axis].Count];
            var happening = new int[_axes[axis].Count];
            ushort[] cells = _axes[axis].Cells;
            foreach (int world in worlds)
            {
                counts[cells[world]]++;
                if (_hits[world]) happening[cells[world]]++;
            }
            foreach (bool[] slice in _axes[axis].IsOrdered ? Ends(counts, worlds.Length) : Values(counts))
            {
                (int gone, int goneHits) = (0, 0);
                for (int cell = 0; cell < slice.Length; cell++) if (slice[cell]) (gone, goneHits) = (gone + counts[cell], goneHits + happening[cell]);
                int left = worlds.Length - gone;
                if (gone == 0 || left < least) continue;
                double rise = (((double)(hits - goneHits) / left) - ((double)hits / worlds.Length)) / gone;
                if (rise <= most) continue;
                most = rise;
                bool[] had = box[axis];
                best = box.With(axis, [.. had.Select((h, i) => h && !slice[i])]);
            }
        }
        return best;
    }

    // The slices at either side that have as many worlds as are to be cut at once, or the fewest that can be. What is left begins and ends with an edge.
    private static IEnumerable<bool[]> Ends(int[] counts, int worlds)
    {
        double wanted = Slice * worlds;
        int sum = 0;
        for (int start = 1; start < counts.Length; start += 2)
        {
            sum += counts[start - 1] + (start > 1 ? counts[start - 2] : 0);
            if (sum < wanted || sum == 0) continue;
            int from = start;
            yield return [.. counts.Select((_, i) => i < from)];
            break;
        }
        sum = 0;
        for (int end = counts.Length - 2; end >= 0; end -= 2)
        {
            sum += counts[end + 1] + (end + 2 < counts.Length ? counts[end + 2] : 0);
            if (sum < wanted || sum == 0) continue;
            int to = end;
            yield return [.. counts.Select((_, i) => i > to)];
            break;
        }
    }

    private static IEnumerable<bool[]> Values(int[] counts)
    {
        for (int value = 0; value < counts.Length; value++)
        {
            if (counts[value] == 0) continue;
            int gone = value;
            yield return [.. counts.Select((_, i) => i == gone)];
        }
    }
}
