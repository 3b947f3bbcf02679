using System.Runtime.Intrinsics.X86;
using ScenarioSim.Compiler.Vectors;

namespace ScenarioSim.Compiler.Machine;

/// <summary>
/// Machine code for processors that have AVX2 and not AVX-512: the sixteen lanes of a block eight by eight, or one by one. Truths are vectors of 32 bits, all set or none.
/// </summary>
/// <remarks>
/// Numbers of 32 bits are in the order of the lanes. Of wide ones the first half has lanes 0, 1, 4 and 5, the other 2, 3, 6 and 7, as instructions have it that take halves of 128 bits each by itself:
/// so one instruction makes a half of a truth as wide as doubles, or makes one truth of two halves. Rows of doubles have them in the same order (<see cref="Rows.WideLane"/>).
/// A single lane has the lowest number of a vector of 128 bits, packed or wide; what comes of the others, which are there because an operand in memory is read whole, does not matter.
/// </remarks>
internal sealed partial class Avx2Assembler : MachineAssembler
{
    /// <summary>How many lanes there are in a pass.</summary>
    public const int Lanes = 8;

    /// <summary>How many passes go through a block.</summary>
    public const int Passes = 2;

    /// <summary>Bits in a vector.</summary>
    public const int VectorBits = 256;

    // From here on a called function may not change registers on Windows.
    private const int FirstKept = 6;
    private const int Registers = 16;

    private readonly Avx2Encoder _code;
    private readonly int[] _kept;

    // The truth whose signs are in the integer register, since which of the things to do.
    private (Node? Truth, int At) _signs;
    private int _block;
    private int _pass;

    /// <param name="graph">What to compute.</param>
    /// <param name="registers">How many vector registers it may use at most.</param>
    /// <param name="oneLane">Whether lanes are gone through one by one.</param>
    public Avx2Assembler(Graph graph, int registers, bool oneLane)
        : this(graph, registers, oneLane ? new OneLaneEncoder(graph.Rows) : new Avx2Encoder(), oneLane)
    {
    }

    private Avx2Assembler(Graph graph, int registers, Avx2Encoder code, bool oneLane)
        : base(graph, code, fusesMasks: false, [.. Enumerable.Range(0, Math.Min(registers, Registers))], null, VectorBits / 8, oneLane)
    {
        _code = code;
        _kept = OperatingSystem.IsWindows() ? [.. Enumerable.Range(FirstKept, Registers - FirstKept).Select(_ => Homes.Reserve())] : [];
    }

    /// <summary>Whether the machine can, and the system allows code of one's own.</summary>
    public static bool IsSupported { get; } = Avx2.X64.IsSupported && Bmi2.X64.IsSupported && Popcnt.X64.IsSupported && ExecutableMemory.IsAllowed;

    /// <inheritdoc/>
    protected override void WriteEntry()
    {
        for (int i = 0; i < _kept.Length; i++) _code.Write(VexInstruction.StoreLower, FirstKept + i, 0, Place.Scratch(_kept[i]));
        if (!IsOnePiece)
        {
            _code.BeginPass();
            if (HasList) _code.BeginList();
            return;
        }
        (_block, _pass) = (_code.NewLabel(), _code.NewLabel());
        _code.BeginBlocks(_block, _pass, HasList);
    }

    /// <inheritdoc/>
    protected override void WriteNextBlock() => _code.NextPass(_block, _pass);

    /// <inheritdoc/>
    protected override void WriteReturn()
    {
        if (HasList) _code.EndList();
        for (int i = 0; i < _kept.Length; i++) _code.Write(VexInstruction.LoadLower, FirstKept + i, 0, Place.Scratch(_kept[i]));
        _code.Return();
    }

    /// <inheritdoc/>
    protected override void WriteFlag(Node truth, int offset)
    {
        _code.StoreSigns(Order.IsFused(truth) ? Vector(Order.Real(truth.A!), Part.Packed) : Mask(truth), Place.Flag(offset));
        _signs = HasHalves ? (truth, Uses.Now) : default;
    }

    /// <inheritdoc/>
    protected override void Append(Node lanes, Node number, RowKind kind)
    {
        bool areSignsKnown = _signs.Truth == lanes && Order.AreTogether(_signs.At, Uses.Now);
        int mask = areSignsKnown ? 0 : Mask(lanes), numbers = Narrow(number, kind);
        _code.Append(mask, numbers, Vectors.Take(), areSignsKnown);
        _signs = default;
    }

    /// <inheritdoc/>
    protected override void JumpIfNone(int mask, int label) => _code.JumpIfNone(mask, label);
}
