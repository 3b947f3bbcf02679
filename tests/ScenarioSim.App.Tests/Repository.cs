namespace ScenarioSim.App.Tests;

/// <summary>Where the checkout is, for tests that read its files.</summary>
public static class Repository
{
    /// <summary>The folder of ScenarioSim.sln.</summary>
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "ScenarioSim.sln")) ? folder : Find(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("not in a checkout"));
}
