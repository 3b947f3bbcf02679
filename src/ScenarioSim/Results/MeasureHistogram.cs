using System.Runtime.CompilerServices;

namespace ScenarioSim.Results;

/// <summary>
/// The values that a measure took, counted: exactly up to <see cref="MostExact"/> distinct ones, then in bins a 1,024th of an octave wide (less than 0.1% of the value).
/// </summary>
/// <remarks>
/// A bin also keeps the exact sum of its values, so the mean carries no binning error. All of it is whole-number arithmetic on the values' bits, so the content depends
/// only on which values were counted: not on their order, nor on how the work was shared. Memory is bounded by the range of the values. Not safe for use by several threads.
/// </remarks>
public sealed class MeasureHistogram
{
    /// <summary>The most distinct values that are counted one by one.</summary>
    public const int MostExact = 4096;

    // The low bits of a double that a bin forgets: 52 - 10.
    private const int BinBits = 42;
    private const long LowMask = (1L << BinBits) - 1;

    private Values? _values = new();
    private BinTable? _bins;

    /// <summary>How many values were counted.</summary>
    public long Count { get; private set; }

    /// <summary>The least value; infinity before the first.</summary>
    public double Least { get; private set; } = double.PositiveInfinity;

    /// <summary>The greatest value; negative infinity before the first.</summary>
    public double Greatest { get; private set; } = double.NegativeInfinity;

    /// <summary>Whether every distinct value has its own count.</summary>
    public bool IsExact => _bins is null;

    /// <summary>Counts a value, which must not be NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(double value)
    {
        Count++;
        if (value < Least) Least = value;
        if (value > Greatest) Greatest = value;
        long bits = BitConverter.DoubleToInt64Bits(value + 0.0); // -0 counts as 0
        if (_bins is { } bins) bins.Add(bits);
        else if (_values!.Add(bits, 1) > MostExact) ToBins();
    }

    /// <summary>Counts values; NaN are left out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(ReadOnlySpan<double> values)
    {
        int at = 0;
        for (; at < values.Length && _bins is null; at++)
        {
            if (!double.IsNaN(values[at])) Add(values[at]);
        }
        if (at == values.Length) return;
        values = values[at..];
        double least = double.PositiveInfinity, greatest = double.NegativeInfinity;
        foreach (double value in values)
        {
            // Comparisons with NaN are false.
            least = value < least ? value : least;
            greatest = value > greatest ? value : greatest;
        }
        if (least < Least) Least = least;
        if (greatest > Greatest) Greatest = greatest;
        Count += _bins!.Add(values);
    }

    /// <summary>Adds all that another histogram counted.</summary>
    public void Merge(MeasureHistogram other)
    {
        Count += other.Count;
        Least = Math.Min(Least, other.Least);
        Greatest = Math.Max(Greatest, other.Greatest);
        if (other._bins is not null && _bins is null) ToBins();
        if (other._bins is { } bins)
        {
            foreach ((long key, long count, UInt128 low) in bins.Entries()) _bins!.Add(key, count, low);
            return;
        }
        foreach ((long bits, long count) in other._values!.Entries())
        {
            if (_bins is not null) _bins.Add(bits, count);
            else if (_values!.Add(bits, count) > MostExact) ToBins();
        }
    }

    /// <summary>The bins, rising. A value counted exactly is a bin of no width.</summary>
    public IReadOnlyList<Bin> Bins() => [.. Sorted().Select(s => s.Bin)];

    /// <summary>The mean; NaN without values.</summary>
    public double Mean => Count == 0 ? double.NaN : Sorted().Sum(s => s.Sum) / Count;

    /// <summary>The standard deviation over the values, with n - 1; NaN with fewer than two. Within bins the values count as spread evenly.</summary>
    public double StandardDeviation
    {
        get
        {
            if (Count < 2) return double.NaN;
            double mean = Mean;
            double squares = Sorted().Sum(s => s.Bin.Count * (Square((s.Sum / s.Bin.Count) - mean) + (Square(s.Bin.High - s.Bin.Low) / 12)));
            return Math.Sqrt(squares / (Count - 1));
        }
    }

    /// <summary>The least value with at least a share p of the values at or below it, as far as the bins tell (within a bin: the mean of the bin).</summary>
    /// <param name="probabilities">The shares, in [0, 1], rising.</param>
    public IReadOnlyList<double> Quantiles(params ReadOnlySpan<double> probabilities)
    {
        var quantiles = new double[probabilities.Length];
        int next = 0;
        long below = 0;
        foreach ((Bin bin, double sum) in Sorted())
        {
            below += bin.Count;
            while (next < quantiles.Length && below >= probabilities[next] * Count) quantiles[next++] = sum / bin.Count;
        }
        return quantiles;
    }

    private static double Square(double x) => x * x;

    private List<(Bin Bin, double Sum)> Sorted()
    {
        var sorted = new List<(Bin Bin, double Sum)>();
        if (_bins is not null) sorted.AddRange(_bins.Entries().Select(e => Binned(e.Key, e.Count, e.Low)));
        else sorted.AddRange(_values!.Entries().Select(e => Exact(e.Bits, e.Count)));
        sorted.Sort(static (a, b) => a.Bin.Low.CompareTo(b.Bin.Low));
        return sorted;
    }

    private static (Bin Bin, double Sum) Exact(long bits, long count)
    {
        double value = BitConverter.Int64BitsToDouble(bits);
        return (new Bin(value, value, count), value * count);
    }

    private (Bin Bin, double Sum) Binned(long key, long count, UInt128 low)
    {
        double near = BitConverter.Int64BitsToDouble(key << BinBits);
        double far = BitConverter.Int64BitsToDouble((key << BinBits) | LowMask);
        double ulp = Math.BitIncrement(Math.Abs(near)) - Math.Abs(near);
        double sum = (near * count) + (Math.CopySign(ulp, near) * (double)low);
        (double least, double greatest) = near < far ? (near, far) : (far, near);
        return (new Bin(Math.Max(least, Least), Math.Min(greatest, Greatest), count), sum);
    }

    private void ToBins()
    {
        _bins = new BinTable();
        foreach ((long bits, long count) in _values!.Entries()) _bins.Add(bits, count);
        _values = null;
    }

    /// <summary>An open-addressing table from values' bits to counts; grows by doubling, at most half full.</summary>
    private sealed class Values
    {
        // Most measures are small whole numbers: those are counted by themselves.
        private readonly long[] _small = new long[256];
        private (long Bits, long Count)[] _entries = new (long, long)[16];
        private int _used;
        private int _others;

        /// <summary>Adds to a value; the number of values afterwards.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public int Add(long bits, long count)
        {
            double value = BitConverter.Int64BitsToDouble(bits);
            int whole = double.ConvertToIntegerNative<int>(value);
            if ((uint)whole < (uint)_small.Length && whole == value)
            {
                ref long small = ref _small[whole];
                if (small == 0) _used++;
                small += count;
                return _used;
            }
            ref (long Bits, long Count) entry = ref Find(_entries, bits);
            if (entry.Count == 0)
            {
                entry.Bits = bits;
                _used++;
                _others++;
            }
            entry.Count += count;
            if (_others * 2 > _entries.Length) Grow();
            return _used;
        }

        public IEnumerable<(long Bits, long Count)> Entries() =>
            _small.Select((count, i) => (Bits: BitConverter.DoubleToInt64Bits(i), Count: count)).Concat(_entries).Where(e => e.Count != 0);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static ref (long Bits, long Count) Find((long Bits, long Count)[] entries, long bits)
        {
            int mask = entries.Length - 1;
            int at = (int)((ulong)bits * 0x9E3779B97F4A7C15 >> 40) & mask;
            while (entries[at].Count != 0 && entries[at].Bits != bits) at = (at + 1) & mask;
            return ref entries[at];
        }

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

    /// <summary>The bins beside each other, as far as most values need; what is far from them in a table.</summary>
    private sealed class BinTable
    {
        // Sixteen octaves.
        private const int MostBeside = 16 << 10;

        private readonly Dictionary<long, Cell> _others = [];
        private Cell[] _cells = [];
        private long _first;

        private struct Cell
        {
            public long Count;

            // The sum of the low bits, in two words.
            public ulong Low;
            public ulong High;
        }

        /// <summary>Counts a value.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add(long bits)
        {
            ulong at = (ulong)((bits >> BinBits) - _first);
            if (at < (ulong)_cells.Length) Add(ref _cells[at], bits);
            else Add(bits, 1);
        }

        /// <summary>Counts values but NaN; how many.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public int Add(ReadOnlySpan<double> values)
        {
            int count = 0;
            foreach (double value in values)
            {
                if (double.IsNaN(value)) continue;
                count++;
                Add(BitConverter.DoubleToInt64Bits(value + 0.0));
            }
            return count;
        }

        /// <summary>Counts a value some times.</summary>
        public void Add(long bits, long count) => Add(bits >> BinBits, count, (UInt128)(ulong)(bits & LowMask) * (UInt128)(ulong)count);

        /// <summary>Adds to a bin.</summary>
        public void Add(long key, long count, UInt128 low)
        {
            if (!IsBeside(key) && !Extend(key))
            {
                Cell far = _others.GetValueOrDefault(key);
                Add(ref far, count, low);
                _others[key] = far;
                return;
            }
            Add(ref _cells[key - _first], count, low);
        }

        /// <summary>All bins that have values.</summary>
        public IEnumerable<(long Key, long Count, UInt128 Low)> Entries()
        {
            for (int i = 0; i < _cells.Length; i++)
            {
                if (_cells[i].Count != 0) yield return (_first + i, _cells[i].Count, new UInt128(_cells[i].High, _cells[i].Low));
            }
            foreach ((long key, Cell cell) in _others) yield return (key, cell.Count, new UInt128(cell.High, cell.Low));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Add(ref Cell cell, long bits)
        {
            cell.Count++;
            ulong low = (ulong)(bits & LowMask);
            ulong sum = cell.Low + low;
            if (sum < low) cell.High++;
            cell.Low = sum;
        }

        private static void Add(ref Cell cell, long count, UInt128 low)
        {
            cell.Count += count;
            UInt128 sum = new UInt128(cell.High, cell.Low) + low;
            (cell.High, cell.Low) = ((ulong)(sum >> 64), (ulong)sum);
        }

        private bool IsBeside(long key) => (ulong)(key - _first) < (ulong)_cells.Length;

        // Makes room beside the others, where that is not too far.
        private bool Extend(long key)
        {
            const int Octave = 1 << 10;
            if (_cells.Length == 0) _first = key;
            long first = Math.Min(_first, key), end = Math.Max(_first + _cells.Length, key + 1);
            // Whole octaves, so that this is seldom.
            first = first >> 10 << 10;
            end = (end + Octave - 1) >> 10 << 10;
            if (end - first > MostBeside) return false;
            var cells = new Cell[end - first];
            _cells.CopyTo(cells, _first - first);
            (_first, _cells) = (first, cells);
            foreach (long known in _others.Keys.Where(IsBeside).ToList())
            {
                _cells[known - _first] = _others[known];
                _others.Remove(known);
            }
            return true;
        }
    }
}
