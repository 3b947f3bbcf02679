using ScenarioSim.Model;

namespace ScenarioSim.Compiler;

/// <summary>
/// By track and by indicator, the tracks whose guards and likelihoods look at it. For scenarios with more tracks than <see cref="Reads"/> has bits: there a track shares its bit with others, and whoever reads one of them
/// would be looked at again whenever another moves.
/// </summary>
internal sealed class Readers
{
    // What is looked through at most for each track, on average: beyond, everybody reads nearly everything.
    private const int MostNodes = 400;

    private readonly int[][] _ofTrack;
    private readonly int[][] _ofIndicator;

    private Readers(List<int>[] ofTrack, List<int>[] ofIndicator) =>
        (_ofTrack, _ofIndicator) = ([.. ofTrack.Select(l => l.ToArray())], [.. ofIndicator.Select(l => l.ToArray())]);

    /// <summary>Those of a plan; null where every track has a bit of its own, or reads so much that it may as well be asked.</summary>
    /// <param name="plan">The plan.</param>
    public static Readers? Of(Plan plan)
    {
        int tracks = plan.Scenario.Tracks.Count;
        if (tracks <= Reads.TracksWithBits) return null;
        List<int>[] ofTrack = Lists(tracks), ofIndicator = Lists(plan.Scenario.Indicators.Count);
        ILookup<int, TransitionPlan> transitions = plan.Transitions.ToLookup(t => plan.TrackOf(t.Lister));
        long room = (long)MostNodes * tracks;
        for (int reader = 0; reader < tracks; reader++)
        {
            IReadOnlyList<Expression> nodes = ExpressionTree.Nodes(transitions[reader].SelectMany(t => new[] { t.When, t.Likelihood }).OfType<Formula>().Select(f => f.Expression));
            if ((room -= nodes.Count) < 0) return null;
            foreach (Expression node in nodes)
            {
                switch (node)
                {
                    case IndicatorRef i: Add(ofIndicator[i.Index], reader); break;
                    case InState s: Add(ofTrack[s.Track], reader); break;
                    case Visited v: Add(ofTrack[v.Track], reader); break;
                    case Visits v: Add(ofTrack[v.Track], reader); break;
                    case TimeIn t: Add(ofTrack[t.Track], reader); break;
                }
            }
        }
        return new Readers(ofTrack, ofIndicator);
    }

    /// <summary>The tracks that look at a track.</summary>
    public ReadOnlySpan<int> OfTrack(int track) => _ofTrack[track];

    /// <summary>The tracks that look at an indicator.</summary>
    public ReadOnlySpan<int> OfIndicator(int indicator) => _ofIndicator[indicator];

    private static List<int>[] Lists(int count) => [.. Enumerable.Range(0, count).Select(_ => new List<int>())];

    // Readers come in their order, so one that reads twice stands last.
    private static void Add(List<int> readers, int reader)
    {
        if (readers.Count == 0 || readers[^1] != reader) readers.Add(reader);
    }
}
