using ScenarioSim.Analysis;
using ScenarioSim.Language;
using ScenarioSim.Model;
using ScenarioSim.Results;
using ScenarioSim.Tests.Corpus;
using Xunit;

namespace ScenarioSim.Tests.Exact;

/// <summary>Solutions in which a policy takes over when all that is known has happened, against answers worked out by hand and against runs.</summary>
public class TakenOverTests
{
    [Fact]
    public void Chances_are_those_of_the_policy_before_until_the_date_and_of_the_other_in_the_steps_after_it()
    {
        SimulationResults results = Solved("""
            start: 2022-01-01
            horizon: 4 days
            levers: { strength: { options: [1, 3] } }
            tracks: { t: { states: { a: [ { chance: 10% * strength per day, to: b } ], b: [] } } }
            outcomes: { b: { when: t == b, value: 10 }, a: { otherwise: true, value: 0 } }
            measures: { strength: total(strength), first: time_to(t == b) }
            policies: { soft: {}, hard: { set: { strength: 3 } } }
            """, "t == a on 2022-01-03");
        Assert.Equal(0.81, results.Evidence!.Share, 1e-12);
        Assert.Equal(1 - (0.7 * 0.7), results.Outcomes[0].Probability, 1e-12);
        Assert.Equal([0, 0, 0, 0.3, 0.51], results.Tracks[0].Shares[1], (x, y) => Math.Abs(x - y) < 1e-12);
        Assert.Equal(1 - (0.81 * 0.49), results.Evidence.Outcomes[0].Probability, 1e-12);
        Assert.Equal(10 * (1 - (0.81 * 0.49)), results.Evidence.Value!.Mean, 1e-12);
        Assert.Equal(1 + 1 + 1 + 3 + 3, results.Measures[0].Mean, 1e-9);
        Assert.Equal(((3 * 0.3) + (4 * 0.21)) / 0.51, results.Measures[1].Mean, 1e-12);
        Assert.Equal("soft", results.Scenario.Evidence!.PastOf!.Name);
        Assert.IsNotType<Conditional>(results.Scenario.Measures[0].Of);
    }

    [Fact]
    public void A_delay_is_that_of_the_policy_in_force_when_its_state_was_entered()
    {
        SimulationResults results = Solved("""
            start: 2022-01-01
            horizon: 4 days
            levers: { notice: { options: [3 days, 1 day] } }
            tracks: { t: { states: { a: [ { chance: 50% per day, to: b } ], b: [ { after: notice, to: c } ], c: [] } } }
            outcomes: { c: { when: t == c }, rest: { otherwise: true } }
            policies: { slow: {}, quick: { set: { notice: 1 day } } }
            """, "not t == c on 2022-01-02");
        // Entered on the first day (1/2) until the fourth; on the second (1/4) until the third; on the third (1/8) until the fourth.
        Assert.Equal([0, 0, 0, 0.25, 0.875], results.Tracks[0].Shares[2], (x, y) => Math.Abs(x - y) < 1e-12);
        Assert.Equal(1, results.Evidence!.Share, 1e-12);
    }

    [Fact]
    public void A_date_is_so_too_and_a_state_that_is_entered_again_has_the_new_one()
    {
        SimulationResults results = Solved("""
            start: 2022-01-01
            horizon: 6 days
            levers: { call: { options: [late, early] } }
            tracks: { t: { states: { a: [ { on: (if call == early then 2022-01-05 else 2022-01-07), to: b }, { chance: 50% per day, to: away } ], away: [ { after: 1 day, to: a } ], b: [] } } }
            outcomes: { b: { when: t == b }, rest: { otherwise: true } }
            policies: { late: {}, soon: { set: { call: early } } }
            """, "not t == b on 2022-01-02");
        // On the fifth day (step 4) those move who are in `a` then and have come back to it, on day 2 or 3: of those who left on day 1 (1/2) and are back, 1/2 have not left again on day 3;
        // of those who left on day 2 (1/4) all are back on day 3. Whoever left on day 3 is back on day 4, and moves on day 5.
        Assert.Equal((0.5 * 0.5) + 0.25, results.Tracks[0].Shares[2][4], 1e-12);
    }

    [Fact]
    public void What_is_known_is_judged_by_the_levers_of_its_time()
    {
        SimulationResults results = Solved("""
            start: 2022-01-01
            horizon: 3 days
            levers: { tone: { options: [soft, hard] } }
            tracks: { t: { states: { a: [ { chance: 50% per day, to: b } ], b: [] } } }
            outcomes: { b: { when: t == b and tone == hard }, a: { otherwise: true } }
            policies: { soft: {}, hard: { set: { tone: hard } } }
            """, "tone == soft and t == a by 2022-01-02", "tone == soft on 2022-01-03");
        Assert.Equal(1, results.Evidence!.Share, 1e-12);
        Assert.Equal(0.875, results.Outcomes[0].Probability, 1e-12);
    }

    [Fact]
    public void Levers_wherever_expressions_may_stand_come_to_what_runs_do()
    {
        Scenario scenario = ScenarioReader.Read("x.yaml", new MemoryFiles(("x.yaml", """
            start: 2022-01-01
            horizon: 30 days
            assumptions: { nerve: { discrete: { 0.2: 40%, 0.7: 60% } } }
            levers:
              tone: { options: [soft, hard] }
              strength: { options: [1, 3] }
              notice: { options: [2 days, 6 days] }
            indicators:
              tension: { initial: 2 + strength, range: 0..9 }
            define:
              firm: tone == hard and nerve > 0.3
            tracks:
              talks:
                states:
                  open:
                    - { chance: (if firm then 8% else 3%) per day, to: closed, do: tension += strength }
                    - { when: tone == hard and tension > 6, chance: 20% per day, split: { closed: 10% * strength, adjourned: rest } }
                    - { chance: 5% per day, to: adjourned }
                  adjourned: [ { after: notice, to: open, do: tension -= 1 } ]
                  closed: [ { on: 2022-01-20, when: strength == 1, to: open } ]
              force:
                states:
                  calm: [ { chance: 4% * strength per day, to: alert } ]
                  alert: [ { after: 2 * notice, to: calm, do: tension -= strength }, { chance: 3% per day, to: war } ]
                  war: []
            outcomes: { war: { when: force == war, stop: true }, hard: { when: tone == hard and talks == closed }, rest: { otherwise: true } }
            measures: { tension: mean(tension), peak: max(tension), strength: final(strength), war: time_to(force == war), alert: share_of_time(force == alert and tone == hard) }
            policies:
              soft: {}
              hard: { set: { tone: hard, strength: 3, notice: 6 days } }
            """))).Scenario!;
        foreach (string[] given in (string[][])[["talks == open on 2022-01-10"], ["force == alert by 2022-01-12", "not force == war on 2022-01-15"]])
        {
            foreach ((Policy policy, Policy before) in ((Policy, Policy)[])[(scenario.Policies[1], scenario.Policies[0]), (scenario.Policies[0], scenario.Policies[1])])
            {
                Scenario held = Held(scenario, before, given);
                SimulationResults solved = Solve.Run(held, policy, new SolveOptions(), cancellation: TestContext.Current.CancellationToken).Results!;
                SimulationResults sampled = Simulate.Run(held, policy, new RunOptions { Runs = 200_000 }, cancellation: TestContext.Current.CancellationToken)!;
                Solutions.AssertAgree(sampled, solved);
                Assert.InRange(solved.Evidence!.Share, sampled.Evidence!.Low!.Value - 0.002, sampled.Evidence.High!.Value + 0.002);
            }
        }
    }

    [Fact]
    public void A_policy_that_takes_over_at_the_end_changes_nothing()
    {
        Scenario scenario = CorpusFiles.Read("scenarios/geneva-week.yaml");
        string last = $"not geneva == framework on {scenario.Clock.Iso(scenario.Clock.LastStep)}";
        Policy threaten = scenario.Policies[0], other = scenario.Policies[1] with { Assume = threaten.Assume };
        Scenario held = Held(scenario, threaten, last);
        SimulationResults one = Solve.Run(held with { Evidence = held.Evidence! with { PastOf = null } }, threaten, new SolveOptions(), cancellation: TestContext.Current.CancellationToken).Results!;
        SimulationResults two = Solve.Run(held, other, new SolveOptions(), cancellation: TestContext.Current.CancellationToken).Results!;
        Assert.Equal(one.Outcomes.Select(o => o.Probability), two.Outcomes.Select(o => o.Probability), (x, y) => Math.Abs(x - y) < 1e-12);
    }

    private static SimulationResults Solved(string text, params string[] given)
    {
        Scenario scenario = ScenarioReader.Read("x.yaml", new MemoryFiles(("x.yaml", text))).Scenario!;
        return Solve.Run(Held(scenario, scenario.Policies[0], given), scenario.Policies[1], new SolveOptions(), cancellation: TestContext.Current.CancellationToken).Results!;
    }

    private static Scenario Held(Scenario scenario, Policy before, params string[] given) =>
        scenario with { Evidence = Evidence.Of(scenario, null, Givens.Read(scenario, given).Facts!, given) with { PastOf = before } };
}
