namespace ScenarioSim.Simulation;

/// <summary>A world at the end of a step, as far as its future hangs on it: a kernel saves it, and goes on from it with other luck. Used again and again.</summary>
internal sealed class SavedWorld
{
    /// <summary>The step that is over.</summary>
    public int Step { get; set; }

    /// <summary>The run was already over, with the wanted outcome.</summary>
    public bool Over { get; set; }

    /// <summary>Assumptions, indicators, and of each track what is known of its threshold beyond what has been used up, and of its pick.</summary>
    public double[] Numbers { get; set; } = [];

    /// <summary>States, entries, visits, timers, tosses.</summary>
    public int[] Counts { get; set; } = [];
}

/// <summary>How a stretch of a run ended.</summary>
internal enum Stretch
{
    /// <summary>The importance reached the level.</summary>
    Reached,

    /// <summary>The run ended with the wanted outcome.</summary>
    Hit,

    /// <summary>The run ended otherwise.</summary>
    Missed,
}
