using ScenarioSim.Results;

namespace ScenarioSim.Statistics;

/// <summary>What evidence teaches of the assumptions: how far what is believed of them given it is from what was believed before.</summary>
/// <remarks>
/// The runs that agree are among all runs, so the two estimates are not independent. But a mean over all is that of those that agree and that of the others, each by its share, so
/// with a share p that agree the move is (1 - p) times the difference between two sets of different runs. That difference has the interval of <see cref="UnpairedDifference"/>, and p one of its own;
/// the estimates of the three do not go together, and what each adds to either side is put together by squares (G. Zou, A. Donner, Statistics in Medicine 27, 2008).
/// </remarks>
public static class Learning
{
    // With so few different values a mean is one of classes.
    private const int MostClasses = 64;

    // Each of few values is that of so many runs on average; what is continuous hardly ever has one twice.
    private const int SharedBy = 4;

    // What sums of many may be off, as a part of what they add up to.
    private const double Rounding = 1e-9;

    /// <summary>The mean given the evidence less that of all; for a word the same of its share.</summary>
    /// <param name="By">How far it moves, in the unit of the assumption's kind; of a share in [-1, 1].</param>
    /// <param name="Low">Lower bound of its interval; null where it has no error.</param>
    /// <param name="High">Upper bound.</param>
    public readonly record struct Move(double By, double? Low, double? High)
    {
        /// <summary>Whether the move is told from none: by its interval, or where it has no error.</summary>
        public bool IsTold => Low is { } low && High is { } high ? low > 0 || high < 0 : By != 0;
    }

    /// <summary>How far the mean of an assumption moves; null where there is none to speak of, as of words, and where so few runs agree, or do not, that nothing is known of how far it is off.</summary>
    /// <param name="results">Results that are held to evidence.</param>
    /// <param name="assumption">The assumption's index.</param>
    public static Move? OfMean(SimulationResults results, int assumption)
    {
        if (results.Evidence is not { } evidence) return null;
        (AssumptionResult given, AssumptionResult all) = (results.Assumptions[assumption], evidence.Assumptions[assumption]);
        if (given.Assumption.Kind == Model.Kind.Word || double.IsNaN(given.Mean)) return null;
        double by = Rounded(given.Mean - all.Mean, Math.Max(Math.Abs(given.Mean), Math.Abs(all.Mean)));
        if (evidence is not { Runs: { } runs, Agreeing: { } agreeing } || given.StandardDeviation is not { } spread || all.StandardDeviation is not { } spreadOfAll)
        {
            // What was believed before is known without an error; what was integrated over has one.
            return Bounded(by, given.MeanLow - all.Mean, given.MeanHigh - all.Mean);
        }
        long others = runs - agreeing;
        if (others == 0) return new Move(0, 0, 0);
        double share = (double)agreeing / runs, apart = by / (1 - share), mean = given.Mean - apart;
        if (all.Bins.Count <= Math.Min(MostClasses, runs / SharedBy) && all.Bins.All(b => b.Low == b.High))
        {
            // Of few values one may have been drawn in all of a handful of runs, which says little of the others.
            double[] values = [.. all.Bins.Select(b => b.Low)];
            long[] of = [.. all.Bins.Select(b => given.Bins.FirstOrDefault(g => g.Low == b.Low).Count)], rest = [.. all.Bins.Select((b, i) => b.Count - of[i])];
            (_, double low, double high) = MultinomialMean.Of(values, of, evidence.Level);
            (_, double least, double most) = MultinomialMean.Of(values, rest, evidence.Level);
            return Shrunk(by, UnpairedDifference.Interval(given.Mean, (low, high), mean, (least, most)), evidence);
        }
        if (agreeing < 2 || others < 2) return null;
        // The sum of squares about the common mean is that about both own means and what these are apart.
        double squares = (Square(spreadOfAll) * (runs - 1)) - (Square(spread) * (agreeing - 1)) - (agreeing * (1 - share) * Square(apart));
        double spreadOfOthers = Math.Sqrt(Math.Max(0, squares) / (others - 1));
        return Shrunk(by, UnpairedDifference.Interval(given.Mean, MeanInterval.Of(given.Mean, spread, agreeing, evidence.Level), mean, MeanInterval.Of(mean, spreadOfOthers, others, evidence.Level)), evidence);
    }

    /// <summary>How far the share of a word moves; null where no run agrees.</summary>
    /// <param name="results">Results that are held to evidence.</param>
    /// <param name="assumption">The assumption's index, one of words.</param>
    /// <param name="word">The word.</param>
    public static Move? OfWord(SimulationResults results, int assumption, double word)
    {
        if (results.Evidence is not { } evidence) return null;
        double given = Share(results.Assumptions[assumption], word), all = Share(evidence.Assumptions[assumption], word), by = Rounded(given - all, 1);
        if (evidence is not { Runs: { } runs, Agreeing: { } agreeing }) return Interval(results, assumption, word) is var (low, high) ? Bounded(by, low - all, high - all) : new Move(by, null, null);
        long others = runs - agreeing;
        if (others == 0) return new Move(0, 0, 0);
        if (agreeing == 0) return null;
        long with = Count(given, agreeing), withOfOthers = Count(all, runs) - with;
        return Shrunk(by, UnpairedDifference.Interval(with, agreeing, withOfOthers, others, evidence.Level), evidence);
    }

    /// <summary>How far the share of an outcome moves; null where no run agrees.</summary>
    /// <param name="results">Results that are held to evidence.</param>
    /// <param name="outcome">The outcome's index.</param>
    public static Move? OfOutcome(SimulationResults results, int outcome)
    {
        if (results.Evidence is not { } evidence) return null;
        (OutcomeResult given, ShareResult all) = (results.Outcomes[outcome], evidence.Outcomes[outcome]);
        double by = Rounded(given.Probability - all.Probability, 1);
        if (evidence is { Runs: { } runs, Agreeing: { } agreeing } && given.Runs is { } ended && all.Runs is { } endedOfAll)
        {
            if (runs == agreeing) return new Move(0, 0, 0);
            return agreeing == 0 ? null : Shrunk(by, UnpairedDifference.Interval(ended, agreeing, endedOfAll - ended, runs - agreeing, evidence.Level), evidence);
        }
        if (given is not { Low: { } low, High: { } high } || all is not { Low: { } least, High: { } most }) return new Move(by, null, null);
        (low, high) = UnpairedDifference.Interval(given.Probability, (low, high), all.Probability, (least, most));
        return Bounded(by, low, high);
    }

    // What sums are off by rounding, and integrals where nothing depends on what is known, is no move.
    private static double Rounded(double by, double scale) => Math.Abs(by) <= Rounding * scale ? 0 : by;

    private static Move Bounded(double by, double? low, double? high) => by == 0 ? new Move(0, Math.Min(low ?? 0, 0), Math.Max(high ?? 0, 0)) : new Move(by, low, high);

    /// <summary>The interval of a word's share given the evidence; null where it has no error, or no run agrees.</summary>
    /// <param name="results">Results that are held to evidence.</param>
    /// <param name="assumption">The assumption's index, one of words.</param>
    /// <param name="word">The word.</param>
    public static (double Low, double High)? Interval(SimulationResults results, int assumption, double word)
    {
        AssumptionResult given = results.Assumptions[assumption];
        if (results.Evidence is { Agreeing: { } agreeing } evidence) return agreeing == 0 ? null : Proportion.Interval(Count(Share(given, word), agreeing), agreeing, evidence.Level);
        int at = given.Shares.ToList().FindIndex(s => s.Word == word);
        return at >= 0 && at < given.ShareBounds.Count ? given.ShareBounds[at] : null;
    }

    /// <summary>The interval of the share in which an assumption that is true or false is true; null where it has no error, or no run agrees.</summary>
    /// <param name="results">Results that are held to evidence.</param>
    /// <param name="assumption">The assumption's index, one of truth.</param>
    public static (double Low, double High)? IntervalOfTruth(SimulationResults results, int assumption)
    {
        AssumptionResult given = results.Assumptions[assumption];
        if (results.Evidence is { Agreeing: { } agreeing } evidence) return agreeing == 0 ? null : Proportion.Interval(Count(given.Mean, agreeing), agreeing, evidence.Level);
        return given is { MeanLow: { } low, MeanHigh: { } high } ? (low, high) : null;
    }

    /// <summary>How much likelier what is known was in runs that end in an outcome than in all others.</summary>
    /// <param name="Value">The ratio, 0 or more: above 1 what is known speaks for the outcome, below against it. It is by what the odds of the outcome are multiplied.</param>
    /// <param name="Low">Lower bound of its interval; null where nothing was sampled, or where it is 0.</param>
    /// <param name="High">Upper bound.</param>
    public readonly record struct LikelihoodRatio(double Value, double? Low, double? High);

    /// <summary>The likelihood ratio of what is known for an outcome against all others; null where the outcome always happens or never, or is all that is left.</summary>
    /// <remarks>The interval is that of a ratio of two shares of different runs, by the logarithm (D. Katz, J. Baptista, S. Azen, M. Pike, Biometrics 34, 1978, method C).</remarks>
    /// <param name="results">Results that are held to evidence.</param>
    /// <param name="outcome">The outcome's index.</param>
    public static LikelihoodRatio? RatioOf(SimulationResults results, int outcome)
    {
        if (results.Evidence is not { } evidence) return null;
        (OutcomeResult given, ShareResult all) = (results.Outcomes[outcome], evidence.Outcomes[outcome]);
        double ratio = given.Probability / all.Probability / ((1 - given.Probability) / (1 - all.Probability));
        if (!double.IsFinite(ratio)) return null;
        if (given.Runs is not { } agreeing || all.Runs is not { } runs || agreeing == 0) return new LikelihoodRatio(ratio, null, null);
        long othersAgreeing = evidence.Agreeing!.Value - agreeing, others = evidence.Runs!.Value - runs;
        double error = Math.Sqrt((1.0 / agreeing) - (1.0 / runs) + (1.0 / othersAgreeing) - (1.0 / others));
        double factor = Math.Exp(Levels.Z(evidence.Level) * error);
        return new LikelihoodRatio(ratio, ratio / factor, ratio * factor);
    }

    /// <summary>The share of a word; 0 where it was never drawn.</summary>
    /// <param name="assumption">The assumption.</param>
    /// <param name="word">The word.</param>
    public static double Share(AssumptionResult assumption, double word) => assumption.Shares.FirstOrDefault(s => s.Word == word).Share;

    // A difference between the runs that agree and the others, with its interval, times the share of those others.
    private static Move Shrunk(double by, (double Low, double High) interval, EvidenceResult evidence)
    {
        double others = 1 - evidence.Share, difference = by / others;
        double below = others * (difference - interval.Low), above = others * (interval.High - difference);
        double ifMoreAgree = Math.Abs(difference) * (evidence.High!.Value - evidence.Share), ifFewer = Math.Abs(difference) * (evidence.Share - evidence.Low!.Value);
        // The more agree, the nearer are they to all.
        (double lower, double upper) = by > 0 ? (ifMoreAgree, ifFewer) : (ifFewer, ifMoreAgree);
        return new Move(by, by - double.Hypot(below, lower), by + double.Hypot(above, upper));
    }

    // A share is a quotient of two whole numbers.
    private static long Count(double share, long runs) => (long)Math.Round(share * runs);

    private static double Square(double x) => x * x;
}
