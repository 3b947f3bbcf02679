using ScenarioSim.Model;
using ScenarioSim.Results;

namespace ScenarioSim.Analysis;

/// <summary>Notes of a stretch of runs how each ends that agrees with what is known.</summary>
/// <param name="scenario">The scenario, perhaps held to evidence: runs have a measure for each of its facts behind those of the scenario.</param>
internal sealed class AgreeingEnds(Scenario scenario) : RunTaker
{
    // Of a run that does not agree.
    private const int None = -1;

    private readonly int _facts = scenario.Evidence?.Facts.Count ?? 0;
    private readonly int _firstFact = scenario.Measures.Count;
    private int[] _outcomes = [];
    private long _first;

    /// <summary>Whether the run at a place of the stretch agrees and ends in an outcome.</summary>
    public bool EndsIn(int at, Outcome outcome) => _outcomes[at] == outcome.Index;

    /// <summary>Begins another stretch.</summary>
    public void Begin(long first, int count)
    {
        _first = first;
        if (_outcomes.Length < count) _outcomes = new int[count];
        Array.Fill(_outcomes, None);
    }

    /// <inheritdoc/>
    public override void Take(RunRecord run)
    {
        if (AgreeingRuns.FirstAgainst(run, _firstFact, _facts) == _facts) _outcomes[run.Run - _first] = run.Outcome;
    }

    /// <inheritdoc/>
    public override void Take(RunBatch runs)
    {
        for (int run = 0; run < runs.Count; run++)
        {
            if (AgreeingRuns.FirstAgainst(runs, run, _firstFact, _facts) == _facts) _outcomes[runs.Runs[run] - _first] = runs.Outcomes[run];
        }
    }

    /// <inheritdoc/>
    internal override bool NeedsMoves(IReadOnlyList<Move> kinds) => false;
}
