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

    /// <summary>P(X &gt; x), exact also where <see cref="Cdf"/> is so near 1 that the difference would be lost.</summary>
    public virtual double Above(double x) => 1 - Cdf(x);

    /// <summary>The quantile of 1 - q, exact also for a q so small that 1 - q would be 1.</summary>
    /// <param name="q">The probability above it, strictly between 0 and 1.</param>
    public virtual double UpperQuantile(double q) => Quantile(1 - q);

    /// <summary>The natural logarithm of <see cref="Density"/>, finite also where that would underflow to 0.</summary>
    public virtual double LogDensity(double x) => Math.Log(Density(x));

    /// <summary>The values that have a probability of their own, rising; none where it is continuous.</summary>
    public virtual IReadOnlyList<double> Atoms => [];

    /// <summary>Whether <see cref="Quantile"/> has to search, so that samplers are better off with a table.</summary>
    public virtual bool HasSlowQuantile => false;

    /// <summary>P(X &lt; x): what <see cref="Cdf"/> is less the probability of x itself.</summary>
    public double Below(double x) => IsContinuous ? Cdf(x) : Cdf(Math.BitDecrement(x));
}
