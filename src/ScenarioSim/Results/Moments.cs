namespace ScenarioSim.Results;

/// <summary>Count, mean and spread of values that come one by one or in blocks. A value type; the default is empty.</summary>
/// <remarks>
/// B. Welford, Technometrics 4 (1962) for one value more; T. Chan, G. Golub, R. LeVeque, American Statistician 37 (1983) for two blocks.
/// The same blocks merged in the same order give the same bits; another order may differ in the last.
/// </remarks>
public record struct Moments
{
    private double _squares;

    /// <summary>How many values.</summary>
    public long Count { get; private set; }

    /// <summary>Their mean; NaN where there are none.</summary>
    public readonly double Mean => Count == 0 ? double.NaN : Centre;

    /// <summary>The estimate of their variance, with n - 1; 0 for one value, NaN for none.</summary>
    public readonly double Variance => Count == 0 ? double.NaN : Count == 1 ? 0 : Math.Max(_squares, 0) / (Count - 1);

    /// <summary>The square root of the variance.</summary>
    public readonly double StandardDeviation => Math.Sqrt(Variance);

    private double Centre { get; set; }

    /// <summary>One value more.</summary>
    public void Add(double value)
    {
        Count++;
        double before = value - Centre;
        Centre += before / Count;
        _squares += before * (value - Centre);
    }

    /// <summary>Another block's values more.</summary>
    public void Merge(in Moments other)
    {
        if (other.Count == 0) return;
        if (Count == 0)
        {
            this = other;
            return;
        }

        double count = (double)Count + other.Count;
        double apart = other.Centre - Centre;
        Centre += apart * (other.Count / count);
        _squares += other._squares + apart * apart * (Count * (other.Count / count));
        Count += other.Count;
    }
}
