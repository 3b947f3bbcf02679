using ScenarioSim.Model;
using ScenarioSim.Model.Distributions;

namespace ScenarioSim.Analysis;

/// <summary>How the assumptions of a scenario are taken under a policy: constant, discrete and gone through value by value, or integrated over.</summary>
internal sealed class Beliefs
{
    // So many combinations of discrete assumptions are solved one by one, and so many where each of them has to be integrated over others.
    private const int MostCombinations = 100_000;
    private const int MostIntegrated = 64;

    private readonly Distribution[] _distributions;

    public Beliefs(Scenario scenario, Policy policy)
    {
        _distributions = [.. scenario.Assumptions.Select(a => policy.Assume[a.Index] ?? a.Distribution)];
        HashSet<int> read = [.. ExpressionTree.Nodes(ExpressionTree.Roots(scenario with { Observations = [] })).OfType<AssumptionRef>().Select(a => a.Index)];
        // What is learned of one assumption says something of those that it is correlated with.
        if (scenario.Evidence is not null) read.UnionWith(Copula.Members(scenario.Correlations));
        Fixed = [.. _distributions.Select(d => d.Atoms.Count == 1 && IsDiscrete(d) ? d.Atoms[0] : d.Quantile(0.5))];
        List<int> open = [.. scenario.Assumptions.Select(a => a.Index).Where(a => read.Contains(a) && !(_distributions[a].Atoms.Count == 1 && IsDiscrete(_distributions[a])))];
        // A Gaussian copula's law of some is that of their own correlations, so those that are constant or that nothing reads can be left out.
        Correlations = [.. scenario.Correlations.Where(c => open.Contains(c.First) && open.Contains(c.Second))];
        HashSet<int> correlated = [.. Copula.Members(Correlations)];
        List<int> discrete = [.. open.Where(a => !correlated.Contains(a) && IsDiscrete(_distributions[a]))];
        bool continuous = open.Count > discrete.Count;
        double combinations = discrete.Aggregate(1.0, (product, a) => product * _distributions[a].Atoms.Count);
        Listed = combinations <= (continuous ? MostIntegrated : MostCombinations) ? [.. discrete] : [];
        Integrated = [.. open.Except(Listed)];
    }

    /// <summary>The value of each assumption that is constant; the median of the others.</summary>
    public double[] Fixed { get; }

    /// <summary>The correlations among assumptions that are neither constant nor unread: all of these are integrated over.</summary>
    public IReadOnlyList<Correlation> Correlations { get; }

    /// <summary>Discrete assumptions whose values are gone through.</summary>
    public int[] Listed { get; }

    /// <summary>Assumptions that are integrated over.</summary>
    public int[] Integrated { get; }

    /// <summary>The distribution of an assumption.</summary>
    public Distribution Of(int assumption) => _distributions[assumption];

    /// <summary>Every combination of the values of <see cref="Listed"/>, in the places of all assumptions, with its probability.</summary>
    public IEnumerable<(double[] Values, double Weight)> Combinations()
    {
        IEnumerable<(double[] Values, double Weight)> all = [(Fixed, 1)];
        foreach (int a in Listed)
        {
            Distribution d = _distributions[a];
            all = [.. all.SelectMany(c => d.Atoms.Select(v => (With(c.Values, a, v), c.Weight * (d.Cdf(v) - d.Below(v)))))];
        }
        return all;
    }

    /// <summary>Whether a distribution has nothing but values with a probability of their own.</summary>
    public static bool IsDiscrete(Distribution d) => d.Atoms.Count > 0 && d.Atoms.Sum(v => d.Cdf(v) - d.Below(v)) >= 1 - 1e-12;

    private static double[] With(double[] values, int at, double value)
    {
        double[] changed = [.. values];
        changed[at] = value;
        return changed;
    }
}
