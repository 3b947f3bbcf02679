using System.Text;
using ScenarioSim.Analysis;
using ScenarioSim.Interpreter;
using ScenarioSim.Language;
using ScenarioSim.Model;
using ScenarioSim.Results;
using ScenarioSim.Tests.Corpus;
using ScenarioSim.Text;

namespace ScenarioSim.Tests.Stress;

/// <summary>Writes scenarios at the limits and takes them the whole way.</summary>
internal sealed class Huge
{
    private readonly StringBuilder _text = new("start: 2022-01-01\n");

    public Huge Line(string line)
    {
        _text.Append(line).Append('\n');
        return this;
    }

    /// <summary>So many lines, each of its number.</summary>
    public Huge Lines(int count, Func<int, string> line)
    {
        for (int i = 0; i < count; i++) _text.Append(line(i)).Append('\n');
        return this;
    }

    public Scenario Read()
    {
        ReadResult read = ScenarioReader.Read("huge.yaml", new MemoryFiles(("huge.yaml", _text.ToString())));
        return read.Scenario ?? throw new InvalidOperationException(DiagnosticText.Render([.. read.Diagnostics.Where(d => d.Severity == Severity.Error).Take(3)]));
    }

    /// <summary>Reads it, makes many runs by the kernel, then some by both engines, which have to be the same, and tells one; none where the interpreter would take too long.</summary>
    public SimulationResults Simulated(int runs = 100, int compared = 1)
    {
        Scenario scenario = Read();
        Policy policy = scenario.Policies[0];
        SimulationResults results = Simulate.Run(scenario, policy, new RunOptions { Runs = runs, Threads = 2 })!;
        if (compared == 0) return results;
        Engines.AssertSameRuns(scenario, policy, seed: 1, compared);
        Story story = Telling.Tell(scenario, policy, 1, 0);
        if (results.Outcomes.All(o => !o.FirstRuns.Contains(0) || o.Outcome != story.Outcome)) throw new InvalidOperationException("the story is of another run");
        return results;
    }
}
