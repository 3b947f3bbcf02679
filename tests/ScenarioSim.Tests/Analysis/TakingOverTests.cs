using ScenarioSim.Analysis;
using ScenarioSim.Language;
using ScenarioSim.Model;
using ScenarioSim.Results;
using ScenarioSim.Tests.Corpus;
using Xunit;

namespace ScenarioSim.Tests.Analysis;

/// <summary>A policy that takes over from another on a date.</summary>
public class TakingOverTests
{
    // Levers wherever expressions may stand: chances, guards, shares, effects, flows, delays, dates, initial values, measures, outcomes, definitions.
    private const string Text = """
        start: 2022-01-01
        horizon: 40 days
        assumptions: { nerve: { is: 0..1, why: example } }
        levers:
          tone: { options: [soft, hard] }
          strength: { options: [1, 3] }
          notice: { options: [2 days, 6 days] }
        indicators:
          tension: { initial: 2 + strength, range: 0..20, each step: 0.9 * tension + 0.1 * strength }
        define:
          firm: tone == hard and nerve > 0.3
        tracks:
          talks:
            states:
              open:
                - { chance: (if firm then 8% else 3%) per day, to: closed, do: tension += strength }
                - { when: tone == hard and tension > 6, chance: 20% per day, split: { closed: 10% * strength, adjourned: rest } }
              adjourned: [ { after: notice, to: open, do: tension -= 1 } ]
              closed: [ { on: 2022-01-20, when: strength == 1, to: open } ]
          force:
            states:
              calm: [ { chance: 2% * strength per day, to: alert } ]
              alert: [ { after: 2 * notice, to: calm, do: tension *= 0.5 }, { chance: 3% per day, to: war } ]
              war: []
        outcomes: { war: { when: force == war, stop: true }, hard: { when: tone == hard and talks == closed }, rest: { otherwise: true } }
        measures: { tension: mean(tension), strength: final(strength), war: time_to(force == war) }
        policies:
          soft: {}
          hard: { set: { tone: hard, strength: 3, notice: 6 days } }
        """;

    private static readonly Scenario s_scenario = ScenarioReader.Read("x.yaml", new MemoryFiles(("x.yaml", Text))).Scenario!;
    private static readonly Policy s_soft = s_scenario.Policies[0], s_hard = s_scenario.Policies[1];

    [Fact]
    public void Up_to_the_date_runs_are_those_of_the_policy_before()
    {
        var date = new DateTime(2022, 1, 15);
        int step = (int)s_scenario.Clock.Since(date) / 86400, differ = 0;
        Scenario changed = TakingOver.On(s_scenario, s_soft, s_hard, date);
        var before = new Interpreter.InterpretedRuns(s_scenario, s_soft, 1) { RecordIndicators = true };
        var after = new Interpreter.InterpretedRuns(changed, s_hard, 1) { RecordIndicators = true };
        for (int run = 0; run < 300; run++)
        {
            RunRecord one = before.Run(run).Copy(), other = after.Run(run);
            Assert.Equal(one.Moves.Where(m => m.Step <= step), other.Moves.Where(m => m.Step <= step));
            Assert.Equal(one.IndicatorChanges.Where(c => c.Step <= step), other.IndicatorChanges.Where(c => c.Step <= step));
            if (!one.Moves.SequenceEqual(other.Moves)) differ++;
        }
        Assert.InRange(differ, 100, 300);
    }

    [Fact]
    public void A_policy_that_takes_over_at_the_end_changes_nothing()
    {
        Scenario changed = TakingOver.On(s_scenario, s_soft, s_hard, s_scenario.Clock.End);
        SimulationResults soft = Simulated(s_scenario, s_soft), late = Simulated(changed, s_hard);
        Assert.Equal(soft.Outcomes.Select(o => o.Runs), late.Outcomes.Select(o => o.Runs));
        Assert.Equal(soft.Measures.Select(m => (m.Count, m.Mean)), late.Measures.Select(m => (m.Count, m.Mean)));
    }

    [Fact]
    public void Policies_that_set_the_same_need_nothing() => Assert.Same(s_scenario, TakingOver.On(s_scenario, s_soft, s_soft, new DateTime(2022, 1, 15)));

    [Fact]
    public void Every_engine_makes_the_same_runs()
    {
        string? first = null;
        foreach (RunOptions options in (RunOptions[])[new() { Engine = EngineKind.Interpreter }, .. Enum.GetValues<KernelWidth>().Select(w => new RunOptions { Width = w })])
        {
            ComparisonResults results = Compared(s_scenario, "talks == open on 2022-01-10", options with { Runs = 1500 });
            string told = string.Join('\n', results.Items.SelectMany(i => i.Results.Outcomes.Select(o => $"{o.Runs}").Concat(i.Results.Measures.Select(m => $"{m.Count} {m.Mean:R}"))));
            Assert.Equal(first ??= told, told);
        }
    }

    [Fact]
    public void Without_delays_that_change_lanes_make_them_too()
    {
        Scenario plain = ScenarioReader.Read("x.yaml", new MemoryFiles(("x.yaml", Text.Replace("after: notice", "after: 3 days").Replace("after: 2 * notice", "after: 4 days")))).Scenario!;
        string?[] told = [.. new[] { KernelWidth.Single, KernelWidth.Widest }.Select(w => string.Join('\n', Compared(plain, "talks == open on 2022-01-10", new RunOptions { Width = w, Runs = 3000 })
            .Items.SelectMany(i => i.Results.Outcomes.Select(o => $"{o.Runs}").Concat(i.Results.Measures.Select(m => $"{m.Count} {m.Mean:R}")))))];
        Assert.Equal(told[0], told[1]);
    }

    [Fact]
    public void All_agree_in_the_same_worlds_and_part_ways_then()
    {
        ComparisonResults results = Compared(s_scenario, "force == calm on 2022-01-10", new RunOptions { Runs = 3000 });
        Assert.Equal([null, new DateTime(2022, 1, 10)], results.TakesOver);
        Assert.Equal(results.Items[0].Results.Runs, results.Items[1].Results.Runs);
        Assert.True(results.IsPaired(1));
        for (int track = 0; track < 2; track++)
        {
            (IReadOnlyList<IReadOnlyList<double>> one, IReadOnlyList<IReadOnlyList<double>> other) = (results.Items[0].Results.Tracks[track].Shares, results.Items[1].Results.Tracks[track].Shares);
            for (int state = 0; state < one.Count; state++) Assert.Equal(one[state].Take(10), other[state].Take(10));
        }
        Assert.NotEqual(results.Items[0].Results.Tracks[1].Shares[2][40], results.Items[1].Results.Tracks[1].Shares[2][40]);
    }

    [Fact]
    public void What_a_policy_believes_is_believed_from_the_start_and_learns_by_its_own_runs()
    {
        Scenario scenario = ScenarioReader.Read("x.yaml", new MemoryFiles(("x.yaml", Text + "\n  doubt: { set: { tone: hard }, assume: { nerve: \"beta(5, 1)\" } }\n"))).Scenario!;
        ComparisonResults results = Compared(scenario, "talks == open on 2022-01-10", new RunOptions { Runs = 3000 });
        Assert.Equal([false, true, false], results.FollowsBaseline);
        Assert.Equal(new DateTime(2022, 1, 10), results.TakesOver[2]);
    }

    private static SimulationResults Simulated(Scenario scenario, Policy policy) =>
        Simulate.Run(scenario, policy, new RunOptions { Runs = 2000 }, cancellation: TestContext.Current.CancellationToken)!;

    private static ComparisonResults Compared(Scenario scenario, string given, RunOptions options)
    {
        Scenario held = scenario with { Evidence = Evidence.Of(scenario, null, Givens.Read(scenario, [given]).Facts!, [given]) };
        ComparisonItem[] items = [.. held.Policies.Select(p => new ComparisonItem(p.Name, held, p))];
        return Compare.Run(items, 0, options, cancellation: TestContext.Current.CancellationToken)!;
    }
}
