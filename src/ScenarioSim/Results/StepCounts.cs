using System.Runtime.CompilerServices;

namespace ScenarioSim.Results;

/// <summary>How many runs entered less how many left each row (a state) in each step: dense where that fits, sparse where it would not.</summary>
public sealed class StepCounts
{
    // 16 million counts are 128 MB; beyond, few of them are ever touched.
    private const long Densest = 16_000_000;

    private readonly int _steps;
    private readonly long[]? _dense;
    private readonly Dictionary<long, long>? _sparse;

    /// <param name="rows">How many rows.</param>
    /// <param name="steps">How many steps, step 0 included.</param>
    public StepCounts(int rows, int steps)
    {
        _steps = steps;
        if ((long)rows * steps <= Densest) _dense = new long[rows * steps];
        else _sparse = [];
    }

    /// <summary>Whether there are so many that they should not all be laid out at once.</summary>
    public bool IsSparse => _sparse is not null;

    /// <summary>Adds to a row in a step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int row, int step, long count)
    {
        long at = ((long)row * _steps) + step;
        if (_dense is { } dense) dense[at] += count;
        else _sparse![at] = _sparse.GetValueOrDefault(at) + count;
    }

    /// <summary>Adds all of another's counts, which has the same shape.</summary>
    public void Merge(StepCounts other)
    {
        if (_dense is not null)
        {
            for (int i = 0; i < _dense.Length; i++) _dense[i] += other._dense![i];
            return;
        }
        foreach ((long at, long count) in other._sparse!) _sparse![at] = _sparse.GetValueOrDefault(at) + count;
    }

    /// <summary>The running sum of a row over the steps, begun with a count.</summary>
    public double[] Cumulative(int row, long begin)
    {
        var sums = new double[_steps];
        long sum = begin;
        for (int step = 0; step < _steps; step++)
        {
            long at = ((long)row * _steps) + step;
            sum += _dense is not null ? _dense[at] : _sparse!.GetValueOrDefault(at);
            sums[step] = sum;
        }
        return sums;
    }
}
