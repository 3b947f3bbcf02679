using ScenarioSim.Model;
using ScenarioSim.Results;
using ScenarioSim.Statistics;

namespace ScenarioSim.Analysis;

/// <summary>What the evidence says of uncertain assumptions, one by one: the points at which a scenario was solved, each with how likely it made the evidence.</summary>
/// <remarks>
/// Of an assumption that is gone through value by value that is Bayes' rule. One that is integrated over has points in stretches of equal prior probability, as many as a randomisation has points, of which each then has one
/// in each stretch; all count alike, for weights that integrate well are uneven. What they say of its law stands in <see cref="Likelihood"/>, one for each randomisation.
/// Quantiles have an interval of how far those of the randomisations differ, which is wider by how far they would be off if every other point were missing: what the curve between points is off has the same sign in all of them.
/// </remarks>
internal sealed class Posterior
{
    private readonly Beliefs _beliefs;
    private readonly Dictionary<int, Dictionary<double, double>> _values = [];
    private readonly Dictionary<int, Likelihood> _likelihoods = [];
    private readonly double[] _sums;
    private IReadOnlyList<Posterior> _parts = [];
    private double _level;
    private double _mass;

    /// <param name="beliefs">What was believed before.</param>
    /// <param name="points">How many points a randomisation has.</param>
    public Posterior(Beliefs beliefs, int points)
    {
        _beliefs = beliefs;
        _sums = new double[beliefs.Fixed.Length];
        foreach (int a in beliefs.Listed.Concat(beliefs.Integrated))
        {
            if (Beliefs.IsDiscrete(beliefs.Of(a))) _values.Add(a, beliefs.Of(a).Atoms.ToDictionary(v => v, _ => 0.0));
            else _likelihoods.Add(a, new Likelihood(beliefs.Of(a), points));
        }
    }

    /// <summary>Adds a point.</summary>
    /// <param name="assumptions">A value for each assumption.</param>
    /// <param name="mass">Its weight times the probability of the evidence there.</param>
    /// <param name="alike">The same were all points of a randomisation weighted alike.</param>
    public void Add(double[] assumptions, double mass, double alike)
    {
        _mass += mass;
        foreach ((int a, Dictionary<double, double> values) in _values) values[assumptions[a]] = values.GetValueOrDefault(assumptions[a]) + mass;
        foreach ((int a, Likelihood likelihood) in _likelihoods)
        {
            likelihood.Add(assumptions[a], alike);
            _sums[a] += mass * assumptions[a];
        }
    }

    /// <summary>Of several randomisations; null where there is none.</summary>
    /// <param name="all">Of each.</param>
    /// <param name="level">The level of intervals.</param>
    public static Posterior? Together(IReadOnlyList<Posterior?> all, double level)
    {
        if (all[0] is not { } first) return null;
        var sum = new Posterior(first._beliefs, 1) { _parts = [.. all.OfType<Posterior>()], _level = level };
        foreach (Posterior one in sum._parts)
        {
            sum._mass += one._mass;
            foreach ((int a, Dictionary<double, double> values) in one._values)
            {
                foreach ((double value, double mass) in values) sum._values[a][value] = sum._values[a].GetValueOrDefault(value) + mass;
            }
            for (int a = 0; a < sum._sums.Length; a++) sum._sums[a] += one._sums[a];
        }
        return sum;
    }

    /// <summary>What is believed of an assumption given the evidence; null where it says nothing of it.</summary>
    public AssumptionResult? Of(Assumption assumption)
    {
        if (_values.TryGetValue(assumption.Index, out Dictionary<double, double>? values)) return OfValues(assumption, values);
        if (!_likelihoods.ContainsKey(assumption.Index)) return null;
        double mean = _sums[assumption.Index] / _mass;
        (double low, double high) = Fieller.Interval([.. _parts.Select(p => p._sums[assumption.Index])], [.. _parts.Select(p => p._mass)], _level);
        Likelihood[] parts = [.. _parts.Select(p => p._likelihoods[assumption.Index])];
        (double Probability, double Value)[] quantiles = [.. MeasureResult.Probabilities.Select(p => (p, Likelihood.Quantile(parts, p)))];
        Likelihood[] halves = Array.ConvertAll(parts, p => p.Half());
        Model.Distributions.Distribution prior = _beliefs.Of(assumption.Index);
        return new AssumptionResult(assumption, mean, quantiles, [])
        {
            MeanLow = Math.Clamp(low, prior.Low, mean),
            MeanHigh = Math.Clamp(high, mean, prior.High),
            QuantileBounds = [.. quantiles.Select(q => Within(prior, Bounds(q.Value, [.. parts.Select(p => Likelihood.Quantile([p], q.Probability))], Math.Abs(q.Value - Likelihood.Quantile(halves, q.Probability)))))],
        };
    }

    // No value can lie where there was none before.
    private static (double Low, double High) Within(Model.Distributions.Distribution prior, (double Low, double High) bounds) => (Math.Max(bounds.Low, prior.Low), Math.Min(bounds.High, prior.High));

    // Of a quantile, by how far those of the randomisations differ, and how far all of them may be off.
    private (double Low, double High) Bounds(double quantile, double[] each, double off)
    {
        if (Array.Exists(each, double.IsNaN) || double.IsNaN(off)) return (double.NegativeInfinity, double.PositiveInfinity);
        double mean = each.Average();
        (double low, double high) = MeanInterval.Of(0, Math.Sqrt(each.Sum(q => (q - mean) * (q - mean)) / (each.Length - 1)), each.Length, _level);
        return (quantile + low - off, quantile + high + off);
    }

    private AssumptionResult OfValues(Assumption assumption, Dictionary<double, double> values)
    {
        (double Value, double Share)[] law = [.. values.OrderBy(v => v.Key).Select(v => (v.Key, Math.Clamp(v.Value / _mass, 0, 1)))];
        var quantiles = new List<(double Probability, double Value)>();
        double below = 0;
        foreach ((double value, double share) in law)
        {
            below += share;
            // Sums of probabilities may miss a quantile by rounding alone.
            while (quantiles.Count < MeasureResult.Probabilities.Count && below >= MeasureResult.Probabilities[quantiles.Count] - 1e-12) quantiles.Add((MeasureResult.Probabilities[quantiles.Count], value));
        }
        double mean = law.Sum(v => v.Value * v.Share);
        var found = new AssumptionResult(assumption, mean, quantiles, []) { Shares = assumption.Kind == Kind.Word ? law : [] };
        if (_parts.Count < 2) return found;
        // Another assumption was integrated over.
        double[] masses = [.. _parts.Select(p => p._mass)];
        Dictionary<double, double>[] each = [.. _parts.Select(p => p._values[assumption.Index])];
        (double low, double high) = Fieller.Interval([.. each.Select(values => values.Sum(v => v.Key * v.Value))], masses, _level);
        return found with
        {
            MeanLow = Math.Clamp(low, Math.Min(law[0].Value, mean), mean),
            MeanHigh = Math.Clamp(high, mean, Math.Max(law[^1].Value, mean)),
            ShareBounds = assumption.Kind != Kind.Word ? [] : [.. law.Select(v => Of(v.Value, v.Share))],
        };

        (double Low, double High) Of(double value, double share)
        {
            (double least, double most) = Fieller.Interval([.. each.Select(values => values.GetValueOrDefault(value))], masses, _level);
            return (Math.Clamp(least, 0, share), Math.Clamp(most, share, 1));
        }
    }
}
