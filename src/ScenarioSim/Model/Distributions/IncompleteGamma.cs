using MathNet.Numerics;

namespace ScenarioSim.Model.Distributions;

/// <summary>The regularised incomplete gamma functions P(a, x) and Q(a, x) = 1 - P(a, x), and their inverse.</summary>
public static class IncompleteGamma
{
    // Series and fraction need some square roots of the shape; reached only with shapes beyond 10^9.
    private const int MostTerms = 200_000;

    /// <summary>The logarithm of the gamma function.</summary>
    public static double LogGamma(double a) => SpecialFunctions.GammaLn(a);

    /// <summary>P(a, x) for a above 0 and x from 0 on.</summary>
    public static double Lower(double a, double x) => Lower(a, x, LogGamma(a));

    /// <summary>Q(a, x).</summary>
    public static double Upper(double a, double x) => Upper(a, x, LogGamma(a));

    /// <summary>The x with P(a, x) = lower, where upper = 1 - lower is given too, so that neither end loses digits.</summary>
    public static double Quantile(double a, double lower, double upper) => Quantile(a, lower, upper, LogGamma(a));

    // With the logarithm of the gamma function known: it costs as much as all the rest.
    internal static double Lower(double a, double x, double logGamma)
    {
        if (x <= 0 || double.IsPositiveInfinity(x)) return x <= 0 ? 0 : 1;
        return x < a + 1 ? Math.Exp(LogSeries(a, x, Math.Log(x), logGamma)) : 1 - Math.Exp(LogFraction(a, x, logGamma));
    }

    internal static double Upper(double a, double x, double logGamma)
    {
        if (x <= 0 || double.IsPositiveInfinity(x)) return x <= 0 ? 1 : 0;
        return x < a + 1 ? 1 - Math.Exp(LogSeries(a, x, Math.Log(x), logGamma)) : Math.Exp(LogFraction(a, x, logGamma));
    }

    internal static double Quantile(double a, double lower, double upper, double logGamma)
    {
        if (lower <= 0) return 0;
        return upper <= 0 ? double.PositiveInfinity : Solve(a, lower, upper, logGamma);
    }

    // Newton's method on log P (or log Q in the upper half) as a function of log x. Both are concave (log x has a log-concave density),
    // so after the first step the iterates approach the root from one side and cannot pass it, wherever they start.
    private static double Solve(double a, double lower, double upper, double logGamma)
    {
        bool low = lower <= upper;
        double target = Math.Log(low ? lower : upper);
        double t = Start(a, lower, upper, logGamma);
        for (int i = 0; i < 60; i++)
        {
            double x = Math.Exp(t);
            double logValue = low ? LogLower(a, x, t, logGamma) : LogUpper(a, x, t, logGamma);
            double slope = Math.Exp(a * t - x - logGamma - logValue);
            double move = (low ? target - logValue : logValue - target) / slope;
            if (double.IsNaN(move)) break;
            t += Math.Clamp(move, -1000, 1000);
            if (Math.Abs(move) < 1e-14 * Math.Max(1, Math.Abs(t))) break;
        }

        return Math.Exp(t);
    }

    // Wilson and Hilferty's cube root (PNAS 17, 1931) where it serves, else the leading term at zero.
    private static double Start(double a, double lower, double upper, double logGamma)
    {
        double tail = (Math.Log(lower) + Math.Log(a) + logGamma) / a;
        if (a < 1 && tail < -0.7) return tail;
        double z = lower <= upper ? StandardNormal.Quantile(lower) : -StandardNormal.Quantile(upper);
        double root = 1 - 1 / (9 * a) + z / (3 * Math.Sqrt(a));
        return root > 0.2 ? Math.Log(a) + 3 * Math.Log(root) : Math.Min(tail, Math.Log(a));
    }

    private static double LogLower(double a, double x, double logX, double logGamma) =>
        x < a + 1 ? LogSeries(a, x, logX, logGamma) : Precise.Log1P(-Math.Exp(LogFraction(a, x, logGamma)));

    private static double LogUpper(double a, double x, double logX, double logGamma) =>
        x < a + 1 ? Precise.Log1P(-Math.Exp(LogSeries(a, x, logX, logGamma))) : LogFraction(a, x, logGamma);

    // NIST Handbook of Mathematical Functions (2010), 8.7.1.
    private static double LogSeries(double a, double x, double logX, double logGamma)
    {
        double term = 1 / a;
        double sum = term;
        for (int n = 1; n < MostTerms && term > sum * 1e-17; n++)
        {
            term *= x / (a + n);
            sum += term;
        }

        return a * logX - x - logGamma + Math.Log(sum);
    }

    // NIST Handbook, 8.9.2, by Lentz's method as modified by Thompson and Barnett.
    private static double LogFraction(double a, double x, double logGamma)
    {
        double b = x + 1 - a;
        double c = 1e300;
        double d = 1 / b;
        double fraction = d;
        for (int i = 1; i < MostTerms; i++)
        {
            double term = -i * (i - a);
            b += 2;
            d = 1 / Away(term * d + b);
            c = Away(b + term / c);
            fraction *= d * c;
            if (Math.Abs(d * c - 1) < 2e-16) break;
        }

        return a * Math.Log(x) - x - logGamma + Math.Log(fraction);
    }

    private static double Away(double value) => Math.Abs(value) < 1e-300 ? 1e-300 : value;
}
