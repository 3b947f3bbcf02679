using ScenarioSim.Analysis;
using ScenarioSim.Language;
using ScenarioSim.Model;
using ScenarioSim.Reports;
using ScenarioSim.Reports.Json;
using ScenarioSim.Results;
using ScenarioSim.Tests.Corpus;
using ScenarioSim.Text;
using Xunit;

namespace ScenarioSim.Tests.Analysis;

/// <summary>Scenarios of which it is known what they hang on, and how tests find that out.</summary>
internal static class DriverSamples
{
    // One toss, of a chance that is not known.
    internal const string OneToss = """
        start: 2022-01-01
        horizon: 2 days
        assumptions:
          p: { is: 0.2..0.6, why: example }
        branches: { b: { on: 2022-01-02, chance: p } }
        outcomes: { war: { when: b, value: -100 }, peace: { otherwise: true } }
        policies:
          plain: {}
          sure: { assume: { p: 0.3 } }
          worse: { assume: { p: 0.5..0.9 } }
        """;

    // Of every word another chance of either.
    internal const string Words = """
        start: 2022-01-01
        horizon: 3 days
        assumptions:
          aim: { is: { discrete: { signal: 30%, coerce: 50%, seize: rest } }, why: example }
        branches:
          x: { on: 2022-01-02, chance: 'if aim == signal then 40% else if aim == coerce then 10% else 80%' }
          y: { on: 2022-01-02, chance: 'if aim == signal then 10% else if aim == coerce then 60% else 90%' }
        outcomes: { x: { when: x, value: 3 }, y: { when: y }, none: { otherwise: true } }
        """;

    // When and whether something happens, each by an assumption of its own.
    internal const string Times = """
        start: 2022-01-01
        horizon: 10 days
        assumptions:
          q: { is: 0.2..0.6, why: example }
          lag: { is: { discrete: { 2 days: 50%, 6 days: rest } }, why: example }
          idle: { is: 1..2, why: example }
        branches: { hit: { after: lag, chance: q }, late: { on: 2022-01-05 } }
        outcomes: { hit: { when: hit }, missed: { otherwise: true } }
        measures: { days_to_late: time_to(late), days_to_hit: time_to(hit), days_to_nothing: time_to(day < 0), hits: final(hit) }
        """;

    internal static readonly RunOptions Usual = new() { Runs = 20_000, Threads = 2 };

    // A share of so many runs is within this of the truth but once in 300,000.
    internal static void AssertShare(double truth, double got, long runs)
    {
        double error = 4.7 * Math.Sqrt(truth * (1 - truth) / runs);
        Assert.InRange(got, truth - error, truth + error);
    }

    internal static DriverResults Find(string text, RunOptions? options = null, int models = 500)
    {
        Scenario scenario = Read(text);
        return Find(scenario, scenario.Policies[0], options ?? Usual, models);
    }

    internal static DriverResults Find(Scenario scenario, RunOptions? options = null) => Find(scenario, scenario.Policies[0], options ?? Usual with { Runs = 100 });

    internal static DriverResults Find(Scenario scenario, Policy policy, RunOptions options, int models = 500) =>
        Drivers.Run(scenario, policy, new DriverOptions { Run = options, Models = models }, cancellation: TestContext.Current.CancellationToken)!;

    internal static Scenario Read(string text)
    {
        ReadResult read = ScenarioReader.Read("x.yaml", new MemoryFiles(("x.yaml", text)));
        return read.Scenario ?? throw new InvalidOperationException(DiagnosticText.Render(read.Diagnostics));
    }

    // Every figure, to the last bit.
    internal static string Figures(DriverResults results) => Exports.Text(to => new JsonExport().Write(new DriverReport(results with { Base = results.Base with { Engine = "any" } }, [], []), to));

    internal static string Figures(Driver driver) => $"{driver.Assumption.Name} {string.Join(' ', driver.Ends)} {driver.Change} {string.Join(' ', driver.Swings)}";

    internal static string Figures(Doubt doubt) => $"{doubt.Of} {doubt.Name} {doubt.Mean:R} {doubt.Deviation:R} {doubt.DeviationLow:R} {doubt.DeviationHigh:R} {string.Join(' ', doubt.Quantiles)} {string.Join(' ', doubt.Dots)}";
}
