namespace ScenarioSim.App.Tui.Shell;

/// <summary>What reads files and makes runs, beside the screen. News come back as acts.</summary>
public interface IEngine : IDisposable
{
    /// <summary>Takes an effect on; returns at once. Runs that are being made give way within 50 ms; reading, planning and telling are finished first.</summary>
    void Take(Effect effect);
}
