using ScenarioSim.Model;
using ScenarioSim.Text;

namespace ScenarioSim.Language.Expressions;

/// <summary>Reads every scalar of a file that is more than a text: expressions, chances, delays, effects, measures, distributions.</summary>
/// <remarks>Null always means that it is in error and that this has been said.</remarks>
internal sealed partial class ExpressionReader(NameTable names, Clock clock, string yardstick, DiagnosticBag bag)
{
    /// <summary>An expression of the wanted kind.</summary>
    public Expression? Read(ScalarText text, Kind expected, Scope scope) => throw new NotImplementedException();

    /// <summary>An expression of any kind.</summary>
    public Expression? ReadAny(ScalarText text, Scope scope) => throw new NotImplementedException();

    /// <summary>A <c>chance</c> or (<paramref name="isRate"/>) a <c>rate</c>: an expression, perhaps <c>per</c> a period.</summary>
    public Likelihood? ReadChance(ScalarText text, bool isRate) => throw new NotImplementedException();

    /// <summary>An <c>after</c>: an expression of assumptions and levers, or a distribution.</summary>
    public Delay? ReadDelay(ScalarText text) => throw new NotImplementedException();

    /// <summary>What an entry of a split says of its share.</summary>
    public Share? ReadShare(ScalarText text) => throw new NotImplementedException();

    /// <summary>Checks the entries of a split together: one <c>rest</c>, and what constants may sum to. Entries in error are null.</summary>
    public bool CheckShares(IReadOnlyList<Share?> shares, SourceSpan split) => throw new NotImplementedException();

    /// <summary>One effect.</summary>
    public Effect? ReadEffect(ScalarText text) => throw new NotImplementedException();

    /// <summary>What a measure reads.</summary>
    public (Reading Reading, Expression Of)? ReadMeasure(ScalarText text) => throw new NotImplementedException();

    /// <summary>A distribution written as one scalar; a constant is one too. With <paramref name="wanted"/> the replacement of an assumption's.</summary>
    public KindedDistribution? ReadDistribution(ScalarText text, Wanted? wanted = null) => throw new NotImplementedException();

    /// <summary>The mapping <c>discrete: { value: weight, ... }</c>.</summary>
    public KindedDistribution? BuildDiscrete(IReadOnlyList<(ScalarText Value, ScalarText Weight)> entries, SourceSpan span, Wanted? wanted = null) => throw new NotImplementedException();

    /// <summary>The mapping <c>quantiles: { 5%: a, 50%: b, ... }</c>.</summary>
    public KindedDistribution? BuildQuantiles(IReadOnlyList<(ScalarText Share, ScalarText Value)> points, SourceSpan span, Wanted? wanted = null) => throw new NotImplementedException();

    /// <summary>The list <c>experts</c>, each read by itself (with the same <paramref name="wanted"/>); <paramref name="logPool"/> for <c>pool: log</c>.</summary>
    public KindedDistribution? BuildExperts(IReadOnlyList<Expert> experts, bool logPool, SourceSpan span, Wanted? wanted = null) => throw new NotImplementedException();

    /// <summary>A constant of any kind, with its kind: a lever's option, an outcome's value.</summary>
    public Constant? ReadConstant(ScalarText text, Kind? expected = null) => throw new NotImplementedException();

    /// <summary>A range of numbers <c>a..b</c>.</summary>
    public (double Low, double High)? ReadRange(ScalarText text) => throw new NotImplementedException();

    /// <summary>The meaning of a definition for the model: what it was first used as, or what it is by itself; null where it has none or is in error.</summary>
    /// <remarks>Called once for each after all else has been read: what no expression used is checked here.</remarks>
    public Expression? Definition(int index) => throw new NotImplementedException();

    /// <summary>A date, for what is read before there is a clock (<c>start</c>, <c>end</c>) and for observations.</summary>
    public static DateTime? ReadDate(ScalarText text, DiagnosticBag bag) => throw new NotImplementedException();

    /// <summary>A constant duration in seconds, more than zero. <paramref name="stepSeconds"/> is null where the unit <c>step</c> has no meaning yet.</summary>
    public static double? ReadDuration(ScalarText text, double? stepSeconds, DiagnosticBag bag) => throw new NotImplementedException();
}
