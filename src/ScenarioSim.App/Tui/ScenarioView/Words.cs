using ScenarioSim.Model;
using ScenarioSim.Text;

namespace ScenarioSim.App.Tui.ScenarioView;

/// <summary>Things in the file's own words.</summary>
public static class Words
{
    /// <summary>An expression as it stands in the file, on one line.</summary>
    public static string Of(Expression expression) => Of(expression.Span);

    /// <summary>A stretch of a file on one line.</summary>
    public static string Of(SourceSpan span) => string.Join(' ', span.Text.Split([' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries));

    /// <summary>When a transition is due and how likely it is.</summary>
    public static string Condition(Transition transition)
    {
        var parts = new List<string>();
        if (transition.On is { } on) parts.Add($"on {Of(on)}");
        if (transition.After is { } after) parts.Add($"after {Of(after.Span)}");
        if (transition.When is { } when) parts.Add($"when {Of(when)}");
        if (transition.Likelihood is Standing standing) parts.Add($"{(standing.IsRate ? "rate " : "")}{Of(standing.Value)} per {Period(standing.Period)}");
        else if (transition.Likelihood is { } toss) parts.Add($"chance {Of(toss.Value)}");
        return string.Join(", ", parts);
    }

    /// <summary>A period: <c>week</c>, <c>2 weeks</c>.</summary>
    public static string Period(double seconds)
    {
        foreach ((string unit, double length) in (ReadOnlySpan<(string, double)>)[("year", 365.25 * 86400), ("month", 365.25 / 12 * 86400),
            ("week", 7 * 86400), ("day", 86400), ("hour", 3600), ("minute", 60)])
        {
            double count = seconds / length;
            if (count >= 1 && Math.Abs(count - Math.Round(count)) < 1e-9) return count == 1 ? unit : $"{Say.Number(Math.Round(count))} {unit}s";
        }
        return seconds == 1 ? "second" : $"{Say.Number(seconds)} seconds";
    }

    /// <summary>Effects, as written.</summary>
    public static string Effects(IEnumerable<Model.Effect> effects) => string.Join(", ", effects.Select(e => Of(e.Span)));
}
