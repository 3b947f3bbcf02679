namespace ScenarioSim.Analysis;

/// <summary>How much of all runs that finding drivers takes has been made.</summary>
/// <param name="wanted">How many runs there are to be.</param>
/// <param name="progress">Is told; null: nobody.</param>
internal sealed class DriverWork(long wanted, Action<Progress>? progress)
{
    private long _ended;

    /// <summary>Tells of runs that are made several at a time.</summary>
    /// <param name="together">How many runs a world takes.</param>
    public Action<Progress>? Of(int together) => progress is null ? null : p => progress(new Progress(_ended + (together * p.Done), wanted));

    /// <summary>So many are behind us.</summary>
    public void End(long runs) => _ended += runs;
}
