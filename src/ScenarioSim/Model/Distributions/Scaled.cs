namespace ScenarioSim.Model.Distributions;

/// <summary>A distribution of numbers with a unit after it: <c>gamma(2, 3) days</c>. The value is inner x factor + offset.</summary>
public sealed record Scaled : Distribution
{
    /// <param name="inner">What is scaled.</param>
    /// <param name="factor">The unit; more than 0.</param>
    /// <param name="offset">Added to the product.</param>
    /// <exception cref="ArgumentOutOfRangeException">See <see cref="Problem"/>.</exception>
    public Scaled(Distribution inner, double factor, double offset = 0)
    {
        ParameterCheck.Refuse(Problem(factor, offset));
        (Inner, Factor, Offset) = (inner, factor, offset);
    }

    /// <summary>What is scaled.</summary>
    public Distribution Inner { get; }

    /// <summary>The unit.</summary>
    public double Factor { get; }

    /// <summary>Added to the product.</summary>
    public double Offset { get; }

    /// <inheritdoc/>
    public override double Mean => Outer(Inner.Mean);

    /// <inheritdoc/>
    public override double Low => Outer(Inner.Low);

    /// <inheritdoc/>
    public override double High => Outer(Inner.High);

    /// <inheritdoc/>
    public override bool IsContinuous => Inner.IsContinuous;

    /// <inheritdoc/>
    public override IReadOnlyList<double> Atoms => [.. Inner.Atoms.Select(Outer)];

    /// <inheritdoc/>
    public override bool HasSlowQuantile => Inner.HasSlowQuantile;

    /// <summary>What is wrong with the parameters, in words, or null.</summary>
    public static string? Problem(double factor, double offset = 0, Func<int, string>? written = null) =>
        new ParameterCheck(written, ("the factor", factor), ("the offset", offset)).Finite().MoreThanZero(0).Problem;

    /// <inheritdoc/>
    public override double Quantile(double p) => Outer(Inner.Quantile(p));

    /// <inheritdoc/>
    public override double UpperQuantile(double q) => Outer(Inner.UpperQuantile(q));

    /// <inheritdoc/>
    public override double Cdf(double x) => Inner.Cdf(InnerOf(x));

    /// <inheritdoc/>
    public override double Above(double x) => Inner.Above(InnerOf(x));

    /// <inheritdoc/>
    public override double Density(double x) => IsContinuous ? Inner.Density(InnerOf(x)) / Factor : Inner.Density(InnerOf(x));

    /// <inheritdoc/>
    public override double LogDensity(double x) => IsContinuous ? Inner.LogDensity(InnerOf(x)) - Math.Log(Factor) : Inner.LogDensity(InnerOf(x));

    /// <inheritdoc/>
    public override string ToString() => Offset == 0 ? $"{Inner} x {Factor}" : $"{Inner} x {Factor} + {Offset}";

    private double Outer(double x) => x * Factor + Offset;

    // Division does not always undo multiplication; at a value with a probability of its own the last digit decides.
    private double InnerOf(double x)
    {
        double inner = (x - Offset) / Factor;
        if (Inner.IsContinuous) return inner;
        foreach (double atom in Inner.Atoms)
        {
            if (Outer(atom) == x) return atom;
        }

        return inner;
    }
}
