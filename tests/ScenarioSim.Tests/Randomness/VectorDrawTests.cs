using System.Runtime.Intrinsics;
using ScenarioSim.Compiler.Vectors;
using ScenarioSim.Randomness;
using ScenarioSim.Results;
using ScenarioSim.Simulation.Lanes;
using Xunit;

namespace ScenarioSim.Tests.Randomness;

/// <summary>Draws of several events at once have the bits of those made one by one.</summary>
public unsafe class VectorDrawTests
{
    private const int Most = 32;
    private const int Rounds = 3000;

    /// <summary>Draws for some stays: ids, runs and occurrences in, thresholds (or first numbers) and picks out.</summary>
    private delegate void Way(RoundKeys* keys, ulong* events, ulong* runs, ulong* occurrences, double* first, double* second);

    [Fact]
    public void Eight_at_once()
    {
        Assert.SkipUnless(VectorDraws.IsSupported, "no vectors of 512 bits");
        Holds(VectorDraws.Draw, 8);
        Holds(VectorDraws.DrawTwice, 16);
        HoldsForShared(8);
    }

    [Fact]
    public void Four_at_once()
    {
        Assert.SkipUnless(QuadDraws.IsSupported, "no vectors of 256 bits");
        Holds(QuadDraws.Draw, 4);
        Holds(QuadDraws.DrawTwice, 8);
        HoldsForShared(4);
    }

    [Fact]
    public void Sixteen_at_once()
    {
        Assert.SkipUnless(PackedDraws.IsSupported, "no vectors of 512 bits");
        Holds((keys, events, runs, occurrences, first, second) => Packed(keys, events, runs, occurrences, first, second, &PackedDraws.Draw), 16, sameHigh: true);
        Holds((keys, events, runs, occurrences, first, second) => Packed(keys, events, runs, occurrences, first, second, &PackedDraws.DrawTwice), 32, sameHigh: true);
        Holds((keys, events, runs, occurrences, first, second) => Packed(keys, events, runs, occurrences, first, second, &PackedDraws.DrawUniforms), 16, thresholds: false, sameHigh: true);
        HoldsForShared(16);
    }

    [Fact]
    public void Sixteen_at_once_in_vectors_of_half_the_width()
    {
        Assert.SkipUnless(NarrowPackedDraws.IsSupported, "no vectors of 256 bits");
        foreach (int count in new[] { 1, 8, 13, 16, 32 })
        {
            Holds((keys, events, runs, occurrences, first, second) => Packed(keys, events, runs, occurrences, first, second, count, &NarrowPackedDraws.Draw), count, sameHigh: true, less: NarrowPackedDraws.HalfUnit);
            Holds((keys, events, runs, occurrences, first, second) => Packed(keys, events, runs, occurrences, first, second, count, &NarrowPackedDraws.DrawUniforms), count, thresholds: false, sameHigh: true);
        }
        HoldsForShared(16, narrow: true);
    }

    [Fact]
    public void Some_of_eight_numbers_come_to_stand_beside_each_other()
    {
        Assert.SkipUnless(NarrowPackedDraws.IsSupported, "no vectors of 256 bits");
        var numbers = Vector256.Create(10u, 11, 12, 13, 14, 15, 16, 17);
        for (uint some = 0; some < 1 << SomeOfEight.All; some++)
        {
            Vector256<uint> found = SomeOfEight.Of(numbers, SomeOfEight.Order(SomeOfEight.Orders, some));
            uint[] wanted = [.. Enumerable.Range(0, SomeOfEight.All).Where(i => ((some >> i) & 1) != 0).Select(i => numbers[i])];
            Assert.Equal(wanted, Enumerable.Range(0, wanted.Length).Select(i => found[i]));
        }
    }

    private static void Packed(RoundKeys* keys, ulong* events, ulong* runs, ulong* occurrences, double* first, double* second, int count, delegate*<uint*, uint*, uint*, uint*, int, uint, RoundKeys*, double*, double*, void> draw)
    {
        uint* words = stackalloc uint[4 * Most];
        Words(words, events, runs, occurrences);
        draw(words, words + Most, words + (2 * Most), words + (3 * Most), count, (uint)(runs[0] >> 32), keys, first, second);
    }

    private static void Packed(RoundKeys* keys, ulong* events, ulong* runs, ulong* occurrences, double* first, double* second, delegate*<uint*, uint*, uint*, uint*, uint, RoundKeys*, double*, double*, void> draw)
    {
        uint* words = stackalloc uint[4 * Most];
        Words(words, events, runs, occurrences);
        draw(words, words + Most, words + (2 * Most), words + (3 * Most), (uint)(runs[0] >> 32), keys, first, second);
    }

    private static void Words(uint* words, ulong* events, ulong* runs, ulong* occurrences)
    {
        for (int i = 0; i < Most; i++) (words[i], words[Most + i], words[(2 * Most) + i], words[(3 * Most) + i]) = ((uint)runs[i], (uint)events[i], (uint)(events[i] >> 32), (uint)occurrences[i]);
    }

    private static void Holds(Way way, int count, bool thresholds = true, bool sameHigh = false, double less = 0)
    {
        var random = new Random(3);
        ulong* words = stackalloc ulong[3 * Most];
        double* numbers = stackalloc double[2 * Most];
        for (int round = 0; round < Rounds; round++)
        {
            ulong seedKey = (ulong)random.NextInt64(), high = (round & 1) == 0 ? 0 : (ulong)random.NextInt64() << 32;
            var keys = new RoundKeys(seedKey);
            random.NextBytes(new Span<byte>(words, 3 * Most * sizeof(ulong)));
            for (int i = 0; i < count; i++)
            {
                ref ulong run = ref words[Most + i];
                run = sameHigh ? (uint)run | high : (round & 1) == 0 ? (uint)run : run;
                words[(2 * Most) + i] = (uint)words[(2 * Most) + i] >> random.Next(32);
            }
            way(&keys, words, words + Most, words + (2 * Most), numbers, numbers + Most);
            for (int i = 0; i < count; i++)
            {
                (double first, double second) = new EventKey(seedKey, words[i]).Draw((long)words[Most + i], (int)words[(2 * Most) + i]);
                Assert.Equal((thresholds ? Hazard.Threshold(first) - less : first, second), (numbers[i], numbers[Most + i]));
            }
        }
    }

    private static void HoldsForShared(int lanes, bool narrow = false)
    {
        var keys = new RoundKeys(0x0123456789ABCDEF);
        double* numbers = stackalloc double[6 * Most];
        SharedDraw* draws = stackalloc SharedDraw[3];
        int[] at = [.. Enumerable.Range(0, lanes).Select(lane => narrow ? new Rows(VectorWidth.Of256, 0).WideLane(lane) : lane)];
        var random = new Random(4);
        for (int round = 0; round < 200; round++)
        {
            for (int d = 0; d < 3; d++) draws[d] = new SharedDraw((ulong)random.NextInt64(), d, (round >> d & 1) != 0, numbers + (2 * d * Most), numbers + (((2 * d) + 1) * Most));
            long from = (round & 1) == 0 ? uint.MaxValue - 3L : random.NextInt64(1L << 60);
            SharedDraw.Make(&keys, draws, 1 + (round % 3), from, lanes, narrow);
            for (int d = 0; d < 1 + (round % 3); d++)
            {
                for (int lane = 0; lane < lanes; lane++)
                {
                    (double first, double second) = new EventKey(keys.SeedKey, draws[d].Event).Draw(from + lane, draws[d].Occurrence);
                    Assert.Equal((draws[d].IsThreshold ? Hazard.Threshold(first) - (narrow ? NarrowPackedDraws.HalfUnit : 0) : first, second), (draws[d].First[at[lane]], draws[d].Second[at[lane]]));
                }
            }
        }
    }

    [Fact]
    public void Thresholds_of_numbers_near_0_and_1_have_the_bits_of_the_scalar_ones()
    {
        // Reached too seldom by chance: the vector code is that of a threshold from a uniform number, whatever it is.
        Assert.SkipUnless(VectorDraws.IsSupported, "no vectors of 512 bits");
        double[] uniforms = [.. Enumerable.Range(0, 52).SelectMany(i => new[] { Math.Pow(2, -i) - (EventKey.Grain / 2), (EventKey.Grain / 2) + (i * EventKey.Grain), 1 - (EventKey.Grain / 2) - ((1L << i >> 1) * EventKey.Grain) })];
        double[] found = new double[uniforms.Length / 8 * 8];
        for (int i = 0; i < found.Length; i += 8) Vector512.CopyTo(VectorDraws.Threshold(Vector512.Create(uniforms, i)), found, i);
        for (int i = 0; i < found.Length; i++) Assert.Equal(Hazard.Threshold(uniforms[i]), found[i]);
    }
}
