using ScenarioSim.Compiler;
using ScenarioSim.Model;
using ScenarioSim.Tests.Corpus;
using Xunit;

namespace ScenarioSim.Tests.Compiler;

/// <summary>What a policy decides of expressions is the same whether they are compiled or read from their trees.</summary>
public class DecidedTests
{
    public static TheoryData<string> Files => [.. CorpusFiles.All()];

    [Theory]
    [MemberData(nameof(Files))]
    public void Formulas_that_are_not_compiled_are_constant_where_compiled_ones_are_and_look_at_the_same(string file)
    {
        Scenario scenario = CorpusFiles.Read(file);
        foreach (Policy policy in scenario.Policies)
        {
            var compiled = new Plan(scenario, policy) { Compilation = Compilation.AtOnce };
            var read = new Plan(scenario, policy) { Compilation = Compilation.Never };
            foreach (Expression root in ExpressionTree.Roots(scenario).Distinct(ReferenceEqualityComparer.Instance).Cast<Expression>())
            {
                Formula wanted = compiled.Formula(root), got = read.Formula(root);
                Assert.Equal((wanted.IsConstant, wanted.Constant, wanted.Reads), (got.IsConstant, got.Constant, got.Reads));
            }
        }
    }
}
