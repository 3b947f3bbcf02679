namespace ScenarioSim.Analysis;

/// <summary>A box of worlds: of each axis the cells that are in it. Immutable.</summary>
internal sealed class CellBox
{
    private readonly Axis[] _axes;
    private readonly bool[][] _has;

    private CellBox(Axis[] axes, bool[][] has) => (_axes, _has) = (axes, has);

    /// <summary>The box of all worlds.</summary>
    public static CellBox All(Axis[] axes) => new(axes, [.. axes.Select(a => Enumerable.Repeat(true, a.Count).ToArray())]);

    /// <summary>Of an axis, whether a cell is in it.</summary>
    public bool[] this[int axis] => _has[axis];

    /// <summary>Whether an axis is restricted.</summary>
    public bool Restricts(int axis) => Array.IndexOf(_has[axis], false) >= 0;

    /// <summary>Whether a world is in it.</summary>
    public bool Has(int world)
    {
        for (int axis = 0; axis < _axes.Length; axis++)
        {
            if (!_has[axis][_axes[axis].Cells[world]]) return false;
        }
        return true;
    }

    /// <summary>The same with other cells of one axis.</summary>
    public CellBox With(int axis, bool[] cells)
    {
        bool[][] has = [.. _has];
        has[axis] = cells;
        return new CellBox(_axes, has);
    }

    /// <summary>The same without any restriction of an axis.</summary>
    public CellBox Without(int axis) => With(axis, [.. Enumerable.Repeat(true, _axes[axis].Count)]);

    /// <summary>The one axis by which a world is out of it; -1 where it is in it, -2 where it is out by several.</summary>
    public int OutBy(int world)
    {
        int by = -1;
        for (int axis = 0; axis < _axes.Length; axis++)
        {
            if (_has[axis][_axes[axis].Cells[world]]) continue;
            if (by >= 0) return -2;
            by = axis;
        }
        return by;
    }

    /// <summary>The same with more cells of one axis: those of a side, or one value of words.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="cell">One of them.</param>
    public CellBox Wider(int axis, int cell) => With(axis, [.. _has[axis].Select((h, i) => h || SliceOf(axis, i) == SliceOf(axis, cell))]);

    /// <summary>Which cut a cell that is not in it was lost by: a side of an axis, or one value of words, told by its first cell.</summary>
    public int SliceOf(int axis, int cell) => !_axes[axis].IsOrdered ? cell : _has[axis][cell] ? -1 : cell < Array.IndexOf(_has[axis], true) ? 0 : Array.LastIndexOf(_has[axis], true) + 1;

    /// <summary>Whether another has the same cells.</summary>
    public bool IsLike(CellBox other) => _has.Zip(other._has).All(p => p.First.AsSpan().SequenceEqual(p.Second));
}
