using ScenarioSim.Model;
using ScenarioSim.Model.Distributions;

namespace ScenarioSim.Randomness;

/// <summary>Turns one uniform number an assumption into the assumptions' values, with their rank correlations. Immutable; any number of threads may use it.</summary>
public sealed class AssumptionSampler
{
    private readonly QuantileTable[] _tables;

    // The correlated assumptions in the order of the scenario, and for each the weights of its own and the earlier ones' normal scores.
    private readonly int[] _correlated;
    private readonly Term[][] _terms;

    private readonly record struct Term(int Assumption, double Weight);

    /// <summary>Prepares the tables and the copula.</summary>
    /// <param name="scenario">Its assumptions and their correlations.</param>
    /// <param name="policy">May replace distributions; their places in the copula stay.</param>
    /// <exception cref="ArgumentException">The correlations are not positive definite; a scenario that was read has been checked.</exception>
    public AssumptionSampler(Scenario scenario, Policy policy)
    {
        _tables = [.. scenario.Assumptions.Select(a => new QuantileTable(policy.Assume[a.Index] ?? a.Distribution))];
        _correlated = Copula.Members(scenario.Correlations);
        double[,] root = Copula.Root(Copula.Ranks(scenario.Correlations, _correlated))
            ?? throw new ArgumentException("the correlations are not positive definite", nameof(scenario));
        _terms = [.. Enumerable.Range(0, _correlated.Length).Select(i => Terms(root, i))];
    }

    /// <summary>How many assumptions there are.</summary>
    public int Count => _tables.Length;

    /// <summary>The indices of those that are correlated with others, rising: their uniform numbers are to go through <see cref="Correlate"/> before they become values.</summary>
    public ReadOnlySpan<int> Correlated => _correlated;

    /// <summary>One assumption's values in many runs: the same as <see cref="Draw"/> gives.</summary>
    /// <param name="assumption">Its index.</param>
    /// <param name="probabilities">One for each run, strictly between 0 and 1: its uniform number, or what <see cref="Correlate"/> made of it.</param>
    /// <param name="values">Receives the values; as long, and perhaps the same memory.</param>
    public void Values(int assumption, ReadOnlySpan<double> probabilities, Span<double> values) => _tables[assumption].Quantiles(probabilities, values);

    /// <summary>The values that belong to some uniform numbers; the same for the same numbers, whatever was drawn before.</summary>
    /// <param name="uniforms">One for each assumption, strictly between 0 and 1.</param>
    /// <param name="values">Receives the values, in the unit of each assumption; as long as <paramref name="uniforms"/>, and other memory.</param>
    public void Draw(ReadOnlySpan<double> uniforms, Span<double> values)
    {
        uniforms[.._tables.Length].CopyTo(values);
        Correlate(uniforms, values);
        for (int i = 0; i < _tables.Length; i++) values[i] = _tables[i].Quantile(values[i]);
    }

    /// <summary>Makes of a run's uniform numbers those that have the rank correlations, by a Gaussian copula; the others are left alone.</summary>
    /// <param name="uniforms">One for each assumption, strictly between 0 and 1; only those of <see cref="Correlated"/> are read.</param>
    /// <param name="probabilities">Receives theirs; as long as <paramref name="uniforms"/>, and other memory.</param>
    public void Correlate(ReadOnlySpan<double> uniforms, Span<double> probabilities)
    {
        // In place: first every score, then from the last to the first, for each needs only its own and earlier ones'.
        foreach (int at in _correlated) probabilities[at] = StandardNormal.Quantile(uniforms[at]);
        for (int i = _correlated.Length - 1; i >= 0; i--)
        {
            int at = _correlated[i];
            probabilities[at] = _terms[i].Length == 1 ? uniforms[at] : Probability(_terms[i], probabilities);
        }
    }

    // A score beyond 8.2 would round to 1, where a quantile may be infinite.
    private static double Probability(Term[] terms, ReadOnlySpan<double> scores)
    {
        double sum = 0;
        foreach (Term term in terms) sum += term.Weight * scores[term.Assumption];
        return Math.Clamp(StandardNormal.Cdf(sum), double.Epsilon, Math.BitDecrement(1.0));
    }

    private Term[] Terms(double[,] root, int row) =>
        [.. Enumerable.Range(0, row + 1).Where(j => j == row || root[row, j] != 0).Select(j => new Term(_correlated[j], root[row, j]))];
}
