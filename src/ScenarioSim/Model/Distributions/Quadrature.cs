namespace ScenarioSim.Model.Distributions;

/// <summary>Numeric integration, for what has no closed form.</summary>
internal static class Quadrature
{
    // Beyond exp(-Farthest) no quantile that a double can hold adds to a mean.
    private const double Farthest = 650;

    /// <summary>The mean of a distribution as the integral of its quantile function.</summary>
    /// <remarks>With p = exp(-y) in each half, so that an infinite tail of any kind becomes a smooth function that dies out.</remarks>
    public static double Mean(Distribution distribution)
    {
        double scale = Math.Abs(distribution.Quantile(0.5)) + distribution.Quantile(0.9) - distribution.Quantile(0.1);
        return Half(y => distribution.Quantile(Math.Exp(-y)) * Math.Exp(-y), scale)
            + Half(y => distribution.UpperQuantile(Math.Exp(-y)) * Math.Exp(-y), scale);
    }

    /// <summary>The integral of a function over low..high by adaptive Gauss-Kronrod quadrature.</summary>
    /// <param name="f">The function; finite inside.</param>
    /// <param name="low">Lower end; finite.</param>
    /// <param name="high">Upper end; finite.</param>
    /// <param name="tolerance">The error that is good enough, absolute.</param>
    /// <param name="depth">How often the range may be halved.</param>
    public static double Integrate(Func<double, double> f, double low, double high, double tolerance, int depth = 40)
    {
        (double value, double error) = Once(f, low, high);
        double middle = low + (high - low) / 2;
        if (error <= tolerance || depth == 0 || middle <= low || middle >= high) return value;
        return Integrate(f, low, middle, tolerance / 2, depth - 1) + Integrate(f, middle, high, tolerance / 2, depth - 1);
    }

    /// <summary>The 15-point Kronrod value and its distance from the 7-point Gauss value.</summary>
    /// <remarks>R. Piessens et al.: QUADPACK (1983), routine QK15.</remarks>
    public static (double Value, double Error) Once(Func<double, double> f, double low, double high)
    {
        double centre = low + (high - low) / 2;
        double half = (high - low) / 2;
        double middle = f(centre);
        double kronrod = middle * KronrodWeights[7];
        double gauss = middle * GaussWeights[3];
        for (int i = 0; i < 7; i++)
        {
            double both = f(centre - half * Nodes[i]) + f(centre + half * Nodes[i]);
            kronrod += KronrodWeights[i] * both;
            if (i % 2 == 1) gauss += GaussWeights[i / 2] * both;
        }

        return (kronrod * half, Math.Abs(kronrod - gauss) * half);
    }

    private static double Half(Func<double, double> f, double scale)
    {
        double sum = 0;
        double from = Math.Log(2);
        for (double width = 1; from < Farthest; width *= 2)
        {
            double to = Math.Min(from + width, Farthest);
            sum += Integrate(f, from, to, 1e-14 * scale);
            from = to;
        }

        return sum;
    }

    private static readonly double[] Nodes =
    [
        0.991455371120812639206854697526329, 0.949107912342758524526189684047851, 0.864864423359769072789712788640926,
        0.741531185599394439863864773280788, 0.586087235467691130294144691693321, 0.405845151377397166906606412076961,
        0.207784955007898467600689403773245,
    ];

    private static readonly double[] KronrodWeights =
    [
        0.022935322010529224963732008058970, 0.063092092629978553290700663189204, 0.104790010322250183839876322541518,
        0.140653259715525918745189590510238, 0.169004726639267902826583426598550, 0.190350578064785409913256402421014,
        0.204432940075298892414161999234649, 0.209482141084727828012999174891714,
    ];

    private static readonly double[] GaussWeights =
    [
        0.129484966168869693270611432679082, 0.279705391489276667901467771423780,
        0.381830050505118944950369775488975, 0.417959183673469387755102040816327,
    ];
}
