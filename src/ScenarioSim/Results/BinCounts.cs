using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ScenarioSim.Results;

/// <summary>Values counted in bins, a 1,024th of an octave wide, with the exact sum of what the bins forget of them: bins beside each other, as far as most values need; what is far from them in a table.</summary>
internal sealed class BinCounts
{
    /// <summary>The low bits of a double that a bin forgets: 52 - 10.</summary>
    public const int BinBits = 42;

    /// <summary>Which bits these are.</summary>
    public const long LowMask = (1L << BinBits) - 1;

    // Sixteen octaves.
    private const int MostBeside = 16 << 10;

    // In 64 bits as many low parts can be added up, for each is below 2^42.
    private const int MostPending = 1 << (64 - BinBits);

    private readonly Dictionary<long, (long Count, UInt128 Low)> _others = [];

    // First the bin of 0, which is far from all others but common; behind it those beside each other: the sum of the low bits, less what is in the sums, and the count,
    // so that one addition counts a value.
    private AlignedCells _cells = new(1);
    private UInt128[] _sums = new UInt128[1];

    // The key of the first bin beside the others.
    private long _first;

    // How many values may be in the cells since their sums were moved.
    private int _pending;

    /// <summary>The bin of a value's bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long KeyOf(long bits) => bits >> BinBits;

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
        _cells[PlaceOf(key)] += CellOf(bits);
    }

    /// <summary>Counts values, none of them NaN.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(ReadOnlySpan<double> values)
    {
        Span<long> places = stackalloc long[Vector512<long>.Count];
        int at = 0;
        for (; at <= values.Length - Vector512<long>.Count; at += Vector512<long>.Count)
        {
            ReadOnlySpan<double> group = values.Slice(at, Vector512<long>.Count);
            if (_pending > MostPending - Vector512<long>.Count) MoveSums();
            if (Places(Vector512.Create(group), places))
            {
                _pending += Vector512<long>.Count;
                ref Vector128<ulong> cells = ref _cells.First;
                for (int i = 0; i < Vector512<long>.Count; i++) Unsafe.Add(ref cells, (nint)places[i]) += CellOf(BitConverter.DoubleToInt64Bits(group[i]));
                continue;
            }
            foreach (double value in group) Add(BitConverter.DoubleToInt64Bits(value + 0.0));
        }
        foreach (double value in values[at..]) Add(BitConverter.DoubleToInt64Bits(value + 0.0));
    }

    /// <summary>Counts a value some times.</summary>
    public void Add(long bits, long count) => Add(KeyOf(bits), count, (UInt128)(ulong)(bits & LowMask) * (UInt128)(ulong)count);

    /// <summary>Adds to a bin.</summary>
    public void Add(long key, long count, UInt128 low)
    {
        if (key != 0 && !IsBeside(key) && !Extend(key))
        {
            (long known, UInt128 sum) = _others.GetValueOrDefault(key);
            _others[key] = (known + count, sum + low);
            return;
        }
        long at = PlaceOf(key);
        _cells[at] += Vector128.Create(0, (ulong)count);
        _sums[at] += low;
    }

    /// <summary>All bins that have values.</summary>
    public IEnumerable<(long Key, long Count, UInt128 Low)> Entries()
    {
        for (int i = 0; i < _cells.Length; i++)
        {
            long count = (long)_cells[i].GetElement(1);
            if (count != 0) yield return (i == 0 ? 0 : _first + i - 1, count, _sums[i] + _cells[i].GetElement(0));
        }
        foreach ((long key, (long count, UInt128 low)) in _others) yield return (key, count, low);
    }

    // What a value adds to its cell. The low bits of -0 are those of 0.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> CellOf(long bits) => (Vector128.CreateScalar((ulong)bits) & Vector128.CreateScalar((ulong)LowMask)) + Vector128.Create(0UL, 1UL);

    // The cells of some values; false where one of them has none.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Places(Vector512<double> values, Span<long> places)
    {
        // An arithmetic shift, of which not every machine has one for 64 bits.
        Vector512<long> sign = Vector512.Create(1L << (63 - BinBits));
        Vector512<long> keys = (((values + Vector512<double>.Zero).AsInt64() >>> BinBits) ^ sign) - sign;
        Vector512<long> beside = keys - Vector512.Create(_first), are0 = Vector512.Equals(keys, Vector512<long>.Zero);
        Vector512.AndNot(beside + Vector512<long>.One, are0).CopyTo(places);
        return (Vector512.LessThan(beside.AsUInt64(), Vector512.Create((ulong)_cells.Length - 1)).AsInt64() | are0) == Vector512<long>.AllBitsSet;
    }

    private long PlaceOf(long key) => key == 0 ? 0 : key - _first + 1;

    private bool IsBeside(long key) => (ulong)(key - _first) < (ulong)(_cells.Length - 1);

    private void MoveSums()
    {
        for (int i = 0; i < _cells.Length; i++)
        {
            _sums[i] += _cells[i].GetElement(0);
            _cells[i] = _cells[i].WithElement(0, 0UL);
        }
        _pending = 0;
    }

    // Makes room beside the others, where that is not too far.
    private bool Extend(long key)
    {
        const int Octave = 1 << 10;
        int beside = _cells.Length - 1;
        if (beside == 0) _first = key;
        long first = Math.Min(_first, key), end = Math.Max(_first + beside, key + 1);
        // Whole octaves, so that this is seldom.
        first = first >> 10 << 10;
        end = (end + Octave - 1) >> 10 << 10;
        if (end - first > MostBeside) return false;
        var cells = new AlignedCells(1 + (int)(end - first));
        cells[0] = _cells[0];
        for (int i = 1; i < _cells.Length; i++) cells[i + (int)(_first - first)] = _cells[i];
        _cells = cells;
        _sums = Shifted(_sums, 1 + end - first, 1 + _first - first);
        _first = first;
        foreach (long known in _others.Keys.Where(IsBeside).ToList())
        {
            _cells[known - _first + 1] = Vector128.Create(0, (ulong)_others[known].Count);
            _sums[known - _first + 1] = _others[known].Low;
            _others.Remove(known);
        }
        return true;
    }

    // What was behind the first begins somewhere else.
    private static T[] Shifted<T>(T[] from, long length, long to)
    {
        var shifted = new T[length];
        shifted[0] = from[0];
        from.AsSpan(1).CopyTo(shifted.AsSpan((int)to));
        return shifted;
    }

    // Where none of them lies across two lines of the cache.
    private readonly struct AlignedCells
    {
        private readonly ulong[] _words;
        private readonly int _at;

        public AlignedCells(int length)
        {
            Length = length;
            _words = GC.AllocateArray<ulong>((2 * length) + 1, pinned: true);
            _at = (int)((Marshal.UnsafeAddrOfPinnedArrayElement(_words, 0) >> 3) & 1);
        }

        public int Length { get; }

        public ref Vector128<ulong> First => ref Unsafe.As<ulong, Vector128<ulong>>(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_words), _at));

        public ref Vector128<ulong> this[long at] => ref Unsafe.Add(ref First, (nint)at);
    }
}
