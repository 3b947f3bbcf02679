using ScenarioSim.Randomness;
using Xunit;

namespace ScenarioSim.Tests.Randomness;

/// <summary>The logarithm that thresholds and rates go by, against a better one.</summary>
public class SingleLogarithmTests
{
    private const double Within = 3e-7;

    [Fact]
    public void Thresholds_are_within_3e_7_of_the_exponential_number_also_where_it_is_tiny_or_great()
    {
        double worst = 0, sum = 0;
        const int Count = 400_000;
        for (int i = 0; i < Count; i++)
        {
            double u = EventKey.Hashed(11, i);
            sum += Error(u);
            worst = Math.Max(worst, Math.Abs(Error(u)));
            // As near to 1 and to 0 as uniform numbers come.
            double near = Math.Floor(Math.Pow(2, 51 * u)) * EventKey.Grain;
            worst = Math.Max(worst, Math.Max(Math.Abs(Error(near)), Math.Abs(Error(1 - near))));
        }
        Assert.InRange(worst, 1e-7, Within);
        Assert.Equal(0, sum / Count, 1e-8);
        Assert.Equal(1, Hazard.Threshold(1 - (EventKey.Grain / 2)));
        Assert.InRange(Hazard.Threshold(EventKey.Grain / 2) / Hazard.Units, 36.7, 36.8);
    }

    [Fact]
    public void Rates_of_chances_are_within_3e_7_of_the_exact_ones()
    {
        for (int i = 0; i < 200_000; i++)
        {
            double u = EventKey.Hashed(12, i);
            foreach (double chance in new[] { u, u / 2, Math.Pow(2, -60 * u), 1 - Math.Pow(2, -52 * u) })
            {
                if (chance is <= 0 or >= 1) continue;
                // By the inverse hyperbolic tangent, which loses nothing near 0; from 1/2 on 1 - chance is exact.
                double exact = chance >= 0.5 ? Math.Log(1 - chance) : 2 * Math.Atanh(-chance / (2 - chance));
                Assert.InRange(SingleLogarithm.OfOneAnd(-chance) / exact, 1 - Within, 1 + Within);
            }
        }
    }

    [Theory]
    [InlineData(1e-9)]
    [InlineData(0.25)]
    [InlineData(0.3)]
    [InlineData(1 - 1e-12)]
    public void A_rate_is_the_logarithm_times_the_length_of_a_step(double chance)
    {
        double exact = -Math.Log(1 - chance) / 7;
        double grain = 0.5 / Hazard.Units;
        Assert.Equal(chance == 1e-9 ? chance / 7 : exact, Hazard.OfChance(chance, 1.0 / 7) / Hazard.Units, (1e-6 * exact) + grain);
    }

    // Of the logarithm that is good to its last places.
    private static double Error(double u) => (SingleLogarithm.Of(u) / Logarithm.Of(u)) - 1;
}
