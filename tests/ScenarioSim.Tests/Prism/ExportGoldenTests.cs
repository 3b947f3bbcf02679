using ScenarioSim.Model;
using ScenarioSim.Model.Distributions;
using ScenarioSim.Reports.Chains;
using ScenarioSim.Symbolic;
using ScenarioSim.Tests.Corpus;
using Xunit;

namespace ScenarioSim.Tests.Prism;

/// <summary>The text of exports, kept as files to be read; what it means is tested beside.</summary>
public class ExportGoldenTests
{
    [Theory]
    [InlineData("scenarios/geneva-week.yaml")]
    [InlineData("tests/corpus/after-drawn-on-entering.yaml")]
    [InlineData("tests/corpus/branch-repeats-with-a-toss.yaml")]
    [InlineData("tests/corpus/effects-read-the-world-before.yaml")]
    [InlineData("tests/corpus/names-in-any-script.yaml")]
    [InlineData("tests/corpus/nested-toss-of-the-outer-state.yaml")]
    public void An_export_reads_as_it_did(string file)
    {
        Scenario scenario = CorpusFiles.Read(file);
        Policy policy = scenario.Policies[0];
        policy = policy with { Assume = [.. scenario.Assumptions.Select(a => new Point(Math.Round((policy.Assume[a.Index] ?? a.Distribution).Quantile(0.5), 2)))] };
        Chain chain = ChainBuilder.Build(scenario, policy, TestContext.Current.CancellationToken).Chain!;
        IChainFormat prism = ChainFormats.Named("prism")!;
        using var model = new StringWriter();
        using var properties = new StringWriter();
        prism.Write(chain, model);
        prism.WriteProperties(chain, "model.prism", properties);
        string name = Path.GetFileNameWithoutExtension(file);
        Golden.Check($"exports/{name}.prism", model.ToString());
        Golden.Check($"exports/{name}.props", properties.ToString());
    }
}
