using ScenarioSim.Model;
using ScenarioSim.Results;

namespace ScenarioSim.Analysis;

/// <summary>How a solution ended.</summary>
public enum SolutionEnd
{
    /// <summary>It is whole.</summary>
    Whole,

    /// <summary>It was stopped by whoever wanted it.</summary>
    Stopped,

    /// <summary>There were more worlds than allowed.</summary>
    TooLarge,

    /// <summary>What is known cannot have been so.</summary>
    Impossible,
}

/// <summary>Something that multiplies worlds.</summary>
/// <param name="What">What it is, such as <c>track `geneva`</c> or <c>indicator `tension`</c>.</param>
/// <param name="Values">How many different values of it there were.</param>
/// <param name="Factor">How many times fewer worlds there would be if they did not differ in it; at least 1.</param>
public sealed record Cause(string What, long Values, double Factor);

/// <summary>What solving came to.</summary>
/// <param name="Results">
/// The results; marked partial where <paramref name="End"/> is not <see cref="SolutionEnd.Whole"/>. A solution with fixed assumptions that was cut short is of the same scenario
/// with <paramref name="Step"/> for its last step (its <see cref="SimulationResults.Scenario"/> says so); one over uncertain assumptions is of the randomisations that were finished.
/// Null where there is nothing to show.
/// </param>
/// <param name="End">How it ended.</param>
/// <param name="Step">The last step that was solved.</param>
/// <param name="Worlds">How many different worlds were met.</param>
/// <param name="Causes">Where there were too many: what made them, the worst first.</param>
public sealed record Solution(SimulationResults? Results, SolutionEnd End, int Step, long Worlds, IReadOnlyList<Cause> Causes)
{
    /// <summary>How many worlds are to be expected at once, and how many there is room for, where it was given up because the former are far too many; it is not where the user says how many are to be followed. Else null.</summary>
    public (double Worlds, int Room)? Expected { get; init; }

    /// <summary>Of what cannot have been so, the first fact that had no probability left, given those before it; over uncertain assumptions at none of the points, or so little that it is lost among their weights (<see cref="Untried"/>). Else null.</summary>
    public Fact? Impossible { get; init; }

    /// <summary>The assumptions at other values of which <see cref="Impossible"/> might be possible, for only some were tried; none where no run comes to it, whatever is uncertain.</summary>
    public IReadOnlyList<Assumption> Untried { get; init; } = [];

    /// <summary>The last fact, where it was stopped before that could be judged: without it nothing can be told of the runs that agree. Else null.</summary>
    public Fact? Unjudged { get; init; }
}
