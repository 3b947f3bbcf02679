using ScenarioSim.Model;
using ScenarioSim.Model.Distributions;
using ScenarioSim.Text;

namespace ScenarioSim.Language.Expressions;

/// <summary>Reads distributions (docs/language.md, section 5): durations in seconds, dates in seconds since the start, words by their indices.</summary>
internal sealed partial class DistributionReader(NameTable names, ExpressionBinder binder, Clock clock, string yardstick, DiagnosticBag bag)
{
    private static readonly ExpressionBinder.Place Constants = new(Scope.Constant);

    /// <summary>A whole scalar.</summary>
    public KindedDistribution? Read(ScalarText text, Wanted? wanted)
    {
        if (wanted is { Kind: Kind.Word } && Spelling.IsName(text.Value))
        {
            return Kept(new KindedDistribution(Kind.Word, new Point(names.Word(text.Value)), [text.Value], text.Span), wanted);
        }
        if (Likelihoods.IsPhrase(text.Value.Trim()) && NotOfTheScale(text.Trimmed().Span, text.Value.Trim()) is { } phrase) return Fail(phrase);
        return Parser.Start(text, bag)?.ExpressionOrDistribution() is { } syntax ? Kept(Of(syntax), wanted) : null;
    }

    /// <summary>Whether syntax that may be an expression or a distribution is the latter.</summary>
    public bool IsDistribution(Syntax syntax) => syntax switch
    {
        RangeSyntax or InUnitSyntax or TruncatedSyntax => true,
        CallSyntax call => Catalogue.Find(call.Function.Name) is not null,
        NameSyntax name => names.Find(name.Name) is null && Yardsticks.Find(yardstick, name.Name) is not null,
        _ => false,
    };

    /// <summary>The distribution that syntax stands for.</summary>
    public KindedDistribution? Of(Syntax syntax) => syntax switch
    {
        RangeSyntax range => Range(range),
        InUnitSyntax inUnit => InUnit(inUnit),
        TruncatedSyntax truncated => Truncated(truncated),
        CallSyntax call when Catalogue.Find(call.Function.Name) is { } form => Form(call, form),
        NameSyntax { Name: not ("true" or "false" or "step") } name => Word(name),
        _ => Certain(syntax),
    };

    // A replacement keeps the kind, and its words are among the base's.
    private KindedDistribution? Kept(KindedDistribution? read, Wanted? wanted)
    {
        if (read is null || wanted is null) return read;
        if (read.Kind != wanted.Kind) return Fail(Diagnose.ReplacementKind(read.Span, wanted.Name, Kinds.Say(wanted.Kind), Kinds.Say(read.Kind)));
        string? unknown = read.Words.FirstOrDefault(w => !wanted.Words.Contains(w));
        return unknown is null ? read : Fail(Diagnose.UnknownWord(read.Span, wanted.Name, unknown, Nearest.Name(unknown, wanted.Words), wanted.Words));
    }

    private static KindedDistribution Build(Kind kind, Distribution distribution, Syntax at) => new(kind, distribution, [], at.Span);

    private Constant? Constant(Syntax syntax) => binder.Bind(syntax, Constants) as Constant;

    private KindedDistribution? Fail(Diagnostic problem)
    {
        bag.Add(problem);
        return null;
    }

    private KindedDistribution? Certain(Syntax syntax)
    {
        if (Constant(syntax) is not { } constant) return null;
        if (syntax is BinarySyntax { Operator: BinaryOperator.Subtract, Left: { } low, Right: { } high } && IsWritten(low) && IsWritten(high))
        {
            // `20 - 40%`; not `1 - 40%`, which is what 40% leaves.
            bool lacksPercent = low is NumberSyntax { IsPercentage: false, Value: > 1 } && IsPercentage(high);
            if (constant.Value < 0 || lacksPercent) bag.Add(Diagnose.LooksLikeRange(syntax.Span, low.Span.Text + (lacksPercent ? "%" : ""), high.Span.Text));
        }
        return Point.Problem(constant.Value, _ => Written(syntax)) is { } problem
            ? Fail(Diagnose.BadDistribution(syntax.Span, problem, null))
            : Build(constant.Kind, new Point(constant.Value), syntax);
    }

    private KindedDistribution? Word(NameSyntax name)
    {
        if (Yardsticks.Find(yardstick, name.Name) is { } range) return Build(Kind.Number, new Uniform(range.Low, range.High), name);
        // A definition that is a constant.
        if (names.Find(name.Name) is DefinitionSymbol) return Certain(name);
        if (Catalogue.Find(name.Name) is null && NotOfTheScale(name.Span, name.Name) is { } word) return Fail(word);
        string? nearest = Nearest.Name(name.Name, Yardsticks.Words(yardstick).Concat(Catalogue.All.Select(f => f.Name)));
        return Fail(Diagnose.UnknownDistribution(name.Span, name.Name, nearest, Catalogue.Find(name.Name)?.Example));
    }

    // An everyday word for a probability that the scale has not got; null for any other text.
    private Diagnostic? NotOfTheScale(SourceSpan at, string written)
    {
        var near = Likelihoods.Nearest(yardstick, written);
        string word = Likelihoods.Word(written);
        (string, string)? elsewhere = Yardsticks.Find(yardstick, word) is null && Yardsticks.Elsewhere(yardstick, word) is { } other ? (word, other) : null;
        return near.Count == 0 && elsewhere is null ? null : Diagnose.NotOfTheScale(at, written, yardstick, [.. near.Select(w => Likelihoods.Shown(yardstick, w))], elsewhere);
    }

    private KindedDistribution? Range(RangeSyntax range)
    {
        if (Ends(range, null) is not { } ends) return null;
        (Constant low, Constant high) = ends;
        bool dates = low.Kind == Kind.Date;
        string Said(int i) => Written(i == 0 ? range.Low : range.High);
        string? problem = range.IsTo ? MiddleNinety.Problem(low.Value, high.Value, dates, Said) : Uniform.Problem(low.Value, high.Value, Said);
        if (problem is not null) return Fail(Diagnose.BadDistribution(range.Span, problem, null));
        bool percentages = IsPercentage(range.Low) && IsPercentage(range.High);
        Distribution distribution = range.IsTo
            ? MiddleNinety.Between(low.Value, high.Value, percentages, dates)
            : new Uniform(low.Value, high.Value);
        return Build(low.Kind, distribution, range);
    }

    // `10%..30`: what follows a percentage, and is more than 1 without a `%`, is seldom meant to be as many times as much.
    private void LacksPercent(IReadOnlyList<Syntax> values)
    {
        if (values.FirstOrDefault(IsPercentage) is not { } percentage) return;
        foreach (Syntax plain in values.Where(v => v is NumberSyntax { IsPercentage: false, Value: > 1 })) bag.Add(Diagnose.LacksPercent(plain.Span, plain.Span.Text, ((NumberSyntax)plain).Value, percentage.Span.Text));
    }

    private static bool IsWritten(Syntax syntax) => syntax is NumberSyntax or DurationSyntax or DateSyntax or UnarySyntax { Operator: UnaryOperator.Negate, Operand: NumberSyntax or DurationSyntax };

    private static bool IsPercentage(Syntax syntax) => syntax is NumberSyntax { IsPercentage: true };

    private static string Written(Syntax syntax) => $"`{syntax.Span.Text}`";

    /// <summary>The ends of <c>a..b</c> or <c>a to b</c>: constants of one kind in order; a unit at the upper end holds for both.</summary>
    public (Constant Low, Constant High)? Ends(RangeSyntax range, Kind? wanted)
    {
        (Constant? first, Constant? second) = (Constant(range.Low), Constant(range.High));
        if (first is not { } low || second is not { } high) return null;
        if (low.Kind == Kind.Number && high.Kind == Kind.Duration && UnitOf(range.High) is { } unit) low = low with { Kind = Kind.Duration, Value = low.Value * unit };
        if (low.Kind != high.Kind || !Kinds.IsOrdered(low.Kind)) return BadEnds(Diagnose.EndsDiffer(range.Span, Kinds.Say(low.Kind), Kinds.Say(high.Kind)));
        if (wanted is { } kind && low.Kind != kind) return BadEnds(Diagnose.WrongKind(range.Span, Kinds.Say(kind), Kinds.Say(low.Kind), null));
        if (low.Value > high.Value)
        {
            return BadEnds(Diagnose.EndsOutOfOrder(range.Span, Meant(range), LooksLikeDate(range.Low) || LooksLikeDate(range.High)));
        }
        LacksPercent([range.Low, range.High]);
        return (low, high);
    }

    // `11/2017` or `2017/11/30`, which are quotients.
    private static bool LooksLikeDate(Syntax syntax) =>
        syntax is BinarySyntax { Operator: BinaryOperator.Divide, Left: BinarySyntax { Operator: BinaryOperator.Divide, Left: NumberSyntax { IsPercentage: false, Value: >= 1900 and <= 2200 } } }
        || syntax is BinarySyntax { Operator: BinaryOperator.Divide, Left: NumberSyntax { IsPercentage: false } month, Right: NumberSyntax { IsPercentage: false } year } && month.Value is >= 1 and <= 31 && year.Value is (>= 1 and <= 12) or (>= 1900 and <= 2200);

    // The ends the other way round, a unit that holds for both left at the end; or the `%` that one of them lacks.
    private static string Meant(RangeSyntax range)
    {
        (string low, string high, string between) = (range.Low.Span.Text, range.High.Span.Text, range.IsTo ? " to " : "..");
        if (IsPercentage(range.High) && range.Low is NumberSyntax { IsPercentage: false }) return $"{low}%{between}{high}";
        return range.Low is NumberSyntax && range.High is DurationSyntax d ? $"{d.Count}{between}{low} {d.Unit}" : $"{high}{between}{low}";
    }

    private (Constant Low, Constant High)? BadEnds(Diagnostic problem)
    {
        bag.Add(problem);
        return null;
    }

    // The length of the unit that an end is written in.
    private double? UnitOf(Syntax end) => end switch
    {
        DurationSyntax d => Length(d.Unit),
        UnarySyntax { Operand: DurationSyntax d } => Length(d.Unit),
        _ => null,
    };

    private double Length(string unit) => Units.Seconds(unit) is > 0 and var seconds ? seconds : clock.StepSeconds;

    private KindedDistribution? InUnit(InUnitSyntax inUnit)
    {
        // A function that does not exist is the first thing to say.
        if (!IsDistribution(inUnit.Distribution) && binder.Bind(inUnit.Distribution, Constants) is null) return null;
        if (!IsDistribution(inUnit.Distribution)) return Fail(Diagnose.UnitAfterExpression(inUnit.Span, inUnit.Unit));
        if (Of(inUnit.Distribution) is not { } inner) return null;
        return inner.Kind == Kind.Number
            ? Build(Kind.Duration, new Scaled(inner.Distribution, Length(inUnit.Unit)), inUnit)
            : Fail(Diagnose.UnitTwice(inUnit.Span, Kinds.Say(inner.Kind), inUnit.Unit));
    }

    private KindedDistribution? Truncated(TruncatedSyntax truncated)
    {
        if (Of(truncated.Distribution) is not { } inner || Ends(truncated.Bounds, null) is not { } ends) return null;
        (Constant low, Constant high) = ends;
        double unit = 1;
        if (inner.Kind == Kind.Number && low.Kind == Kind.Duration && Constant(truncated.Bounds.Low) is { Kind: Kind.Number } && UnitOf(truncated.Bounds.High) is { } length)
        {
            // `normal(2, 1) in 0..5 weeks`: the unit follows a distribution of numbers, its bounds included.
            unit = length;
            (low, high) = (low with { Kind = Kind.Number, Value = low.Value / unit }, high with { Kind = Kind.Number, Value = high.Value / unit });
        }
        if (inner.Kind != low.Kind) return Fail(Diagnose.BoundsDiffer(truncated.Bounds.Span, Kinds.Plural(inner.Kind), Kinds.Plural(low.Kind)));
        string? problem = Model.Distributions.Truncated.Problem(inner.Distribution, low.Value, high.Value, i => (i == 0 ? truncated.Bounds.Low : truncated.Bounds.High).Span.Text);
        if (problem is not null) return Fail(Diagnose.BadDistribution(truncated.Span, problem.Replace(truncated.Bounds.Span.Text, Written(truncated.Bounds)), null));
        var within = new Truncated(inner.Distribution, low.Value, high.Value);
        return unit == 1 ? Build(inner.Kind, within, truncated) : Build(Kind.Duration, new Scaled(within, unit), truncated);
    }
}
