namespace ScenarioSim.App.Tui.Shell;

/// <summary>What the workbench asks of the terminal beside drawing.</summary>
public interface ITerminal
{
    /// <summary>Copies by OSC 52, which also works over ssh and in tmux.</summary>
    void Copy(string text);

    /// <summary>Turns the reports of the mouse on or off.</summary>
    void Mouse(bool on);

    /// <summary>Paints every cell anew at the next drawing.</summary>
    void Repaint();

    /// <summary>Gives the terminal back for the editor.</summary>
    void Edit(string path, int line);

    /// <summary>Ends the loop.</summary>
    void Quit();
}
