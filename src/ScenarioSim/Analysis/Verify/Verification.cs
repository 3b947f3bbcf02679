using ScenarioSim.Model;
using ScenarioSim.Results;

namespace ScenarioSim.Analysis;

/// <summary>What an engine found.</summary>
/// <param name="Name">The engine.</param>
/// <param name="Results">What it found; null where it could not be asked.</param>
/// <param name="Reason">Why it could not be asked; null where it has results.</param>
public sealed record EngineFindings(string Name, SimulationResults? Results, string? Reason);

/// <summary>How a sampling engine agrees with the exact solution.</summary>
/// <param name="Engine">The sampling engine.</param>
/// <param name="Runs">How many runs it made.</param>
/// <param name="Bound">How many standard errors off any figure may be; all figures of all engines together stay within it with the probability of <see cref="VerifyOptions.Certainty"/>.</param>
/// <param name="Figures">Every figure that was compared.</param>
public sealed record Agreement(string Engine, long Runs, double Bound, IReadOnlyList<Figure> Figures)
{
    /// <summary>The figures that are farther off than the bound allows.</summary>
    public IEnumerable<Figure> Beyond => Figures.Where(f => IsBeyond(f));

    /// <summary>Whether all figures are within the bound.</summary>
    public bool Agrees => !Beyond.Any();

    /// <summary>Whether a figure is farther off than the bound allows.</summary>
    public bool IsBeyond(Figure figure) => !(Math.Abs(figure.StandardErrors) <= Bound);

    /// <summary>The figure of each kind that is farthest off, in the order of the kinds, with how many figures of the kind there are.</summary>
    public IEnumerable<(Figure Worst, int Figures)> Worst => Figures.GroupBy(f => f.Kind).OrderBy(g => g.Key).Select(g => (g.MaxBy(f => Math.Abs(f.StandardErrors))!, g.Count()));
}

/// <summary>Every engine that applies to a scenario under one policy, side by side.</summary>
public sealed record Verification
{
    /// <summary>The scenario.</summary>
    public required Scenario Scenario { get; init; }

    /// <summary>The policy, with what the command line set.</summary>
    public required Policy Policy { get; init; }

    /// <summary>How it was done.</summary>
    public required VerifyOptions Options { get; init; }

    /// <summary>Whether it was stopped before it was done.</summary>
    public bool Partial { get; init; }

    /// <summary>Wall-clock time as measured by the caller; zero if unknown.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>The engines: the reference, those held against it, the exact one.</summary>
    public required IReadOnlyList<EngineFindings> Engines { get; init; }

    /// <summary>For each engine that makes runs whether they are the reference's.</summary>
    public required IReadOnlyList<SameRuns> SameRuns { get; init; }

    /// <summary>For each engine that made runs, the reference included, how they agree with the exact solution; empty where there is none.</summary>
    public required IReadOnlyList<Agreement> Agreements { get; init; }

    /// <summary>Whether nothing that was compared disagrees.</summary>
    public bool Agrees => SameRuns.All(s => s.First is null) && Agreements.All(a => a.Agrees);
}
