namespace ScenarioSim.Exact;

/// <summary>The probabilities of what can be decided, by the number of the decision: at one point of the assumptions, and in one step.</summary>
internal sealed class Decisions
{
    private double[] _probabilities = new double[256];
    private int[] _first = new int[128];

    /// <summary>How many decisions there are.</summary>
    public int Count { get; private set; }

    /// <summary>The probabilities of a decision's options.</summary>
    public Span<double> Of(int decision) => _probabilities.AsSpan(_first[decision], _first[decision + 1] - _first[decision]);

    /// <summary>Adds a decision; its number is <see cref="Count"/> before.</summary>
    public void Add(ReadOnlySpan<double> probabilities)
    {
        int from = _first[Count];
        int to = from + probabilities.Length;
        if (to > _probabilities.Length) Array.Resize(ref _probabilities, Math.Max(to, 2 * _probabilities.Length));
        if (Count + 2 > _first.Length) Array.Resize(ref _first, 2 * _first.Length);
        probabilities.CopyTo(_probabilities.AsSpan(from));
        _first[++Count] = to;
    }

    /// <summary>A copy, to be changed for another point.</summary>
    public Decisions Copy() => new() { _probabilities = [.. _probabilities], _first = [.. _first], Count = Count };
}
