namespace ScenarioSim.Compiler.Vectors;

/// <summary>One operation of a <see cref="Graph"/>. Equal nodes of a graph are one node.</summary>
internal sealed class Node
{
    /// <summary>What it does.</summary>
    public required Op Op { get; init; }

    /// <summary>What it gives.</summary>
    public required Shape Shape { get; init; }

    /// <summary>Its operands; null where it has fewer.</summary>
    public Node? A { get; init; }

    /// <inheritdoc cref="A"/>
    public Node? B { get; init; }

    /// <inheritdoc cref="A"/>
    public Node? C { get; init; }

    /// <summary>The constant; for <see cref="Op.Apply"/> and others of no meaning.</summary>
    public double Number { get; init; }

    /// <summary>A row, bits, a distance to move them, or a function.</summary>
    public long Whole { get; init; }

    /// <summary>The entries of a table.</summary>
    public double[]? Table { get; init; }

    /// <summary>Its place in the order in which the nodes were made: after its operands.</summary>
    public required int Id { get; init; }

    /// <summary>What its values can be, as far as that is known; for numbers.</summary>
    public Extent Extent { get; init; } = Extent.Unknown;

    /// <summary>Whether it is cheaper to make again than to keep.</summary>
    public bool IsConstant => Op is Op.Constant or Op.BitsConstant or Op.Always or Op.Never;

    /// <summary>Its operands.</summary>
    public Node[] Operands => field ??= C is not null ? [A!, B!, C] : B is not null ? [A!, B] : A is not null ? [A] : [];
}
