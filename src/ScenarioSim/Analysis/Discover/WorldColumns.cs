using ScenarioSim.Model;
using ScenarioSim.Results;

namespace ScenarioSim.Analysis;

/// <summary>What is kept of every world: the values of the assumptions that vary, and whether what is looked for happens. Written by several threads, each in worlds of its own.</summary>
internal sealed class WorldColumns
{
    private const byte IsThere = 1, Happens = 2, HappensBeside = 4;

    private readonly Scenario _scenario;
    private readonly Func<RunSummary, bool>?[] _of;

    // By thing that is looked for, then world.
    private readonly byte[][] _marks;
    private readonly double[][] _values;

    // What each world is worth, where that is what is compared.
    private readonly double[] _worth;

    /// <param name="scenario">The scenario.</param>
    /// <param name="assumptions">Those whose values are kept.</param>
    /// <param name="of">What is looked for, one thing or several; null: what a world is worth is compared.</param>
    /// <param name="worlds">How many worlds there are at most.</param>
    public WorldColumns(Scenario scenario, IReadOnlyList<Assumption> assumptions, Func<RunSummary, bool>?[] of, int worlds)
    {
        (_scenario, Assumptions, _of) = (scenario, assumptions, of);
        _marks = [.. of.Select(_ => new byte[worlds])];
        _values = [.. assumptions.Select(_ => new double[worlds])];
        _worth = of.Contains(null) ? new double[worlds] : [];
    }

    /// <summary>Those whose values are kept.</summary>
    public IReadOnlyList<Assumption> Assumptions { get; }

    /// <summary>Takes the runs of the policy, of which each is a world.</summary>
    public RunTaker Policy() => new Noting(this, beside: false);

    /// <summary>Takes the runs of the one that it is held against, of worlds of which the policy's have been taken.</summary>
    public RunTaker Beside() => new Noting(this, beside: true);

    /// <summary>The worlds that are there, those of even numbers first.</summary>
    /// <param name="done">How many numbers there are.</param>
    /// <returns>How many even ones there are; by thing that is looked for, then world, whether it happens, and not beside; by assumption, then world, its value.</returns>
    public (int Even, bool[][] Hits, double[][] Values) Halves(int done)
    {
        int[] worlds = [.. Enumerable.Range(0, done).Where(w => (_marks[0][w] & IsThere) != 0).OrderBy(w => w % 2)];
        return (worlds.Count(w => w % 2 == 0), [.. _marks.Select(marks => worlds.Select(w => (marks[w] & (Happens | HappensBeside)) == Happens).ToArray())], [.. _values.Select(v => worlds.Select(w => v[w]).ToArray())]);
    }

    private void Note(RunSummary run, IReadOnlyList<double> assumptions, bool beside)
    {
        int world = (int)run.Run;
        double worth = _scenario.Outcomes[run.Outcome].Value ?? 0;
        if (!beside)
        {
            if (_worth.Length > 0) _worth[world] = worth;
            for (int i = 0; i < _values.Length; i++) _values[i][world] = assumptions[Assumptions[i].Index];
        }
        for (int i = 0; i < _of.Length; i++)
        {
            // Worth less than it is beside: that is what is looked for.
            bool isSo = _of[i] is { } of ? of(run) : !beside || !(_worth[world] < worth);
            _marks[i][world] |= (byte)((beside ? 0 : IsThere) | (!isSo ? 0 : beside ? HappensBeside : Happens));
        }
    }

    private sealed class Noting(WorldColumns columns, bool beside) : RunTaker
    {
        private readonly int _measures = columns._scenario.Measures.Count;
        private readonly double[] _assumptions = new double[columns._scenario.Assumptions.Count];

        public override void Take(RunRecord run) => columns.Note(new RunSummary(run.Run, run.Outcome, run.LastStep, run.Measures[.._measures]), run.Assumptions, beside);

        public override void Take(RunBatch runs)
        {
            for (int run = 0; run < runs.Count; run++)
            {
                for (int i = 0; i < _assumptions.Length; i++) _assumptions[i] = runs.Assumptions[i][run];
                columns.Note(new RunSummary(runs.Runs[run], runs.Outcomes[run], runs.LastSteps[run], [.. runs.Measures.Take(_measures).Select(m => m[run])]), _assumptions, beside);
            }
        }

        internal override bool NeedsMoves(IReadOnlyList<Move> kinds) => false;
    }
}
