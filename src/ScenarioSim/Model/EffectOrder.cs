namespace ScenarioSim.Model;

/// <summary>The order in which the effects of one step are added up: file order (docs/language.md, section 2).</summary>
public static class EffectOrder
{
    /// <summary>The rank of every effect, by identity: tracks in order, within a track by place in the file (model order where its parts come from several files).</summary>
    public static IReadOnlyDictionary<Effect, int> Of(Scenario scenario)
    {
        var ranks = new Dictionary<Effect, int>(ReferenceEqualityComparer.Instance);
        foreach (Track track in scenario.Tracks)
        {
            List<Effect> effects = [.. track.States.SelectMany(Of)];
            bool oneFile = effects.TrueForAll(e => ReferenceEquals(e.Span.File, effects[0].Span.File));
            foreach (Effect effect in oneFile ? effects.OrderBy(e => e.Span.Start) : effects.AsEnumerable()) ranks.TryAdd(effect, ranks.Count);
        }
        return ranks;
    }

    private static IEnumerable<Effect> Of(State state) =>
        state.Enter.Concat(state.Exit).Concat(state.Transitions.SelectMany(t => t.Do.Concat(t.Targets.SelectMany(target => target.Do))));
}
