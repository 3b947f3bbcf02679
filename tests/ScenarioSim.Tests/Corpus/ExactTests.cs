using ScenarioSim.Analysis;
using ScenarioSim.Model;
using ScenarioSim.Results;
using Xunit;

namespace ScenarioSim.Tests.Corpus;

/// <summary>Where a scenario of the corpus can be solved exactly, the solution is what its first lines work out, to the digits that they give.</summary>
public class ExactTests
{
    public static TheoryData<string> Files => [.. CorpusFiles.Names()];

    public static TheoryData<string> All => [.. CorpusFiles.All()];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_solution_is_what_the_first_lines_of_the_file_say(string name)
    {
        Scenario scenario = CorpusFiles.Read($"tests/corpus/{name}");
        IReadOnlyList<Expectation> expectations = Expectation.In(File.ReadAllText(Path.Combine(Repository.Root, "tests/corpus", name)));
        foreach (IGrouping<string, Expectation> group in expectations.GroupBy(e => e.Policy ?? scenario.Policies[0].Name))
        {
            Policy policy = scenario.Policies.Single(p => p.Name == group.Key);
            if (Solutions.Solved($"tests/corpus/{name}", scenario, policy) is not { } results) continue;
            Assert.Equal(1, results.Outcomes.Sum(o => o.Probability), 1e-12);
            foreach (Expectation e in group.Where(e => !e.Of.StartsWith("warning", StringComparison.Ordinal)))
            {
                double got = CorpusTests.Value(e, results).Got;
                Assert.True(Math.Abs(got - e.Value) <= Math.Max(Tolerance(e), 5 * Error(e, results)), $"{e.Line}\n  the exact engine has {got:R}");
            }
        }
    }

    [Fact]
    public void Most_of_the_corpus_can_be_solved() =>
        Assert.True(CorpusFiles.Names().Count(n => CorpusFiles.Read($"tests/corpus/{n}") is var s && Solve.Obstacle(s, s.Policies[0]) is null) >= 60);

    [Theory]
    [MemberData(nameof(All))]
    public void Sampled_outcomes_states_by_date_and_measures_are_within_four_standard_errors_of_the_solution(string file)
    {
        Scenario scenario = CorpusFiles.Read(file);
        foreach (Policy policy in scenario.Policies)
        {
            if (Solutions.Solved(file, scenario, policy) is { } solution) Solutions.AssertAgree(Solutions.Sampled(file, scenario, policy), solution);
        }
    }

    // Where assumptions were integrated over: the standard error of outcomes and means, about; and no less than what one point more or less in a discontinuity makes.
    private static double Error(Expectation e, SimulationResults results)
    {
        if (results.Outcomes.All(o => o.Low is null)) return 0;
        string name = e.Of.Split(' ')[^1];
        double? width = results.Outcomes.FirstOrDefault(o => o.Outcome.Name == name) is { } outcome ? outcome.High - outcome.Low
            : results.Measures.FirstOrDefault(m => m.Measure.Name == name) is { } measure ? measure.MeanHigh - measure.MeanLow : null;
        return Math.Max(width / 4 ?? 0, 0.25 / new SolveOptions().Points);
    }

    // Formulas are exact; written digits are good to half a unit of the last of at least eight.
    private static double Tolerance(Expectation e) => 1e-8 * Math.Max(1, Math.Abs(e.Value));
}
