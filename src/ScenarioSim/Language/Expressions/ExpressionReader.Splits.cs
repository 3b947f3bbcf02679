using ScenarioSim.Model;
using ScenarioSim.Text;

namespace ScenarioSim.Language.Expressions;

/// <content>The shares of a split.</content>
internal sealed partial class ExpressionReader
{
    // Percentages are decimal fractions: their sum is 1 to a few last digits.
    private const double Slack = 1e-9;

    /// <summary>What an entry of a split says of its share.</summary>
    public Share? ReadShare(ScalarText text)
    {
        if (Parser.Start(text, _bag)?.ParseShare() is not { } parsed) return null;
        if (parsed.Share is not { } syntax) return new Share(null, true, false, text.Span);
        if (syntax is NameSyntax name && _names.Find(name.Name) is null && MeansRest(name.Name)) return Fail<Share>(Diagnose.UnknownName(name.Span, name.Name, "did you mean `rest`?"));
        if (_binder.Bind(syntax, Kind.Number, Anywhere) is not { } share) return null;
        if (share is Constant { Value: < 0 }) return Fail<Share>(Diagnose.NegativeShare(syntax.Span, syntax.Span.Text));
        return new Share(share, false, IsPercentage(share), syntax.Span);
    }

    // What the share of all that is left is called elsewhere, and slips in it.
    private static bool MeansRest(string word) =>
        word.ToLowerInvariant() is "remaining" or "remainder" or "others" or "other" or "otherwise" or "residual" or "balance" || Nearest.Name(word.ToLowerInvariant(), ["rest"]) is not null;

    // 25%, `100% - 75%`, a definition that is one.
    private static bool IsPercentage(Expression share) => share is Constant && share.Span.Text.Contains('%');

    /// <summary>Checks the entries of a split together: one <c>rest</c>, and what constants may sum to. Entries in error are null.</summary>
    public bool CheckShares(IReadOnlyList<Share?> shares, SourceSpan split)
    {
        List<Share> rests = [.. shares.OfType<Share>().Where(s => s.IsRest)];
        if (rests.Count > 1) return Bad(Diagnose.TwoRests(rests[1].Span, rests[0].Span));
        double constants = shares.Sum(s => s?.Value is Constant c ? c.Value : 0);
        if (rests.Count == 1) return constants <= 1 + Slack || Bad(Diagnose.MoreThanAll(split, constants));
        bool percentages = shares.All(s => s is { IsPercentage: true });
        if (shares.FirstOrDefault(s => s is { IsPercentage: true }) is { } one && shares.FirstOrDefault(s => s is { IsPercentage: false, Value: Constant { Value: > 1 } }) is { } other)
        {
            _bag.Add(Diagnose.MixedShares(other.Span, other.Span.Text, one.Span.Text));
        }
        return !percentages || Math.Abs(constants - 1) <= Slack || Bad(Diagnose.NotAll(split, constants));
    }

    private bool Bad(Diagnostic problem)
    {
        _bag.Add(problem);
        return false;
    }
}
