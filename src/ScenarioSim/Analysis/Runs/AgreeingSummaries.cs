using ScenarioSim.Model;
using ScenarioSim.Results;

namespace ScenarioSim.Analysis;

/// <summary>Notes of a stretch of runs what a list says of them, of those that agree with what is known.</summary>
/// <param name="scenario">The scenario, perhaps held to evidence: runs have a measure for each of its facts behind those of the scenario.</param>
internal sealed class AgreeingSummaries(Scenario scenario) : RunTaker
{
    private readonly int _facts = scenario.Evidence?.Facts.Count ?? 0;
    private readonly int _measures = scenario.Measures.Count;
    private RunSummary?[] _found = [];
    private long _first;

    /// <summary>The run at a place of the stretch; null where it does not agree.</summary>
    public RunSummary? this[int at] => _found[at];

    /// <summary>Begins another stretch.</summary>
    public void Begin(long first, int count)
    {
        _first = first;
        if (_found.Length < count) _found = new RunSummary?[count];
        else Array.Clear(_found);
    }

    /// <inheritdoc/>
    public override void Take(RunRecord run)
    {
        if (AgreeingRuns.FirstAgainst(run, _measures, _facts) == _facts) _found[run.Run - _first] = new RunSummary(run.Run, run.Outcome, run.LastStep, run.Measures[.._measures]);
    }

    /// <inheritdoc/>
    public override void Take(RunBatch runs)
    {
        for (int run = 0; run < runs.Count; run++)
        {
            if (AgreeingRuns.FirstAgainst(runs, run, _measures, _facts) == _facts) _found[runs.Runs[run] - _first] = new RunSummary(runs.Runs[run], runs.Outcomes[run], runs.LastSteps[run], [.. runs.Measures.Take(_measures).Select(m => m[run])]);
        }
    }

    /// <inheritdoc/>
    internal override bool NeedsMoves(IReadOnlyList<Move> kinds) => false;
}
