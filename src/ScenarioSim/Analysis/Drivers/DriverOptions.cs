namespace ScenarioSim.Analysis;

/// <summary>How to find what results hang on.</summary>
public sealed record DriverOptions
{
    /// <summary>With fewer models nothing is said of how well shares are known.</summary>
    public const int LeastModels = 20;

    /// <summary>Fewer runs of a model say too little of it.</summary>
    public const int LeastRunsEach = 100;

    /// <summary>How runs are made, and how many of them: with everything as it is believed, for each end of each assumption, and for all models together. Design and precision are not asked for.</summary>
    public RunOptions Run { get; init; } = new();

    /// <summary>How many models there are at most, each a draw of all assumptions; <see cref="LeastModels"/> or more.</summary>
    public int Models { get; init; } = 500;

    /// <summary>In how many runs each model is simulated.</summary>
    public int RunsEach => (int)Math.Clamp(Run.Runs / Models, LeastRunsEach, int.MaxValue);

    /// <summary>How many models there are then.</summary>
    public int ModelsMade => (int)Math.Min(Models, Run.Runs / RunsEach);
}
