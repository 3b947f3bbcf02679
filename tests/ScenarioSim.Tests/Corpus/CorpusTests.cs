using ScenarioSim.Model;
using ScenarioSim.Reports;
using ScenarioSim.Results;
using Xunit;

namespace ScenarioSim.Tests.Corpus;

/// <summary>Every scenario of the corpus gives, by the kernel, what its first lines work out by hand. The other engines give the same runs (<see cref="SameRunsTests"/>).</summary>
public class CorpusTests
{
    // With one seed the outcome never changes; among some four hundred numbers the worst lies near 3 standard errors.
    private const double StandardErrors = 4.5;

    public static TheoryData<string> Files => [.. CorpusFiles.Names()];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_scenario_comes_to_what_its_first_lines_say(string name)
    {
        string path = $"tests/corpus/{name}";
        Scenario scenario = CorpusFiles.Read(path);
        IReadOnlyList<Expectation> expectations = Expectation.In(File.ReadAllText(Path.Combine(Repository.Root, path)));
        Assert.NotEmpty(expectations);
        var wrong = new List<string>();
        foreach (IGrouping<string, Expectation> group in expectations.GroupBy(e => e.Policy ?? scenario.Policies[0].Name))
        {
            SimulationResults results = Solutions.Sampled(path, scenario, scenario.Policies.Single(p => p.Name == group.Key));
            wrong.AddRange(group.Select(e => Compare(e, results)).OfType<string>());
        }
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    private static string? Compare(Expectation e, SimulationResults results)
    {
        if (e.Of.StartsWith("warning counted ", StringComparison.Ordinal))
        {
            string word = e.Of["warning counted ".Length..].Trim();
            return results.Counted.Any(c => Warnings.Counted(results, c).Message.Contains(word, StringComparison.Ordinal)) ? null : $"{e.Line}: no warning says so";
        }
        (double got, double error) = Value(e, results);
        double off = Math.Abs(got - e.Value) / error;
        return off < StandardErrors ? null : $"{e.Line}\n  should be {e.Value}, is {got}: off by {off:F1} standard errors";
    }

    internal static (double Got, double Error) Value(Expectation e, SimulationResults results)
    {
        string[] words = e.Of.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        switch (words[0])
        {
            case "outcome":
                return Share(results.Outcomes.SingleOrDefault(o => o.Outcome.Name == words[1])?.Probability ?? 0, e.Value);
            case "happens":
                return Share(results.Measures.Single(m => m.Measure.Name == words[1]).Share, e.Value);
            case "mean":
                MeasureResult measure = results.Measures.Single(m => m.Measure.Name == words[2]);
                double tiny = 1e-9 * Math.Max(1, Math.Abs(e.Value));
                return (measure.Mean, measure.Count > 1 ? Math.Max(tiny, measure.StandardDeviation / Math.Sqrt(measure.Count!.Value)) : tiny);
            case "share":
                return Share(InState(words[2], words[4], words[6], results), e.Value);
            default:
                throw new FormatException(e.Line);
        }
    }

    private static double InState(string track, string state, string date, SimulationResults results)
    {
        TrackResult result = results.Tracks.Single(t => t.Track.Name == track);
        Clock clock = results.Scenario.Clock;
        int step = (int)Math.Floor((clock.Since(DateTime.Parse(date)) + Clock.Tolerance) / clock.StepSeconds);
        return result.Shares[result.Track.States.Single(s => s.Name == state).Index][Math.Min(step, clock.LastStep)];
    }

    private static (double Got, double Error) Share(double got, double want) => (got, Math.Sqrt(Math.Max(want * (1 - want), 0.5 / Solutions.Runs) / Solutions.Runs));
}
