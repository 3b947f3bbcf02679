using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ScenarioSim.Results;

/// <summary>Distinct values counted one by one: an open-addressing table from values' bits to counts; grows by doubling, at most a quarter full, until it has room for as many values as are counted one by one.</summary>
internal sealed class ValueCounts
{
    // Most measures are small whole numbers: those are counted by themselves.
    private const int Small = 256;

    // Each in so many places by turns: else a value that comes again would wait until it had been counted before.
    private const int PlaceBits = 2;
    private const int Places = 1 << PlaceBits;

    // How much larger the table is than what is in it, at least.
    private const int Room = 4;

    // So many places are enough: with a few more values than a quarter of them, they are counted in bins.
    private const int Most = Room * MeasureHistogram.MostExact;

    // How many values are looked at before any is counted: what has just been written is slow to read.
    private const int AtOnce = 128;

    private readonly AlignedArray<long> _places = new(AtOnce);
    private readonly long[] _small = new long[Small * Places];

    // The bits of values, and how often each came, in the same place. No value is NaN.
    private const long None = -1;
    private long[] _bits = NewBits(16);
    private long[] _counts = new long[16];
    private int _shift = Shift(16);
    private int _others;

    /// <summary>Whether there are more distinct values than some.</summary>
    public bool AreMoreThan(int some) => _others + Small > some && _others + SmallOnes() > some;

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
        int at = Find(_bits, _shift, bits);
        bool isNew = _bits[at] == None;
        if (isNew) _others++;
        _bits[at] = bits;
        _counts[at] += count;
        if (isNew && _bits.Length < Most && _others * Room > _bits.Length) Grow();
        return isNew;
    }

    /// <summary>Counts values, none of them NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(ReadOnlySpan<double> values)
    {
        while (values.Length >= Vector256<long>.Count)
        {
            int count = Math.Min(values.Length, AtOnce) & -Vector256<long>.Count;
            if (AreSmall(values[..count])) AddSmall(count);
            // An assumption that a policy fixes has the same in all runs: one by one, each would wait for the one before.
            else if (AreSame(values[..count])) Add(BitConverter.DoubleToInt64Bits(values[0] + 0.0), count);
            else AddEach(values[..count]);
            values = values[count..];
        }
        AddEach(values);
    }

    /// <summary>All values with their counts.</summary>
    public (long Bits, long Count)[] Entries()
    {
        var all = new (long Bits, long Count)[SmallOnes() + _others];
        int at = 0;
        for (int whole = 0; whole < Small; whole++)
        {
            if (CountOf(whole) is not 0 and var count) all[at++] = (BitConverter.DoubleToInt64Bits(whole), count);
        }
        for (int i = 0; i < _bits.Length; i++)
        {
            if (_bits[i] != None) all[at++] = (_bits[i], _counts[i]);
        }
        return all;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddEach(ReadOnlySpan<double> values)
    {
        foreach (double value in values)
        {
            long bits = BitConverter.DoubleToInt64Bits(value + 0.0);
            nuint at = Place(bits, _shift);
            // Mostly it has come before, and is where it is looked for first.
            if (Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_bits), at) == bits) Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_counts), at)++;
            else Add(bits, 1);
        }
    }

    private static long[] NewBits(int size)
    {
        var bits = new long[size];
        Array.Fill(bits, None);
        return bits;
    }

    // The upper bits of a product depend on all bits of its factors (D. Knuth, "The Art of Computer Programming", volume 3, 6.4).
    private static int Shift(int size) => 64 - int.Log2(size);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nuint Place(long bits, int shift) => (nuint)((ulong)bits * 0x9E3779B97F4A7C15 >> shift);

    // Whether all are small whole numbers; notes where they are counted. Added to 2^52, such a number is the lowest bits, and nothing is lost when it is taken away.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool AreSmall(ReadOnlySpan<double> values)
    {
        Vector256<double> large = Vector256.Create((double)(1L << 52));
        Vector256<long> turns = Vector256.Create(0L, 1, 2, 3), are = Vector256<long>.AllBitsSet;
        ref long places = ref _places.First;
        for (int i = 0; i < values.Length; i += Vector256<long>.Count)
        {
            Vector256<double> some = Vector256.Create(values[i..]), sums = some + large;
            Vector256<long> wholes = sums.AsInt64() ^ large.AsInt64();
            are &= Vector256.Equals(sums - large, some).AsInt64() & Vector256.LessThan(wholes.AsUInt64(), Vector256.Create((ulong)Small)).AsInt64();
            ((wholes << PlaceBits) + turns).StoreUnsafe(ref places, (nuint)i);
        }
        return are == Vector256<long>.AllBitsSet;
    }

    // Whether all are the first one: whole vectors of them.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool AreSame(ReadOnlySpan<double> values)
    {
        var first = Vector256.Create(values[0]);
        for (int i = 0; i < values.Length; i += Vector256<double>.Count)
        {
            if (Vector256.Create(values[i..]) != first) return false;
        }
        return true;
    }

    // Counts values where they are known to be counted.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void AddSmall(int count)
    {
        ref long small = ref MemoryMarshal.GetArrayDataReference(_small);
        ref long place = ref _places.First;
        for (int i = 0; i < count; i += 4)
        {
            Unsafe.Add(ref small, (nint)Unsafe.Add(ref place, i))++;
            Unsafe.Add(ref small, (nint)Unsafe.Add(ref place, i + 1))++;
            Unsafe.Add(ref small, (nint)Unsafe.Add(ref place, i + 2))++;
            Unsafe.Add(ref small, (nint)Unsafe.Add(ref place, i + 3))++;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Find(long[] all, int shift, long bits)
    {
        int at = (int)Place(bits, shift);
        while (all[at] != bits && all[at] != None) at = (at + 1) & (all.Length - 1);
        return at;
    }

    // How many small whole numbers there are.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int SmallOnes()
    {
        int distinct = 0;
        ref long small = ref MemoryMarshal.GetArrayDataReference(_small);
        for (int whole = 0; whole < Small; whole++)
        {
            if (Vector256.LoadUnsafe(ref small, (nuint)(whole * Places)) != Vector256<long>.Zero) distinct++;
        }
        return distinct;
    }

    private long CountOf(int whole) => _small[whole * Places] + _small[(whole * Places) + 1] + _small[(whole * Places) + 2] + _small[(whole * Places) + 3];

    private void Grow()
    {
        int size = _bits.Length * 2, shift = Shift(size);
        long[] bits = NewBits(size), counts = new long[size];
        for (int i = 0; i < _bits.Length; i++)
        {
            if (_bits[i] == None) continue;
            int at = Find(bits, shift, _bits[i]);
            (bits[at], counts[at]) = (_bits[i], _counts[i]);
        }
        (_bits, _counts, _shift) = (bits, counts, shift);
    }
}
