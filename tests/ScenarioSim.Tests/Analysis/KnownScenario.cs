using System.Text.RegularExpressions;
using ScenarioSim.Analysis;
using ScenarioSim.Language;
using ScenarioSim.Model;
using ScenarioSim.Results;
using ScenarioSim.Tests.Corpus;
using ScenarioSim.Text;
using Xunit;

namespace ScenarioSim.Tests.Analysis;

/// <summary>
/// A scenario in a test's text whose first lines say what is known of it, and what results then come to: <c># as of: DATE</c>, <c># given: CONDITION by DATE</c>, and <c># expect: OF = FORMULA</c>.
/// </summary>
/// <remarks>
/// OF is what it is in a file of the corpus, or <c>consistent</c>, <c>fact NUMBER</c> (given those before it), <c>belief ASSUMPTION == WORD</c>, <c>value</c>, and <c>before</c> in front of an outcome or the value.
/// </remarks>
internal static partial class KnownScenario
{
    private const long Runs = 100_000;

    // As for the corpus: with one seed the outcome never changes.
    private const double StandardErrors = 4.5;

    /// <summary>Fails where anything is not what the first lines say.</summary>
    public static void ComesToWhatItSays(string text)
    {
        Scenario scenario = Held(text);
        IReadOnlyList<Expectation> expectations = Expectation.In(text);
        Assert.NotEmpty(expectations);
        foreach (IGrouping<string, Expectation> group in expectations.GroupBy(e => e.Policy ?? scenario.Policies[0].Name))
        {
            SimulationResults results = Simulate.Run(scenario, scenario.Policies.Single(p => p.Name == group.Key), new RunOptions { Runs = Runs })!;
            Assert.NotNull(results);
            Assert.Equal((Runs, results.Evidence!.Agreeing), (results.RunsMade, results.Runs));
            foreach (Expectation e in group)
            {
                (double got, double error) = Value(e, results);
                Assert.True(Math.Abs(got - e.Value) <= (StandardErrors * error) + (1e-9 * Math.Max(1, Math.Abs(e.Value))), $"{e.Line}\n  should be {e.Value}, is {got}: off by {Math.Abs(got - e.Value) / error:F1} standard errors");
            }
        }
    }

    /// <summary>The scenario, held to what the first lines say.</summary>
    public static Scenario Held(string text)
    {
        string[] given = [.. Lines().Matches(text).Where(m => m.Groups["key"].Value == "given").Select(m => m.Groups["value"].Value)];
        string? asOf = Lines().Matches(text).SingleOrDefault(m => m.Groups["key"].Value == "as of")?.Groups["value"].Value;
        return Held(Read(text), asOf, given);
    }

    /// <summary>A scenario, held to its observations up to a date and to what is given.</summary>
    public static Scenario Held(Scenario scenario, string? asOf, params IReadOnlyList<string> given)
    {
        (IReadOnlyList<Fact>? facts, IReadOnlyList<Diagnostic> found) = Givens.Read(scenario, given);
        Assert.True(facts is not null, DiagnosticText.Render(found));
        return scenario with { Evidence = Evidence.Of(scenario, asOf is null ? null : DateTime.Parse(asOf), facts, given) };
    }

    /// <summary>Reads a scenario that has no errors.</summary>
    public static Scenario Read(string text)
    {
        ReadResult read = ScenarioReader.Read("known.yaml", new MemoryFiles(("known.yaml", text)));
        return read.Scenario ?? throw new InvalidOperationException(DiagnosticText.Render(read.Diagnostics));
    }

    private static (double Got, double Error) Value(Expectation e, SimulationResults results)
    {
        string[] words = e.Of.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        EvidenceResult evidence = results.Evidence!;
        long runs = results.Runs!.Value;
        switch (words)
        {
            case ["consistent"]:
                return Share(evidence.Share, e.Value, Runs);
            case ["fact", var number]:
                FactResult fact = evidence.Facts[int.Parse(number) - 1];
                return Share(fact.Share, e.Value, fact.Of!.Value);
            case ["belief", var name, "==", var word]:
                int index = results.Scenario.Words.ToList().IndexOf(word);
                return Share(results.Assumptions.Single(a => a.Assumption.Name == name).Shares.SingleOrDefault(s => (int)s.Word == index).Share, e.Value, runs);
            case ["outcome", var name]:
                return Share(results.Outcomes.Single(o => o.Outcome.Name == name).Probability, e.Value, runs);
            case ["before", "outcome", var name]:
                return Share(evidence.Outcomes[results.Scenario.Outcomes.Single(o => o.Name == name).Index].Probability, e.Value, Runs);
            case ["value"]:
                return (results.Value!.Mean, (results.Value.High!.Value - results.Value.Low!.Value) / 3.92);
            case ["before", "value"]:
                return (evidence.Value!.Mean, (evidence.Value.High!.Value - evidence.Value.Low!.Value) / 3.92);
            case ["happens", var name]:
                return Share(results.Measures.Single(m => m.Measure.Name == name).Share, e.Value, runs);
            case ["mean", "of", var name] when results.Measures.SingleOrDefault(m => m.Measure.Name == name) is { } measure:
                return (measure.Mean, measure.StandardDeviation / Math.Sqrt(measure.Count!.Value));
            case ["mean", "of", var name]:
                AssumptionResult assumption = results.Assumptions.Single(a => a.Assumption.Name == name);
                return (assumption.Mean, Spread(assumption.Bins) / Math.Sqrt(runs));
            case ["share", "of", var track, "==", var state, "on", var date]:
                return Share(InState(track, state, date, results), e.Value, runs);
            default:
                throw new FormatException(e.Line);
        }
    }

    private static double InState(string track, string state, string date, SimulationResults results)
    {
        TrackResult result = results.Tracks.Single(t => t.Track.Name == track);
        Clock clock = results.Scenario.Clock;
        return result.Shares[result.Track.States.Single(s => s.Name == state).Index][Enumerable.Range(0, clock.LastStep + 1).Last(s => clock.DateOf(s) <= DateTime.Parse(date))];
    }

    private static (double Got, double Error) Share(double got, double want, long runs) => (got, Math.Sqrt(Math.Max(0, want * (1 - want)) / runs));

    private static double Spread(IReadOnlyList<Bin> bins)
    {
        double count = bins.Sum(b => b.Count), mean = bins.Sum(b => b.Count * (b.Low + b.High) / 2) / count;
        return Math.Sqrt(bins.Sum(b => b.Count * Math.Pow(((b.Low + b.High) / 2) - mean, 2)) / count);
    }

    [GeneratedRegex(@"^# (?<key>as of|given): (?<value>.*?)\r?$", RegexOptions.Multiline)]
    private static partial Regex Lines();
}
