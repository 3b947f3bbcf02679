using ScenarioSim.Language;
using ScenarioSim.Model;
using ScenarioSim.Model.Distributions;
using ScenarioSim.Results;
using ScenarioSim.Text;
using Xunit;
using static ScenarioSim.Tests.Analysis.DriverSamples;

namespace ScenarioSim.Tests.Analysis;

/// <summary>Between which values assumptions of every kind are moved.</summary>
public class DriverEndsTests
{
    [Theory]
    [InlineData("n", "0.0123 to 0.456")]
    [InlineData("n", "normal(3, 1)")]
    [InlineData("n", "normal(190000, 10)")]
    [InlineData("n", "normal(190000, 0.01)")]
    [InlineData("n", "normal(0, 1000000)")]
    [InlineData("n", "normal(-12345.678, 3)")]
    [InlineData("n", "beta(0.5, 200)")]
    [InlineData("n", "20%..60%")]
    [InlineData("n", "{ discrete: { 1: 30%, 2.5: rest } }")]
    [InlineData("n", "{ discrete: { 0.123456789: 30%, 0.12345678: rest } }")]
    [InlineData("lag", "1..5 days")]
    [InlineData("lag", "30..35 hours")]
    [InlineData("lag", "100..101 minutes")]
    [InlineData("lag", "990..1010 days")]
    [InlineData("lag", "1000000..1000001 days")]
    [InlineData("lag", "3..4 seconds")]
    [InlineData("lag", "{ discrete: { 2 days: 50%, 1 week: rest } }")]
    [InlineData("due", "2022-01-03..2022-02-20")]
    [InlineData("due", "2022-01-03..2022-01-05")]
    [InlineData("due", "2022-01-03..2022-01-06")]
    [InlineData("due", "2022-01-03 to 2022-01-04")]
    [InlineData("due", "2022-01-03T10:00..2022-01-03T10:40")]
    [InlineData("due", "2022-01-03T10:00..2022-01-03T10:00:30")]
    [InlineData("due", "{ discrete: { 2022-01-03: 50%, 2022-01-05: rest } }")]
    [InlineData("aim", "{ discrete: { signal: 50%, seize: rest } }")]
    [InlineData("sure", "{ discrete: { true: 30%, false: rest } }")]
    public void The_label_of_an_end_put_behind_set_gives_the_very_value_that_was_simulated(string name, string distribution)
    {
        foreach (string start in (string[])["2022-01-01", "2022-01-01T10:30", "2022-01-01T23:59:45"])
        {
            Scenario scenario = Kinds(start, name, distribution);
            DriverResults results = Find(scenario, scenario.Policies[0], Usual with { Runs = 100 });
            Driver driver = Assert.Single(results.Drivers);
            Assert.Equal(2, driver.Ends.Count);
            Assert.True(driver.Ends[0].Value < driver.Ends[1].Value);
            Assert.All(driver.Ends, (_, end) =>
            {
                // As people read it: without the marks that group thousands, and with the unit's name.
                string label = ScenarioSim.Reports.Sections.DriverSections.End(scenario, driver, end).Replace(",", "").Replace('−', '-');
                if (label.EndsWith(" d", StringComparison.Ordinal)) label = label[..^1] + "days";
                (Policy? set, IReadOnlyList<Diagnostic> diagnostics) = Settings.Apply(scenario, scenario.Policies[0], [$"{name}={label}"]);
                Assert.True(set is not null, DiagnosticText.Render(diagnostics));
                double value = Assert.IsType<Point>(set.Assume[driver.Assumption.Index]).Value;
                Assert.True(value == driver.Ends[end].Value, $"start {start}: `{name}={label}` is {value:R}, and {driver.Ends[end].Value:R} was simulated");
            });
        }
    }

    [Theory]
    [InlineData("normal(3, 1)", 1.355, 4.645)]
    [InlineData("normal(190000, 10)", 189983.551, 190016.449)]
    [InlineData("0.2..0.6", 0.22, 0.58)]
    [InlineData("10 to 1000", 10, 1000)]
    [InlineData("0.01 to 1000", 0.01, 1000)]
    [InlineData("normal(5, 2) in 4..6", 4.1074, 5.8926)]
    public void The_ends_of_a_number_are_its_quantiles_to_a_hundredth_of_its_spread(string distribution, double low, double high)
    {
        Driver driver = Assert.Single(Find(Kinds("2022-01-01", "n", distribution)).Drivers);
        Assert.Equal([0.05, 0.95], driver.Ends.Select(e => e.Probability!.Value));
        double spread = high - low;
        Assert.InRange(driver.Ends[0].Value, low - (spread / 100), low + (spread / 100));
        Assert.InRange(driver.Ends[1].Value, high - (spread / 100), high + (spread / 100));
        // Beside a far end a near one keeps digits of its own: what is believed nowhere, such as 0, is no end.
        Assert.InRange(driver.Ends[0].Value / low, 0.99, 1.01);
        // Decimal numbers of a few digits, the nearest doubles to them.
        Assert.All(driver.Ends, e => Assert.Equal(e.Value, (double)Math.Round((decimal)e.Value, 4)));
    }

    [Fact]
    public void Ends_stay_within_what_is_believed()
    {
        foreach (string distribution in (string[])["normal(5, 2) in 4.98765..4.98766", "0.123456..0.123457", "beta(0.01, 0.01)", "normal(0, 100) in 0.3..1000", "normal(1e300, 1e299)", "0..1e-310", "1e-312..1e-311"])
        {
            Driver driver = Assert.Single(Find(Kinds("2022-01-01", "n", distribution)).Drivers);
            Assert.All(driver.Ends, e => Assert.InRange(e.Value, driver.Believed.Low, driver.Believed.High));
            Assert.True(driver.Ends[0].Value < driver.Ends[1].Value, distribution);
        }
    }

    [Fact]
    public void Of_a_number_of_up_to_four_values_all_are_tried_and_of_more_those_at_the_quantiles()
    {
        Driver few = Assert.Single(Find(Kinds("2022-01-01", "n", "{ discrete: { 4: 1%, 1: 1%, 3: 1%, 2: rest } }")).Drivers);
        Assert.Equal([new DriverEnd(1, null), new DriverEnd(2, null), new DriverEnd(3, null), new DriverEnd(4, null)], few.Ends);
        Driver many = Assert.Single(Find(Kinds("2022-01-01", "n", "{ discrete: { 0.11: 4%, 0.22: 4%, 0.33: 42%, 0.44: 42%, 0.55: 4%, 0.66: 4% } }")).Drivers);
        Assert.Equal([new DriverEnd(0.22, 0.05), new DriverEnd(0.55, 0.95)], many.Ends);
    }

    [Fact]
    public void A_value_that_is_believed_with_more_than_nine_tenths_is_moved_to_where_something_else_is_believed()
    {
        Driver many = Assert.Single(Find(Kinds("2022-01-01", "n", "{ discrete: { 1: 97%, 2: 0.75%, 3: 0.75%, 4: 0.75%, 5: 0.75% } }")).Drivers);
        Assert.Equal([new DriverEnd(1, 0.005), new DriverEnd(5, 0.995)], many.Ends);
        Driver mixed = Assert.Single(Find(Kinds("2022-01-01", "n", null, "[ { is: 0, weight: 96 }, { is: 10..20, weight: 4 } ]")).Drivers);
        Assert.Equal([0.005, 0.995], mixed.Ends.Select(e => e.Probability!.Value));
        Assert.Equal(0, mixed.Ends[0].Value);
        Assert.InRange(mixed.Ends[1].Value, 18.6, 18.9);
    }

    // What experts say may be one number and a range around it, whose density there is more than one.
    [Theory]
    [InlineData("[ { is: 0.3 }, { is: 0.2..0.4 } ]", 0.22, 0.38)]
    [InlineData("[ { is: 0.3 }, { is: 0.25..0.35, weight: 3 }, 0.32 ]", 0.2583, 0.3417)]
    [InlineData("[ { is: 0 }, { is: 'pert(0, 15%, 45%)', weight: 3 } ]", 0, 0.3093)]
    [InlineData("[ 1, 2, 5 ]", 1, 5)]
    public void What_experts_believe_is_moved_from_end_to_end_though_some_name_one_number(string experts, double low, double high)
    {
        Driver driver = Assert.Single(Find(Kinds("2022-01-01", "n", null, experts)).Drivers);
        Assert.Equal(low, driver.Ends[0].Value, 0.002);
        Assert.Equal(high, driver.Ends[^1].Value, 0.002);
    }

    [Fact]
    public void What_a_policy_or_a_setting_fixes_is_known_and_what_it_replaces_is_moved_between_its_ends()
    {
        Scenario scenario = Read(OneToss);
        DriverResults sure = Find(scenario, scenario.Policies.Single(p => p.Name == "sure"), Usual);
        Assert.Empty(sure.Drivers);
        Assert.Equal(["p"], sure.Known.Select(a => a.Name));
        Driver worse = Assert.Single(Find(scenario, scenario.Policies.Single(p => p.Name == "worse"), Usual).Drivers);
        Assert.Equal([0.52, 0.88], worse.Ends.Select(e => e.Value));
        Assert.Equal(new Uniform(0.5, 0.9), worse.Believed);
        AssertShare(0.88, worse.Swings[0].End, Usual.Runs);
        Policy Set(string setting) => Settings.Apply(scenario, scenario.Policies.Single(p => p.Name == "worse"), [setting]).Policy!;
        Assert.Equal(["p"], Find(scenario, Set("p=0.1"), Usual).Known.Select(a => a.Name));
        Assert.Equal([0.11, 0.29], Assert.Single(Find(scenario, Set("p=0.1..0.3"), Usual).Drivers).Ends.Select(e => e.Value));
        Assert.Equal([0.1, 0.3, 0.9], Assert.Single(Find(scenario, Set("p={ discrete: { 0.9: 1, 0.1: 2, 0.3: 1 } }"), Usual).Drivers).Ends.Select(e => e.Value));
    }

    // One assumption alone, used by a chance of its kind.
    private static Scenario Kinds(string start, string name, string? distribution, string? experts = null)
    {
        string what = distribution is null ? $"experts: {experts}" : $"is: {(distribution.StartsWith('{') ? distribution : $"'{distribution}'")}";
        string chance = name switch
        {
            "n" => "'clamp(abs(n), 0, 1)'",
            "lag" => "'if lag > 1 day then 10% else 90%'",
            "due" => "'if date > due then 10% else 90%'",
            "aim" => "'if aim == seize then 10% else 90%'",
            _ => "'if sure then 10% else 90%'",
        };
        return Read($"start: {start}\nhorizon: 20 days\nassumptions:\n  {name}: {{ {what}, why: example }}\nbranches: {{ b: {{ after: 1 day, chance: {chance} }} }}\noutcomes: {{ b: {{ when: b }}, not: {{ otherwise: true }} }}\n");
    }
}
