using ScenarioSim.Model;
using ScenarioSim.Model.Distributions;

namespace ScenarioSim.Results;

/// <summary>What the results hang on: each uncertain assumption moved from one of its ends to another in the same worlds, and how far the outcomes' shares would go if all were known.</summary>
public sealed record DriverResults
{
    /// <summary>What was found with everything as it is believed.</summary>
    public required SimulationResults Base { get; init; }

    /// <summary>The uncertain assumptions that have been moved, in the order of the scenario.</summary>
    public required IReadOnlyList<Driver> Drivers { get; init; }

    /// <summary>Those that are left where it was stopped.</summary>
    public IReadOnlyList<Assumption> Left { get; init; } = [];

    /// <summary>Those that are known, by the file, the policy or what was set: nothing hangs on what is certain.</summary>
    public IReadOnlyList<Assumption> Known { get; init; } = [];

    /// <summary>How well shares and value are known; null where nothing is uncertain, where too few runs were asked for, or where it was stopped before enough models were simulated.</summary>
    public required Doubts? Doubts { get; init; }

    /// <summary>Whether it was stopped before it was done.</summary>
    public bool Partial { get; init; }

    /// <summary>Wall-clock time as measured by the caller; zero if unknown.</summary>
    public TimeSpan Elapsed { get; init; }
}

/// <summary>An assumption, and what moving it does.</summary>
/// <param name="Assumption">Which.</param>
/// <param name="Believed">Its distribution: its own, or what the policy or a setting puts in its place.</param>
/// <param name="Ends">The values it was fixed at, two or more: rising, of words in the order of the scenario.</param>
/// <param name="Changes">The share of worlds that end otherwise, between the ends of each pair.</param>
/// <param name="Swings">One for each outcome, in the scenario's order, then the value where there is one, then the measures.</param>
public sealed record Driver(Assumption Assumption, Distribution Believed, IReadOnlyList<DriverEnd> Ends, IReadOnlyList<Swing> Changes, IReadOnlyList<Swing> Swings)
{
    /// <summary>The share of worlds that end otherwise, between the two ends where it is largest.</summary>
    public Swing Change => Changes.MaxBy(c => c.Difference)!;

    /// <summary>The share of worlds that end otherwise between the ends of a swing.</summary>
    public Swing ChangeOf(Swing swing) => Changes.First(c => (c.From, c.To) == (swing.From, swing.To));

    /// <summary>The ends whose runs counted something, with all that was found there.</summary>
    public IReadOnlyList<(int End, SimulationResults Results)> Counted { get; init; } = [];

    /// <summary>The swing of an outcome that is farthest from none, of those that can be told from none where there is one.</summary>
    public Swing Widest => Swings.Where(s => s.Of == SwingOf.Outcome).MaxBy(s => (s.IsTold, Math.Abs(s.Difference)))!;
}

/// <summary>A value that an assumption was fixed at.</summary>
/// <param name="Value">The value, in the unit of the assumption's kind.</param>
/// <param name="Probability">Of which probability it is the quantile, rounded as it is shown; null where it is one of a few values that are all tried.</param>
public sealed record DriverEnd(double Value, double? Probability);

/// <summary>What of the results moves.</summary>
public enum SwingOf
{
    /// <summary>The share of worlds that end in an outcome.</summary>
    Outcome,

    /// <summary>The expected value.</summary>
    Value,

    /// <summary>The share of worlds in which the event of a <c>time_to</c> happens.</summary>
    Happens,

    /// <summary>The mean of a measure, over the worlds that have it at both ends.</summary>
    Mean,

    /// <summary>The share of worlds whose outcome is not the same at both ends.</summary>
    Worlds,
}

/// <summary>How far something goes between two ends of an assumption, in the same worlds.</summary>
/// <param name="Of">What it is.</param>
/// <param name="Name">The outcome's or the measure's name; empty for the value and for worlds.</param>
/// <param name="From">Position of the one end.</param>
/// <param name="To">Position of the other, which comes later. With more than two ends these are the two between which it goes farthest, of those between which it can be told from none where there are such.</param>
/// <param name="Start">The share or mean at the one end; 0 for worlds.</param>
/// <param name="End">The share or mean at the other.</param>
/// <param name="Difference"><paramref name="End"/> less <paramref name="Start"/>.</param>
/// <param name="Low">Lower bound of the interval of the difference. Where the two ends were chosen among several, the intervals of all pairs hold together (Bonferroni).</param>
/// <param name="High">Upper bound.</param>
public sealed record Swing(SwingOf Of, string Name, int From, int To, double Start, double End, double Difference, double Low, double High)
{
    /// <summary>Whether its interval tells it from none.</summary>
    public bool IsTold => Low > 0 || High < 0;
}

/// <summary>How far the outcomes' shares would go if the assumptions were known: chance apart.</summary>
/// <param name="Models">How many models there were: draws of all assumptions, equally believable.</param>
/// <param name="RunsEach">In how many runs each was simulated.</param>
/// <param name="Of">One for each outcome, in the scenario's order, then the value where there is one.</param>
public sealed record Doubts(int Models, int RunsEach, IReadOnlyList<Doubt> Of);

/// <summary>How one share, or the expected value, differs between models.</summary>
/// <param name="Of"><see cref="SwingOf.Outcome"/> or <see cref="SwingOf.Value"/>.</param>
/// <param name="Name">The outcome's name; empty for the value.</param>
/// <param name="Mean">Over the models.</param>
/// <param name="Deviation">The standard deviation between models, what chance adds taken out.</param>
/// <param name="Quantiles">For 5, 25, 50, 75, 95% of the models: at most so much; with its interval, which is infinite where there are too few models for a bound.</param>
/// <param name="Dots">What it is in twenty models that stand for all, rising: the middles of the twentieths.</param>
public sealed record Doubt(SwingOf Of, string Name, double Mean, double Deviation, IReadOnlyList<DoubtQuantile> Quantiles, IReadOnlyList<double> Dots)
{
    /// <summary>Lower bound of the interval of <see cref="Deviation"/>; 0 where chance alone would explain the spread of what was simulated.</summary>
    public required double DeviationLow { get; init; }

    /// <summary>Upper bound; infinite where all models are alike in what was simulated, as for what hardly any of them has.</summary>
    public required double DeviationHigh { get; init; }

    /// <summary>Whether models are seen to differ: where not, what their quantiles say may be chance.</summary>
    public bool IsTold => DeviationLow > 0;
}

/// <summary>A quantile over models.</summary>
/// <param name="Probability">Of which probability.</param>
/// <param name="Value">The share or value.</param>
/// <param name="Low">Lower bound of its interval.</param>
/// <param name="High">Upper bound.</param>
public readonly record struct DoubtQuantile(double Probability, double Value, double Low, double High)
{
    /// <summary>Whether no more is known than that it lies between the bounds, which are not centred on anything: a model has too few runs with it, or without it.</summary>
    public bool IsOpen { get; init; }
}
