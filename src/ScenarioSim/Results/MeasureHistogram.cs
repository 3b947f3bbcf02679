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

    private readonly Table _table = new();
    private bool _binned;

    /// <summary>How many values were counted.</summary>
    public long Count { get; private set; }

    /// <summary>The least value; infinity before the first.</summary>
    public double Least { get; private set; } = double.PositiveInfinity;

    /// <summary>The greatest value; negative infinity before the first.</summary>
    public double Greatest { get; private set; } = double.NegativeInfinity;

    /// <summary>Whether every distinct value has its own count.</summary>
    public bool IsExact => !_binned;

    /// <summary>Counts a value, which must not be NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(double value)
    {
        Count++;
        if (value < Least) Least = value;
        if (value > Greatest) Greatest = value;
        long bits = BitConverter.DoubleToInt64Bits(value + 0.0); // -0 counts as 0
        if (_binned) _table.Add(bits >> BinBits, 1, (UInt128)(ulong)(bits & LowMask));
        else if (_table.Add(bits, 1, 0) > MostExact) ToBins();
    }

    /// <summary>Counts values; NaN are left out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(ReadOnlySpan<double> values)
    {
        foreach (double value in values)
        {
            if (!double.IsNaN(value)) Add(value);
        }
    }

    /// <summary>Adds all that another histogram counted.</summary>
    public void Merge(MeasureHistogram other)
    {
        Count += other.Count;
        Least = Math.Min(Least, other.Least);
        Greatest = Math.Max(Greatest, other.Greatest);
        if (other._binned && !_binned) ToBins();
        foreach ((long key, long count, UInt128 low) in other._table.Entries())
        {
            if (!_binned)
            {
                if (_table.Add(key, count, 0) > MostExact) ToBins();
            }
            else if (other._binned) _table.Add(key, count, low);
            else _table.Add(key >> BinBits, count, (UInt128)(ulong)(key & LowMask) * (UInt128)(ulong)count);
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
        var sorted = new List<(Bin Bin, double Sum)>(_table.Used);
        foreach ((long key, long count, UInt128 low) in _table.Entries()) sorted.Add(_binned ? Binned(key, count, low) : Exact(key, count));
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
        List<(long Key, long Count, UInt128 Low)> exact = [.. _table.Entries()];
        _table.ClearForBins();
        _binned = true;
        foreach ((long key, long count, _) in exact) _table.Add(key >> BinBits, count, (UInt128)(ulong)(key & LowMask) * (UInt128)(ulong)count);
    }

    /// <summary>An open-addressing table from keys to counts and sums; grows by doubling, at most half full. An entry lies in one piece, so that counting touches memory once.</summary>
    private sealed class Table
    {
        private Entry[] _entries = new Entry[16];
        private bool _neighbours;

        private struct Entry
        {
            public long Key;
            public long Count;
            public UInt128 Low;
        }

        public int Used { get; private set; }

        /// <summary>Adds to a key; the number of keys afterwards.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public int Add(long key, long count, UInt128 low)
        {
            Entry[] entries = _entries;
            int mask = entries.Length - 1;
            int at = Home(key) & mask;
            while (entries[at].Count != 0 && entries[at].Key != key) at = (at + 1) & mask;
            ref Entry entry = ref entries[at];
            if (entry.Count == 0)
            {
                entry.Key = key;
                Used++;
            }
            entry.Count += count;
            entry.Low += low;
            if (Used * 2 > entries.Length) Grow();
            return Used;
        }

        public IEnumerable<(long Key, long Count, UInt128 Low)> Entries()
        {
            foreach (Entry entry in _entries)
            {
                if (entry.Count != 0) yield return (entry.Key, entry.Count, entry.Low);
            }
        }

        /// <summary>Empties it; from then on keys are those of bins, which lie side by side as their values do.</summary>
        public void ClearForBins() => (_entries, Used, _neighbours) = (new Entry[16], 0, true);

        private int Home(long key) => _neighbours ? (int)key : (int)((ulong)key * 0x9E3779B97F4A7C15 >> 40);

        private void Grow()
        {
            Entry[] entries = _entries;
            _entries = new Entry[entries.Length * 2];
            int mask = _entries.Length - 1;
            foreach (Entry entry in entries)
            {
                if (entry.Count == 0) continue;
                int at = Home(entry.Key) & mask;
                while (_entries[at].Count != 0) at = (at + 1) & mask;
                _entries[at] = entry;
            }
        }
    }
}
