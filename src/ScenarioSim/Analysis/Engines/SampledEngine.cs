using ScenarioSim.Compiler.Vectors;
using ScenarioSim.Model;

namespace ScenarioSim.Analysis;

/// <summary>What is to be run.</summary>
/// <param name="Scenario">The scenario.</param>
/// <param name="Policy">The policy.</param>
/// <param name="Seed">The seed of all draws.</param>
/// <param name="Indicators">Whether records hold the changes of indicators too.</param>
public sealed record RunsWanted(Scenario Scenario, Policy Policy, ulong Seed, bool Indicators = false);

/// <summary>An engine that is ready to make runs of something.</summary>
/// <param name="Start">Makes a maker for each thread that asks, on that thread.</param>
/// <param name="Wait">Waits for what runs have to wait for, or until cancelled.</param>
public sealed record PreparedEngine(Func<MakeRuns> Start, Action<CancellationToken> Wait);

/// <summary>An engine that makes runs, by name.</summary>
/// <param name="Name">Its name, as in <c>--engine</c>.</param>
/// <param name="Prepare">Prepares it.</param>
public sealed record SampledEngine(string Name, Func<RunsWanted, PreparedEngine> Prepare)
{
    /// <summary>The interpreter, which is the meaning: what the others are held against.</summary>
    public static SampledEngine Reference { get; } = Of(EngineNames.Interpreter, EngineKind.Interpreter, KernelWidth.Single);

    /// <summary>Every other engine: the kernel with all that the machine has, with the narrower vectors that there is machine code for, without any, and one run at a time.</summary>
    public static IReadOnlyList<SampledEngine> Others { get; } =
    [
        Of(EngineNames.Kernel, EngineKind.Kernel, KernelWidth.Of512),
        .. HasNarrower(256) ? [Of("kernel-256", EngineKind.Kernel, KernelWidth.Of256)] : Array.Empty<SampledEngine>(),
        .. HasNarrower(64) ? [Of("kernel-64", EngineKind.Kernel, KernelWidth.Scalar)] : Array.Empty<SampledEngine>(),
        Of("single", EngineKind.Kernel, KernelWidth.Single),
    ];

    private static bool HasNarrower(int bits) => VectorWidth.Available.Skip(1).Any(w => w.IsPacked && w.VectorBits == bits);

    private static SampledEngine Of(string name, EngineKind kind, KernelWidth width) =>
        new(name, wanted =>
        {
            var maker = new RunMaker(wanted.Scenario, wanted.Policy, wanted.Seed, kind, width, wanted.Indicators);
            return new PreparedEngine(maker.Start, maker.Prepare);
        });
}
