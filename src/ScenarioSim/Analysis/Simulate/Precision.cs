using ScenarioSim.Statistics;

namespace ScenarioSim.Analysis;

/// <summary>Makes runs until they tell enough: looks at doublings of them, which share the error by the rule of <see cref="BonferroniLooks"/>, so that the intervals hold whatever made the run stop.</summary>
internal static class Precision
{
    /// <summary>Looks until the half-width is small enough, the runs are all made, or it is stopped; null where there are no runs at all.</summary>
    /// <typeparam name="T">What runs come to.</typeparam>
    /// <param name="options">The level, and the most runs.</param>
    /// <param name="precision">The half-width wanted.</param>
    /// <param name="advance">Makes runs up to the first number, where the second is about how many it will take, and tells how many there are.</param>
    /// <param name="results">What there is at a level of confidence, whole or partial; null where none of the runs counts.</param>
    /// <param name="halfWidth">The widest of all.</param>
    public static T? Reach<T>(RunOptions options, double precision, Func<long, long, long> advance, Func<double, bool, T?> results, Func<T, double?> halfWidth)
        where T : class
    {
        var looks = new BonferroniLooks(options.Confidence, RunOptions.FirstLook, options.Runs);
        long wanted = options.Runs;
        for (int look = 1; ; look++)
        {
            long until = looks.RunsAt(look);
            long done = advance(until, Math.Max(until, wanted));
            if (done == 0) return null;
            // The level of the look, not the one asked for, goes into the intervals.
            double level = looks.ConfidenceAt(look);
            if (done < until) return results(level, true);
            T? found = results(level, false);
            // A share of which nothing is known lies from 0 to 1.
            double widest = found is null ? 0.5 : halfWidth(found) ?? 0;
            if (found is not null && widest <= precision) return found;
            if (look == looks.Looks) return results(level, true);
            // A half-width shrinks with the root of the runs.
            wanted = (long)Math.Min(options.Runs, done * Math.Pow(widest / precision, 2));
        }
    }
}
