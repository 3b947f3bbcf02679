using ScenarioSim.Model;
using ScenarioSim.Results;

namespace ScenarioSim.Analysis;

/// <summary>Makes the run of a number; the record is good until the next call. For one thread.</summary>
public delegate RunRecord MakeRun(long run);

/// <summary>What is to be run.</summary>
/// <param name="Scenario">The scenario.</param>
/// <param name="Policy">The policy.</param>
/// <param name="Seed">The seed of all draws.</param>
/// <param name="Indicators">Whether records hold the changes of indicators too.</param>
public sealed record RunsWanted(Scenario Scenario, Policy Policy, ulong Seed, bool Indicators = false);

/// <summary>An engine that makes runs, by name.</summary>
/// <param name="Name">Its name, as in <c>--engine</c>.</param>
/// <param name="Prepare">Prepares it; what comes back makes a maker for each thread that asks, on that thread.</param>
public sealed record SampledEngine(string Name, Func<RunsWanted, Func<MakeRun>> Prepare)
{
    /// <summary>The interpreter, which is the meaning: what the others are held against.</summary>
    public static SampledEngine Reference { get; } = Of(EngineKind.Interpreter);

    /// <summary>Every other engine.</summary>
    public static IReadOnlyList<SampledEngine> Others { get; } = [.. Enum.GetValues<EngineKind>().Where(k => k != EngineKind.Interpreter).Select(Of)];

    private static SampledEngine Of(EngineKind kind) => new(kind.ToString().ToLowerInvariant(), wanted =>
    {
        var maker = new RunMaker(wanted.Scenario, wanted.Policy, wanted.Seed, kind, wanted.Indicators);
        return () => new MakeRun(maker.Start());
    });
}
