namespace ScenarioSim.Compiler.Vectors;

/// <summary>What is known of a number in every lane that has a run: allows to leave out operations that would change nothing.</summary>
/// <param name="Low">A lower bound, if it is a number.</param>
/// <param name="High">An upper bound, if it is a number.</param>
/// <param name="IsWhole">It has no fraction and, where it comes of sums or products, has not been rounded.</param>
/// <param name="CanBeMinusZero">It may be -0.</param>
/// <param name="CanBeNaN">It may be no number.</param>
internal readonly record struct Extent(double Low, double High, bool IsWhole, bool CanBeMinusZero, bool CanBeNaN)
{
    /// <summary>Up to here sums and products of whole numbers are exact.</summary>
    public const double Exact = 1L << 53;

    /// <summary>Anything.</summary>
    public static Extent Unknown { get; } = new(double.NegativeInfinity, double.PositiveInfinity, false, true, true);

    /// <summary>Whether it is surely finite.</summary>
    public bool IsFinite => !CanBeNaN && double.IsFinite(Low) && double.IsFinite(High);

    /// <summary>Whether it is surely neither negative nor -0.</summary>
    public bool IsPositive => !CanBeNaN && Low >= 0 && !CanBeMinusZero;

    /// <summary>The kind of row that holds such numbers in the least room.</summary>
    public RowKind Kind
    {
        get
        {
            const double Large = 1 << 30;
            if (!IsWhole || CanBeNaN || CanBeMinusZero) return RowKind.Number;
            if (Low >= -Large && High <= Large) return RowKind.Whole;
            return Low >= Graph.Place(0) && High <= Graph.Place(1 << 30) ? RowKind.Place : RowKind.Number;
        }
    }

    /// <summary>Of a constant.</summary>
    public static Extent Of(double value) =>
        double.IsNaN(value) ? Unknown : new Extent(value, value, double.IsInteger(value) && Math.Abs(value) <= Exact, value == 0 && double.IsNegative(value), false);

    /// <summary>Of numbers in an interval, whole or not.</summary>
    public static Extent Between(double low, double high, bool whole = false, bool minusZero = false) => new(low, high, whole, minusZero && low <= 0 && high >= 0, false);

    /// <summary>Of any of a table's entries.</summary>
    public static Extent Of(ReadOnlySpan<double> table)
    {
        Extent all = Of(table[0]);
        foreach (double entry in table[1..]) all = all.Or(Of(entry));
        return all;
    }

    /// <summary>Of a number that has one of two.</summary>
    public Extent Or(Extent other) =>
        new(Math.Min(Low, other.Low), Math.Max(High, other.High), IsWhole && other.IsWhole, CanBeMinusZero || other.CanBeMinusZero, CanBeNaN || other.CanBeNaN);

    /// <summary>Of a sum. Rounding is monotone, so bounds need no slack.</summary>
    public Extent Plus(Extent b) => Checked(Low + b.Low, High + b.High, IsWhole && b.IsWhole, CanBeMinusZero && b.CanBeMinusZero, b);

    /// <summary>Of a difference.</summary>
    public Extent Minus(Extent b) => Checked(Low - b.High, High - b.Low, IsWhole && b.IsWhole, CanBeMinusZero, b);

    /// <summary>Of a product.</summary>
    public Extent Times(Extent b) => Corners(Low * b.Low, Low * b.High, High * b.Low, High * b.High, IsWhole && b.IsWhole, !(IsPositive && b.IsPositive), b);

    /// <summary>Of a quotient.</summary>
    public Extent Over(Extent b) =>
        b.Low > 0 || b.High < 0 ? Corners(Low / b.Low, Low / b.High, High / b.Low, High / b.High, false, !(IsPositive && b.IsPositive), b) : Unknown;

    /// <summary>Of the lesser of two.</summary>
    public Extent Lesser(Extent b) =>
        new(Math.Min(Low, b.Low), Math.Min(High, b.High), IsWhole && b.IsWhole, CanBeMinusZero || b.CanBeMinusZero, CanBeNaN || b.CanBeNaN);

    /// <summary>Of the greater of two.</summary>
    public Extent Greater(Extent b) =>
        new(Math.Max(Low, b.Low), Math.Max(High, b.High), IsWhole && b.IsWhole, CanBeMinusZero || b.CanBeMinusZero, CanBeNaN || b.CanBeNaN);

    /// <summary>Of a number rounded to whole ones by a monotone function that leaves whole numbers as they are.</summary>
    public Extent Rounded(Func<double, double> round) => new(round(Low), round(High), IsFinite, CanBeMinusZero || Low < 0, CanBeNaN);

    /// <summary>Of the absolute value.</summary>
    public Extent Absolute() => new(Low > 0 ? Low : High < 0 ? -High : 0, Math.Max(Math.Abs(Low), Math.Abs(High)), IsWhole, false, CanBeNaN);

    private Extent Corners(double a, double b, double c, double d, bool whole, bool minusZero, Extent other) =>
        Checked(Math.Min(Math.Min(a, b), Math.Min(c, d)), Math.Max(Math.Max(a, b), Math.Max(c, d)), whole, minusZero, other);

    // An infinite operand may have made a number that is none.
    private Extent Checked(double low, double high, bool whole, bool minusZero, Extent other) =>
        IsFinite && other.IsFinite ? new Extent(low, high, whole && -Exact <= low && high <= Exact, minusZero && low <= 0 && high >= 0, false) : Unknown with { CanBeMinusZero = minusZero };
}
