using ScenarioSim.Model;
using ScenarioSim.Reports;
using ScenarioSim.Results;
using ScenarioSim.Tests.Rare;
using Xunit;

namespace ScenarioSim.Tests.Reports;

/// <summary>How a rare outcome looks in each form.</summary>
public class RareExportTests
{
    private static readonly Scenario s_scenario = RareScenarios.Of("chain", "1%");

    private static readonly RareResults s_found = new()
    {
        Scenario = s_scenario,
        Policy = s_scenario.Policies[0],
        Outcome = s_scenario.Outcomes[0],
        Seed = 1,
        Confidence = 0.95,
        Probability = 1.25e-6,
        Low = 1.02e-6,
        High = 1.55e-6,
        RelativeError = 0.102,
        Precision = 0.1,
        Replications = 40,
        Hitting = 39,
        Stages = [new RareStage(-5.2, 0.2, 0.2, 150), new RareStage(-2.25, 0.0125, 0.0025, 900), new RareStage(null, 0.0005, 1.25e-6, 1200)],
        Work = 84_321.5,
        Preparation = 20_123.25,
        Elapsed = TimeSpan.FromSeconds(0.75),
    };

    private static readonly RareResults s_notReached = s_found with
    {
        Probability = 0,
        Low = 0,
        High = 2.6e-3,
        RelativeError = null,
        Hitting = 0,
        Partial = true,
        Undivided = [s_scenario.Tracks[0].States[0].Transitions[0]],
        Stages = [.. s_found.Stages.Take(2), new RareStage(null, 0, 0, 1200)],
    };

    public static TheoryData<string> Forms => [.. Exports.All.Select(e => e.Name)];

    [Theory]
    [MemberData(nameof(Forms))]
    public void Each_form_is_as_its_golden_file(string form)
    {
        IExport export = Exports.Named(form)!;
        Golden.Check($"reports/rare{export.Extension}", Exports.Text(stream => export.Write(new RareReport(s_found, ["resolve=0.6"]), stream)));
        Golden.Check($"reports/rare.not-reached{export.Extension}", Exports.Text(stream => export.Write(new RareReport(s_notReached, []), stream)));
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void What_was_set_and_that_it_was_stopped_are_in_every_form(string form)
    {
        IExport export = Exports.Named(form)!;
        string text = Exports.Text(stream => export.Write(new RareReport(s_notReached, ["resolve=0.6"]), stream));
        Assert.Contains("resolve=0.6", text.Replace(" = ", "="));
        Assert.Contains("partial", text, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData(0.5, "50 %", "1 in 2")]
    [InlineData(0.0625, "6.25 %", "1 in 16")]
    [InlineData(1.36e-6, "1.36e−6", "1 in 735,000")]
    [InlineData(0.75, "75 %", "")]
    [InlineData(0, "0", "")]
    public void Probabilities_of_any_size_can_be_read(double probability, string number, string odds)
    {
        Assert.Equal(number, ScenarioSim.Reports.Format.Odds.Of(probability));
        Assert.Equal(odds, ScenarioSim.Reports.Format.Odds.OneIn(probability));
    }
}
