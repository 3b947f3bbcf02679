using ScenarioSim.Compiler;

namespace ScenarioSim.Rare.Goals;

/// <summary>A condition that no run can change: it hangs on assumptions and levers alone.</summary>
internal sealed class FixedGoal(Formula condition, bool wanted) : Goal
{
    public override Reads Reads => default;

    public override bool RisesWithTime => false;

    public override double Chance(in Moment moment, int until) => condition.Value(moment.World) != 0 == wanted ? 1 : 0;
}
