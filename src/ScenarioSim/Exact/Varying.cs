using ScenarioSim.Compiler;

namespace ScenarioSim.Exact;

/// <summary>Which chances and shares can differ between the points that one graph of worlds serves, or between its steps.</summary>
internal sealed class Varying
{
    private readonly bool[] _likelihood;
    private readonly bool[][] _shares;
    private readonly bool[] _any;
    private readonly bool[] _dated;

    /// <param name="plan">The plan.</param>
    /// <param name="varies">Which assumptions differ from point to point.</param>
    public Varying(Plan plan, bool[] varies)
    {
        bool Varies(Formula? formula)
        {
            if (formula is null) return false;
            var reads = Dependence.Of([formula.Expression]);
            return reads.Date || Array.Exists(reads.Assumptions, a => varies[a]);
        }

        _likelihood = [.. plan.Transitions.Select(t => Varies(t.Likelihood))];
        _shares = [.. plan.Transitions.Select(t => t.Shares.Select(Varies).ToArray())];
        _any = [.. plan.Transitions.Select((t, i) => _likelihood[i] || Array.Exists(_shares[i], v => v))];
        _dated = [.. plan.Transitions.Select(t => Dependence.Of(t.Shares.Append(t.Likelihood).Where(f => f is not null).Select(f => f!.Expression)).Date)];
    }

    /// <summary>Whether a transition's chance differs.</summary>
    public bool Likelihood(TransitionPlan t) => _likelihood[t.Number];

    /// <summary>Whether some share of it differs.</summary>
    public bool Shares(TransitionPlan t) => Array.Exists(_shares[t.Number], v => v);

    /// <summary>Whether anything of what a track in an innermost state may do differs.</summary>
    public bool Any(LeafPlan leaf) => leaf.Due.Concat(leaf.Standing).Any(a => _any[a.Transition.Number]);

    /// <summary>Whether some of it differs from step to step.</summary>
    public bool Dated(LeafPlan leaf) => leaf.Due.Concat(leaf.Standing).Any(a => _dated[a.Transition.Number]);
}
