using ScenarioSim.Compiler;
using ScenarioSim.Model;

namespace ScenarioSim.Exact;

/// <summary>How likely a drawn delay is to come in a step, given that it has not come before.</summary>
internal sealed class Hazards
{
    private readonly Clock _clock;
    private readonly double[]?[] _hazards;

    /// <param name="plan">The plan.</param>
    public Hazards(Plan plan)
    {
        _clock = plan.Scenario.Clock;
        _hazards = [.. plan.Transitions.Select(t => t.AfterDrawn is null ? null : Of(t))];
    }

    /// <summary>The hazard so many steps after the state was entered.</summary>
    public double Of(TransitionPlan t, int elapsed) => _hazards[t.Number] is { } hazards && elapsed < hazards.Length ? hazards[elapsed] : 0;

    // A delay is rounded up to whole steps, at least one; what comes after the end makes no difference.
    private double[] Of(TransitionPlan t)
    {
        var hazards = new double[_clock.LastStep + 2];
        double above = 1;
        for (int steps = 1; steps < hazards.Length; steps++)
        {
            double now = t.AfterDrawn!.Distribution.Above((steps * _clock.StepSeconds) + Clock.Tolerance);
            hazards[steps] = above > 0 ? Math.Clamp(1 - (now / above), 0, 1) : 1;
            above = Math.Min(above, now);
        }
        return hazards;
    }
}
