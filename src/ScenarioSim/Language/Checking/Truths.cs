using ScenarioSim.Model;

namespace ScenarioSim.Language;

/// <summary>Decides whether conditions can hold together, by going through all cases of what they are made of.</summary>
/// <remarks>
/// A track is in one of the innermost states it can come to; an expression that is compared with constants lies at one of them, between two, or beyond;
/// anything else is true or false as it likes. More cases than there are worlds, so that <c>no</c> is a proof and <c>yes</c> is not.
/// </remarks>
internal sealed class Truths(Scenario scenario, Reachability reach)
{
    private const int MostCases = 20_000;
    private const int MostNodes = 2_000;

    /// <summary>False where it is proved that not all can hold in one world.</summary>
    public bool CanHold(params IReadOnlyList<(Expression Condition, bool Holds)> all)
    {
        if (ExpressionTree.Nodes(all.Select(c => c.Condition)).Count > MostNodes) return true;
        var cases = new Cases(scenario, reach);
        foreach (var (condition, _) in all) cases.Collect(condition);
        return cases.Count > MostCases || cases.Any(() => all.All(c => cases.Holds(c.Condition) == c.Holds));
    }

    /// <summary>Whether it is proved that in every world in which one holds the other holds too.</summary>
    public bool Implies(Expression one, Expression other) => !CanHold([(one, true), (other, false)]);

    // One set of variables with their values.
    private sealed class Cases(Scenario scenario, Reachability reach)
    {
        private readonly Dictionary<string, (double[] Values, int Index)> _variables = [];
        private readonly Dictionary<string, SortedSet<double>> _constants = [];
        private readonly Dictionary<Expression, string> _names = new(ReferenceEqualityComparer.Instance);
        private List<(string Name, double[] Values)>? _domains;
        private Dictionary<string, double> _now = [];

        public double Count => Domains.Aggregate(1.0, (product, d) => product * d.Values.Length);

        private List<(string Name, double[] Values)> Domains => _domains ??= [.. _variables.Select(v => (v.Key, v.Value.Values)), .. _constants.Select(c => (c.Key, Between(c.Value)))];

        public void Collect(Expression e)
        {
            switch (e)
            {
                case Constant:
                    break;
                case InState s:
                    Track(s.Track);
                    break;
                case Visited v:
                    Track(v.Track);
                    Variable($"visited {v.Track} {v.State}", reach.CanBeIn(v.Track, v.State) ? [0, 1] : [0]);
                    break;
                case Unary { Operator: UnaryOperator.Not } u:
                    Collect(u.Operand);
                    break;
                case Binary { Operator: BinaryOperator.And or BinaryOperator.Or } b:
                    Collect(b.Left);
                    Collect(b.Right);
                    break;
                case Conditional { Kind: Kind.Truth } c:
                    Collect(c.If);
                    Collect(c.Then);
                    Collect(c.Else);
                    break;
                case Binary b when Compared(b) is { } compared:
                    Compare(compared.Of, [compared.With]);
                    break;
                case OneOf o when o.Options.All(x => x is Constant):
                    Compare(o.Value, o.Options.Select(x => ((Constant)x).Value));
                    break;
                default:
                    Variable(Name(e), [0, 1]);
                    break;
            }
        }

        public bool Any(Func<bool> holds)
        {
            int[] at = new int[Domains.Count];
            while (true)
            {
                _now = Domains.Select((d, i) => (d.Name, d.Values[at[i]])).ToDictionary(v => v.Name, v => v.Item2);
                if (holds()) return true;
                int k = 0;
                while (k < at.Length && ++at[k] == Domains[k].Values.Length) at[k++] = 0;
                if (k == at.Length) return false;
            }
        }

        public bool Holds(Expression e) => e switch
        {
            Constant c => c.Value != 0,
            InState s => IsIn(s.Track, s.State),
            Visited v => IsIn(v.Track, v.State) || _now[$"visited {v.Track} {v.State}"] != 0,
            Unary { Operator: UnaryOperator.Not } u => !Holds(u.Operand),
            Binary { Operator: BinaryOperator.And } b => Holds(b.Left) && Holds(b.Right),
            Binary { Operator: BinaryOperator.Or } b => Holds(b.Left) || Holds(b.Right),
            Conditional { Kind: Kind.Truth } c => Holds(Holds(c.If) ? c.Then : c.Else),
            Binary b when Compared(b) is { } compared => Arithmetic.Apply(compared.Operator, _now[Name(compared.Of)], compared.With) != 0,
            OneOf o when o.Options.All(x => x is Constant) => o.Options.Any(x => ((Constant)x).Value == _now[Name(o.Value)]),
            _ => _now[Name(e)] != 0,
        };

        private bool IsIn(int track, int state) => scenario.Tracks[track].IsWithin((int)_now[$"track {track}"], state);

        private void Track(int track) => Variable($"track {track}", [.. reach.Leaves(track).Select(s => (double)s)]);

        private void Variable(string name, double[] values) => _variables.TryAdd(name, (values, 0));

        private void Compare(Expression of, IEnumerable<double> with)
        {
            string name = Name(of);
            if (!_constants.TryGetValue(name, out var constants)) _constants[name] = constants = [];
            constants.UnionWith(with);
        }

        // An expression compared with a constant, turned so that the constant is on the right.
        private static (Expression Of, BinaryOperator Operator, double With)? Compared(Binary b) => (b.Operator, b.Left, b.Right) switch
        {
            ( < BinaryOperator.Equal or > BinaryOperator.GreaterOrEqual, _, _) => null,
            (_, Constant, Constant) => null,
            (_, _, Constant c) => (b.Left, b.Operator, c.Value),
            (_, Constant c, _) => (b.Right, Turned(b.Operator), c.Value),
            _ => null,
        };

        private static BinaryOperator Turned(BinaryOperator op) => op switch
        {
            BinaryOperator.Less => BinaryOperator.Greater,
            BinaryOperator.LessOrEqual => BinaryOperator.GreaterOrEqual,
            BinaryOperator.Greater => BinaryOperator.Less,
            BinaryOperator.GreaterOrEqual => BinaryOperator.LessOrEqual,
            _ => op,
        };

        // The same text is the same value in the same world.
        private string Name(Expression e) => _names.TryGetValue(e, out string? name) ? name : _names[e] = "= " + ExpressionText.Print(e, scenario, expand: true);

        private static double[] Between(SortedSet<double> constants)
        {
            double[] sorted = [.. constants];
            return [sorted[0] - 1, .. sorted.SelectMany((c, i) => i + 1 < sorted.Length ? new[] { c, c + ((sorted[i + 1] - c) / 2) } : [c]), sorted[^1] + 1];
        }
    }
}
