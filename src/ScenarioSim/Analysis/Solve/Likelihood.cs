using ScenarioSim.Model.Distributions;

namespace ScenarioSim.Analysis;

/// <summary>How likely the evidence is by the value of one assumption, seen at the points of one randomisation: times the prior, the law of that assumption given the evidence.</summary>
/// <remarks>
/// It is a cubic from point to point, by the place of the value among those of the prior, with the slopes of the parabola through three; these are bounded so that it is nowhere below 0
/// (J. Schmidt, W. Hess, BIT 28, 1988). Points are not where the middle of their stretch is, and averages over stretches would be off by that.
/// </remarks>
internal sealed class Likelihood
{
    private const int MostStretches = 4096;

    private readonly Distribution _prior;
    private readonly (double Places, double Likely, int Count)[] _stretches;
    private (double Place, double Likely, double Slope, double Up)[]? _nodes;

    /// <param name="prior">What was believed before.</param>
    /// <param name="points">How many points a randomisation has.</param>
    public Likelihood(Distribution prior, int points) => (_prior, _stretches) = (prior, new (double, double, int)[Math.Clamp(points, 1, MostStretches)]);

    /// <summary>Adds a point.</summary>
    /// <param name="value">The assumption's value.</param>
    /// <param name="likely">The probability of the evidence there, with that of other assumptions at which it was solved.</param>
    public void Add(double value, double likely)
    {
        // A value with a probability of its own stands for the middle of it.
        double place = _prior.IsContinuous ? _prior.Cdf(value) : (_prior.Below(value) + _prior.Cdf(value)) / 2;
        ref (double Places, double Likely, int Count) stretch = ref _stretches[(int)Math.Clamp(place * _stretches.Length, 0, _stretches.Length - 1)];
        stretch = (stretch.Places + place, stretch.Likely + likely, stretch.Count + 1);
        _nodes = null;
    }

    /// <summary>The same without every other point.</summary>
    public Likelihood Half()
    {
        var half = new Likelihood(_prior, _stretches.Length);
        for (int i = 0, seen = 0; i < _stretches.Length; i++)
        {
            if (_stretches[i].Count > 0 && (seen++ % 2 == 0)) half._stretches[i] = _stretches[i];
        }
        return half;
    }

    /// <summary>A quantile of the law that several randomisations of the same points say together; NaN where the evidence is likely at no point.</summary>
    public static double Quantile(IReadOnlyList<Likelihood> all, double probability)
    {
        double whole = all.Sum(l => l.Up(1));
        if (whole <= 0) return double.NaN;
        (double low, double high) = (0, 1);
        for (int halving = 0; halving < 60; halving++)
        {
            double middle = (low + high) / 2;
            if (all.Sum(l => l.Up(middle)) < probability * whole) low = middle;
            else high = middle;
        }
        return all[0]._prior.Quantile(Math.Clamp(high, double.Epsilon, Math.BitDecrement(1.0)));
    }

    // How likely it is together with a value whose place is no more than this.
    private double Up(double place)
    {
        (double Place, double Likely, double Slope, double Up)[] nodes = _nodes ??= Nodes();
        (int first, int last) = (0, nodes.Length - 1);
        while (last - first > 1)
        {
            int middle = (first + last) / 2;
            if (nodes[middle].Place <= place) first = middle;
            else last = middle;
        }
        double width = nodes[last].Place - nodes[first].Place;
        return nodes[first].Up + Area(nodes[first].Likely, nodes[last].Likely, nodes[first].Slope, nodes[last].Slope, width, Math.Clamp((place - nodes[first].Place) / width, 0, 1));
    }

    // Of Hermite's cubic over the first part of an interval.
    private static double Area(double left, double right, double leftSlope, double rightSlope, double width, double part)
    {
        double square = part * part, cube = square * part, fourth = square * square;
        return width * ((left * ((fourth / 2) - cube + part)) + (right * (cube - (fourth / 2)))
            + (width * ((leftSlope * ((fourth / 4) - (2 * cube / 3) + (square / 2))) + (rightSlope * ((fourth / 4) - (cube / 3))))));
    }

    private (double Place, double Likely, double Slope, double Up)[] Nodes()
    {
        List<(double Place, double Likely)> at = [.. _stretches.Where(s => s.Count > 0).Select(s => (s.Places / s.Count, s.Likely / s.Count))];
        // To both ends it goes on as a line, no higher than to twice what it is at the last point.
        double End(int here, int beside, double end) => at.Count == 1 ? at[here].Likely
            : Math.Clamp(at[here].Likely + ((at[here].Likely - at[beside].Likely) * (end - at[here].Place) / (at[here].Place - at[beside].Place)), 0, 2 * at[here].Likely);
        (double first, double last) = (End(0, 1, 0), End(at.Count - 1, at.Count - 2, 1));
        if (at[0].Place > 0) at.Insert(0, (0, first));
        if (at[^1].Place < 1) at.Add((1, last));
        double Secant(int i) => (at[i + 1].Likely - at[i].Likely) / (at[i + 1].Place - at[i].Place);
        double Slope(int i)
        {
            if (i == 0) return Secant(0);
            if (i == at.Count - 1) return Secant(i - 1);
            double before = at[i].Place - at[i - 1].Place, after = at[i + 1].Place - at[i].Place;
            double slope = ((Secant(i - 1) * after) + (Secant(i) * before)) / (before + after);
            return Math.Clamp(slope, -3 * at[i].Likely / after, 3 * at[i].Likely / before);
        }

        var nodes = new (double Place, double Likely, double Slope, double Up)[at.Count];
        for (int i = 0; i < nodes.Length; i++)
        {
            nodes[i] = (at[i].Place, at[i].Likely, Slope(i), 0);
            if (i > 0) nodes[i].Up = nodes[i - 1].Up + Area(nodes[i - 1].Likely, nodes[i].Likely, nodes[i - 1].Slope, nodes[i].Slope, nodes[i].Place - nodes[i - 1].Place, 1);
        }
        return nodes;
    }
}
