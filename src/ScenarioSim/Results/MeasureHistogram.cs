using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ScenarioSim.Results;

/// <summary>
/// The values that a measure took, counted: exactly up to <see cref="MostExact"/> distinct ones, then in bins: at least some two thousand between the least and the greatest where these are within four octaves, else a 1,024th of an octave wide (less than 0.1% of the value).
/// </summary>
/// <remarks>
/// A bin also keeps the exact sum of its values, so the mean carries no binning error. All of it is whole-number arithmetic on the values' bits, so the content depends
/// only on which values were counted: not on their order, nor on how the work was shared. Memory is bounded by the range of the values. Not safe for use by several threads.
/// </remarks>
public sealed class MeasureHistogram
{
    /// <summary>The most distinct values that are counted one by one.</summary>
    public const int MostExact = 4096;

    // How many values are counted at once.
    private const int AtOnce = 128;

    // So many numbers are written beyond the last.
    private const int Behind = 8;

    private ValueCounts? _values = new();
    private BinCounts? _bins;

    // Rising; kept from when they are first asked for until another value is counted.
    private (Bin Bin, double Sum)[]? _sorted;

    // Values that came one by one, until there are so many that they are counted at once: their places are far from each other, and to wait for all costs no more than for one.
    private double[] _waiting = [];
    private int _waitingCount;

    private long _count;
    private double _least = double.PositiveInfinity;
    private double _greatest = double.NegativeInfinity;

    /// <summary>How many values were counted.</summary>
    public long Count => Settled()._count;

    /// <summary>The least value; infinity before the first.</summary>
    public double Least => Settled()._least;

    /// <summary>The greatest value; negative infinity before the first.</summary>
    public double Greatest => Settled()._greatest;

    /// <summary>Whether every distinct value has its own count.</summary>
    public bool IsExact => Settled()._bins is null;

    /// <summary>Counts a value; NaN is left out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(double value)
    {
        double[] waiting = _waiting;
        int count = _waitingCount;
        if ((uint)count < (uint)waiting.Length)
        {
            waiting[count] = value;
            _waitingCount = count + 1;
        }
        else
        {
            AddAndSettle(value);
        }
    }

    /// <summary>Counts values; NaN are left out.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(ReadOnlySpan<double> values)
    {
        Span<double> numbers = stackalloc double[AtOnce + Behind];
        _sorted = null;
        for (; values.Length > 0; values = values[Math.Min(values.Length, AtOnce)..])
        {
            scoped ReadOnlySpan<double> some = values[..Math.Min(values.Length, AtOnce)];
            if (!AreWithin(some))
            {
                some = Numbers(some, numbers);
                if (!AreWithin(some))
                {
                    Widen(some);
                    _bins?.Fit(_least, _greatest);
                }
            }
            _count += some.Length;
            if (_bins is { } bins)
            {
                bins.Add(some);
                continue;
            }
            _values!.Add(some);
            if (_values.AreMoreThan(MostExact)) ToBins();
        }
    }

    /// <summary>Adds all that another histogram counted.</summary>
    public void Merge(MeasureHistogram other)
    {
        _sorted = null;
        Settled()._count += other.Settled()._count;
        _least = Math.Min(_least, other._least);
        _greatest = Math.Max(_greatest, other._greatest);
        if (other._bins is not null && _bins is null) ToBins();
        _bins?.Fit(_least, _greatest);
        if (other._bins is { } bins)
        {
            _bins!.Merge(bins);
            return;
        }
        foreach ((long bits, long count) in other._values!.Entries())
        {
            if (_bins is not null) _bins.Add(bits, count);
            else AddExactly(bits, count);
        }
    }

    /// <summary>The bins, rising. A value counted exactly is a bin of no width.</summary>
    public IReadOnlyList<Bin> Bins()
    {
        (Bin Bin, double Sum)[] sorted = Sorted();
        var bins = new Bin[sorted.Length];
        for (int i = 0; i < bins.Length; i++) bins[i] = sorted[i].Bin;
        return bins;
    }

    /// <summary>The mean; NaN without values.</summary>
    public double Mean => Count == 0 ? double.NaN : Total() is var total && double.IsFinite(total) ? total / Count : HugeMean();

    /// <summary>The standard deviation over the values, with n - 1; NaN with fewer than two. Within bins the values count as spread evenly.</summary>
    public double StandardDeviation
    {
        get
        {
            if (Count < 2) return double.NaN;
            double mean = Mean;
            double squares = 0;
            foreach ((Bin bin, double sum) in Sorted()) squares += bin.Count * (Square(Middle(bin, sum) - mean) + (Square(bin.High - bin.Low) / 12));
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
            while (next < quantiles.Length && below >= probabilities[next] * Count) quantiles[next++] = Middle(bin, sum);
        }
        return quantiles;
    }

    private static double Square(double x) => x * x;

    // The mean of a bin; the sum of huge values may have none.
    private static double Middle(Bin bin, double sum) => double.IsFinite(sum) ? sum / bin.Count : bin.Low + ((bin.High - bin.Low) / 2);

    private double HugeMean()
    {
        double mean = 0;
        foreach ((Bin bin, double sum) in Sorted()) mean += Middle(bin, sum) * (bin.Count / (double)Count);
        return mean;
    }

    private void AddAndSettle(double value)
    {
        Settled();
        if (_waiting.Length == 0) _waiting = new double[AtOnce];
        _waiting[_waitingCount++] = value;
    }

    // Itself, once the values that came one by one are counted.
    private MeasureHistogram Settled()
    {
        if (_waitingCount == 0) return this;
        Add(_waiting.AsSpan(0, _waitingCount));
        _waitingCount = 0;
        return this;
    }

    // The values but NaN.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe ReadOnlySpan<double> Numbers(ReadOnlySpan<double> values, Span<double> numbers)
    {
        int count = 0, at = 0;
        ref double first = ref MemoryMarshal.GetReference(numbers);
        if (Avx2.IsSupported)
        {
            byte* orders = SomeOfEight.Orders;
            for (; at <= values.Length - Vector256<double>.Count; at += Vector256<double>.Count)
            {
                Vector256<double> some = Vector256.Create(values.Slice(at, Vector256<double>.Count));
                // Two bits for each, as it has two halves.
                uint are = Vector256.Equals(some, some).AsUInt32().ExtractMostSignificantBits();
                SomeOfEight.Of(some.AsUInt32(), SomeOfEight.Order(orders, are)).AsDouble().StoreUnsafe(ref first, (nuint)count);
                count += BitOperations.PopCount(are) / 2;
            }
        }
        for (; at < values.Length; at++)
        {
            numbers[count] = values[at];
            if (!double.IsNaN(values[at])) count++;
        }
        return numbers[..count];
    }

    // Whether all are numbers within the least and the greatest so far, as most are.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool AreWithin(ReadOnlySpan<double> values)
    {
        Vector256<double> least = Vector256.Create(_least), greatest = Vector256.Create(_greatest);
        int at = 0;
        for (; at <= values.Length - Vector256<double>.Count; at += Vector256<double>.Count)
        {
            Vector256<double> some = Vector256.Create(values.Slice(at, Vector256<double>.Count));
            if ((Vector256.GreaterThanOrEqual(some, least) & Vector256.LessThanOrEqual(some, greatest)).AsInt64() != Vector256<long>.AllBitsSet) return false;
        }
        for (; at < values.Length; at++)
        {
            if (!(values[at] >= _least && values[at] <= _greatest)) return false;
        }
        return true;
    }

    private void Widen(ReadOnlySpan<double> values)
    {
        double least = _least, greatest = _greatest;
        foreach (double value in values)
        {
            least = value < least ? value : least;
            greatest = value > greatest ? value : greatest;
        }
        (_least, _greatest) = (least + 0.0, greatest + 0.0);
    }

    private void AddExactly(long bits, long count)
    {
        if (_values!.Add(bits, count) && _values.AreMoreThan(MostExact)) ToBins();
    }

    private (Bin Bin, double Sum)[] Sorted()
    {
        Settled();
        if (_sorted is not null) return _sorted;
        _sorted = _bins is not null ? Binned(_bins.Entries()) : Exact(_values!.Entries());
        // Bins of numbers above 0 that are not far from each other are in order.
        for (int i = 1; i < _sorted.Length; i++)
        {
            if (_sorted[i - 1].Bin.Low < _sorted[i].Bin.Low) continue;
            Array.Sort(_sorted, static (a, b) => a.Bin.Low.CompareTo(b.Bin.Low));
            break;
        }
        return _sorted;
    }

    private double Total()
    {
        double total = 0;
        foreach ((_, double sum) in Sorted()) total += sum;
        return total;
    }

    private static (Bin Bin, double Sum)[] Exact((long Bits, long Count)[] entries)
    {
        var exact = new (Bin Bin, double Sum)[entries.Length];
        for (int i = 0; i < exact.Length; i++)
        {
            double value = BitConverter.Int64BitsToDouble(entries[i].Bits);
            exact[i] = (new Bin(value, value, entries[i].Count), value * entries[i].Count);
        }
        return exact;
    }

    private (Bin Bin, double Sum)[] Binned((long Key, long Count, WideSum Low)[] entries)
    {
        var binned = new (Bin Bin, double Sum)[entries.Length];
        for (int i = 0; i < binned.Length; i++) binned[i] = Binned(entries[i].Key, entries[i].Count, entries[i].Low);
        return binned;
    }

    private (Bin Bin, double Sum) Binned(long key, long count, WideSum low)
    {
        double near = BitConverter.Int64BitsToDouble(key << _bins!.ForgottenBits);
        double far = BitConverter.Int64BitsToDouble((key << _bins.ForgottenBits) | _bins.Forgotten);
        double ulp = Math.BitIncrement(Math.Abs(near)) - Math.Abs(near);
        double sum = (near * count) + (Math.CopySign(ulp, near) * (double)low);
        (double least, double greatest) = near < far ? (near, far) : (far, near);
        return (new Bin(Math.Max(least, _least), Math.Min(greatest, _greatest), count), sum);
    }

    private void ToBins()
    {
        _bins = new BinCounts();
        (long Bits, long Count)[] entries = _values!.Entries();
        if (entries.Length > 0)
        {
            _bins.Fit(_least, _greatest);
            _bins.MakeRoom(_least, _greatest);
        }
        foreach ((long bits, long count) in entries) _bins.Add(bits, count);
        _values = null;
    }
}
