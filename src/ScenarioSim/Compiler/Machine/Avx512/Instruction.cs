using System.Diagnostics;
using ScenarioSim.Compiler.Vectors;

namespace ScenarioSim.Compiler.Machine;

/// <summary>A vector instruction of AVX-512.</summary>
/// <param name="Code">Its code in its map.</param>
/// <param name="Map">1 for 0F, 2 for 0F 38, 3 for 0F 3A.</param>
/// <param name="Prefix">The prefix that is folded in: 1 for 66, 2 for F3, 3 for F2.</param>
/// <param name="Wide">Whether an operand's element has 64 bits; else 32.</param>
/// <param name="Repeats">Whether its last operand may be one number in memory, for every lane.</param>
/// <param name="Single">Whether its last operand in memory is always one number.</param>
/// <param name="Bytes">How many bytes its last operand has otherwise.</param>
/// <param name="Rounding">How it rounds: 0 to the nearest, 1 down, 2 up, 3 towards 0, its last operand being in a register; -1 where it rounds as the machine is set.</param>
internal readonly record struct Instruction(byte Code, byte Map, byte Prefix, bool Wide, bool Repeats = true, bool Single = false, int Bytes = 64, int Rounding = -1)
{
    public static readonly Instruction Add = new(0x58, 1, 1, true);
    public static readonly Instruction Multiply = new(0x59, 1, 1, true);
    public static readonly Instruction Subtract = new(0x5C, 1, 1, true);
    public static readonly Instruction Sqrt = new(0x51, 1, 1, true);
    public static readonly Instruction Compare = new(0xC2, 1, 1, true);
    public static readonly Instruction CompareFloats = new(0xC2, 1, 0, false);
    public static readonly Instruction CompareWholes = new(0x1F, 3, 1, false);
    public static readonly Instruction And = new(0x54, 1, 1, true);
    public static readonly Instruction Round = new(0x09, 3, 1, true);
    public static readonly Instruction Reciprocal = new(0x4C, 2, 1, true);
    public static readonly Instruction Look16 = new(0x7F, 2, 1, true, Repeats: false);

    /// <summary>What the register named first holds, less the product of the others, rounded once.</summary>
    public static readonly Instruction LessProduct = new(0xBC, 2, 1, true);

    /// <summary>Numbers of 32 bits of two vectors, by the places that the register named first holds, into that.</summary>
    public static readonly Instruction Gather = new(0x76, 2, 1, false, Repeats: false);

    // From one form to another; what has eight lanes of 32 bits is half a vector.
    public static readonly Instruction DoublesOfWholes = new(0xE6, 1, 2, false, Repeats: false, Bytes: 32);
    public static readonly Instruction DoublesOfFloats = new(0x5A, 1, 0, false, Repeats: false, Bytes: 32);
    public static readonly Instruction BitsOfWholes = new(0x35, 2, 1, false, Repeats: false, Bytes: 32);
    public static readonly Instruction WholesOfDoubles = new(0xE6, 1, 3, true, Repeats: false);
    public static readonly Instruction FloatsOfDoubles = new(0x5A, 1, 1, true, Repeats: false);
    public static readonly Instruction FloatsOfWholes = new(0x5B, 1, 0, false, Repeats: false);
    public static readonly Instruction WholesOfFloats = new(0x5B, 1, 1, false, Repeats: false);

    /// <summary>The lanes of a vector that are negative, into the mask that is named first: by another part of the processor than comparisons, which are many.</summary>
    public static readonly Instruction Negative = new(0x39, 2, 2, false, Repeats: false);

    /// <summary>The lanes of a mask, moved together: from the register that is named first into that named last.</summary>
    public static readonly Instruction Compress = new(0x8B, 2, 1, false, Repeats: false);

    /// <summary>The upper half of the register that is named first, into that named last.</summary>
    public static readonly Instruction UpperHalf = new(0x1B, 3, 1, true, Repeats: false, Bytes: 32);

    /// <summary>A vector whose upper half is replaced.</summary>
    public static readonly Instruction WithUpperHalf = new(0x1A, 3, 1, true, Repeats: false, Bytes: 32);

    /// <summary>Reads a vector.</summary>
    public static Instruction Load(Part part) => (part is not (Part.Packed or Part.Floats)) ? new(0x10, 1, 1, true, Repeats: false) : new(0x10, 1, 0, false, Repeats: false);

    /// <summary>Writes a vector.</summary>
    public static readonly Instruction Store = new(0x11, 1, 1, true, Repeats: false);

    /// <summary>A number into every lane.</summary>
    public static Instruction Repeat(Part part) => new((byte)((part is not (Part.Packed or Part.Floats)) ? 0x19 : 0x18), 2, 1, (part is not (Part.Packed or Part.Floats)), Repeats: false, Single: true);

    /// <summary>The last operand where a mask has a lane, the second where it has not.</summary>
    public static Instruction Blend(Part part) => new(0x65, 2, 1, (part is not (Part.Packed or Part.Floats)));

    /// <summary>Entries of a table that is a vector.</summary>
    public static Instruction Look(Part part) => new((byte)(part == Part.Packed ? 0x36 : 0x16), 2, 1, (part is not (Part.Packed or Part.Floats)), Repeats: false);

    /// <summary>An operation of two operands.</summary>
    public static Instruction Of(Op op, Part part) => part switch
    {
        Part.Packed => OfWholes(op),
        Part.Floats => OfDoubles(op) with { Prefix = 0, Wide = false },
        _ => OfDoubles(op),
    };

    private static Instruction OfWholes(Op op) => op switch
    {
        Op.Add => new(0xFE, 1, 1, false),
        Op.Subtract => new(0xFA, 1, 1, false),
        Op.Multiply => new(0x40, 2, 1, false),
        Op.Least => new(0x39, 2, 1, false),
        Op.Greatest => new(0x3D, 2, 1, false),
        Op.Absolute => new(0x1E, 2, 1, false),
        _ => throw new UnreachableException(op.ToString()),
    };

    private static Instruction OfDoubles(Op op) => op switch
    {
        Op.Add => Add,
        Op.Subtract => Subtract,
        Op.Multiply => Multiply,
        Op.Divide => new(0x5E, 1, 1, true),
        Op.Least => new(0x5D, 1, 1, true),
        Op.Greatest => new(0x5F, 1, 1, true),
        Op.Sqrt => Sqrt,
        Op.Absolute or Op.AndBits => And,
        Op.OrBits => new(0x56, 1, 1, true),
        Op.AddBits => new(0xD4, 1, 1, true),
        _ => throw new UnreachableException(op.ToString()),
    };
}

/// <summary>An operation on masks of sixteen bits.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Long">The bit L of its prefix.</param>
/// <param name="Prefix">The prefix that is folded in.</param>
internal readonly record struct MaskInstruction(byte Code, bool Long, byte Prefix = 0)
{
    public static readonly MaskInstruction And = new(0x41, true);
    public static readonly MaskInstruction AndNot = new(0x42, true);
    public static readonly MaskInstruction Not = new(0x44, false);
    public static readonly MaskInstruction Or = new(0x45, true);
    public static readonly MaskInstruction Same = new(0x46, true);
    public static readonly MaskInstruction Differ = new(0x47, true);
    public static readonly MaskInstruction Test = new(0x98, false);

    /// <summary>The lowest eight bits of two masks: those of the second below.</summary>
    public static readonly MaskInstruction Join = new(0x4B, true, 1);
}
