using ScenarioSim.Model;

namespace ScenarioSim.Compiler.Vectors;

/// <summary>Functions that have no vector form with the same bits.</summary>
internal enum ScalarFunction
{
    /// <summary><see cref="Function.Exp"/>.</summary>
    Exp,

    /// <summary><see cref="Function.Log"/>.</summary>
    Log,

    /// <summary><see cref="Function.Logistic"/>.</summary>
    Logistic,

    /// <summary><see cref="Function.Logit"/>.</summary>
    Logit,

    /// <summary><see cref="BinaryOperator.Power"/>.</summary>
    Power,
}
