using ScenarioSim.Compiler;

namespace ScenarioSim.Rare.Goals;

/// <summary>All of several goals at the same time, as if they were independent.</summary>
/// <remarks>Where they need not last, each but the one that comes last has to stay true until that comes: its chance is the share of the time for which it stays.</remarks>
/// <param name="parts">The goals.</param>
/// <param name="lasting">Whether they have to be true at the end; otherwise at any one time.</param>
internal sealed class AllOf(IReadOnlyList<Goal> parts, bool lasting) : Goal
{
    private readonly Goal[] _parts = [.. parts];

    public override Reads Reads { get; } = parts.Aggregate(default(Reads), (reads, part) => reads | part.Reads);

    public override bool RisesWithTime { get; } = parts.Any(p => p.RisesWithTime);

    public override double Chance(in Moment moment, int until)
    {
        int together = LastStep(moment, until);
        double chance = 1;
        foreach (Goal part in _parts) chance *= part.Chance(moment, together);
        return lasting || _parts.Length == 1 || chance is 0 or 1 ? chance : chance * Overlap(moment, together);
    }

    private double Overlap(in Moment moment, int until)
    {
        double all = 1, sum = 0;
        foreach (Goal part in _parts)
        {
            double stays = part.Stays(moment, until);
            all *= stays;
            if (part.Chance(moment, until) < 1) sum += 1 / stays;
        }
        return Math.Min(1, all * sum);
    }

    public override int LastStep(in Moment moment, int until)
    {
        foreach (Goal part in _parts) until = part.LastStep(moment, until);
        return until;
    }
}
