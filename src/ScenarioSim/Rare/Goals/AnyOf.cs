using ScenarioSim.Compiler;

namespace ScenarioSim.Rare.Goals;

/// <summary>At least one of several goals, as if they were independent.</summary>
internal sealed class AnyOf(IReadOnlyList<Goal> parts) : Goal
{
    private readonly Goal[] _parts = [.. parts];

    public override Reads Reads { get; } = parts.Aggregate(default(Reads), (reads, part) => reads | part.Reads);

    public override bool RisesWithTime { get; } = parts.Any(p => p.RisesWithTime);

    // One by one, since 1 - (1 - a)(1 - b) would lose what is tiny.
    public override double Chance(in Moment moment, int until)
    {
        double chance = 0;
        foreach (Goal part in _parts) chance += part.Chance(moment, until) * (1 - chance);
        return chance;
    }
}
