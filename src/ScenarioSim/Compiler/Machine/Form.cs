using ScenarioSim.Compiler.Vectors;

namespace ScenarioSim.Compiler.Machine;

/// <summary>How a node's value is kept, in registers and in memory.</summary>
internal enum Form : byte
{
    /// <summary>Two vectors of doubles, or of 64 bits, each with half of the lanes: which, the processor's assembler says.</summary>
    Wide,

    /// <summary>A vector of whole numbers of 32 bits.</summary>
    Whole,

    /// <summary>Likewise, each of a number less 2^52: places (<see cref="Graph.Place"/>).</summary>
    Place,

    /// <summary>A vector of floats of 32 bits.</summary>
    Single,

    /// <summary>A mask, or a vector of 32 bits all set or none.</summary>
    Truth,
}

/// <summary>What of a node's value is in a register. What a node's form does not have is made of what it has, whenever it is needed.</summary>
internal enum Part : byte
{
    /// <summary>All lanes: whole numbers of 32 bits, or a truth.</summary>
    Packed,

    /// <summary>The first half: doubles, or a truth as wide.</summary>
    Low,

    /// <summary>The other half: doubles, or a truth as wide, or the bits of a mask moved down.</summary>
    High,

    /// <summary>All lanes: floats of 32 bits.</summary>
    Floats,

    /// <summary>With AVX-512 the first half of a place, as whole numbers of 64 bits: only the lowest bits are right.</summary>
    LowIndex,

    /// <summary>The other half, likewise.</summary>
    HighIndex,

    /// <summary>With AVX2 all lanes of a place, as whole numbers of 32 bits: the sign says in which half of a table of sixteen it is.</summary>
    HalfOfTable,
}

/// <summary>What a register holds.</summary>
/// <param name="Node">The node, as <see cref="Order.Real"/> gives it.</param>
/// <param name="Part">What of it.</param>
internal readonly record struct Value(Node Node, Part Part)
{
    /// <summary>How many parts a node can have.</summary>
    public const int Parts = 7;

    /// <summary>A number of its own.</summary>
    public int Key => (Node.Id * Parts) + (int)Part;
}
