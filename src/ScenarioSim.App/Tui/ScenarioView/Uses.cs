using ScenarioSim.Model;

namespace ScenarioSim.App.Tui.ScenarioView;

/// <summary>Where a thing is used: every expression of a scenario, and what it mentions.</summary>
public static class Uses
{
    /// <summary>The places whose expressions mention something, as a reader would name them; each once.</summary>
    public static IReadOnlyList<string> Of(Scenario scenario, Func<Expression, bool> mentions) =>
        [.. All(scenario).Where(u => Any(u.Expression, mentions)).Select(u => u.Where).Distinct()];

    /// <summary>The places whose effects change an indicator.</summary>
    public static IReadOnlyList<string> Changes(Scenario scenario, int indicator) =>
        [.. Effects(scenario).Where(e => e.Effect.Indicator == indicator).Select(e => $"{e.Where}: {Words.Of(e.Effect.Span)}").Distinct()];

    private static IEnumerable<(string Where, Expression Expression)> All(Scenario scenario)
    {
        foreach (var definition in scenario.Definitions)
        {
            if (definition.Expression is { } e) yield return ($"definition {definition.Name}", e);
        }
        foreach ((string where, var transition) in Transitions(scenario))
        {
            if (transition.On is { } on) yield return (where, on);
            if (transition.After?.Fixed is { } after) yield return (where, after);
            if (transition.When is { } when) yield return (where, when);
            if (transition.Likelihood is { } likelihood) yield return (where, likelihood.Value);
            foreach (var target in transition.Targets)
            {
                if (target.Share is { } share) yield return (where, share);
            }
        }
        foreach ((string where, var effect) in Effects(scenario))
        {
            if (effect.Amount is { } amount) yield return (where, amount);
        }
        foreach (var indicator in scenario.Indicators)
        {
            yield return ($"indicator {indicator.Name}", indicator.Initial);
            if (indicator.EachStep is { } each) yield return ($"indicator {indicator.Name}", each);
        }
        foreach (var outcome in scenario.Outcomes)
        {
            if (outcome.When is { } when) yield return ($"outcome {outcome.Name}", when);
        }
        foreach (var measure in scenario.Measures) yield return ($"measure {measure.Name}", measure.Of);
        foreach (var observation in scenario.Observations) yield return ($"observation of {Say.Date(observation.On)}", observation.That);
    }

    private static IEnumerable<(string Where, Transition Transition)> Transitions(Scenario scenario) =>
        from track in scenario.Tracks
        from state in track.States
        from transition in state.Transitions
        select (track.IsBranch ? $"branch {track.Name}"
            : $"{track.Name}: {state.Name} → {string.Join(", ", transition.Targets.Select(t => track.States[t.State].Name))}", transition);

    private static IEnumerable<(string Where, Model.Effect Effect)> Effects(Scenario scenario)
    {
        foreach ((string where, var transition) in Transitions(scenario))
        {
            foreach (var effect in transition.Do.Concat(transition.Targets.SelectMany(t => t.Do))) yield return (where, effect);
        }
        foreach (var track in scenario.Tracks)
        {
            foreach (var state in track.States)
            {
                foreach (var effect in state.Enter.Concat(state.Exit)) yield return ($"{track.Name}: {state.Name}", effect);
            }
        }
    }

    private static bool Any(Expression expression, Func<Expression, bool> mentions) => ExpressionTree.Nodes([expression]).Any(mentions);
}
