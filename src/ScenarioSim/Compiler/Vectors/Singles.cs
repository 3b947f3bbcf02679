using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ScenarioSim.Compiler.Vectors;

/// <summary>Rounds doubles to the nearest float of 32 bits, and gives that as a double.</summary>
internal static class Singles
{
    /// <summary>Rounds every number of a vector.</summary>
    public static Vector512<double> Round(Vector512<double> x) =>
        Avx512F.IsSupported ? Avx512F.ConvertToVector512Double(Avx512F.ConvertToVector256Single(x)) : Vector512.Create(Round(x.GetLower()), Round(x.GetUpper()));

    /// <inheritdoc cref="Round(Vector512{double})"/>
    public static Vector256<double> Round(Vector256<double> x) =>
        Avx.IsSupported ? Avx.ConvertToVector256Double(Avx.ConvertToVector128Single(x)) : Vector256.Create(Round(x.GetLower()), Round(x.GetUpper()));

    /// <inheritdoc cref="Round(Vector512{double})"/>
    public static Vector128<double> Round(Vector128<double> x) => Vector128.WidenLower(Vector128.Narrow(x, x));
}
