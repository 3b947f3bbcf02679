using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using ScenarioSim.Model.Distributions;

namespace ScenarioSim.Randomness;

/// <summary>An inverse distribution function that is fast for every distribution: exact where that is cheap, else by cubic pieces. Immutable.</summary>
/// <remarks>
/// The pieces halve in width with every halving of the distance to 0 or 1 (32 to each halving), down to 2^-17; nearer the ends the exact function is used.
/// Where a piece would miss, it is split into 16, and again, and at last the exact function is used there too. A piece misses if P(X &lt;= piece(p))
/// is more than 10^-8 from p halfway along it, or if it could fall. The table is monotone but for the last digits of rounding.
/// </remarks>
public sealed class QuantileTable
{
    private const int Halvings = 16;
    private const int PiecesLog = 5;
    private const int Pieces = Halvings << PiecesLog;
    private const int Shift = 52 - PiecesLog;
    private const int Split = 16;
    private const int Deepest = 4;
    private const int MostPieces = 20_000;
    private const double Tolerance = 1e-8;

    // The bits of 2^-17 without those that place a probability within its piece: doubles of one sign are ordered as their bits are.
    private static readonly long First = BitConverter.DoubleToInt64Bits(Math.ScaleB(1, -1 - Halvings)) >> Shift;

    private readonly Distribution _exact;

    // Pieces by rising distance from 0, after them from 1, after them the finer ones; null where the exact function serves.
    private readonly Piece[]? _pieces;

    // Where the two halves meet.
    private readonly double _median;

    /// <summary>Prepares a distribution: about a millisecond where the exact function is slow.</summary>
    public QuantileTable(Distribution distribution)
    {
        _exact = distribution;
        if (!distribution.HasSlowQuantile) return;
        var pieces = new List<Piece>(new Piece[2 * Pieces]);
        _median = distribution.Quantile(0.5);
        new Side(distribution, distribution.Quantile, distribution.Cdf, 1).Fill(pieces, 0, _median);
        new Side(distribution, distribution.UpperQuantile, distribution.Above, -1).Fill(pieces, Pieces, _median);
        _pieces = [.. pieces];
    }

    /// <summary>The distribution it stands for.</summary>
    public Distribution Distribution => _exact;

    /// <summary>How many cubic pieces it has; 0 where the exact function is cheap.</summary>
    public int PieceCount => _pieces?.Length ?? 0;

    /// <summary>The value at probability p, strictly between 0 and 1.</summary>
    public double Quantile(double p)
    {
        if (_pieces is null) return _exact.Quantile(p);
        bool lower = p < 0.5;
        long bits = BitConverter.DoubleToInt64Bits(lower ? p : 1 - p);
        long at = (bits >> Shift) - First;
        // The one probability of exactly a half would begin a piece past the last.
        if (at == Pieces) return _median;
        if ((ulong)at >= Pieces) return _exact.Quantile(p);
        ref readonly Piece piece = ref _pieces[lower ? at : at + Pieces];
        double share = (bits & ((1L << Shift) - 1)) * (1.0 / (1L << Shift));
        return piece.IsCubic ? piece.At(share) : Finer(piece, share, p);
    }

    /// <summary>The values at some probabilities, each the same as <see cref="Quantile"/> gives.</summary>
    /// <param name="probabilities">Strictly between 0 and 1.</param>
    /// <param name="values">Receives the values; as long, and perhaps the same memory.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Quantiles(ReadOnlySpan<double> probabilities, Span<double> values)
    {
        int done = 0;
        if (Avx2.IsSupported && (_pieces is not null || _exact is Uniform))
        {
            Uniform? uniform = _exact as Uniform;
            for (; done + Vector256<double>.Count <= probabilities.Length; done += Vector256<double>.Count)
            {
                Vector256<double> p = Vector256.Create(probabilities.Slice(done, Vector256<double>.Count));
                Vector256<double> value;
                if (uniform is not null) value = Vector256.Min(Vector256.Create(uniform.Low) + (p * Vector256.Create(uniform.High - uniform.Low)), Vector256.Create(uniform.High));
                else if (!TryCubics(p, out value)) value = Vector256.Create(Quantile(p[0]), Quantile(p[1]), Quantile(p[2]), Quantile(p[3]));
                value.CopyTo(values[done..]);
            }
        }
        for (; done < probabilities.Length; done++) values[done] = Quantile(probabilities[done]);
    }

    // Four look-ups; false where one of them does not end in a piece at once.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryCubics(Vector256<double> p, out Vector256<double> value)
    {
        Vector256<double> lower = Vector256.LessThan(p, Vector256.Create(0.5));
        Vector256<long> bits = Vector256.ConditionalSelect(lower, p, Vector256<double>.One - p).AsInt64();
        Vector256<long> at = (bits >>> Shift) - Vector256.Create(First);
        value = default;
        if (Vector256.GreaterThanOrEqualAny(at.AsUInt64(), Vector256.Create((ulong)Pieces))) return false;
        at += Vector256.AndNot(Vector256.Create((long)Pieces), lower.AsInt64());
        ref double pieces = ref Unsafe.As<Piece, double>(ref MemoryMarshal.GetArrayDataReference(_pieces!));
        // Rows of a square of four pieces, turned into columns.
        Vector256<double> a = Load(ref pieces, at[0]), b = Load(ref pieces, at[1]), c = Load(ref pieces, at[2]), d = Load(ref pieces, at[3]);
        Vector256<double> low0 = Vector256.Create(a.GetLower(), c.GetLower()), low1 = Vector256.Create(b.GetLower(), d.GetLower());
        Vector256<double> high0 = Vector256.Create(a.GetUpper(), c.GetUpper()), high1 = Vector256.Create(b.GetUpper(), d.GetUpper());
        Vector256<double> c0 = Avx.UnpackLow(low0, low1), c1 = Avx.UnpackHigh(low0, low1), c2 = Avx.UnpackLow(high0, high1), c3 = Avx.UnpackHigh(high0, high1);
        if (!Vector256.EqualsAll(c0, c0)) return false;
        Vector256<double> whole = ((bits & Vector256.Create((1L << Shift) - 1)) | Vector256.Create(Logarithm.WholeBits)).AsDouble() - Vector256.Create((double)(1L << 52));
        Vector256<double> share = whole * Vector256.Create(1.0 / (1L << Shift));
        value = c0 + (share * (c1 + (share * (c2 + (share * c3)))));
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Load(ref double pieces, long at) => Vector256.LoadUnsafe(ref pieces, (nuint)(4 * at));

    private double Finer(Piece piece, double share, double p)
    {
        while (!piece.IsCubic)
        {
            if (piece.Child < 0) return _exact.Quantile(p);
            double scaled = share * Split;
            int part = (int)scaled;
            share = scaled - part;
            piece = _pieces![piece.Child + part];
        }

        return piece.At(share);
    }

    // A cubic in the share of the way along it, or (C0 not a number) the place of 16 finer ones, negative for the exact function.
    private readonly record struct Piece(double C0, double C1, double C2, double C3)
    {
        public bool IsCubic => !double.IsNaN(C0);

        public int Child => (int)C1;

        public static Piece Exact => FinerAt(-1);

        public static Piece FinerAt(int child) => new(double.NaN, child, 0, 0);

        public double At(double share) => C0 + share * (C1 + share * (C2 + share * C3));
    }

    // A place on the curve: the distance from 0 or 1, the value there, and how fast the value changes with that distance.
    private readonly record struct Knot(double P, double Value, double Slope);

    // Makes the pieces of one half: of probabilities from 0 up, or (sign -1) from 1 down.
    private sealed class Side(Distribution exact, Func<double, double> quantile, Func<double, double> reached, int sign)
    {
        // After a Newton step from an error of this share of p, what is left is about its square.
        private const double NearEnough = 1e-5;
        private const int Tries = 4;

        public void Fill(List<Piece> pieces, int offset, double median)
        {
            Knot start = ExactKnot(Edge(0));
            for (int i = 0; i < Pieces; i++)
            {
                Knot end = i + 1 < Pieces ? Next(start, Edge(i + 1)) : At(0.5, median);
                pieces[offset + i] = Make(pieces, start, end, 0);
                start = end;
            }
        }

        // Where a piece begins, as a distance from 0 or 1.
        private static double Edge(int piece) => BitConverter.Int64BitsToDouble((First + piece) << Shift);

        private Knot ExactKnot(double p) => At(p, quantile(p));

        private Knot At(double p, double value) => new(p, value, sign / exact.Density(value));

        // The next knot by Newton's method from the last one, which is several times faster than a search from nothing.
        private Knot Next(Knot last, double p)
        {
            double value = last.Value + last.Slope * (p - last.P);
            for (int i = 0; i < Tries; i++)
            {
                double density = exact.Density(value);
                double error = reached(value) - p;
                if (!double.IsFinite(value) || !(density > 0) || double.IsInfinity(density)) break;
                value -= sign * error / density;
                if (Math.Abs(error) <= NearEnough * p) return (value - last.Value) * sign >= 0 ? At(p, value) : ExactKnot(p);
            }

            return ExactKnot(p);
        }

        private Piece Make(List<Piece> pieces, Knot start, Knot end, int depth)
        {
            double rise = end.Value - start.Value;
            if (rise == 0) return new Piece(start.Value, 0, 0, 0);
            double width = end.P - start.P;
            (double first, double last) = (width * start.Slope, width * end.Slope);
            var piece = new Piece(start.Value, first, 3 * rise - 2 * first - last, first + last - 2 * rise);
            // F. Fritsch, R. Carlson, SIAM J. Numer. Anal. 17 (1980): no turn inside a cubic whose end slopes are at most three times the chord's.
            bool rises = first / rise is >= 0 and <= 3 && last / rise is >= 0 and <= 3;
            if (rises && Fits(piece.At(0.5), start.P + width / 2)) return piece;
            return depth < Deepest && pieces.Count < MostPieces ? Refine(pieces, start, end, depth) : Piece.Exact;
        }

        private Piece Refine(List<Piece> pieces, Knot start, Knot end, int depth)
        {
            int child = pieces.Count;
            for (int i = 0; i < Split; i++) pieces.Add(default);
            double width = (end.P - start.P) / Split;
            Knot from = start;
            for (int i = 0; i < Split; i++)
            {
                Knot to = i == Split - 1 ? end : ExactKnot(start.P + (i + 1) * width);
                pieces[child + i] = Make(pieces, from, to, depth + 1);
                from = to;
            }

            return Piece.FinerAt(child);
        }

        // Near an end that is not 0 neighbouring doubles can be more than the tolerance apart in probability: then the nearest double is right.
        private bool Fits(double value, double p)
        {
            if (Math.Abs(reached(value) - p) <= Tolerance) return true;
            double right = quantile(p);
            return Math.Abs(value - right) <= 4 * (Math.BitIncrement(Math.Abs(right)) - Math.Abs(right));
        }
    }
}
