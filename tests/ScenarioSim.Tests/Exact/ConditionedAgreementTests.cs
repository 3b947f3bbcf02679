using FsCheck.Xunit;
using ScenarioSim.Analysis;
using ScenarioSim.Model;
using ScenarioSim.Results;
using ScenarioSim.Tests.Corpus;
using ScenarioSim.Tests.Generated;
using Xunit;

namespace ScenarioSim.Tests.Exact;

/// <summary>Solutions given what is known come to what runs that agree with it do.</summary>
[Properties(Arbitrary = [typeof(Scenarios)], StartSize = 1, EndSize = 16, QuietOnSuccess = true)]
public class ConditionedAgreementTests
{
    private const int MostWorlds = 20_000;

    public static TheoryData<string> Files => [.. CorpusFiles.Names()];

    [Theory]
    [MemberData(nameof(Files))]
    public void Sampled_figures_of_runs_that_agree_are_within_four_standard_errors_of_the_solution(string name)
    {
        Scenario scenario = CorpusFiles.Read($"tests/corpus/{name}");
        Policy policy = scenario.Policies[0];
        if (Solutions.Solved($"tests/corpus/{name}", scenario, policy) is not { } plain) return;
        Fact[] open = [.. Open(plain)];
        if (open.Length == 0) return;
        // One alone, and two together: what was on a date, and what was by a later one.
        Check(scenario, policy, [open[0]], 40_000);
        Fact last = open[^1];
        Check(scenario, policy, [open[open.Length / 2], last with { AtSomeTime = true }], 40_000);
    }

    [Property(MaxTest = 200, Replay = "(20220218,7)")]
    public void Sampled_figures_of_generated_scenarios_are_within_four_standard_errors_of_the_solution(Generated.Generated generated, byte[] luck)
    {
        Scenario scenario = generated.Scenario;
        Policy policy = scenario.Policies[0];
        if (scenario.Tracks.Count == 0 || Solve.Obstacle(scenario, policy) is not null) return;
        Fact[] facts = [.. luck.Take(3).Select(b => Any(scenario, b))];
        if (facts.Length > 0) Check(scenario, policy, facts, 20_000);
    }

    [Property(MaxTest = 200, Replay = "(20220218,9)")]
    public void Sampled_figures_of_generated_scenarios_in_which_a_policy_takes_over_are_within_four_standard_errors_of_the_solution(Generated.Generated generated, byte[] luck)
    {
        Scenario scenario = generated.Scenario;
        if (scenario.Tracks.Count == 0 || scenario.Policies.Count < 2 || Solve.Obstacle(scenario, scenario.Policies[1]) is not null) return;
        Fact[] facts = [.. luck.Take(2).Select(b => Any(scenario, b))];
        if (facts.Length > 0) Check(scenario, scenario.Policies[1], facts, 20_000, scenario.Policies[0]);
    }

    [Fact]
    public void Every_state_by_date_of_the_week_in_Geneva_is_what_runs_that_agree_come_to()
    {
        Scenario scenario = CorpusFiles.Read("scenarios/geneva-week.yaml");
        Scenario held = scenario with { Evidence = Evidence.Of(scenario, scenario.Observations.Max(o => o.On), [], []) };
        SimulationResults solution = Solve.Run(held, held.Policies[0], new SolveOptions(), cancellation: TestContext.Current.CancellationToken).Results!;
        SimulationResults runs = Simulate.Run(held, held.Policies[0], new RunOptions { Runs = 400_000 }, cancellation: TestContext.Current.CancellationToken)!;
        long agreeing = runs.Runs!.Value;
        void Near(double exact, double sampled, double half) => Assert.InRange(Math.Abs(exact - sampled), 0, half + (5 * Math.Sqrt(((exact * (1 - exact)) + (1.0 / agreeing)) / agreeing)));
        Assert.InRange(solution.Evidence!.Share, runs.Evidence!.Low!.Value - 0.001, runs.Evidence.High!.Value + 0.001);
        foreach ((TrackResult one, TrackResult other) in solution.Tracks.Zip(runs.Tracks))
        {
            for (int state = 0; state < one.Shares.Count; state++)
            {
                for (int step = 0; step < one.Shares[state].Count; step++) Near(one.Shares[state][step], other.Shares[state][step], one.HalfWidths![state][step]);
            }
        }
        foreach ((OutcomeResult one, OutcomeResult other) in solution.Outcomes.Zip(runs.Outcomes)) Near(one.Probability, other.Probability, one.High!.Value - one.Low!.Value);
        foreach ((AssumptionResult one, AssumptionResult other) in solution.Assumptions.Zip(runs.Assumptions))
        {
            Assert.Equal(other.Mean, one.Mean, 0.003);
            foreach (((_, double value), (_, double sampled)) in one.Quantiles.Zip(other.Quantiles)) Assert.Equal(sampled, value, 0.006);
        }
    }

    private static void Check(Scenario scenario, Policy policy, Fact[] facts, long runs, Policy? pastOf = null)
    {
        Scenario held = scenario with { Evidence = Evidence.Of(scenario, null, facts, []) with { PastOf = pastOf } };
        Solution solution = Solve.Run(held, policy, new SolveOptions { MostWorlds = MostWorlds }, cancellation: TestContext.Current.CancellationToken);
        if (solution.End == SolutionEnd.Impossible)
        {
            if (solution.Untried.Count == 0) Assert.Null(Simulate.Run(held, policy, new RunOptions { Runs = 2_000 }, cancellation: TestContext.Current.CancellationToken));
            return;
        }
        if (solution.Results is not { } results || results.Partial || results.Evidence!.Share < 0.02) return;
        SimulationResults sampled = Simulate.Run(held, policy, new RunOptions { Runs = runs }, cancellation: TestContext.Current.CancellationToken)!;
        Assert.Equal(1, results.Outcomes.Sum(o => o.Probability), 1e-9);
        Solutions.AssertAgree(sampled, results);
        foreach ((ShareResult one, ShareResult other) in results.Evidence.Outcomes.Zip(sampled.Evidence!.Outcomes))
        {
            double apart = (one.High ?? one.Probability) - (one.Low ?? one.Probability) + (5 * Math.Sqrt(one.Probability * (1 - one.Probability) / runs)) + 1e-9;
            Assert.InRange(other.Probability, one.Probability - apart, one.Probability + apart);
        }
        double share = results.Evidence.Share, slack = (results.Evidence.High ?? share) - (results.Evidence.Low ?? share);
        Assert.InRange(sampled.Evidence!.Share, share - slack - (5 * Math.Sqrt(share * (1 - share) / runs)) - 1e-9, share + slack + (5 * Math.Sqrt(share * (1 - share) / runs)) + 1e-9);
    }

    // What may or may not be, in several steps.
    private static IEnumerable<Fact> Open(SimulationResults plain)
    {
        int last = plain.Scenario.Clock.LastStep;
        foreach (int step in (int[])[last / 3, last / 2, 2 * last / 3, last])
        {
            foreach (TrackResult track in plain.Tracks)
            {
                foreach (State state in track.Track.States)
                {
                    if (track.Shares[state.Index][step] is > 0.1 and < 0.9) yield return That(plain.Scenario, track.Track, state.Index, step, atSomeTime: false);
                }
            }
        }
    }

    // Of a state, or of what an outcome or a measure asks for: dates, times, visits, indicators, assumptions.
    private static Fact Any(Scenario scenario, byte luck)
    {
        Expression[] asked = [.. scenario.Outcomes.Select(o => o.When).OfType<Expression>(), .. scenario.Measures.Select(m => m.Of).Where(e => e.Kind == Kind.Truth)];
        if (luck % 5 < 3 && asked.Length > 0)
        {
            int when = luck * 7 % (scenario.Clock.LastStep + 1);
            return new Fact(asked[luck % asked.Length], scenario.Clock.DateOf(when), when, luck % 2 == 0, "asked", About.Nothing);
        }
        Track track = scenario.Tracks[luck % scenario.Tracks.Count];
        return That(scenario, track, luck / 3 % track.States.Count, luck * 7 % (scenario.Clock.LastStep + 1), atSomeTime: luck % 2 == 0);
    }

    private static Fact That(Scenario scenario, Track track, int state, int step, bool atSomeTime) =>
        new(new InState(default, track.Index, state), scenario.Clock.DateOf(step), step, atSomeTime, $"{track.Name} == {track.States[state].Name}", About.Nothing);
}
