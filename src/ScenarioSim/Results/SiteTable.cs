using ScenarioSim.Model;
using ScenarioSim.Text;

namespace ScenarioSim.Results;

/// <summary>Every place of a scenario where something can be counted, numbered in model order; engines share the numbers.</summary>
public sealed class SiteTable
{
    private readonly Dictionary<(object, CountedReason), int> _numbers;
    private readonly List<CountedSite> _sites = [];

    /// <param name="scenario">The scenario.</param>
    public SiteTable(Scenario scenario)
    {
        _numbers = new Dictionary<(object, CountedReason), int>(new ByReference());
        foreach (Expression node in ExpressionTree.Nodes(ExpressionTree.Roots(scenario)))
        {
            if (node is Binary or Call) Add(node, CountedReason.NotFinite, node.Span);
        }
        foreach (Indicator indicator in scenario.Indicators) Add(indicator, CountedReason.NotFinite, indicator.Span);
        foreach (Track track in scenario.Tracks)
        {
            foreach (Transition transition in track.States.SelectMany(s => s.Transitions)) Add(transition, track.Name);
        }
    }

    /// <summary>The places by number.</summary>
    public IReadOnlyList<CountedSite> Sites => _sites;

    /// <summary>The number of a place.</summary>
    /// <param name="owner">The expression, likelihood, delay, transition (its split), target or indicator.</param>
    /// <param name="reason">What is counted.</param>
    public int Number(object owner, CountedReason reason) => _numbers[(owner, reason)];

    private void Add(Transition transition, string track)
    {
        if (transition.After?.Fixed is { } after) Add(transition.After, CountedReason.NegativeDelay, after.Span, track);
        if (transition.Likelihood is { } likelihood)
        {
            Add(likelihood, likelihood is Standing { IsRate: true } ? CountedReason.NegativeRate : CountedReason.ChanceClamped, likelihood.Value.Span, track);
        }
        if (transition.Targets.Count < 2) return;
        bool rest = transition.Targets.Any(t => t.IsRest);
        Add(transition, rest ? CountedReason.SharesScaled : CountedReason.NoWeights, transition.Span, track);
        foreach (Target target in transition.Targets.Where(t => t.Share is not null)) Add(target, CountedReason.NegativeShare, target.Share!.Span, track);
    }

    private void Add(object owner, CountedReason reason, SourceSpan span, string? track = null)
    {
        if (_numbers.TryAdd((owner, reason), _sites.Count)) _sites.Add(new CountedSite(_sites.Count, reason, span) { Track = track });
    }

    // Records compare by content, and a tree's content is all below it: places are told apart by identity.
    private sealed class ByReference : IEqualityComparer<(object, CountedReason)>
    {
        public bool Equals((object, CountedReason) x, (object, CountedReason) y) => ReferenceEquals(x.Item1, y.Item1) && x.Item2 == y.Item2;

        public int GetHashCode((object, CountedReason) key) => HashCode.Combine(System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(key.Item1), key.Item2);
    }
}
