using FsCheck.Xunit;
using ScenarioSim.Randomness;
using Xunit;

namespace ScenarioSim.Tests.Randomness;

public class KeyedDrawTests
{
    [Theory] // the known answers for seven rounds that come with the authors' reference implementation (Random123, kat_vectors)
    [InlineData(0u, 0u, 0u, 0u, 0u, 0u, 0x5f6fb709u, 0x0d893f64u, 0x4f121f81u, 0x4f730a48u)]
    [InlineData(~0u, ~0u, ~0u, ~0u, ~0u, ~0u, 0x5207ddc2u, 0x45165e59u, 0x4d8ee751u, 0x8c52f662u)]
    [InlineData(0x243f6a88u, 0x85a308d3u, 0x13198a2eu, 0x03707344u, 0xa4093822u, 0x299f31d0u, 0x4dfccabau, 0x190a87f0u, 0xc47362bau, 0xb6b5242au)]
    public void Philox_gives_the_known_answers(uint c0, uint c1, uint c2, uint c3, uint k0, uint k1, uint r0, uint r1, uint r2, uint r3)
    {
        Philox.Block(ref c0, ref c1, ref c2, ref c3, k0, k1);
        Assert.Equal((r0, r1, r2, r3), (c0, c1, c2, c3));
    }

    [Fact]
    public void A_draw_depends_on_seed_event_run_and_occurrence_alone()
    {
        (double, double) draw = EventKey.Of(1, "stay/geneva/talks").Draw(48213, 2);
        Assert.Equal(draw, EventKey.Of(1, "stay/geneva/talks").Draw(48213, 2));
        Assert.NotEqual(draw, EventKey.Of(2, "stay/geneva/talks").Draw(48213, 2));
        Assert.NotEqual(draw, EventKey.Of(1, "stay/geneva/recess").Draw(48213, 2));
        Assert.NotEqual(draw, EventKey.Of(1, "stay/geneva/talks").Draw(48214, 2));
        Assert.NotEqual(draw, EventKey.Of(1, "stay/geneva/talks").Draw(48213, 3));
    }

    [Fact]
    public void The_counter_is_made_of_run_event_and_occurrence_and_the_key_of_the_seed()
    {
        const long Run = 0x12345678_9ABCDEF0;
        EventKey key = EventKey.Of(5, "stay/geneva/talks");
        Assert.Equal(key.Id, EventKey.Of(6, "stay/geneva/talks").Id);
        Assert.Equal(key.SeedKey, EventKey.Of(5, "toss").SeedKey);
        uint c0 = 0x9ABCDEF0, c1 = (uint)key.Id, c2 = 7, c3 = 0x12345678 ^ (uint)(key.Id >> 32);
        Philox.Block(ref c0, ref c1, ref c2, ref c3, (uint)key.SeedKey, (uint)(key.SeedKey >> 32));
        Assert.Equal((EventKey.Uniform(c0, c1), EventKey.Uniform(c2, c3)), key.Draw(Run, 7));
    }

    [Fact]
    public void Draws_are_uniform_and_the_two_of_a_block_are_not_correlated()
    {
        const int n = 200_000;
        EventKey key = EventKey.Of(7, "toss");
        double sum = 0, product = 0, square = 0;
        for (int run = 0; run < n; run++)
        {
            (double a, double b) = key.Draw(run, 1);
            Assert.True(a is > 0 and < 1 && b is > 0 and < 1);
            sum += a;
            square += a * a;
            product += (a - 0.5) * (b - 0.5);
        }
        Assert.Equal(0.5, sum / n, 4 * Math.Sqrt(1 / 12.0 / n));
        Assert.Equal(1.0 / 3, square / n, 4 * Math.Sqrt(4 / 45.0 / n));
        Assert.Equal(0, product / n, 4 / 12.0 / Math.Sqrt(n));
    }

    [Property] // docs/randomness.md: thresholds are rounded up, and off by no more than 3e-7 of themselves
    public bool A_threshold_is_reached_where_the_exponential_is(ushort seed, double rate)
    {
        double r = Math.Abs(rate % 3);
        if (!double.IsFinite(r)) return true;
        (double u, _) = EventKey.Of(seed, "x").Draw(0, 0);
        double units = Hazard.OfRate(r), exact = -Math.Log(u) * Hazard.Units;
        bool moves = units >= Hazard.Threshold(u);
        return Math.Abs(exact - units) <= 3e-7 * exact || moves == (Math.Ceiling(exact) <= units);
    }

    [Theory]
    [InlineData(1e-9)]
    [InlineData(1e-6)]
    [InlineData(0.01)]
    [InlineData(0.2499)]
    [InlineData(0.2501)]
    [InlineData(0.5)]
    [InlineData(0.999)]
    [InlineData(1 - 1e-12)]
    public void A_standing_chance_keeps_its_probability_to_a_float_and_the_grain_of_a_rate(double chance)
    {
        double kept = 1 - Math.Exp(-Hazard.OfChance(chance, 1) / Hazard.Units);
        Assert.Equal(chance, kept, (2 * Math.Pow(2, -46)) + (3e-7 * chance));
    }

    [Fact]
    public void A_chance_of_one_is_an_infinite_rate_and_of_none_no_rate()
    {
        Assert.Equal(Hazard.Certain, Hazard.OfChance(1, 0.1));
        Assert.Equal(0, Hazard.OfChance(0, 1));
        Assert.Equal(0, Hazard.OfRate(0));
    }

    [Property]
    public bool Log1P_is_the_logarithm_to_a_few_units_in_the_last_place(double x)
    {
        double y = -Math.Abs(x % 1);
        if (!double.IsFinite(y)) return true;
        // log(1 + y) by the inverse hyperbolic tangent, which loses nothing near 0.
        double exact = 2 * Math.Atanh(y / (2 + y));
        return Math.Abs(Hazard.Log1P(y) - exact) <= 1e-15 * Math.Max(Math.Abs(exact), 1e-300) * 4;
    }
}
