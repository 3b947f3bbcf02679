using ScenarioSim.Compiler;
using ScenarioSim.Compiler.Vectors;
using ScenarioSim.Language;
using ScenarioSim.Model;
using ScenarioSim.Results;
using ScenarioSim.Simulation;
using ScenarioSim.Simulation.Lanes;
using ScenarioSim.Tests.Corpus;
using ScenarioSim.Tests.Generated;
using ScenarioSim.Text;
using Xunit;

namespace ScenarioSim.Tests.Simulation;

/// <summary>Holds lanes against the single-run kernel: run by run, and by what tallies come to.</summary>
internal static class LaneRuns
{
    private const ulong Seed = 7;

    // Seven runs before the high half of the number changes.
    public const long NearlyHigh = (1L << 32) - 7;

    /// <summary>The corpus, without the one file whose runs make no step: lanes leave it to the single-run kernel.</summary>
    public static IEnumerable<string> Files => CorpusFiles.All().Where(f => f != WithoutStep);

    /// <summary>That file.</summary>
    public const string WithoutStep = "tests/corpus/step-zero-alone.yaml";

    /// <summary>Some lines of a scenario.</summary>
    public static string Lines(int count, Func<int, string> line) => string.Join("\n", Enumerable.Range(0, Math.Max(0, count)).Select(line));

    /// <summary>A scenario that stands in a test; fails with its diagnostics.</summary>
    public static Scenario Read(string text)
    {
        ReadResult read = ScenarioReader.Read("lanes.yaml", new MemoryFiles(("lanes.yaml", text)));
        return read.Scenario ?? throw new InvalidOperationException($"{DiagnosticText.Render(read.Diagnostics)}\n{text}");
    }

    /// <summary>Lanes are to look at every step.</summary>
    public static LaneHints EveryStep(Scenario scenario) => LaneHints.Of(new Plan(scenario, scenario.Policies[0])) with { Stepping = "as asked for" };

    /// <summary>A policy compiled for lanes.</summary>
    public static LaneProgram Compile(Plan plan, VectorWidth width, int mostInPart = Schedule.MostInPart, LaneHints? hints = null) =>
        LaneBuilder.Compile(plan, width, out string? obstacle, mostInPart, hints) ?? throw new InvalidOperationException(obstacle);

    /// <summary>A scenario that stands in a test, compiled for packed lanes; skipped where the machine has none. Its runs are held against the single-run kernel's with vectors of every width, whether moves are listed or looked for.</summary>
    public static (Plan Plan, LaneProgram Program) Packed(string text)
    {
        Assert.SkipUnless(VectorWidth.Available is [{ IsPacked: true }, ..], "needs AVX-512 or AVX2, and a system that allows machine code");
        Scenario scenario = Read(text);
        var plan = new Plan(scenario, scenario.Policies[0]);
        foreach (VectorWidth width in VectorWidth.Available.Where(w => w.IsPacked))
        {
            foreach (bool lists in new[] { true, false }) AssertSame(scenario, scenario.Policies[0], width, 0, 200, hints: LaneHints.Of(plan) with { Lists = lists });
        }
        return (plan, Compile(plan, VectorWidth.Available[0]));
    }

    /// <summary>Fails at the first run that the single-run kernel makes otherwise: a move, an indicator, a measure.</summary>
    /// <returns>How many runs the lanes left to the single-run kernel.</returns>
    public static long AssertSame(Scenario scenario, Policy policy, VectorWidth width, long first, int runs, int mostInPart = Schedule.MostInPart, LaneHints? hints = null)
    {
        var plan = new Plan(scenario, policy);
        using var lanes = LaneKernel.Of(plan, Compile(plan, width, mostInPart, hints), Seed, indicators: true);
        var got = new Dictionary<long, string>();
        lanes.Run(first, runs, RunTaker.Of(record => got.Add(record.Run, Engines.Print(record, scenario))));
        Assert.Equal(runs, got.Count);
        var kernel = new Kernel(plan, Seed) { RecordIndicators = true };
        for (long run = first; run < first + runs; run++)
        {
            kernel.Run(run);
            string wanted = Engines.Print(kernel.Record, scenario);
            if (wanted != got[run]) Assert.Fail($"policy {policy.Name}, {width.Lanes} lanes, run {run}: {Engines.FirstDifference(wanted, got[run])}");
        }
        return lanes.Repeated;
    }

    /// <summary>Fails where a tally that lanes fill is not, number for number, the one that the single-run kernel fills run by run. One kernel makes all the stretches, one after another.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="widths">The widths of the lanes.</param>
    /// <param name="hints">How the step is written; null: as is likely.</param>
    /// <param name="stretches">The first run of each stretch, and ways to cut it in pieces.</param>
    /// <returns>By width, how many runs the lanes left to the single-run kernel.</returns>
    public static long[] AssertSameTallies(Scenario scenario, Policy policy, IEnumerable<VectorWidth> widths, LaneHints? hints = null, params (long First, int[][] Cuts)[] stretches)
    {
        var plan = new Plan(scenario, policy);
        string[] wanted = [.. stretches.Select(s => TallyText.Of(Single(plan, s.First, s.Cuts[0].Sum()), scenario))];
        return [.. widths.Select(width =>
        {
            using var lanes = LaneKernel.Of(plan, Compile(plan, width, hints: hints), Seed);
            for (int i = 0; i < stretches.Length; i++)
            {
                foreach (int[] cut in stretches[i].Cuts)
                {
                    Tally tally = NewTally(plan);
                    long first = stretches[i].First;
                    foreach (int count in cut)
                    {
                        lanes.Run(first, count, tally);
                        first += count;
                    }
                    string got = TallyText.Of(tally, scenario);
                    if (wanted[i] != got) Assert.Fail($"policy {policy.Name}, {width.Lanes} lanes, runs from {stretches[i].First} in pieces of {string.Join(", ", cut)}: {Engines.FirstDifference(wanted[i], got)}");
                }
            }
            return lanes.Repeated;
        })];
    }

    /// <summary>A tally of some runs of the single-run kernel.</summary>
    public static Tally Single(Plan plan, long first, int runs)
    {
        Tally tally = NewTally(plan);
        var kernel = new Kernel(plan, Seed);
        for (long run = first; run < first + runs; run++)
        {
            kernel.Run(run);
            tally.Add(kernel.Record);
        }
        return tally;
    }

    /// <summary>An empty tally.</summary>
    public static Tally NewTally(Plan plan) => new(plan.Scenario, new SiteTable(plan.Scenario).Sites.Count);
}
