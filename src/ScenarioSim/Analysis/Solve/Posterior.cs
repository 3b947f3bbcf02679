using ScenarioSim.Model;
using ScenarioSim.Model.Distributions;
using ScenarioSim.Results;

namespace ScenarioSim.Analysis;

/// <summary>What the evidence says of uncertain assumptions, one by one: the points at which a scenario was solved, each with how likely it made the evidence.</summary>
/// <remarks>
/// Of an assumption that is gone through value by value that is Bayes' rule. One that is integrated over is counted in stretches of equal prior probability, as many as a randomisation has points, of which each then has one
/// in each stretch, and all count alike, for weights that integrate well are uneven; within a stretch the posterior is taken to be the prior's, so that quantiles have an error of its second order, for which there is no interval.
/// </remarks>
internal sealed class Posterior
{
    private const int MostStretches = 4096;

    private readonly Beliefs _beliefs;
    private readonly Dictionary<int, Dictionary<double, double>> _values = [];
    private readonly Dictionary<int, double[]> _stretches = [];
    private readonly double[] _sums;
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
            else _stretches.Add(a, new double[Math.Clamp(points, 1, MostStretches)]);
        }
    }

    /// <summary>Adds a point.</summary>
    /// <param name="assumptions">A value for each assumption.</param>
    /// <param name="mass">Its weight times the probability of the evidence there.</param>
    /// <param name="alike">The same were all points of a randomisation weighted alike.</param>
    public void Add(double[] assumptions, double mass, double alike)
    {
        if (mass == 0) return;
        _mass += mass;
        foreach ((int a, Dictionary<double, double> values) in _values) values[assumptions[a]] = values.GetValueOrDefault(assumptions[a]) + mass;
        foreach ((int a, double[] stretches) in _stretches)
        {
            Distribution prior = _beliefs.Of(a);
            double value = assumptions[a];
            // A value with a probability of its own stands for the middle of it.
            double place = prior.IsContinuous ? prior.Cdf(value) : (prior.Below(value) + prior.Cdf(value)) / 2;
            stretches[(int)Math.Clamp(place * stretches.Length, 0, stretches.Length - 1)] += alike;
            _sums[a] += mass * value;
        }
    }

    /// <summary>Of several randomisations; null where there is none.</summary>
    public static Posterior? Together(IReadOnlyList<Posterior?> all)
    {
        if (all[0] is not { } first) return null;
        var sum = new Posterior(first._beliefs, first._stretches.Values.FirstOrDefault()?.Length ?? 1);
        foreach (Posterior one in all.OfType<Posterior>())
        {
            sum._mass += one._mass;
            foreach ((int a, Dictionary<double, double> values) in one._values)
            {
                foreach ((double value, double mass) in values) sum._values[a][value] = sum._values[a].GetValueOrDefault(value) + mass;
            }
            foreach ((int a, double[] stretches) in one._stretches)
            {
                sum._sums[a] += one._sums[a];
                for (int i = 0; i < stretches.Length; i++) sum._stretches[a][i] += stretches[i];
            }
        }
        return sum;
    }

    /// <summary>What is believed of an assumption given the evidence; null where it says nothing of it.</summary>
    public AssumptionResult? Of(Assumption assumption)
    {
        if (_values.TryGetValue(assumption.Index, out Dictionary<double, double>? values)) return OfValues(assumption, values);
        if (!_stretches.TryGetValue(assumption.Index, out double[]? stretches)) return null;
        return new AssumptionResult(assumption, _sums[assumption.Index] / _mass, [.. MeasureResult.Probabilities.Select(p => (p, Quantile(_beliefs.Of(assumption.Index), stretches, p)))], []);
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
        return new AssumptionResult(assumption, law.Sum(v => v.Value * v.Share), quantiles, []) { Shares = assumption.Kind == Kind.Word ? law : [] };
    }

    private static double Quantile(Distribution prior, double[] stretches, double probability)
    {
        double wanted = probability * stretches.Sum();
        for (int i = 0; i < stretches.Length; wanted -= stretches[i++])
        {
            if (stretches[i] == 0 || wanted > stretches[i]) continue;
            double place = (i + Math.Max(0, wanted / stretches[i])) / stretches.Length;
            return prior.Quantile(Math.Clamp(place, double.Epsilon, Math.BitDecrement(1.0)));
        }
        return prior.Quantile(Math.BitDecrement(1.0));
    }
}
