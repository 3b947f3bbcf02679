using System.Runtime.Intrinsics;
using ScenarioSim.Model;

namespace ScenarioSim.Compiler.Vectors;

/// <summary>Functions that each lane works out by itself, so as to have the scalar functions' bits.</summary>
internal static class LaneByLane
{
    /// <summary>A function of one number.</summary>
    public static Vector512<double> One(Vector512<double> a, int function) => Vector512.Create(One(a.GetLower(), function), One(a.GetUpper(), function));

    /// <inheritdoc cref="One(Vector512{double}, int)"/>
    public static Vector256<double> One(Vector256<double> a, int function) => Vector256.Create(One(a.GetLower(), function), One(a.GetUpper(), function));

    /// <inheritdoc cref="One(Vector512{double}, int)"/>
    public static Vector128<double> One(Vector128<double> a, int function) => Vector128.Create(Value(function, a[0]), Value(function, a[1]));

    /// <summary>A function of two numbers.</summary>
    public static Vector512<double> Two(Vector512<double> a, Vector512<double> b, int function) => Vector512.Create(Two(a.GetLower(), b.GetLower(), function), Two(a.GetUpper(), b.GetUpper(), function));

    /// <inheritdoc cref="Two(Vector512{double}, Vector512{double}, int)"/>
    public static Vector256<double> Two(Vector256<double> a, Vector256<double> b, int function) => Vector256.Create(Two(a.GetLower(), b.GetLower(), function), Two(a.GetUpper(), b.GetUpper(), function));

    /// <inheritdoc cref="Two(Vector512{double}, Vector512{double}, int)"/>
    public static Vector128<double> Two(Vector128<double> a, Vector128<double> b, int function) => Vector128.Create(Value(function, a[0], b[0]), Value(function, a[1], b[1]));

    /// <summary>The value of a function.</summary>
    public static double Value(int function, double a, double b = 0) => (ScalarFunction)function switch
    {
        ScalarFunction.Exp => Math.Exp(a),
        ScalarFunction.Log => Math.Log(a),
        ScalarFunction.Logistic => Arithmetic.Logistic(a),
        ScalarFunction.Logit => Arithmetic.Logit(a),
        _ => Math.Pow(a, b),
    };
}
