using ScenarioSim.Reports.Sections;
using ScenarioSim.Results;

namespace ScenarioSim.App.Tui.CompareView;

/// <summary>What has gone before in a comparison, in a few words.</summary>
public static class CompareWords
{
    /// <summary>The heading of the table: whose course was followed until what is known had happened; empty where all worlds count or nothing is compared.</summary>
    public static string Past(ComparisonResults results)
    {
        var known = results.Items[results.Baseline].Results;
        if (known.Evidence is not { Facts.Count: > 0 } || results.Items.Count < 2) return "";
        string policy = known.Policy.Name;
        return results.TakesOver.FirstOrDefault(t => t is not null) is { } date ? $"Past shared: the levers of {policy} until {EvidenceSections.Moment(date)}, then each item's own"
            : results.FollowsBaseline.Contains(true) ? $"Past baseline: each from the start, in the worlds where {policy} agrees"
            : "Past own: each from the start, of its own runs that agree";
    }

    /// <summary>By whose course it is decided which worlds agree, behind how many do.</summary>
    public static string Whose(ComparisonResults results, string policy) => results.TakesOver.Any(t => t is not null) ? $", with the past of {policy}" : $" under {policy}";
}
