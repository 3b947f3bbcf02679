using FsCheck.Xunit;
using ScenarioSim.Analysis;
using ScenarioSim.Exact;
using ScenarioSim.Model;
using ScenarioSim.Model.Distributions;
using ScenarioSim.Reports.Chains;
using ScenarioSim.Results;
using ScenarioSim.Symbolic;
using ScenarioSim.Tests.Corpus;
using ScenarioSim.Tests.Generated;
using Xunit;

namespace ScenarioSim.Tests.Prism;

/// <summary>What is exported for PRISM, read back and solved by PRISM's own rules, is what the exact engine finds.</summary>
[Properties(Arbitrary = [typeof(Scenarios)], StartSize = 1, EndSize = 16, QuietOnSuccess = true)]
public class PrismExportTests
{
    private const int MostWorlds = 5_000;
    private const int MostStates = 30_000;

    public static TheoryData<string> Files => [.. CorpusFiles.Names()];

    [Theory]
    [MemberData(nameof(Files))]
    public void The_exported_corpus_comes_to_what_the_exact_engine_finds(string name)
    {
        Scenario scenario = CorpusFiles.Read($"tests/corpus/{name}");
        foreach (Policy policy in scenario.Policies)
        {
            (Scenario same, Policy median) = Fixed(scenario, policy);
            Compare(same, median);
        }
    }

    [Fact]
    public void Most_of_the_corpus_is_compared()
    {
        int compared = CorpusFiles.Names().Select(n => CorpusFiles.Read($"tests/corpus/{n}")).Select(s => Fixed(s, s.Policies[0])).Count(s => Compare(s.Scenario, s.Policy));
        Assert.True(compared >= 100, $"{compared}");
    }

    [Property(MaxTest = 100, Replay = "(20220110,21)")]
    public void An_exported_generated_scenario_comes_to_what_the_exact_engine_finds(Generated.Generated generated)
    {
        (Scenario scenario, Policy policy) = Fixed(generated.Scenario, generated.Scenario.Policies[^1]);
        Compare(scenario, policy);
    }

    [Fact]
    public void Enough_generated_scenarios_are_compared()
    {
        int compared = 0;
        for (int seed = 0; seed < 300; seed++)
        {
            Scenario generated = Generated.Generated.Of(seed, new Wish(1 + (seed % 12))).Scenario;
            (Scenario scenario, Policy policy) = Fixed(generated, generated.Policies[^1]);
            if (Compare(scenario, policy)) compared++;
        }
        Assert.True(compared >= 100, $"{compared}");
    }

    // Every assumption at its median, and every drawn effect too; measures that wait for each indicator to move, since only what is read is exported.
    internal static (Scenario Scenario, Policy Policy) Fixed(Scenario scenario, Policy policy) => (
        scenario with { Tracks = [.. scenario.Tracks.Select(t => t with { States = [.. t.States.Select(Fixed)] })], Measures = [.. scenario.Measures, .. Watches(scenario)] },
        policy with { Assume = [.. scenario.Assumptions.Select(a => new Point((policy.Assume[a.Index] ?? a.Distribution).Quantile(0.5)))] });

    private static IEnumerable<Measure> Watches(Scenario scenario) => scenario.Indicators.SelectMany(i => new[] { (Sign: BinaryOperator.Greater, By: 0.75), (Sign: BinaryOperator.Less, By: -0.75) }
        .Select(x => new Binary(i.Span, Kind.Truth, x.Sign, new IndicatorRef(i.Span, i.Index), new Binary(i.Span, Kind.Number, BinaryOperator.Add, i.Initial, new Constant(i.Span, Kind.Number, x.By)))))
        .Select((condition, n) => new Measure($"watch{n}", scenario.Measures.Count + n, Reading.TimeTo, condition, About.Nothing, "", condition.Span));

    private static State Fixed(State state) => state with
    {
        Enter = [.. state.Enter.Select(Fixed)],
        Exit = [.. state.Exit.Select(Fixed)],
        Transitions = [.. state.Transitions.Select(t => t with { Do = [.. t.Do.Select(Fixed)], Targets = [.. t.Targets.Select(x => x with { Do = [.. x.Do.Select(Fixed)] })] })],
    };

    private static Effect Fixed(Effect effect) => effect.Drawn is not { } drawn ? effect : effect with { Drawn = null, Amount = new Constant(effect.Span, Kind.Number, drawn.Quantile(0.5)) };

    /// <summary>Compares a scenario's export with its exact solution; false where either is too large or impossible.</summary>
    internal static bool Compare(Scenario scenario, Policy policy)
    {
        if (ChainBuilder.Build(scenario, policy, TestContext.Current.CancellationToken).Chain is not { } exported) return false;
        if (Solve.Obstacle(scenario, policy) is not null || Exactly(scenario, policy) is not { } exact) return false;
        IChainFormat prism = ChainFormats.Named("prism")!;
        using var text = new StringWriter();
        using var properties = new StringWriter();
        prism.Write(exported, text);
        prism.WriteProperties(exported, "model.prism", properties);
        try
        {
            var model = new PrismModel(text.ToString());
            if (PrismChain.Of(model, MostStates) is not { } chain) return false;
            Compare(exact, PrismProperties.Of(model, chain, properties.ToString()));
            return true;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw new InvalidOperationException($"{e.Message}\n{text}\n{properties}", e);
        }
    }

    private static void Compare(SimulationResults exact, IReadOnlyDictionary<string, double> found)
    {
        double[] outcomes = [.. found.Where(f => f.Key.StartsWith("p_", StringComparison.Ordinal)).Select(f => f.Value)];
        Assert.Equal(exact.Outcomes.Count, outcomes.Length);
        for (int i = 0; i < outcomes.Length; i++) Near(exact.Outcomes[i].Probability, outcomes[i], exact.Outcomes[i].Outcome.Name);
        MeasureResult[] times = [.. exact.Measures.Where(m => m.Measure.Reading == Reading.TimeTo)];
        double[] happens = [.. found.Where(f => f.Key.StartsWith("happens_", StringComparison.Ordinal)).Select(f => f.Value)];
        double[] means = [.. found.Where(f => f.Key.StartsWith("mean_", StringComparison.Ordinal)).Select(f => f.Value)];
        Assert.Equal(times.Length, happens.Length);
        Assert.Equal(times.Length, means.Length);
        for (int i = 0; i < times.Length; i++)
        {
            Near(times[i].Share, happens[i], times[i].Measure.Name);
            // Of rare events the mean is the quotient of small differences.
            if (times[i].Share > 1e-4) Near(times[i].Mean, means[i], "mean of " + times[i].Measure.Name);
        }
    }

    private static void Near(double exact, double prism, string what) =>
        Assert.True(Math.Abs(exact - prism) <= 1e-8 * Math.Max(1, Math.Abs(exact)), $"{what}: exact {exact:R}, exported {prism:R}");

    private static SimulationResults? Exactly(Scenario scenario, Policy policy)
    {
        try
        {
            return Solve.Run(scenario, policy, 0.95, MostWorlds, TestContext.Current.CancellationToken);
        }
        catch (TooManyWorldsException)
        {
            return null;
        }
    }
}
