using ScenarioSim.Model;

namespace ScenarioSim.Exact;

/// <summary>What some expressions look at, exactly.</summary>
internal sealed class Dependence
{
    private Dependence(IReadOnlyList<Expression> nodes)
    {
        Tracks = [.. nodes.Select(TrackOf).Where(t => t >= 0).Distinct().Order()];
        Indicators = [.. nodes.OfType<IndicatorRef>().Select(i => i.Index).Distinct().Order()];
        Assumptions = [.. nodes.OfType<AssumptionRef>().Select(a => a.Index).Distinct().Order()];
        Date = nodes.Any(n => n is DayRef or DateRef);
    }

    /// <summary>Tracks whose state, visits or time are read.</summary>
    public int[] Tracks { get; }

    /// <summary>Indicators.</summary>
    public int[] Indicators { get; }

    /// <summary>Assumptions.</summary>
    public int[] Assumptions { get; }

    /// <summary>Whether <c>date</c> or <c>day</c> is read.</summary>
    public bool Date { get; }

    /// <summary>Of some expressions together.</summary>
    public static Dependence Of(IEnumerable<Expression> expressions) => new(ExpressionTree.Nodes(expressions));

    private static int TrackOf(Expression node) => node switch
    {
        InState s => s.Track,
        Visited v => v.Track,
        Visits v => v.Track,
        TimeIn t => t.Track,
        _ => -1,
    };
}
