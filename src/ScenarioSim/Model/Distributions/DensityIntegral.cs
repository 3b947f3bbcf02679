namespace ScenarioSim.Model.Distributions;

/// <summary>The distribution function that belongs to a density known only up to a factor, integrated once on a grid that follows it.</summary>
/// <remarks>Works on the real line (<see cref="RealLine"/>). Beyond the grid the transformed density falls off as an exponential.</remarks>
internal sealed class DensityIntegral
{
    // What is e^-45 below the peak does not show in a double's digits.
    private const double Negligible = 45;
    private const double Tolerance = 1e-14;
    private const int DeepestCell = 40;

    private readonly Func<double, double> _logDensity;
    private readonly RealLine _line;
    private readonly double _logPeak;

    // Ends of the cells, and the integral (times e^-_logPeak) below and above each.
    private readonly double[] _ends;
    private readonly double[] _below;
    private readonly double[] _above;

    // How fast the density falls off beyond the ends, per unit of t.
    private readonly double _lowerFall;
    private readonly double _upperFall;

    /// <param name="hints">Distributions whose quantiles show where the density may change.</param>
    /// <param name="logDensity">The logarithm of the density, up to a constant; finite inside low..high but for single points.</param>
    /// <param name="low">Lower end; may be infinite.</param>
    /// <param name="high">Upper end; may be infinite.</param>
    public DensityIntegral(IReadOnlyList<Distribution> hints, Func<double, double> logDensity, double low, double high)
    {
        (Low, High, _logDensity, _line) = (low, high, logDensity, new RealLine(low, high));
        List<double> marks = Marks(hints);
        double peak = Peak(marks);
        _logPeak = LogDensityAt(peak);
        marks.Add(peak);
        marks.Add(Reach(marks.Min(), -1));
        marks.Add(Reach(marks.Max(), +1));
        (_ends, double[] parts) = Cells([.. marks.Distinct().Order()]);
        _lowerFall = Fall(_ends[0], +1);
        _upperFall = Fall(_ends[^1], -1);
        _below = Running(parts, At(_ends[0]) / _lowerFall);
        Array.Reverse(parts);
        _above = Running(parts, At(_ends[^1]) / _upperFall);
        Array.Reverse(_above);
        Total = _below[^1] + _above[^1];
        Mean = MeanOverCells();
    }

    /// <summary>Lower end.</summary>
    public double Low { get; }

    /// <summary>Upper end.</summary>
    public double High { get; }

    /// <summary>The mean.</summary>
    public double Mean { get; }

    /// <summary>The logarithm of the integral of the density as given.</summary>
    public double LogTotal => Math.Log(Total) + _logPeak;

    private double Total { get; }

    /// <summary>The value with the share p of the whole below it.</summary>
    public double Quantile(double p) => p <= 0.5 ? FromBelow(p * Total) : FromAbove((1 - p) * Total);

    /// <summary>The value with the share q of the whole above it.</summary>
    public double UpperQuantile(double q) => q <= 0.5 ? FromAbove(q * Total) : FromBelow((1 - q) * Total);

    /// <summary>The share below x.</summary>
    public double Cdf(double x) => x <= Low ? 0 : x >= High ? 1 : Math.Min(Below(_line.Place(x)) / Total, 1);

    /// <summary>The share above x.</summary>
    public double Above(double x) => x <= Low ? 1 : x >= High ? 0 : Math.Min(Above(CellOf(_line.Place(x)), _line.Place(x)) / Total, 1);

    private double LogDensityAt(double t)
    {
        double value = _logDensity(_line.Value(t)) + _line.LogSlope(t);
        return double.IsFinite(value) ? value : double.NegativeInfinity;
    }

    private double At(double t) => Math.Exp(LogDensityAt(t) - _logPeak);

    private List<double> Marks(IReadOnlyList<Distribution> hints)
    {
        double[] levels = [1e-15, 1e-12, 1e-9, 1e-6, 1e-4, 1e-3, 0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5];
        var values = hints.SelectMany(h => levels.SelectMany(p => new[] { h.Quantile(p), h.UpperQuantile(p) })).Where(x => x > Low && x < High);
        var marks = values.Select(_line.Place).Where(t => t >= _line.Least && t <= _line.Greatest).Distinct().Order().ToList();
        if (marks.Count == 0) marks.Add(0);
        return [.. marks, .. marks.Zip(marks.Skip(1), (a, b) => a + (b - a) / 2)];
    }

    // The place of the peak, at least roughly: the best mark, then golden section between its neighbours.
    private double Peak(List<double> marks)
    {
        const double golden = 0.6180339887498949;
        double best = marks.MaxBy(LogDensityAt);
        double low = marks.Where(m => m < best).DefaultIfEmpty(best - 1).Max();
        double high = marks.Where(m => m > best).DefaultIfEmpty(best + 1).Min();
        for (int i = 0; i < 50; i++)
        {
            double left = high - golden * (high - low);
            double right = low + golden * (high - low);
            if (LogDensityAt(left) > LogDensityAt(right)) high = right;
            else low = left;
        }

        double refined = low + (high - low) / 2;
        return LogDensityAt(refined) > LogDensityAt(best) ? refined : best;
    }

    // How far out the density is still worth adding up.
    private double Reach(double from, int direction)
    {
        double t = from + direction;
        for (double step = 1; LogDensityAt(t) > _logPeak - Negligible && t > _line.Least && t < _line.Greatest; step *= 1.5) t += direction * step;
        return Math.Clamp(t, _line.Least, _line.Greatest);
    }

    private (double[] Ends, double[] Parts) Cells(double[] marks)
    {
        double rough = marks.Zip(marks.Skip(1), (a, b) => Quadrature.Once(At, a, b).Value).Sum();
        var ends = new List<double> { marks[0] };
        var parts = new List<double>();
        foreach ((double low, double high) in marks.Zip(marks.Skip(1))) Split(low, high, DeepestCell, rough * Tolerance, ends, parts);
        return ([.. ends], [.. parts]);
    }

    private void Split(double low, double high, int depth, double tolerance, List<double> ends, List<double> parts)
    {
        (double value, double error) = Quadrature.Once(At, low, high);
        if (error > tolerance && depth > 0)
        {
            double middle = low + (high - low) / 2;
            Split(low, middle, depth - 1, tolerance, ends, parts);
            Split(middle, high, depth - 1, tolerance, ends, parts);
            return;
        }

        ends.Add(high);
        parts.Add(value);
    }

    private double Fall(double end, int inwards)
    {
        double rate = (LogDensityAt(end + inwards * 1e-3) - LogDensityAt(end)) / 1e-3;
        return double.IsFinite(rate) ? Math.Max(rate, 1e-3) : 1;
    }

    private static double[] Running(double[] parts, double start) => [start, .. parts.Select(p => start += p)];

    private double MeanOverCells()
    {
        double sum = Edge(_ends[0]) * _below[0] + Edge(_ends[^1]) * _above[^1];
        for (int i = 1; i < _ends.Length; i++) sum += Quadrature.Once(t => _line.Value(t) * At(t), _ends[i - 1], _ends[i]).Value;
        return sum / Total;
    }

    private double Edge(double t) => _line.Value(t);

    private int CellOf(double t)
    {
        int at = Array.BinarySearch(_ends, t);
        return at >= 0 ? at : ~at - 1;
    }

    private double Below(double t)
    {
        int cell = CellOf(t);
        if (cell < 0) return _below[0] * Math.Exp(_lowerFall * (t - _ends[0]));
        if (cell == _ends.Length - 1) return Total - Above(cell, t);
        return _below[cell] + Quadrature.Once(At, _ends[cell], t).Value;
    }

    private double Above(int cell, double t)
    {
        if (cell < 0) return Total - Below(t);
        if (cell == _ends.Length - 1) return _above[^1] * Math.Exp(-_upperFall * (t - _ends[^1]));
        return _above[cell + 1] + Quadrature.Once(At, t, _ends[cell + 1]).Value;
    }

    private double FromBelow(double mass)
    {
        if (mass <= _below[0]) return _line.Value(_ends[0] + Math.Log(mass / _below[0]) / _lowerFall);
        int cell = Math.Clamp(CellFor(_below, mass), 0, _ends.Length - 2);
        double share = (mass - _below[cell]) / (_below[cell + 1] - _below[cell]);
        return Inside(cell, share, t => _below[cell] + Quadrature.Once(At, _ends[cell], t).Value - mass);
    }

    private double FromAbove(double mass)
    {
        if (mass <= _above[^1]) return _line.Value(_ends[^1] - Math.Log(mass / _above[^1]) / _upperFall);
        int cell = _ends.Length - 2;
        while (cell > 0 && _above[cell] < mass) cell--;
        double share = (_above[cell] - mass) / (_above[cell] - _above[cell + 1]);
        return Inside(cell, share, t => mass - _above[cell + 1] - Quadrature.Once(At, t, _ends[cell + 1]).Value);
    }

    private double Inside(int cell, double share, Func<double, double> excess)
    {
        double start = _ends[cell] + share * (_ends[cell + 1] - _ends[cell]);
        return Math.Clamp(_line.Value(MonotoneRoot.Find(_ends[cell], _ends[cell + 1], excess, At, start)), Low, High);
    }

    private static int CellFor(double[] running, double mass)
    {
        int at = Array.BinarySearch(running, mass);
        return at >= 0 ? at : ~at - 1;
    }
}
