using ScenarioSim.Model;
using ScenarioSim.Results;

namespace ScenarioSim.Tests.Analysis;

/// <summary>A run step by step, from nothing but its moves and the changes of its indicators.</summary>
/// <remarks>
/// A record does not tell whether an outer state was left and entered anew, nor when a branch that repeats entered <c>pending</c> after a toss that was lost: how often and since when these were entered cannot be asked.
/// </remarks>
internal sealed class ReplayedRun(Scenario scenario, Policy policy, RunRecord record) : IWorld
{
    /// <summary>Where it stopped, or the last step.</summary>
    public int LastStep { get; } = record.LastStep;

    /// <inheritdoc/>
    public int Step { get; private set; }

    /// <summary>What else the run came to.</summary>
    public RunRecord Record { get; } = record;

    /// <summary>The world that a step left; after a stop that of the stop.</summary>
    public ReplayedRun At(int step)
    {
        Step = Math.Min(step, LastStep);
        return this;
    }

    /// <summary>The innermost state that a track is in.</summary>
    public int StateOf(int track) => scenario.Tracks[track].Repeats ? scenario.Tracks[track].Initial : Until(track).Select(m => m.To).LastOrDefault(scenario.Tracks[track].Initial);

    /// <summary>Whether a track has moved at all.</summary>
    public bool HasMoved(int track) => Until(track).Any();

    /// <inheritdoc/>
    public double Assumption(int index) => Record.Assumptions[index];

    /// <inheritdoc/>
    public double Lever(int index) => policy.Levers[index];

    /// <inheritdoc/>
    public double Indicator(int index) => Record.IndicatorChanges.Where(c => c.Indicator == index && c.Step <= Step).OrderBy(c => c.Step).Last().Value;

    /// <inheritdoc/>
    public bool IsIn(int track, int state) => scenario.Tracks[track].IsWithin(StateOf(track), state);

    /// <inheritdoc/>
    public int EnteredInnermost(int track) => Until(track).Select(m => m.Step).LastOrDefault();

    /// <inheritdoc/>
    public int Visits(int track, int state)
    {
        Track of = scenario.Tracks[track];
        return Until(track).Count(m => of.IsWithin(m.To, state)) + (of.IsWithin(of.Initial, state) ? 1 : 0);
    }

    /// <inheritdoc/>
    public void NotFinite(Expression operation)
    {
        // It counts as 0.
    }

    private IEnumerable<Move> Until(int track) => Record.Moves.Where(m => m.Track == track && m.Step <= Step);
}
