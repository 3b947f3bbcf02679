using ScenarioSim.Model;

namespace ScenarioSim.Analysis;

/// <summary>The values of one assumption in all worlds, dealt out to cells: between two neighbours a box may end.</summary>
/// <remarks>
/// Of numbers, durations and dates cells alternate: what lies between two edges, then the edge itself. So a range that begins and ends with an edge includes both, also where an edge has a probability of its own.
/// Where there are few different values each is an edge, and nothing lies between them; else edges are percentiles, rounded to what a label can say. Words and truths have a cell for each value.
/// </remarks>
internal sealed class Axis
{
    // With more different values than this, percentiles.
    private const int FewValues = 100;

    private Axis(Assumption assumption, bool isOrdered, double[] edges, ushort[] cells)
    {
        (Assumption, IsOrdered, Edges, Cells) = (assumption, isOrdered, edges, cells);
        Count = isOrdered ? (2 * edges.Length) + 1 : edges.Length;
    }

    /// <summary>The assumption.</summary>
    public Assumption Assumption { get; }

    /// <summary>Whether ranges mean something: not of words and truths.</summary>
    public bool IsOrdered { get; }

    /// <summary>The edges, rising; of words and truths the values.</summary>
    public double[] Edges { get; }

    /// <summary>How many cells there are.</summary>
    public int Count { get; }

    /// <summary>By world, its cell.</summary>
    public ushort[] Cells { get; }

    /// <summary>The axis of an assumption.</summary>
    /// <param name="assumption">Which.</param>
    /// <param name="values">Its value in each world.</param>
    /// <param name="learnt">The worlds that say where edges are: those after this many only follow them.</param>
    /// <returns>Null where all of those have one value.</returns>
    public static Axis? Of(Assumption assumption, double[] values, int learnt)
    {
        double[] sorted = values[..learnt];
        Array.Sort(sorted);
        if (sorted.Length == 0 || sorted[0] == sorted[^1]) return null;
        bool isOrdered = assumption.Kind is not (Kind.Word or Kind.Truth);
        double[] edges = isOrdered ? Ordered(assumption.Kind, sorted) : [.. values.Distinct().Order()];
        var cells = new ushort[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            int at = Array.BinarySearch(edges, values[i]);
            cells[i] = (ushort)(!isOrdered ? at : at >= 0 ? (2 * at) + 1 : 2 * ~at);
        }
        return new Axis(assumption, isOrdered, edges, cells);
    }

    private static double[] Ordered(Kind kind, double[] sorted)
    {
        var few = new List<double>();
        foreach (double value in sorted)
        {
            if (few.Count > 0 && few[^1] == value) continue;
            few.Add(value);
            if (few.Count > FewValues) return Percentiles(kind, sorted);
        }
        return [.. few];
    }

    private static double[] Percentiles(Kind kind, double[] sorted)
    {
        double At(double p) => sorted[(int)(p * sorted.Length)];
        (double low, double high) = (At(0.05), At(0.95));
        // Hardly ever anything but one value.
        double grain = low < high ? Rounding.Grain(kind, low, high) : Rounding.Grain(kind, sorted[0], sorted[^1]);
        return [.. Enumerable.Range(1, 99).Select(p => Math.Clamp(Rounding.Round(kind, At(p / 100.0), grain), sorted[0], sorted[^1])).Distinct().Order()];
    }
}
