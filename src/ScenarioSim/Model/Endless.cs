namespace ScenarioSim.Model;

/// <summary>What keeps a scenario from having finitely many worlds, in words: the same for all that need them.</summary>
public static class Endless
{
    /// <summary>An effect that is drawn.</summary>
    public static string Drawn(Scenario scenario, Effect effect) =>
        $"the effect `{TransitionText.OneLine(effect.Span.Text)}` is drawn from a distribution, so `{scenario.Indicators[effect.Indicator].Name}` takes endlessly many values";
}
