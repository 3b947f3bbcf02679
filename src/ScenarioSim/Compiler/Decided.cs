using ScenarioSim.Model;

namespace ScenarioSim.Compiler;

/// <summary>What a policy alone decides of expressions, before any run: their values, where nothing else has a say, and what the others may look at. Safe for use by several threads.</summary>
/// <param name="plan">Says what levers and fixed assumptions are worth.</param>
internal sealed class Decided(Plan plan)
{
    private readonly Dictionary<Expression, Known> _known = new(ReferenceEqualityComparer.Instance);

    /// <summary>What is known of an expression.</summary>
    /// <param name="Value">Its value, truths 0 and 1; null where a run has a say.</param>
    /// <param name="Reads">What it may look at; a side or a branch that the policy never takes does not count.</param>
    internal readonly record struct Known(double? Value, Reads Reads);

    /// <summary>What is known of an expression.</summary>
    public Known Of(Expression expression)
    {
        lock (_known)
        {
            // Operands first, with a stack of its own, since expressions can be deep.
            var open = new Stack<(Expression Node, bool Ready)>([(expression, false)]);
            while (open.TryPop(out (Expression Node, bool Ready) top))
            {
                if (_known.ContainsKey(top.Node)) continue;
                if (top.Ready)
                {
                    _known.Add(top.Node, Fresh(top.Node));
                    continue;
                }
                open.Push((top.Node, true));
                foreach (Expression child in ExpressionTree.Children(top.Node)) open.Push((child, false));
            }
            return _known[expression];
        }
    }

    private Known Fresh(Expression expression) => expression switch
    {
        Constant c => new Known(c.Value, default),
        AssumptionRef a => new Known(plan.FixedAssumptions[a.Index], default),
        LeverRef l => new Known(plan.Policy.Levers[l.Index], default),
        Unary u => _known[u.Operand] is { Value: { } value } ? new Known(Arithmetic.Apply(u.Operator, value), default) : _known[u.Operand],
        Binary { Operator: BinaryOperator.And or BinaryOperator.Or } b => OfLogical(b),
        Binary b => OfBoth(b),
        Conditional c => OfConditional(c),
        OneOf o => OfOneOf(o),
        CountOf c => OfCount(c),
        Call c => OfCall(c),
        _ => new Known(null, Reads.Of(expression)),
    };

    // A side that the policy decides is left out, with all that it would read.
    private Known OfLogical(Binary b)
    {
        bool and = b.Operator == BinaryOperator.And;
        Known left = _known[b.Left], right = _known[b.Right];
        if (left.Value is { } known) return (known != 0) == and ? Truth(right) : Truth(left);
        return right.Value is { } other && (other != 0) == and ? left : new Known(null, left.Reads | right.Reads);
    }

    private static Known Truth(Known known) => known.Value is { } value ? new Known(value != 0 ? 1 : 0, default) : known;

    // Where there is no finite value, that is counted in every run.
    private Known OfBoth(Binary b)
    {
        Known left = _known[b.Left], right = _known[b.Right];
        if (left.Value is { } l && right.Value is { } r && double.IsFinite(Arithmetic.Apply(b.Operator, l, r))) return new Known(Arithmetic.Apply(b.Operator, l, r), default);
        return new Known(null, left.Reads | right.Reads);
    }

    private Known OfConditional(Conditional c)
    {
        Known test = _known[c.If], then = _known[c.Then], otherwise = _known[c.Else];
        return test.Value is { } known ? known != 0 ? then : otherwise : new Known(null, test.Reads | then.Reads | otherwise.Reads);
    }

    private Known OfOneOf(OneOf o)
    {
        Known wanted = _known[o.Value];
        Reads reads = wanted.Reads;
        bool isOpen = false;
        foreach (Known option in o.Options.Select(option => _known[option]))
        {
            reads |= option.Reads;
            if (wanted.Value is { } a && option.Value is { } b)
            {
                if (a == b && !isOpen) return new Known(1, default);
                isOpen |= a == b;
            }
            else
            {
                isOpen = true;
            }
        }
        return isOpen ? new Known(null, reads) : new Known(0, default);
    }

    private Known OfCount(CountOf c)
    {
        double sum = 0;
        var reads = default(Reads);
        bool isOpen = false;
        foreach (Known condition in c.Conditions.Select(condition => _known[condition]))
        {
            reads |= condition.Reads;
            isOpen |= condition.Value is null;
            sum += condition.Value is { } value && value != 0 ? 1 : 0;
        }
        return isOpen ? new Known(null, reads) : new Known(sum, default);
    }

    private Known OfCall(Call c)
    {
        Known[] arguments = [.. c.Arguments.Select(a => _known[a])];
        if (Array.TrueForAll(arguments, a => a.Value is not null))
        {
            double value = Arithmetic.Apply(c.Function, arguments.Select(a => a.Value!.Value).ToArray());
            if (double.IsFinite(value)) return new Known(value, default);
        }
        return new Known(null, arguments.Aggregate(default(Reads), (all, a) => all | a.Reads));
    }
}
