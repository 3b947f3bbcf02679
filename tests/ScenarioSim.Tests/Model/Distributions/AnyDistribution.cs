using FsCheck;
using FsCheck.Fluent;
using ScenarioSim.Model.Distributions;

namespace ScenarioSim.Tests.Model.Distributions;

/// <summary>Generated distributions of every family, plain and put together.</summary>
public static class AnyDistribution
{
    /// <summary>One that is continuous and not made of others.</summary>
    public static Gen<Distribution> Plain { get; } = Gen.OneOf(
        Rising2.Select(e => (Distribution)new Uniform(e.Low, e.High)),
        Rising3.Select(e => (Distribution)new Pert(e.Low, e.Mode, e.High)),
        Rising3.Select(e => (Distribution)new Triangular(e.Low, e.Mode, e.High)),
        Two(Between(0.3, 60), Between(0.3, 60), (a, b) => new Beta(a, b)),
        Two(Between(-50, 50), Between(0.01, 30), (m, s) => new Normal(m, s)),
        Two(Between(-3, 3), Between(0.05, 2), (m, s) => new LogNormal(m, s)),
        Two(Between(-3, 3), Between(0.05, 2), (m, s) => new LogitNormal(m, s)),
        Two(Between(0.3, 60), Between(0.01, 1000), (a, s) => new Gamma(a, s)),
        Between(0.01, 1000).Select(m => (Distribution)new Exponential(m)),
        Rising3.Where(e => e.Low < e.Mode && e.Mode < e.High).Select(e => (Distribution)new FromQuantiles([(0.05, e.Low), (0.5, e.Mode), (0.95, e.High)])));

    /// <summary>One without a density, or only in part.</summary>
    public static Gen<Distribution> WithAtoms { get; } = Gen.OneOf(
        Between(-10, 10).Select(v => (Distribution)new Point(v)),
        Two(Between(-10, 10), Between(0.01, 1), (v, w) => new Discrete([v, v + 1, 20], [w, 1, 0.5])),
        Two(Between(-10, 10), Between(0.01, 5), (v, s) => new Mixture([new Point(v), new Normal(0, s), new Discrete([1, 2], [1, 3])], [1, 2, 1])),
        Between(0.1, 5).Select(w => (Distribution)new FromQuantiles([(0.1, 0), (0.4, w), (0.6, w), (0.9, 3 * w)])));

    /// <summary>Any, also scaled, truncated, mixed or pooled.</summary>
    public static Gen<Distribution> Any { get; } = Gen.OneOf(
        Plain,
        WithAtoms,
        Plain.Select(d => (Distribution)new Scaled(d, 86400, -3)),
        Plain.Select(d => (Distribution)new Truncated(d, d.Quantile(0.2), d.Quantile(0.9))),
        Plain.Select(d => (Distribution)new LogPool([d, new Truncated(d, d.Quantile(0.1), d.Quantile(0.95))], [1, 2])),
        Plain.Two().Select(d => (Distribution)new Mixture([d.Item1, d.Item2], [2, 1])));

    /// <summary>A number between two ends.</summary>
    public static Gen<double> Between(double low, double high) => Gen.Choose(0, 1_000_000).Select(i => low + (high - low) * (i / 1e6));

    /// <summary>A probability, sometimes far out.</summary>
    public static Gen<double> Probability { get; } = Gen.OneOf(Between(0.001, 0.999), Between(-9, -1).Select(e => Math.Pow(10, e)), Between(-9, -1).Select(e => 1 - Math.Pow(10, e)));

    private static Gen<(double Low, double High)> Rising2 =>
        Between(-100, 100).SelectMany(low => Between(0.001, 50).Select(width => (low, low + width)));

    private static Gen<(double Low, double Mode, double High)> Rising3 =>
        Rising2.SelectMany(e => Gen.OneOf(Between(0, 1), Gen.Elements(0.0, 1.0)).Select(at => (e.Low, Math.Min(e.Low + at * (e.High - e.Low), e.High), e.High)));

    private static Gen<Distribution> Two(Gen<double> first, Gen<double> second, Func<double, double, Distribution> build) =>
        first.SelectMany(a => second.Select(b => build(a, b)));
}
