using ScenarioSim.Model;

namespace ScenarioSim.Results;

/// <summary>Hands on the runs that agree with what is known, and counts the others.</summary>
/// <param name="scenario">The scenario, held to evidence: runs have a measure for each of its facts behind those of the scenario.</param>
/// <param name="counts">Counts all runs.</param>
/// <param name="take">Given those that agree, one by one, without those measures.</param>
internal sealed class AgreeingRuns(Scenario scenario, EvidenceTally counts, RunTaker take) : RunTaker
{
    private readonly Clock _clock = scenario.Clock;
    private readonly IReadOnlyList<Fact> _facts = scenario.Evidence!.Facts;
    private readonly int _first = scenario.Measures.Count;
    private readonly RunRecord _record = new(scenario.Assumptions.Count, scenario.Measures.Count);

    /// <inheritdoc/>
    public override void Take(RunRecord run)
    {
        counts.Runs++;
        counts.Outcomes[run.Outcome]++;
        for (int i = 0; i < run.Assumptions.Length; i++) counts.Assumptions[i].Add(run.Assumptions[i]);
        for (int fact = 0; fact < _facts.Count; fact++)
        {
            if (_facts[fact].Agrees(run.Measures[_first + fact], _clock)) continue;
            counts.Fell[fact]++;
            return;
        }
        run.CopyTo(_record);
        take.Take(_record);
    }

    /// <inheritdoc/>
    public override void Take(RunBatch runs)
    {
        counts.Runs += runs.Count;
        for (int i = 0; i < counts.Assumptions.Count; i++) counts.Assumptions[i].Add(runs.Assumptions[i].AsSpan(0, runs.Count));
        for (int run = 0; run < runs.Count; run++)
        {
            counts.Outcomes[runs.Outcomes[run]]++;
            int fell = FirstFallen(runs, run);
            if (fell >= 0)
            {
                counts.Fell[fell]++;
                continue;
            }
            runs.CopyTo(run, _record);
            take.Take(_record);
        }
    }

    private int FirstFallen(RunBatch runs, int run)
    {
        for (int fact = 0; fact < _facts.Count; fact++)
        {
            if (!_facts[fact].Agrees(runs.Measures[_first + fact][run], _clock)) return fact;
        }
        return -1;
    }
}
