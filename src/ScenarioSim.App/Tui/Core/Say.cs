using System.Globalization;
using ScenarioSim.Model;
using ScenarioSim.Reports.Format;
using ScenarioSim.Results;

namespace ScenarioSim.App.Tui;

/// <summary>Figures as the screen says them.</summary>
public static class Say
{
    // More decimals than this tell a reader nothing.
    private const int Most = 9;

    // As many as stand in a column of figures.
    private const int MostOfMean = 5;

    /// <summary>The decimals of a percentage that its interval supports: a digit more would be noise.</summary>
    /// <param name="halfWidth">Half the interval, as a probability; null or 0: exact.</param>
    public static int Decimals(double? halfWidth) =>
        halfWidth is not { } half || half <= 0 ? 2 : Math.Max(0, Digits.Supported(0, 200 * half));

    /// <summary>The decimals that show half an interval with one figure, as in <c>±0.04</c>.</summary>
    /// <param name="half">Half the interval; 0: exact.</param>
    /// <param name="least">No fewer than these.</param>
    public static int ErrorDecimals(double half, int least) => half > 0 ? (int)Math.Clamp(Math.Ceiling(-Math.Log10(half) - 1e-9), least, Most) : least;

    /// <summary>A difference that is told from none, with half its interval: <c>+0.3 ±0.2</c>. Where rounding would make them look alike there are more digits, and an error that goes down to the last of them is rounded down.</summary>
    /// <param name="difference">The difference; not 0.</param>
    /// <param name="half">Half its interval, or what it leaves towards 0; less than the difference is from 0.</param>
    /// <param name="least">No fewer decimals than these.</param>
    /// <param name="glyphs">The characters.</param>
    public static string Told(double difference, double half, int least, Drawing.Glyphs glyphs)
    {
        int decimals = ErrorDecimals(half, least), most = Math.Min(Most, decimals + 2);
        double size = Math.Abs(difference);
        while (half > 0 && decimals < most && Math.Round(half, decimals) >= Math.Round(size, decimals)) decimals++;
        double unit = Math.Pow(10, -decimals);
        if (half > 0 && Math.Round(half, decimals) >= Math.Round(size, decimals)) half = Math.Max(0, Math.Round(size, decimals) - unit);
        return $"{Signed(difference, decimals)} {glyphs.Error}{Fixed(half, decimals)}";
    }

    /// <summary>A share: <c>29.6 %</c>.</summary>
    public static string Percent(double share, int decimals) => double.IsFinite(share) ? Sign((share * 100).ToString("F" + decimals)) + " %" : "";

    /// <summary>A share to a tenth of a percent; one that is not 0 is not said to be.</summary>
    public static string Rough(double share) => share > 0 && share < 0.0005 ? "<0.1 %" : Percent(share, 1);

    /// <summary>A share without its sign, as in the bounds of an interval.</summary>
    public static string Bare(double share, int decimals) => Sign((share * 100).ToString("F" + decimals));

    /// <summary>An interval of shares: <c>29.5–29.7</c>.</summary>
    public static string Interval(double? low, double? high, int decimals)
    {
        if (low is not { } l || high is not { } h) return "";
        decimals = IntervalDecimals(low, high, decimals);
        return $"{Bare(l, decimals)}–{Bare(h, decimals)}";
    }

    /// <summary>The decimals of an interval of shares, and of the share in it: ends that look the same would say that there is no doubt.</summary>
    /// <param name="low">The lower end; null without an interval.</param>
    /// <param name="high">The upper end.</param>
    /// <param name="decimals">No fewer than these.</param>
    public static int IntervalDecimals(double? low, double? high, int decimals)
    {
        if (low is not { } l || high is not { } h) return decimals;
        while (l < h && decimals < Most && Bare(l, decimals) == Bare(h, decimals)) decimals++;
        return decimals;
    }

    /// <summary>A difference of shares in percentage points, always with its sign: <c>−3.1</c>.</summary>
    public static string Points(double difference, int decimals) => Signed(difference * 100, decimals);

    /// <summary>A number with its sign.</summary>
    public static string Signed(double value, int decimals)
    {
        string text = Math.Abs(value).ToString("F" + decimals);
        bool zero = text.All(c => c is '0' or '.');
        return zero ? text : (value < 0 ? "−" : "+") + text;
    }

    /// <summary>A whole number in groups of three.</summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A number with few digits: whole ones bare, others with at least three figures.</summary>
    public static string Number(double value)
    {
        if (double.IsNaN(value)) return "never";
        if (!double.IsFinite(value)) return value > 0 ? "∞" : "−∞";
        double size = Math.Abs(value);
        if (size >= 1e7 || (size > 0 && size < 1e-4)) return Sign(value.ToString("0.##e0"));
        if (value == Math.Floor(value)) return Sign(value.ToString("F0"));
        return Sign(value.ToString(size >= 100 ? "F0" : size >= 10 ? "0.#" : size >= 1 ? "0.##" : size >= 0.1 ? "0.###" : size >= 0.01 ? "0.####" : size >= 0.001 ? "0.#####" : "0.######"));
    }

    /// <summary>A number with a fixed count of decimals and a true minus.</summary>
    public static string Fixed(double value, int decimals) =>
        double.IsFinite(value) ? Sign(value.ToString("F" + decimals)) : double.IsNaN(value) ? "" : Number(value);

    /// <summary>A mean with the decimals that its interval supports, as reports say it; without an interval as any number.</summary>
    public static string Mean(double mean, double? low, double? high)
    {
        if (!double.IsFinite(mean)) return "";
        if (low is not { } l || high is not { } h || h <= l || Math.Abs(mean) >= 1e6) return Number(mean);
        return Fixed(mean, Math.Clamp(Digits.OfNumber(l, h), 0, MostOfMean));
    }

    /// <summary>A quantile of a measure with the digits that reports give it.</summary>
    public static string Quantile(MeasureResult measure, int index) => Numbers.OfSpread(measure.Quantiles[index].Value, measure.Quantiles[^1].Value - measure.Quantiles[0].Value);

    /// <summary>A value in the unit of its kind: a duration in days, a date as a date, a word as itself.</summary>
    public static string Value(double value, Kind kind, Scenario scenario) => kind switch
    {
        Kind.Duration => Days(value / Clock.Day),
        Kind.Date => Date(scenario.Clock.At(value)),
        Kind.Truth => value != 0 ? "true" : "false",
        Kind.Word => value >= 0 && value < scenario.Words.Count ? scenario.Words[(int)value] : "?",
        _ => Number(value),
    };

    /// <summary>A number of days.</summary>
    public static string Days(double days) => $"{Number(days)} {(days == 1 ? "day" : "days")}";

    /// <summary>A date, with the time where there is one.</summary>
    public static string Date(DateTime date) => date.ToString(date.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm");

    /// <summary>A date short: <c>10 Jan</c>.</summary>
    public static string ShortDate(DateTime date) => date.ToString("d MMM", CultureInfo.InvariantCulture);

    /// <summary>The word of estimative probability for a share, with its range; empty where the yardstick has none for it.</summary>
    public static string Word(double share, string yardstick)
    {
        var words = yardstick == "phia" ? Phia : Icd203;
        foreach ((string word, int low, int high) in words)
        {
            if (share * 100 >= low && share * 100 <= high) return $"{word} ({low}–{high} %)";
        }
        return "";
    }

    /// <summary>The name of a scale of words of estimative probability.</summary>
    public static string Yardstick(string yardstick) => yardstick == "icd203" ? "ICD 203" : yardstick.ToUpperInvariant();

    /// <summary>A title, or a name made readable where there is none.</summary>
    public static string Title(string? title, string name) => title ?? name.Replace('_', ' ');

    /// <summary>An outcome's title.</summary>
    public static string Title(Outcome outcome) => Title(outcome.About.Title, outcome.Name);

    /// <summary>A measure's title.</summary>
    public static string Title(Measure measure) => Title(measure.About.Title, measure.Name);

    /// <summary>One or several.</summary>
    public static string Plural(long count, string one, string? several = null) => $"{Count(count)} {(count == 1 ? one : several ?? one + "s")}";

    private static readonly (string Word, int Low, int High)[] Icd203 =
    [
        ("almost no chance", 1, 5), ("very unlikely", 5, 20), ("unlikely", 20, 45), ("roughly even", 45, 55), ("likely", 55, 80), ("very likely", 80, 95),
        ("almost certain", 95, 99),
    ];

    private static readonly (string Word, int Low, int High)[] Phia =
    [
        ("remote chance", 0, 5), ("highly unlikely", 10, 20), ("unlikely", 25, 35), ("realistic possibility", 40, 50), ("likely", 55, 75),
        ("highly likely", 80, 90), ("almost certain", 95, 100),
    ];

    private static string Sign(string number) => number.StartsWith('-') ? (number.Skip(1).All(c => c is '0' or '.') ? number[1..] : "−" + number[1..]) : number;
}
