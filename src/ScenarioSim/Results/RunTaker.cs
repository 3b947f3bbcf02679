namespace ScenarioSim.Results;

/// <summary>Is given runs as an engine makes them: each once, in any order, and good only until the next.</summary>
public abstract class RunTaker
{
    private RunRecord? _record;

    /// <summary>Takes one run.</summary>
    public abstract void Take(RunRecord run);

    /// <summary>Takes some runs at once; unless said otherwise, one after another.</summary>
    public virtual void Take(RunBatch runs)
    {
        _record ??= new RunRecord(runs.Assumptions.Length, runs.Measures.Length);
        for (int i = 0; i < runs.Count; i++)
        {
            runs.CopyTo(i, _record);
            Take(_record);
        }
    }

    /// <summary>Whether it has to be told each run's moves: else an engine may count them for it as they happen (<see cref="CountMoves"/>), and say of a run only in which states it ended.</summary>
    /// <param name="kinds">Every move that there can be, with no step.</param>
    internal virtual bool NeedsMoves(IReadOnlyList<Move> kinds) => true;

    /// <summary>Where an engine is to count the moves of some runs; null where nobody asks.</summary>
    /// <param name="kinds">Every move that there can be, with no step.</param>
    /// <param name="runs">How many runs are to be counted at most.</param>
    internal virtual MoveCounts? CountMoves(IReadOnlyList<Move> kinds, int runs) => null;

    /// <summary>A taker that does something with each run.</summary>
    public static RunTaker Of(Action<RunRecord> take) => new OneByOne(take);

    /// <summary>A taker that gives each run to two others.</summary>
    /// <param name="first">May count moves (<see cref="CountMoves"/>).</param>
    /// <param name="second">Counts none.</param>
    public static RunTaker Both(RunTaker first, RunTaker second) => new Pair(first, second);

    private sealed class Pair(RunTaker first, RunTaker second) : RunTaker
    {
        public override void Take(RunRecord run)
        {
            first.Take(run);
            second.Take(run);
        }

        public override void Take(RunBatch runs)
        {
            first.Take(runs);
            second.Take(runs);
        }

        internal override bool NeedsMoves(IReadOnlyList<Move> kinds) => first.NeedsMoves(kinds) || second.NeedsMoves(kinds);

        internal override MoveCounts? CountMoves(IReadOnlyList<Move> kinds, int runs) => first.CountMoves(kinds, runs);
    }

    private sealed class OneByOne(Action<RunRecord> take) : RunTaker
    {
        public override void Take(RunRecord run) => take(run);
    }
}
