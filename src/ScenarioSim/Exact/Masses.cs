using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ScenarioSim.Exact;

/// <summary>Carries masses from world to world: some numbers a world, side by side, that all move with the same probabilities.</summary>
internal static class Masses
{
    /// <summary>How many numbers a world takes, for so many that are wanted: as many as vectors hold.</summary>
    public static int Lanes(int wanted) => wanted switch
    {
        <= 2 => wanted,
        <= 4 => 4,
        _ => (wanted + 7) / 8 * 8,
    };

    /// <summary>What arrives in some worlds: for each the sum over the ways into it, in their order, whoever works it out.</summary>
    /// <param name="graph">The worlds.</param>
    /// <param name="weights">The probability of each way.</param>
    /// <param name="lanes">Numbers a world.</param>
    /// <param name="before">The masses before.</param>
    /// <param name="after">Receives those after.</param>
    /// <param name="reached">Where nothing else can arrive than in the worlds marked; empty: anywhere.</param>
    /// <param name="from">The first world.</param>
    /// <param name="to">The world after the last.</param>
    public static void Carry(Graph graph, double[] weights, int lanes, double[] before, double[] after, ReadOnlySpan<bool> reached, int from, int to)
    {
        if (reached.Length > 0)
        {
            for (int world = from; world < to; world++)
            {
                if (reached[world]) Carry(graph, weights, lanes, before, after, world, world + 1);
                else after.AsSpan(world * lanes, lanes).Clear();
            }
            return;
        }
        Carry(graph, weights, lanes, before, after, from, to);
    }

    /// <summary>What some worlds lead to: for each the mean over the ways out of it, in their order.</summary>
    /// <param name="graph">The worlds.</param>
    /// <param name="weights">The probability of each way, by its place.</param>
    /// <param name="after">A number for each world after the step.</param>
    /// <param name="before">Receives the means.</param>
    /// <param name="from">The first world.</param>
    /// <param name="to">The world after the last; no more than lead on.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Return(Graph graph, double[] weights, double[] after, double[] before, int from, int to)
    {
        for (int world = from; world < to; world++)
        {
            double sum = 0;
            for (int way = graph.Out[world]; way < graph.Out[world + 1]; way++) sum += weights[graph.Places[way]] * after[graph.Targets[way]];
            before[world] = sum;
        }
    }

    private static void Carry(Graph graph, double[] weights, int lanes, double[] before, double[] after, int from, int to)
    {
        switch (lanes)
        {
            case 1: One(graph, weights, before, after, from, to); break;
            case 2: Two(graph, weights, before, after, from, to); break;
            case 4: Four(graph, weights, before, after, from, to); break;
            default: Eights(graph, weights, lanes, before, after, from, to); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void One(Graph graph, double[] weights, double[] before, double[] after, int from, int to)
    {
        ref int sources = ref MemoryMarshal.GetArrayDataReference(graph.Sources);
        ref double weight = ref MemoryMarshal.GetArrayDataReference(weights);
        ref double mass = ref MemoryMarshal.GetArrayDataReference(before);
        int[] ways = graph.In;
        for (int world = from; world < to; world++)
        {
            double sum = 0;
            int end = ways[world + 1];
            for (int way = ways[world]; way < end; way++) sum += Unsafe.Add(ref weight, way) * Unsafe.Add(ref mass, Unsafe.Add(ref sources, way));
            after[world] = sum;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Two(Graph graph, double[] weights, double[] before, double[] after, int from, int to)
    {
        ref int sources = ref MemoryMarshal.GetArrayDataReference(graph.Sources);
        ref double weight = ref MemoryMarshal.GetArrayDataReference(weights);
        ref double mass = ref MemoryMarshal.GetArrayDataReference(before);
        ref double into = ref MemoryMarshal.GetArrayDataReference(after);
        int[] ways = graph.In;
        for (int world = from; world < to; world++)
        {
            var sum = Vector128<double>.Zero;
            int end = ways[world + 1];
            for (int way = ways[world]; way < end; way++) sum += Vector128.LoadUnsafe(ref mass, (nuint)Unsafe.Add(ref sources, way) * 2) * Unsafe.Add(ref weight, way);
            sum.StoreUnsafe(ref into, (nuint)world * 2);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Four(Graph graph, double[] weights, double[] before, double[] after, int from, int to)
    {
        ref int sources = ref MemoryMarshal.GetArrayDataReference(graph.Sources);
        ref double weight = ref MemoryMarshal.GetArrayDataReference(weights);
        ref double mass = ref MemoryMarshal.GetArrayDataReference(before);
        ref double into = ref MemoryMarshal.GetArrayDataReference(after);
        int[] ways = graph.In;
        for (int world = from; world < to; world++)
        {
            var sum = Vector256<double>.Zero;
            int end = ways[world + 1];
            for (int way = ways[world]; way < end; way++) sum += Vector256.LoadUnsafe(ref mass, (nuint)Unsafe.Add(ref sources, way) * 4) * Unsafe.Add(ref weight, way);
            sum.StoreUnsafe(ref into, (nuint)world * 4);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Eights(Graph graph, double[] weights, int lanes, double[] before, double[] after, int from, int to)
    {
        ref int sources = ref MemoryMarshal.GetArrayDataReference(graph.Sources);
        ref double weight = ref MemoryMarshal.GetArrayDataReference(weights);
        ref double mass = ref MemoryMarshal.GetArrayDataReference(before);
        ref double into = ref MemoryMarshal.GetArrayDataReference(after);
        int[] ways = graph.In;
        for (int world = from; world < to; world++)
        {
            int end = ways[world + 1];
            for (int lane = 0; lane < lanes; lane += 8)
            {
                var sum = Vector512<double>.Zero;
                for (int way = ways[world]; way < end; way++)
                {
                    nuint at = ((nuint)Unsafe.Add(ref sources, way) * (nuint)lanes) + (nuint)lane;
                    sum += Vector512.LoadUnsafe(ref mass, at) * Unsafe.Add(ref weight, way);
                }
                sum.StoreUnsafe(ref into, ((nuint)world * (nuint)lanes) + (nuint)lane);
            }
        }
    }
}
