using ScenarioSim.Model.Distributions;
using ScenarioSim.Randomness;

namespace ScenarioSim.Analysis;

/// <summary>
/// Weights for the points over which assumptions are integrated: polynomials of low degree in the assumptions, whose means are known, come out right with them.
/// What a scenario comes to is smooth in its assumptions, so most of what the points would miss is a polynomial, and is gone.
/// </summary>
/// <remarks>
/// The weighted mean is the intercept of a regression on the polynomials as control variates (F. Hickernell, C. Lemieux, A. Owen, Statist. Sci. 20, 2005); it does not depend on what is integrated,
/// so one set of weights serves every number of the results. Its bias is of a smaller order than its error, as that of any regression estimate. A polynomial is a product of Legendre polynomials,
/// one for each assumption, in the value that its own uniform number gives, scaled to [-1, 1]; where that has no bounds, or its means cannot be had to many digits, in the uniform number itself.
/// </remarks>
internal sealed class Calibration
{
    private const int MostDegree = 6;

    // One polynomial for so many points at most: fitting more would fit chance.
    private const int PointsOfPolynomial = 2;

    // What fitting them takes grows with their square at each point, and of many assumptions the higher degrees have thousands.
    private const int MostPolynomials = 500;

    private readonly Func<double, double>[] _scaled;
    private readonly double[][] _means;

    /// <param name="distributions">The distributions of the assumptions that are integrated over.</param>
    public Calibration(IReadOnlyList<Distribution> distributions)
    {
        _scaled = new Func<double, double>[distributions.Count];
        _means = new double[distributions.Count][];
        for (int a = 0; a < _scaled.Length; a++)
        {
            (_scaled[a], _means[a]) = (static u => (2 * u) - 1, [1, .. new double[MostDegree]]);
            Distribution d = distributions[a];
            if (!double.IsFinite(d.Low) || !double.IsFinite(d.High) || !d.IsContinuous) continue;
            double Value(double u) => (2 * (d.Quantile(u) - d.Low) / (d.High - d.Low)) - 1;
            double[] coarse = Means(Value, 1.0 / 16), fine = Means(Value, 1.0 / 32);
            if (coarse.Zip(fine).All(m => Math.Abs(m.First - m.Second) < 1e-11)) (_scaled[a], _means[a]) = (Value, fine);
        }
    }

    /// <summary>The weights of some points; they sum to 1.</summary>
    /// <param name="sequence">The points.</param>
    /// <param name="points">How many of them, from the first.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public double[] Weights(Sobol sequence, int points, CancellationToken cancellation)
    {
        int[][] polynomials = [.. Polynomials(Math.Min(points / PointsOfPolynomial, MostPolynomials))];
        double[] means = [.. polynomials.Select(degrees => Product(degrees, _means))];
        var normal = new double[polynomials.Length, polynomials.Length];
        var right = new double[polynomials.Length];
        AtEach(sequence, points, polynomials, means, (_, values) =>
        {
            for (int i = 0; i < values.Length; i++)
            {
                right[i] -= values[i];
                for (int j = i; j < values.Length; j++) normal[i, j] += values[i] * values[j];
            }
        }, cancellation);
        for (int i = 0; i < right.Length; i++)
        {
            for (int j = 0; j < i; j++) normal[i, j] = normal[j, i];
        }
        // Of all weights with which the polynomials come out right these differ least from equal ones.
        double[] factors = Solved(normal, right);
        var weights = new double[points];
        AtEach(sequence, points, polynomials, means, (point, values) =>
        {
            double off = 0;
            for (int i = 0; i < values.Length; i++) off += values[i] * factors[i];
            weights[point] = 1 + off;
        }, cancellation);
        double sum = weights.Sum();
        return [.. weights.Select(w => w / sum)];
    }

    // Every point with what the polynomials are there, less their means; the values are overwritten with the next.
    private void AtEach(Sobol sequence, int points, int[][] polynomials, double[] means, Action<int, double[]> look, CancellationToken cancellation)
    {
        var at = new double[_scaled.Length];
        var legendre = new double[_scaled.Length][];
        var values = new double[polynomials.Length];
        for (int p = 0; p < points; p++)
        {
            if ((p & 255) == 0) cancellation.ThrowIfCancellationRequested();
            sequence.Point(p, at);
            for (int a = 0; a < at.Length; a++) legendre[a] = Legendre(_scaled[a](at[a]));
            for (int i = 0; i < values.Length; i++) values[i] = Product(polynomials[i], legendre) - means[i];
            look(p, values);
        }
    }

    // All of the greatest total degree that leaves enough points to each, the constant apart.
    private List<int[]> Polynomials(int most)
    {
        List<int[]> all = [];
        for (int degree = 1; degree <= MostDegree; degree++)
        {
            List<int[]> more = [.. OfDegree(degree, 0, most + 1)];
            if (all.Count + more.Count > most) break;
            all.AddRange(more);
        }
        return all;
    }

    private IEnumerable<int[]> OfDegree(int degree, int from, int most)
    {
        if (from == _scaled.Length - 1) return [[degree]];
        return Enumerable.Range(0, degree + 1).SelectMany(first => OfDegree(degree - first, from + 1, most).Select(rest => (int[])[first, .. rest])).Take(most);
    }

    private static double Product(int[] degrees, double[][] of)
    {
        double product = 1;
        for (int a = 0; a < degrees.Length; a++) product *= of[a][degrees[a]];
        return product;
    }

    // Bonnet's recursion.
    private static double[] Legendre(double x)
    {
        var values = new double[MostDegree + 1];
        (values[0], values[1]) = (1, x);
        for (int n = 1; n < MostDegree; n++) values[n + 1] = ((((2 * n) + 1) * x * values[n]) - (n * values[n - 1])) / (n + 1);
        return values;
    }

    // Integrals over (0, 1) by the double exponential rule (H. Takahasi, M. Mori, Publ. RIMS 9, 1974), which minds no steep ends.
    private static double[] Means(Func<double, double> of, double width)
    {
        var sums = new double[MostDegree + 1];
        double all = 0;
        for (double t = -3.5; t <= 3.5; t += width)
        {
            double s = Math.PI / 2 * Math.Sinh(t);
            double u = 1 / (1 + Math.Exp(-2 * s));
            double weight = width * Math.PI / 4 * Math.Cosh(t) / (Math.Cosh(s) * Math.Cosh(s));
            if (u is <= 0 or >= 1) continue;
            double[] values = Legendre(of(u));
            for (int n = 0; n < sums.Length; n++) sums[n] += weight * values[n];
            all += weight;
        }
        return [.. sums.Select(s => s / all)];
    }

    // Gauss with pivots; a polynomial that the others make up at these points is left out.
    private static double[] Solved(double[,] matrix, double[] right)
    {
        int n = right.Length;
        double[] result = [.. right];
        int[] order = [.. Enumerable.Range(0, n)];
        var left = new bool[n];
        for (int k = 0; k < n; k++)
        {
            int pivot = k;
            for (int i = k + 1; i < n; i++)
            {
                if (Math.Abs(matrix[order[i], k]) > Math.Abs(matrix[order[pivot], k])) pivot = i;
            }
            (order[k], order[pivot]) = (order[pivot], order[k]);
            double top = matrix[order[k], k];
            left[k] = Math.Abs(top) < 1e-12;
            if (left[k]) continue;
            for (int i = k + 1; i < n; i++)
            {
                double factor = matrix[order[i], k] / top;
                for (int j = k; j < n; j++) matrix[order[i], j] -= factor * matrix[order[k], j];
                result[order[i]] -= factor * result[order[k]];
            }
        }
        var solution = new double[n];
        for (int k = n - 1; k >= 0; k--)
        {
            if (left[k]) continue;
            double sum = result[order[k]];
            for (int j = k + 1; j < n; j++) sum -= matrix[order[k], j] * solution[j];
            solution[k] = sum / matrix[order[k], k];
        }
        return solution;
    }
}
