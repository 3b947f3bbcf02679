using ScenarioSim.Analysis;
using ScenarioSim.Model;
using ScenarioSim.Results;
using ScenarioSim.Statistics;
using ScenarioSim.Tests.Analysis;
using Xunit;

namespace ScenarioSim.Tests.Statistics;

/// <summary>What is known moves what is believed: how far, with which interval, and how strongly it speaks for an outcome.</summary>
public class LearningTests
{
    // The door opens for sure in a warm mood and with p in a cold one; talks are held with p.
    private const string Doors = """
        # given: visited(door == open) on 2022-01-02
        start: 2022-01-01
        horizon: 2 days
        assumptions:
          p: 0..1
          mood: { discrete: { warm: 25%, cold: rest } }
        define: { opens: "if mood == warm then 1 else p" }
        tracks:
          door: { states: { ajar: [ { on: 2022-01-02, split: { open: opens, shut: rest } } ], open: [], shut: [] } }
          talks: { states: { open: [ { on: 2022-01-03, split: { held: p, off: rest } } ], held: [], off: [] } }
        outcomes:
          held: { when: talks == held }
          off: { otherwise: true }
        """;

    // Of all runs 1/4 + 3/4 · 1/2 = 5/8 agree. E[p; agrees] = 1/4 · 1/2 + 3/4 · 1/3 = 3/8, so the mean given that is 3/5; warm is then (1/4) / (5/8) = 2/5.
    private const double MeanMoves = 0.6 - 0.5, WarmMoves = 0.4 - 0.25;

    // P(held and agrees) = E[p; agrees] = 3/8 of P(held) = 1/2: 3/4. P(agrees | off) = (5/8 - 3/8) / (1/2) = 1/2.
    private const double RatioOfHeld = 1.5;

    private static SimulationResults Run(ulong seed, long runs, string scenario = Doors)
    {
        Scenario held = KnownScenario.Held(scenario);
        return Simulate.Run(held, held.Policies[0], new RunOptions { Runs = runs, Seed = seed, Threads = 1 }, cancellation: TestContext.Current.CancellationToken)!;
    }

    [Fact]
    public void A_mean_moves_by_what_Bayes_rule_says()
    {
        Learning.Move move = Learning.OfMean(Run(1, 200_000), 0)!.Value;
        Assert.InRange(MeanMoves, move.Low!.Value, move.High!.Value);
        Assert.InRange(move.High.Value - move.Low.Value, 0.0005, 0.004);
        Assert.True(move.IsTold);
    }

    [Fact]
    public void A_move_is_the_mean_of_the_runs_that_agree_less_that_of_all()
    {
        SimulationResults results = Run(3, 1_000);
        Assert.Equal(results.Assumptions[0].Mean - results.Evidence!.Assumptions[0].Mean, Learning.OfMean(results, 0)!.Value.By);
    }

    [Fact]
    public void Intervals_hold_as_often_as_they_say()
    {
        const int Seeds = 400;
        int mean = 0, word = 0, ratio = 0;
        for (ulong seed = 0; seed < Seeds; seed++)
        {
            SimulationResults results = Run(1_000 + seed, 400);
            if (Learning.OfMean(results, 0) is { } m && m.Low <= MeanMoves && MeanMoves <= m.High) mean++;
            if (Learning.OfWord(results, 1, results.Scenario.Words.ToList().IndexOf("warm")) is { } w && w.Low <= WarmMoves && WarmMoves <= w.High) word++;
            if (Learning.RatioOf(results, 0) is { } r && r.Low <= RatioOfHeld && RatioOfHeld <= r.High) ratio++;
        }
        // 95% of 400 is 380, with a standard deviation of 4.4.
        Assert.All([mean, word, ratio], held => Assert.InRange(held, 363, 397));
    }

    // Where nothing depends on what is known, few of few values are drawn otherwise than in all by chance alone.
    [Theory]
    [InlineData(500)]
    [InlineData(2_000)]
    public void What_has_few_values_is_seldom_said_to_move_where_nothing_moves_it(long runs)
    {
        const string Apart = """
            # given: talks == held on 2022-01-03
            start: 2022-01-01
            horizon: 2 days
            assumptions:
              likely: { discrete: { true: 95%, false: rest } }
              size: { discrete: { 1: 95%, 2: rest } }
              word: { discrete: { warm: 95%, cold: rest } }
            tracks:
              talks: { states: { open: [ { on: 2022-01-03, split: { held: 7%, off: rest } } ], held: [], off: [] } }
            """;
        const int Seeds = 150;
        int[] said = new int[3];
        for (ulong seed = 0; seed < Seeds; seed++)
        {
            SimulationResults results = Run(seed, runs, Apart);
            for (int a = 0; a < 2; a++) said[a] += Learning.OfMean(results, a)?.IsTold == true ? 1 : 0;
            said[2] += Learning.OfWord(results, 2, results.Scenario.Words.ToList().IndexOf("warm"))?.IsTold == true ? 1 : 0;
        }
        Assert.All(said, told => Assert.InRange(told, 0, 14));
    }

    [Fact]
    public void One_run_that_agrees_says_nothing_of_how_far_a_mean_moves()
    {
        SimulationResults results = Enumerable.Range(0, 100).Select(seed => Run((ulong)seed, 3)).First(r => r?.Evidence is { Agreeing: 1 });
        Assert.Null(Learning.OfMean(results, 0));
    }

    [Fact]
    public void A_word_that_no_run_has_any_more_has_been_learnt_too()
    {
        SimulationResults results = Run(1, 2_000, Doors.Replace("visited(door == open)", "mood == cold", StringComparison.Ordinal));
        double warm = results.Scenario.Words.ToList().IndexOf("warm");
        Assert.Equal(0, Learning.Share(results.Assumptions[1], warm));
        Assert.True(Learning.OfWord(results, 1, warm)!.Value.High < -0.2);
    }

    [Fact]
    public void What_all_runs_agree_with_teaches_nothing()
    {
        SimulationResults results = Run(1, 500, Doors.Replace("visited(door == open)", "p >= 0", StringComparison.Ordinal));
        Assert.Equal(new Learning.Move(0, 0, 0), Learning.OfMean(results, 0));
        Assert.Equal(1, Learning.RatioOf(results, 0)!.Value.Value);
    }

    [Fact]
    public void A_likelihood_ratio_multiplies_the_odds()
    {
        SimulationResults results = Run(1, 50_000);
        Learning.LikelihoodRatio ratio = Learning.RatioOf(results, 0)!.Value;
        static double Odds(double share) => share / (1 - share);
        Assert.Equal(Odds(results.Outcomes[0].Probability), ratio.Value * Odds(results.Evidence!.Outcomes[0].Probability), 1e-9);
        Assert.InRange(RatioOfHeld, ratio.Low!.Value, ratio.High!.Value);
        Assert.Equal(1 / ratio.Value, Learning.RatioOf(results, 1)!.Value.Value, 1e-9);
    }

    [Fact]
    public void An_outcome_that_is_all_that_is_left_has_no_ratio() =>
        Assert.Null(Learning.RatioOf(Run(1, 500, Doors.Replace("visited(door == open) on 2022-01-02", "talks == held on 2022-01-03", StringComparison.Ordinal)), 0));

    [Fact]
    public void Where_nothing_is_known_nothing_is_learnt()
    {
        Scenario free = KnownScenario.Read(Doors);
        SimulationResults results = Simulate.Run(free, free.Policies[0], new RunOptions { Runs = 100 }, cancellation: TestContext.Current.CancellationToken)!;
        Assert.Null(Learning.OfMean(results, 0));
        Assert.Null(Learning.RatioOf(results, 0));
    }
}
