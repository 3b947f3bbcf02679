namespace ScenarioSim.Compiler.Vectors;

/// <summary>The memory of a block of lanes: bytes with a bit for each lane, and behind them rows with a number for each lane.</summary>
/// <param name="width">How many lanes a block has.</param>
/// <param name="flags">How many bytes with bits there are.</param>
internal sealed class Rows(VectorWidth width, int flags)
{
    private readonly int _first = (flags + 63) / 64 * 64;
    private readonly List<string> _names = [];

    /// <summary>How many lanes, and what the machine can do with them.</summary>
    public VectorWidth Width => width;

    /// <summary>How many rows there are.</summary>
    public int Count => _names.Count;

    /// <summary>The name of a row, for text.</summary>
    public string Name(int row) => _names[row];

    /// <summary>A new row.</summary>
    public int New(string name)
    {
        _names.Add(name);
        return _names.Count - 1;
    }

    /// <summary>Where a row begins in the memory of a block, in bytes.</summary>
    public int Offset(int row) => _first + (row * width.Bytes);

    /// <summary>The size of a block's memory in bytes, a multiple of 64.</summary>
    public int Size => (Offset(Count) + 63) / 64 * 64;
}
