using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ScenarioSim.Model;
using ScenarioSim.Randomness;

namespace ScenarioSim.Simulation.Lanes;

/// <summary>Draws that lanes have asked for, made together and handed out: several at a time where the machine has vectors for it. The numbers are those of <see cref="EventKey.Draw"/>.</summary>
internal sealed unsafe class DrawQueue : IDisposable
{
    private readonly Clock _clock;
    private readonly List<Other> _others = [];
    private readonly byte* _memory;
    private readonly ulong* _keys;
    private readonly ulong* _runs;
    private readonly ulong* _occurrences;
    private readonly double** _thresholds;
    private readonly double* _first;
    private readonly double* _second;
    private int _count;

    /// <param name="clock">Turns delays into steps.</param>
    /// <param name="most">How many stays may be asked for before they are drawn.</param>
    public DrawQueue(Clock clock, int most)
    {
        _clock = clock;
        // Vectors run past the last one, and one more may be written that does not count.
        int size = (most + 1 + (2 * VectorDraws.Lanes)) / VectorDraws.Lanes * VectorDraws.Lanes;
        _memory = (byte*)NativeMemory.AlignedAlloc((nuint)(6L * size * sizeof(ulong)), 64);
        NativeMemory.Clear(_memory, (nuint)(6L * size * sizeof(ulong)));
        _keys = (ulong*)_memory;
        _runs = _keys + size;
        _occurrences = _runs + size;
        _thresholds = (double**)(_occurrences + size);
        _first = (double*)(_thresholds + size);
        _second = _first + size;
    }

    ~DrawQueue() => NativeMemory.AlignedFree(_memory);

    // What becomes of the two numbers of a draw that is no stay's: a value of a table (for a delay in steps after a step), and the second number as it is.
    private readonly record struct Other(ulong Key, long Run, int Occurrence, nint First, nint Second, QuantileTable? Table, int Step, bool IsDelay);

    /// <summary>A stay's threshold and pick.</summary>
    /// <param name="key">The stay's key.</param>
    /// <param name="run">The run.</param>
    /// <param name="visit">The visit.</param>
    /// <param name="threshold">Receives the threshold; the pick goes where <see cref="Flush"/> says.</param>
    /// <param name="wanted">1, or 0 to ask for nothing: that is cheaper than a branch.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Stay(ulong key, long run, int visit, double* threshold, int wanted)
    {
        int at = _count;
        _keys[at] = key;
        _runs[at] = (ulong)run;
        _occurrences[at] = (uint)visit;
        _thresholds[at] = threshold;
        _count = at + wanted;
    }

    /// <summary>A transition's delay, as the step in which it ends, and its toss.</summary>
    /// <param name="key">The event's key.</param>
    /// <param name="run">The run.</param>
    /// <param name="occurrence">The visit.</param>
    /// <param name="delay">The delay's table; null where it is not drawn.</param>
    /// <param name="step">The step in which it begins.</param>
    /// <param name="due">Receives the step in which it ends; null where it is not drawn.</param>
    /// <param name="luck">Receives the toss's number; null without a toss.</param>
    public void Transition(ulong key, long run, int occurrence, QuantileTable? delay, int step, double* due, double* luck) =>
        _others.Add(new Other(key, run, occurrence, (nint)due, (nint)luck, delay, step, IsDelay: true));

    /// <summary>The amount of a drawn effect.</summary>
    public void Effect(ulong key, long run, int occurrence, QuantileTable table, double* amount) =>
        _others.Add(new Other(key, run, occurrence, (nint)amount, 0, table, 0, IsDelay: false));

    /// <summary>Makes the draws, and hands them out.</summary>
    /// <param name="pickAfterThreshold">How many bytes behind its threshold a stay's pick is.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Flush(int pickAfterThreshold)
    {
        int count = _count, done = 0;
        if (VectorDraws.IsSupported)
        {
            for (; done + VectorDraws.Lanes < count; done += 2 * VectorDraws.Lanes) VectorDraws.DrawTwice(_keys + done, _runs + done, _occurrences + done, _first + done, _second + done);
            if (done < count) VectorDraws.Draw(_keys + done, _runs + done, _occurrences + done, _first + done, _second + done);
        }
        else
        {
            for (; done < count; done++) (_first[done], _second[done]) = Draw(_keys[done], (long)_runs[done], (int)_occurrences[done], threshold: true);
        }
        for (int i = 0; i < count; i++)
        {
            double* threshold = _thresholds[i];
            *threshold = _first[i];
            *(double*)((byte*)threshold + pickAfterThreshold) = _second[i];
        }
        _count = 0;
        if (_others.Count > 0) HandOutOthers();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        NativeMemory.AlignedFree(_memory);
        GC.SuppressFinalize(this);
    }

    private static (double First, double Second) Draw(ulong key, long run, int occurrence, bool threshold)
    {
        uint c0 = (uint)run, c1 = (uint)((ulong)run >> 32), c2 = (uint)occurrence, c3 = 0;
        Philox.Block(ref c0, ref c1, ref c2, ref c3, (uint)key, (uint)(key >> 32));
        double first = EventKey.Uniform(c0, c1);
        return (threshold ? Hazard.Threshold(first) : first, EventKey.Uniform(c2, c3));
    }

    private void HandOutOthers()
    {
        foreach (ref readonly Other other in CollectionsMarshal.AsSpan(_others)) HandOut(in other);
        _others.Clear();
    }

    private void HandOut(in Other other)
    {
        (double first, double second) = Draw(other.Key, other.Run, other.Occurrence, threshold: false);
        if (other.First != 0)
        {
            double value = other.Table!.Quantile(first);
            *(double*)other.First = other.IsDelay ? other.Step + _clock.StepsFor(value) : value;
        }
        if (other.Second != 0) *(double*)other.Second = second;
    }
}
