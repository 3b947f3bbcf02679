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

    /// <summary>A taker that does something with each run.</summary>
    public static RunTaker Of(Action<RunRecord> take) => new OneByOne(take);

    /// <summary>A taker that gives each run to two others.</summary>
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
    }

    private sealed class OneByOne(Action<RunRecord> take) : RunTaker
    {
        public override void Take(RunRecord run) => take(run);
    }
}
