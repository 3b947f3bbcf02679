namespace ScenarioSim.Symbolic;

/// <summary>What a term does with its operands: the operations that model checkers share. All but the logical ones give numbers as doubles do.</summary>
public enum Operation
{
    /// <summary>Arithmetic negation.</summary>
    Negate,

    /// <summary>Logical negation.</summary>
    Not,

    /// <summary>Sum.</summary>
    Add,

    /// <summary>Difference.</summary>
    Subtract,

    /// <summary>Product.</summary>
    Multiply,

    /// <summary>Quotient; never of whole numbers alone.</summary>
    Divide,

    /// <summary>Power.</summary>
    Power,

    /// <summary>Natural logarithm.</summary>
    Log,

    /// <summary>e to the power of the operand.</summary>
    Exp,

    /// <summary>The greatest whole number not above.</summary>
    Floor,

    /// <summary>The least whole number not below.</summary>
    Ceil,

    /// <summary>The nearest whole number, of a number that is not negative: halves up.</summary>
    Round,

    /// <summary>The lesser of two.</summary>
    Min,

    /// <summary>The greater of two.</summary>
    Max,

    /// <summary>Equal.</summary>
    Equal,

    /// <summary>Not equal.</summary>
    NotEqual,

    /// <summary>Less.</summary>
    Less,

    /// <summary>Less or equal.</summary>
    LessOrEqual,

    /// <summary>Greater.</summary>
    Greater,

    /// <summary>Greater or equal.</summary>
    GreaterOrEqual,

    /// <summary>Both hold.</summary>
    And,

    /// <summary>One holds.</summary>
    Or,

    /// <summary>If the first holds the second, else the third.</summary>
    If,
}
