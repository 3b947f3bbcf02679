using ScenarioSim.Model;

namespace ScenarioSim.Symbolic;

/// <summary>What a term gives.</summary>
public enum TermType
{
    /// <summary>True or false; 1 or 0 where it is worked out.</summary>
    Truth,

    /// <summary>A whole number, of at most 2^31 in size.</summary>
    Whole,

    /// <summary>Any number.</summary>
    Real,
}

/// <summary>An expression over the symbols of a <see cref="Chain"/>. Immutable; made by <see cref="Terms"/>.</summary>
/// <param name="type">What it gives.</param>
public abstract class Term(TermType type)
{
    private Interval? _bounds;

    /// <summary>What it gives.</summary>
    public TermType Type { get; } = type;

    /// <summary>Where its values lie, as far as its symbols tell.</summary>
    public Interval Bounds => _bounds ??= Terms.BoundsOf(this);
}

/// <summary>A constant; a truth is 1 or 0.</summary>
public sealed class Literal(TermType type, double value) : Term(type)
{
    /// <summary>The value.</summary>
    public double Value { get; } = value;
}

/// <summary>A use of a symbol.</summary>
public sealed class Use(Symbol symbol) : Term(symbol.Type)
{
    /// <summary>The symbol.</summary>
    public Symbol Symbol { get; } = symbol;
}

/// <summary>An operation on operands.</summary>
public sealed class Apply(TermType type, Operation operation, params Term[] operands) : Term(type)
{
    /// <summary>The operation.</summary>
    public Operation Operation { get; } = operation;

    /// <summary>Its operands, as many as it takes.</summary>
    public IReadOnlyList<Term> Operands { get; } = operands;
}

/// <summary>A named thing of a chain.</summary>
public abstract class Symbol(string name, TermType type, string? comment)
{
    /// <summary>Its name, unique in the chain: letters, digits and underscores of ASCII.</summary>
    public string Name { get; } = name;

    /// <summary>What it gives.</summary>
    public TermType Type { get; } = type;

    /// <summary>What a reader should know, or null; may hold any characters, in one line.</summary>
    public string? Comment { get; } = comment;
}

/// <summary>A number that does not change: given, or worked out from other constants.</summary>
public sealed class ConstantSymbol(string name, TermType type, Term value, string? comment = null) : Symbol(name, type, comment)
{
    /// <summary>Its value.</summary>
    public Term Value { get; } = value;
}

/// <summary>A name for a term over variables.</summary>
public sealed class FormulaSymbol(string name, Term body, string? comment = null) : Symbol(name, body.Type, comment)
{
    /// <summary>What it stands for.</summary>
    public Term Body { get; } = body;
}

/// <summary>Something that a state of the chain remembers. A truth, a whole number in a range, or (in a chain that is only explored) a number that takes finitely many values.</summary>
public sealed class VariableSymbol(string name, TermType type, double low, double high, double initial, string? comment = null) : Symbol(name, type, comment)
{
    /// <summary>Its least value.</summary>
    public double Low { get; } = low;

    /// <summary>Its greatest value.</summary>
    public double High { get; } = high;

    /// <summary>Its value in the first state.</summary>
    public double Initial { get; } = initial;
}
