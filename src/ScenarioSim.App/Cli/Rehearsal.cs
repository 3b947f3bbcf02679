using System.Text;
using ScenarioSim.Analysis;
using ScenarioSim.Language;
using ScenarioSim.Model;
using ScenarioSim.Results;

namespace ScenarioSim.App.Cli;

/// <summary>
/// Goes through a command with a very small scenario, on a thread of its own, while the command line and the file are still being read.
/// What the runtime must load and compile once in a process is then there, or under way on another core, when the command comes to it.
/// </summary>
internal static class Rehearsal
{
    // Enough that every thread's first stretch is one of the lanes.
    private const int Runs = 256;

    // One thing of each kind that scenarios are made of.
    private const string Text = """
        scenario: Rehearsal
        start: 2022-01-01
        horizon: 60 days
        step: 1 day
        sources:
          s: { title: t, date: 2022-01 }
        assumptions:
          a: { is: "beta(3, 2)", means: m, why: w, source: s, confidence: low }
          b: { is: "pert(10%, 30%, 60%)", means: m, why: w, source: s }
          c: { is: likely, means: m, why: w }
          d: { is: { discrete: { 1: 20%, 2: rest } }, why: w }
          e: { is: { quantiles: { 5%: 1, 50%: 3, 95%: 8 } }, why: w }
        correlations:
          - { between: [a, b], rank: 0.3 }
        levers:
          l: { options: [x, y] }
        indicators:
          i: { initial: 6, range: 0..10, integer: true }
          j: { initial: 1, range: 0..100, each step: "j * 0.99 + e / 100" }
        define:
          p: clamp(a * (1 - c) * i / 10, 0, 1)
        tracks:
          t:
            states:
              one: [{ on: 2022-01-05, to: two }]
              two:
                - { after: 2 days, split: { three: { chance: 50% * b, do: i -= 1 }, one: rest } }
              three:
                states:
                  inner: [{ chance: 1% + 9% * p per week, to: other, do: [i += 1, j = 1..2] }]
                  other: [{ after: 1 week, to: inner }]
                transitions:
                  - { chance: 5% per day, when: "i > 3 and time_in(t) > 1 day", to: one }
        branches:
          q: { when: t == three or l == y, chance: 50% per week, split: { v: 60%, w: rest }, do: i += 1 }
          r: { rate: 0.1 * d per week, repeats: true, do: j *= 1.1 }
        outcomes:
          bad: { when: i >= 7, stop: true, value: -1 }
          good: { when: q == v, value: 1 }
          rest: { otherwise: true }
        measures:
          m: time_to(t == three)
          n: max(i)
        policies:
          k: { set: { l: x } }
          o: { set: { l: y }, assume: { c: "beta(2, 4)" } }
        """;

    /// <summary>Begins, if these arguments are a command that reads a scenario, and there is a second processor to do it.</summary>
    public static void Begin(IReadOnlyList<string> arguments)
    {
        if (Environment.ProcessorCount < 2 || arguments is not [string verb, _, ..]) return;
        bool simulates = verb is "run" or "compare";
        if (!simulates && verb is not ("check" or "exact" or "rare" or "verify" or "trace" or "graph" or "export")) return;
        new Thread(() => Play(simulates), 16 << 20) { IsBackground = true, Name = "rehearsal" }.Start();
    }

    /// <summary>Reads the scenario.</summary>
    internal static ReadResult Read() => ScenarioReader.Read("rehearsal", new OneText(Text));

    /// <summary>Simulates it with all that the machine has, waiting for the lanes to be compiled.</summary>
    internal static SimulationResults? Simulate(Scenario scenario) =>
        Analysis.Simulate.Run(scenario, scenario.Policies[0], new RunOptions { Runs = Runs, Threads = 1, Width = KernelWidth.Eight });

    private static void Play(bool simulates)
    {
        try
        {
            ReadResult read = Read();
            if (simulates && read.Scenario is { } scenario) Simulate(scenario);
        }
#pragma warning disable CA1031 // Whatever goes wrong will go wrong in the command itself too, where it is reported.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }

    private sealed class OneText(string text) : IFileSource
    {
        public byte[] Read(string path, int limit) => Encoding.UTF8.GetBytes(text);
    }
}
