using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using ScenarioSim.Compiler.Machine;

namespace ScenarioSim.Compiler.Vectors;

/// <summary>How many lanes a block has, and the machine's operations on them.</summary>
/// <param name="Lanes">Lanes in a block: 2, 4 or 8, a vector of doubles; 16 in machine code of our own, a vector of 32-bit numbers or two of doubles.</param>
/// <param name="Container">The class of its operations, such as <see cref="Vector512"/>.</param>
/// <param name="Numbers">The type of a vector of doubles.</param>
/// <param name="Bits">The type of a vector of whole numbers.</param>
/// <param name="HasLookUp">Whether a vector's entries can be looked up by place.</param>
/// <param name="HasMachineCode">Whether routines become machine code of our own (<see cref="MachineAssembler"/>), where the system allows that; else the just-in-time compiler's.</param>
internal sealed record VectorWidth(int Lanes, Type Container, Type Numbers, Type Bits, bool HasLookUp, bool HasMachineCode = false)
{
    /// <summary>Sixteen lanes, in machine code of our own.</summary>
    public static VectorWidth Of512 { get; } = new(16, typeof(Vector512), typeof(Vector512<double>), typeof(Vector512<long>), Avx512F.IsSupported, HasMachineCode: true);

    /// <summary>Eight lanes, in the just-in-time compiler's code: where no other is allowed.</summary>
    public static VectorWidth Of512ByRuntime { get; } = Of512 with { Lanes = 8, HasMachineCode = false };

    /// <summary>Four lanes.</summary>
    public static VectorWidth Of256 { get; } = new(4, typeof(Vector256), typeof(Vector256<double>), typeof(Vector256<long>), HasLookUp: false);

    /// <summary>Two lanes, which every 64-bit machine has.</summary>
    public static VectorWidth Of128 { get; } = new(2, typeof(Vector128), typeof(Vector128<double>), typeof(Vector128<long>), HasLookUp: false);

    /// <summary>The widths that this machine computes with, widest first; empty without vectors.</summary>
    public static IReadOnlyList<VectorWidth> Available { get; } =
        [.. new[] { (MachineAssembler.IsSupported, Of512), (Vector512.IsHardwareAccelerated && Avx512F.IsSupported, Of512ByRuntime), (Vector256.IsHardwareAccelerated, Of256), (Vector128.IsHardwareAccelerated, Of128) }.Where(w => w.Item1).Select(w => w.Item2)];

    /// <summary>Whether rows of whole numbers, places and truths are packed (<see cref="RowKind"/>): in machine code of our own.</summary>
    public bool IsPacked => HasMachineCode;

    /// <summary>Bytes in a row of doubles.</summary>
    public int Bytes => Lanes * sizeof(double);
}
