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

    private sealed class OneByOne(Action<RunRecord> take) : RunTaker
    {
        public override void Take(RunRecord run) => take(run);
    }
}
