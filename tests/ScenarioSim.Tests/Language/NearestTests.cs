using ScenarioSim.Text;
using Xunit;

namespace ScenarioSim.Tests.Language;

public class NearestTests
{
    [Theory]
    [InlineData("stalmate", "stalemate")]
    [InlineData("teh_talks", "the_talks")]
    [InlineData("Tension", "tension")]
    [InlineData("each_step", "each step")]
    [InlineData("tesnion", "tension")]
    [InlineData("theater", "theatre")]
    public void The_nearest_name_is_found(string written, string meant) =>
        Assert.Equal(meant, Nearest.Name(written, ["stalemate", "the_talks", "tension", "each step", "theatre", "x"]));

    [Theory]
    [InlineData("probability")]
    [InlineData("y")]
    [InlineData("")]
    public void Nothing_is_suggested_where_nothing_is_near(string written) =>
        Assert.Null(Nearest.Name(written, ["stalemate", "the_talks", "tension", "x"]));

    [Theory]
    [InlineData("", "abc", 3)]
    [InlineData("abcd", "abdc", 1)]
    [InlineData("kitten", "sitting", 3)]
    public void The_distance_counts_inserted_deleted_replaced_and_swapped_letters(string a, string b, int distance)
    {
        Assert.Equal(distance, Nearest.Distance(a, b));
        Assert.Equal(distance, Nearest.Distance(b, a));
    }

    [Fact]
    public void A_bound_changes_no_distance_below_it()
    {
        string[] words = [.. Words(4), "stalemate", "stalmate", "stalemte", "tsalemate", "the_talks", "hte_tlaks", ""];
        foreach (string a in words)
        {
            foreach (string b in words)
            {
                int distance = Slowly(a, b);
                Assert.Equal(distance, Nearest.Distance(a, b));
                for (int bound = 0; bound <= 6; bound++) Assert.Equal(Math.Min(distance, bound), Math.Min(Nearest.Distance(a, b, bound), bound));
            }
        }
    }

    // All words of up to so many letters of three kinds.
    private static IEnumerable<string> Words(int longest) =>
        longest == 0 ? [""] : Words(longest - 1).SelectMany(w => w.Length == longest - 1 ? new[] { w, w + "a", w + "b", w + "c" } : [w]);

    // Optimal string alignment by its definition.
    private static int Slowly(string a, string b)
    {
        int[,] d = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
        {
            for (int j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    d[i, j] = i + j;
                    continue;
                }
                d[i, j] = Math.Min(Math.Min(d[i - 1, j], d[i, j - 1]) + 1, d[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
            }
        }
        return d[a.Length, b.Length];
    }
}
