using System.Runtime.CompilerServices;
using ScenarioSim.Compiler;
using ScenarioSim.Model;

namespace ScenarioSim.Simulation;

/// <summary>What the first look at a track finds, where no run can change that but by the threshold that it draws.</summary>
/// <param name="Rate">What the rates of the standing chances add up to.</param>
/// <param name="Wake">When the track wakes; -1 where the threshold tells.</param>
/// <param name="Found">What there is to do then.</param>
internal sealed record FirstLook(double Rate, int Wake, int Found)
{
    // Every run's first look is for this step.
    private const int Step = 1;

    /// <summary>What the first look at a track without tosses, which has just been made, would find in every run; null where that may differ.</summary>
    public static FirstLook? Of(Plan plan, TrackMemory memory, int track, LeafPlan leaf)
    {
        TrackState state = memory.Tracks[track];
        (int wake, int found) = (memory.Wake[track], state.Found);
        bool isSure = wake > Step && (leaf.Standing.Length == 0 || found == Look.Chance || found >= leaf.Due.Length);
        if (!isSure || !Array.TrueForAll(leaf.Due, a => IsSteady(plan, a)) || !Array.TrueForAll(leaf.Standing, a => IsSteady(plan, a, memory.Rates))) return null;
        // A look that waits for a time and a threshold, whichever comes first, says only one of the two.
        Alternative[] all = [.. leaf.Due, .. leaf.Standing];
        if (leaf.Standing.Length > 0 && Array.Exists(all, a => a.Transition.Timer >= 0)) return null;
        return leaf.Standing.Length > 0 ? new FirstLook(state.Rate, -1, Look.Chance) : new FirstLook(0, wake, found);
    }

    /// <summary>Notes what the look would note of a stay that has just begun, but for what it reads and the rates one by one; gives the step in which the track wakes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Note(TrackState state)
    {
        (state.ChangedTracks, state.ChangedOthers) = (0, Reads.Clock);
        (state.Rate, state.Found) = (Rate, Found);
        return Wake >= 0 ? Wake : LookEmitter.Reached(Rate, state.Threshold, Step);
    }

    private static bool IsSteady(Plan plan, Alternative due)
    {
        TransitionPlan t = due.Transition;
        return (t.Timer < 0 || t.HasFixedTime(plan.Scenario.Clock, out _, out _)) && IsSteady(plan, t.When);
    }

    // What does not compete is not read.
    private static bool IsSteady(Plan plan, Alternative standing, double[] rates) =>
        IsSteady(plan, standing) && (rates[standing.Transition.Number] < 0 || IsSteady(plan, standing.Transition.Likelihood));

    private static bool IsSteady(Plan plan, Formula? formula) => formula is null || ExpressionTree.Nodes([formula.Expression]).All(node => node switch
    {
        AssumptionRef a => plan.FixedAssumptions[a.Index] is not null,
        IndicatorRef i => plan.Indicators[i.Index].Initial.IsConstant,
        DayRef or DateRef or TimeIn => false,
        _ => true,
    });
}
