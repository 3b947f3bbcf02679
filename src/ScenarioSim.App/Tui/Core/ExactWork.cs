using ScenarioSim.Analysis;
using ScenarioSim.Model;
using ScenarioSim.Results;

namespace ScenarioSim.App.Tui;

/// <summary>How far solving without sampling has come for the scenario and policy at hand.</summary>
public sealed record ExactWork
{
    /// <summary>Nothing tried yet.</summary>
    public static ExactWork None { get; } = new();

    /// <summary>Its number; news of others are dropped.</summary>
    public int Job { get; init; }

    /// <summary>The scenario that it is about.</summary>
    public Scenario? Scenario { get; init; }

    /// <summary>The policy that it is about.</summary>
    public Policy? Policy { get; init; }

    /// <summary>Whether the user asked for it. Otherwise it is tried for the marks in the bars only, without a word, and given up where it takes long.</summary>
    public bool IsAsked { get; init; }

    /// <summary>Whether it is under way.</summary>
    public bool Running { get; init; }

    /// <summary>When it began.</summary>
    public TimeSpan Since { get; init; }

    /// <summary>How far it has come.</summary>
    public SolutionProgress Progress { get; init; }

    /// <summary>The solution, or null.</summary>
    public SimulationResults? Results { get; init; }

    /// <summary>Why it cannot be solved at all; null where that is not so, or not known.</summary>
    public string? Obstacle { get; init; }

    /// <summary>Whether the view of outcomes shows the solution in place of what was sampled.</summary>
    public bool IsShown { get; init; }
}
