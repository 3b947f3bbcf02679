using System.Collections;

namespace ScenarioSim.Results;

/// <summary>Numbers by step that are worked out when they are looked at, and forgotten where memory is short.</summary>
/// <remarks>For results so large (100,000 states on 1,000,000 steps) that all rows at once would not fit.</remarks>
internal sealed class RowOnDemand : IReadOnlyList<double>
{
    private readonly Func<double[]> _make;
    private readonly WeakReference<double[]> _row = new([]);

    /// <param name="count">How many numbers there are.</param>
    /// <param name="make">Works them out; the same each time.</param>
    public RowOnDemand(int count, Func<double[]> make) => (Count, _make) = (count, make);

    /// <inheritdoc/>
    public int Count { get; }

    /// <inheritdoc/>
    public double this[int index] => Row()[index];

    /// <inheritdoc/>
    public IEnumerator<double> GetEnumerator() => ((IEnumerable<double>)Row()).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private double[] Row()
    {
        if (_row.TryGetTarget(out double[]? row) && row.Length == Count) return row;
        row = _make();
        _row.SetTarget(row);
        return row;
    }
}
