using ScenarioSim.Model;
using ScenarioSim.Reports.Format;

namespace ScenarioSim.Reports.Graphs;

/// <summary>A transition in the file's words.</summary>
public static class Labels
{
    /// <summary>Its name, if it has one, and what makes it happen: <c>convene: on 2022-01-10</c>, <c>8% * (1 + flexibility) per week</c>.</summary>
    public static string Of(Transition transition)
    {
        string why = Why(transition);
        return transition.About.Name is { } name ? $"{name}: {why}" : why;
    }

    /// <summary>What makes it happen, in the order in which the language lists it.</summary>
    public static string Why(Transition transition)
    {
        var parts = new List<string>();
        if (transition.On is { } on) parts.Add("on " + Words(on));
        if (transition.After is { } after) parts.Add("after " + OneLine(after.Fixed is { } e ? Words(e) : after.Span.Text));
        if (transition.When is { } when) parts.Add("when " + Words(when));
        if (transition.Likelihood is { } likelihood) parts.Add(Chance(likelihood));
        return string.Join(", ", parts);
    }

    /// <summary>A share of a split: <c>50% * flexibility</c>, <c>rest</c>; empty for a plain <c>to</c>.</summary>
    public static string Share(Target target) => target.IsRest ? "rest" : target.Share is { } share ? Words(share) : "";

    /// <summary>The effects of a transition and a target: <c>tension += 1</c>.</summary>
    public static string Effects(IEnumerable<Effect> effects) => string.Join(", ", effects.Select(e => OneLine(e.Span.Text)));

    private static string Chance(Likelihood likelihood) => likelihood switch
    {
        Standing standing => $"{(standing.IsRate ? "rate " : "")}{Words(standing.Value)} per {Times.Period(standing.Period)}",
        _ => "chance " + Words(likelihood.Value),
    };

    private static string Words(Expression expression) => OneLine(expression.Span.Text);

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
