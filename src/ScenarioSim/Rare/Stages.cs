namespace ScenarioSim.Rare;

/// <summary>What is fixed before an estimate is made: the levels, rising, and how many stretches are run towards each and at last towards the outcome.</summary>
/// <param name="Levels">Importances.</param>
/// <param name="Effort">One more than there are levels.</param>
/// <param name="Steps">The mean number of steps that a stretch takes, as many as efforts; by the pilot.</param>
internal sealed record Stages(IReadOnlyList<double> Levels, IReadOnlyList<int> Effort, IReadOnlyList<double> Steps)
{
    /// <summary>About how many steps a replication takes.</summary>
    public double Cost => Effort.Zip(Steps, (effort, steps) => effort * Math.Max(1, steps)).Sum();

    /// <summary>The same with so many times the effort.</summary>
    public Stages Times(double factor) => this with { Effort = [.. Effort.Select(e => (int)Math.Clamp(Math.Ceiling(e * factor), 1, 1 << 30))] };
}
