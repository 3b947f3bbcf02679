using System.Runtime.Intrinsics.X86;
using ScenarioSim.Compiler.Vectors;

namespace ScenarioSim.Compiler.Machine;

/// <summary>Machine code for processors with AVX-512: all sixteen lanes at once, with truths in mask registers, which costs next to nothing.</summary>
internal sealed partial class Avx512Assembler : MachineAssembler
{
    /// <summary>Bits in a vector.</summary>
    public const int VectorBits = 512;

    private const int MaskSize = 2;

    // What a called function may change on this system.
    private static readonly int[] s_vectors = OperatingSystem.IsWindows() ? [.. Enumerable.Range(0, 6).Concat(Enumerable.Range(16, 16))] : [.. Enumerable.Range(0, 32)];
    private static readonly int[] s_masks = [.. Enumerable.Range(1, 7)];

    private readonly Avx512Encoder _code;
    private int _top;

    /// <param name="graph">What to compute.</param>
    /// <param name="registers">How many vector registers it may use at most.</param>
    public Avx512Assembler(Graph graph, int registers)
        : this(graph, registers, new Avx512Encoder())
    {
    }

    private Avx512Assembler(Graph graph, int registers, Avx512Encoder code)
        : base(graph, code, fusesMasks: true, [.. s_vectors.Take(registers)], s_masks, MaskSize) =>
        _code = code;

    /// <summary>Whether the machine can, and the system allows code of one's own.</summary>
    public static bool IsSupported { get; } = Avx512F.X64.IsSupported && Avx512DQ.IsSupported && ExecutableMemory.IsAllowed;

    /// <inheritdoc/>
    protected override void WriteEntry()
    {
        if (HasList) _code.BeginList();
        _top = _code.NewLabel();
        _code.Set(_top);
    }

    /// <inheritdoc/>
    protected override void WriteNextBlock() => _code.NextBlock(_top);

    /// <inheritdoc/>
    protected override void WriteReturn()
    {
        if (HasList) _code.EndList();
        _code.Return();
    }

    /// <inheritdoc/>
    protected override void WriteWide(Node node)
    {
        foreach (Part half in Halves) WriteNumber(node, half);
    }

    /// <inheritdoc/>
    protected override void WritePacked(Node node, Part part) => WriteNumber(node, part);

    /// <inheritdoc/>
    protected override void WriteFlag(Node truth, int offset) => _code.StoreMask(Mask(truth), Place.Flag(offset));

    /// <inheritdoc/>
    protected override void Append(Node lanes, Node number, RowKind kind)
    {
        int mask = Mask(lanes), value = Narrow(number, kind), together = Vectors.Take();
        _code.Write(Instruction.Compress, value, 0, Place.Register(together), mask, zero: true);
        _code.Write(Instruction.Store, together, 0, Place.EndOfList);
        _code.Lengthen(mask);
    }

    /// <inheritdoc/>
    protected override void JumpIfNone(int mask, int label) => _code.JumpIfNone(mask, label);
}
