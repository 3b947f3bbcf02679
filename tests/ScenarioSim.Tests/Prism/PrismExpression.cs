namespace ScenarioSim.Tests.Prism;

/// <summary>The types of PRISM; an int can stand where a double is wanted, not the other way round.</summary>
public enum PrismType
{
    Bool,
    Int,
    Double,
}

/// <summary>An expression that has been read and typed: code on the values of the variables (truths are 1 and 0).</summary>
/// <param name="Type">What it gives.</param>
/// <param name="Value">Its value in a state.</param>
public sealed record PrismExpression(PrismType Type, Func<double[], double> Value)
{
    /// <summary>Whether it is a number.</summary>
    public bool IsNumber => Type != PrismType.Bool;
}

/// <summary>Reads expressions as the manual has them: from the weakest, <c>?:</c>, <c>|</c>, <c>&amp;</c>, <c>!</c>, <c>= !=</c>, <c>&lt; &lt;= &gt; &gt;=</c>, <c>+ -</c>, <c>* /</c>, unary minus.</summary>
/// <param name="tokens">The text.</param>
/// <param name="lookUp">What a name stands for.</param>
public sealed class PrismExpressionReader(PrismTokens tokens, Func<string, PrismExpression> lookUp)
{
    public PrismExpression Read()
    {
        PrismExpression condition = Or();
        if (!tokens.TryTake("?")) return condition;
        PrismExpression then = Read();
        tokens.Take(":");
        PrismExpression otherwise = Read();
        Want(condition.Type == PrismType.Bool && then.IsNumber == otherwise.IsNumber, "? :");
        return new PrismExpression(Joint(then, otherwise), v => condition.Value(v) != 0 ? then.Value(v) : otherwise.Value(v));
    }

    private PrismExpression Or()
    {
        PrismExpression left = And();
        while (tokens.TryTake("|")) left = Logical(left, And(), (a, b) => v => a(v) != 0 || b(v) != 0 ? 1 : 0);
        return left;
    }

    private PrismExpression And()
    {
        PrismExpression left = Not();
        while (tokens.TryTake("&")) left = Logical(left, Not(), (a, b) => v => a(v) != 0 && b(v) != 0 ? 1 : 0);
        return left;
    }

    private PrismExpression Not()
    {
        if (!tokens.TryTake("!")) return Equality();
        PrismExpression of = Not();
        Want(of.Type == PrismType.Bool, "!");
        return of with { Value = v => of.Value(v) == 0 ? 1 : 0 };
    }

    private PrismExpression Equality()
    {
        PrismExpression left = Order();
        while (tokens.Next is "=" or "!=")
        {
            bool equal = tokens.Take() == "=";
            PrismExpression l = left, r = Order();
            Want(l.IsNumber == r.IsNumber, "=");
            left = new PrismExpression(PrismType.Bool, v => l.Value(v) == r.Value(v) == equal ? 1 : 0);
        }
        return left;
    }

    private PrismExpression Order()
    {
        PrismExpression left = Sum();
        while (tokens.Next is "<" or "<=" or ">" or ">=")
        {
            string sign = tokens.Take();
            PrismExpression l = left, r = Sum();
            Want(l.IsNumber && r.IsNumber, sign);
            left = new PrismExpression(PrismType.Bool, sign switch
            {
                "<" => v => l.Value(v) < r.Value(v) ? 1 : 0,
                "<=" => v => l.Value(v) <= r.Value(v) ? 1 : 0,
                ">" => v => l.Value(v) > r.Value(v) ? 1 : 0,
                _ => v => l.Value(v) >= r.Value(v) ? 1 : 0,
            });
        }
        return left;
    }

    private PrismExpression Sum()
    {
        PrismExpression left = Product();
        while (tokens.Next is "+" or "-")
        {
            bool add = tokens.Take() == "+";
            left = Numeric(left, Product(), add ? (a, b) => a + b : (a, b) => a - b);
        }
        return left;
    }

    private PrismExpression Product()
    {
        PrismExpression left = Negation();
        while (tokens.Next is "*" or "/")
        {
            if (tokens.Take() == "*")
            {
                left = Numeric(left, Negation(), (a, b) => a * b);
                continue;
            }
            PrismExpression l = left, r = Negation();
            Want(l.IsNumber && r.IsNumber, "/");
            left = new PrismExpression(PrismType.Double, v => l.Value(v) / r.Value(v));
        }
        return left;
    }

    private PrismExpression Negation()
    {
        if (!tokens.TryTake("-")) return Atom();
        PrismExpression of = Negation();
        Want(of.IsNumber, "-");
        return of with { Value = v => -of.Value(v) };
    }

    private PrismExpression Atom()
    {
        string token = tokens.Take();
        switch (token)
        {
            case "(":
                PrismExpression inner = Read();
                tokens.Take(")");
                return inner;
            case "true" or "false":
                double truth = token == "true" ? 1 : 0;
                return new PrismExpression(PrismType.Bool, _ => truth);
            case "min" or "max" or "floor" or "ceil" or "round" or "pow" or "log":
                return Function(token);
        }
        if (!char.IsAsciiDigit(token[0]) && token[0] != '.') return lookUp(token);
        double number = double.Parse(token, System.Globalization.CultureInfo.InvariantCulture);
        return new PrismExpression(token.All(char.IsAsciiDigit) ? PrismType.Int : PrismType.Double, _ => number);
    }

    private PrismExpression Function(string name)
    {
        tokens.Take("(");
        List<PrismExpression> of = [Read()];
        while (tokens.TryTake(",")) of.Add(Read());
        tokens.Take(")");
        Want(of.TrueForAll(a => a.IsNumber), name);
        PrismExpression x = of[0];
        switch (name)
        {
            case "min" or "max":
                PrismType type = of.TrueForAll(a => a.Type == PrismType.Int) ? PrismType.Int : PrismType.Double;
                return new PrismExpression(type, name == "min" ? v => of.Min(a => a.Value(v)) : v => of.Max(a => a.Value(v)));
            case "floor":
                return new PrismExpression(PrismType.Int, v => Whole(Math.Floor(x.Value(v))));
            case "ceil":
                return new PrismExpression(PrismType.Int, v => Whole(Math.Ceiling(x.Value(v))));
            case "round":
                // Java's: halves go up.
                return new PrismExpression(PrismType.Int, v => Whole(x.Value(v) is var y && y - Math.Floor(y) >= 0.5 ? Math.Ceiling(y) : Math.Floor(y)));
            case "log":
                return new PrismExpression(PrismType.Double, v => Math.Log(x.Value(v)) / Math.Log(of[1].Value(v)));
            default:
                Want(x.Type == PrismType.Double || of[1].Type == PrismType.Double, "pow: of two ints PRISM makes an int");
                return new PrismExpression(PrismType.Double, v => Math.Pow(x.Value(v), of[1].Value(v)));
        }
    }

    private static PrismExpression Logical(PrismExpression a, PrismExpression b, Func<Func<double[], double>, Func<double[], double>, Func<double[], double>> join)
    {
        Want(a.Type == PrismType.Bool && b.Type == PrismType.Bool, "& |");
        return new PrismExpression(PrismType.Bool, join(a.Value, b.Value));
    }

    private static PrismExpression Numeric(PrismExpression a, PrismExpression b, Func<double, double, double> of)
    {
        Want(a.IsNumber && b.IsNumber, "+ - *");
        PrismType type = Joint(a, b);
        return new PrismExpression(type, type == PrismType.Int ? v => Whole(of(a.Value(v), b.Value(v))) : v => of(a.Value(v), b.Value(v)));
    }

    private static PrismType Joint(PrismExpression a, PrismExpression b) => a.Type == b.Type ? a.Type : PrismType.Double;

    // Ints have 32 bits.
    private static double Whole(double value) => Math.Abs(value) <= int.MaxValue ? value : throw new FormatException($"{value} is no int");

    private static void Want(bool right, string what)
    {
        if (!right) throw new FormatException($"wrong types around {what}");
    }
}
