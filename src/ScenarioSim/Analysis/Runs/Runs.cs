using ScenarioSim.Interpreter;
using ScenarioSim.Model;
using ScenarioSim.Randomness;
using ScenarioSim.Results;

namespace ScenarioSim.Analysis;

/// <summary>One run in a list of runs.</summary>
/// <param name="Run">Its number.</param>
/// <param name="Outcome">Index of its outcome.</param>
/// <param name="LastStep">Its last step.</param>
/// <param name="Measures">Its measures, durations in days; NaN where absent.</param>
public sealed record RunSummary(long Run, int Outcome, int LastStep, IReadOnlyList<double> Measures);

/// <summary>Single runs, rebuilt from their numbers.</summary>
public static class Runs
{
    // A stretch is over in some milliseconds, so that whoever looks may stop: so many steps of tracks are made together, and at most so many runs.
    private const double StepsAtOnce = 1e6, MostAtOnce = 4096;

    /// <summary>Tells a run as a dated story.</summary>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static Story Tell(Scenario scenario, Policy policy, ulong seed, long run, CancellationToken cancellation = default) => Telling.Tell(scenario, policy, seed, run, cancellation: cancellation);

    /// <summary>Tells the run of the same world under another policy, as <see cref="Past.Shared"/> compares the two: where the scenario is held to evidence, it takes over when all that is known has happened.</summary>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static Story TellBeside(Scenario scenario, Policy policy, Policy beside, ulong seed, long run, CancellationToken cancellation = default) =>
        Tell(scenario.Evidence is { } known ? scenario with { Evidence = known with { PastOf = policy } } : scenario, beside, seed, run, cancellation);

    /// <summary>Tells a run of a simulation by its options, of which seed and design matter.</summary>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static Story Tell(Scenario scenario, Policy policy, RunOptions options, long run, CancellationToken cancellation = default) =>
        Telling.Tell(scenario, policy, options.Seed, run, options.PointsOf(scenario), cancellation) with { Design = options.Designed };

    /// <summary>The runs first..first+count-1, one after another, made by the kernel; lazy. Of a scenario that is held to evidence those that agree.</summary>
    public static IEnumerable<RunSummary> List(Scenario scenario, Policy policy, ulong seed, long first, long count) => LookThrough(scenario, policy, seed, first, count).OfType<RunSummary>();

    /// <summary>The same with a null for each run that does not agree, so that whoever looks through them sees how far that is.</summary>
    public static IEnumerable<RunSummary?> LookThrough(Scenario scenario, Policy policy, ulong seed, long first, long count)
    {
        MakeRuns make = new RunMaker(scenario, policy, seed, EngineKind.Kernel).Start();
        var found = new AgreeingSummaries(scenario);
        int piece = Piece(scenario);
        for (long at = first; at < first + count;)
        {
            int runs = (int)Math.Min(piece, first + count - at);
            found.Begin(at, runs);
            make(at, runs, found, CancellationToken.None);
            for (int i = 0; i < runs; i++) yield return found[i];
            at += runs;
        }
    }

    private static int Piece(Scenario scenario) => (int)Math.Clamp(StepsAtOnce / (Math.Max(1.0, scenario.Clock.LastStep) * Math.Max(1, scenario.Tracks.Count)), 1, MostAtOnce);

    /// <summary>The <paramref name="nth"/> run (from 1) that ends in an outcome, among the first <paramref name="limit"/>; null if there is none. Of a scenario that is held to evidence only runs that agree are counted.</summary>
    /// <remarks>Of the options seed and design matter.</remarks>
    /// <param name="scenario">What to simulate.</param>
    /// <param name="policy">Under which of its policies.</param>
    /// <param name="options">How.</param>
    /// <param name="outcome">How the run shall end.</param>
    /// <param name="nth">Which of those that do, counted from 1.</param>
    /// <param name="limit">How many runs are looked at.</param>
    /// <param name="progress">Called now and then, with the runs looked at.</param>
    /// <param name="cancellation">Stops it soon.</param>
    public static long? Find(
        Scenario scenario, Policy policy, RunOptions options, Outcome outcome, long nth, long limit, Action<Progress>? progress = null, CancellationToken cancellation = default)
    {
        // The first such run is mostly near: who looks for that need not make thousands.
        const int First = 64;
        DesignedPoints? points = options.PointsOf(scenario);
        limit = Math.Min(limit, points?.MostRuns ?? limit);
        MakeRuns make = new RunMaker(scenario, policy, options.Seed, EngineKind.Kernel, points: points).Start();
        var ends = new AgreeingEnds(scenario);
        int most = Piece(scenario), piece = Math.Min(First, most);
        long found = 0;
        for (long at = 0; at < limit; piece = Math.Min(2 * piece, most))
        {
            progress?.Invoke(new Progress(at, limit));
            int runs = (int)Math.Min(piece, limit - at);
            ends.Begin(at, runs);
            if (make(at, runs, ends, cancellation) < runs) return null;
            for (int i = 0; i < runs; i++)
            {
                if (ends.EndsIn(i, outcome) && ++found == nth) return at + i;
            }
            at += runs;
        }
        return null;
    }
}
