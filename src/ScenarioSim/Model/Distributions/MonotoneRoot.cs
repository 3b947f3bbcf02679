namespace ScenarioSim.Model.Distributions;

/// <summary>Finds where a function that never falls first reaches zero.</summary>
internal static class MonotoneRoot
{
    /// <summary>The least x in low..high where <paramref name="f"/> is not negative, to about its last digit.</summary>
    /// <remarks>Newton's step where it stays between the bounds and the function was steep enough, else halving; flat stretches are no trap.</remarks>
    /// <param name="low">Where the function is negative.</param>
    /// <param name="high">Where it is not.</param>
    /// <param name="f">The function.</param>
    /// <param name="slope">Its derivative; only a guide.</param>
    /// <param name="start">Where to look first; NaN: halfway.</param>
    public static double Find(double low, double high, Func<double, double> f, Func<double, double> slope, double start = double.NaN)
    {
        double x = start > low && start < high ? start : low + (high - low) / 2;
        for (int i = 0; i < 200 && x > low && x < high; i++)
        {
            double value = f(x);
            if (value < 0) low = x;
            else high = x;
            double width = high - low;
            double move = -value / slope(x);
            double newton = x + move;
            // The next step would be the square of this one's share.
            if (Math.Abs(move) <= 1e-11 * Math.Abs(x) && value != 0) return Math.Clamp(newton, low, high);
            // Every third step halves, so that a density that misleads Newton's method costs time but not the answer.
            x = i % 3 < 2 && newton > low && newton < high ? newton : low + width / 2;
        }

        return high;
    }
}
