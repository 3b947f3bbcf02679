using ScenarioSim.Model;
using Xunit;

namespace ScenarioSim.Tests.Model;

/// <summary>The dates of steps.</summary>
public class ClockTests
{
    [Theory]
    [InlineData("2022-01-01", 86400, "2022-01-01 2022-01-02")]
    [InlineData("2022-01-01T06:00", 86400, "2022-01-01T06:00 2022-01-02T06:00")]
    [InlineData("2022-01-01", 0.7 * 86400, "2022-01-01T00:00 2022-01-01T16:48")]
    [InlineData("2022-01-01T00:00:30", 3600, "2022-01-01T00:00:30 2022-01-01T01:00:30")]
    [InlineData("2022-01-01", 1, "2022-01-01T00:00:00 2022-01-01T00:00:01")]
    [InlineData("2022-01-01", 1e-7, "2022-01-01T00:00:00 2022-01-01T00:00:00.0000001")]
    [InlineData("2022-01-01", 0.5, "2022-01-01T00:00:00 2022-01-01T00:00:00.5")]
    public void Dates_have_the_parts_of_a_day_that_steps_have(string start, double seconds, string dates)
    {
        DateTime first = DateTime.Parse(start, System.Globalization.CultureInfo.InvariantCulture);
        var clock = new Clock(first, seconds, 10, first.AddSeconds(10 * seconds));
        Assert.Equal(dates, $"{clock.Iso(0)} {clock.Iso(1)}");
    }

    [Fact]
    public void No_two_steps_have_one_date()
    {
        var start = new DateTime(2022, 1, 1);
        var clock = new Clock(start, 0.0001, 10_000, start.AddSeconds(1));
        Assert.Equal(10_001, Enumerable.Range(0, 10_001).Select(clock.Iso).Distinct().Count());
    }
}
