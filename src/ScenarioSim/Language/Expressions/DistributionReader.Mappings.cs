using ScenarioSim.Model;
using ScenarioSim.Model.Distributions;
using ScenarioSim.Text;

namespace ScenarioSim.Language.Expressions;

/// <content>The forms that are mappings or lists in the file.</content>
internal sealed partial class DistributionReader
{
    private const double Slack = 1e-9;

    /// <summary>A constant; a bare name is a word where <paramref name="words"/> may stand, except <c>true</c> and <c>false</c> without quotes.</summary>
    public Constant? ConstantOrWord(ScalarText text, bool words)
    {
        ScalarText trimmed = text.Trimmed();
        bool isTruth = !text.IsQuoted && trimmed.Value is "true" or "false";
        if (words && !isTruth && Spelling.IsName(trimmed.Value)) return new Constant(text.Span, Kind.Word, names.Word(trimmed.Value));
        if (Parser.ParseWhole(trimmed, bag) is not { } syntax) return null;
        return Constant(syntax);
    }

    /// <summary><c>discrete: { value: weight, ... }</c>.</summary>
    public KindedDistribution? Discrete(IReadOnlyList<(ScalarText Value, ScalarText Weight)> entries, SourceSpan span, Wanted? wanted)
    {
        List<Constant?> read = [.. entries.Select(e => ConstantOrWord(e.Value, words: true))];
        if (Weights([.. entries.Select(e => (ScalarText?)e.Weight)], span, restAllowed: true) is not { } weights || read.Contains(null)) return null;
        List<Constant> values = read!;
        for (int i = 1; i < values.Count; i++)
        {
            if (values[i].Kind != values[0].Kind) return Fail(Diagnose.ValuesDiffer(values[i].Span, Kinds.Say(values[0].Kind), Kinds.Say(values[i].Kind), values[0].Span));
            int twin = values.FindIndex(v => v.Value == values[i].Value);
            if (twin < i) return Fail(Diagnose.ValueTwice(values[i].Span, values[i].Span.Text, values[twin].Span));
        }
        double[] numbers = [.. values.Select(v => v.Value)];
        if (Model.Distributions.Discrete.Problem(numbers, weights, i => $"`{entries[i].Value.Value}`") is { } problem) return Fail(Diagnose.BadDistribution(span, problem, null));
        bool areWords = values[0].Kind == Kind.Word;
        return Kept(new KindedDistribution(values[0].Kind, new Discrete(numbers, weights), areWords ? [.. entries.Select(e => e.Value.Trimmed().Value)] : [], span), wanted);
    }

    /// <summary><c>quantiles: { 5%: a, 50%: b, ... }</c>.</summary>
    public KindedDistribution? Quantiles(IReadOnlyList<(ScalarText Share, ScalarText Value)> points, SourceSpan span, Wanted? wanted)
    {
        List<Constant?> shares = [.. points.Select(p => ConstantOrWord(p.Share, words: false))];
        List<Constant?> values = [.. points.Select(p => ConstantOrWord(p.Value, words: false))];
        if (shares.Contains(null) || values.Contains(null)) return null;
        if (shares.Find(s => s!.Kind != Kind.Number) is { } share) return Fail(Diagnose.WrongKind(share.Span, Kinds.Say(Kind.Number), Kinds.Say(share.Kind), null));
        if (values.Find(v => v!.Kind != values[0]!.Kind || !Kinds.IsOrdered(v.Kind)) is { } other)
        {
            return Fail(Kinds.IsOrdered(other.Kind) ? Diagnose.ValuesDiffer(other.Span, Kinds.Say(values[0]!.Kind), Kinds.Say(other.Kind), values[0]!.Span) : Diagnose.WrongKind(other.Span, Kinds.Say(Kind.Number), Kinds.Say(other.Kind), null));
        }
        (double, double)[] pairs = [.. shares.Zip(values, (s, v) => (s!.Value, v!.Value))];
        if (FromQuantiles.Problem(pairs, i => $"`{points[i].Value.Value}`") is { } problem) return Fail(Diagnose.BadDistribution(span, problem, null));
        return Kept(new KindedDistribution(values[0]!.Kind, new FromQuantiles(pairs), [], span), wanted);
    }

    /// <summary>The list <c>experts</c>.</summary>
    public KindedDistribution? Experts(IReadOnlyList<Expert> experts, bool logPool, SourceSpan span, Wanted? wanted)
    {
        double[]? weights = Weights([.. experts.Select(e => e.Weight)], span, restAllowed: false);
        List<KindedDistribution?> beliefs = [.. experts.Select(e => e.Belief)];
        if (weights is null || beliefs.Contains(null)) return null;
        if (beliefs.Find(b => b!.Kind != beliefs[0]!.Kind) is { } other) return Fail(Diagnose.ValuesDiffer(other.Span, Kinds.Say(beliefs[0]!.Kind), Kinds.Say(other.Kind), beliefs[0]!.Span));
        Distribution[] parts = [.. beliefs.Select(b => b!.Distribution)];
        string Expert(int i) => $"expert {i + 1}";
        if (logPool && beliefs.Find(b => !b!.Distribution.IsContinuous) is { } discrete) return Fail(Diagnose.NoDensity(discrete.Span));
        string? problem = logPool ? LogPool.Problem(parts, weights, Expert) : Mixture.Problem(parts, weights, Expert);
        if (problem is not null) return Fail(Diagnose.BadDistribution(span, logPool ? $"there is no log pool of these: {problem}" : problem, null));
        Distribution pooled = logPool ? new LogPool(parts, weights) : new Mixture(parts, weights);
        return Kept(new KindedDistribution(beliefs[0]!.Kind, pooled, [.. beliefs.SelectMany(b => b!.Words).Distinct()], span), wanted);
    }

    // Constants, 0 or more, 1 where there is none; one may be `rest`, and the others are then chances.
    private double[]? Weights(IReadOnlyList<ScalarText?> texts, SourceSpan span, bool restAllowed)
    {
        var weights = new double[texts.Count];
        int rest = -1;
        bool percentages = texts.Count > 0;
        bool good = true;
        for (int i = 0; i < texts.Count; i++)
        {
            if (restAllowed && texts[i]?.Trimmed().Value == "rest")
            {
                if (rest >= 0) good = Fail(Diagnose.TwoRests(texts[i]!.Value.Span, texts[rest]!.Value.Span)) is not null;
                rest = i;
                continue;
            }
            if (Weight(texts[i]) is not { } weight) good = false;
            else weights[i] = weight;
            percentages &= texts[i]?.Value.Contains('%') == true;
        }
        if (!good) return null;
        double sum = weights.Sum();
        if (rest >= 0)
        {
            if (sum > 1 + Slack) return Fail(Diagnose.MoreThanAll(span, sum)) is null ? null : weights;
            weights[rest] = Math.Max(0, 1 - sum);
        }
        else if (percentages && restAllowed && Math.Abs(sum - 1) > Slack)
        {
            bag.Add(Diagnose.WeightsNotAll(span, sum));
        }
        else if (texts.FirstOrDefault(t => t?.Value.Contains('%') == true) is { } one && Enumerable.Range(0, weights.Length).FirstOrDefault(i => weights[i] > 1 && texts[i]?.Value.Contains('%') == false, -1) is >= 0 and var plain)
        {
            bag.Add(Diagnose.MixedShares(texts[plain]!.Value.Trimmed().Span, texts[plain]!.Value.Value.Trim(), one.Value.Trim()));
        }
        return weights;
    }

    private double? Weight(ScalarText? text)
    {
        if (text is not { } written) return 1;
        if (Parser.ParseWhole(written, bag) is not { } syntax || binder.Bind(syntax, Kind.Number, Constants) is not Constant weight) return null;
        if (weight.Value >= 0) return weight.Value;
        bag.Add(Diagnose.NegativeWeight(syntax.Span, syntax.Span.Text));
        return null;
    }
}
