using ScenarioSim.Compiler;
using ScenarioSim.Model;

namespace ScenarioSim.Exact;

/// <summary>The dates and delays of transitions in steps.</summary>
/// <remarks>
/// They are worked out when the state that lists them is entered, and stay so. They are the same in all steps but where a policy takes over (<see cref="TakingOver"/>): then what is entered
/// from a step on has others.
/// </remarks>
internal sealed class Timings
{
    private readonly (int On, int Delay)[] _early;
    private readonly (int On, int Delay)[] _late;

    /// <param name="plan">The plan.</param>
    /// <param name="world">Holds the assumptions; its step is changed.</param>
    public Timings(Plan plan, World world)
    {
        Clock clock = plan.Scenario.Clock;
        (int On, int Delay) At(TransitionPlan t, int step)
        {
            world.GoTo(step);
            return (t.On is { } on ? clock.StepAtOrAfter(on.Value(world)) : int.MinValue, t.After is { } after ? clock.StepsFor(after.Value(world)) : 0);
        }

        _early = [.. plan.Transitions.Select(t => At(t, 0))];
        TransitionPlan[] dated = [.. plan.Transitions.Where(t => Dependence.Of(new[] { t.On, t.After }.OfType<Formula>().Select(f => f.Expression)).Date)];
        Turn = int.MaxValue;
        _late = _early;
        for (int step = 1; step <= clock.LastStep && Turn == int.MaxValue; step++)
        {
            if (Array.Exists(dated, t => At(t, step) != _early[t.Number])) Turn = step;
        }
        if (Turn < int.MaxValue) _late = [.. plan.Transitions.Select(t => At(t, Turn))];
        world.GoTo(0);
    }

    /// <summary>The first step in which states are entered with the later ones; <see cref="int.MaxValue"/> where there are none.</summary>
    public int Turn { get; }

    /// <summary>The step from which a transition's date has come; <see cref="int.MinValue"/> where it has none.</summary>
    /// <param name="t">Which.</param>
    /// <param name="late">Whether the state that lists it was entered in <see cref="Turn"/> or later.</param>
    public int On(TransitionPlan t, bool late) => (late ? _late : _early)[t.Number].On;

    /// <summary>Its delay in steps; 0 where it has none or a drawn one.</summary>
    /// <param name="t">Which.</param>
    /// <param name="late">Whether the state that lists it was entered in <see cref="Turn"/> or later.</param>
    public int Delay(TransitionPlan t, bool late) => (late ? _late : _early)[t.Number].Delay;

    /// <summary>Whether it makes a difference for a transition when its state was entered.</summary>
    public bool Turns(TransitionPlan t) => _early[t.Number] != _late[t.Number];

    /// <summary>The steps in which dates come, or others begin to count.</summary>
    public IEnumerable<int> Changes => [.. _early.Select(t => t.On), .. _late.Select(t => t.On), Turn];
}
