namespace ScenarioSim.Model;

/// <summary>What makes a transition happen, in the file's words.</summary>
public static class TransitionText
{
    /// <summary>In the order in which the language lists it: <c>on 2022-01-10, when mood == warm, 8% * (1 + flexibility) per week</c>.</summary>
    public static string Why(Transition transition)
    {
        var parts = new List<string>();
        if (transition.On is { } on) parts.Add("on " + Words(on));
        if (transition.After is { } after) parts.Add("after " + OneLine(after.Fixed is { } e ? e.Span.Text : after.Span.Text));
        if (transition.When is { } when) parts.Add("when " + Words(when));
        if (transition.Likelihood is { } likelihood) parts.Add(Chance(likelihood));
        return string.Join(", ", parts);
    }

    /// <summary>An expression as the file says it, on one line.</summary>
    public static string Words(Expression expression) => OneLine(expression.Span.Text);

    /// <summary>A duration in the largest unit that goes into it a whole number of times: <c>2 weeks</c>, <c>36 hours</c>; else in seconds.</summary>
    public static string Duration(double seconds) =>
        TimeUnits.Whole(seconds) is { } whole ? $"{whole.Count} {whole.Unit}{(whole.Count == 1 ? "" : "s")}" : $"{seconds} seconds";

    /// <summary>A text on one line, with single spaces.</summary>
    public static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Chance(Likelihood likelihood) => likelihood switch
    {
        Standing standing => $"{(standing.IsRate ? "rate " : "")}{Words(standing.Value)} per {TimeUnits.Period(Duration(standing.Period))}",
        _ => $"chance {Words(likelihood.Value)} once",
    };
}
