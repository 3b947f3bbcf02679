using ScenarioSim.Model;

namespace ScenarioSim.Results;

/// <summary>How many runs agree with what is known, and what all came to, those that disagree too. Merges like <see cref="Tally"/>.</summary>
public sealed class EvidenceTally
{
    /// <param name="scenario">The scenario, held to evidence.</param>
    public EvidenceTally(Scenario scenario)
    {
        Fell = new long[scenario.Evidence!.Facts.Count];
        Outcomes = new long[scenario.Outcomes.Count];
        Assumptions = [.. scenario.Assumptions.Select(_ => new MeasureHistogram())];
    }

    /// <summary>Runs made.</summary>
    public long Runs { get; internal set; }

    /// <summary>By fact, runs that agree with all facts before it and not with it.</summary>
    public long[] Fell { get; }

    /// <summary>All runs by outcome.</summary>
    public long[] Outcomes { get; }

    /// <summary>The values drawn for each assumption in all runs.</summary>
    public IReadOnlyList<MeasureHistogram> Assumptions { get; }

    /// <summary>Adds all that another tally of the same scenario counted.</summary>
    public void Merge(EvidenceTally other)
    {
        Runs += other.Runs;
        for (int i = 0; i < Fell.Length; i++) Fell[i] += other.Fell[i];
        for (int i = 0; i < Outcomes.Length; i++) Outcomes[i] += other.Outcomes[i];
        for (int i = 0; i < Assumptions.Count; i++) Assumptions[i].Merge(other.Assumptions[i]);
    }
}
