using FsCheck.Xunit;
using ScenarioSim.Analysis;
using ScenarioSim.Compiler;
using ScenarioSim.Compiler.Vectors;
using ScenarioSim.Model;
using ScenarioSim.Results;
using ScenarioSim.Simulation.Lanes;
using ScenarioSim.Tests.Corpus;
using ScenarioSim.Tests.Generated;
using Xunit;

namespace ScenarioSim.Tests.Simulation;

/// <summary>What lanes count as it happens is what the runs of the single-run kernel come to one by one, number for number: whatever is counted too early is taken back.</summary>
[Properties(Arbitrary = [typeof(Scenarios)], StartSize = 1, EndSize = 24, QuietOnSuccess = true)]
public class LaneTallyTests
{
    private static readonly (long First, int[][] Cuts)[] s_few = [(0, [[1, 15, 16, 17]]), (5, [[100]]), (LaneRuns.NearlyHigh, [[3, 31]])];
    private static readonly (long First, int[][] Cuts)[] s_many = [(0, [[1000], [1, 15, 16, 968], [983, 17]]), (5, [[100], [1, 1, 98]]), (LaneRuns.NearlyHigh, [[100], [7, 93], [5, 17, 78]])];

    public static TheoryData<string> Files => [.. LaneRuns.Files];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_tally_filled_by_lanes_is_that_of_the_single_run_kernel_however_the_runs_are_cut(string file)
    {
        Scenario scenario = CorpusFiles.Read(file);
        foreach (Policy policy in scenario.Policies) LaneRuns.AssertSameTallies(scenario, policy, VectorWidth.Available.Take(1), stretches: s_many);
        // Narrower ones count as they hand over, and take long to be compiled: each file has one of them in turn.
        LaneRuns.AssertSameTallies(scenario, scenario.Policies[^1], VectorWidth.Available.Skip(1 + (file.Length % Math.Max(1, VectorWidth.Available.Count - 1))).Take(1), stretches: s_few);
    }

    [Property(MaxTest = 150, Replay = "(20220110,41)")]
    public void A_tally_filled_by_lanes_is_that_of_the_single_run_kernel_in_generated_scenarios(Generated.Generated generated)
    {
        int choice = generated.ToString().Length;
        VectorWidth width = VectorWidth.Available[choice % 3 == 0 ? choice / 3 % VectorWidth.Available.Count : 0];
        LaneRuns.AssertSameTallies(generated.Scenario, generated.Scenario.Policies[^1], [width], stretches: s_few);
    }

    // A longer search, to be run by hand after a change: -explicit only -class "*LaneTallyTests"
    [Fact(Explicit = true)]
    public void A_tally_filled_by_lanes_is_that_of_the_single_run_kernel_in_very_many_scenarios()
    {
        for (int seed = 0; seed < 3000; seed++)
        {
            var generated = Generated.Generated.Of(3_000_000 + (10 * seed), new Wish(1 + (seed % 40)));
            Scenario scenario = generated.Scenario;
            Exception? failure = Record.Exception(() => LaneRuns.AssertSameTallies(scenario, scenario.Policies[0], VectorWidth.Available.Take(1), stretches: s_few));
            Assert.True(failure is null, $"seed {seed}: {failure}\n{generated}");
        }
    }

    [Theory]
    [InlineData("scenarios/geneva-week.yaml")]
    [InlineData("scenarios/moment-of-crisis.yaml")]
    public void A_tally_is_the_same_where_lanes_look_at_every_step(string file)
    {
        Scenario scenario = CorpusFiles.Read(file);
        LaneRuns.AssertSameTallies(scenario, scenario.Policies[0], VectorWidth.Available, LaneRuns.EveryStep(scenario), s_few);
    }

    /// <summary>Scenarios whose runs fall into doubt after they have moved.</summary>
    public static TheoryData<string> Doubtful =>
    [
        // Tension rises until the chance is above 100%.
        """
        horizon: 20 days
        indicators:
          tension: { initial: 0, range: 0..100, integer: true }
        tracks:
          border:
            states:
              calm: [ { chance: 30% per day, to: tense, do: tension += 7 } ]
              tense: [ { chance: 40% per day, to: calm, do: tension += 9 } ]
          war:
            states:
              no: [ { chance: 3% * tension per day, to: yes } ]
              yes: [ { after: 2 days, to: no } ]
        outcomes:
          war: { when: visited(war == yes) }
          calm: { when: border == calm }
          tense: { otherwise: true }
        """,
        // Below 0 in a fraction of the runs only.
        """
        horizon: 20 days
        indicators:
          hope: 10
        assumptions:
          loss: { is: 0.1..1.5, why: example }
        tracks:
          talks:
            states:
              open: [ { chance: 50% per day, to: shut, do: hope -= loss } ]
              shut: [ { chance: 50% per day, to: open, do: hope -= loss } ]
          treaty:
            states:
              drafted: [ { chance: 1% * hope per day, to: signed } ]
              signed: []
        outcomes:
          signed: { when: treaty == signed, stop: true }
          drafted: { otherwise: true }
        measures:
          hope: final(hope)
        """,
        // Certain, from some step on.
        """
        horizon: 20 days
        indicators:
          tension: { initial: 0, range: 0..100, integer: true }
        tracks:
          border:
            states:
              calm: [ { chance: 30% per day, to: tense, do: tension += 10 } ]
              tense: [ { chance: 40% per day, to: calm, do: tension += 10 } ]
          war:
            states:
              no: [ { chance: if tension >= 40 then 100% else 2% per day, to: yes } ]
              yes: []
        outcomes:
          war: { when: war == yes }
          peace: { otherwise: true }
        measures:
          war: time_to(war == yes)
        """,
        // Nothing to divide by in one step; what follows it does not mind.
        """
        horizon: 12 days
        tracks:
          clock:
            states:
              tick: [ { after: 1 day, to: tock } ]
              tock: [ { after: 1 day, to: tick } ]
          share:
            states:
              waits: [ { chance: "10% / (if clock == tick then 2 else day - 7) per day", to: gone } ]
              gone: [ { chance: 50% per day, to: waits } ]
        outcomes:
          gone: { when: share == gone }
          waits: { otherwise: true }
        """,
        // The same in an effect, and in a flow.
        """
        horizon: 12 days
        indicators:
          left: { initial: 6, integer: true }
          part: 1
        tracks:
          eater:
            states:
              hungry: [ { chance: 60% per day, to: full, do: [ left -= 1, part = 12 / left ] } ]
              full: [ { chance: 80% per day, to: hungry, do: part += 1 / (left - 3) } ]
          other:
            states:
              a: [ { chance: 50% per day, to: b } ]
              b: [ { chance: 50% per day, to: a } ]
        outcomes:
          little: { when: part < 1 }
          much: { otherwise: true }
        measures:
          part: final(part)
        """,
        // A delay that is negative in half the runs, of a state that is come into late; in some only in the very last step.
        """
        horizon: 6 days
        assumptions:
          lag: { is: { discrete: { 1 day: 50%, 3 days: 50% } }, why: example }
        tracks:
          talks:
            states:
              invited: [ { chance: 20% per day, to: waits } ]
              waits: [ { after: 2 days - lag, to: over } ]
              over: [ { chance: 50% per day, to: invited } ]
          walk:
            states:
              a: [ { after: 1 day, to: b } ]
              b: [ { after: 1 day, to: a } ]
        outcomes:
          waits: { when: talks == waits }
          other: { otherwise: true }
        """,
        // A split whose shares are too large, or all nothing, the later the more often.
        """
        horizon: 15 days
        indicators:
          guilt: { initial: 0, range: -3..10, integer: true }
        tracks:
          clues:
            states:
              a: [ { chance: 40% per day, to: b, do: guilt += 1 } ]
              b: [ { chance: 40% per day, to: a, do: guilt += 2 } ]
          inquiry:
            states:
              open: [ { after: 2 days, split: { damning: 15% * guilt, mixed: 20%, clean: rest } } ]
              damning: [ { after: 1 day, to: open } ]
              mixed: [ { after: 1 day, to: open } ]
              clean: [ { after: 1 day, to: open } ]
        outcomes:
          damning: { when: visited(inquiry == damning) }
          clean: { otherwise: true }
        """,
        // Tosses, drawn delays and drawn amounts in runs that are made again.
        """
        horizon: 25 days
        indicators:
          troops: 5
        tracks:
          front:
            states:
              quiet: [ { after: 1..4 days, chance: 70%, to: fight }, { after: 5 days, to: fight } ]
              fight: [ { after: exponential(2 days), to: quiet, do: "troops -= normal(1, 1)" } ]
          camp:
            states:
              full: [ { chance: 1% * (100 / troops) per day, to: empty } ]
              empty: [ { chance: 30% per day, to: full, do: troops += 0..2 } ]
        outcomes:
          empty: { when: camp == empty }
          full: { otherwise: true }
        measures:
          troops: min(troops)
        """,
        // Many tracks: no lists, sections. Whoever comes late brings doubt.
        """
        horizon: 10 days
        indicators:
          n: { initial: 0, range: 0..1000, integer: true }
        tracks:
        """ + "\n" + string.Concat(Enumerable.Range(0, 12).Select(i => $"  t{i}:\n    states:\n      a: [ {{ chance: {5 + (3 * i)}% per day, to: b, do: n += 1 }} ]\n      b: [ {{ chance: 2.5% * n per day, to: c, do: n += {i} }} ]\n      c: [ {{ chance: 50% per day, to: a }} ]\n")) + """
        outcomes:
          many: { when: n > 40 }
          few: { otherwise: true }
        measures:
          n: final(n)
        """,
        // A chance that is too large from the beginning, in runs that others' lanes outlast; a date that comes late.
        """
        end: 2023-04-01
        assumptions:
          day_of_talks: { is: 2022-05-02 to 2023-03-13, why: example }
        indicators:
          x: { initial: 6, each step: x }
        tracks:
          t1:
            states:
              s0: [ { after: 1 day, to: s1 } ]
              s1: [ { chance: 30% * x per day, to: s2 } ]
              s2: []
          t2:
            states:
              s0: [ { on: day_of_talks, chance: 1, split: { s1: 1 } } ]
              s1: []
        outcomes:
          held: { when: t2 == s1 }
          other: { otherwise: true }
        """,
        // A branch that repeats beside a chance that grows.
        """
        horizon: 15 days
        branches:
          shelling: { repeats: true, chance: 40% per day, split: { severe: 20%, light: rest } }
          truce: { repeats: true, when: shelling, after: 2 days }
          riot: { chance: 1% * visits(shelling) ^ 3 per day }
        outcomes:
          riot: { when: riot }
          none: { otherwise: true }
        measures:
          severe: visits(shelling == severe)
          truces: visits(truce)
        """,
    ];

    [Theory]
    [MemberData(nameof(Doubtful))]
    public void What_a_run_in_doubt_has_counted_before_is_taken_back(string text)
    {
        Scenario scenario = LaneRuns.Read($"scenario: In doubt\nstart: 2022-05-01\n{text}");
        Policy policy = scenario.Policies[0];
        long[] repeated = LaneRuns.AssertSameTallies(scenario, policy, VectorWidth.Available, stretches: [(0, [[1000], [1, 15, 16, 968]]), (LaneRuns.NearlyHigh, [[100]])]);
        Assert.All(repeated, r => Assert.InRange(r, 20, 2 * 1100));
        foreach (VectorWidth width in VectorWidth.Available) LaneRuns.AssertSame(scenario, policy, width, first: 3, runs: 100);
        LaneRuns.AssertSameTallies(scenario, policy, VectorWidth.Available.Take(1), LaneRuns.EveryStep(scenario), (0, [[300]]));
        var plan = new Plan(scenario, policy);
        using var lanes = LaneKernel.Of(plan, LaneRuns.Compile(plan, VectorWidth.Available[0]), 7);
        var again = new MadeAgain();
        lanes.Run(0, 1000, again, TestContext.Current.CancellationToken);
        Assert.Equal(lanes.Repeated, again.Runs);
        // Else there would be nothing to take back.
        Assert.InRange(again.AfterMoves, 20, again.Runs);
    }

    [Theory]
    [MemberData(nameof(Doubtful))]
    public void One_two_and_three_threads_count_the_same_in_lanes_as_without(string text)
    {
        Scenario scenario = LaneRuns.Read($"scenario: In doubt\nstart: 2022-05-01\n{text}");
        string Counted(int threads, KernelWidth width)
        {
            var running = new RunningSimulation(scenario, scenario.Policies[0], new RunOptions { Threads = threads, Width = width });
            foreach (long runs in new long[] { 1, 130, 64, 205 }) running.Advance(runs);
            return TallyText.Of(running.Tally(), scenario);
        }

        string wanted = Counted(1, KernelWidth.Single);
        foreach (int threads in new[] { 1, 2, 3 })
        {
            foreach (KernelWidth width in new[] { KernelWidth.Of256, KernelWidth.Of512 }) Assert.Equal(wanted, Counted(threads, width));
        }
    }

    // Lanes tell only these runs one by one, where nobody asks for moves.
    private sealed class MadeAgain : RunTaker
    {
        public int Runs { get; private set; }

        public int AfterMoves { get; private set; }

        public override void Take(RunRecord run)
        {
            Runs++;
            int doubt = run.Counted.Count > 0 ? run.Counted.Min(c => c.Step) : run.LastStep;
            if (run.Moves.Exists(m => m.Step < doubt)) AfterMoves++;
        }

        public override void Take(RunBatch runs)
        {
        }

        internal override bool NeedsMoves(IReadOnlyList<Move> kinds) => false;
    }
}
