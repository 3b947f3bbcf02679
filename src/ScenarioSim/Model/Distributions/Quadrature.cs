namespace ScenarioSim.Model.Distributions;

/// <summary>Numeric integration, for what has no closed form.</summary>
internal static class Quadrature
{
    // Between neighbouring ones of these the distribution function changes by little, so that no step of it is overlooked.
    private static readonly double[] Levels =
    [
        1e-9, 1e-6, 1e-4, 1e-3, 0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 0.999, 1 - 1e-4, 1 - 1e-6, 1 - 1e-9,
    ];

    /// <summary>The mean of a distribution with a finite range, as its upper end less the integral of its distribution function.</summary>
    public static double Mean(Distribution distribution)
    {
        (double low, double high) = (distribution.Low, distribution.High);
        var marks = Levels.Select(distribution.Quantile).Concat(distribution.Atoms).Append(low).Append(high).Distinct().Order().ToArray();
        double mean = high;
        for (int i = 1; i < marks.Length; i++) mean -= Integrate(distribution.Cdf, marks[i - 1], marks[i], 1e-13 * (high - low));
        return Math.Clamp(mean, low, high);
    }

    /// <summary>The integral of a function over low..high by adaptive Gauss-Kronrod quadrature.</summary>
    /// <param name="f">The function; finite inside.</param>
    /// <param name="low">Lower end; finite.</param>
    /// <param name="high">Upper end; finite.</param>
    /// <param name="tolerance">The error that is good enough, absolute.</param>
    /// <param name="depth">How often the range may be halved.</param>
    public static double Integrate(Func<double, double> f, double low, double high, double tolerance, int depth = 30)
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
