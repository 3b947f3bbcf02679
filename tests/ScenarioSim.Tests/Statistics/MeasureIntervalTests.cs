using ScenarioSim.Analysis;
using ScenarioSim.Language;
using ScenarioSim.Model;
using ScenarioSim.Randomness;
using ScenarioSim.Results;
using ScenarioSim.Tests.Corpus;
using Xunit;

namespace ScenarioSim.Tests.Statistics;

/// <summary>Measures of a truth have intervals that know of what was not seen.</summary>
public class MeasureIntervalTests
{
    // A war is rare, ten times as likely under the second policy, and once begun goes on.
    private const string Rare =
        """
        start: 2022-01-01
        horizon: 10 days
        assumptions: { level: { is: 0..1, why: example } }
        levers: { pressure: { options: [1, 10] } }
        tracks:
          front: { states: { peace: [ { rate: pressure * RATE per day, to: war } ], war: [] } }
        outcomes:
          war: { when: front == war }
          peace: { otherwise: true }
        measures:
          ever: max(front == war)
          at_end: final(front == war)
          always: min(front == war)
          part: mean(front == war)
          share: share_of_time(front == war)
          days: total(front == war)
          high: final(level > 0.3)
        policies: { plain: {}, more: { set: { pressure: 10 } } }
        """;

    public static TheoryData<Design, string, long> Settings()
    {
        var data = new TheoryData<Design, string, long>();
        foreach (Design design in (Design[])[Design.Random, Design.LatinHypercube, Design.Sobol])
        {
            foreach (string rate in (string[])["0.0000001", "0.00005", "0.01", "0.5"]) data.Add(design, rate, 3200);
            foreach (long few in (long[])[1, 2, 33]) data.Add(design, "0.05", few);
        }
        return data;
    }

    [Theory]
    [MemberData(nameof(Settings))]
    public void A_truth_that_is_read_once_has_the_interval_of_its_share(Design design, string rate, long runs)
    {
        SimulationResults results = Run(rate, design, runs, 3);
        OutcomeResult war = results.Outcomes[0];
        foreach (string name in (string[])["ever", "at_end"])
        {
            MeasureResult measure = Of(results, name);
            Assert.Equal(war.Probability, measure.Mean, 1e-12);
            Assert.Equal((war.Low, war.High), (measure.MeanLow, measure.MeanHigh));
        }
    }

    [Theory]
    [MemberData(nameof(Settings))]
    public void The_difference_of_such_truths_has_the_interval_of_that_of_their_shares(Design design, string rate, long runs)
    {
        ComparisonResults results = Compared(rate, design, runs, 3);
        OutcomeDifference war = results.Differences.First(d => d.Outcome == "war");
        MeasureDifference ever = results.Measures.First(d => d.Measure == "ever");
        Assert.Equal(war.Difference, ever.Difference, 1e-12);
        Assert.Equal((war.Low, war.High), (ever.Low, ever.High));
    }

    [Theory]
    [MemberData(nameof(Settings))]
    public void No_mean_of_a_truth_is_sure_and_none_leaves_its_range(Design design, string rate, long runs)
    {
        foreach (MeasureResult measure in Run(rate, design, runs, 5).Measures)
        {
            double most = measure.Measure.Name == "days" ? 11 : 1;
            Assert.True(measure.MeanLow < measure.MeanHigh, measure.Measure.Name);
            Assert.InRange(measure.MeanLow!.Value, 0, measure.Mean);
            Assert.InRange(measure.MeanHigh!.Value, measure.Mean, most);
        }
        foreach (MeasureDifference difference in Compared(rate, design, runs, 5).Measures)
        {
            double most = difference.Measure == "days" ? 11 : 1;
            Assert.True(difference.Low < difference.High, difference.Measure);
            Assert.InRange(difference.Low, -most, difference.Difference);
            Assert.InRange(difference.High, difference.Difference, most);
        }
    }

    [Theory]
    [InlineData(Design.Random, 0.0001)]
    [InlineData(Design.Random, 0.0005)]
    [InlineData(Design.LatinHypercube, 0.0001)]
    [InlineData(Design.Sobol, 0.0003)]
    public void What_is_seldom_seen_is_held_as_often_as_said(Design design, double rate)
    {
        double part = Enumerable.Range(1, 10).Sum(step => 1 - Math.Exp(-rate * step)) / 11;
        int held = 0, heldDifferences = 0;
        double morePart = Enumerable.Range(1, 10).Sum(step => 1 - Math.Exp(-10 * rate * step)) / 11;
        const int Tries = 150;
        for (ulong seed = 1; seed <= Tries; seed++)
        {
            MeasureResult measure = Of(Run($"{rate}", design, 640, seed), "part");
            if (measure.MeanLow <= part && part <= measure.MeanHigh) held++;
            MeasureDifference difference = Compared($"{rate}", design, 640, seed).Measures.First(d => d.Measure == "part");
            if (difference.Low <= morePart - part && morePart - part <= difference.High) heldDifferences++;
        }
        Assert.InRange(held, 0.93 * Tries, Tries);
        Assert.InRange(heldDifferences, 0.93 * Tries, Tries);
    }

    private static MeasureResult Of(SimulationResults results, string measure) => results.Measures.First(m => m.Measure.Name == measure);

    private static Scenario Read(string rate) => ScenarioReader.Read("rare.yaml", new MemoryFiles(("rare.yaml", Rare.Replace("RATE", rate)))).Scenario!;

    private static SimulationResults Run(string rate, Design design, long runs, ulong seed) =>
        Read(rate) is var scenario ? Simulate.Run(scenario, scenario.Policies[0], Options(design, runs, seed), cancellation: TestContext.Current.CancellationToken)! : null!;

    private static ComparisonResults Compared(string rate, Design design, long runs, ulong seed)
    {
        Scenario scenario = Read(rate);
        ComparisonItem[] items = [.. scenario.Policies.Select(p => new ComparisonItem(p.Name, scenario, p))];
        return Compare.Run(items, 0, Options(design, runs, seed), cancellation: TestContext.Current.CancellationToken)!;
    }

    private static RunOptions Options(Design design, long runs, ulong seed) => new() { Design = design, Runs = runs, Seed = seed, Threads = 1, Width = KernelWidth.Single };
}
