using ScenarioSim.Compiler;

namespace ScenarioSim.Rare.Goals;

/// <summary>A condition on the date alone: known for every step beforehand.</summary>
/// <param name="holds">Whether it is as wanted, by step.</param>
/// <param name="lasting">Whether it has to be so at the end; otherwise at any time.</param>
internal sealed class ClockGoal(bool[] holds, bool lasting) : Goal
{
    public override Reads Reads => default;

    public override bool RisesWithTime => false;

    public override double Chance(in Moment moment, int until) => lasting ? (holds[until] ? 1 : 0) : LastStep(moment, until) >= moment.Step && holds[LastStep(moment, until)] ? 1 : 0;

    public override int LastStep(in Moment moment, int until)
    {
        if (lasting) return until;
        int last = until;
        while (last > moment.Step && !holds[last]) last--;
        return last;
    }
}
