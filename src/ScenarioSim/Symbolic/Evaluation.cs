using System.Diagnostics;
using ScenarioSim.Model;

namespace ScenarioSim.Symbolic;

/// <summary>What terms are worth. Truths are 1 and 0.</summary>
internal static class Evaluation
{
    /// <summary>An operation of two numbers.</summary>
    public static double Of(Operation operation, double a, double b) => operation switch
    {
        Operation.Add => a + b,
        Operation.Subtract => a - b,
        Operation.Multiply => a * b,
        Operation.Divide => a / b,
        Operation.Power => Math.Pow(a, b),
        Operation.Min => Arithmetic.Lesser(a, b),
        Operation.Max => Arithmetic.Greater(a, b),
        Operation.Equal => a == b ? 1 : 0,
        Operation.NotEqual => a != b ? 1 : 0,
        Operation.Less => a < b ? 1 : 0,
        Operation.LessOrEqual => a <= b ? 1 : 0,
        Operation.Greater => a > b ? 1 : 0,
        Operation.GreaterOrEqual => a >= b ? 1 : 0,
        _ => throw new UnreachableException(operation.ToString()),
    };

    /// <summary>An operation of one number.</summary>
    public static double Of(Operation operation, double a) => operation switch
    {
        Operation.Negate => -a,
        Operation.Not => a == 0 ? 1 : 0,
        Operation.Log => Math.Log(a),
        Operation.Exp => Math.Exp(a),
        Operation.Floor => Math.Floor(a),
        Operation.Ceil => Math.Ceiling(a),
        Operation.Round => Arithmetic.Round(a),
        _ => throw new UnreachableException(operation.ToString()),
    };

    /// <summary>The value of a term that reads constants only.</summary>
    public static double Constant(Term term) => Compile(term, _ => throw new UnreachableException("no constant"), [])([]);

    /// <summary>Code that works a term out on the values of the variables.</summary>
    /// <param name="term">The term.</param>
    /// <param name="place">Where a variable's value stands.</param>
    /// <param name="formulas">Code of formulas that has been made.</param>
    public static Func<double[], double> Compile(Term term, Func<VariableSymbol, int> place, Dictionary<Symbol, Func<double[], double>> formulas)
    {
        switch (term)
        {
            case Literal l:
                double value = l.Value;
                return _ => value;
            case Use { Symbol: VariableSymbol v }:
                int at = place(v);
                return values => values[at];
            case Use { Symbol: var symbol }:
                if (formulas.TryGetValue(symbol, out Func<double[], double>? made)) return made;
                return formulas[symbol] = symbol is ConstantSymbol c ? Fixed(Constant(c.Value)) : Compile(((FormulaSymbol)symbol).Body, place, formulas);
        }
        var apply = (Apply)term;
        Operation operation = apply.Operation;
        Func<double[], double>[] of = [.. apply.Operands.Select(o => Compile(o, place, formulas))];
        return operation switch
        {
            Operation.And => values => of[0](values) != 0 && of[1](values) != 0 ? 1 : 0,
            Operation.Or => values => of[0](values) != 0 || of[1](values) != 0 ? 1 : 0,
            Operation.If => values => of[0](values) != 0 ? of[1](values) : of[2](values),
            _ when of.Length == 1 => values => Of(operation, of[0](values)),
            _ => values => Of(operation, of[0](values), of[1](values)),
        };

        static Func<double[], double> Fixed(double value) => _ => value;
    }
}
