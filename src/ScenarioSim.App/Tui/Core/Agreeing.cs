using ScenarioSim.Reports.Sections;
using ScenarioSim.Results;

namespace ScenarioSim.App.Tui;

/// <summary>Whether enough runs agree with what is known to say anything, and what to do where they do not.</summary>
/// <remarks>Shares keep their intervals, which hold of any number of runs. Means, quantiles and differences do not say much of a handful.</remarks>
public static class Agreeing
{
    /// <summary>With fewer runs than these a quantile, a mean or a difference is that of a few worlds that happened to be drawn.</summary>
    public const long Enough = EvidenceSections.Enough;

    /// <summary>With fewer than these a share may be off by three points and more.</summary>
    public const long Many = EvidenceSections.Many;

    /// <summary>What stands in place of figures that would mean nothing.</summary>
    public const string TooFew = "too few runs";

    /// <summary>Whether results are of too few runs that agree for means and quantiles; never where all runs count or nothing was sampled.</summary>
    public static bool AreTooFew(SimulationResults results) => AreTooFew(results, 1);

    /// <summary>The same of those of them that have a measure.</summary>
    /// <param name="results">The results.</param>
    /// <param name="share">The share of the runs that have it.</param>
    public static bool AreTooFew(SimulationResults results, double share) => results is { Evidence.IsHeld: true, Runs: { } runs } && Math.Round(runs * share) < Enough;

    /// <summary>Whether a difference of a comparison is of too few worlds that agree.</summary>
    /// <param name="results">The comparison.</param>
    /// <param name="item">The item.</param>
    /// <param name="share">The share of worlds that it is of.</param>
    public static bool AreTooFew(ComparisonResults results, int item, double share = 1) =>
        AreTooFew(results.Items[results.Baseline].Results, share) || AreTooFew(results.Items[item].Results, share);

    /// <summary>That only few runs agree, what that means, and what to do: empty where enough do.</summary>
    /// <param name="results">The results.</param>
    /// <param name="work">How far making them has come.</param>
    public static string Says(SimulationResults results, Work work)
    {
        if (results is not { Evidence.IsHeld: true, Runs: { } runs } || runs >= Many) return "";
        string more = work.Running ? "more are being made" : "r makes more";
        return runs < Enough ? $"too few runs agree ({runs}): {more}" : $"only {Say.Plural(runs, "run")} agree, intervals are wide: {more}";
    }
}
