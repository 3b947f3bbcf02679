using ScenarioSim.Model;

namespace ScenarioSim.Results;

/// <summary>What simulating or solving one policy found. Immutable; everything that the program prints about one policy comes from here.</summary>
public sealed record SimulationResults
{
    /// <summary>The scenario.</summary>
    public required Scenario Scenario { get; init; }

    /// <summary>The policy, with what the command line set.</summary>
    public required Policy Policy { get; init; }

    /// <summary><c>kernel</c>, <c>interpreter</c> or <c>exact</c>.</summary>
    public required string Engine { get; init; }

    /// <summary>The seed of all draws.</summary>
    public required ulong Seed { get; init; }

    /// <summary>How many runs were counted; null where nothing was sampled. They are numbered from 0, and all that were made, but where they are held to evidence: then they are those that agree.</summary>
    public required long? Runs { get; init; }

    /// <summary>How many runs were made, from number 0; null where nothing was sampled.</summary>
    public long? RunsMade => Evidence?.Runs ?? Runs;

    /// <summary>What everything else is conditioned on; null where nothing.</summary>
    public EvidenceResult? Evidence { get; init; }

    /// <summary>The design by which the assumptions were placed; null where each run drew them for itself, and where nothing was sampled.</summary>
    public RunDesign? Design { get; init; }

    /// <summary>The level of every interval, in (0, 1); 1 where they are bounds that hold for sure (<see cref="SolvedShare"/>).</summary>
    public required double Confidence { get; init; }

    /// <summary>Whether it was stopped before it was done.</summary>
    public bool Partial { get; init; }

    /// <summary>Whether the numbers are as if the scenario ended before it does.</summary>
    public bool EndsEarly { get; init; }

    /// <summary>Which part of what is believed of discrete assumptions was solved before it was stopped, in (0, 1): the numbers are of that part, and their intervals hold whatever the rest would come to. Null elsewhere.</summary>
    public double? SolvedShare { get; init; }

    /// <summary>Measures that were not solved before it was stopped.</summary>
    public IReadOnlyList<Measure> Unsolved { get; init; } = [];

    /// <summary>Wall-clock time of the computation as measured by the caller; zero if unknown.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>In the order of the scenario.</summary>
    public required IReadOnlyList<OutcomeResult> Outcomes { get; init; }

    /// <summary>Half the width of the widest of the outcomes' intervals, in [0, 1/2]: what a precision is held against; null where no outcome has an error.</summary>
    public double? HalfWidth => Outcomes.Max(o => (o.High - o.Low) / 2);

    /// <summary>Whether anything has an interval: what has been solved at all points has none, and goes with any level.</summary>
    public bool HasIntervals => Outcomes.Any(o => o.Low is not null) || Measures.Any(m => m.MeanLow is not null) || Value?.Low is not null;

    /// <summary>In the order of the scenario.</summary>
    public required IReadOnlyList<MeasureResult> Measures { get; init; }

    /// <summary>In the order of the scenario; branches are among them.</summary>
    public required IReadOnlyList<TrackResult> Tracks { get; init; }

    /// <summary>In the order of the scenario.</summary>
    public required IReadOnlyList<AssumptionResult> Assumptions { get; init; }

    /// <summary>The expected value; null where no outcome has one.</summary>
    public required ValueResult? Value { get; init; }

    /// <summary>What was counted, by place in the file.</summary>
    public required IReadOnlyList<CountedResult> Counted { get; init; }
}

/// <summary>One outcome's share of the runs.</summary>
/// <param name="Outcome">Which.</param>
/// <param name="Runs">How many runs ended in it; null where nothing was sampled.</param>
/// <param name="Probability">Its share, in [0, 1].</param>
/// <param name="Low">Lower bound of the interval; null where there is no error.</param>
/// <param name="High">Upper bound of the interval.</param>
/// <param name="ByStep">Share of the runs that had ended in it by each step (cumulative incidence): stops at their step, all others at the last.</param>
/// <param name="FirstRuns">The numbers of the first runs that ended in it, at most 100, rising.</param>
/// <param name="FinalStates">For each track the share of this outcome's runs in each state at their end (indexed by state; outer states too).</param>
public sealed record OutcomeResult(
    Outcome Outcome, long? Runs, double Probability, double? Low, double? High,
    IReadOnlyList<double> ByStep, IReadOnlyList<long> FirstRuns, IReadOnlyList<IReadOnlyList<double>> FinalStates);

/// <summary>A stretch of values of a measure and how many runs fell into it.</summary>
/// <param name="Low">Least value, inclusive.</param>
/// <param name="High">Greatest value; equal to <paramref name="Low"/> for a value counted exactly.</param>
/// <param name="Count">How many runs.</param>
public readonly record struct Bin(double Low, double High, long Count);

/// <summary>What a measure came to over the runs that have it.</summary>
/// <param name="Measure">Which.</param>
/// <param name="Count">Runs that have it; null where nothing was sampled.</param>
/// <param name="Share">Probability that it happens: 1 but for <c>time_to</c>.</param>
/// <param name="Mean">Mean over those runs; NaN where there are none.</param>
/// <param name="StandardDeviation">Spread over those runs.</param>
/// <param name="MeanLow">Lower bound of the interval of the mean; null without sampling or with fewer than two runs.</param>
/// <param name="MeanHigh">Upper bound.</param>
/// <param name="Quantiles">Probability and value, for 5, 25, 50, 75, 95%; empty where there are no runs.</param>
/// <param name="Bins">The whole distribution, rising; at most a few thousand bins.</param>
public sealed record MeasureResult(
    Measure Measure, long? Count, double Share, double Mean, double StandardDeviation, double? MeanLow, double? MeanHigh,
    IReadOnlyList<(double Probability, double Value)> Quantiles, IReadOnlyList<Bin> Bins)
{
    /// <summary>The probabilities of <see cref="Quantiles"/>, rising.</summary>
    public static IReadOnlyList<double> Probabilities { get; } = [0.05, 0.25, 0.5, 0.75, 0.95];

    /// <summary>The level of intervals of the quantiles; null where there are none: nothing was sampled, or runs depend on each other.</summary>
    public double? QuantileLevel { get; init; }

    /// <summary>The interval of each of <see cref="Quantiles"/> where they were integrated over; empty elsewhere.</summary>
    public IReadOnlyList<(double Low, double High)> QuantileBounds { get; init; } = [];

    /// <summary>Lower bound of the interval of <see cref="Share"/>; null where that has no error, and for any reading but <c>time_to</c>.</summary>
    public double? ShareLow { get; init; }

    /// <summary>Upper bound.</summary>
    public double? ShareHigh { get; init; }
}

/// <summary>The share of runs in each state of a track by step: <c>Shares[state][step]</c>; an outer state has the sum of its inner ones.</summary>
public sealed record TrackResult(Track Track, IReadOnlyList<IReadOnlyList<double>> Shares)
{
    /// <summary>Half the width of each share's interval where shares were integrated over assumptions; null where they were counted in runs, or have no error.</summary>
    public IReadOnlyList<IReadOnlyList<double>>? HalfWidths { get; init; }
}

/// <summary>An assumption as it was drawn.</summary>
/// <param name="Assumption">Which.</param>
/// <param name="Mean">Mean of the values drawn, in the unit of its kind (see <see cref="Kind"/>).</param>
/// <param name="Quantiles">Probability and value, for 5, 25, 50, 75, 95%.</param>
/// <param name="Bins">The distribution of what was drawn.</param>
public sealed record AssumptionResult(Assumption Assumption, double Mean, IReadOnlyList<(double Probability, double Value)> Quantiles, IReadOnlyList<Bin> Bins)
{
    /// <summary>Of words, which have no order: the share of each, in the order of their numbers. Empty for other kinds.</summary>
    public IReadOnlyList<(double Word, double Share)> Shares { get; init; } = [];

    /// <summary>The interval of each of <see cref="Shares"/> where they were integrated over; empty elsewhere.</summary>
    public IReadOnlyList<(double Low, double High)> ShareBounds { get; init; } = [];

    /// <summary>Spread of the values drawn, with n - 1; null where nothing was sampled.</summary>
    public double? StandardDeviation { get; init; }

    /// <summary>Lower bound of the interval of the mean, where that was integrated over: the least value that there is where too few points speak for what is known. Else null.</summary>
    public double? MeanLow { get; init; }

    /// <summary>Upper bound.</summary>
    public double? MeanHigh { get; init; }

    /// <summary>The interval of each of <see cref="Quantiles"/> where they were integrated over, as wide as what was believed before where too few points speak for what is known; empty elsewhere.</summary>
    public IReadOnlyList<(double Low, double High)> QuantileBounds { get; init; } = [];
}

/// <summary>The expected value of the outcome (0 for outcomes without one), with its interval.</summary>
public sealed record ValueResult(double Mean, double? Low, double? High);

/// <summary>Something counted: how many runs it touched, and an example.</summary>
/// <param name="Site">What and where.</param>
/// <param name="Runs">In how many runs at least once.</param>
/// <param name="ExampleRun">The first such run.</param>
/// <param name="ExampleStep">The step in which it first happened there.</param>
/// <param name="ExampleValue">The offending value there; NaN where there is none to show.</param>
public sealed record CountedResult(CountedSite Site, long Runs, long ExampleRun, int ExampleStep, double ExampleValue);
