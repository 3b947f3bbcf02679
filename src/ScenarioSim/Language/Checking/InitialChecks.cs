using System.Globalization;
using ScenarioSim.Model;
using ScenarioSim.Model.Distributions;
using ScenarioSim.Text;

namespace ScenarioSim.Language;

/// <summary>Finds indicators whose initial value lies outside their range whatever the assumptions and levers are.</summary>
internal static class InitialChecks
{
    /// <summary>Reports them.</summary>
    public static void Report(Scenario scenario, DiagnosticBag bag)
    {
        var ranges = new Ranges(
            scenario.Clock,
            index => Believed(scenario, index).Select(d => new Interval(d.Low, d.High)).Aggregate((a, b) => a.Union(b)),
            index => new Interval(scenario.Levers[index].Options.Min(), scenario.Levers[index].Options.Max()),
            _ => Interval.Whole);
        foreach (var indicator in scenario.Indicators)
        {
            var (low, high) = ranges.Of(indicator.Initial);
            if (indicator.Integer) (low, high) = (Math.Round(low, MidpointRounding.AwayFromZero), Math.Round(high, MidpointRounding.AwayFromZero));
            if (high < indicator.Low) bag.Add(Outside(indicator, indicator.Low));
            else if (low > indicator.High) bag.Add(Outside(indicator, indicator.High));
        }
    }

    // What the file says of an assumption, its policies included.
    private static IEnumerable<Distribution> Believed(Scenario scenario, int assumption) =>
        scenario.Policies.Select(p => p.Assume[assumption]).OfType<Distribution>().Prepend(scenario.Assumptions[assumption].Distribution);

    private static Diagnostic Outside(Indicator indicator, double clamped) =>
        Diagnose.InitialOutside(indicator.Initial.Span, indicator.Name, Range(indicator), Shown(indicator, clamped));

    // As the file says it; whole numbers may lie within what it says.
    private static string Range(Indicator indicator) =>
        indicator.RangeText is { } written && !written.Contains('\n') ? written : $"{Shown(indicator, indicator.Low)}..{Shown(indicator, indicator.High)}";

    private static string Shown(Indicator indicator, double value) =>
        indicator.RangeText?.Contains('%') == true ? string.Create(CultureInfo.InvariantCulture, $"{100 * value:0.##########}%") : value.ToString(CultureInfo.InvariantCulture);
}
