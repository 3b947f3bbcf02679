using ScenarioSim.Model;
using ScenarioSim.Text;

namespace ScenarioSim.Language.Expressions;

/// <summary>Reads every scalar of a file that is more than a text: expressions, chances, delays, effects, measures, distributions.</summary>
/// <remarks>Null always means that it is in error and that this has been said.</remarks>
internal sealed partial class ExpressionReader
{
    private static readonly ExpressionBinder.Place Anywhere = new(Scope.World);

    private readonly NameTable _names;
    private readonly DiagnosticBag _bag;
    private readonly ExpressionBinder _binder;
    private readonly DistributionReader _distributions;

    /// <param name="names">The names that expressions may use; more may be added until they are read.</param>
    /// <param name="clock">Start and step; the end does not matter here.</param>
    /// <param name="yardstick">The scale of the words of probability.</param>
    /// <param name="bag">Takes what is wrong.</param>
    public ExpressionReader(NameTable names, Clock clock, string yardstick, DiagnosticBag bag)
    {
        (_names, _bag) = (names, bag);
        _binder = new ExpressionBinder(names, clock, bag);
        _distributions = new DistributionReader(names, _binder, clock, yardstick, bag);
    }

    /// <summary>An expression of the wanted kind.</summary>
    public Expression? Read(ScalarText text, Kind expected, Scope scope) =>
        Parser.ParseWhole(text, _bag) is { } syntax ? _binder.Bind(syntax, expected, new ExpressionBinder.Place(scope)) : null;

    /// <summary>An expression of any kind.</summary>
    public Expression? ReadAny(ScalarText text, Scope scope) =>
        Parser.ParseWhole(text, _bag) is { } syntax ? _binder.Bind(syntax, new ExpressionBinder.Place(scope)) : null;

    /// <summary>A <c>chance</c> or (<paramref name="isRate"/>) a <c>rate</c>: an expression, perhaps <c>per</c> a period.</summary>
    public Likelihood? ReadChance(ScalarText text, bool isRate)
    {
        if (Parser.Start(text, _bag)?.ParseChance() is not { } chance) return null;
        Expression? value = _binder.Bind(chance.Value, Kind.Number, Anywhere);
        double? period = chance.Period is { } written ? Period(written) : null;
        if (chance.Period is null && isRate) return Fail<Likelihood>(Diagnose.RateWithoutPeriod(chance.Value.Span, WayOut.WithPeriod(chance.Value.Span.Text)));
        if (value is null || (chance.Period is not null && period is null)) return null;
        if (value is Constant c && (isRate ? c.Value < 0 : c.Value is < 0 or > 1)) return Fail<Likelihood>(Diagnose.ImpossibleChance(chance.Value.Span, chance.Value.Span.Text, c.Value, isRate));
        return period is { } seconds ? new Standing(value, seconds, isRate) : new Toss(value);
    }

    private double? Period(Syntax syntax)
    {
        if (syntax is NameSyntax { Name: not "step" } name && _names.Find(name.Name) is null)
        {
            string help = Units.Elsewhere(name.Name) is { } length ? $"{length}; {Units.Known}" : Units.Meant(name.Name, 1) is { } meant ? $"did you mean `{meant}`?" : Units.Known;
            _bag.Add(Diagnose.UnknownUnit(name.Span, name.Name, help));
            return null;
        }
        if (_binder.Bind(syntax, Kind.Duration, new ExpressionBinder.Place(Scope.Constant)) is not Constant period) return null;
        if (period.Value > 0) return period.Value;
        _bag.Add(Diagnose.NoTime(syntax.Span, "the period", syntax.Span.Text));
        return null;
    }

    /// <summary>An <c>after</c>: an expression of assumptions and levers, or a distribution.</summary>
    public Delay? ReadDelay(ScalarText text)
    {
        if (Parser.Start(text, _bag)?.ExpressionOrDistribution() is not { } syntax) return null;
        if (_distributions.IsDistribution(syntax))
        {
            return _distributions.Of(syntax) is { } drawn ? Drawn(drawn, syntax is NameSyntax ? null : $"add a unit: `{syntax.Span.Text} days`") : null;
        }
        if (_binder.Bind(syntax, Kind.Duration, new ExpressionBinder.Place(Scope.Static)) is not { } delay) return null;
        return delay is Constant { Value: < 0 } ? Fail<Delay>(Diagnose.NegativeDelay(syntax.Span, syntax.Span.Text)) : new Delay(delay, null, syntax.Span);
    }

    /// <summary>An <c>after</c> that is a mapping, <c>discrete</c> or <c>quantiles</c>.</summary>
    public Delay? DrawnDelay(KindedDistribution drawn) => Drawn(drawn, "write the values with a unit, such as `3 days`");

    private Delay? Drawn(KindedDistribution drawn, string? withUnit)
    {
        SourceSpan span = drawn.Span;
        if (drawn.Kind != Kind.Duration) return Fail<Delay>(Diagnose.WrongDistribution(span, "a duration", Kinds.Say(drawn.Kind), drawn.Kind == Kind.Number ? withUnit : null));
        return drawn.Distribution.High < 0 ? Fail<Delay>(Diagnose.NegativeDelay(span, Shown.Cut(string.Join(' ', span.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))))) : new Delay(null, drawn.Distribution, span);
    }

    /// <summary>One effect.</summary>
    public Effect? ReadEffect(ScalarText text)
    {
        if (Parser.Start(text, _bag)?.ParseEffect() is not { } effect) return null;
        int? indicator = Indicator(effect.Indicator);
        EffectOperator op = effect.Operator switch
        {
            "+=" => EffectOperator.Add,
            "-=" => EffectOperator.Subtract,
            "*=" => EffectOperator.Multiply,
            _ => EffectOperator.Set,
        };
        SourceSpan span = effect.Indicator.Span.To(effect.Amount.Span);
        if (_distributions.IsDistribution(effect.Amount))
        {
            if (_distributions.Of(effect.Amount) is not { } drawn || indicator is null) return null;
            return drawn.Kind == Kind.Number
                ? new Effect(indicator.Value, op, null, drawn.Distribution, span)
                : Fail<Effect>(Diagnose.WrongDistribution(effect.Amount.Span, "a number", Kinds.Say(drawn.Kind), "indicators are numbers: leave out the unit"));
        }
        return _binder.Bind(effect.Amount, Kind.Number, Anywhere) is { } amount && indicator is { } index ? new Effect(index, op, amount, null, span) : null;
    }

    private int? Indicator(NameSyntax name)
    {
        Symbol? symbol = _names.Find(name.Name);
        if (symbol is IndicatorSymbol indicator)
        {
            _names.Use(name.Name);
            return indicator.Index;
        }
        if (symbol is PoisonedSymbol) return null;
        _bag.Add(NotAnIndicator(name, symbol));
        return null;
    }

    private Diagnostic NotAnIndicator(NameSyntax name, Symbol? symbol)
    {
        List<string> indicators = [.. _names.All.OfType<IndicatorSymbol>().Select(s => s.Name)];
        string? what = symbol switch
        {
            AssumptionSymbol => "an assumption",
            LeverSymbol => "a lever",
            DefinitionSymbol => "a definition",
            TrackSymbol { IsBranch: true } => "a branch",
            TrackSymbol => "a track",
            _ => null,
        };
        return Diagnose.NotAnIndicator(name.Span, name.Name, what, Nearest.Name(name.Name, indicators), indicators);
    }

    /// <summary>A range of numbers <c>a..b</c>.</summary>
    public (double Low, double High)? ReadRange(ScalarText text) =>
        Parser.Start(text, _bag)?.ParseRange() is { } range && _distributions.Ends(range, Kind.Number) is { } ends ? (ends.Low.Value, ends.High.Value) : null;

    /// <summary>The meaning of a definition for the model: what it is by itself; null where it has no kind of its own or is in error.</summary>
    /// <remarks>Called once for each after all else has been read: what no expression used is checked here.</remarks>
    public Expression? Definition(int index) => _binder.DefinitionAlone(_names.Definitions[index]);

    private T? Fail<T>(Diagnostic problem)
        where T : class
    {
        _bag.Add(problem);
        return null;
    }
}
