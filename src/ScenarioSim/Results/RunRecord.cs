namespace ScenarioSim.Results;

/// <summary>A track's move in one step of one run.</summary>
/// <param name="Step">The step.</param>
/// <param name="Track">The track.</param>
/// <param name="From">The innermost state it was in.</param>
/// <param name="To">The innermost state it is in afterwards; for a branch that repeats the state that the happening gave (it stays in <c>pending</c>).</param>
public readonly record struct Move(int Step, int Track, int From, int To);

/// <summary>A change of an indicator, recorded only where asked for.</summary>
public readonly record struct IndicatorChange(int Step, int Indicator, double Value);

/// <summary>Something counted in a run: a clamped chance, an operation without a finite value, ...</summary>
/// <param name="Site">Index in the list of <see cref="CountedSite"/>s.</param>
/// <param name="Step">The first step in which it happened.</param>
/// <param name="Value">The offending value (the chance before clamping, the sum of the shares; NaN for an operation without a finite value).</param>
public readonly record struct Counted(int Site, int Step, double Value);

/// <summary>What one run came to. Engines fill one buffer again and again; equal runs have equal records, bit for bit.</summary>
public sealed class RunRecord
{
    /// <summary>A buffer for runs of a scenario with so many assumptions and measures.</summary>
    public RunRecord(int assumptions, int measures)
    {
        Assumptions = new double[assumptions];
        Measures = new double[measures];
    }

    /// <summary>The run's number, from 0.</summary>
    public long Run { get; set; }

    /// <summary>Index of its outcome.</summary>
    public int Outcome { get; set; }

    /// <summary>The step in which it stopped, or the last one.</summary>
    public int LastStep { get; set; }

    /// <summary>Whether an outcome stopped it.</summary>
    public bool Stopped { get; set; }

    /// <summary>The values drawn for the assumptions.</summary>
    public double[] Assumptions { get; }

    /// <summary>The measures, durations in days; NaN where a <c>time_to</c> never happened.</summary>
    public double[] Measures { get; }

    /// <summary>All moves, by step, within a step by track.</summary>
    public List<Move> Moves { get; } = [];

    /// <summary>Changes of indicators by step, the initial values first (step 0); empty unless asked for.</summary>
    public List<IndicatorChange> IndicatorChanges { get; } = [];

    /// <summary>What was counted, each site at most once, sorted by site.</summary>
    public List<Counted> Counted { get; } = [];

    /// <summary>A record of its own with the same content.</summary>
    public RunRecord Copy()
    {
        var copy = new RunRecord(Assumptions.Length, Measures.Length);
        CopyTo(copy);
        return copy;
    }

    /// <summary>Puts the same content into another record.</summary>
    /// <param name="copy">Is filled; with the first of the measures only where it has no room for all.</param>
    internal void CopyTo(RunRecord copy)
    {
        copy.Reset(Run);
        (copy.Outcome, copy.LastStep, copy.Stopped) = (Outcome, LastStep, Stopped);
        Assumptions.CopyTo(copy.Assumptions, 0);
        Measures.AsSpan(0, copy.Measures.Length).CopyTo(copy.Measures);
        copy.Moves.AddRange(Moves);
        copy.IndicatorChanges.AddRange(IndicatorChanges);
        copy.Counted.AddRange(Counted);
    }

    /// <summary>Empties the lists for the next run.</summary>
    public void Reset(long run)
    {
        Run = run;
        Outcome = -1;
        LastStep = 0;
        Stopped = false;
        Moves.Clear();
        IndicatorChanges.Clear();
        Counted.Clear();
    }
}
