namespace ScenarioSim.App.Tui.Shell;

/// <summary>How many runs are wanted: so many, then more until the widest interval is narrow enough.</summary>
internal sealed class Goal(long runs, double? precision)
{
    // A scenario whose intervals do not narrow must not keep two cores busy for ever.
    private const long Most = 50_000_000;

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

    /// <summary>Takes in how far it has come and how wide the widest half interval is (null: not looked at).</summary>
    public void Look(long done, double? halfWidth)
    {
        if (_precision is { } want && halfWidth is { } half && half > want)
        {
            // The width falls with the root of the runs. Stopping at a precision looks only at doublings, which Goal does not promise to be exact about.
            Wanted = (long)Math.Clamp(done * (half / want) * (half / want) * 1.01, Math.Max(_runs, done + 1), Most);
            IsReached = done >= Most;
            return;
        }
        Wanted = Math.Max(_runs, _precision is null || halfWidth is null ? _runs : done);
        IsReached = done >= _runs && (_precision is null || halfWidth is not null);
    }
}
