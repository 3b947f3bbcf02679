using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using ScenarioSim.Model;
using ScenarioSim.Randomness;

namespace ScenarioSim.Simulation.Lanes;

/// <summary>Draws that lanes have asked for, made together: eight at a time where the machine has vectors for it. The numbers are those of <see cref="EventKey.Draw"/>.</summary>
internal sealed unsafe class DrawQueue
{
    private readonly Clock _clock;
    private ulong[] _keys = new ulong[256];
    private ulong[] _runs = new ulong[256];
    private ulong[] _occurrences = new ulong[256];
    private double[] _first = new double[256];
    private double[] _second = new double[256];
    private double[] _thresholds = new double[256];
    private Request[] _requests = new Request[256];
    private int _count;

    public DrawQueue(Clock clock) => _clock = clock;

    // What becomes of the two numbers: without a table, threshold and pick of a stay; with one, a value of it (for a delay in steps after a step), and the second number as it is.
    private struct Request
    {
        public double* First;
        public double* Second;
        public QuantileTable? Table;
        public Use Use;
        public int Step;
    }

    private enum Use : byte
    {
        Stay,
        Transition,
        Effect,
        Number,
    }

    /// <summary>A stay's threshold and pick.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Stay(ulong key, long run, int occurrence, double* threshold, double* pick) =>
        Add(key, run, occurrence, new Request { First = threshold, Second = pick, Use = Use.Stay });

    /// <summary>A transition's delay, as the step in which it ends, and its toss.</summary>
    /// <param name="key">The event's key.</param>
    /// <param name="run">The run.</param>
    /// <param name="occurrence">The visit.</param>
    /// <param name="delay">The delay's table; null where it is not drawn.</param>
    /// <param name="step">The step in which it begins.</param>
    /// <param name="due">Receives the step in which it ends; null where it is not drawn.</param>
    /// <param name="luck">Receives the toss's number; null without a toss.</param>
    public void Transition(ulong key, long run, int occurrence, QuantileTable? delay, int step, double* due, double* luck) =>
        Add(key, run, occurrence, new Request { First = due, Second = luck, Table = delay, Use = Use.Transition, Step = step });

    /// <summary>The amount of a drawn effect.</summary>
    public void Effect(ulong key, long run, int occurrence, QuantileTable table, double* amount) =>
        Add(key, run, occurrence, new Request { First = amount, Table = table, Use = Use.Effect });

    /// <summary>A uniform number as it is.</summary>
    public void Number(ulong key, long run, double* number) => Add(key, run, 0, new Request { First = number, Use = Use.Number });

    /// <summary>Makes the draws, and hands them out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Flush()
    {
        if (_count == 0) return;
        int done = 0;
        if (Avx512F.IsSupported)
        {
            for (; done < _count; done += Vector512<ulong>.Count) Draw512(done);
        }
        for (; done < _count; done++) Draw(done);
        for (int i = 0; i < _count; i++)
        {
            ref readonly Request request = ref _requests[i];
            if (request.Use == Use.Stay)
            {
                *request.First = _thresholds[i];
                *request.Second = _second[i];
            }
            else
            {
                HandOut(in request, _first[i], _second[i]);
            }
        }
        _count = 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Add(ulong key, long run, int occurrence, Request request)
    {
        int at = _count;
        if (at == _keys.Length) Grow();
        _keys[at] = key;
        _runs[at] = (ulong)run;
        _occurrences[at] = (uint)occurrence;
        _requests[at] = request;
        _count = at + 1;
    }

    private void Grow()
    {
        int size = _keys.Length * 2;
        Array.Resize(ref _keys, size);
        Array.Resize(ref _runs, size);
        Array.Resize(ref _occurrences, size);
        Array.Resize(ref _first, size);
        Array.Resize(ref _second, size);
        Array.Resize(ref _thresholds, size);
        Array.Resize(ref _requests, size);
    }

    private void HandOut(in Request request, double first, double second)
    {
        switch (request.Use)
        {
            case Use.Number:
                *request.First = first;
                break;
            case Use.Effect:
                *request.First = request.Table!.Quantile(first);
                break;
            default:
                if (request.First is not null) *request.First = request.Step + _clock.StepsFor(request.Table!.Quantile(first));
                if (request.Second is not null) *request.Second = second;
                break;
        }
    }

    private void Draw(int at)
    {
        uint c0 = (uint)_runs[at], c1 = (uint)(_runs[at] >> 32), c2 = (uint)_occurrences[at], c3 = 0;
        Philox.Block(ref c0, ref c1, ref c2, ref c3, (uint)_keys[at], (uint)(_keys[at] >> 32));
        _first[at] = EventKey.Uniform(c0, c1);
        _second[at] = EventKey.Uniform(c2, c3);
        _thresholds[at] = Hazard.Threshold(_first[at]);
    }

    // Each lane holds its words in the low halves of 64 bits; what a product leaves in the high halves is not looked at.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Draw512(int at)
    {
        Vector512<ulong> run = Vector512.LoadUnsafe(ref _runs[at]);
        Vector512<ulong> key = Vector512.LoadUnsafe(ref _keys[at]);
        Vector512<ulong> c0 = run, c1 = run >>> 32, c2 = Vector512.LoadUnsafe(ref _occurrences[at]), c3 = Vector512<ulong>.Zero;
        Vector512<ulong> k0 = key, k1 = key >>> 32;
        Vector512<uint> m0 = Vector512.Create((ulong)Philox.Multiplier0).AsUInt32(), m1 = Vector512.Create((ulong)Philox.Multiplier1).AsUInt32();
        Vector512<ulong> w0 = Vector512.Create((ulong)Philox.Weyl0), w1 = Vector512.Create((ulong)Philox.Weyl1);
        for (int round = 0; round < 10; round++)
        {
            Vector512<ulong> product0 = Avx512F.Multiply(m0, c0.AsUInt32());
            Vector512<ulong> product1 = Avx512F.Multiply(m1, c2.AsUInt32());
            c0 = (product1 >>> 32) ^ c1 ^ k0;
            c1 = product1;
            c2 = (product0 >>> 32) ^ c3 ^ k1;
            c3 = product0;
            k0 += w0;
            k1 += w1;
        }
        Vector512<double> first = Uniform(c0, c1);
        first.StoreUnsafe(ref _first[at]);
        Uniform(c2, c3).StoreUnsafe(ref _second[at]);
        Threshold(first).StoreUnsafe(ref _thresholds[at]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Uniform(Vector512<ulong> low, Vector512<ulong> high)
    {
        Vector512<ulong> bits = ((high << 32) | (low & Vector512.Create(0xFFFFFFFFUL))) >>> 12;
        Vector512<double> number = (bits | Vector512.Create(0x3FF0000000000000UL)).AsDouble() - Vector512<double>.One;
        return number + Vector512.Create(EventKey.Grain / 2);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Threshold(Vector512<double> uniform) =>
        Vector512.MaxNative(Vector512.Ceiling(Log(uniform) * Vector512.Create(-Hazard.Units)), Vector512<double>.One);

    // Logarithm.Of, operation by operation.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Log(Vector512<double> x)
    {
        Vector512<long> shifted = x.AsInt64() + Vector512.Create(Logarithm.One - Logarithm.RootOfHalf);
        Vector512<double> exponent = ((shifted >>> 52) | Vector512.Create(Logarithm.WholeBits)).AsDouble() - Vector512.Create(Logarithm.WholeBias);
        Vector512<double> f = ((shifted & Vector512.Create(Logarithm.MantissaBits)) + Vector512.Create(Logarithm.RootOfHalf)).AsDouble() - Vector512<double>.One;
        Vector512<double> z = f / (Vector512.Create(2.0) + f);
        Vector512<double> s = z * z;
        Vector512<double> q = s * s;
        Vector512<double> even = Vector512.Create(1.0 / 3) + (q * (Vector512.Create(1.0 / 7) + (q * (Vector512.Create(1.0 / 11) + (q * (Vector512.Create(1.0 / 15) + (q * (Vector512.Create(1.0 / 19) + (q * Vector512.Create(1.0 / 23))))))))));
        Vector512<double> odd = Vector512.Create(1.0 / 5) + (q * (Vector512.Create(1.0 / 9) + (q * (Vector512.Create(1.0 / 13) + (q * (Vector512.Create(1.0 / 17) + (q * Vector512.Create(1.0 / 21))))))));
        Vector512<double> tail = s * (even + (s * odd));
        Vector512<double> twice = z + z;
        Vector512<double> low = (twice * tail) + (exponent * Vector512.Create(Logarithm.Ln2Low));
        return (exponent * Vector512.Create(Logarithm.Ln2High)) + (twice + low);
    }
}
