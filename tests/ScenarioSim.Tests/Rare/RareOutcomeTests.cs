using ScenarioSim.Analysis;
using ScenarioSim.Model;
using ScenarioSim.Model.Distributions;
using ScenarioSim.Results;
using ScenarioSim.Statistics;
using Xunit;

namespace ScenarioSim.Tests.Rare;

/// <summary>Estimates of rare outcomes beside exact solutions.</summary>
public class RareOutcomeTests
{
    private const int Seeds = 60;

    // Each at about 1e-4, 1e-6 and 1e-8.
    public static TheoryData<string, string, double> Cases => new()
    {
        { "chain", "2%", 1e-4 }, { "chain", "0.65%", 1e-6 }, { "chain", "0.2%", 1e-8 },
        { "one move", "0.000004", 1e-4 }, { "one move", "0.00000004", 1e-6 }, { "one move", "0.0000000004", 1e-8 },
        { "one move among others", "0.000006", 1e-4 }, { "one move among others", "0.00000006", 1e-6 }, { "one move among others", "0.0000000006", 1e-8 },
        { "two tracks", "0.4%", 1e-4 }, { "two tracks", "0.09%", 1e-6 }, { "two tracks", "0.019%", 1e-8 },
        { "climb", "35%", 1e-4 }, { "climb", "22.5%", 1e-6 }, { "climb", "15%", 1e-8 },
        { "timers", "8%", 1e-4 }, { "timers", "2.2%", 1e-6 }, { "timers", "0.7%", 1e-8 },
        { "nested", "2.2%", 1e-4 }, { "nested", "0.46%", 1e-6 }, { "nested", "0.1%", 1e-8 },
        { "beliefs", "0.55%", 1e-4 }, { "beliefs", "0.11%", 1e-6 }, { "beliefs", "0.024%", 1e-8 },
        { "nothing happens", "30%", 1e-4 }, { "nothing happens", "42%", 1e-6 }, { "nothing happens", "50%", 1e-8 },
        { "in time", "0.25%", 1e-4 }, { "in time", "0.025%", 1e-6 }, { "in time", "0.0025%", 1e-8 },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void An_estimate_is_within_four_standard_errors_of_the_exact_probability(string name, string rate, double about)
    {
        Scenario scenario = RareScenarios.Of(name, rate);
        double exact = Exactly(scenario, scenario.Policies[0]);
        Assert.InRange(exact, about / 3, about * 3);
        RareResults results = Estimate(scenario, new RareOptions { Precision = 0.2, Threads = 2 });
        Assert.True(results.Hitting > 3 * results.Replications / 4, $"{results.Hitting} of {results.Replications}");
        Assert.True(Math.Abs(results.Probability - exact) <= 4 * results.RelativeError!.Value * results.Probability, $"{results.Probability:e3} ± {results.RelativeError:p1}, exactly {exact:e3}");
        Assert.InRange(exact, results.Low * 0.9, results.High * 1.1);
    }

    [Theory]
    [InlineData("chain", "0.65%")]
    [InlineData("one move", "0.00000004")]
    [InlineData("one move among others", "0.0000001")]
    [InlineData("climb", "22.5%")]
    [InlineData("nested", "0.46%")]
    [InlineData("two tracks", "0.09%")]
    [InlineData("beliefs", "0.11%")]
    [InlineData("nothing happens", "42%")]
    public void At_one_in_a_million_the_work_is_at_least_50_times_less_than_plain_sampling_takes(string name, string rate)
    {
        RareResults results = Estimate(RareScenarios.Of(name, rate), new RareOptions { Threads = 2 });
        Assert.InRange(results.RelativeError!.Value, 0, 0.15);
        Assert.True(results.Gain >= 50, $"only {results.Gain:f1} times less");
    }

    [Fact]
    public void A_continuous_belief_is_integrated_over()
    {
        Scenario scenario = RareScenarios.Read(
            """
            assumptions:
              resolve: { is: "beta(2, 5)" }
            tracks:
              t:
                states:
                  a: [ { chance: 0.7% * resolve per week, to: b } ]
                  b: [ { chance: 0.7% * resolve per week, to: c }, { chance: 20% per week, to: a } ]
                  c: [ { chance: 0.7% * resolve per week, to: war }, { chance: 20% per week, to: b } ]
                  war: []
            outcomes: { war: { when: t == war, stop: true } }
            """);
        Policy policy = scenario.Policies[0];
        const int Points = 400;
        double exact = Enumerable.Range(0, Points).Average(i =>
            Exactly(scenario, policy with { Assume = [new Point(scenario.Assumptions[0].Distribution.Quantile((i + 0.5) / Points))] }));
        RareResults results = Estimate(scenario, new RareOptions { Threads = 2 });
        Assert.InRange(exact, 1e-7, 1e-4);
        Assert.True(Math.Abs(results.Probability - exact) <= 4 * results.RelativeError!.Value * results.Probability, $"{results.Probability:e3} ± {results.RelativeError:p1}, exactly {exact:e3}");
    }

    [Fact]
    public void Estimates_under_many_seeds_are_right_on_average_and_their_intervals_hold_the_truth()
    {
        Scenario scenario = RareScenarios.Of("chain", "2%");
        double exact = Exactly(scenario, scenario.Policies[0]);
        RareResults[] all = [.. Enumerable.Range(1, Seeds).Select(seed => Estimate(scenario, new RareOptions { Seed = (ulong)seed, Precision = 0.25, Threads = 2, Effort = 120 }))];
        double mean = all.Average(r => r.Probability);
        double error = Math.Sqrt(all.Sum(r => Math.Pow(r.Probability - mean, 2)) / (Seeds - 1) / Seeds);
        Assert.True(Math.Abs(mean - exact) <= 4 * error, $"{mean:e4} ± {error:e1}, exactly {exact:e4}");
        Assert.InRange(all.Count(r => r.Low <= exact && exact <= r.High), 52, Seeds);
    }

    [Fact]
    public void A_level_that_leads_astray_costs_precision_but_not_truth()
    {
        // The outcome's condition speaks of the decoy; what matters is the other track.
        Scenario scenario = RareScenarios.Read(
            """
            tracks:
              decoy:
                states:
                  a: [ { chance: 10% per week, to: b } ]
                  b: [ { when: real == far, chance: 50% per week, to: done }, { chance: 10% per week, to: a } ]
                  done: []
              real:
                states:
                  near: [ { when: decoy == a, chance: 1% per week, to: far } ]
                  far: [ { chance: 90% per week, to: near } ]
            outcomes: { done: { when: decoy == done } }
            """);
        double exact = Exactly(scenario, scenario.Policies[0]);
        RareResults results = Estimate(scenario, new RareOptions { Threads = 2, Precision = 0.1 });
        Assert.True(Math.Abs(results.Probability - exact) <= 4 * results.RelativeError!.Value * results.Probability, $"{results.Probability:e3} ± {results.RelativeError:p1}, exactly {exact:e3}");
    }

    [Fact]
    public void Tosses_of_small_chance_on_the_way_are_named()
    {
        Scenario scenario = RareScenarios.Read("tracks: { t: { states: { a: [ { after: 1 week, chance: 0.1%, to: b } ], b: [] } } }\noutcomes: { b: { when: t == b } }");
        RareResults results = Estimate(scenario, new RareOptions { Threads = 2, Precision = 0.3 });
        Assert.Equal([scenario.Tracks[0].States[0].Transitions[0]], results.Undivided);
        Assert.Empty(Estimate(RareScenarios.Of("chain", "2%"), new RareOptions { Threads = 2, Precision = 0.3 }).Undivided);
    }

    [Fact]
    public void One_two_and_three_threads_give_the_same()
    {
        Scenario scenario = RareScenarios.Of("nested", "2.2%");
        RareResults[] all = [.. new[] { 1, 2, 3 }.Select(threads => Estimate(scenario, new RareOptions { Threads = threads, Precision = 0.3 }))];
        Assert.All(all, r => Assert.Equal((all[0].Probability, all[0].Low, all[0].High, all[0].Work, all[0].Replications), (r.Probability, r.Low, r.High, r.Work, r.Replications)));
        Assert.All(all, r => Assert.Equal(all[0].Stages, r.Stages));
    }

    [Theory]
    [InlineData("chain", "0.65%", 1000, null)]
    [InlineData("chain", "0.65%", 3000, null)]
    [InlineData("chain", "0.65%", 20_000, null)]
    [InlineData("chain", "0.65%", 20_000, 200)]
    [InlineData("chain", "0.65%", 20_000, 5000)]
    [InlineData("nothing happens", "50%", 5000, 400_000)]
    [InlineData("two tracks", "0.019%", 1000, null)]
    [InlineData("two tracks", "0.019%", 100_000, null)]
    [InlineData("one move", "0.0000000004", 5000, null)]
    [InlineData("nothing happens", "50%", 2000, null)]
    public void Preparing_and_estimating_take_no_more_than_the_work_allowed(string name, string rate, long most, int? effort)
    {
        Scenario scenario = RareScenarios.Of(name, rate);
        RareResults results = Estimate(scenario, new RareOptions { Threads = 2, MostRuns = most, Precision = 0.001, Effort = effort });
        Assert.InRange(results.Work, most / 4, most * 1.1);
        Assert.True(results.Partial);
        double exact = Exactly(scenario, scenario.Policies[0]);
        Assert.InRange(exact, results.Low / 2, results.High * 2);
    }

    [Theory]
    [InlineData("chain", "0.65%", null, null)]
    [InlineData("chain", "0.65%", 5000, null)]
    [InlineData("two tracks", "0.019%", null, null)]
    [InlineData("two tracks", "0.019%", null, 0)]
    [InlineData("one move", "0.0000000004", null, null)]
    [InlineData("nothing happens", "50%", null, null)]
    [InlineData("nothing happens", "50%", 100, null)]
    public void The_least_work_that_can_be_allowed_is_kept_to_as_well(string name, string rate, int? effort, int? levels)
    {
        Scenario scenario = RareScenarios.Of(name, rate);
        for (ulong seed = 1; seed <= 10; seed++)
        {
            RareResults results = Estimate(scenario, new RareOptions { Threads = 2, MostRuns = RareOptions.LeastRuns, Precision = 0.001, Effort = effort, Levels = levels, Seed = seed });
            Assert.InRange(results.Work, RareOptions.LeastRuns / 4, RareOptions.LeastRuns * 1.25);
        }
    }

    [Fact]
    public void Progress_is_told_while_levels_are_looked_for()
    {
        Scenario scenario = RareScenarios.Of("chain", "0.65%");
        var told = new List<Progress>();
        RareOutcome.Run(scenario, scenario.Policies[0], scenario.Outcomes[0], new RareOptions { Threads = 2, Precision = 0.3 }, told.Add, TestContext.Current.CancellationToken);
        Progress[] preparing = [.. told.TakeWhile(p => p.Wanted == 0)];
        Assert.InRange(preparing.Length, 10, told.Count - 1);
        Assert.Equal(told.Select(p => p.Done).Order(), told.Select(p => p.Done));
        Assert.All(told[preparing.Length..], p => Assert.InRange(p.Done, 1, p.Wanted * 1.5));
    }

    [Fact]
    public void An_impossible_outcome_comes_back_with_an_upper_bound()
    {
        Scenario scenario = RareScenarios.Read(
            """
            tracks:
              t: { states: { a: [ { chance: 5% per week, to: b } ], b: [], c: [ { after: 1 week, to: b } ] } }
            outcomes: { never: { when: t == c } }
            """);
        RareResults results = Estimate(scenario, new RareOptions { Threads = 2 });
        Assert.Equal((0, 0, 0), (results.Probability, results.Low, results.Hitting));
        Assert.Null(results.RelativeError);
        Assert.InRange(results.High, 1e-6, 1e-3);
        Assert.True(results.Partial);
        // Where no try gets to the first level, each of them is a plain run that did not reach the outcome.
        double tries = (double)results.Replications * results.Stages[0].Effort;
        if (results.Stages[0].Reached == 0) Assert.InRange(results.High, 0, Proportion.Interval(0, tries, results.Confidence).High);
        RareResults plain = Estimate(scenario, new RareOptions { Threads = 2, Levels = 0 });
        Assert.InRange(plain.High, 0, Proportion.Interval(0, (double)plain.Replications * plain.Stages[0].Effort, plain.Confidence).High);
    }

    [Fact]
    public void A_certain_outcome_has_the_probability_one_as_far_as_tries_can_tell()
    {
        Scenario scenario = RareScenarios.Read("tracks: { t: { states: { a: [] } } }\noutcomes: { always: { when: t == a } }");
        RareResults results = Estimate(scenario, new RareOptions { Threads = 1 });
        Assert.Equal((1, 1), (results.Probability, results.High));
        Assert.InRange(results.Low, 0.9, 0.9999999);
    }

    [Fact]
    public void Stopped_before_there_is_anything_it_comes_back_empty_and_stopped_later_with_what_there_is()
    {
        Scenario scenario = RareScenarios.Of("chain", "0.65%");
        using var stopped = new CancellationTokenSource();
        stopped.Cancel();
        Assert.Null(RareOutcome.Run(scenario, scenario.Policies[0], scenario.Outcomes[0], new RareOptions { Threads = 2 }, cancellation: stopped.Token));
        using var later = new CancellationTokenSource();
        int told = 0;
        RareResults? results = RareOutcome.Run(scenario, scenario.Policies[0], scenario.Outcomes[0], new RareOptions { Threads = 2, Precision = 0.02 }, p => { if (p.Wanted > 0 && ++told == 12) later.Cancel(); }, later.Token);
        Assert.True(results!.Partial);
        Assert.InRange(results.Replications, 3, 14);
    }

    private static double Exactly(Scenario scenario, Policy policy) =>
        Solve.Run(scenario, policy, 0.95, 1_000_000, TestContext.Current.CancellationToken).Outcomes[0].Probability;

    private static RareResults Estimate(Scenario scenario, RareOptions options) =>
        RareOutcome.Run(scenario, scenario.Policies[0], scenario.Outcomes[0], options, cancellation: TestContext.Current.CancellationToken)!;
}
