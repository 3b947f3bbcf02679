using ScenarioSim.Text;

namespace ScenarioSim.Language.Expressions;

/// <content>What scalars hold besides one expression.</content>
internal sealed partial class Parser
{
    /// <summary>An expression, and what follows <c>per</c> where that is there.</summary>
    public (Syntax Value, Syntax? Period)? ParseChance()
    {
        if (Expression(Strength.Any) is not { } value) return null;
        if (!Current.IsWord("per")) return AtEnd(value) ? (value, null) : null;
        _at++;
        Syntax? period = Period();
        if (period is null) return null;
        if (Current.Kind == TokenKind.Symbol)
        {
            _bag.Add(Unexpected(WayOut.PerOnce));
            return null;
        }
        return AtEnd(period) ? (value, period) : null;
    }

    // `week` alone is one week here; otherwise a constant duration.
    private Syntax? Period()
    {
        Token token = Current;
        if (token.Kind != TokenKind.Word || !Units.IsUnit(token.Text)) return Expression(Strength.Sum);
        _at++;
        return new DurationSyntax(Span(token), 1, token.Text);
    }

    /// <summary><c>rest</c> alone gives true and no syntax.</summary>
    public (bool IsRest, Syntax? Share)? ParseShare()
    {
        if (Current.IsWord("rest") && Following.Kind == TokenKind.End) return (true, null);
        if (Expression(Strength.Any) is not { } share) return null;
        if (Current.IsWord("per"))
        {
            _bag.Add(Diagnose.ShareWithPeriod(Span(Current)));
            return null;
        }
        return AtEnd(share) ? (false, share) : null;
    }

    /// <summary>An indicator's name, an operator, and an expression or distribution.</summary>
    public (NameSyntax Indicator, string Operator, Syntax Amount)? ParseEffect()
    {
        Token name = Current;
        Token op = Following;
        if (name.Kind != TokenKind.Word) return NoEffect(name);
        _at++;
        if (op.Kind != TokenKind.Symbol || op.Text is not ("+=" or "-=" or "*=" or "=")) return NoEffect(op);
        _at++;
        if (Current.Kind == TokenKind.End) return NoEffect(Current);
        _inEffect = true;
        if (op.Text == "=" && Current.Start == op.End && Current.Text is "+" or "-")
        {
            SourceSpan both = _text.At(op.Start, Current.End - op.Start);
            if (Current.Is("+"))
            {
                Report(Diagnose.Unexpected(both, "=+", $"to add, write `{name.Text} +=`; to set, leave out the `+`"));
                return null;
            }
            // `x=-1` is plain; with a space on one side only it may have been meant for `-=`.
            if (Following.Start > Current.End || op.Start > name.End) _bag.Add(Diagnose.TurnedOperator(both, name.Text));
        }
        return ExpressionOrDistribution() is { } amount ? (new NameSyntax(Span(name), name.Text), op.Text, amount) : null;
    }

    private (NameSyntax Indicator, string Operator, Syntax Amount)? NoEffect(Token at)
    {
        _bag.Add(Diagnose.NoEffect(Span(at), _text.Value[..at.Start].Trim(), Operator(at), WayOut.NoEffect(_text.Value, at, Following)));
        return null;
    }

    // Signs that stand together: `/=`, `++`.
    private string? Operator(Token at)
    {
        int end = at.End;
        for (int i = Array.IndexOf(_tokens, at) + 1; at.Kind == TokenKind.Symbol && _tokens[i].Kind == TokenKind.Symbol && _tokens[i].Start == end; i++) end = _tokens[i].End;
        return at.Kind == TokenKind.End ? null : _text.Value[at.Start..end];
    }

    /// <summary>One expression, or one distribution; the whole of the scalar that is left.</summary>
    public Syntax? ExpressionOrDistribution()
    {
        _truncates = true;
        Syntax? whole = Expression(Strength.Any);
        if (whole is not null) whole = Ranged(whole);
        if (whole is not null) whole = InUnit(whole);
        while (whole is not null && Current.IsWord("in"))
        {
            _at++;
            whole = Truncated(whole);
        }
        return whole is not null && AtEnd(whole) ? whole : null;
    }

    /// <summary>A range <c>a..b</c> alone.</summary>
    public RangeSyntax? ParseRange()
    {
        if (ExpressionOrDistribution() is not { } whole) return null;
        return whole is RangeSyntax { IsTo: false } range ? range : Fail<RangeSyntax>(Diagnose.RangeExpected(whole.Span, whole.Span.Text));
    }

    private Syntax? Ranged(Syntax low)
    {
        if (!Current.Is("..") && !Current.IsWord("to")) return low;
        bool isTo = _tokens[_at++].Text == "to";
        return Expression(Strength.Sum) is { } high ? new RangeSyntax(low.Span.To(high.Span), low, high, isTo) : null;
    }

    private Syntax InUnit(Syntax inner)
    {
        if (Current.Kind != TokenKind.Word || !Units.IsUnit(Current.Text) || inner is not CallSyntax) return inner;
        Token unit = _tokens[_at++];
        return new InUnitSyntax(inner.Span.To(Span(unit)), inner, unit.Text);
    }

    private TruncatedSyntax? Truncated(Syntax inner)
    {
        if (Expression(Strength.Sum) is not { } low) return null;
        if (!Current.Is(".."))
        {
            return Fail<TruncatedSyntax>(Diagnose.RangeExpected(low.Span, low.Span.Text));
        }
        return Ranged(low) is RangeSyntax bounds ? new TruncatedSyntax(inner.Span.To(bounds.Span), inner, bounds) : null;
    }
}
