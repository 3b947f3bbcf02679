using ScenarioSim.Model.Distributions;

namespace ScenarioSim.Statistics;

/// <summary>From a level of confidence to the number of standard errors that it takes.</summary>
internal static class Levels
{
    /// <summary>The normal score z with P(|Z| &lt;= z) = confidence.</summary>
    public static double Z(double confidence)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(confidence, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(confidence, 1);
        return -StandardNormal.Quantile((1 - confidence) / 2);
    }

    /// <summary>Student's t with P(|T| &lt;= t) = confidence.</summary>
    /// <remarks>T^2 / (nu + T^2) is a beta with shapes 1/2 and nu/2 (NIST Handbook of Mathematical Functions, 2010, section 8.17). Past a million the normal.</remarks>
    /// <param name="confidence">In (0, 1).</param>
    /// <param name="degrees">Degrees of freedom; 1 or more.</param>
    public static double T(double confidence, long degrees)
    {
        double z = Z(confidence);
        if (degrees > 1_000_000) return z;
        double rest = IncompleteBeta.Quantile(degrees / 2.0, 0.5, 1 - confidence, confidence);
        return Math.Sqrt(degrees * ((1 - rest) / rest));
    }
}
