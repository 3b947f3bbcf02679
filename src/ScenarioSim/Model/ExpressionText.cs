using System.Globalization;
using System.Text;

namespace ScenarioSim.Model;

/// <summary>Writes a checked expression in the spelling of the language.</summary>
/// <remarks>What is written can be read again; constants are shown as they are worked out. A branch alone shows as what it means: <c>sanctions != pending</c>.</remarks>
public static class ExpressionText
{
    /// <summary>The expression as one could have written it: parentheses only where they are needed.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="scenario">Gives the names.</param>
    /// <param name="expand">Whether definitions are put in; otherwise they show by their names (the expression itself is always written out).</param>
    public static string Print(Expression expression, Scenario scenario, bool expand = false) => new Writer(expression, scenario, expand).Write();

    /// <summary>A value in the unit of its kind, as the language writes it: <c>0.4</c>, <c>2 weeks</c>, <c>2022-01-12</c>, <c>severe</c>.</summary>
    public static string Value(double value, Kind kind, Scenario scenario) => kind switch
    {
        Kind.Truth => value != 0 ? "true" : "false",
        Kind.Duration => Duration(value),
        Kind.Date => Date(scenario.Clock.At(value)),
        Kind.Word => value >= 0 && value < scenario.Words.Count ? scenario.Words[(int)value] : value.ToString(CultureInfo.InvariantCulture),
        _ => Number(value),
    };

    // The largest unit that it is a whole number of.
    private static string Duration(double seconds)
    {
        foreach ((string unit, double length) in new[] { ("week", 604800.0), ("day", 86400), ("hour", 3600), ("minute", 60) })
        {
            double count = seconds / length;
            if (Math.Abs(count) >= 1 && count == Math.Round(count)) return $"{Number(count)} {unit}{(Math.Abs(count) == 1 ? "" : "s")}";
        }
        return seconds == 0 ? "0 days" : $"{Number(seconds)} seconds";
    }

    private static string Date(DateTime date) => date.ToString(date.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : date.Second == 0 ? "yyyy-MM-dd'T'HH:mm" : "yyyy-MM-dd'T'HH:mm:ss");

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture).Replace("E+", "e").Replace('E', 'e');

    // How strongly a form binds, weakest first.
    private enum Strength
    {
        Any,
        Or,
        And,
        Not,
        Comparison,
        Sum,
        Product,
        Negation,
        Power,
        Atom,
    }

    private sealed class Writer(Expression root, Scenario scenario, bool expand)
    {
        private readonly StringBuilder _text = new();
        private readonly Dictionary<Expression, string> _definitions = Named(scenario, expand);

        public string Write()
        {
            Inner(root, Strength.Any);
            return _text.ToString();
        }

        // A definition that is only a constant or a name is no shorter by its name.
        private static Dictionary<Expression, string> Named(Scenario scenario, bool expand)
        {
            var named = new Dictionary<Expression, string>(ReferenceEqualityComparer.Instance);
            foreach (Definition d in expand ? [] : scenario.Definitions)
            {
                if (d.Expression is { } e && ExpressionTree.Children(e).Any()) named.TryAdd(e, d.Name);
            }
            return named;
        }

        private void Write(Expression e, Strength least)
        {
            if (_definitions.TryGetValue(e, out string? name)) _text.Append(name);
            else Inner(e, least);
        }

        private void Inner(Expression e, Strength least)
        {
            bool parentheses = StrengthOf(e) < least;
            if (parentheses) _text.Append('(');
            Form(e);
            if (parentheses) _text.Append(')');
        }

        private void Form(Expression e)
        {
            switch (e)
            {
                case Constant c: _text.Append(Value(c.Value, c.Kind, scenario)); break;
                case AssumptionRef a: _text.Append(scenario.Assumptions[a.Index].Name); break;
                case LeverRef l: _text.Append(scenario.Levers[l.Index].Name); break;
                case IndicatorRef i: _text.Append(scenario.Indicators[i.Index].Name); break;
                case DayRef: _text.Append("day"); break;
                case DateRef: _text.Append("date"); break;
                case InState s: _text.Append(State(s.Track, s.State, "==")); break;
                case Unary { Operator: UnaryOperator.Not, Operand: InState s }: _text.Append(State(s.Track, s.State, "!=")); break;
                case TimeIn t: _text.Append("time_in(").Append(scenario.Tracks[t.Track].Name).Append(')'); break;
                case Visited v: _text.Append("visited(").Append(State(v.Track, v.State, "==")).Append(')'); break;
                case Visits v: Entries(v); break;
                case Unary { Operator: UnaryOperator.Not } n: Prefix("not ", n.Operand, Strength.Not); break;
                case Unary n: Prefix("-", n.Operand, Strength.Negation); break;
                case Binary b: Spine(b); break;
                case Conditional c: If(c); break;
                case OneOf o: OneOf(o); break;
                case CountOf c: Call("count", c.Conditions); break;
                case Call c: Call(c.Function.ToString().ToLowerInvariant(), c.Arguments); break;
                default: throw new System.Diagnostics.UnreachableException(e.GetType().Name);
            }
        }

        private string State(int track, int state, string op) => $"{scenario.Tracks[track].Name} {op} {scenario.Tracks[track].States[state].Name}";

        private void Entries(Visits v)
        {
            Track track = scenario.Tracks[v.Track];
            _text.Append("visits(");
            // Several states together: all that a branch can give, which its name alone stands for.
            bool isAll = track.IsBranch && v.States.Count == track.States.Count - 1 && !v.States.Any(s => track.States[s].Name == "pending");
            _text.Append(isAll ? track.Name : State(v.Track, v.States[0], "=="));
            _text.Append(')');
        }

        private void Prefix(string op, Expression operand, Strength least)
        {
            _text.Append(op);
            Write(operand, least);
        }

        private void If(Conditional c)
        {
            _text.Append("if ");
            Write(c.If, Strength.Or);
            _text.Append(" then ");
            Write(c.Then, Strength.Or);
            _text.Append(" else ");
            Write(c.Else, Strength.Any);
        }

        private void OneOf(OneOf o)
        {
            Write(o.Value, Strength.Sum);
            _text.Append(" in [");
            List(o.Options, Strength.Sum);
            _text.Append(']');
        }

        private void Call(string name, IReadOnlyList<Expression> arguments)
        {
            _text.Append(name).Append('(');
            List(arguments, Strength.Any);
            _text.Append(')');
        }

        private void List(IReadOnlyList<Expression> items, Strength least)
        {
            for (int i = 0; i < items.Count; i++)
            {
                if (i > 0) _text.Append(", ");
                Write(items[i], least);
            }
        }

        // Down the left side in a loop, for sums of many terms; only where a weaker operator stands left does it nest.
        private void Spine(Binary top)
        {
            var spine = new Stack<Binary>();
            Expression left = top;
            Strength least = Strength.Any;
            while (left is Binary b && (ReferenceEquals(b, top) || (!_definitions.ContainsKey(b) && StrengthOf(b) >= least)))
            {
                spine.Push(b);
                (left, least) = (b.Left, Sides(b.Operator).Left);
            }
            Write(left, least);
            while (spine.TryPop(out Binary? b))
            {
                _text.Append(' ').Append(Spelling(b.Operator)).Append(' ');
                Write(b.Right, Sides(b.Operator).Right);
            }
        }
    }

    private static Strength StrengthOf(Expression e) => e switch
    {
        Constant { Kind: Kind.Number or Kind.Duration, Value: < 0 } => Strength.Negation,
        Constant { Kind: Kind.Duration } => Strength.Power,
        Conditional => Strength.Any,
        InState or OneOf or Unary { Operand: InState } => Strength.Comparison,
        Unary u => u.Operator == UnaryOperator.Not ? Strength.Not : Strength.Negation,
        Binary b => Sides(b.Operator).Own,
        _ => Strength.Atom,
    };

    private static (Strength Own, Strength Left, Strength Right) Sides(BinaryOperator op) => op switch
    {
        BinaryOperator.Or => (Strength.Or, Strength.Or, Strength.And),
        BinaryOperator.And => (Strength.And, Strength.And, Strength.Not),
        BinaryOperator.Add or BinaryOperator.Subtract => (Strength.Sum, Strength.Sum, Strength.Product),
        BinaryOperator.Multiply or BinaryOperator.Divide => (Strength.Product, Strength.Product, Strength.Negation),
        BinaryOperator.Power => (Strength.Power, Strength.Atom, Strength.Negation),
        _ => (Strength.Comparison, Strength.Sum, Strength.Sum),
    };

    private static string Spelling(BinaryOperator op) => op switch
    {
        BinaryOperator.Add => "+",
        BinaryOperator.Subtract => "-",
        BinaryOperator.Multiply => "*",
        BinaryOperator.Divide => "/",
        BinaryOperator.Power => "^",
        BinaryOperator.Equal => "==",
        BinaryOperator.NotEqual => "!=",
        BinaryOperator.Less => "<",
        BinaryOperator.LessOrEqual => "<=",
        BinaryOperator.Greater => ">",
        BinaryOperator.GreaterOrEqual => ">=",
        BinaryOperator.And => "and",
        BinaryOperator.Or => "or",
        _ => throw new ArgumentOutOfRangeException(nameof(op), op, null),
    };
}
