namespace ScenarioSim.Compiler.Machine;

/// <summary>A vector instruction of AVX-512 on doubles or 64 bits.</summary>
/// <param name="Code">Its code in its map.</param>
/// <param name="Map">1 for 0F, 2 for 0F 38, 3 for 0F 3A.</param>
/// <param name="Prefix">The prefix that is folded in: 0 for none, 1 for 66, 2 for F3.</param>
/// <param name="Wide">Whether an operand's element has 64 bits.</param>
/// <param name="Repeats">Whether its last operand may be one number in memory, for every lane.</param>
/// <param name="Single">Whether its last operand in memory is always one number.</param>
internal readonly record struct Instruction(byte Code, byte Map, byte Prefix, bool Wide, bool Repeats = true, bool Single = false)
{
    public static readonly Instruction Add = new(0x58, 1, 1, true);
    public static readonly Instruction Multiply = new(0x59, 1, 1, true);
    public static readonly Instruction Subtract = new(0x5C, 1, 1, true);
    public static readonly Instruction Divide = new(0x5E, 1, 1, true);
    public static readonly Instruction Least = new(0x5D, 1, 1, true);
    public static readonly Instruction Greatest = new(0x5F, 1, 1, true);
    public static readonly Instruction Sqrt = new(0x51, 1, 1, true);
    public static readonly Instruction Compare = new(0xC2, 1, 1, true);
    public static readonly Instruction And = new(0x54, 1, 1, true);
    public static readonly Instruction Or = new(0x56, 1, 1, true);
    public static readonly Instruction AddBits = new(0xD4, 1, 1, true);
    public static readonly Instruction Round = new(0x09, 3, 1, true);
    public static readonly Instruction Reciprocal = new(0x4C, 2, 1, true);
    public static readonly Instruction Blend = new(0x65, 2, 1, true);
    public static readonly Instruction Look8 = new(0x16, 2, 1, true, Repeats: false);
    public static readonly Instruction Look16 = new(0x7F, 2, 1, true, Repeats: false);
    public static readonly Instruction Load = new(0x10, 1, 1, true, Repeats: false);
    public static readonly Instruction Store = new(0x11, 1, 1, true, Repeats: false);
    public static readonly Instruction Repeat = new(0x19, 2, 1, true, Repeats: false, Single: true);
    public static readonly Instruction ToSingle = new(0x5A, 1, 1, true);
    public static readonly Instruction FromSingle = new(0x5A, 1, 0, false, Repeats: false);
    public static readonly Instruction FromMask = new(0x38, 2, 2, true, Repeats: false);
    public static readonly Instruction ToMask = new(0x39, 2, 2, true, Repeats: false);
}

/// <summary>An operation on masks of eight bits.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Long">The bit L of its prefix.</param>
internal readonly record struct MaskInstruction(byte Code, bool Long)
{
    public static readonly MaskInstruction And = new(0x41, true);
    public static readonly MaskInstruction AndNot = new(0x42, true);
    public static readonly MaskInstruction Not = new(0x44, false);
    public static readonly MaskInstruction Or = new(0x45, true);
    public static readonly MaskInstruction Same = new(0x46, true);
    public static readonly MaskInstruction Differ = new(0x47, true);
    public static readonly MaskInstruction Test = new(0x98, false);
}
