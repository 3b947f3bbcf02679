using ScenarioSim.Model.Distributions;

namespace ScenarioSim.Randomness;

/// <summary>An inverse distribution function that is fast for every distribution: exact where that is cheap, else by cubic pieces. Immutable.</summary>
/// <remarks>
/// The pieces halve in width with every halving of the distance to 0 or 1 (32 to each halving), down to 2^-13; nearer the ends, and wherever a piece
/// would miss, the exact function is used. A piece misses if P(X &lt;= piece(p)) is more than 10^-8 from p halfway along it, or if it could fall.
/// It is monotone but for the last digits of rounding.
/// </remarks>
public sealed class QuantileTable
{
    private const int Halvings = 12;
    private const int PiecesLog = 5;
    private const int Pieces = Halvings << PiecesLog;
    private const int Shift = 52 - PiecesLog;
    private const double Tolerance = 1e-8;

    // The bits of 2^-13 without those that place a probability within its piece: doubles of one sign are ordered as their bits are.
    private static readonly long First = BitConverter.DoubleToInt64Bits(Math.ScaleB(1, -1 - Halvings)) >> Shift;

    private readonly Distribution _exact;

    // Pieces by rising distance from 0 and, after them, from 1; null where the exact function serves.
    private readonly Piece[]? _pieces;

    private readonly record struct Piece(double C0, double C1, double C2, double C3);

    /// <summary>Prepares a distribution; a slow one takes about a millisecond.</summary>
    public QuantileTable(Distribution distribution)
    {
        _exact = distribution;
        if (!distribution.HasSlowQuantile) return;
        _pieces = new Piece[2 * Pieces];
        Fill(0, distribution.Quantile, 1);
        Fill(Pieces, distribution.UpperQuantile, -1);
    }

    /// <summary>The distribution it stands for.</summary>
    public Distribution Distribution => _exact;

    /// <summary>The share of probabilities for which the exact function is asked, in [0, 1].</summary>
    public double ExactShare => _pieces is null ? 1 : 2 * Edge(0) + Enumerable.Range(0, 2 * Pieces).Where(IsMissing).Sum(i => Edge(i % Pieces + 1) - Edge(i % Pieces));

    /// <summary>The value at probability p, strictly between 0 and 1.</summary>
    public double Quantile(double p)
    {
        if (_pieces is null) return _exact.Quantile(p);
        bool lower = p < 0.5;
        double q = lower ? p : 1 - p;
        long bits = BitConverter.DoubleToInt64Bits(q);
        long at = (bits >> Shift) - First;
        // The one probability of exactly a half would begin a piece past the last.
        if ((ulong)at >= Pieces) return _exact.Quantile(p);
        ref readonly Piece piece = ref _pieces[lower ? at : at + Pieces];
        double share = (bits & ((1L << Shift) - 1)) * (1.0 / (1L << Shift));
        double value = piece.C0 + share * (piece.C1 + share * (piece.C2 + share * piece.C3));
        return double.IsNaN(value) ? _exact.Quantile(p) : value;
    }

    // Where a piece begins, as a distance from 0 or 1.
    private static double Edge(int piece) => BitConverter.Int64BitsToDouble((First + piece) << Shift);

    private bool IsMissing(int piece) => double.IsNaN(_pieces![piece].C0);

    private void Fill(int offset, Func<double, double> quantile, int sign)
    {
        double value = quantile(Edge(0));
        for (int i = 0; i < Pieces; i++)
        {
            double next = quantile(Edge(i + 1));
            _pieces![offset + i] = Make(Edge(i), Edge(i + 1), value, next, sign);
            value = next;
        }
    }

    private Piece Make(double from, double to, double start, double end, int sign)
    {
        double rise = end - start;
        if (rise == 0) return Constant(start);
        double first = sign * (to - from) / _exact.Density(start);
        double last = sign * (to - from) / _exact.Density(end);
        var piece = new Piece(start, first, 3 * rise - 2 * first - last, first + last - 2 * rise);
        // F. Fritsch, R. Carlson, SIAM J. Numer. Anal. 17 (1980): no turn inside a cubic whose end slopes are at most three times the chord's.
        bool rises = first / rise is >= 0 and <= 3 && last / rise is >= 0 and <= 3;
        return rises && Fits(piece, from, to, sign) ? piece : new Piece(double.NaN, 0, 0, 0);
    }

    private static Piece Constant(double value) => new(value, 0, 0, 0);

    private bool Fits(Piece piece, double from, double to, int sign)
    {
        double middle = piece.C0 + 0.5 * (piece.C1 + 0.5 * (piece.C2 + 0.5 * piece.C3));
        double p = from + (to - from) / 2;
        double reached = sign > 0 ? _exact.Cdf(middle) : _exact.Above(middle);
        return Math.Abs(reached - p) <= Tolerance;
    }
}
