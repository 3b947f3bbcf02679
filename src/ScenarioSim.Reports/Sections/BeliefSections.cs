using ScenarioSim.Model;
using ScenarioSim.Model.Distributions;
using ScenarioSim.Reports.Blocks;
using ScenarioSim.Reports.Format;

namespace ScenarioSim.Reports.Sections;

/// <summary>What a belief says, in numbers: so that whoever states it sees whether it is meant.</summary>
public static class BeliefSections
{
    private static readonly double[] s_probabilities = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99];
    private static readonly (string Name, double Days)[] s_periods = [("1 day", 1), ("1 week", 7), ("1 month", 365.25 / 12), ("90 days", 90), ("1 year", 365.25)];
    private const int Rows = 12;
    private const int BarCells = 30;

    /// <summary>A distribution: mean, quantiles and shape.</summary>
    /// <param name="text">As it was written.</param>
    /// <param name="scenario">Whose words and dates its values are.</param>
    /// <param name="assumption">The assumption that it was read as.</param>
    public static IReadOnlyList<Block> Of(string text, Scenario scenario, Assumption assumption)
    {
        Distribution distribution = assumption.Distribution;
        double spread = distribution.IsContinuous ? distribution.Quantile(0.99) - distribution.Quantile(0.01) : 0;
        // Written in percent, it is read so.
        bool percent = assumption.Kind == Kind.Number && text.Contains('%');
        string Show(double value) => assumption.Kind switch
        {
            Kind.Date => Times.Date(scenario.Clock, value),
            Kind.Duration => Numbers.OfSpread(value / Clock.Day, spread / Clock.Day) + " days",
            Kind.Number => percent ? Numbers.OfSpread(100 * value, 100 * spread) + " %" : Numbers.OfSpread(value, spread),
            _ => Values.Show(scenario, assumption.Kind, value),
        };
        if (distribution.Atoms.Count > 0 && !distribution.IsContinuous) return [new Heading(text, 1), .. Atoms(distribution, assumption.Kind, Show)];
        string mean = assumption.Kind == Kind.Word ? "" : $" Mean {Show(distribution.Mean)}.";
        return
        [
            new Heading(text, 1),
            new Paragraph($"From {End(distribution.Low, Show)} to {End(distribution.High, Show)}.{mean} At most so much:"),
            new Table([.. s_probabilities.Select(p => Column.Number(Percent.Level(p)))], [[.. s_probabilities.Select(p => Show(distribution.Quantile(p)))]]),
            Shape(distribution, Show),
        ];
    }

    /// <summary>A chance or a rate in a period: how likely it is to happen within other periods, and how long it is to be waited for.</summary>
    /// <param name="text">As it was written.</param>
    /// <param name="standing">The chance or rate; its value is a constant.</param>
    public static IReadOnlyList<Block> Of(string text, Standing standing)
    {
        double value = ((Constant)standing.Value).Value, days = standing.Period / Clock.Day;
        // Events a day: -ln(1 - chance) / period, or the rate itself (docs/language.md, section 3).
        double rate = (standing.IsRate ? value : -Precise.Log1P(-value)) / days;
        string Share(double p) => Numbers.Short(100 * p, 4) + " %";
        string[] waits = rate > 0 && double.IsFinite(rate)
            ? [$"The hazard is {Numbers.Short(rate, 4)} a day. Where nothing else comes before, it is waited for {Times.Days(Rounded(1 / rate))} on average, and in half of all runs at most {Times.Days(Rounded(Math.Log(2) / rate))}."]
            : [rate > 0 ? "It happens in the first step." : "It never happens."];
        return
        [
            new Heading(standing.IsRate ? $"{text}: a rate" : $"{text}: a standing chance", 1),
            new Table([new Column("Within"), Column.Number("happens at least once"), new Column("")], [.. s_periods.Select(p => (IReadOnlyList<string>)[p.Name, Share(-Precise.ExpM1(-rate * p.Days)), Bars.Left(-Precise.ExpM1(-rate * p.Days), BarCells)])]),
            .. waits.Select(w => new Paragraph(w)),
        ];
    }

    private static double Rounded(double days) => double.Parse(days.ToString("G3"));

    private static string End(double value, Func<double, string> show) => double.IsInfinity(value) ? (value > 0 ? "any greater value" : "any lesser value") : show(value);

    private static IEnumerable<Block> Atoms(Distribution distribution, Kind kind, Func<double, string> show)
    {
        double most = distribution.Atoms.Max(distribution.Density);
        yield return new Table(
            [Column.Words("Value"), Column.Number("probability"), new Column("")],
            [.. distribution.Atoms.Select(a => (IReadOnlyList<string>)[show(a), Numbers.Short(100 * distribution.Density(a), 4) + " %", Bars.Left(distribution.Density(a) / most, BarCells)])]);
        if (kind is Kind.Number or Kind.Duration or Kind.Date) yield return new Paragraph($"Mean {show(distribution.Mean)}.");
    }

    // The probability of stretches of equal length, over all but a hundredth at either end.
    private static Table Shape(Distribution distribution, Func<double, string> show)
    {
        double low = double.IsFinite(distribution.Low) && distribution.Quantile(0.01) - distribution.Low < (distribution.Quantile(0.99) - distribution.Low) / Rows ? distribution.Low : distribution.Quantile(0.005);
        double high = double.IsFinite(distribution.High) && distribution.High - distribution.Quantile(0.99) < (distribution.High - distribution.Quantile(0.01)) / Rows ? distribution.High : distribution.Quantile(0.995);
        double[] edges = [.. Enumerable.Range(0, Rows + 1).Select(i => low + ((high - low) * i / Rows))];
        double[] shares = [.. edges.Zip(edges.Skip(1), (a, b) => distribution.Cdf(b) - distribution.Cdf(a))];
        double most = shares.Max();
        return new Table(
            [Column.Number("from"), Column.Number("to"), Column.Number("probability"), new Column("")],
            [.. shares.Select((s, i) => (IReadOnlyList<string>)[show(edges[i]), show(edges[i + 1]), Percent.OfRuns(s, 10_000), Bars.Left(most > 0 ? s / most : 0, BarCells)])]);
    }
}
