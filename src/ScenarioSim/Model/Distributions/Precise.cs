namespace ScenarioSim.Model.Distributions;

/// <summary>Functions that lose their digits near zero when they are written out plainly.</summary>
/// <remarks>The framework's <c>double.LogP1</c> is a plain log(1 + x): it gives 0 for 1e-17.</remarks>
public static class Precise
{
    /// <summary>log(1 + x), to the last digits also for tiny x.</summary>
    /// <remarks>W. Kahan's correction: the rounding error of 1 + x cancels in the quotient. D. Goldberg, ACM Computing Surveys 23 (1991), theorem 4.
    /// <c>Hazard.Log1P</c> is quicker, and differs in the last digits: runs hang on the bits of both, so neither takes the other's place.</remarks>
    public static double Log1P(double x)
    {
        double u = 1 + x;
        return u == 1 ? x : double.IsInfinity(u) ? u : Math.Log(u) * (x / (u - 1));
    }

    /// <summary>exp(x) - 1, to the last digits also for tiny x.</summary>
    /// <remarks>Kahan's correction again; N. Higham, Accuracy and Stability of Numerical Algorithms (2002), section 1.14.1.</remarks>
    public static double ExpM1(double x)
    {
        double u = Math.Exp(x);
        if (u == 1) return x;
        double less = u - 1;
        return less == -1 || double.IsInfinity(u) ? less : less * (x / Math.Log(u));
    }
}
