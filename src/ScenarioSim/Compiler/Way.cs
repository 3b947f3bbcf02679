namespace ScenarioSim.Compiler;

/// <summary>A way to leave an innermost state: a due transition, or the standing chances together.</summary>
/// <param name="Moves">The moves that it may make.</param>
/// <param name="Choice">Picks among them.</param>
internal sealed record Way(MovePlan[] Moves, Choice Choice)
{
    /// <summary>The one move; null where it has to be picked.</summary>
    public MovePlan? Only { get; } = Moves.Length == 1 ? Moves[0] : null;

    /// <summary>
    /// The ways by what a look finds, the least (<see cref="Look.Certain"/>) first; null where that is no way by itself.
    /// After those of due transitions come the standing chances one by one, for looks that say already which of them it is.
    /// </summary>
    public static Way?[] Of(Alternative[] due, Alternative[] standing, Choice choice)
    {
        var ways = new Way?[due.Length + standing.Length - Look.Certain];
        ways[Look.Chance - Look.Certain] = new Way([.. standing.SelectMany(a => a.Moves)], choice);
        Alternative[] all = [.. due, .. standing];
        for (int i = 0; i < all.Length; i++) ways[i - Look.Certain] = new Way(all[i].Moves, all[i].Choice);
        return ways;
    }
}
