namespace ScenarioSim.Model.Distributions;

/// <summary>Looks up places in rising lists.</summary>
internal static class Rising
{
    /// <summary>The first position whose number is at least x; the length where there is none.</summary>
    public static int FirstAtLeast(double[] rising, double x)
    {
        (int low, int high) = (0, rising.Length);
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (rising[middle] < x) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    /// <summary>How many numbers are at most x.</summary>
    public static int CountUpTo(double[] rising, double x)
    {
        (int low, int high) = (0, rising.Length);
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (rising[middle] <= x) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
