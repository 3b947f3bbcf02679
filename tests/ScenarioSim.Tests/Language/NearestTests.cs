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
}
