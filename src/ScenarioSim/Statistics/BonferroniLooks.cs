namespace ScenarioSim.Statistics;

/// <summary>When to look at a simulation that runs until its intervals are narrow enough, and at which level.</summary>
/// <remarks>
/// <para>
/// Stopping when an interval happens to be narrow would make it cover too seldom. So one looks only after first, 2 x first, 4 x first, ... runs, and the
/// error alpha = 1 - confidence is shared among the looks: the interval of look k has the level 1 - alpha_k with the alpha_k adding up to at most alpha.
/// By Bonferroni's inequality, with probability at least the confidence the intervals of all looks hold the truth, so the one at which the run
/// stops does too, whatever made it stop.
/// </para>
/// <para>
/// With a largest number of runs there are K looks, and each takes alpha / K. Without one, look k takes alpha / (k (k + 1)); these add up to alpha.
/// The price is small: at 95% with 20 looks an interval is 1.54 times as wide as with one. P. Armitage, C. McPherson, B. Rowe, JRSS A 132 (1969) show what
/// repeated looks cost without it; D. Darling, H. Robbins, PNAS 58 (1967) share an error among endlessly many looks.
/// </para>
/// </remarks>
public sealed class BonferroniLooks
{
    private readonly double _error;
    private readonly long _first;
    private readonly long? _most;

    /// <param name="confidence">The level that has to hold whenever the run stops, in (0, 1).</param>
    /// <param name="first">Runs at the first look; 1 or more.</param>
    /// <param name="most">The most runs that are made, at which the last look falls; null: no limit.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is outside its range.</exception>
    public BonferroniLooks(double confidence, long first = 4096, long? most = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(first, 1);
        if (most < 1) throw new ArgumentOutOfRangeException(nameof(most), most, "at least one run is needed");
        if (confidence is not (> 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "a level lies strictly between 0 and 1");
        (_error, _first, _most) = (1 - confidence, first, most);
        if (most is null) return;
        int looks = 1;
        while (RunsAt(looks) < most) looks++;
        Looks = looks;
    }

    /// <summary>How many looks there can be; null where there is no limit.</summary>
    public int? Looks { get; }

    /// <summary>The number of runs at which look k is taken.</summary>
    /// <param name="look">The look, from 1.</param>
    public long RunsAt(int look)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(look, 1);
        double runs = Math.Min(Math.ScaleB(_first, look - 1), 1L << 62);
        return Math.Min((long)runs, _most ?? long.MaxValue);
    }

    /// <summary>The level of the intervals at look k.</summary>
    /// <param name="look">The look, from 1; at most <see cref="Looks"/>.</param>
    public double ConfidenceAt(int look)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(look, 1);
        if (look > Looks) throw new ArgumentOutOfRangeException(nameof(look), look, $"there are {Looks} looks");
        return 1 - _error / (Looks ?? (double)look * (look + 1));
    }
}
