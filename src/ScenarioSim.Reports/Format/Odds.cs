namespace ScenarioSim.Reports.Format;

/// <summary>Probabilities of any size for people.</summary>
public static class Odds
{
    private const double Rare = 0.001;

    /// <summary>A probability with so many significant digits: <c>12.3 %</c>, or <c>1.36e−6</c> where it is below a tenth of a percent.</summary>
    public static string Of(double probability, int significant = 3)
    {
        if (probability is 0 or 1) return probability == 0 ? "0" : "100 %";
        if (probability >= Rare) return Numbers.Short(100 * probability, significant) + " %";
        return probability.ToString("0." + new string('#', significant - 1) + "e0").Replace('-', Numbers.Minus);
    }

    /// <summary>The same as odds: <c>1 in 735,000</c>; empty where that says no more.</summary>
    public static string OneIn(double probability)
    {
        if (probability is <= 0 or > 0.5) return "";
        double runs = 1 / probability;
        int decimals = 2 - (int)Math.Floor(Math.Log10(runs));
        return "1 in " + (decimals > 0 ? Numbers.Trimmed(runs, Math.Min(1, decimals)) : Numbers.Fixed(runs, decimals));
    }
}
