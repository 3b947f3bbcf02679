namespace ScenarioSim.App.Tui.Shell;

/// <summary>What reads files and makes runs, beside the screen. News come back as acts.</summary>
public interface IEngine : IDisposable
{
    /// <summary>Takes an effect on; returns at once. Whatever runs gives way within 50 ms.</summary>
    void Take(Effect effect);
}
