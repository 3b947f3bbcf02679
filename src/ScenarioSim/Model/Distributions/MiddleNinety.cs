namespace ScenarioSim.Model.Distributions;

/// <summary>What <c>a to b</c> means: the middle 90% of a distribution whose form follows from the ends (docs/language.md, section 5).</summary>
public static class MiddleNinety
{
    // The standard normal's 95% quantile.
    private const double Z = 1.6448536269514722;

    /// <summary>
    /// A logit-normal where both ends are percentages with 0% &lt; low &lt; high &lt; 100%, else a lognormal where both are positive,
    /// else a normal; of dates always a normal.
    /// </summary>
    /// <param name="low">The 5% quantile.</param>
    /// <param name="high">The 95% quantile; more than <paramref name="low"/>.</param>
    /// <param name="percentages">Both ends carry a percent sign.</param>
    /// <param name="dates">Both ends are dates.</param>
    /// <exception cref="ArgumentOutOfRangeException">See <see cref="Problem"/>.</exception>
    public static Distribution Between(double low, double high, bool percentages = false, bool dates = false)
    {
        ParameterCheck.Refuse(Problem(low, high, dates));
        if (!dates && percentages && low > 0 && high < 1) return new LogitNormal(Middle(Odds(low), Odds(high)), Spread(Odds(low), Odds(high)));
        if (!dates && low > 0) return new LogNormal(Middle(Math.Log(low), Math.Log(high)), Spread(Math.Log(low), Math.Log(high)));
        return new Normal(Middle(low, high), Spread(low, high));
    }

    /// <summary>What is wrong with the ends, in words, or null.</summary>
    /// <param name="low">The 5% quantile.</param>
    /// <param name="high">The 95% quantile.</param>
    /// <param name="dates">Both ends are dates.</param>
    /// <param name="written">The texts of the ends (0 and 1) as the user wrote them; null: the numbers themselves.</param>
    public static string? Problem(double low, double high, bool dates = false, Func<int, string>? written = null)
    {
        if (Uniform.Problem(low, high, written) is string problem) return problem;
        if (dates || low <= 0 || LogNormal.Problem(Middle(Math.Log(low), Math.Log(high)), Spread(Math.Log(low), Math.Log(high))) is null) return null;
        return $"{written?.Invoke(0) ?? $"{low}"} to {written?.Invoke(1) ?? $"{high}"} is too wide, or too far from 1, for a quantity that is drawn by its logarithm";
    }

    private static double Middle(double low, double high) => low + (high - low) / 2;

    private static double Spread(double low, double high) => (high - low) / (2 * Z);

    private static double Odds(double p) => Math.Log(p) - Precise.Log1P(-p);
}
