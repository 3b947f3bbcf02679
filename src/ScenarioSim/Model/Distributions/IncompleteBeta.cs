using MathNet.Numerics;

namespace ScenarioSim.Model.Distributions;

/// <summary>The regularised incomplete beta function I_x(a, b) and its inverse; the distribution function of the beta, and behind it of Student's t and the binomial.</summary>
public static class IncompleteBeta
{
    // The continued fraction needs about the square root of the larger shape; this is reached only with shapes beyond 10^9.
    private const int MostTerms = 200_000;

    /// <summary>The logarithm of the beta function, without the cancellation of three log-gammas of large arguments.</summary>
    /// <remarks>Stirling's series for what is left over, as A. DiDonato, A. Morris, ACM TOMS 18 (1992), algorithm 708, BETALN.</remarks>
    public static double LogBeta(double a, double b)
    {
        double less = Math.Min(a, b);
        double more = Math.Max(a, b);
        if (more < 10) return SpecialFunctions.GammaLn(less) + SpecialFunctions.GammaLn(more) - SpecialFunctions.GammaLn(less + more);
        double tail = (more - 0.5) * Precise.Log1P(-less / (less + more));
        if (less < 10) return SpecialFunctions.GammaLn(less) + Leftover(more) - Leftover(less + more) + less - less * Math.Log(less + more) + tail;
        double leftovers = Leftover(less) + Leftover(more) - Leftover(less + more);
        return -0.5 * Math.Log(more) + 0.91893853320467274178 + leftovers + (less - 0.5) * Math.Log(less / (less + more)) + more * Precise.Log1P(-less / (less + more));
    }

    /// <summary>I_x(a, b) for x in [0, 1] and shapes above 0.</summary>
    public static double Lower(double a, double b, double x)
    {
        if (x <= 0) return 0;
        return x >= 1 ? 1 : Lower(a, b, x, LogBeta(a, b));
    }

    /// <summary>The x with I_x(a, b) = lower, where upper = 1 - lower is given too, so that neither end loses digits.</summary>
    public static double Quantile(double a, double b, double lower, double upper)
    {
        if (lower <= 0) return 0;
        return upper <= 0 ? 1 : Quantile(a, b, lower, upper, LogBeta(a, b));
    }

    // For x strictly inside, with the logarithm of the beta function known: it costs more than all the rest.
    internal static double Lower(double a, double b, double x, double logBeta) => x < (a + 1) / (a + b + 2)
        ? Math.Exp(LogSeries(a, b, x, 1 - x, logBeta))
        : 1 - Math.Exp(LogSeries(b, a, 1 - x, x, logBeta));

    internal static double Quantile(double a, double b, double lower, double upper, double logBeta) =>
        lower <= upper ? Shares(LogOdds(a, b, lower, logBeta)).X : Shares(LogOdds(b, a, upper, logBeta)).Other;

    // Newton's method on log I as a function of the log odds of x. That function is concave (the log odds have a log-concave density),
    // so after the first step the iterates rise to the root and cannot pass it, wherever they start.
    private static double LogOdds(double a, double b, double p, double logBeta)
    {
        double target = Math.Log(p);
        double logOdds = Start(a, b, p, logBeta);
        for (int i = 0; i < 60; i++)
        {
            (double x, double rest) = Shares(logOdds);
            double logValue = LogLower(a, b, x, rest, logBeta);
            double slope = Math.Exp(a * LogShare(logOdds) + b * LogShare(-logOdds) - logBeta - logValue);
            double move = (target - logValue) / slope;
            if (double.IsNaN(move)) break;
            logOdds += Math.Clamp(move, -1000, 1000);
            if (Math.Abs(move) < 1e-14 * Math.Max(1, Math.Abs(logOdds))) break;
        }

        return logOdds;
    }

    private static double Start(double a, double b, double p, double logBeta)
    {
        double normal = Math.Log(a / b) + StandardNormal.Quantile(p) * Math.Sqrt(1 / a + 1 / b);
        if (a > 1 && b > 1) return normal;
        double tail = (Math.Log(p * a) + logBeta) / a;
        return tail < -0.7 ? tail : Math.Min(normal, 0);
    }

    private static (double X, double Other) Shares(double logOdds)
    {
        double small = Math.Exp(-Math.Abs(logOdds));
        double one = 1 / (1 + small);
        return logOdds < 0 ? (small * one, one) : (one, small * one);
    }

    // log of 1 / (1 + e^-t).
    private static double LogShare(double t) => t > 0 ? -Precise.Log1P(Math.Exp(-t)) : t - Precise.Log1P(Math.Exp(t));

    private static double LogLower(double a, double b, double x, double rest, double logBeta) => x < (a + 1) / (a + b + 2)
        ? LogSeries(a, b, x, rest, logBeta)
        : Precise.Log1P(-Math.Exp(LogSeries(b, a, rest, x, logBeta)));

    // log of x^a (1-x)^b / (a B(a, b)) times the continued fraction; for x below (a + 1) / (a + b + 2), where that converges fast.
    private static double LogSeries(double a, double b, double x, double rest, double logBeta)
    {
        double logRest = x < 0.5 ? Precise.Log1P(-x) : Math.Log(rest);
        double logX = rest < 0.5 ? Precise.Log1P(-rest) : Math.Log(x);
        return a * logX + b * logRest - logBeta - Math.Log(a) + Math.Log(Fraction(a, b, x));
    }

    // NIST Handbook of Mathematical Functions (2010), 8.17.22, by Lentz's method as modified by Thompson and Barnett.
    private static double Fraction(double a, double b, double x)
    {
        const double tiny = 1e-300;
        double c = 1;
        double d = 1 / Away(1 - (a + b) * x / (a + 1), tiny);
        double fraction = d;
        for (int m = 1; m < MostTerms; m++)
        {
            double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            d = 1 / Away(1 + even * d, tiny);
            c = Away(1 + even / c, tiny);
            fraction *= d * c;
            double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            d = 1 / Away(1 + odd * d, tiny);
            c = Away(1 + odd / c, tiny);
            double change = d * c;
            fraction *= change;
            if (Math.Abs(change - 1) < 2e-16) break;
        }

        return fraction;
    }

    private static double Away(double value, double tiny) => Math.Abs(value) < tiny ? tiny : value;

    // log Gamma(x) less Stirling's formula; for x from 10 on the series is exact to the last digit.
    private static double Leftover(double x)
    {
        double s = 1 / (x * x);
        return (1.0 / 12 - s * (1.0 / 360 - s * (1.0 / 1260 - s * (1.0 / 1680 - s * (1.0 / 1188 - s * (691.0 / 360360)))))) / x;
    }
}
