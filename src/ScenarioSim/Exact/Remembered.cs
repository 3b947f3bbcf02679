using ScenarioSim.Compiler;
using ScenarioSim.Model;

namespace ScenarioSim.Exact;

/// <summary>What worlds remember of the past in one pass, beyond the states of the tracks and the indicators: only what something reads.</summary>
internal sealed class Remembered
{
    private Remembered(IReadOnlyList<Expression> nodes, Plan plan, Measure? extreme)
    {
        Timed = [.. nodes.OfType<TimeIn>().Select(t => t.Track).Distinct().Order()];
        Counted = [.. nodes.OfType<Visits>().SelectMany(v => v.States.Select(s => plan.FirstState[v.Track] + s)).Distinct().Order()];
        Visited = [.. nodes.OfType<Visited>().Select(v => plan.FirstState[v.Track] + v.State).Distinct().Except(Counted).Order()];
        Extreme = extreme;
    }

    /// <summary>Tracks whose <c>time_in</c> is read.</summary>
    public int[] Timed { get; }

    /// <summary>Numbers of states whose visits are counted.</summary>
    public int[] Counted { get; }

    /// <summary>Numbers of states of which it matters whether they were ever entered.</summary>
    public int[] Visited { get; }

    /// <summary>The <c>max</c> or <c>min</c> whose value so far is remembered, or null.</summary>
    public Measure? Extreme { get; }

    /// <summary>What the scenario itself remembers and some measures besides.</summary>
    public static Remembered Of(Plan plan, IReadOnlyList<Measure> measures)
    {
        IEnumerable<Expression> scenario = ExpressionTree.Roots(plan.Scenario with { Measures = [], Observations = [] });
        return new Remembered(ExpressionTree.Nodes([.. scenario, .. measures.Select(m => m.Of)]), plan, measures.FirstOrDefault(IsExtreme));
    }

    /// <summary>The measures by the pass in which they are followed: first those that make no worlds differ, then one pass for each that does.</summary>
    public static IReadOnlyList<IReadOnlyList<Measure>> Passes(Plan plan)
    {
        Remembered bare = Of(plan, []);
        ILookup<bool, Measure> apart = plan.Scenario.Measures.ToLookup(m => IsExtreme(m) || !Of(plan, [m]).IsWithin(bare));
        return [[.. apart[false]], .. apart[true].Select(m => (IReadOnlyList<Measure>)[m])];
    }

    private static bool IsExtreme(Measure measure) => measure.Reading is Reading.Max or Reading.Min;

    private bool IsWithin(Remembered other) =>
        !Timed.Except(other.Timed).Any() && !Counted.Except(other.Counted).Any() && !Visited.Except(other.Visited.Concat(other.Counted)).Any();
}
