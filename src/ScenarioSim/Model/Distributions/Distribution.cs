namespace ScenarioSim.Model.Distributions;

/// <summary>A probability distribution over doubles, in the unit of the thing it describes. Immutable.</summary>
/// <remarks>Parameters are checked where a file is read; a constructor that is given impossible ones throws <see cref="ArgumentOutOfRangeException"/>.</remarks>
public abstract record Distribution
{
    /// <summary>The inverse distribution function: the least x with P(X &lt;= x) &gt;= p.</summary>
    /// <param name="p">A probability, strictly between 0 and 1.</param>
    public abstract double Quantile(double p);

    /// <summary>P(X &lt;= x).</summary>
    public abstract double Cdf(double x);

    /// <summary>The probability density at x; for a discrete distribution the probability of x.</summary>
    public abstract double Density(double x);

    /// <summary>The expected value.</summary>
    public abstract double Mean { get; }

    /// <summary>The least value, or negative infinity.</summary>
    public abstract double Low { get; }

    /// <summary>The greatest value, or positive infinity.</summary>
    public abstract double High { get; }

    /// <summary>Whether it has a density (and so may be correlated).</summary>
    public abstract bool IsContinuous { get; }
}
