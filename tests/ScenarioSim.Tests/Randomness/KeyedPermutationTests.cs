using ScenarioSim.Randomness;
using Xunit;

namespace ScenarioSim.Tests.Randomness;

/// <summary>A computed order is an order, and about as random as one that was shuffled.</summary>
public class KeyedPermutationTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(3125)]
    public void Every_number_has_one_place(int size)
    {
        for (ulong key = 0; key < 20; key++) Assert.Equal(Enumerable.Range(0, size).Select(i => (long)i), Order(size, key).Order());
    }

    [Fact]
    public void A_range_as_large_as_the_longest_simulation_is_permuted_too()
    {
        const long Size = 1_000_000_000_000 / DesignedPoints.Replicates;
        var permutation = new KeyedPermutation(Size, 3, 5);
        long[] taken = [.. Enumerable.Range(0, 100_000).Select(i => permutation.At(Size - 1 - i))];
        Assert.All(taken, t => Assert.InRange(t, 0, Size - 1));
        Assert.Equal(taken.Length, taken.Distinct().Count());
    }

    // The variance of a Latin hypercube hangs on pairs only: each must be as likely as any other.
    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(7)]
    [InlineData(12)]
    public void Every_pair_of_numbers_is_as_likely_in_two_places_as_any_other(int size)
    {
        const int Keys = 60_000;
        for (int second = 1; second < size; second += Math.Max(1, size / 3))
        {
            var seen = new int[size * size];
            for (int key = 0; key < Keys; key++)
            {
                (ulong first, ulong rotation) = EventKey.Of(9, "order").Bits(key, 0);
                var permutation = new KeyedPermutation(size, first, rotation);
                seen[(permutation.At(0) * size) + permutation.At(second)]++;
            }
            double expected = Keys / (double)(size * (size - 1));
            double chiSquare = Enumerable.Range(0, size * size).Where(p => p / size != p % size).Sum(p => (seen[p] - expected) * (seen[p] - expected) / expected);
            int degrees = (size * (size - 1)) - 1;
            // Five standard deviations above what is to be expected.
            Assert.InRange(chiSquare, 0, degrees + (5 * Math.Sqrt(2 * degrees)) + 5);
        }
    }

    [Fact]
    public void Different_keys_give_orders_that_have_nothing_to_do_with_each_other()
    {
        const int Size = 1000;
        long[][] orders = [.. Enumerable.Range(0, 60).Select(k => Order(Size, (ulong)k))];
        double worst = 0;
        for (int a = 0; a < orders.Length; a++)
        {
            for (int b = 0; b < a; b++) worst = Math.Max(worst, Math.Abs(Correlation(orders[a], orders[b])));
        }
        // Of 1770 coefficients with a spread of 1 / sqrt(999) the greatest is about 3.5 of these.
        Assert.InRange(worst, 0, 5 / Math.Sqrt(Size - 1));
    }

    private static long[] Order(int size, ulong key)
    {
        (ulong first, ulong rotation) = EventKey.Of(key, "order").Bits(0, 0);
        var permutation = new KeyedPermutation(size, first, rotation);
        return [.. Enumerable.Range(0, size).Select(i => permutation.At(i))];
    }

    private static double Correlation(long[] a, long[] b)
    {
        double middle = (a.Length - 1) / 2.0;
        double spread = a.Length * (((double)a.Length * a.Length) - 1) / 12;
        return a.Zip(b).Sum(p => (p.First - middle) * (p.Second - middle)) / spread;
    }
}
