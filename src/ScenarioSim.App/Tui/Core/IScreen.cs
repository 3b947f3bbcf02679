using ScenarioSim.App.Tui.Drawing;

namespace ScenarioSim.App.Tui;

/// <summary>One of the views.</summary>
public interface IScreen
{
    /// <summary>Which.</summary>
    ScreenId Id { get; }

    /// <summary>Its name in the frame.</summary>
    string Title { get; }

    /// <summary>What can be done here, most useful first.</summary>
    IReadOnlyList<Command> Commands { get; }

    /// <summary>Where one is below the view, outermost first.</summary>
    IReadOnlyList<string> Trail(WorkbenchModel model);

    /// <summary>One step back within the view; null where there is nothing to close.</summary>
    Step? Back(WorkbenchModel model);

    /// <summary>Draws the body.</summary>
    void Draw(WorkbenchModel model, Surface surface);

    /// <summary>What is shown as a table, for copying and exporting; null where there is nothing.</summary>
    Table? Table(WorkbenchModel model);

    /// <summary>The number or text under the cursor; null where there is none.</summary>
    string? Number(WorkbenchModel model);

    /// <summary>The shell command that gives the same numbers, without the program's name; null where there is none.</summary>
    string? Shell(WorkbenchModel model);

    /// <summary>Further shell commands, of parts of what is shown, each with what it is, without the program's name.</summary>
    IReadOnlyList<(string What, string Command)> OtherCommands(WorkbenchModel model) => [];

    /// <summary>The place in a file that the cursor stands for; null: the file's beginning.</summary>
    (string Path, int Line)? Place(WorkbenchModel model);
}
