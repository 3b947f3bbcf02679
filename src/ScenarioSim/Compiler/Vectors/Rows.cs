using System.Runtime.CompilerServices;
using ScenarioSim.Compiler.Machine;

namespace ScenarioSim.Compiler.Vectors;

/// <summary>The memory of a block of lanes: flags with a bit for each lane, and behind them rows with a number for each lane.</summary>
/// <param name="width">How many lanes a block has.</param>
/// <param name="flags">How many flags there are.</param>
internal sealed class Rows(VectorWidth width, int flags)
{
    private const int Vector = 64;

    private readonly List<(string Name, RowKind Kind, int Offset)> _rows = [];
    private readonly Dictionary<string, int> _known = [];
    private readonly List<double[]> _constants = [];

    /// <summary>How many lanes, and what the machine can do with them.</summary>
    public VectorWidth Width => width;

    /// <summary>How many rows there are.</summary>
    public int Count => _rows.Count;

    /// <summary>The name of a row, for text.</summary>
    public string Name(int row) => _rows[row].Name;

    /// <summary>A new row.</summary>
    /// <param name="name">Its name, for text.</param>
    /// <param name="kind">What is in it: where blocks are packed, all that reads and writes it keeps to that.</param>
    public int New(string name, RowKind kind = RowKind.Number)
    {
        int at = End;
        _rows.Add((name, kind, at % Alignment(kind) == 0 ? at : (at + Vector - 1) / Vector * Vector));
        return _rows.Count - 1;
    }

    /// <summary>What is in a row.</summary>
    public RowKind Kind(int row) => _rows[row].Kind;

    /// <summary>Where a row begins in the memory of a block, in bytes.</summary>
    public int Offset(int row) => _rows[row].Offset;

    /// <summary>Where a lane's number is in the memory of a block, in bytes; not for packed truths.</summary>
    public int Offset(int row, int lane) => Offset(row) + (width.IsPacked && Kind(row) != RowKind.Number ? lane * sizeof(int) : WideLane(lane) * sizeof(double));

    /// <summary>Which number of a row of doubles is a lane's.</summary>
    public int WideLane(int lane) => (int)Wide((nuint)lane * sizeof(int), Turned) / sizeof(double);

    /// <summary>For <see cref="Wide"/>: the bit of a place in which lanes have another order in rows of doubles; 0 where they have the same.</summary>
    public nuint Turned => width.IsNarrow ? 2 * sizeof(int) : 0u;

    /// <summary>Where a packed lane's double stands behind the first byte of a row: twice as far as its 32-bit number, by whose place lanes are told.</summary>
    /// <remarks>With vectors of 256 bits of each four pairs of lanes the two in the middle change places: see <see cref="Avx2Assembler"/>.</remarks>
    /// <param name="place">Where that number stands, of any row of any block.</param>
    /// <param name="turned"><see cref="Turned"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nuint Wide(nuint place, nuint turned)
    {
        place ^= ((place ^ (place >> 1)) & turned) * 3;
        return place + (place & (Vector - 1));
    }

    /// <summary>Where the bits of the lanes with a number are, in bytes: see <see cref="Graph.StoreBits"/>.</summary>
    public int FlagOffset(int flag) => flag * FlagBytes;

    /// <summary>Bytes with a bit for each lane.</summary>
    public int FlagBytes => width.IsPacked ? 2 : 1;

    /// <summary>How many bytes a row has.</summary>
    public int BytesOf(RowKind kind) => !width.IsPacked ? width.Bytes : kind switch { RowKind.Number => 2 * Vector, RowKind.Truth => 8, _ => Vector };

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

    /// <summary>How many bytes of it are needed, a multiple of 64. Machine code keeps the end of its list, and more, in 64 bytes behind it.</summary>
    public int ScratchSize { get; private set; }

    /// <summary>The size of a block's memory in bytes, a multiple of 64.</summary>
    public int Size => (End + Vector - 1) / Vector * Vector;

    private int End => _rows.Count == 0 ? ((flags * FlagBytes) + Vector - 1) / Vector * Vector : _rows[^1].Offset + BytesOf(_rows[^1].Kind);

    private int Alignment(RowKind kind) => width.IsPacked && kind == RowKind.Truth ? 1 : width.IsPacked ? Vector : 1;
}

/// <summary>What a row holds in each lane. Only where blocks are packed (<see cref="VectorWidth.IsPacked"/>) does that decide how it is written; else every row is one of doubles.</summary>
internal enum RowKind : byte
{
    /// <summary>A double; packed: two vectors of eight.</summary>
    Number,

    /// <summary>A whole number in ±2^30, never -0; packed: 32 bits each.</summary>
    Whole,

    /// <summary>A place (<see cref="Graph.Place"/>) of at most 2^30; packed: 32 bits each, of the place without its 2^52.</summary>
    Place,

    /// <summary>A truth; packed: a bit each in the first two of eight bytes.</summary>
    Truth,
}
