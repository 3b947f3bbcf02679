namespace ScenarioSim.Statistics;

internal static class Proportion
{
    public static (double Low, double High) Interval(long k, long n, double level)
    {
        double z = MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, (1 + level) / 2), p = (double)k / n;
        double c = (p + (z * z / (2 * n))) / (1 + (z * z / n)), h = z / (1 + (z * z / n)) * Math.Sqrt((p * (1 - p) / n) + (z * z / (4.0 * n * n)));
        return (Math.Max(0, c - h), Math.Min(1, c + h));
    }
}
internal static class MeanInterval
{
    public static (double Low, double High) Of(double mean, double sd, long n, double level)
    {
        double z = MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, (1 + level) / 2) * sd / Math.Sqrt(n);
        return (mean - z, mean + z);
    }
}
internal static class MultinomialMean
{
    public static (double Mean, double Low, double High) Of(double[] values, long[] counts, double level)
    {
        double n = counts.Sum(), mean = values.Zip(counts, (v, c) => v * c).Sum() / n;
        double sd = Math.Sqrt(values.Zip(counts, (v, c) => c * (v - mean) * (v - mean)).Sum() / Math.Max(1, n - 1));
        (double low, double high) = MeanInterval.Of(mean, sd, (long)n, level);
        return (mean, low, high);
    }
}
internal static class PairedDifference
{
    public static (double Low, double High) Interval(long into, long outOf, long both, long n, double level)
    {
        _ = both;
        double d = (double)(into - outOf) / n, var = ((double)(into + outOf) / n) - (d * d);
        double h = MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, (1 + level) / 2) * Math.Sqrt(Math.Max(var, 0) / n);
        return (d - h, d + h);
    }
}
