using System.Text.RegularExpressions;
using FsCheck.Xunit;
using ScenarioSim.Analysis;
using ScenarioSim.Interpreter;
using ScenarioSim.Model;
using ScenarioSim.Results;
using ScenarioSim.Tests.Corpus;
using ScenarioSim.Tests.Generated;
using Xunit;

namespace ScenarioSim.Tests.Analysis;

/// <summary>Results held to facts are exactly the tally of those among the runs that agree, whoever makes them.</summary>
[Properties(Arbitrary = [typeof(Scenarios)], StartSize = 1, EndSize = 24, QuietOnSuccess = true)]
public class EvidenceTalliesTests
{
    private const int Runs = 200;

    public static TheoryData<string> Files => [.. CorpusFiles.All()];

    [Theory]
    [MemberData(nameof(Files))]
    public void Of_a_scenario_of_the_repository_the_runs_that_agree_are_counted_by_every_engine(string file)
    {
        Scenario scenario = CorpusFiles.Read(file);
        // A million steps are not gone through here.
        if (scenario.Clock.LastStep > 2_000) return;
        AssertCounts(scenario, scenario.Policies[^1], file.Length);
    }

    [Property(MaxTest = 60, Replay = "(20220110,41)")]
    public void Of_a_random_scenario_the_runs_that_agree_are_counted_by_every_engine(Generated.Generated generated) =>
        AssertCounts(generated.Scenario, generated.Scenario.Policies[^1], generated.ToString().Length);

    // A longer search, to be run by hand after a change of an engine or of the judging.
    [Fact(Explicit = true)]
    public void Of_very_many_random_scenarios_the_runs_that_agree_are_counted_by_every_engine()
    {
        for (int seed = 0; seed < 2_000; seed++)
        {
            var generated = Generated.Generated.Of(7_000_000 + (10 * seed), new Wish(1 + (seed % 40)));
            Exception? failure = Record.Exception(() => AssertCounts(generated.Scenario, generated.Scenario.Policies[0], seed));
            Assert.True(failure is null, $"seed {seed}: {failure}\n{generated}");
        }
    }

    [Theory]
    [InlineData("scenarios/geneva-week.yaml", "2022-01-12")]
    [InlineData("scenarios/moment-of-crisis.yaml", "2022-01-12")]
    [InlineData("scenarios/moment-of-crisis.yaml", "2022-03-31")]
    [InlineData("scenarios/cuban-missile-crisis.yaml", "1962-10-24T12:00")]
    public void As_of_a_date_the_runs_that_agree_with_the_observations_of_a_shipped_scenario_are_counted(string file, string asOf)
    {
        Scenario scenario = CorpusFiles.Read(file), held = KnownScenario.Held(scenario, asOf);
        Assert.Equal(scenario.Observations.Count(o => o.On <= DateTime.Parse(asOf)), held.Evidence!.Facts.Count);
        var evaluator = new Evaluator(scenario.Clock, new HashSet<Expression>());
        AssertCounts(scenario, held, scenario.Policies[0], [.. held.Evidence.Facts.Select(f => new JudgedFact(f, run => evaluator.Value(f.That, run) != 0))], Replay(scenario, scenario.Policies[0], 1_000));
    }

    [Fact]
    public void Facts_by_chance_leave_some_runs_and_not_all_of_most_random_scenarios_and_are_of_every_form()
    {
        int some = 0;
        var texts = new List<string>();
        for (int seed = 0; seed < 60; seed++)
        {
            Scenario scenario = Generated.Generated.Of(8_000_000 + (10 * seed), new Wish(1 + (seed % 24))).Scenario;
            List<ReplayedRun> all = Replay(scenario, scenario.Policies[0], 50);
            IReadOnlyList<JudgedFact> facts = new JudgedFacts(scenario, seed).Of(all);
            if (all.Count(run => facts.All(f => f.Agrees(run, scenario.Clock))) is > 0 and < 50) some++;
            texts.AddRange(facts.Select(f => $"{f.Fact.That.Span.File.Path} {f.Fact.Text} {(f.Fact.AtSomeTime ? "by" : "on")}"));
        }
        Assert.InRange(some, 20, 60);
        foreach (string form in new[] { "--given t. == s", "--given b", "--given x. >= ", "--given not", " by$", " on$", "^generated" }) Assert.Contains(texts, text => Regex.IsMatch(text, form));
    }

    private static void AssertCounts(Scenario scenario, Policy policy, int seed)
    {
        IReadOnlyList<ReplayedRun> all = Replay(scenario, policy, Runs);
        IReadOnlyList<JudgedFact> facts = new JudgedFacts(scenario, seed).Of(all);
        AssertCounts(scenario, scenario with { Evidence = Evidence.Of(scenario, null, [.. facts.Select(f => f.Fact)], []) }, policy, facts, all);
    }

    private static void AssertCounts(Scenario scenario, Scenario held, Policy policy, IReadOnlyList<JudgedFact> facts, IReadOnlyList<ReplayedRun> all)
    {
        var left = all.ToList();
        var counts = new List<(long Of, long Agreeing)>();
        foreach (JudgedFact fact in facts)
        {
            long of = left.Count;
            left = [.. left.Where(run => fact.Agrees(run, scenario.Clock))];
            counts.Add((of, left.Count));
        }
        var tally = new Tally(scenario, new SiteTable(scenario).Sites.Count);
        foreach (ReplayedRun run in left) tally.Add(run.Record);
        var options = new RunOptions { Runs = all.Count, Seed = 7 };
        SimulationResults plain = Simulate.Run(scenario, policy, options)!;
        foreach ((EngineKind engine, KernelWidth width, int threads) in Ways())
        {
            string way = $"{engine} {width} {threads}, given {string.Join("; ", facts.Select(f => $"{f.Fact.Text} {(f.Fact.AtSomeTime ? "by" : "on")} {f.Fact.Date:s}"))}";
            var running = new RunningSimulation(held, policy, options with { Engine = engine, Width = width, Threads = threads });
            foreach (int more in new[] { 1, 130, all.Count - 131 }) running.Advance(more);
            EvidenceResult evidence = running.EvidenceSoFar()!;
            Assert.True(counts.SequenceEqual(evidence.Facts.Select(f => (f.Of!.Value, f.Agreeing!.Value))), $"{way}: {string.Join(" ", counts)}, not {string.Join(" ", evidence.Facts.Select(f => (f.Of, f.Agreeing)))}");
            Assert.Equal((all.Count, left.Count), (evidence.Runs, evidence.Agreeing));
            AssertBefore(plain, evidence);
            Assert.Equal(left.Count > 0, running.HasResults);
            if (left.Count == 0) continue;
            string wanted = ButCounted(TallyText.Of(tally, scenario)), got = ButCounted(TallyText.Of(running.Tally(), scenario));
            Assert.True(wanted == got, $"{way}: {Engines.FirstDifference(wanted, got)}");
            SimulationResults results = running.Results();
            AssertResults(results, scenario, left);
            // A condition of the file's own that is looked at more often has more to count.
            if (facts.All(f => f.Fact.That.Span.File.Path == "--given")) Assert.Equal(Counted(scenario, tally), results.Counted.Select(Counted));
        }
    }

    // What all runs came to is what they come to where nothing is known.
    private static void AssertBefore(SimulationResults plain, EvidenceResult evidence)
    {
        Assert.Equal(plain.Outcomes.Select(o => (o.Runs, o.Probability, o.Low, o.High)), evidence.Outcomes.Select(o => (o.Runs, o.Probability, o.Low, o.High)));
        Assert.Equal(plain.Value, evidence.Value);
        Assert.Equal(plain.Assumptions.Select(Told), evidence.Assumptions.Select(Told));

        static string Told(AssumptionResult a) => $"{a.Assumption.Name} {a.Mean:R} {string.Join(" ", a.Quantiles)} {string.Join(" ", a.Bins)} {string.Join(" ", a.Shares)}";
    }

    // Sites have other numbers where conditions are among them.
    private static string ButCounted(string tally) => string.Join("\n", tally.Split('\n').Where(line => !line.StartsWith("counted", StringComparison.Ordinal)));

    private static IEnumerable<string> Counted(Scenario scenario, Tally tally) => new SiteTable(scenario).Sites.Zip(tally.Counted).Where(c => c.Second.Runs > 0)
        .Select(c => Counted(new CountedResult(c.First, c.Second.Runs, c.Second.First, c.Second.Example.Step, c.Second.Example.Value)));

    private static string Counted(CountedResult c) => $"{c.Site.Reason} {c.Site.Span.Start} {c.Site.Track}: in {c.Runs}, first {c.ExampleRun}, step {c.ExampleStep}, {c.ExampleValue:R}";

    private static void AssertResults(SimulationResults results, Scenario scenario, List<ReplayedRun> left)
    {
        Assert.Equal(left.Count, results.Runs);
        foreach (OutcomeResult outcome in results.Outcomes)
        {
            long[] runs = [.. left.Where(r => r.Record.Outcome == outcome.Outcome.Index).Select(r => r.Record.Run)];
            Assert.Equal(runs.Length, outcome.Runs);
            Assert.Equal(runs.Take(100), outcome.FirstRuns);
            Assert.Equal((double)runs.Length / left.Count, outcome.Probability);
        }
        foreach (TrackResult track in results.Tracks)
        {
            for (int step = 0; step <= scenario.Clock.LastStep; step += 1 + (scenario.Clock.LastStep / 20))
            {
                foreach (State state in track.Track.States)
                {
                    Assert.Equal((double)left.Count(r => r.At(step).IsIn(track.Track.Index, state.Index)) / left.Count, track.Shares[state.Index][step], 1e-15);
                }
            }
        }
        foreach (AssumptionResult assumption in results.Assumptions.Where(a => a.Assumption.Kind == Kind.Number))
        {
            double mean = left.Average(r => r.Record.Assumptions[assumption.Assumption.Index]);
            Assert.Equal(mean, assumption.Mean, 1e-9 * Math.Max(1, Math.Abs(mean)));
        }
        if (results.Value is { } value) Assert.Equal(left.Average(r => scenario.Outcomes[r.Record.Outcome].Value ?? 0), value.Mean, 1e-9);
    }

    private static List<ReplayedRun> Replay(Scenario scenario, Policy policy, int runs)
    {
        var interpreter = new InterpretedRuns(scenario, policy, 7) { RecordIndicators = true };
        return [.. Enumerable.Range(0, runs).Select(run => new ReplayedRun(scenario, policy, interpreter.Run(run).Copy()))];
    }

    private static IEnumerable<(EngineKind, KernelWidth, int)> Ways() =>
        [(EngineKind.Interpreter, KernelWidth.Single, 2), .. Enum.GetValues<KernelWidth>().Select((width, i) => (EngineKind.Kernel, width, 2 - (i % 2)))];
}
