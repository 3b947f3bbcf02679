using ScenarioSim.Model;

namespace ScenarioSim.Results;

/// <summary>Hands on the runs that count because they agree with what is known, and counts the others.</summary>
internal sealed class AgreeingRuns : RunTaker
{
    private readonly EvidenceTally _counts;
    private readonly RunTaker _take;
    private readonly RunRecord _record;
    private readonly int _facts;
    private readonly int _firstFact;
    private readonly Verdicts? _of;
    private readonly Verdicts? _into;

    /// <summary>Runs that are judged each by itself.</summary>
    /// <param name="scenario">The scenario, held to evidence: runs have a measure for each of its facts behind those of the scenario.</param>
    /// <param name="counts">Counts all runs.</param>
    /// <param name="take">Given those that agree, one by one, without those measures.</param>
    /// <param name="into">Receives what each comes to; null where nobody wants to know.</param>
    public AgreeingRuns(Scenario scenario, EvidenceTally counts, RunTaker take, Verdicts? into = null)
        : this(counts, take, scenario) => _into = into;

    /// <summary>Runs of worlds that have been judged already, by the runs of another policy in them.</summary>
    /// <param name="counts">Counts all runs.</param>
    /// <param name="take">Given those of worlds that agree, one by one.</param>
    /// <param name="scenario">The scenario, with the evidence that the others were held to.</param>
    /// <param name="of">What those came to.</param>
    public AgreeingRuns(EvidenceTally counts, RunTaker take, Scenario scenario, Verdicts of)
        : this(counts, take, scenario) => _of = of;

    private AgreeingRuns(EvidenceTally counts, RunTaker take, Scenario scenario)
    {
        (_counts, _take) = (counts, take);
        (_facts, _firstFact) = (scenario.Evidence!.Facts.Count, scenario.Measures.Count);
        _record = new RunRecord(scenario.Assumptions.Count, scenario.Measures.Count);
    }

    /// <inheritdoc/>
    public override void Take(RunRecord run)
    {
        _counts.Runs++;
        _counts.Outcomes[run.Outcome]++;
        for (int i = 0; i < run.Assumptions.Length; i++) _counts.Assumptions[i].Add(run.Assumptions[i]);
        int fact = _of is not null ? _of[run.Run] : FirstAgainst(run, _firstFact, _facts);
        if (!Counts(run.Run, fact)) return;
        run.CopyTo(_record);
        _take.Take(_record);
    }

    /// <inheritdoc/>
    public override void Take(RunBatch runs)
    {
        _counts.Runs += runs.Count;
        for (int i = 0; i < _counts.Assumptions.Count; i++) _counts.Assumptions[i].Add(runs.Assumptions[i].AsSpan(0, runs.Count));
        for (int run = 0; run < runs.Count; run++)
        {
            _counts.Outcomes[runs.Outcomes[run]]++;
            int fact = _of is not null ? _of[runs.Runs[run]] : FirstAgainst(runs, run, _firstFact, _facts);
            if (!Counts(runs.Runs[run], fact)) continue;
            runs.CopyTo(run, _record);
            _take.Take(_record);
        }
    }

    /// <summary>The first fact that a run does not agree with; the number of facts where it agrees with all.</summary>
    /// <param name="run">The run.</param>
    /// <param name="firstFact">Where the measures that stand for facts begin.</param>
    /// <param name="facts">How many there are.</param>
    public static int FirstAgainst(RunRecord run, int firstFact, int facts)
    {
        int fact = 0;
        while (fact < facts && Fact.Agrees(run.Measures[firstFact + fact])) fact++;
        return fact;
    }

    /// <summary>The same of one of several runs.</summary>
    /// <param name="runs">The runs.</param>
    /// <param name="run">Which of them.</param>
    /// <param name="firstFact">Where the measures that stand for facts begin.</param>
    /// <param name="facts">How many there are.</param>
    public static int FirstAgainst(RunBatch runs, int run, int firstFact, int facts)
    {
        int fact = 0;
        while (fact < facts && Fact.Agrees(runs.Measures[firstFact + fact][run])) fact++;
        return fact;
    }

    // Notes the first fact with which a run does not agree; where there is none, it counts.
    private bool Counts(long run, int fact)
    {
        if (_into is not null) _into[run] = fact;
        if (fact == _facts) return true;
        _counts.Fell[fact]++;
        return false;
    }
}
