using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using ScenarioSim.Compiler.Machine;

namespace ScenarioSim.Compiler.Vectors;

/// <summary>How many lanes a block has, and the machine's operations on them.</summary>
/// <param name="Lanes">Lanes in a block: 2, 4 or 8, a vector of doubles; 16 in machine code of our own.</param>
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

    /// <summary>Sixteen lanes, eight by eight, in machine code of our own.</summary>
    public static VectorWidth Of256 { get; } = new(16, typeof(Vector256), typeof(Vector256<double>), typeof(Vector256<long>), HasLookUp: true, HasMachineCode: true);

    /// <summary>Four lanes, in the just-in-time compiler's code: where no other is allowed.</summary>
    public static VectorWidth Of256ByRuntime { get; } = Of256 with { Lanes = 4, HasLookUp = false, HasMachineCode = false };

    /// <summary>Two lanes, which every 64-bit machine has.</summary>
    public static VectorWidth Of128 { get; } = new(2, typeof(Vector128), typeof(Vector128<double>), typeof(Vector128<long>), HasLookUp: false);

    /// <summary>Sixteen lanes, one by one, in machine code of our own: to see what vectors are worth.</summary>
    public static VectorWidth Of64 { get; } = new(16, typeof(Vector64), typeof(Vector64<double>), typeof(Vector64<long>), HasLookUp: true, HasMachineCode: true);

    /// <summary>The widths that this machine computes with, widest first; empty without vectors.</summary>
    public static IReadOnlyList<VectorWidth> Available { get; } =
        [.. new[]
        {
            (Avx512Assembler.IsSupported, Of512), (Vector512.IsHardwareAccelerated && Avx512F.IsSupported, Of512ByRuntime),
            (Avx2Assembler.IsSupported, Of256), (Vector256.IsHardwareAccelerated, Of256ByRuntime), (Vector128.IsHardwareAccelerated, Of128), (Avx2Assembler.IsSupported, Of64),
        }.Where(w => w.Item1 && (w.Item2.HasMachineCode || RuntimeFeature.IsDynamicCodeSupported)).Select(w => w.Item2)];

    /// <summary>Whether rows of whole numbers, places and truths are packed (<see cref="RowKind"/>): in machine code of our own.</summary>
    public bool IsPacked => HasMachineCode;

    /// <summary>Lanes, and bits in a vector: such as 16x512.</summary>
    public string Name => $"{Lanes}x{VectorBits}";

    /// <summary>Bits in a vector.</summary>
    public int VectorBits => Container == typeof(Vector512) ? 512 : Container == typeof(Vector256) ? 256 : Container == typeof(Vector128) ? 128 : 64;

    /// <summary>Whether packed lanes go without vectors of 512 bits.</summary>
    public bool IsNarrow => IsPacked && VectorBits < 512;

    /// <summary>How many lanes are worked out together: those of a block, or of a pass through it.</summary>
    public int LanesTogether => !IsPacked ? Lanes : VectorBits == 64 ? 1 : VectorBits / 32;

    /// <summary>Bytes in a row of doubles.</summary>
    public int Bytes => Lanes * sizeof(double);
}
