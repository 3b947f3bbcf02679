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
        : Setting(settings, assumption.Name) is not null ? BySetting : policy.Name;

    /// <summary>What was set for a lever or an assumption, as it was typed; null where nothing was.</summary>
    /// <param name="settings">What was set, each <c>NAME=VALUE</c>.</param>
    /// <param name="name">Its name.</param>
    public static string? Setting(IReadOnlyList<string> settings, string name) =>
        settings.Select(s => s.Split('=', 2, StringSplitOptions.TrimEntries)).FirstOrDefault(s => s.Length == 2 && s[0] == name)?[1];
}
