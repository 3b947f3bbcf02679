using ScenarioSim.Model;

namespace ScenarioSim.Language;

/// <summary>The end points of what varies in a scenario: what is checked by trying worlds is tried there. Worked out where they are asked for, once.</summary>
internal sealed class EndPoints(Scenario scenario, Reachability reach)
{
    private readonly double[]?[] _assumptions = new double[scenario.Assumptions.Count][];
    private readonly double[]?[] _indicators = new double[scenario.Indicators.Count][];

    /// <summary>The scenario.</summary>
    public Scenario Scenario { get; } = scenario;

    /// <summary>The first step that is decided, and the last.</summary>
    public double[] Steps { get; } = [1, Math.Max(1, scenario.Clock.LastStep)];

    /// <summary>An assumption's quantiles at 1%, 99% and 50%, equal ones once.</summary>
    public double[] Assumption(int index)
    {
        if (_assumptions[index] is { } known) return known;
        var distribution = Scenario.Assumptions[index].Distribution;
        return _assumptions[index] = [.. new[] { distribution.Quantile(0.01), distribution.Quantile(0.99), distribution.Quantile(0.5) }.Distinct()];
    }

    /// <summary>The ends of an indicator's range, and where it starts; empty where neither is known.</summary>
    public double[] Indicator(int index) => _indicators[index] ??= Ends(Scenario.Indicators[index]);

    /// <summary>The innermost states that a run can come to, of a track or of a state of it.</summary>
    public double[] Leaves(int track, int? state) => [.. (state is { } s ? reach.Leaves(track, s) : reach.Leaves(track)).Select(leaf => (double)leaf)];

    /// <summary>Interval analysis over all that lies between the end points: whatever an expression is worth in a <see cref="SampledWorld"/> lies within.</summary>
    public Ranges Ranges() => new(
        Scenario.Clock with { LastStep = (int)Steps[1] },
        index => Between(Assumption(index)),
        index => Between(Scenario.Levers[index].Options),
        index => Indicator(index) is { Length: > 0 } ends ? Between(ends) : Interval.Whole);

    private static Interval Between(IReadOnlyList<double> values) => new(values.Min(), values.Max());

    private static double[] Ends(Indicator indicator)
    {
        // What has no bound is taken as it starts: how far it goes nobody knows.
        var ends = new List<double>();
        if (double.IsFinite(indicator.Low)) ends.Add(indicator.Low);
        if (double.IsFinite(indicator.High)) ends.Add(indicator.High);
        if (indicator.Initial is Constant start) ends.Add(Math.Clamp(start.Value, indicator.Low, indicator.High));
        return [.. ends.Distinct()];
    }
}
