using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ScenarioSim.Model;
using ScenarioSim.Randomness;

namespace ScenarioSim.Simulation.Lanes;

/// <summary>Draws that lanes have asked for, made together and handed out: several at a time where the machine has vectors for it. The numbers are those of <see cref="EventKey.Draw"/>.</summary>
internal sealed unsafe class DrawQueue
{
    /// <summary>How many stays can be asked for at least after a look at <see cref="IsNearlyFull"/>.</summary>
    public const int Slack = 64;

    private const int Capacity = 512;

    // From an entry's event to its run, on to its visit and on to where its threshold goes. Vectors run past the last one. Not a multiple of a page: such addresses get into each other's way.
    private const int Column = Capacity + (2 * VectorDraws.Lanes);

    private readonly Clock _clock;
    private readonly nint _pickAfterThreshold;
    private readonly List<Other> _others = [];
    private readonly RoundKeys* _keys;
    private readonly ulong* _events;
    private readonly double* _first;
    private readonly double* _second;

    /// <param name="clock">Turns delays into steps.</param>
    /// <param name="seedKey">The generator's key.</param>
    /// <param name="arena">Gives memory.</param>
    /// <param name="pickAfterThreshold">How many bytes behind its threshold a stay's pick is.</param>
    public DrawQueue(Clock clock, ulong seedKey, NativeArena arena, int pickAfterThreshold)
    {
        (_clock, _pickAfterThreshold) = (clock, pickAfterThreshold);
        _keys = (RoundKeys*)arena.Allocate(sizeof(RoundKeys));
        *_keys = new RoundKeys(seedKey);
        Next = _events = (ulong*)arena.Allocate(6L * Column * sizeof(ulong));
        _first = (double*)(_events + (4 * Column));
        _second = _first + Column;
    }

    /// <summary>The keys of the generator's rounds.</summary>
    public RoundKeys* Keys => _keys;

    /// <summary>The next entry: <see cref="Stay"/> fills it.</summary>
    public ulong* Next { get; set; }

    /// <summary>Whether it is time to flush.</summary>
    public bool IsNearlyFull => Next > _events + (Capacity - Slack);

    // What becomes of the two numbers of a draw that is no stay's: a value of a table (for a delay in steps after a step), and the second number as it is.
    private readonly record struct Other(ulong Event, long Run, int Occurrence, nint First, nint Second, QuantileTable? Table, int Step, bool IsDelay);

    /// <summary>Asks for a stay's threshold and pick.</summary>
    /// <param name="entry">The next entry.</param>
    /// <param name="id">The stay's id as an event.</param>
    /// <param name="run">The run.</param>
    /// <param name="visit">The visit.</param>
    /// <param name="threshold">Receives the threshold.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Stay(ulong* entry, ulong id, long run, int visit, double* threshold)
    {
        entry[0] = id;
        entry[Column] = (ulong)run;
        // The other half does not matter.
        *(int*)(entry + (2 * Column)) = visit;
        entry[3 * Column] = (ulong)threshold;
    }

    /// <summary>A transition's delay, as the step in which it ends, and its toss.</summary>
    /// <param name="id">The event's id.</param>
    /// <param name="run">The run.</param>
    /// <param name="occurrence">The visit.</param>
    /// <param name="delay">The delay's table; null where it is not drawn.</param>
    /// <param name="step">The step in which it begins.</param>
    /// <param name="due">Receives the step in which it ends; null where it is not drawn.</param>
    /// <param name="luck">Receives the toss's number; null without a toss.</param>
    public void Transition(ulong id, long run, int occurrence, QuantileTable? delay, int step, double* due, double* luck) =>
        _others.Add(new Other(id, run, occurrence, (nint)due, (nint)luck, delay, step, IsDelay: true));

    /// <summary>The amount of a drawn effect.</summary>
    public void Effect(ulong id, long run, int occurrence, QuantileTable table, double* amount) =>
        _others.Add(new Other(id, run, occurrence, (nint)amount, 0, table, 0, IsDelay: false));

    /// <summary>Makes the draws, and hands them out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Flush()
    {
        RoundKeys* keys = _keys;
        ulong* events = _events;
        double* first = _first, second = _second;
        int count = (int)(Next - events), done = 0;
        if (VectorDraws.IsSupported)
        {
            for (; done + VectorDraws.Lanes < count; done += 2 * VectorDraws.Lanes) VectorDraws.DrawTwice(keys, events + done, events + Column + done, events + (2 * Column) + done, first + done, second + done);
            if (done < count) VectorDraws.Draw(keys, events + done, events + Column + done, events + (2 * Column) + done, first + done, second + done);
        }
        else if (QuadDraws.IsSupported)
        {
            for (; done + QuadDraws.Lanes < count; done += 2 * QuadDraws.Lanes) QuadDraws.DrawTwice(keys, events + done, events + Column + done, events + (2 * Column) + done, first + done, second + done);
            if (done < count) QuadDraws.Draw(keys, events + done, events + Column + done, events + (2 * Column) + done, first + done, second + done);
        }
        else
        {
            for (; done < count; done++) (first[done], second[done]) = Draw(new EventKey(keys->SeedKey, events[done]), (long)events[Column + done], (int)events[(2 * Column) + done], threshold: true);
        }
        nint pick = _pickAfterThreshold;
        for (int i = 0; i < count; i++)
        {
            byte* threshold = (byte*)events[(3 * Column) + i];
            *(double*)threshold = first[i];
            *(double*)(threshold + pick) = second[i];
        }
        Next = events;
        if (_others.Count > 0) HandOutOthers();
    }

    /// <summary>The two numbers of an event.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="run">The run.</param>
    /// <param name="occurrence">Its occurrence.</param>
    /// <param name="threshold">Whether the first number is to be a stay's threshold.</param>
    public static (double First, double Second) Draw(EventKey key, long run, int occurrence, bool threshold)
    {
        (double first, double second) = key.Draw(run, occurrence);
        return (threshold ? Hazard.Threshold(first) : first, second);
    }

    private void HandOutOthers()
    {
        foreach (ref readonly Other other in CollectionsMarshal.AsSpan(_others)) HandOut(in other);
        _others.Clear();
    }

    private void HandOut(in Other other)
    {
        (double first, double second) = Draw(new EventKey(_keys->SeedKey, other.Event), other.Run, other.Occurrence, threshold: false);
        if (other.First != 0)
        {
            double value = other.Table!.Quantile(first);
            *(double*)other.First = other.IsDelay ? Math.Min(LaneRows.Latest, other.Step + (double)_clock.StepsFor(value)) : value;
        }
        if (other.Second != 0) *(double*)other.Second = second;
    }
}
