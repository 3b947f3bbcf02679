namespace ScenarioSim.Results;

/// <summary>With which fact each run of a stretch does not agree first: its place among the facts, or how many there are where it agrees with all.</summary>
internal sealed class Verdicts
{
    private long _first;
    private int[] _facts = [];

    /// <summary>Begins a stretch of runs.</summary>
    /// <param name="first">The first run's number.</param>
    /// <param name="count">How many.</param>
    public void Begin(long first, int count)
    {
        _first = first;
        if (_facts.Length < count) _facts = new int[count];
    }

    /// <summary>A run's, by its number.</summary>
    public int this[long run]
    {
        get => _facts[run - _first];
        set => _facts[run - _first] = value;
    }
}
