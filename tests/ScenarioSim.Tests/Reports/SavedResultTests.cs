using System.Text;
using ScenarioSim.Analysis;
using ScenarioSim.Reports;
using ScenarioSim.Reports.Json;
using ScenarioSim.Results;
using Xunit;

namespace ScenarioSim.Tests.Reports;

public class SavedResultTests
{
    private static byte[] Saved => Encoding.UTF8.GetBytes(Exports.Text(s => new JsonExport().Write(new ResultReport(Sample.Results, [], ["resolve=0.9"]), s)));

    [Fact]
    public void A_saved_result_comes_back_with_all_that_a_comparison_needs()
    {
        Assert.True(SavedResult.Looks(Saved));
        SavedResult saved = SavedResult.Read("old.json", Saved);
        Assert.Equal(("crisis.yaml", Sample.File.Sha256, "threaten"), (saved.File, saved.Sha256, saved.Policy));
        Assert.Equal(["resolve=0.9"], saved.Settings);
        Assert.Equal(Sample.Scenario.Bases.Select(b => b.Sha256), saved.Bases);
        Assert.Equal((Sample.File.Path, Sample.File.Sha256), (saved.Results.Scenario.File.Path, saved.Results.Scenario.File.Sha256));
        Assert.Equal(Sample.Scenario.Bases.Select(b => (b.Path, b.Sha256)), saved.Results.Scenario.Bases.Select(b => (b.Path, b.Sha256)));
        Assert.Equal(Sample.Results.Outcomes.Select(o => (o.Outcome.Title, o.Probability, o.Low)), saved.Results.Outcomes.Select(o => (o.Outcome.Title, o.Probability, o.Low)));
        Assert.Equal(Sample.Results.Measures.Select(m => (m.Measure.InDays, m.Mean, m.Count)), saved.Results.Measures.Select(m => (m.Measure.InDays, m.Mean, m.Count)));
        Assert.Equal(Sample.Results.Value, saved.Results.Value);
    }

    [Theory]
    [InlineData("{ \"schema\": \"scenariosim/comparison/1\" }", "`old.json` holds `scenariosim/comparison/1`")]
    [InlineData("{ \"schema\": \"scenariosim/result/1\" }", "`old.json` is no whole result")]
    [InlineData("{ \"schema\": \"scenariosim/result/1\", ", "`old.json` is no whole result")]
    public void What_is_no_result_is_refused_in_words(string text, string message)
    {
        Assert.True(SavedResult.Looks(Encoding.UTF8.GetBytes(text)));
        FormatException refused = Assert.Throws<FormatException>(() => SavedResult.Read("old.json", Encoding.UTF8.GetBytes(text)));
        Assert.StartsWith(message, refused.Message);
    }

    [Fact]
    public void A_scenario_written_in_braces_is_no_saved_result() => Assert.False(SavedResult.Looks("{ scenario: Geneva, start: 2022-01-01 }"u8));

    [Fact]
    public void Of_a_file_that_is_no_saved_result_only_the_beginning_is_read()
    {
        using var other = new MemoryStream(new byte[1 << 20]);
        Assert.Null(SavedResult.ReadIfOne("other.json", other));
        Assert.InRange(other.Position, 1, 4096);
        using var saved = new MemoryStream(Saved);
        Assert.Equal("threaten", SavedResult.ReadIfOne("old.json", saved)!.Policy);
    }

    [Fact]
    public void An_unpaired_difference_has_Newcombes_interval()
    {
        // R. G. Newcombe, Statistics in Medicine 17 (1998) 873-890, table II, 56/70 - 48/80, method 10: 0.2000 (0.0524, 0.3339).
        ComparedItem basis = Item(48.0 / 80, 0.4904, 0.7003);
        ComparedItem other = Item(56.0 / 70, 0.6918, 0.8776);
        ComparisonResults found = UnpairedComparison.Merge(null, [basis, other], 0);
        OutcomeDifference difference = found.Differences[0];
        Assert.Equal((1, "invasion", 0.2), (difference.Item, difference.Outcome, Math.Round(difference.Difference, 9)));
        Assert.Equal(0.0524, difference.Low, 3);
        Assert.Equal(0.3339, difference.High, 3);
        Assert.Null(difference.Into);
        Assert.Null(difference.OutOf);
        Assert.Null(Assert.Single(found.WorldsThatChange).Share);
    }

    [Fact]
    public void Only_what_was_solved_is_exact_without_an_interval()
    {
        SimulationResults bare = Sample.Results with
        {
            Outcomes = [.. Sample.Results.Outcomes.Select(o => o with { Low = null, High = null })],
            Value = Sample.Results.Value! with { Low = null, High = null },
        };
        ComparedItem basis = new("basis", Sample.Results);
        ComparisonResults sampled = UnpairedComparison.Merge(null, [basis, new("bare", bare)], 0);
        ComparisonResults known = UnpairedComparison.Merge(null, [basis, basis], 0);
        // Shares have the interval of their counts, and without those any; a value has none, and so no difference.
        Assert.All(sampled.Differences.Zip(known.Differences), d => Assert.Equal(d.Second.High - d.Second.Low, d.First.High - d.First.Low, 2));
        Assert.Empty(sampled.Values);
        ComparedItem uncounted = new("uncounted", bare with { Outcomes = [.. bare.Outcomes.Select(o => o with { Runs = null })] });
        Assert.All(UnpairedComparison.Merge(null, [basis, uncounted], 0).Differences, d => Assert.True(d.High - d.Low > 0.9));
        ComparisonResults solved = UnpairedComparison.Merge(null, [basis, new("solved", bare with { Runs = null })], 0);
        Assert.All(solved.Differences.Zip(known.Differences), d => Assert.True(d.First.High - d.First.Low < d.Second.High - d.Second.Low));
        Assert.Single(solved.Values);
    }

    [Fact]
    public void What_was_paired_stays_so_beside_what_was_saved()
    {
        ComparedItem saved = new("old.json", Sample.Results);
        ComparisonResults found = UnpairedComparison.Merge(Sample.Comparison, [null, saved, null], 0);
        Assert.Equal(["threaten", "old.json", "preempt"], found.Items.Select(i => i.Name));
        Assert.Equal([(1, null), (1, null), (2, 0.011), (2, 0.04)], found.Differences.Select(d => (d.Item, d.Into)));
        Assert.Equal([null, 0.071], found.WorldsThatChange.Select(w => w.Share));
        Assert.Equal([1, 2], found.Values.Select(v => v.Item));
    }

    private static ComparedItem Item(double share, double low, double high) => new("item", Sample.Results with
    {
        Outcomes = [Sample.Results.Outcomes[0] with { Probability = share, Low = low, High = high }],
        Measures = [],
        Value = null,
    });
}
