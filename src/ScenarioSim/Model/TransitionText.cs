namespace ScenarioSim.Model;

/// <summary>What makes a transition happen, in the file's words.</summary>
public static class TransitionText
{
    // docs/language.md, section 4: a month is a twelfth of a year of 365.25 days.
    private static readonly (string Name, double Seconds)[] s_units =
    [
        ("year", 365.25 * Clock.Day), ("month", 365.25 * Clock.Day / 12), ("week", 7 * Clock.Day), ("day", Clock.Day), ("hour", 3600), ("minute", 60), ("second", 1),
    ];

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
    public static string Duration(double seconds)
    {
        foreach ((string name, double unit) in s_units)
        {
            double count = seconds / unit;
            if (count >= 1 && count < 1000 && count == Math.Round(count)) return $"{count} {name}{(count == 1 ? "" : "s")}";
        }
        return $"{seconds} seconds";
    }

    /// <summary>A period after <c>per</c>: <c>week</c>, <c>2 weeks</c>.</summary>
    public static string Period(double seconds)
    {
        string text = Duration(seconds);
        return text.StartsWith("1 ", StringComparison.Ordinal) ? text[2..] : text;
    }

    /// <summary>A text on one line, with single spaces.</summary>
    public static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Chance(Likelihood likelihood) => likelihood switch
    {
        Standing standing => $"{(standing.IsRate ? "rate " : "")}{Words(standing.Value)} per {Period(standing.Period)}",
        _ => "chance " + Words(likelihood.Value),
    };
}
