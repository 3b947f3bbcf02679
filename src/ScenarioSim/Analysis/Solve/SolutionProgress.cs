namespace ScenarioSim.Analysis;

/// <summary>How far a solution has come.</summary>
/// <param name="Share">The part of the work that is done, in [0, 1]; an estimate, and never falling.</param>
/// <param name="Step">The step that has been reached in the present pass.</param>
/// <param name="Steps">How many steps there are.</param>
/// <param name="Worlds">How many different worlds have been met.</param>
/// <param name="Pass">The present pass, from 1: one for the outcomes, one for each measure that remembers, and so on for every point of uncertain assumptions.</param>
/// <param name="Passes">How many passes there will be; an estimate where a precision is wanted.</param>
public readonly record struct SolutionProgress(double Share, int Step, int Steps, long Worlds, int Pass, int Passes)
{
    /// <summary>Whether worlds are being looked for, which is no part of the share; else their probabilities are followed.</summary>
    public bool IsFinding { get; init; }
}
