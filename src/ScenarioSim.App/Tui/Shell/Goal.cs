namespace ScenarioSim.App.Tui.Shell;

/// <summary>How many runs are wanted: so many, then more until the widest interval is narrow enough.</summary>
/// <remarks>
/// Results are looked at whenever there is news, at the level asked for: where there are so many runs that the width hardly depends on chance, stopping by it
/// leaves the level as it is (Y. Chow, H. Robbins, Annals of Mathematical Statistics 36 (1965), for widths that become small). So the same number of runs from the command line gives the same intervals.
/// </remarks>
internal sealed class Goal(long runs, double? precision)
{
    /// <summary>Half the width of an interval of which no run has told anything.</summary>
    public const double Unknown = 0.5;

    // A scenario whose intervals do not narrow must not keep two cores busy for ever.
    private const long Most = 50_000_000;

    // With fewer runs a narrow interval may be luck.
    private const long Enough = 4096;

    private long _runs = runs;
    private double? _precision = precision;

    /// <summary>Runs that are there at once.</summary>
    public long First { get; } = runs;

    /// <summary>Runs wanted in all, as far as is known.</summary>
    public long Wanted { get; private set; } = runs;

    /// <summary>Whether that is reached.</summary>
    public bool IsReached { get; private set; }

    /// <summary>Wants more.</summary>
    public void More(long wanted, double? narrower)
    {
        (_runs, _precision, Wanted, IsReached) = (wanted, narrower, wanted, false);
    }

    /// <summary>No more.</summary>
    public void Stop() => IsReached = true;

    /// <summary>Takes in how far it has come and half the width of the widest interval (null: nothing has an error).</summary>
    public void Look(long done, double? halfWidth)
    {
        Wanted = _precision is { } want && halfWidth is { } half ? Narrow(done, half / want) : _runs;
        IsReached = done >= Wanted;
    }

    // How many it takes, when done runs have so many times the width wanted: it falls with their root.
    private long Narrow(long done, double ratio)
    {
        if (ratio <= 1) return Math.Max(_runs, Math.Max(done, Enough));
        return Math.Max(_runs, (long)Math.Min(Most, Math.Max(done + 1, 1.01 * done * ratio * ratio)));
    }
}
