using System.Globalization;
using System.Text.RegularExpressions;

namespace ScenarioSim.App.Cli;

/// <summary>Amounts as people type them: <c>100k</c>, <c>0.5pp</c>, <c>95%</c>. Each gives null and says why where the text is none.</summary>
internal static partial class Amounts
{
    /// <summary>The most runs that may be asked for.</summary>
    public const long MostRuns = 1_000_000_000_000;

    /// <summary>A number of runs: <c>100000</c>, <c>100_000</c>, <c>100k</c>, <c>1.5M</c>, <c>1G</c>, <c>1e9</c>.</summary>
    public static long? Runs(string text, out string why)
    {
        why = $"`{text}` is no number of runs: write 100000, 100k, 5M or 1G, at least 1 and at most 1000G";
        string digits = text.Trim().Replace("_", "");
        // A comma is one between thousands, and nothing else.
        if (digits.Contains(',') && !Thousands().IsMatch(digits)) return null;
        digits = digits.Replace(",", "");
        if (PointedThousands().IsMatch(digits))
        {
            why = $"`{text}` can be read in two ways: write {digits.Replace(".", "")}, or {digits[..digits.IndexOf('.')]} if the point is a decimal one";
            return null;
        }
        double factor = digits.Length == 0 ? 1 : char.ToLowerInvariant(digits[^1]) switch { 'k' => 1e3, 'm' => 1e6, 'g' => 1e9, _ => 1 };
        if (factor > 1) digits = digits[..^1];
        if (!decimal.TryParse(digits, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out decimal number)) return null;
        if (number <= 0 || number > MostRuns) return null;
        decimal runs = number * (decimal)factor;
        return runs >= 1 && runs <= MostRuns && runs == decimal.Truncate(runs) ? (long)runs : null;
    }

    /// <summary>A number of worlds, written like a number of runs.</summary>
    public static int? Worlds(string text, out string why)
    {
        why = $"`{text}` is no number of worlds: write 100000, 100k or 5M";
        return Runs(text, out _) is { } number and <= int.MaxValue / 2 ? (int)number : null;
    }

    // No honest interval is as likely to miss as to hold, and less: such a level is a slip.
    private const decimal LeastConfidence = 0.5m;

    // Beyond, what may miss is lost in the rounding of a double.
    private const decimal MostConfidence = 0.999999999999m;

    /// <summary>A half-width in percentage points: <c>0.5pp</c> or <c>0.5%</c>.</summary>
    public static double? Precision(string text, out string why)
    {
        why = $"`{text}` is no precision: write percentage points such as 0.5pp, more than 0 and less than 50";
        string number = text.Trim();
        if (number.EndsWith("pp", StringComparison.OrdinalIgnoreCase)) number = number[..^2];
        else if (number.EndsWith('%')) number = number[..^1];
        else
        {
            if (Readings(number) is { } readings) why = $"`{text}` has no unit: {readings}";
            return null;
        }
        return Number(number) is { } points && points > 0 && points < 50 ? points / 100 : null;
    }

    /// <summary>A relative error: <c>10%</c> or <c>0.1</c>.</summary>
    public static double? Share(string text, out string why)
    {
        why = $"`{text}` is no relative error: write one such as 10%, more than 0 and less than 100%";
        string number = text.Trim();
        double? share = number.EndsWith('%') ? Number(number[..^1]) / 100 : Number(number);
        return share > 0 && share < 1 ? share : null;
    }

    /// <summary>The level of intervals: <c>95%</c> or <c>0.95</c>.</summary>
    public static double? Confidence(string text, out string why)
    {
        why = $"`{text}` is no confidence level: write one such as 95%, from 50% on and less than 100%";
        string number = text.Trim();
        bool percent = number.EndsWith('%');
        if (Decimal(percent ? number[..^1] : number) is not { } typed) return null;
        // A decimal, so that 99.9% and 0.999 are the same number.
        decimal level = percent ? typed / 100 : typed;
        if (level is >= LeastConfidence and <= MostConfidence) return (double)level;
        if (level is > MostConfidence and < 1) why = $"`{text}` is so near 100% that no number of runs says anything: write {Plain(MostConfidence * 100)}% or less";
        if (level is > 0 and < LeastConfidence) why = $"`{text}` is a confidence level of less than 50%: {(percent ? MeantPercent(typed) : MeantShare(typed))}";
        else if (!percent && typed is >= 50 and < 100) why = $"`{text}` is no confidence level without a percent sign: write {Plain(typed)}% or {Plain(typed / 100)}";
        return null;
    }

    // 0.95% for 0.95, or 5% for what may miss.
    private static string MeantPercent(decimal percent) =>
        percent is >= LeastConfidence and < 1 ? $"if {Plain(percent * 100)}% is meant, write {Plain(percent * 100)}% or {Plain(percent)}" : MeantShare(percent / 100);

    private static string MeantShare(decimal share) => share < 0.25m
        ? $"if intervals are meant that miss in {Plain(share * 100)}% of cases, write {Plain(100 - (share * 100))}%"
        : "write one such as 95%";

    // The spellings of a precision without its unit, by what the number may mean.
    private static string? Readings(string number)
    {
        if (Decimal(number) is not { } typed) return null;
        string? points = typed is > 0 and < 50 ? $"{Plain(typed)}pp" : null;
        string? share = typed is > 0 and < 0.5m ? $"{Plain(typed * 100)}pp" : null;
        return (points, share) switch
        {
            (null, _) => null,
            (_, null) => $"write {points} if percentage points are meant",
            _ => $"write {points} if percentage points are meant, {share} if it is a share of 1",
        };
    }

    private static decimal? Decimal(string text) =>
        decimal.TryParse(text.Trim(), NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out decimal number) ? number : null;

    private static string Plain(decimal number) => number.ToString("0.############################", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\d{1,3}(,\d{3})+(\.\d+)?[kKmMgG]?$")]
    private static partial Regex Thousands();

    // What is a decimal point in one country stands between thousands in another.
    [GeneratedRegex(@"^\d{1,3}(\.\d{3})+$")]
    private static partial Regex PointedThousands();

    private static double? Number(string text) =>
        double.TryParse(text.Trim(), NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out double number)
        && double.IsFinite(number) ? number : null;
}
