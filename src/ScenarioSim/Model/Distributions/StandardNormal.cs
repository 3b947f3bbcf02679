namespace ScenarioSim.Model.Distributions;

/// <summary>The normal distribution with mean 0 and standard deviation 1, to full double precision in both tails.</summary>
public static class StandardNormal
{
    private const double LogRootTwoPi = 0.91893853320467274178;
    private const double OneOverRootTwoPi = 0.39894228040143267794;

    /// <summary>P(Z &lt;= z).</summary>
    /// <remarks>W. J. Cody: Rational Chebyshev approximations for the error function, Mathematics of Computation 23 (1969), as arranged in
    /// his SPECFUN (ACM TOMS 19, 1993, algorithm 715).</remarks>
    public static double Cdf(double z)
    {
        double size = Math.Abs(z);
        if (double.IsNaN(z)) return double.NaN;
        if (size <= 0.67448975) return 0.5 + Central(z);
        if (size > 38.5) return z < 0 ? 0 : 1;
        double tail = size <= 5.656854249492380195 ? Middle(size) : Far(size);
        return z < 0 ? tail : 1 - tail;
    }

    /// <summary>The density.</summary>
    public static double Density(double z) => OneOverRootTwoPi * Math.Exp(-0.5 * z * z);

    /// <summary>The logarithm of the density.</summary>
    public static double LogDensity(double z) => -0.5 * z * z - LogRootTwoPi;

    /// <summary>The inverse of <see cref="Cdf"/> for p in (0, 1); infinite at 0 and 1.</summary>
    /// <remarks>M. J. Wichura: Algorithm AS 241, Applied Statistics 37 (1988), routine PPND16.</remarks>
    public static double Quantile(double p)
    {
        double fromMiddle = p - 0.5;
        if (Math.Abs(fromMiddle) <= 0.425)
        {
            double r = 0.180625 - fromMiddle * fromMiddle;
            return fromMiddle * Ratio(NearTop, NearBottom, r);
        }

        double outside = fromMiddle < 0 ? p : 1 - p;
        if (outside <= 0) return fromMiddle < 0 ? double.NegativeInfinity : double.PositiveInfinity;
        double s = Math.Sqrt(-Math.Log(outside));
        double z = s <= 5 ? Ratio(TailTop, TailBottom, s - 1.6) : Ratio(FarTop, FarBottom, s - 5);
        return fromMiddle < 0 ? -z : z;
    }

    private static double Central(double z)
    {
        double square = Math.Abs(z) > 1.11e-16 ? z * z : 0;
        double top = CentralTop[4] * square;
        double bottom = square;
        for (int i = 0; i < 3; i++)
        {
            top = (top + CentralTop[i]) * square;
            bottom = (bottom + CentralBottom[i]) * square;
        }

        return z * (top + CentralTop[3]) / (bottom + CentralBottom[3]);
    }

    private static double Middle(double size)
    {
        double top = MiddleTop[8] * size;
        double bottom = size;
        for (int i = 0; i < 7; i++)
        {
            top = (top + MiddleTop[i]) * size;
            bottom = (bottom + MiddleBottom[i]) * size;
        }

        return Bell(size) * ((top + MiddleTop[7]) / (bottom + MiddleBottom[7]));
    }

    private static double Far(double size)
    {
        double inverse = 1 / (size * size);
        double top = OuterTop[5] * inverse;
        double bottom = inverse;
        for (int i = 0; i < 4; i++)
        {
            top = (top + OuterTop[i]) * inverse;
            bottom = (bottom + OuterBottom[i]) * inverse;
        }

        double series = inverse * (top + OuterTop[4]) / (bottom + OuterBottom[4]);
        return Bell(size) * ((OneOverRootTwoPi - series) / size);
    }

    // exp(-z^2/2) with z^2 split in two, so that the rounding of the square does not grow with z.
    private static double Bell(double size)
    {
        double rounded = Math.Truncate(size * 16) / 16;
        double rest = (size - rounded) * (size + rounded);
        return Math.Exp(-rounded * rounded * 0.5) * Math.Exp(-rest * 0.5);
    }

    private static double Ratio(double[] top, double[] bottom, double x)
    {
        double above = top[7];
        double below = bottom[7];
        for (int i = 6; i >= 0; i--)
        {
            above = above * x + top[i];
            below = below * x + bottom[i];
        }

        return above / below;
    }

    private static readonly double[] CentralTop =
    [
        2.2352520354606839287, 161.02823106855587881, 1067.6894854603709582, 18154.981253343561249, 0.065682337918207449113,
    ];

    private static readonly double[] CentralBottom = [47.20258190468824187, 976.09855173777669322, 10260.932208618978205, 45507.789335026729956];

    private static readonly double[] MiddleTop =
    [
        0.39894151208813466764, 8.8831497943883759412, 93.506656132177855979, 597.27027639480026226, 2494.5375852903726711,
        6848.1904505362823326, 11602.651437647350124, 9842.7148383839780218, 1.0765576773720192317e-8,
    ];

    private static readonly double[] MiddleBottom =
    [
        22.266688044328115691, 235.38790178262499861, 1519.377599407554805, 6485.558298266760755, 18615.571640885098091,
        34900.952721145977266, 38912.003286093271411, 19685.429676859990727,
    ];

    private static readonly double[] OuterTop =
    [
        0.21589853405795699, 0.1274011611602473639, 0.022235277870649807, 0.001421619193227893466, 2.9112874951168792e-5, 0.02307344176494017303,
    ];

    private static readonly double[] OuterBottom =
    [
        1.28426009614491121, 0.468238212480865118, 0.0659881378689285515, 0.00378239633202758244, 7.29751555083966205e-5,
    ];

    private static readonly double[] NearTop =
    [
        3.3871328727963666080, 1.3314166789178437745e2, 1.9715909503065514427e3, 1.3731693765509461125e4,
        4.5921953931549871457e4, 6.7265770927008700853e4, 3.3430575583588128105e4, 2.5090809287301226727e3,
    ];

    private static readonly double[] NearBottom =
    [
        1, 4.2313330701600911252e1, 6.8718700749205790830e2, 5.3941960214247511077e3,
        2.1213794301586595867e4, 3.9307895800092710610e4, 2.8729085735721942674e4, 5.2264952788528545610e3,
    ];

    private static readonly double[] TailTop =
    [
        1.42343711074968357734, 4.63033784615654529590, 5.76949722146069140550, 3.64784832476320460504,
        1.27045825245236838258, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4,
    ];

    private static readonly double[] TailBottom =
    [
        1, 2.05319162663775882187, 1.67638483018380384940, 6.89767334985100004550e-1,
        1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4, 1.05075007164441684324e-9,
    ];

    private static readonly double[] FarTop =
    [
        6.65790464350110377720, 5.46378491116411436990, 1.78482653991729133580, 2.96560571828504891230e-1,
        2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7,
    ];

    private static readonly double[] FarBottom =
    [
        1, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
        7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15,
    ];
}
