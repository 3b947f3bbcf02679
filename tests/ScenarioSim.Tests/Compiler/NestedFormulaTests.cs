using ScenarioSim.Analysis;
using ScenarioSim.Language;
using ScenarioSim.Model;
using ScenarioSim.Results;
using ScenarioSim.Tests.Corpus;
using Xunit;

namespace ScenarioSim.Tests.Compiler;

/// <summary>Formulas that stand in each other are compiled in proportion to their size.</summary>
public class NestedFormulaTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(60)]
    public void A_value_that_is_compared_with_several_is_worked_out_once_however_deep_it_stands(int depth)
    {
        string value = "x";
        for (int i = 0; i < depth; i++) value = $"(if {value} in [0, 1, 2] then 1 else {i % 3 + 1})";
        Scenario scenario = ScenarioReader.Read("nested.yaml", new MemoryFiles(("nested.yaml",
            $$"""
            start: 2022-01-01
            horizon: 5 days
            indicators: { x: { initial: 3, integer: true, range: 0..5 } }
            tracks: { t: { states: { a: [ { when: "{{value}} == 1", chance: 40% per day, to: a, do: x += 1 }, { chance: 30% per day, to: a, do: x -= 1 } ] } } }
            outcomes: { one: { when: "{{value}} == 1" }, other: { otherwise: true } }
            """))).Scenario!;
        SimulationResults Run(EngineKind engine, KernelWidth width) => Simulate.Run(scenario, scenario.Policies[0], new RunOptions { Runs = 400, Threads = 1, Engine = engine, Width = width }, cancellation: TestContext.Current.CancellationToken)!;
        SimulationResults wanted = Run(EngineKind.Interpreter, KernelWidth.Single);
        foreach (KernelWidth width in (KernelWidth[])[KernelWidth.Single, KernelWidth.Widest])
        {
            Assert.Equal(wanted.Outcomes.Select(o => o.Runs), Run(EngineKind.Kernel, width).Outcomes.Select(o => o.Runs));
        }
    }
}
