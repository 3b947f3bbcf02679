using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ScenarioSim.Results;

/// <summary>Values counted in bins, a 1,024th of an octave wide or narrower, with the exact sum of what the bins forget of them: bins beside each other, as far as most values need; what is far from them in a table.</summary>
/// <remarks>How narrow the bins are hangs on the least and the greatest value alone (<see cref="Fit"/>), so that it comes out the same in whatever order values are counted, and however they were shared.</remarks>
internal sealed class BinCounts
{
    // The low bits of a double that the widest bin forgets: 52 - 10.
    private const int Widest = 42;

    // Bins are no narrower than it takes for fewer than so many between the least value and the greatest: values that hardly differ beside their size have as many bins as others.
    private const long Enough = 4096;

    // Sixteen octaves.
    private const int MostBeside = 16 << 10;

    // The low bits of as many values add up to less than 2^63.
    private const int MostPending = 1 << (63 - Widest);

    // How many values' cells are found at once.
    private const int AtOnce = 128;

    private readonly Dictionary<long, (long Count, WideSum Low)> _others = [];

    // First the bin of 0, which is far from all others but common; behind it those beside each other.
    private (long Count, WideSum Low)[] _settled = new (long, WideSum)[1];

    // In the same places what has been counted since: the sum of the values' bits in 64 bits, and how many they are, so that one addition counts a value.
    // All bits but the low ones are the same within a bin (but for the sign of 0), so they can be taken out again.
    // There are none where nothing has been counted but what other counts were merged.
    private AlignedArray<Vector128<ulong>> _cells;

    private AlignedArray<long> _offsets;

    // The key of the first bin beside the others.
    private long _first;

    // How many values are in the cells.
    private int _pending;

    /// <summary>How many low bits of a double a bin forgets.</summary>
    public int ForgottenBits { get; private set; }

    /// <summary>Which bits these are.</summary>
    public long Forgotten => (1L << ForgottenBits) - 1;

    private long KeyOf(long bits) => bits >> ForgottenBits;

    /// <summary>Counts a value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(long bits)
    {
        long key = KeyOf(bits);
        if (_pending == MostPending || !(key == 0 || IsBeside(key)))
        {
            Add(bits, 1);
            return;
        }
        _pending++;
        if (_cells.IsNone) MakeCells();
        _cells[PlaceOf(key)] += Vector128.Create((ulong)bits, 1);
    }

    /// <summary>Counts values, none of them NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(ReadOnlySpan<double> values)
    {
        while (values.Length >= Vector256<long>.Count)
        {
            if (_cells.IsNone) MakeCells();
            int count = Math.Min(values.Length, AtOnce) & -Vector256<long>.Count;
            if (_pending > MostPending - count) Settle();
            if (FindCells(values[..count])) AddToCells(values[..count]);
            else AddEach(values[..count]);
            values = values[count..];
        }
        AddEach(values);
    }

    /// <summary>Counts a value some times.</summary>
    public void Add(long bits, long count) => Add(KeyOf(bits), count, WideSum.Product((ulong)(bits & Forgotten), (ulong)count));

    /// <summary>Adds to a bin.</summary>
    public void Add(long key, long count, WideSum low)
    {
        if (key != 0 && !IsBeside(key) && !Extend(key))
        {
            (long known, WideSum sum) = _others.GetValueOrDefault(key);
            _others[key] = (known + count, sum + low);
            return;
        }
        Add(ref _settled[PlaceOf(key)], (count, low));
    }

    /// <summary>Makes bins as wide as values between these two need, if they are not already.</summary>
    /// <param name="least">The least value that has been or is to be counted.</param>
    /// <param name="greatest">The greatest.</param>
    public void Fit(double least, double greatest)
    {
        int needed = Needed(BitConverter.DoubleToInt64Bits(least + 0.0), BitConverter.DoubleToInt64Bits(greatest + 0.0));
        if (needed > ForgottenBits) Widen(needed);
    }

    // Numbers of one sign are as far from each other as their bits; 0 is far from all.
    private static int Needed(long one, long other)
    {
        if (one == 0 || other == 0 || (one ^ other) < 0) return Widest;
        int bits = 0;
        while (bits < Widest && Math.Abs((one >> bits) - (other >> bits)) >= Enough) bits++;
        return bits;
    }

    // Some bins become one, with what they had in common and forgot not.
    private void Widen(int forgotten)
    {
        (long Key, long Count, WideSum Low)[] entries = Entries();
        int more = forgotten - ForgottenBits, before = ForgottenBits;
        (_settled, _cells, _first, ForgottenBits) = (new (long, WideSum)[1], default, 0, forgotten);
        _others.Clear();
        foreach ((long key, long count, WideSum low) in entries) Add(key >> more, count, low + WideSum.Product((ulong)(key & ((1L << more) - 1)) << before, (ulong)count));
    }

    /// <summary>Makes room for values from one to another, of which there are to be many: as they came it would be made octave by octave. Nothing where they span eight octaves or more, or are not all above 0.</summary>
    public void MakeRoom(double least, double greatest)
    {
        (long one, long other) = (KeyOf(BitConverter.DoubleToInt64Bits(least + 0.0)), KeyOf(BitConverter.DoubleToInt64Bits(greatest + 0.0)));
        (long first, long last) = (Math.Min(one, other), Math.Max(one, other));
        if (first <= 0 || last - first > MostBeside / 2) return;
        Extend(first);
        Extend(last);
    }

    /// <summary>Adds all that other bins hold; bins of both become as wide as the wider ones.</summary>
    public void Merge(BinCounts other)
    {
        if (other.ForgottenBits > ForgottenBits) Widen(other.ForgottenBits);
        else if (ForgottenBits > other.ForgottenBits) other.Widen(ForgottenBits);
        Settle();
        other.Settle();
        if (_settled.Length == 1 && _others.Count == 0 && _settled[0].Count == 0)
        {
            (_first, _settled, _cells) = (other._first, [.. other._settled], default);
        }
        else if (other._settled.Length == 1 || (Reaches(other._first) && Reaches(other._first + other._settled.Length - 2)))
        {
            Add(ref _settled[0], other._settled[0]);
            int at = (int)(other._first - _first);
            for (int i = 1; i < other._settled.Length; i++) Add(ref _settled[at + i], other._settled[i]);
        }
        else
        {
            for (int i = 0; i < other._settled.Length; i++)
            {
                if (other._settled[i].Count != 0) Add(other.KeyAt(i), other._settled[i].Count, other._settled[i].Low);
            }
        }
        foreach ((long key, (long count, WideSum low)) in other._others) Add(key, count, low);
    }

    /// <summary>All bins that have values.</summary>
    public (long Key, long Count, WideSum Low)[] Entries()
    {
        Settle();
        int count = _others.Count, at = 0;
        foreach ((long Count, WideSum Low) bin in _settled) count += bin.Count != 0 ? 1 : 0;
        var all = new (long Key, long Count, WideSum Low)[count];
        for (int i = 0; i < _settled.Length; i++)
        {
            if (_settled[i].Count != 0) all[at++] = (KeyAt(i), _settled[i].Count, _settled[i].Low);
        }
        foreach ((long key, (long Count, WideSum Low) bin) in _others) all[at++] = (key, bin.Count, bin.Low);
        return all;
    }

    private static void Add(ref (long Count, WideSum Low) bin, (long Count, WideSum Low) more) => bin = (bin.Count + more.Count, bin.Low + more.Low);

    private bool Reaches(long key) => IsBeside(key) || Extend(key);

    private void MakeCells()
    {
        _cells = new AlignedArray<Vector128<ulong>>(_settled.Length);
        if (_offsets.IsNone) _offsets = new AlignedArray<long>(AtOnce);
    }

    private void AddEach(ReadOnlySpan<double> values)
    {
        foreach (double value in values) Add(BitConverter.DoubleToInt64Bits(value + 0.0));
    }

    // Notes where the cells of some values are, in bytes: all before any is added to, for what has just been written is slow to read. False where one has none.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool FindCells(ReadOnlySpan<double> values)
    {
        // An arithmetic shift, of which not every machine has one for 64 bits.
        Vector256<long> sign = Vector256.Create(1L << (63 - ForgottenBits)), first = Vector256.Create(_first), found = Vector256<long>.AllBitsSet;
        var length = Vector256.Create((ulong)_settled.Length - 1);
        ref long offsets = ref _offsets.First;
        for (int i = 0; i < values.Length; i += Vector256<long>.Count)
        {
            Vector256<double> some = Vector256.Create(values[i..]) + Vector256<double>.Zero;
            Vector256<long> keys = ((some.AsInt64() >>> ForgottenBits) ^ sign) - sign, beside = keys - first, are0 = Vector256.Equals(keys, Vector256<long>.Zero);
            found &= Vector256.LessThan(beside.AsUInt64(), length).AsInt64() | are0;
            (Vector256.AndNot(beside + Vector256<long>.One, are0) << 4).StoreUnsafe(ref offsets, (nuint)i);
        }
        return found == Vector256<long>.AllBitsSet;
    }

    // Adds values to the cells that have been found.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void AddToCells(ReadOnlySpan<double> values)
    {
        _pending += values.Length;
        ref Vector128<ulong> cells = ref _cells.First;
        ref long offset = ref _offsets.First;
        ref double value = ref MemoryMarshal.GetReference(values);
        for (int i = 0; i < values.Length; i += 4)
        {
            AddToCell(ref cells, Unsafe.Add(ref offset, i), Unsafe.Add(ref value, i));
            AddToCell(ref cells, Unsafe.Add(ref offset, i + 1), Unsafe.Add(ref value, i + 1));
            AddToCell(ref cells, Unsafe.Add(ref offset, i + 2), Unsafe.Add(ref value, i + 2));
            AddToCell(ref cells, Unsafe.Add(ref offset, i + 3), Unsafe.Add(ref value, i + 3));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddToCell(ref Vector128<ulong> cells, long offset, double value) =>
        Unsafe.AddByteOffset(ref cells, (nint)offset) += Vector128.CreateScalar(BitConverter.DoubleToUInt64Bits(value)) + Vector128.Create(0UL, 1UL);

    private long PlaceOf(long key) => key == 0 ? 0 : key - _first + 1;

    private long KeyAt(int place) => place == 0 ? 0 : _first + place - 1;

    private bool IsBeside(long key) => (ulong)(key - _first) < (ulong)(_settled.Length - 1);

    private void Settle()
    {
        if (_pending == 0) return;
        for (int i = 0; i < _settled.Length; i++)
        {
            (ulong bits, ulong count) = (_cells[i][0], _cells[i][1]);
            if (count == 0) continue;
            ulong low = (bits - (count * (ulong)(KeyAt(i) << ForgottenBits))) & long.MaxValue;
            _settled[i] = (_settled[i].Count + (long)count, _settled[i].Low + low);
            _cells[i] = default;
        }
        _pending = 0;
    }

    // Makes room beside the others, where that is not too far.
    private bool Extend(long key)
    {
        const int Octave = 1 << 10;
        int beside = _settled.Length - 1;
        if (beside == 0) _first = key;
        long first = Math.Min(_first, key), end = Math.Max(_first + beside, key + 1);
        // Whole octaves, so that this is seldom.
        first = first >> 10 << 10;
        end = (end + Octave - 1) >> 10 << 10;
        if (end - first > MostBeside) return false;
        Settle();
        var settled = new (long, WideSum)[1 + end - first];
        settled[0] = _settled[0];
        _settled.AsSpan(1).CopyTo(settled.AsSpan((int)(1 + _first - first)));
        (_first, _settled, _cells) = (first, settled, default);
        foreach (long known in _others.Keys.Where(IsBeside).ToList())
        {
            _settled[PlaceOf(known)] = _others[known];
            _others.Remove(known);
        }
        return true;
    }
}
