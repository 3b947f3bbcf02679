using ScenarioSim.Analysis;
using ScenarioSim.Compiler.Vectors;
using ScenarioSim.Language;
using ScenarioSim.Model;
using ScenarioSim.Results;
using ScenarioSim.Tests.Corpus;
using Xunit;

namespace ScenarioSim.Tests.Analysis;

/// <summary>Engines that are right are found to agree, and one that is wrong is caught, however well it hides.</summary>
public class VerifyTests
{
    private const string Text = """
        start: 2022-01-01
        horizon: 10 days
        indicators:
          tension: 0
        tracks:
          talks:
            states:
              open:
                - { chance: 10% per day, to: closed, do: tension += 2 }
              closed:
                - { after: 2 days, to: open }
          mood:
            states:
              calm:
                - { chance: 5% per day, to: angry }
              angry: []
        outcomes:
          closed: { when: talks == closed }
          open: { otherwise: true }
        measures:
          peak: max(tension)
          to_anger: time_to(mood == angry)
        """;

    private static readonly SampledEngine s_kernel = SampledEngine.Others.Single(e => e.Name == "kernel");

    // What a machine can run, and what smaller ones run too.
    private static readonly string[] s_others = ["kernel", .. VectorWidth.Available.Skip(1).Where(w => w.IsPacked).Select(w => $"kernel-{w.VectorBits}"), "single"];

    [Fact]
    public void Worlds_that_hang_on_a_corner_between_all_points_are_no_defect()
    {
        Scenario scenario = Read("""
            start: 2022-01-01
            horizon: 3 days
            assumptions: { q: { is: 0..1, why: example }, r: { is: 0..1, why: example } }
            tracks: { t: { states: { a: [ { when: q > 0.9991 and r > 0.5, to: b } ], b: [] } } }
            outcomes: { b: { when: t == b } }
            measures: { e: time_to(t == b), s: share_of_time(t == b) }
            """);
        Verification found = Verify.Run(scenario, scenario.Policies[0], new VerifyOptions { Runs = 50_000, ReferenceRuns = 100, Threads = 2 }, cancellation: TestContext.Current.CancellationToken);
        Assert.All(found.Agreements, a => Assert.Empty(a.Beyond));
        Assert.Contains(found.Agreements[0].Figures, f => f.Kind == FigureKind.Happens);
    }

    [Fact]
    public void Engines_that_are_right_agree_in_every_kind_of_figure()
    {
        Verification found = Run(new VerifyOptions { Runs = 20_000, ReferenceRuns = 200 });
        Assert.True(found.Agrees);
        Assert.False(found.Partial);
        Assert.Equal(["interpreter", .. s_others, "exact"], found.Engines.Select(e => e.Name));
        Assert.All(found.Engines, e => Assert.NotNull(e.Results));
        Assert.Equal(s_others.Select(e => (e, "interpreter", 200L)), found.SameRuns.Select(s => (s.Engine, s.Reference, s.Runs)));
        Agreement kernel = found.Agreements.Single(a => a.Engine == "kernel");
        Assert.Equal(Enum.GetValues<FigureKind>(), kernel.Worst.Select(w => w.Worst.Kind));
        Assert.Contains(kernel.Figures, f => f is { Kind: FigureKind.State, Name: "mood", State: "angry", Step: 10 });
    }

    [Fact]
    public void The_first_run_that_differs_is_named_with_its_step_and_track()
    {
        var late = Tampered("late", record =>
        {
            if (record.Run < 7 || record.Moves.FindIndex(m => m.Track == 0) is not (>= 0 and var first)) return;
            record.Moves[first] = record.Moves[first] with { Step = record.Moves[first].Step + 1 };
        });
        Verification found = Run(new VerifyOptions { Runs = 100, ReferenceRuns = 50, Engines = [late] });
        Assert.False(found.Agrees);
        RunDifference first = Assert.IsType<RunDifference>(found.SameRuns.Single().First);
        Assert.Equal(("track `talks`", "open to closed", "no move"), (first.What, first.Reference, first.Engine));
        Scenario scenario = Read(Text);
        long expected = Enumerable.Range(7, 43).First(run => Runs.Tell(scenario, scenario.Policies[0], 1, run, TestContext.Current.CancellationToken).Events.Any(e => e.Track.Name == "talks"));
        int step = Runs.Tell(scenario, scenario.Policies[0], 1, expected, TestContext.Current.CancellationToken).Events.First(e => e.Track.Name == "talks").Step;
        Assert.Equal((expected, (int?)step), (first.Run, first.Step));
    }

    [Fact]
    public void An_engine_whose_outcomes_are_right_and_states_are_not_is_caught_by_the_exact_solution()
    {
        // Beyond the runs that are compared one by one, and in a track that no outcome reads.
        var hidden = Tampered("hidden", record =>
        {
            if (record.Run >= 100 && record.Run % 10 == 0) record.Moves.RemoveAll(m => m.Track == 1);
        });
        Verification found = Run(new VerifyOptions { Runs = 50_000, ReferenceRuns = 100, Engines = [hidden] });
        Assert.Null(found.SameRuns.Single().First);
        Assert.False(found.Agrees);
        Agreement wrong = found.Agreements.Single(a => a.Engine == "hidden");
        Assert.All(wrong.Beyond, f => Assert.True(f.Name == "mood" || f.State.StartsWith("mood.", StringComparison.Ordinal), f.ToString()));
        Assert.All(wrong.Figures.Where(f => f.Kind == FigureKind.Outcome), f => Assert.False(wrong.IsBeyond(f)));
        Assert.True(found.Agreements.Single(a => a.Engine == "interpreter").Agrees);
    }

    [Fact]
    public void An_engine_with_chances_a_little_too_high_is_caught()
    {
        Scenario other = Read(Text.Replace("10% per day", "10.5% per day", StringComparison.Ordinal));
        var high = new SampledEngine("high", wanted => s_kernel.Prepare(wanted with { Scenario = other, Policy = other.Policies[0] }));
        Verification found = Run(new VerifyOptions { Runs = 100_000, ReferenceRuns = 1, Engines = [high] });
        Assert.False(found.Agreements.Single(a => a.Engine == "high").Agrees);
    }

    [Fact]
    public void What_stands_in_the_way_of_the_exact_engine_is_told_and_the_others_are_compared()
    {
        Verification drawn = Run(new VerifyOptions { Runs = 100, ReferenceRuns = 10 }, Text.Replace("do: tension += 2", "do: 'tension += normal(0, 1)'", StringComparison.Ordinal));
        Assert.Contains("tension += normal(0, 1)", drawn.Engines.Single(e => e.Name == "exact").Reason);
        Assert.True(drawn.Agrees);
        Assert.Empty(drawn.Agreements);
        Assert.All(drawn.SameRuns, same => Assert.Equal(10, same.Runs));
        Verification large = Run(new VerifyOptions { Runs = 100, ReferenceRuns = 10, MostWorlds = 2 });
        Assert.Contains("too many different worlds", large.Engines.Single(e => e.Name == "exact").Reason);
        Assert.False(large.Partial);
    }

    [Fact]
    public void Stopped_it_keeps_what_was_compared()
    {
        using var stop = new CancellationTokenSource();
        Verification found = Stoppable(
            new VerifyOptions { Runs = 1_000_000, ReferenceRuns = 128 },
            Text,
            p =>
            {
                if (p.Doing == "runs by kernel" && p.Share > 0) stop.Cancel();
            },
            stop.Token);
        Assert.True(found.Partial);
        Assert.All(found.SameRuns, same => Assert.Equal(128, same.Runs));
        Assert.InRange(found.Engines.Single(e => e.Name == "kernel").Results!.Runs!.Value, 1, 999_999);
        Assert.Equal("stopped", found.Engines.Single(e => e.Name == "exact").Reason);
        using var never = new CancellationTokenSource();
        never.Cancel();
        Assert.All(Stoppable(new VerifyOptions(), Text, null, never.Token).Engines, e => Assert.StartsWith("stopped", e.Reason));
    }

    [Fact]
    public void Results_do_not_depend_on_the_threads()
    {
        IReadOnlyList<Figure> Figures(int threads) => Run(new VerifyOptions { Runs = 2_000, ReferenceRuns = 100, Threads = threads }).Agreements[1].Figures;
        Assert.Equal(Figures(1), Figures(3));
    }

    private static SampledEngine Tampered(string name, Action<RunRecord> tamper) => new(name, wanted =>
    {
        PreparedEngine kernel = s_kernel.Prepare(wanted);
        return kernel with
        {
            Start = () =>
            {
                MakeRuns make = kernel.Start();
                return (first, count, take, cancellation) => make(first, count, RunTaker.Of(record =>
                {
                    tamper(record);
                    take.Take(record);
                }), cancellation);
            },
        };
    });

    private static Verification Run(VerifyOptions options, string text = Text) => Stoppable(options, text, null, TestContext.Current.CancellationToken);

    private static Verification Stoppable(VerifyOptions options, string text, Action<VerifyProgress>? progress, CancellationToken cancellation)
    {
        Scenario scenario = Read(text);
        return Verify.Run(scenario, scenario.Policies[0], options, progress, cancellation);
    }

    private static Scenario Read(string text) => ScenarioReader.Read("x.yaml", new MemoryFiles(("x.yaml", text))).Scenario!;
}
