using ScenarioSim.Compiler;
using ScenarioSim.Model;
using ScenarioSim.Rare;
using ScenarioSim.Results;
using ScenarioSim.Statistics;

namespace ScenarioSim.Analysis;

/// <summary>Estimates the probability of one outcome, however small, by splitting the runs that come near it.</summary>
/// <remarks>
/// A survey of plain runs, a pilot that sets levels, trials that tell how much effort the wanted precision takes; then, with all of that fixed, independent replications by other
/// runs. Since nothing of them has a say in how many there are, their mean is unbiased.
/// </remarks>
public static class RareOutcome
{
    // Plain runs by which the importance learns, and stretches a stage of the pilot: a share of 0.2 is then known to a sixteenth of itself.
    private const int SurveyRuns = 512;
    private const int PilotRuns = 1000;
    private const int FewestPilotRuns = 50;

    // Replications of a round of trials: the spread of 24 is known to a seventh of itself, enough to plan by; with fewer than 3 there is none.
    private const int Trials = 24;
    private const int FewestTrials = 3;

    // Rounds, each of greater replications, until their spread is at most this share of their mean: beyond, it is mostly that of few hits, and says little. Where all miss, more rounds mostly miss too.
    private const double ClearSpread = 0.7;
    private const int MostRounds = 6;
    private const int MostBlindRounds = 2;

    // Replications of the estimate: fewer would leave their interval to Student's t of few degrees; more than a million are none that anybody waits for.
    private const int Least = 32;
    private const int Most = 1 << 20;

    // Stretches a stage: larger replications would be stopped too late.
    private const int LargestEffort = 50_000;

    // Of the work allowed: to find levels, and to try them.
    private const double ShareOfPilot = 0.25;
    private const double ShareOfTrials = 0.25;

    // The trials' idea of the spread is rough: planned for a little more precision than is wanted.
    private const double Caution = 0.8;

    /// <summary>Estimates; null where it was stopped before there was anything to tell.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="policy">One of its policies, perhaps changed by <c>--set</c>.</param>
    /// <param name="outcome">One of its outcomes.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Called now and then, with work in whole runs, of which none are wanted as long as it is not known how many; on a thread of its own choice, one call at a time.</param>
    /// <param name="cancellation">Stops it soon; the replications that were finished come back marked partial.</param>
    /// <exception cref="ArgumentException">The scenario is held to evidence.</exception>
    public static RareResults? Run(
        Scenario scenario, Policy policy, Outcome outcome, RareOptions options, Action<Progress>? progress = null, CancellationToken cancellation = default)
    {
        Evidence.Refuse(scenario);
        // Measures are not read: without them runs are lighter, and the same.
        var plan = new Plan(scenario with { Measures = [] }, policy);
        var crew = new RareCrew(plan, outcome, options.Seed, Math.Max(1, options.Threads));
        void Tell(double steps, double wanted) => progress?.Invoke(new Progress((long)(steps / crew.StepsOfRun), (long)wanted));
        void Prepare(double steps) => Tell(steps, 0);
        if (!crew.Survey((int)Math.Clamp(options.MostRuns / 10, 10, SurveyRuns), cancellation)) return null;
        double most = options.MostRuns * crew.StepsOfRun;
        int pilot = (int)Math.Clamp(options.MostRuns / 20, FewestPilotRuns, PilotRuns);
        if (crew.FindStages(pilot, options.Levels, ShareOfPilot * most, Prepare, cancellation) is not { } stages) return null;
        if (options.Effort is { } effort) stages = stages with { Effort = [.. stages.Effort.Select(_ => effort)] };
        if (Try(crew, ref stages, options, most, Prepare, cancellation) is not { } trials) return null;
        (int replications, Stages planned, bool limited) = Planned(trials, stages, options, most - crew.Steps);
        double preparation = crew.Steps / crew.StepsOfRun;
        double stepsOfTrial = trials.Average(t => t.Steps.Sum()) * planned.Effort.Sum() / stages.Effort.Sum();
        double wanted = preparation + (replications * stepsOfTrial / crew.StepsOfRun);
        IReadOnlyList<Estimate> made = crew.Replicate(replications, planned, trials: false, steps => Tell(steps, wanted), cancellation);
        if (made.Count < 3) return null;
        RareResults results = Summarise(made, planned, options, (scenario, policy, outcome), crew, preparation);
        return results with { Partial = made.Count < replications || (limited && !(results.RelativeError <= options.Precision)) };
    }

    // Trials are thrown away: what is learnt from them only plans.
    private static IReadOnlyList<Estimate>? Try(RareCrew crew, ref Stages stages, RareOptions options, double most, Action<double> tell, CancellationToken cancellation)
    {
        double room = ShareOfTrials * most;
        if (options.Effort is null && Trials * stages.Cost > room) stages = stages.Times(room / (Trials * stages.Cost));
        // An effort that was asked for is kept where the fewest trials and replications can be made with it.
        double left = Math.Max(0, most - crew.Steps), fewest = 2 * FewestTrials * stages.Cost;
        if (options.Effort is not null && fewest > left) stages = stages.Times(left / fewest);
        int count = (int)Math.Clamp(room / stages.Cost, FewestTrials, Trials);
        for (int round = 1; ; round++)
        {
            IReadOnlyList<Estimate> made = crew.Replicate(count, stages, trials: true, tell, cancellation);
            if (made.Count < count) return null;
            double spread = RelativeSpread(made);
            double factor = Math.Clamp(spread / ClearSpread * (spread / ClearSpread), 2, 4);
            double next = factor * made.Sum(e => (double)e.Steps.Sum());
            if (spread <= ClearSpread || round == (double.IsFinite(spread) ? MostRounds : MostBlindRounds) || options.Effort is not null || crew.Steps + next > (ShareOfPilot + ShareOfTrials) * most) return made;
            stages = stages.Times(factor);
        }
    }

    private static double RelativeSpread(IReadOnlyList<Estimate> made)
    {
        (double mean, double spread, _) = SkewedMean.Moments([.. made.Select(e => e.Probability)]);
        return mean > 0 ? spread / mean : double.PositiveInfinity;
    }

    private static (int Replications, Stages Stages, bool Limited) Planned(IReadOnlyList<Estimate> trials, Stages stages, RareOptions options, double steps)
    {
        double wish = Math.Pow(Caution * options.Precision, -2);
        double spread = RelativeSpread(trials);
        // Where trials hit nothing, more of the same is no plan.
        bool blind = double.IsInfinity(spread);
        double needed = blind ? Least : Math.Clamp(spread * spread * wish, 1, Most);
        double cost = Math.Max(1, trials.Average(t => (double)t.Steps.Sum()));
        bool limited = Math.Max(needed, Least) * cost > steps;
        if (limited) needed = Math.Max(1, steps / cost);
        // Rather greater replications than more: their estimates are then less skewed. And rather smaller ones than fewer, where so little work is allowed.
        double factor;
        if (options.Effort is not null) factor = limited ? Math.Min(1, needed / FewestTrials) : 1;
        else factor = limited && needed < Least ? needed / Least : Math.Clamp(needed / (2 * Least), 1, Math.Max(1, (double)LargestEffort / stages.Effort.Max()));
        int least = limited ? FewestTrials : Least;
        double replications = limited && options.Effort is not null ? Math.Floor(needed / factor) : Math.Ceiling(needed / factor);
        return ((int)Math.Clamp(replications, least, Most), stages.Times(factor), limited || blind);
    }

    private static RareResults Summarise(
        IReadOnlyList<Estimate> made, Stages stages, RareOptions options, (Scenario Scenario, Policy Policy, Outcome Outcome) of, RareCrew crew, double preparation)
    {
        double[] values = [.. made.Select(e => e.Probability)];
        (double mean, double spread, _) = SkewedMean.Moments(values);
        double[] reached = [.. Enumerable.Range(0, stages.Effort.Count).Select(s => made.Average(e => e.Reached[s]))];
        (double low, double high) = Interval(made, reached, stages, crew.WholeRuns, options.Confidence);
        return new RareResults
        {
            Scenario = of.Scenario,
            Policy = of.Policy,
            Outcome = of.Outcome,
            Seed = options.Seed,
            Confidence = options.Confidence,
            Probability = mean,
            Low = low,
            High = high,
            RelativeError = mean > 0 ? spread / Math.Sqrt(values.Length) / mean : null,
            Precision = options.Precision,
            Replications = values.Length,
            Hitting = values.Count(v => v > 0),
            Stages = [.. reached.Select((r, s) => new RareStage(
                s < stages.Levels.Count ? stages.Levels[s] : null, s == 0 ? r : reached[s - 1] > 0 ? r / reached[s - 1] : 0, r, stages.Effort[s]))],
            Work = crew.Steps / crew.StepsOfRun,
            Preparation = preparation,
            Undivided = crew.SmallTosses,
        };
    }

    private static (double Low, double High) Interval(IReadOnlyList<Estimate> made, double[] reached, Stages stages, int wholeRuns, double confidence)
    {
        if (reached[^1] == 0) return (0, Bound(made, reached, stages, wholeRuns, confidence));
        double[] values = [.. made.Select(e => e.Probability)];
        if (values.All(v => v == values[0])) return OfTries(reached, stages, made.Count, confidence);
        (double low, double high) = SkewedMean.Interval(values, confidence);
        return (Math.Max(0, low), Math.Min(1, high));
    }

    // Replications that are all alike tell nothing by their spread: then the tries of each stage are pooled, and its exact interval takes a share of the error.
    private static (double Low, double High) OfTries(double[] reached, Stages stages, int replications, double confidence)
    {
        (double low, double high) = (1, 1);
        for (int s = 0; s < reached.Length; s++)
        {
            double share = Math.Min(1, s == 0 ? reached[0] : reached[s] / reached[s - 1]), tries = (double)replications * stages.Effort[s];
            (double below, double above) = Proportion.Interval(share * tries, tries, 1 - ((1 - confidence) / reached.Length));
            (low, high) = (low * below, high * above);
        }
        return (low, high);
    }

    // Whoever reaches the outcome has reached each level: where it was never reached, its chance is at most that of the last level that was. And it is at most what the whole
    // runs of the pilot allow, none of which reached it; where nothing reached even the first level, each try from the start is such a run too. Each bound takes half of the error.
    private static double Bound(IReadOnlyList<Estimate> made, double[] reached, Stages stages, int wholeRuns, double confidence)
    {
        int last = Array.FindLastIndex(reached, r => r > 0);
        double runs = wholeRuns + (last < 0 ? (double)made.Count * stages.Effort[0] : 0);
        double plain = runs == 0 ? 1 : Proportion.Interval(0, runs, confidence).High;
        double[] values = last < 0 ? [] : [.. made.Select(e => e.Reached[last])];
        return last < 0 || values.All(v => v == values[0]) ? plain : Math.Min(plain, SkewedMean.Interval(values, confidence).High);
    }
}
