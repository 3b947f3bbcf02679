using ScenarioSim.Model;
using ScenarioSim.Text;

namespace ScenarioSim.Language.Expressions;

/// <content>Constants, dates, durations, and the distributions.</content>
internal sealed partial class ExpressionReader
{
    /// <summary>A distribution written as one scalar; a constant is one too. With <paramref name="wanted"/> the replacement of an assumption's.</summary>
    public KindedDistribution? ReadDistribution(ScalarText text, Wanted? wanted = null) => _distributions.Read(text, wanted);

    /// <summary>The mapping <c>discrete: { value: weight, ... }</c>.</summary>
    public KindedDistribution? BuildDiscrete(IReadOnlyList<(ScalarText Value, ScalarText Weight)> entries, SourceSpan span, Wanted? wanted = null) =>
        _distributions.Discrete(entries, span, wanted);

    /// <summary>The mapping <c>quantiles: { 5%: a, 50%: b, ... }</c>.</summary>
    public KindedDistribution? BuildQuantiles(IReadOnlyList<(ScalarText Share, ScalarText Value)> points, SourceSpan span, Wanted? wanted = null) =>
        _distributions.Quantiles(points, span, wanted);

    /// <summary>The list <c>experts</c>, each read by itself (with the same <paramref name="wanted"/>); <paramref name="logPool"/> for <c>pool: log</c>.</summary>
    public KindedDistribution? BuildExperts(IReadOnlyList<Expert> experts, bool logPool, SourceSpan span, Wanted? wanted = null) =>
        _distributions.Experts(experts, logPool, span, wanted);

    /// <summary>A constant, with its kind; a bare name is a word. A lever's option, an outcome's value.</summary>
    public Constant? ReadConstant(ScalarText text, Kind? expected = null)
    {
        if (_distributions.ConstantOrWord(text, words: expected is null or Kind.Word) is not { } constant) return null;
        return expected is null || constant.Kind == expected ? constant : Fail<Constant>(Diagnose.WrongKind(constant.Span, Kinds.Say(expected.Value), Kinds.Say(constant.Kind), null));
    }

    /// <summary>A date, for what is read before there is a clock (<c>start</c>, <c>end</c>) and for observations.</summary>
    public static DateTime? ReadDate(ScalarText text, DiagnosticBag bag)
    {
        if (Parser.ParseWhole(text, bag) is not { } syntax) return null;
        if (syntax is DateSyntax date) return date.Value;
        bag.Add(Diagnose.DateExpected(syntax.Span, syntax.Span.Text));
        return null;
    }

    /// <summary>A constant duration in seconds, more than zero. <paramref name="stepSeconds"/> is null where the unit <c>step</c> has no meaning yet.</summary>
    public static double? ReadDuration(ScalarText text, double? stepSeconds, DiagnosticBag bag)
    {
        if (Parser.ParseWhole(text, bag) is not { } syntax) return null;
        if (stepSeconds is null && syntax is DurationSyntax { Unit: "step" or "steps" } or NameSyntax { Name: "step" })
        {
            bag.Add(Diagnose.StepOfSteps(syntax.Span));
            return null;
        }
        var binder = new ExpressionBinder(new NameTable(), new Clock(default, stepSeconds ?? 1, 0, default), bag);
        if (binder.Bind(syntax, Kind.Duration, new ExpressionBinder.Place(Scope.Constant)) is not Constant duration) return null;
        if (duration.Value > 0) return duration.Value;
        bag.Add(Diagnose.NoTime(syntax.Span, "the duration", syntax.Span.Text));
        return null;
    }
}
