using ScenarioSim.Model;

namespace ScenarioSim.Reports;

/// <summary>What stands in an assumption's place.</summary>
internal static class Replaced
{
    /// <summary>The option that sets assumptions and levers.</summary>
    public const string BySetting = "--set";

    /// <summary>What put another distribution there: <see cref="BySetting"/>, or the policy's name; null where it is the assumption's own.</summary>
    /// <param name="assumption">The assumption.</param>
    /// <param name="policy">The policy, with what was set.</param>
    /// <param name="settings">What was set, each <c>NAME=VALUE</c>.</param>
    public static string? By(Assumption assumption, Policy policy, IReadOnlyList<string> settings) => policy.Assume.ElementAtOrDefault(assumption.Index) is null ? null
        : settings.Any(s => s.Split('=')[0].Trim() == assumption.Name) ? BySetting : policy.Name;
}
