using System.Diagnostics;
using ScenarioSim.Compiler.Vectors;

namespace ScenarioSim.Compiler.Machine;

/// <summary>A vector instruction of AVX or AVX2.</summary>
/// <param name="Code">Its code in its map.</param>
/// <param name="Map">1 for 0F, 2 for 0F 38, 3 for 0F 3A.</param>
/// <param name="Prefix">The prefix that is folded in: 1 for 66, 2 for F3, 3 for F2.</param>
/// <param name="Wide">The bit W of its prefix.</param>
/// <param name="Short">Whether its vectors have 128 bits; else 256.</param>
internal readonly record struct VexInstruction(byte Code, byte Map, byte Prefix, bool Wide = false, bool Short = false)
{
    public static readonly VexInstruction Load = new(0x10, 1, 0);
    public static readonly VexInstruction Store = new(0x11, 1, 0);

    /// <summary>The lower half of a vector.</summary>
    public static readonly VexInstruction LoadLower = Load with { Short = true };

    /// <inheritdoc cref="LoadLower"/>
    public static readonly VexInstruction StoreLower = Store with { Short = true };

    /// <summary>A single number of 32 bits, from memory or an integer register; the others become 0.</summary>
    public static readonly VexInstruction LoadWhole = new(0x6E, 1, 1, Short: true);

    /// <summary>The lowest number of 32 bits, to memory or an integer register.</summary>
    public static readonly VexInstruction StoreWhole = new(0x7E, 1, 1, Short: true);

    /// <summary>A single double from memory; the other becomes 0.</summary>
    public static readonly VexInstruction LoadDouble = new(0x10, 1, 3, Short: true);

    /// <summary>The lowest double.</summary>
    public static readonly VexInstruction StoreDouble = new(0x11, 1, 3, Short: true);

    /// <summary>A vector whose upper half is replaced.</summary>
    public static readonly VexInstruction WithUpper = new(0x18, 3, 1);

    /// <summary>The upper half of the register that is named first.</summary>
    public static readonly VexInstruction Upper = new(0x19, 3, 1);

    /// <summary>One byte into all.</summary>
    public static readonly VexInstruction RepeatByte = new(0x78, 2, 1);

    public static readonly VexInstruction And = new(0x54, 1, 0);
    public static readonly VexInstruction Or = new(0x56, 1, 0);
    public static readonly VexInstruction Xor = new(0x57, 1, 0);

    /// <summary>What is in the last operand and not in the second.</summary>
    public static readonly VexInstruction AndNot = new(0x55, 1, 0);

    public static readonly VexInstruction Add = new(0x58, 1, 1);
    public static readonly VexInstruction Subtract = new(0x5C, 1, 1);
    public static readonly VexInstruction Multiply = new(0x59, 1, 1);
    public static readonly VexInstruction Divide = new(0x5E, 1, 1);
    public static readonly VexInstruction Sqrt = new(0x51, 1, 1);
    public static readonly VexInstruction Round = new(0x09, 3, 1);
    public static readonly VexInstruction RoundFloats = new(0x08, 3, 1);

    public static readonly VexInstruction Compare = new(0xC2, 1, 1);
    public static readonly VexInstruction CompareFloats = new(0xC2, 1, 0);
    public static readonly VexInstruction EqualWholes = new(0x76, 1, 1);
    public static readonly VexInstruction GreaterWholes = new(0x66, 1, 1);

    /// <summary>Whether there is any bit: sets the flag of zero.</summary>
    public static readonly VexInstruction Test = new(0x17, 2, 1);

    /// <summary>The signs of 32-bit numbers, as bits of an integer register.</summary>
    public static readonly VexInstruction Signs = new(0x50, 1, 0);

    // From each half of 128 bits: of two operands the numbers of 32 bits by turns, and those in even places.
    public static readonly VexInstruction InterleaveLow = new(0x14, 1, 0);
    public static readonly VexInstruction InterleaveHigh = new(0x15, 1, 0);
    public static readonly VexInstruction Pick = new(0xC6, 1, 0);

    /// <summary>Numbers of 64 bits in another order.</summary>
    public static readonly VexInstruction Reorder = new(0x00, 3, 1, Wide: true);

    /// <summary>Entries of a table of eight numbers of 32 bits.</summary>
    public static readonly VexInstruction Look = new(0x36, 2, 1);

    /// <summary>In each half of 128 bits, numbers of 32 bits of a table of four.</summary>
    public static readonly VexInstruction LookFour = new(0x0C, 2, 1);

    /// <summary>In each half of 128 bits, bytes of a table of sixteen; 0 where the place's highest bit is set.</summary>
    public static readonly VexInstruction LookBytes = new(0x00, 2, 1);

    /// <summary>Moves by some bits: the register written stands where others have their second operand.</summary>
    public static readonly VexInstruction ShiftLong = new(0x73, 1, 1);

    /// <inheritdoc cref="ShiftLong"/>
    public static readonly VexInstruction ShiftWhole = new(0x72, 1, 1);

    // From one form to another.
    public static readonly VexInstruction FloatsOfWholes = new(0x5B, 1, 0);
    public static readonly VexInstruction WholesOfFloats = new(0x5B, 1, 1);
    public static readonly VexInstruction FloatsOfDoubles = new(0x5A, 1, 1);
    public static readonly VexInstruction DoublesOfFloats = new(0x5A, 1, 0);

    /// <summary>The last operand where the sign of a register is set, the second where it is not.</summary>
    public static VexInstruction Blend(bool wide) => new((byte)(wide ? 0x4B : 0x4A), 3, 1);

    /// <summary>An operation of two operands, or of one.</summary>
    public static VexInstruction Of(Op op, Part part) => part switch
    {
        Part.Packed => OfWholes(op),
        Part.Floats => OfDoubles(op) with { Prefix = 0 },
        _ => OfDoubles(op),
    };

    private static VexInstruction OfWholes(Op op) => op switch
    {
        Op.Add => new(0xFE, 1, 1),
        Op.Subtract => new(0xFA, 1, 1),
        Op.Multiply => new(0x40, 2, 1),
        Op.Least => new(0x39, 2, 1),
        Op.Greatest => new(0x3D, 2, 1),
        Op.Absolute => new(0x1E, 2, 1),
        _ => throw new UnreachableException(op.ToString()),
    };

    private static VexInstruction OfDoubles(Op op) => op switch
    {
        Op.Add => Add,
        Op.Subtract => Subtract,
        Op.Multiply => Multiply,
        Op.Divide or Op.RoughQuotient => Divide,
        Op.Least => new(0x5D, 1, 1),
        Op.Greatest => new(0x5F, 1, 1),
        Op.Sqrt => Sqrt,
        Op.AndBits => And,
        Op.OrBits => Or,
        Op.AddBits => new(0xD4, 1, 1),
        _ => throw new UnreachableException(op.ToString()),
    };
}
