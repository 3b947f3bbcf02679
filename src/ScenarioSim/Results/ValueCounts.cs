using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ScenarioSim.Results;

/// <summary>Distinct values counted one by one: an open-addressing table from values' bits to counts; grows by doubling, at most half full.</summary>
internal sealed class ValueCounts
{
    // Most measures are small whole numbers: those are counted by themselves.
    private const int Small = 256;

    // Each in so many places by turns: else a value that comes again would wait until it had been counted before.
    private const int PlaceBits = 2;
    private const int Places = 1 << PlaceBits;

    private readonly AlignedArray<long> _places = new(Vector512<long>.Count);
    private readonly long[] _small = new long[Small * Places];
    private (long Bits, long Count)[] _entries = new (long, long)[16];
    private int _others;

    /// <summary>Whether there are more distinct values than some.</summary>
    public bool AreMoreThan(int some) => _others + Small > some && _others + Enumerable.Range(0, Small).Count(whole => CountOf(whole) > 0) > some;

    /// <summary>Adds to a value; whether it is a new one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool Add(long bits, long count)
    {
        double value = BitConverter.Int64BitsToDouble(bits);
        int whole = double.ConvertToIntegerNative<int>(value);
        if ((uint)whole < Small && whole == value)
        {
            bool isFirst = _small[whole * Places] == 0 && CountOf(whole) == 0;
            _small[whole * Places] += count;
            return isFirst;
        }
        ref (long Bits, long Count) entry = ref Find(_entries, bits);
        bool isNew = entry.Count == 0;
        if (isNew)
        {
            entry.Bits = bits;
            _others++;
        }
        entry.Count += count;
        if (_others * 2 > _entries.Length) Grow();
        return isNew;
    }

    /// <summary>Counts values, none of them NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(ReadOnlySpan<double> values)
    {
        int at = 0;
        for (; at <= values.Length - Vector512<long>.Count; at += Vector512<long>.Count)
        {
            ReadOnlySpan<double> group = values.Slice(at, Vector512<long>.Count);
            if (AreSmall(Vector512.Create(group)))
            {
                ref long small = ref MemoryMarshal.GetArrayDataReference(_small);
                ref long places = ref _places.First;
                for (int i = 0; i < Vector512<long>.Count; i++) Unsafe.Add(ref small, (nint)Unsafe.Add(ref places, i))++;
                continue;
            }
            foreach (double value in group) Add(BitConverter.DoubleToInt64Bits(value + 0.0), 1);
        }
        foreach (double value in values[at..]) Add(BitConverter.DoubleToInt64Bits(value + 0.0), 1);
    }

    /// <summary>All values with their counts.</summary>
    public IEnumerable<(long Bits, long Count)> Entries() =>
        Enumerable.Range(0, Small).Select(whole => (Bits: BitConverter.DoubleToInt64Bits(whole), Count: CountOf(whole))).Concat(_entries).Where(e => e.Count != 0);

    // Whether all are small whole numbers, and where they are counted. Added to 2^52, such a number is the lowest bits, and nothing is lost when it is taken away.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool AreSmall(Vector512<double> values)
    {
        Vector512<double> large = Vector512.Create((double)(1L << 52)), sums = values + large;
        Vector512<long> wholes = sums.AsInt64() ^ large.AsInt64();
        ((wholes << PlaceBits) + Vector512.Create(0L, 1, 2, 3, 0, 1, 2, 3)).StoreUnsafe(ref _places.First);
        return Vector512.EqualsAll(sums - large, values) && Vector512.LessThanAll(wholes.AsUInt64(), Vector512.Create((ulong)Small));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref (long Bits, long Count) Find((long Bits, long Count)[] entries, long bits)
    {
        int mask = entries.Length - 1;
        int at = (int)((ulong)bits * 0x9E3779B97F4A7C15 >> 40) & mask;
        while (entries[at].Count != 0 && entries[at].Bits != bits) at = (at + 1) & mask;
        return ref entries[at];
    }

    private long CountOf(int whole) => _small[whole * Places] + _small[(whole * Places) + 1] + _small[(whole * Places) + 2] + _small[(whole * Places) + 3];

    private void Grow()
    {
        var larger = new (long, long)[_entries.Length * 2];
        foreach ((long Bits, long Count) entry in _entries)
        {
            if (entry.Count != 0) Find(larger, entry.Bits) = entry;
        }
        _entries = larger;
    }
}
