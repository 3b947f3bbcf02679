namespace ScenarioSim.App.Tui;

/// <summary>The terminal UI: one workbench, five questions.</summary>
public static class Workbench
{
    /// <summary>Opens the workbench on the files, or the browser where there are none, and returns the exit code when the user leaves.</summary>
    /// <remarks>Both ends must be a terminal; the caller checks that. A defect leaves the terminal whole and gives 70.</remarks>
    public static int Run(IReadOnlyList<string> files, WorkbenchOptions options) => throw new NotImplementedException();
}
