namespace ScenarioSim.Compiler.Vectors;

/// <summary>The memory of a block of lanes: bytes with a bit for each lane, and behind them rows with a number for each lane.</summary>
/// <param name="width">How many lanes a block has.</param>
/// <param name="flags">How many bytes with bits there are.</param>
internal sealed class Rows(VectorWidth width, int flags)
{
    private readonly int _first = (flags + 63) / 64 * 64;
    private readonly List<string> _names = [];
    private readonly Dictionary<string, int> _known = [];
    private readonly List<double[]> _constants = [];

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

    /// <summary>What lies in the memory of constants, which all blocks share: a number for each lane of each row.</summary>
    public IReadOnlyList<double[]> Constants => _constants;

    /// <summary>The offset of a constant in the memory of constants; the same for the same bits.</summary>
    /// <param name="lanes">A number for each lane.</param>
    public int Constant(double[] lanes)
    {
        string key = string.Join(' ', lanes.Select(BitConverter.DoubleToInt64Bits));
        if (_known.TryGetValue(key, out int row)) return row * width.Bytes;
        _constants.Add(lanes);
        _known.Add(key, _constants.Count - 1);
        return (_constants.Count - 1) * width.Bytes;
    }

    /// <summary>Asks for so many bytes before the constants, for values that routines have no register for.</summary>
    public void NeedScratch(int bytes) => ScratchSize = Math.Max(ScratchSize, bytes);

    /// <summary>How many bytes of it are needed, a multiple of 64.</summary>
    public int ScratchSize { get; private set; }

    /// <summary>The size of a block's memory in bytes, a multiple of 64.</summary>
    public int Size => (Offset(Count) + 63) / 64 * 64;
}
