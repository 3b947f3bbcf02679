namespace ScenarioSim.Reports.Format;

/// <summary>Numbers for people: thousands in groups, a real minus sign, no more digits than asked for.</summary>
public static class Numbers
{
    /// <summary>The minus sign.</summary>
    public const char Minus = '\u2212';

    /// <summary>What stands where there is no number.</summary>
    public const string None = "–";

    /// <summary>A count: 1,204.</summary>
    public static string Count(long count) => count.ToString("N0").Replace('-', Minus);

    /// <summary>A count of things: 1 run, 2 runs.</summary>
    public static string Count(long count, string one) => $"{Count(count)} {one}{(count == 1 ? "" : "s")}";

    /// <summary>A number with a fixed number of decimals; negative decimals round to tens, hundreds, ...</summary>
    public static string Fixed(double value, int decimals)
    {
        if (!double.IsFinite(value)) return double.IsNaN(value) ? None : value > 0 ? "∞" : Minus + "∞";
        if (Math.Abs(value) >= 1e15) return value.ToString("0.###e0").Replace('-', Minus);
        double rounded = Round(value, decimals);
        // Nothing may read "-0.0".
        if (rounded == 0) rounded = 0;
        return rounded.ToString("N" + Math.Max(0, decimals)).Replace('-', Minus);
    }

    /// <summary>The same with its sign, also where it is positive.</summary>
    public static string Signed(double value, int decimals) => Round(value, decimals) > 0 ? "+" + Fixed(value, decimals) : Fixed(value, decimals);

    /// <summary>A number with the digits that its interval supports; without one up to four significant digits beyond the point.</summary>
    public static string Within(double value, double? low, double? high) =>
        low is { } l && high is { } h && h > l ? Fixed(value, Digits.OfNumber(l, h)) : Short(value);

    /// <summary>The two ends of an interval: <c>38.0–38.2</c>, or <c>−41.2 to −40.8</c> where a sign would make the dash hard to read.</summary>
    public static string Range(double? low, double? high)
    {
        if (low is not { } l || high is not { } h) return "";
        int decimals = Digits.OfNumber(l, h);
        if (l == h) return Short(l);
        return Between(Fixed(l, decimals), Fixed(h, decimals), l < 0 || h < 0 ? " to " : "–");
    }

    /// <summary>Two ends of an interval; one number where both read alike, as they do where it was solved to more digits than are shown.</summary>
    public static string Between(string low, string high, string between) => low == high ? low : low + between + high;

    /// <summary>A difference with its sign and the digits that its interval supports: <c>+2.8</c>.</summary>
    public static string Difference(double value, double low, double high) => Signed(value, Digits.Supported(low, high));

    /// <summary>The interval of a difference: <c>−0.04 to +0.08</c>; empty where it has no width.</summary>
    public static string DifferenceRange(double low, double high)
    {
        int decimals = Digits.OfDifference(low, high);
        return low == high ? "" : Between(Signed(low, decimals), Signed(high, decimals), " to ");
    }

    /// <summary>A number as short as it can be said with up to five significant digits: 6, 0.71, −100, 12,345.</summary>
    public static string Short(double value, int significant = 5)
    {
        if (!double.IsFinite(value) || value == 0) return Fixed(value, 0);
        int before = (int)Math.Floor(Math.Log10(Math.Abs(value))) + 1;
        if (before < -4) return value.ToString("0.###e0").Replace('-', Minus);
        return Trimmed(value, Math.Max(0, significant - before));
    }

    /// <summary>The same with its sign, also where it is positive.</summary>
    public static string SignedShort(double value) => value > 0 ? "+" + Short(value) : Short(value);

    /// <summary>A number with as many digits as it takes to say no other, five at least where it has them: 0.235, 189,983.6.</summary>
    /// <param name="value">The number.</param>
    /// <param name="unit">What it is counted in.</param>
    public static string Exact(double value, double unit = 1)
    {
        bool Says(string text) => double.TryParse(text.Replace(",", "").Replace(Minus, '-'), out double number) && number * unit == value;
        return Enumerable.Range(5, 13).Select(digits => Short(value / unit, digits)).FirstOrDefault(Says) ?? (value / unit).ToString("R").Replace('-', Minus);
    }

    /// <summary>The decimals with which numbers of one kind are shown alike: up to five significant digits of the greatest, and none that is 0 in all.</summary>
    public static int Decimals(IReadOnlyList<double> values)
    {
        double greatest = values.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty().Max();
        int decimals = greatest == 0 ? 0 : Math.Clamp(4 - (int)Math.Floor(Math.Log10(greatest)), 0, 9);
        while (decimals > 0 && values.All(v => Round(v, decimals) == Round(v, decimals - 1))) decimals--;
        return decimals;
    }

    /// <summary>A number with at most so many decimals, without zeros at the end.</summary>
    public static string Trimmed(double value, int most)
    {
        string text = Fixed(value, most);
        return text.Contains('.') ? text.TrimEnd('0').TrimEnd('.') : text;
    }

    /// <summary>A value of a measure (a quantile) with the grain that the spread of the measure deserves: a hundredth of it.</summary>
    public static string OfSpread(double value, double spread) =>
        spread > 0 && double.IsFinite(spread) ? Trimmed(value, Math.Clamp((int)Math.Ceiling(-Math.Log10(spread / 100)), 0, 9)) : Short(value);

    private static double Round(double value, int decimals)
    {
        if (decimals >= 0) return Math.Round(value, Math.Min(decimals, 15), MidpointRounding.AwayFromZero);
        double place = Math.Pow(10, -decimals);
        return Math.Round(value / place, MidpointRounding.AwayFromZero) * place;
    }
}
