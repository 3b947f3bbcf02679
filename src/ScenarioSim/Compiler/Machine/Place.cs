namespace ScenarioSim.Compiler.Machine;

/// <summary>Where an instruction finds its last operand.</summary>
internal readonly record struct Place
{
    private Place(Kind kind, int number) => (Is, Number) = (kind, number);

    /// <summary>What a place is.</summary>
    internal enum Kind : byte
    {
        /// <summary>A register.</summary>
        Register,

        /// <summary>Bytes after the address of the block: a row of numbers of 32 bits.</summary>
        Block,

        /// <summary>Likewise: a row of doubles, or a half of it.</summary>
        Wide,

        /// <summary>Likewise: bits of lanes.</summary>
        Flag,

        /// <summary>Bytes before the end of the scratch memory, negative.</summary>
        Scratch,

        /// <summary>An entry of the pool of single numbers of 64 bits, repeated in every lane.</summary>
        Number,

        /// <summary>An entry of the pool of single numbers of 32 bits, likewise.</summary>
        Short,

        /// <summary>A vector in the pool.</summary>
        Vector,

        /// <summary>The pool's table of bytes.</summary>
        Bytes,

        /// <summary>The end of the routine's list, whose address is in the first register of a machine.</summary>
        List,
    }

    /// <summary>What it is.</summary>
    public Kind Is { get; }

    /// <summary>The register, the distance in bytes, or the place in the pool.</summary>
    public int Number { get; }

    public static Place Register(int number) => new(Kind.Register, number);

    public static Place Block(int offset) => new(Kind.Block, offset);

    public static Place Wide(int offset) => new(Kind.Wide, offset);

    public static Place Flag(int offset) => new(Kind.Flag, offset);

    public static Place Scratch(int offset) => new(Kind.Scratch, offset);

    public static Place OfNumber(int index) => new(Kind.Number, index);

    public static Place OfShort(int index) => new(Kind.Short, index);

    /// <summary>The end of the list.</summary>
    public static Place EndOfList { get; } = new(Kind.List, 0);

    public static Place OfBytes { get; } = new(Kind.Bytes, 0);

    public static Place OfVector(int index) => new(Kind.Vector, index);

    /// <summary>Whether it is in a block's memory.</summary>
    public bool IsRow => Is is Kind.Block or Kind.Wide or Kind.Flag;

    /// <summary>So many bytes further on in memory.</summary>
    public Place Plus(int bytes) => new(Is, Number + bytes);
}
