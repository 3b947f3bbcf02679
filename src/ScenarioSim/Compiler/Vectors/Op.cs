namespace ScenarioSim.Compiler.Vectors;

/// <summary>What a <see cref="Node"/> does, on all lanes at once. Arithmetic is that of IEEE 754 doubles, never fused and never reassociated.</summary>
internal enum Op : byte
{
    /// <summary>The same number in every lane.</summary>
    Constant,

    /// <summary>The same 64 bits in every lane.</summary>
    BitsConstant,

    /// <summary>True in every lane.</summary>
    Always,

    /// <summary>False in every lane.</summary>
    Never,

    /// <summary>A row of the block's memory.</summary>
    Load,

    /// <summary>A row of the block's memory that holds truths.</summary>
    LoadTruth,

    /// <summary>A + B.</summary>
    Add,

    /// <summary>A - B.</summary>
    Subtract,

    /// <summary>A x B.</summary>
    Multiply,

    /// <summary>A / B.</summary>
    Divide,

    /// <summary>A, kept as doubles: where it would else be made of 32 bits again and again; only in machine code for AVX2.</summary>
    Wide,

    /// <summary>About A / B, off by less than 2^-13 of it: only for guesses that are safe on one side.</summary>
    RoughQuotient,

    /// <summary>Square root.</summary>
    Sqrt,

    /// <summary>Greatest whole number not above.</summary>
    Floor,

    /// <summary>Least whole number not below.</summary>
    Ceiling,

    /// <summary>Whole number towards 0.</summary>
    Truncate,

    /// <summary>The nearest number that a float of 32 bits can hold.</summary>
    Single,

    /// <summary>About a number from 2^-126 to 2^127, less by up to 2^-20 of it, in a float of 32 bits; about 0 it is 2, and about others anything.</summary>
    RoughSingle,

    /// <summary>Absolute value.</summary>
    Absolute,

    /// <summary>The lesser of two numbers that are neither NaN nor zeros of different sign.</summary>
    Least,

    /// <summary>The greater of two such numbers.</summary>
    Greatest,

    /// <summary>A = B.</summary>
    Equal,

    /// <summary>A &lt; B.</summary>
    Less,

    /// <summary>A &lt;= B.</summary>
    LessOrEqual,

    /// <summary>Whether A has the sign of what is below 0; only in machine code for AVX2.</summary>
    HasSign,

    /// <summary>Both hold.</summary>
    And,

    /// <summary>A holds and B does not.</summary>
    AndNot,

    /// <summary>One holds.</summary>
    Or,

    /// <summary>A does not hold.</summary>
    Not,

    /// <summary>B where A holds, else C.</summary>
    Choose,

    /// <summary>The entry of a table of 8 whose place is the lowest bits of A.</summary>
    Look8,

    /// <summary>The entry of a table of 16 whose place is the lowest bits of A.</summary>
    Look16,

    /// <summary>A number's bits.</summary>
    ToBits,

    /// <summary>The number that some bits stand for.</summary>
    FromBits,

    /// <summary>Sum of bits as whole numbers.</summary>
    AddBits,

    /// <summary>Bits in both.</summary>
    AndBits,

    /// <summary>Bits in either.</summary>
    OrBits,

    /// <summary>Bits moved right, zeros coming in.</summary>
    ShiftBits,

    /// <summary>A function of the language, lane by lane: A, or A and B for a power.</summary>
    Apply,
}

/// <summary>What a node gives in each lane.</summary>
internal enum Shape : byte
{
    /// <summary>A double.</summary>
    Number,

    /// <summary>All bits set or none.</summary>
    Truth,

    /// <summary>64 bits.</summary>
    Bits,
}
