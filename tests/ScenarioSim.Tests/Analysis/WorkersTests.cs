using ScenarioSim.Analysis;
using ScenarioSim.Language;
using ScenarioSim.Model;
using ScenarioSim.Results;
using ScenarioSim.Tests.Corpus;
using Xunit;

namespace ScenarioSim.Tests.Analysis;

/// <summary>Runs are shared among threads in stretches.</summary>
public class WorkersTests
{
    private long _passed;

    [Fact]
    public void The_first_stretch_is_a_block_of_lanes_so_that_long_runs_are_soon_stopped_and_no_lane_is_empty()
    {
        using var stop = new CancellationTokenSource();
        var stretches = new List<(long First, int Count)>();
        var workers = Of(1, (first, count, _) =>
        {
            stretches.Add((first, count));
            stop.Cancel();
        });
        workers.Advance(1000, null, stop.Token, stop.Token);
        Assert.Equal([(0L, 16)], stretches);
        Assert.Equal(16, workers.Done);
    }

    [Fact]
    public void A_long_stretch_is_stopped_in_its_midst_and_made_again_by_another_engine_when_more_runs_are_wanted()
    {
        using var stop = new CancellationTokenSource();
        int engines = 0;
        var workers = new Workers<object, List<long>>(
            1, () => ++engines, () => [], (_, counts, first, count, cancellation) =>
            {
                // Long, so that the next may be stopped too.
                Pass();
                for (long run = first; run < first + count; run++)
                {
                    if (run == 40 && engines == 1) stop.Cancel();
                    cancellation.ThrowIfCancellationRequested();
                    counts.Add(run);
                }
                return count;
            }, (sum, more) => sum.AddRange(more), Now);
        workers.Advance(100, null, stop.Token, stop.Token);
        Assert.Equal(32, workers.Done);
        workers.Advance(68, null, CancellationToken.None, CancellationToken.None);
        Assert.Equal(100, workers.Done);
        Assert.Equal(2, engines);
        Assert.Equal(Enumerable.Range(0, 100).Select(r => (long)r), workers.Counts.SelectMany(c => c).Order());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_lies_beyond_a_stretch_that_was_stopped_in_its_midst_is_given_up_and_none_is_once_one_was_short(bool areLong)
    {
        using var stop = new CancellationTokenSource();
        using var later = new CountdownEvent(3);
        var workers = Of(2, (first, _, cancellation) =>
        {
            if (areLong) Pass();
            if (first > 0 && !later.IsSet) later.Signal();
            if (first > 0) return;
            later.Wait(CancellationToken.None);
            stop.Cancel();
            cancellation.ThrowIfCancellationRequested();
        }, Now);
        workers.Advance(1_000_000, null, stop.Token, stop.Token);
        if (areLong) Assert.Equal(0, workers.Done);
        else Assert.InRange(workers.Done, 64, 1_000_000);
        Assert.Equal(Enumerable.Range(0, (int)workers.Done).Select(r => (long)r), workers.Counts.SelectMany(c => c).Order());
    }

    [Fact]
    public void Who_only_pauses_loses_no_stretch_however_long()
    {
        using var pause = new CancellationTokenSource();
        var workers = Of(1, (first, _, cancellation) =>
        {
            Pass();
            if (first >= 16) pause.Cancel();
            cancellation.ThrowIfCancellationRequested();
        }, Now);
        workers.Advance(1000, null, pause.Token, CancellationToken.None);
        Assert.Equal(32, workers.Done);
    }

    [Fact]
    public void No_run_is_lost_where_an_engine_takes_long_to_make_while_another_finds_that_stretches_are_short()
    {
        // Which thread has the first stretch is chance: in some of these it is the slow one.
        for (int time = 0; time < 30; time++)
        {
            using var known = new ManualResetEventSlim();
            int engines = 0, begun = 0;
            var workers = new Workers<object, List<long>>(
                2, () =>
                {
                    if (Interlocked.Increment(ref engines) == 1) known.Wait(TestContext.Current.CancellationToken);
                    return new object();
                }, () => [], (_, counts, first, count, _) =>
                {
                    // Whoever comes to a second stretch has seen the end of the first.
                    if (Interlocked.Increment(ref begun) == 2) known.Set();
                    for (long run = first; run < first + count; run++) counts.Add(run);
                    return count;
                }, (sum, more) => sum.AddRange(more), Now);
            workers.Advance(200, null, CancellationToken.None, CancellationToken.None);
            Assert.Equal(200, workers.Done);
            Assert.Equal(Enumerable.Range(0, 200).Select(r => (long)r), workers.Counts.SelectMany(c => c).Order());
        }
    }

    [Fact]
    public void A_failure_is_not_kept_waiting_by_long_stretches()
    {
        using var begun = new CountdownEvent(2);
        var workers = Of(2, (first, _, cancellation) =>
        {
            begun.Signal();
            begun.Wait(CancellationToken.None);
            if (first == 0) throw new InvalidOperationException("a defect");
            cancellation.WaitHandle.WaitOne();
            cancellation.ThrowIfCancellationRequested();
        });
        Assert.Equal("a defect", Assert.Throws<InvalidOperationException>(() => workers.Advance(1000, null, CancellationToken.None, CancellationToken.None)).Message);
    }

    [Fact]
    public void Every_engine_stops_in_the_midst_of_runs()
    {
        Scenario scenario = Ring(30);
        var engines = Enum.GetValues<KernelWidth>().Select(w => (EngineKind.Kernel, w)).Append((EngineKind.Interpreter, KernelWidth.Single));
        foreach ((EngineKind engine, KernelWidth width) in engines)
        {
            var maker = new RunMaker(scenario, scenario.Policies[0], 1, engine, width);
            maker.Prepare(CancellationToken.None);
            using var stop = new CancellationTokenSource();
            int taken = 0;
            MakeRuns make = maker.Start();
            // The second stretch is made by lanes that have been compiled.
            make(0, 16, RunTaker.Of(_ => { }), CancellationToken.None);
            var taker = RunTaker.Of(_ =>
            {
                taken++;
                stop.Cancel();
            });
            int made = 0;
            try
            {
                made = make(16, 100_000, taker, stop.Token);
            }
            catch (OperationCanceledException)
            {
                // Lanes stop in the midst of many runs.
                Assert.NotEqual((EngineKind.Interpreter, KernelWidth.Single), (engine, width));
            }
            Assert.InRange(made, 0, 1);
            Assert.InRange(taken, 1, 50_000);
        }
    }

    [Theory]
    [InlineData(EngineKind.Interpreter)]
    [InlineData(EngineKind.Kernel)]
    public void What_is_kept_when_long_runs_are_stopped_are_the_first_runs(EngineKind engine)
    {
        Scenario scenario = Ring(60);
        var options = new RunOptions { Engine = engine, Width = KernelWidth.Single, Threads = 3 };
        foreach (int milliseconds in new[] { 40, 150, 400 })
        {
            using var stop = new CancellationTokenSource(milliseconds);
            var stopped = new RunningSimulation(scenario, scenario.Policies[0], options);
            stopped.Advance(10_000_000, stop.Token);
            if (stopped.Done == 0) continue;
            var whole = new RunningSimulation(scenario, scenario.Policies[0], options);
            whole.Advance(stopped.Done, TestContext.Current.CancellationToken);
            Assert.Equal(whole.Done, stopped.Done);
            Assert.Equal(whole.Tally().Outcomes, stopped.Tally().Outcomes);
            Assert.Equal(whole.Results().Tracks.SelectMany(t => t.Shares).SelectMany(s => s), stopped.Results().Tracks.SelectMany(t => t.Shares).SelectMany(s => s));
        }
    }

    // By this clock only what says so takes long.
    private TimeSpan Now() => TimeSpan.FromMilliseconds(Volatile.Read(ref _passed));

    private void Pass() => Interlocked.Add(ref _passed, 30);

    private static Workers<object, List<long>> Of(int threads, Action<long, int, CancellationToken> run, Func<TimeSpan>? clock = null) =>
        new(threads, () => new object(), () => [], (_, counts, first, count, cancellation) =>
        {
            run(first, count, cancellation);
            for (long r = first; r < first + count; r++) counts.Add(r);
            return count;
        }, (sum, more) => sum.AddRange(more), clock);

    [Fact]
    public void Nobody_waits_for_the_lanes_of_a_large_scenario_who_has_been_told_to_stop()
    {
        Scenario scenario = Ring(3000);
        var simulation = new RunningSimulation(scenario, scenario.Policies[0], new RunOptions { Width = KernelWidth.Of256 });
        // They take seconds to compile.
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(20));
        simulation.Advance(1000, stop.Token);
        Assert.Equal(0, simulation.Done);
    }

    [Fact]
    public void Nor_does_who_verifies_it()
    {
        Scenario scenario = Ring(3000);
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(20));
        Verification verification = Verify.Run(scenario, scenario.Policies[0], new VerifyOptions { ReferenceRuns = 64 }, cancellation: stop.Token);
        Assert.True(verification.Partial);
        Assert.All(verification.SameRuns, same => Assert.Equal(0, same.Runs));
    }

    private static Scenario Ring(int tracks)
    {
        var text = new System.Text.StringBuilder("start: 2022-01-01\nhorizon: 20 days\ntracks:\n");
        for (int t = 0; t < tracks; t++) text.Append(System.Globalization.CultureInfo.InvariantCulture, $"  t{t}: {{ states: {{ a: [ {{ when: t{(t + 1) % tracks} == b, chance: 20% per week, to: b }}, {{ chance: 1% per week, to: b }} ], b: [ {{ chance: 30% per week, to: a }} ] }} }}\n");
        return ScenarioReader.Read("ring.yaml", new MemoryFiles(("ring.yaml", text.ToString()))).Scenario!;
    }

    [Fact]
    public void Stretches_of_short_runs_grow_far_beyond_the_first()
    {
        var lengths = new List<int>();
        var workers = Of(1, (_, count, _) => lengths.Add(count));
        workers.Advance(1_000_000, null, CancellationToken.None, CancellationToken.None);
        Assert.Equal(16, lengths[0]);
        Assert.True(lengths.Max() > 1000, $"{lengths.Max()}");
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1000, 1)]
    [InlineData(1000, 3)]
    [InlineData(200_000, 2)]
    public void Every_run_is_made_once_and_no_stretch_is_too_long(long runs, int threads)
    {
        var made = new int[runs];
        int longest = 0;
        var workers = Of(threads, (first, count, _) =>
        {
            longest = Math.Max(longest, count);
            for (long run = first; run < first + count; run++) Interlocked.Increment(ref made[run]);
        });
        workers.Advance(runs, null, CancellationToken.None, CancellationToken.None);
        Assert.All(made, times => Assert.Equal(1, times));
        Assert.Equal(runs, workers.Done);
        if (runs > 1) Assert.InRange(longest, 16, 1 << 16);
    }
}
