using System.Globalization;
using System.Text;
using ScenarioSim.Symbolic;

namespace ScenarioSim.Reports.Chains;

/// <summary>Terms in PRISM's spelling, with parentheses where they are needed or help to read.</summary>
internal static class PrismTerm
{
    // PRISM has no exponential function and no natural logarithm.
    internal const string Base = "2.718281828459045";

    // How strongly an operator binds, weakest first.
    private enum Strength
    {
        Any,
        If,
        Or,
        And,
        Not,
        Comparison,
        Sum,
        Product,
        Atom,
    }

    /// <summary>The text of a term.</summary>
    public static string Text(Term term)
    {
        var text = new StringBuilder();
        Write(term, Strength.Any, text);
        return text.ToString();
    }

    /// <summary>The text of a term that stands as an operand of a product.</summary>
    public static string Factor(Term term)
    {
        var text = new StringBuilder();
        Write(term, Strength.Product, text);
        return text.ToString();
    }

    /// <summary>A number as PRISM reads it.</summary>
    public static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture).Replace('E', 'e');

    private static void Write(Term term, Strength within, StringBuilder to)
    {
        switch (term)
        {
            case Literal { Type: TermType.Truth } l:
                to.Append(l.Value != 0 ? "true" : "false");
                return;
            case Literal l:
                string number = l.Type == TermType.Real && l.Value == Math.Round(l.Value) && Math.Abs(l.Value) < 1e15 ? Number(l.Value) + ".0" : Number(l.Value);
                to.Append(l.Value < 0 && within > Strength.Any ? $"({number})" : number);
                return;
            case Use u:
                to.Append(u.Symbol.Name);
                return;
        }
        var a = (Apply)term;
        Strength own = Of(a.Operation);
        bool open = own < within;
        if (open) to.Append('(');
        Write(a, own, to);
        if (open) to.Append(')');
    }

    private static void Write(Apply a, Strength own, StringBuilder to)
    {
        switch (a.Operation)
        {
            case Operation.If:
                Write(a.Operands[0], Strength.Or, to);
                to.Append(" ? ");
                Write(a.Operands[1], Strength.Or, to);
                to.Append(" : ");
                Write(a.Operands[2], Strength.If, to);
                return;
            case Operation.Not:
                to.Append('!');
                Write(a.Operands[0], Strength.Atom, to);
                return;
            case Operation.Negate:
                to.Append('-');
                Write(a.Operands[0], Strength.Atom, to);
                return;
            case Operation.Power:
                // Of two whole numbers PRISM would make a whole one.
                bool whole = a.Operands[0].Type == TermType.Whole && a.Operands[1].Type == TermType.Whole;
                Function("pow", [whole ? new Apply(TermType.Real, Operation.Multiply, new Literal(TermType.Real, 1), a.Operands[0]) : a.Operands[0], a.Operands[1]], null, to);
                return;
            case Operation.Exp:
                to.Append($"pow({Base}, ");
                Write(a.Operands[0], Strength.Any, to);
                to.Append(')');
                return;
            case Operation.Log:
                Function("log", a.Operands, Base, to);
                return;
            case Operation.Floor or Operation.Ceil or Operation.Round or Operation.Min or Operation.Max:
                Function(a.Operation.ToString().ToLowerInvariant(), a.Operands, null, to);
                return;
        }
        // All lean to the left; comparisons do not chain.
        bool comparison = own == Strength.Comparison;
        Write(a.Operands[0], comparison ? Strength.Sum : own, to);
        to.Append(Sign(a.Operation));
        Write(a.Operands[1], comparison ? Strength.Sum : own is Strength.And or Strength.Or ? own : own + 1, to);
    }

    private static void Function(string name, IReadOnlyList<Term> arguments, string? last, StringBuilder to)
    {
        to.Append(name).Append('(');
        for (int i = 0; i < arguments.Count; i++)
        {
            if (i > 0) to.Append(", ");
            Write(arguments[i], Strength.Any, to);
        }
        if (last is not null) to.Append(", ").Append(last);
        to.Append(')');
    }

    private static Strength Of(Operation operation) => operation switch
    {
        Operation.If => Strength.If,
        Operation.Or => Strength.Or,
        Operation.And => Strength.And,
        Operation.Not => Strength.Not,
        Operation.Add or Operation.Subtract => Strength.Sum,
        Operation.Multiply or Operation.Divide => Strength.Product,
        >= Operation.Equal and <= Operation.GreaterOrEqual => Strength.Comparison,
        Operation.Negate => Strength.Product,
        _ => Strength.Atom,
    };

    private static string Sign(Operation operation) => operation switch
    {
        Operation.Add => " + ",
        Operation.Subtract => " - ",
        Operation.Multiply => "*",
        Operation.Divide => "/",
        Operation.Equal => "=",
        Operation.NotEqual => "!=",
        Operation.Less => "<",
        Operation.LessOrEqual => "<=",
        Operation.Greater => ">",
        Operation.GreaterOrEqual => ">=",
        Operation.And => " & ",
        Operation.Or => " | ",
        _ => throw new System.Diagnostics.UnreachableException(operation.ToString()),
    };
}
