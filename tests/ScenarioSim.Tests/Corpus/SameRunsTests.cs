using ScenarioSim.Compiler;
using ScenarioSim.Interpreter;
using ScenarioSim.Model;
using ScenarioSim.Results;
using ScenarioSim.Simulation;
using Xunit;

namespace ScenarioSim.Tests.Corpus;

/// <summary>One meaning, several engines: the kernel makes the very runs of the interpreter.</summary>
public class SameRunsTests
{
    private const int Runs = 150;

    public static TheoryData<string> Files => [.. CorpusFiles.All()];

    [Theory]
    [MemberData(nameof(Files))]
    public void Kernel_and_interpreter_make_the_same_runs_bit_for_bit(string file)
    {
        Scenario scenario = CorpusFiles.Read(file);
        foreach (Policy policy in scenario.Policies) Engines.AssertSameRuns(scenario, policy, seed: 7, Runs);
    }
}

/// <summary>Compares engines run by run.</summary>
public static class Engines
{
    /// <summary>Fails at the first run in which anything differs: a move, an indicator, a measure, what was counted.</summary>
    public static void AssertSameRuns(Scenario scenario, Policy policy, ulong seed, int runs)
    {
        var interpreter = new InterpretedRuns(scenario, policy, seed) { RecordIndicators = true };
        // What a kernel has looked at a few times it compiles; another one does from the start, and one never.
        Kernel[] kernels = [.. Enum.GetValues<Compilation>().Select(when => new Kernel(new Plan(scenario, policy) { Compilation = when }, seed) { RecordIndicators = true })];
        for (int run = 0; run < runs; run++)
        {
            string wanted = Print(interpreter.Run(run), scenario);
            foreach (Kernel kernel in kernels)
            {
                kernel.Run(run);
                string got = Print(kernel.Record, scenario);
                if (wanted != got) Assert.Fail($"policy {policy.Name}, run {run}: {FirstDifference(wanted, got)}");
            }
        }
    }

    /// <summary>A run as text, moves in their order, doubles to the last bit.</summary>
    public static string Print(RunRecord record, Scenario scenario)
    {
        var lines = new List<string> { $"run {record.Run} outcome {scenario.Outcomes[record.Outcome].Name} last step {record.LastStep} stopped {record.Stopped}" };
        lines.AddRange(record.Assumptions.Select((a, i) => $"assumption {scenario.Assumptions[i].Name} {a:R}"));
        lines.AddRange(record.Moves.Select(m => $"step {m.Step} {scenario.Tracks[m.Track].Name}: {scenario.Tracks[m.Track].States[m.From].Name} -> {scenario.Tracks[m.Track].States[m.To].Name}"));
        lines.AddRange(record.IndicatorChanges.OrderBy(c => c.Step).ThenBy(c => c.Indicator).Select(c => $"step {c.Step} {scenario.Indicators[c.Indicator].Name} = {c.Value:R}"));
        lines.AddRange(record.Measures.Select((m, i) => $"measure {scenario.Measures[i].Name} {m:R}"));
        lines.AddRange(record.Counted.Select(c => $"counted {c.Site} in step {c.Step}: {c.Value:R}"));
        return string.Join("\n", lines);
    }

    /// <summary>The first line in which two runs differ.</summary>
    public static string FirstDifference(string wanted, string got)
    {
        string[] a = wanted.Split('\n'), b = got.Split('\n');
        int i = 0;
        while (i < Math.Min(a.Length, b.Length) && a[i] == b[i]) i++;
        return $"expected `{(i < a.Length ? a[i] : "nothing")}`, got `{(i < b.Length ? b[i] : "nothing")}`";
    }
}
