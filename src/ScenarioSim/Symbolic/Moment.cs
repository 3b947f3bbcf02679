namespace ScenarioSim.Symbolic;

/// <summary>When an expression is looked at.</summary>
internal enum Moment
{
    /// <summary>On a world and its own step: outcomes and measures.</summary>
    Reading,

    /// <summary>On a world, and the step that follows: what tracks decide by.</summary>
    Deciding,

    /// <summary>The same, after the tracks have moved and before the indicators have: effects and flows.</summary>
    Settling,
}
