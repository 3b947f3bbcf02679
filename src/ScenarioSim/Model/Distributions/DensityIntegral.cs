namespace ScenarioSim.Model.Distributions;

/// <summary>The distribution function that belongs to a density known only up to a factor, integrated once on a grid that follows it.</summary>
internal sealed class DensityIntegral
{
    public DensityIntegral(IReadOnlyList<Distribution> parts, Func<double, double> logDensity, double low, double high)
    {
        throw new NotImplementedException();
    }

    public double Low => 0;
    public double High => 0;
    public double Mean => 0;
    public double LogTotal => 0;
    public double Quantile(double p) => 0;
    public double UpperQuantile(double p) => 0;
    public double Cdf(double p) => 0;
    public double Above(double p) => 0;
}
