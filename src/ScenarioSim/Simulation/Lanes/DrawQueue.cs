using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ScenarioSim.Model;
using ScenarioSim.Randomness;

namespace ScenarioSim.Simulation.Lanes;

/// <summary>Draws that lanes have asked for, made together and handed out: several at a time where the machine has vectors for it. The numbers are those of <see cref="EventKey.Draw"/>.</summary>
internal sealed unsafe class DrawQueue(Clock clock) : IDisposable
{
    private readonly List<Other> _others = [];
    private Buffers _stays = new(256);
    private int _count;

    // What becomes of the two numbers of a draw that is no stay's: a value of a table (for a delay in steps after a step), and the second number as it is.
    private readonly record struct Other(ulong Key, long Run, int Occurrence, nint First, nint Second, QuantileTable? Table, int Step, bool IsDelay);

    /// <summary>A stay's threshold and pick.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Stay(ulong key, long run, int occurrence, double* threshold, double* pick)
    {
        int at = _count;
        if (at == _stays.Size) Grow();
        _stays.Keys[at] = key;
        _stays.Runs[at] = (ulong)run;
        _stays.Occurrences[at] = (uint)occurrence;
        _stays.Thresholds[at] = threshold;
        _stays.Picks[at] = pick;
        _count = at + 1;
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
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Flush()
    {
        int done = 0;
        if (VectorDraws.IsSupported)
        {
            for (; done < _count; done += VectorDraws.Lanes) VectorDraws.Draw(_stays.Keys + done, _stays.Runs + done, _stays.Occurrences + done, _stays.First + done, _stays.Second + done);
        }
        for (; done < _count; done++) (_stays.First[done], _stays.Second[done]) = Draw(_stays.Keys[done], (long)_stays.Runs[done], (int)_stays.Occurrences[done], threshold: true);
        for (int i = 0; i < _count; i++)
        {
            *(double*)_stays.Thresholds[i] = _stays.First[i];
            *(double*)_stays.Picks[i] = _stays.Second[i];
        }
        _count = 0;
        foreach (ref readonly Other other in CollectionsMarshal.AsSpan(_others)) HandOut(in other);
        _others.Clear();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stays.Free();
        GC.SuppressFinalize(this);
    }

    ~DrawQueue() => Dispose();

    private static (double First, double Second) Draw(ulong key, long run, int occurrence, bool threshold)
    {
        uint c0 = (uint)run, c1 = (uint)((ulong)run >> 32), c2 = (uint)occurrence, c3 = 0;
        Philox.Block(ref c0, ref c1, ref c2, ref c3, (uint)key, (uint)(key >> 32));
        double first = EventKey.Uniform(c0, c1);
        return (threshold ? Hazard.Threshold(first) : first, EventKey.Uniform(c2, c3));
    }

    private void HandOut(in Other other)
    {
        (double first, double second) = Draw(other.Key, other.Run, other.Occurrence, threshold: false);
        if (other.First != 0)
        {
            double value = other.Table!.Quantile(first);
            *(double*)other.First = other.IsDelay ? other.Step + clock.StepsFor(value) : value;
        }
        if (other.Second != 0) *(double*)other.Second = second;
    }

    private void Grow()
    {
        var larger = new Buffers(_stays.Size * 2);
        larger.Take(_stays);
        _stays.Free();
        _stays = larger;
    }

    // Outside the collected heap, so that vectors may run past the last one and pointers need no care.
    private readonly struct Buffers
    {
        private readonly byte* _memory;

        public Buffers(int size)
        {
            Size = size;
            _memory = (byte*)NativeMemory.AlignedAlloc((nuint)(7 * size * sizeof(ulong)), 64);
            NativeMemory.Clear(_memory, (nuint)(7 * size * sizeof(ulong)));
        }

        public int Size { get; }

        public ulong* Keys => (ulong*)_memory;

        public ulong* Runs => Keys + Size;

        public ulong* Occurrences => Keys + (2 * Size);

        public double** Thresholds => (double**)(Keys + (3 * Size));

        public double** Picks => (double**)(Keys + (4 * Size));

        public double* First => (double*)(Keys + (5 * Size));

        public double* Second => (double*)(Keys + (6 * Size));

        public void Take(Buffers smaller)
        {
            for (int part = 0; part < 5; part++) Buffer.MemoryCopy(smaller.Keys + (part * smaller.Size), Keys + (part * Size), Size * sizeof(ulong), smaller.Size * sizeof(ulong));
        }

        public void Free() => NativeMemory.AlignedFree(_memory);
    }
}
