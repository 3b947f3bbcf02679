using ScenarioSim.App.Tui.Drawing;
using ScenarioSim.Reports.Format;
using ScenarioSim.Results;

namespace ScenarioSim.App.Tui.CompareView;

/// <summary>What has gone before in a comparison, in a few words.</summary>
public static class CompareWords
{
    /// <summary>The heading of the table: whose course was followed until what is known had happened; empty where all worlds count or nothing is compared.</summary>
    /// <param name="results">What is compared.</param>
    /// <param name="width">The columns that there are for it.</param>
    public static string Past(ComparisonResults results, int width)
    {
        var known = results.Items[results.Baseline].Results;
        if (known.Evidence is not { Facts.Count: > 0 } || results.Items.Count < 2) return "";
        string policy = known.Policy.Name;
        string[] said = results.TakesOver.FirstOrDefault(t => t is not null) is { } date ? [$"Past shared: the levers of {policy} until {Times.Exact(date)}, then each item's own", $"Past shared: {policy} until {Times.Exact(date)}"]
            : results.FollowsBaseline.Contains(true) ? [$"Past baseline: each from the start, in the worlds where {policy} agrees", $"Past baseline: in the worlds of {policy}"]
            : ["Past own: each from the start, of its own runs that agree"];
        return said.FirstOrDefault(t => Columns.Of(t) <= width) ?? said[^1];
    }

    /// <summary>By whose course it is decided which worlds agree, behind how many do.</summary>
    public static string Whose(ComparisonResults results, string policy) => results.TakesOver.Any(t => t is not null) ? $", with the past of {policy}" : $" under {policy}";
}
