using ScenarioSim.Model;
using ScenarioSim.Text;

namespace ScenarioSim.Language;

/// <summary>What the command line sets: <c>NAME=VALUE</c> for an assumption or a lever.</summary>
public static class Settings
{
    /// <summary>A policy changed by settings; null where a diagnostic is an error. The diagnostics' file is named <c>--set</c> and holds the setting.</summary>
    public static (Policy? Policy, IReadOnlyList<Diagnostic> Diagnostics) Apply(Scenario scenario, Policy policy, IReadOnlyList<string> settings) =>
        throw new NotImplementedException();
}
