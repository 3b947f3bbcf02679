using ScenarioSim.Model;
using ScenarioSim.Randomness;
using ScenarioSim.Results;

namespace ScenarioSim.Analysis;

/// <summary>The engine that makes the runs; all give the same runs.</summary>
public enum EngineKind
{
    /// <summary>The compiled one.</summary>
    Kernel,

    /// <summary>The meaning in code: slow.</summary>
    Interpreter,
}

/// <summary>The names of engines, as in <c>--engine</c> and in results.</summary>
public static class EngineNames
{
    /// <summary>The name of the compiled one.</summary>
    public const string Kernel = "kernel";

    /// <summary>The name of the slow one.</summary>
    public const string Interpreter = "interpreter";

    /// <summary>An engine's name.</summary>
    public static string Of(EngineKind engine) => engine switch
    {
        EngineKind.Kernel => Kernel,
        EngineKind.Interpreter => Interpreter,
        _ => throw new ArgumentOutOfRangeException(nameof(engine), engine, null),
    };
}

/// <summary>How to simulate.</summary>
public sealed record RunOptions
{
    /// <summary>Runs before the first look at a precision.</summary>
    internal const int FirstLook = 4096;

    /// <summary>How many runs; with <see cref="Precision"/> the most that are made.</summary>
    public long Runs { get; init; } = 100_000;

    /// <summary>The seed of all draws.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>How many threads; at least 1. Results do not depend on it.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>The level of all intervals, in (0, 1).</summary>
    public double Confidence { get; init; } = 0.95;

    /// <summary>Run until every outcome's half-width is at most this (a probability, such as 0.005); null: a fixed number of runs.</summary>
    public double? Precision { get; init; }

    /// <summary>Which engine.</summary>
    public EngineKind Engine { get; init; } = EngineKind.Kernel;

    /// <summary>How many runs the kernel makes side by side. Results do not depend on it.</summary>
    public KernelWidth Width { get; init; } = KernelWidth.Widest;

    /// <summary>How the assumptions of the runs are placed. Latin hypercubes are of <see cref="Runs"/> runs in all: more cannot be made. With a precision, independent sets of them follow one another, as many as it takes.</summary>
    public Design Design { get; init; } = Design.Random;

    /// <summary>The points of the design for a scenario; null where runs draw for themselves.</summary>
    internal DesignedPoints? PointsOf(Scenario scenario) => DesignedPoints.Of(Design, scenario, Seed, Runs, Planned);

    /// <summary>The design as results name it.</summary>
    public RunDesign? Designed => Design switch
    {
        Design.LatinHypercube => new RunDesign("lhs", DesignedPoints.Replicates, Planned),
        Design.Sobol => new RunDesign("sobol", DesignedPoints.Replicates, null),
        _ => null,
    };

    // Every look falls at the end of a set: what has been begun is then whole. The most runs may end within one.
    private long Planned => Precision is null ? Runs : Math.Min(Runs, FirstLook);
}

/// <summary>How far a simulation has come.</summary>
/// <param name="Done">Runs counted.</param>
/// <param name="Wanted">Runs wanted in all; an estimate where a precision is wanted, and 0 as long as it is not known.</param>
public readonly record struct Progress(long Done, long Wanted);
