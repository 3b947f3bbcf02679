using System.Diagnostics;
using ScenarioSim.Model;

namespace ScenarioSim.Symbolic;

/// <summary>From expressions of the language to terms over a chain's symbols. Definitions become formulas of their name, fixed assumptions constants.</summary>
internal sealed class Translator
{
    private readonly Facts _facts;
    private readonly WorldSymbols _world;
    private readonly Identifiers _names;
    private readonly Dictionary<Expression, string> _definitions = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Expression, Term>[] _known = [.. Enum.GetValues<Moment>().Select(_ => new Dictionary<Expression, Term>(ReferenceEqualityComparer.Instance))];
    private readonly Dictionary<Expression, (bool Time, bool Tracks)> _reads = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<int, ConstantSymbol> _assumptions = [];
    private readonly Dictionary<int, ConstantSymbol> _levers = [];

    public Translator(Facts facts, WorldSymbols world, Identifiers names)
    {
        (_facts, _world, _names) = (facts, world, names);
        foreach (Definition d in facts.Scenario.Definitions)
        {
            if (d.Expression is { } e && ExpressionTree.Children(e).Any()) _definitions.TryAdd(e, d.Name);
        }
    }

    /// <summary>The constants that came up, in the order in which they have to be declared.</summary>
    public List<ConstantSymbol> Constants { get; } = [];

    /// <summary>The formulas that came up.</summary>
    public List<FormulaSymbol> Formulas { get; } = [];

    private Clock Clock => _facts.Scenario.Clock;

    /// <summary>The term of an expression.</summary>
    public Term Of(Expression expression, Moment moment)
    {
        moment = Needed(expression, moment);
        if (_known[(int)moment].TryGetValue(expression, out Term? known)) return known;
        Term term = Guarded(expression, moment);
        if (_definitions.TryGetValue(expression, out string? name) && term is Apply) term = Named(name + (moment == Moment.Reading ? "" : moment == Moment.Deciding ? "_deciding" : "_before"), name, term);
        return _known[(int)moment][expression] = term;
    }

    /// <summary>A term under a name of its own: a constant where no variable is in it, else a formula.</summary>
    public Term Named(string name, string? comment, Term term)
    {
        if (term is Symbolic.Literal or Use) return term;
        if (IsConstant(term) && term.Type != TermType.Truth)
        {
            var constant = new ConstantSymbol(_names.New(name), TermType.Real, term, comment);
            Constants.Add(constant);
            return Terms.Of(constant);
        }
        var formula = new FormulaSymbol(_names.New(name), term, comment);
        Formulas.Add(formula);
        return Terms.Of(formula);
    }

    /// <summary>A formula under a name that was given out before.</summary>
    public Term Formula(string name, string? comment, Term body)
    {
        var formula = new FormulaSymbol(name, body, comment);
        Formulas.Add(formula);
        return Terms.Of(formula);
    }

    /// <summary>Whether only constants are in a term.</summary>
    public static bool IsConstant(Term term) => term switch
    {
        Symbolic.Literal or Use { Symbol: ConstantSymbol } => true,
        Apply a => a.Operands.All(IsConstant),
        _ => false,
    };

    /// <summary>0 where a term is without a finite value.</summary>
    public Term Finite(Term term, string name)
    {
        // Infinity less infinity is not a number, and equal to nothing. (A product by 0 would say it with one use less, but PRISM simplifies that away.)
        Term named = Named(name, "0 where it has no finite value", term);
        return Terms.If(new Apply(TermType.Truth, Operation.Equal, new Apply(TermType.Real, Operation.Subtract, named, named), Terms.Zero), named, Terms.Zero);
    }

    // The plainest moment at which the expression gives the same: definitions are then written once.
    private Moment Needed(Expression expression, Moment moment)
    {
        (bool time, bool tracks) = Reads(expression);
        if (moment == Moment.Settling && !(tracks && _world.TwoPhases)) moment = Moment.Deciding;
        return moment == Moment.Deciding && !time ? Moment.Reading : moment;
    }

    private (bool Time, bool Tracks) Reads(Expression expression)
    {
        if (_reads.TryGetValue(expression, out var known)) return known;
        foreach (Expression node in ExpressionTree.Nodes([expression]))
        {
            bool time = node is DayRef or DateRef or TimeIn;
            bool tracks = node is InState or TimeIn or Visited or Visits;
            foreach (Expression child in ExpressionTree.Children(node))
            {
                time |= _reads[child].Time;
                tracks |= _reads[child].Tracks;
            }
            _reads[node] = (time, tracks);
        }
        return _reads[expression];
    }

    private Term Guarded(Expression e, Moment moment)
    {
        bool isConstant = _facts.Constant(e) is not null;
        if (isConstant && (e.Kind is Kind.Truth or Kind.Word || e is Constant || _facts.Ranges.CanFail(e) || e is Conditional)) return Literal(_facts.Constant(e)!.Value, e.Kind);
        if (e is Binary or Call && _facts.Ranges.CanFail(e)) return Checked(e, moment);
        return Plain(e, moment);
    }

    private static Literal Literal(double value, Kind kind) => kind == Kind.Truth ? Terms.Truth(value != 0) : Terms.Number(value);

    private Term Plain(Expression e, Moment moment) => e switch
    {
        AssumptionRef a => Assumption(a.Index),
        LeverRef l => Lever(l.Index),
        IndicatorRef i => _world.Indicators[i.Index] ?? throw new UnreachableException("an indicator that is read was left out"),
        DayRef => Terms.Of(_world.Step!) is var step && Exact(Clock.StepSeconds / Clock.Day) ? Terms.Multiply(Ahead(step, moment), Terms.Number(Clock.StepSeconds / Clock.Day))
            : Terms.Divide(Terms.Multiply(Ahead(Terms.Of(_world.Step!), moment), Terms.Number(Clock.StepSeconds)), Terms.Number(Clock.Day)),
        DateRef => Terms.Multiply(Ahead(Terms.Of(_world.Step!), moment), Terms.Number(Clock.StepSeconds)),
        TimeIn t => Terms.Multiply(Ahead(Variable(_world.Tracks[t.Track].Stay!, moment), moment), Terms.Number(Clock.StepSeconds)),
        InState s => IsIn(s.Track, s.State, moment),
        Visited v => IsVisited(v, moment),
        Visits v => v.States.Select(s => Variable(_world.Tracks[v.Track].Visits[s], moment)).Aggregate(Terms.Add),
        Unary { Operator: UnaryOperator.Not } u => Terms.Not(Of(u.Operand, moment)),
        Unary u => Terms.Negate(Of(u.Operand, moment)),
        Binary b => Joined(b, moment),
        Conditional c => Terms.If(Of(c.If, moment), Of(c.Then, moment), Of(c.Else, moment)),
        OneOf o => Terms.Any(o.Options.Select(option => Terms.Equal(Of(o.Value, moment), Of(option, moment)))),
        CountOf c => c.Conditions.Select(x => Terms.If(Of(x, moment), Terms.One, Terms.Zero)).Aggregate((Term)Terms.Zero, Terms.Add),
        Call c => Called(c, [.. c.Arguments.Select(a => Of(a, moment))]),
        _ => throw new UnreachableException(e.GetType().Name),
    };

    private static bool Exact(double factor) => factor * 1024 == Math.Round(factor * 1024);

    private static Term Ahead(Term counter, Moment moment) => moment == Moment.Reading ? counter : Terms.Add(counter, Terms.One);

    private Term Variable(VariableSymbol variable, Moment moment) =>
        Terms.Of(moment == Moment.Settling && _world.TwoPhases && !ReferenceEquals(variable, _world.Step) ? _world.Before(variable) : variable);

    private Use Assumption(int index)
    {
        if (!_assumptions.TryGetValue(index, out ConstantSymbol? constant))
        {
            Assumption a = _facts.Scenario.Assumptions[index];
            _assumptions[index] = constant = new ConstantSymbol(_names.New(a.Name), TermType.Real, Terms.Number(_facts.Assumption(index)), About(a.About, a.Kind, _facts.Assumption(index)));
            Constants.Add(constant);
        }
        return Terms.Of(constant);
    }

    private Use Lever(int index)
    {
        if (!_levers.TryGetValue(index, out ConstantSymbol? constant))
        {
            Lever l = _facts.Scenario.Levers[index];
            _levers[index] = constant = new ConstantSymbol(_names.New(l.Name), TermType.Real, Terms.Number(_facts.Lever(index)), About(l.About, l.Kind, _facts.Lever(index)));
            Constants.Add(constant);
        }
        return Terms.Of(constant);
    }

    private string? About(About about, Kind kind, double value)
    {
        string? text = about.Title ?? about.Means;
        if (kind is not (Kind.Duration or Kind.Date)) return text;
        string unit = $"{ExpressionText.Value(value, kind, _facts.Scenario)}, in seconds{(kind == Kind.Date ? " since the start" : "")}";
        return text is null ? unit : $"{text} ({unit})";
    }

    private Term IsIn(int track, int state, Moment moment)
    {
        TrackSymbols symbols = _world.Tracks[track];
        List<int> inside = [.. symbols.Leaves.Where(leaf => symbols.Track.IsWithin(leaf, state))];
        if (inside.Count == 0) return Terms.False;
        if (inside.Count == symbols.Leaves.Count) return Terms.True;
        Term leaf = Variable(symbols.Leaf!, moment);
        if (inside.Count == 1) return Terms.Equal(leaf, symbols.Number(inside[0]));
        Term above = symbols.LeafNumbers[inside[0]] == 0 ? Terms.True : Terms.Compare(Operation.GreaterOrEqual, leaf, symbols.Number(inside[0]));
        Term below = symbols.LeafNumbers[inside[^1]] == symbols.Leaves.Count - 1 ? Terms.True : Terms.Compare(Operation.LessOrEqual, leaf, symbols.Number(inside[^1]));
        return Terms.And(above, below);
    }

    private Term IsVisited(Visited v, Moment moment)
    {
        TrackSymbols symbols = _world.Tracks[v.Track];
        Track track = symbols.Track;
        if (track.Lineage(track.Initial).Contains(v.State)) return Terms.True;
        if (!track.Repeats && !symbols.Leaves.Any(leaf => track.IsWithin(leaf, v.State))) return Terms.False;
        if (track.Repeats && !track.States.SelectMany(s => s.Transitions).SelectMany(t => t.Targets).Any(t => t.State == v.State)) return Terms.False;
        if (!symbols.Visited.TryGetValue(v.State, out VariableSymbol? flag))
        {
            string name = track.States[v.State].Name;
            symbols.Visited[v.State] = flag = new VariableSymbol(_names.New($"{symbols.Name}_{name}_visited"), TermType.Truth, 0, 1, 0, $"whether it has ever entered {name}");
        }
        return Variable(flag, moment);
    }

    private Term Joined(Binary b, Moment moment)
    {
        if (Horizons.Comparison(b, _facts) is { Counter: not Visits } timed) return Passed(timed.Counter, timed.Operator, timed.Constant, moment);
        Term left = Of(b.Left, moment), right = Of(b.Right, moment);
        return b.Operator switch
        {
            BinaryOperator.Add => Terms.Add(left, right),
            BinaryOperator.Subtract => Terms.Subtract(left, right),
            BinaryOperator.Multiply => Terms.Multiply(left, right),
            BinaryOperator.Divide => Terms.Divide(left, right),
            BinaryOperator.Power => Terms.Power(left, right),
            BinaryOperator.Equal => Terms.Equal(left, right),
            BinaryOperator.NotEqual => Terms.Compare(Operation.NotEqual, left, right),
            BinaryOperator.Less => Terms.Compare(Operation.Less, left, right),
            BinaryOperator.LessOrEqual => Terms.Compare(Operation.LessOrEqual, left, right),
            BinaryOperator.Greater => Terms.Compare(Operation.Greater, left, right),
            BinaryOperator.GreaterOrEqual => Terms.Compare(Operation.GreaterOrEqual, left, right),
            BinaryOperator.And => Terms.And(left, right),
            _ => Terms.Or(left, right),
        };
    }

    // A counter of time beside a constant is compared in whole steps.
    private Term Passed(Expression counter, BinaryOperator op, double constant, Moment moment)
    {
        int ahead = moment == Moment.Reading ? 0 : 1;
        int at = Horizons.First(counter, constant, orAt: true, Clock) - ahead;
        int above = Horizons.First(counter, constant, orAt: false, Clock) - ahead;
        VariableSymbol? variable = counter is TimeIn t ? _world.Tracks[t.Track].Stay : _world.Step;
        Term From(int k) => k <= 0 ? Terms.True : k + ahead > Clock.LastStep || variable is null || k > variable.High ? Terms.False : Terms.Compare(Operation.GreaterOrEqual, Variable(variable, moment), Terms.Number(k));
        Term equal = above <= at || at < 0 ? Terms.False : variable is null ? Terms.Truth(at == 0) : at > variable.High || at + ahead > Clock.LastStep ? Terms.False : Terms.Equal(Variable(variable, moment), Terms.Number(at));
        return op switch
        {
            BinaryOperator.Equal => equal,
            BinaryOperator.NotEqual => Terms.Not(equal),
            BinaryOperator.Less => Terms.Not(From(at)),
            BinaryOperator.LessOrEqual => Terms.Not(From(above)),
            BinaryOperator.Greater => From(above),
            _ => From(at),
        };
    }

    private Term Called(Call c, Term[] of)
    {
        Interval first = _facts.Ranges.Of(c.Arguments[0]);
        return c.Function switch
        {
            Function.Min => of.Aggregate(Terms.Min),
            Function.Max => of.Aggregate(Terms.Max),
            Function.Clamp => Terms.Min(Terms.Max(of[0], of[1]), of[2]),
            Function.Abs => first.Low >= 0 ? of[0] : Terms.Max(of[0], Terms.Negate(of[0])),
            Function.Sqrt => Terms.Power(of[0], Terms.Number(0.5)),
            Function.Exp => Terms.Call(Operation.Exp, of[0]),
            Function.Log => Terms.Call(Operation.Log, of[0]),
            Function.Floor => Whole(Operation.Floor, of[0], first),
            Function.Ceil => Whole(Operation.Ceil, of[0], first),
            Function.Round => Rounded(of[0], first),
            Function.Logistic => Terms.Divide(Terms.One, Terms.Add(Terms.One, Terms.Call(Operation.Exp, Terms.Negate(of[0])))),
            Function.Logit => Terms.Call(Operation.Log, Terms.Divide(of[0], Terms.Subtract(Terms.One, of[0]))),
            _ => throw new UnreachableException(c.Function.ToString()),
        };
    }

    /// <summary>The nearest whole number, halves away from zero.</summary>
    public static Term Rounded(Term x, Interval range) => x.Type == TermType.Whole ? x
        : range.Low >= 0 ? Whole(Operation.Round, x, range)
        : Terms.If(Terms.Compare(Operation.GreaterOrEqual, x, Terms.Zero), Whole(Operation.Round, x, range), Terms.Negate(Whole(Operation.Round, Terms.Negate(x), new Interval(-range.High, -range.Low))));

    // Model checkers make whole numbers of 32 bits of these: larger ones are taken apart, and beyond 2^60 every double is whole.
    private static Term Whole(Operation function, Term x, Interval range)
    {
        if (x.Type == TermType.Whole) return x;
        const double most = 2e9, part = 1 << 30;
        Term plain = Terms.Call(function, x);
        if (range.Low >= -most && range.High <= most) return plain;
        Term Within(double limit) => Terms.And(Terms.Compare(Operation.LessOrEqual, x, Terms.Number(limit)), Terms.Compare(Operation.GreaterOrEqual, x, Terms.Number(-limit)));
        Term high = new Apply(TermType.Real, Operation.Multiply, Terms.Call(Operation.Floor, Terms.Divide(x, Terms.Number(part))), new Literal(TermType.Real, part));
        Term apart = new Apply(TermType.Real, Operation.Add, high, Terms.Call(function, new Apply(TermType.Real, Operation.Subtract, x, high)));
        return Terms.If(Within(most), plain, Terms.If(Within(1e18), apart, x));
    }

    private Term Checked(Expression e, Moment moment)
    {
        if (e is Binary { Operator: BinaryOperator.Divide } d)
        {
            Term by = Of(d.Right, moment);
            return Terms.If(Terms.Equal(by, Terms.Zero), Terms.Zero, Plain(e, moment));
        }
        if (e is Call { Function: Function.Sqrt or Function.Log or Function.Logit } c)
        {
            Term x = Of(c.Arguments[0], moment);
            Term inside = Terms.Compare(c.Function == Function.Sqrt ? Operation.GreaterOrEqual : Operation.Greater, x, Terms.Zero);
            if (c.Function == Function.Logit) inside = Terms.And(inside, Terms.Compare(Operation.Less, x, Terms.One));
            return Terms.If(inside, Plain(e, moment), Terms.Zero);
        }
        return Finite(Plain(e, moment), "value");
    }
}
