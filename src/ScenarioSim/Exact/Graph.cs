using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using ScenarioSim.Compiler;

namespace ScenarioSim.Exact;

/// <summary>
/// The worlds of some steps in a row in which the dates change nothing, and how they lead to each other. Worlds are numbered by the step in which they are first met,
/// those that the steps begin with first.
/// </summary>
internal abstract class Graph
{
    /// <summary>What it takes to explore it once more.</summary>
    public required Beginning Beginning { get; init; }

    /// <summary>The first step.</summary>
    public required int From { get; init; }

    /// <summary>The last step; less than wanted where there were too many worlds.</summary>
    public required int To { get; init; }

    /// <summary>Whether there were more worlds than allowed, so that the steps end early.</summary>
    public required bool IsCut { get; init; }

    /// <summary>How many worlds are to be expected, where that is why the steps end early.</summary>
    public double? Expected { get; init; }

    /// <summary>How many worlds there are.</summary>
    public required int Count { get; init; }

    /// <summary>For each world that the steps begin with, its number in the graph before.</summary>
    public required int[] Before { get; init; }

    /// <summary>Whether a world ends its runs.</summary>
    public required bool[] Stops { get; init; }

    /// <summary>Whether the initial world ends its runs in step 0, before the first step of the first graph.</summary>
    public required bool StopsAtOnce { get; init; }

    /// <summary>The number of the innermost state of each track: <c>[world x tracks + track]</c>.</summary>
    public required int[] Leaves { get; init; }

    /// <summary>Where the ways out of each world begin, for those that lead on; one more at the end.</summary>
    public required int[] Out { get; init; }

    /// <summary>Where each way leads.</summary>
    public required int[] Targets { get; init; }

    /// <summary>The place of each way among <see cref="Sources"/>.</summary>
    public required int[] Places { get; init; }

    /// <summary>Where the ways into each world begin; one more at the end.</summary>
    public required int[] In { get; init; }

    /// <summary>Where each way comes from, by the world that it leads to.</summary>
    public required int[] Sources { get; init; }

    /// <summary>Where the decisions of each world begin that leave something open; one more at the end.</summary>
    public required int[] Open { get; init; }

    /// <summary>Those decisions: the ways out of a world are their product, the last one running fastest.</summary>
    public required int[] Decisions { get; init; }

    /// <summary>Those of them whose probabilities hang on the date.</summary>
    public required int[] Dated { get; init; }

    /// <summary>Values of formulas in its worlds that are the same at every point and in every step.</summary>
    public ConcurrentDictionary<Formula, double[]> Fixed { get; } = new();

    /// <summary>How many worlds lead on.</summary>
    public int Expanded => Out.Length - 1;

    /// <summary>The probability of each way, by its place.</summary>
    /// <param name="numbers">Probabilities of the decisions.</param>
    /// <param name="weights">Receives them.</param>
    /// <param name="from">The first world whose ways are wanted.</param>
    /// <param name="to">The world after the last.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Weigh(Decisions numbers, double[] weights, int from, int to)
    {
        double[] product = new double[64];
        int way = Out[from];
        for (int world = from; world < to; world++)
        {
            if (Out[world] == Out[world + 1]) continue;
            int count = 1;
            product[0] = 1;
            for (int d = Open[world]; d < Open[world + 1]; d++)
            {
                ReadOnlySpan<double> options = numbers.Of(Decisions[d]);
                int wide = count * options.Length;
                if (wide > product.Length) Array.Resize(ref product, Math.Max(wide, 2 * product.Length));
                for (int a = count - 1; a >= 0; a--)
                {
                    double before = product[a];
                    for (int o = options.Length - 1; o >= 0; o--) product[(a * options.Length) + o] = before * options[o];
                }
                count = wide;
            }
            for (int i = 0; i < count; i++) weights[Places[way++]] = product[i];
        }
    }
}

/// <summary>The worlds that a graph begins with, by which it can be explored once more.</summary>
internal abstract class Beginning;
