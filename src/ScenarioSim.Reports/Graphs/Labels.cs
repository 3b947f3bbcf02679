using ScenarioSim.Model;

namespace ScenarioSim.Reports.Graphs;

/// <summary>A transition in the file's words.</summary>
public static class Labels
{
    /// <summary>Its name, if it has one, and what makes it happen: <c>convene: on 2022-01-10</c>, <c>8% * (1 + flexibility) per week</c>.</summary>
    public static string Of(Transition transition)
    {
        string why = TransitionText.Why(transition);
        return transition.About.Name is { } name ? $"{name}: {why}" : why;
    }

    /// <summary>A share of a split: <c>50% * flexibility</c>, <c>rest</c>; empty for a plain <c>to</c>.</summary>
    public static string Share(Target target) => target.IsRest ? "rest" : target.Share is { } share ? TransitionText.Words(share) : "";

    /// <summary>The effects of a transition and a target: <c>tension += 1</c>.</summary>
    public static string Effects(IEnumerable<Effect> effects) => string.Join(", ", effects.Select(e => TransitionText.OneLine(e.Span.Text)));
}
