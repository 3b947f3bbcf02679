using ScenarioSim.App.Tui.FilesView;
using ScenarioSim.App.Tui.Shell;

namespace ScenarioSim.App.Tui;

/// <summary>The terminal UI: one workbench, five questions.</summary>
public static class Workbench
{
    /// <summary>The exit code of a defect of the program.</summary>
    public const int Defect = 70;

    /// <summary>Opens the workbench on the files, or the browser where there are none, and returns the exit code when the user leaves.</summary>
    /// <remarks>Both ends must be a terminal; the caller checks that. A defect leaves the terminal whole and gives 70.</remarks>
    public static int Run(IReadOnlyList<string> files, WorkbenchOptions options) => Guard(() => Show(files, options), Console.Error);

    /// <summary>Runs the program's part and turns a defect into its report and exit code.</summary>
    internal static int Guard(Action show, TextWriter errors)
    {
        try
        {
            show();
            return 0;
        }
        catch (Exception e)
        {
            errors.WriteLine(Report(e));
            return Defect;
        }
    }

    private static void Show(IReadOnlyList<string> files, WorkbenchOptions options)
    {
        var desk = new Desk(options, TimeProvider.System);
        Screenful? screenful = null;
        var early = new List<Act>();
        void Post(Act act)
        {
            // News that come between two stays in the terminal wait for the next.
            lock (early)
            {
                if (screenful is { } now) now.Post(act);
                else early.Add(act);
            }
        }
        void Enter(Screenful? next)
        {
            lock (early)
            {
                screenful = next;
                if (next is null) return;
                early.ForEach(next.Post);
                early.Clear();
            }
        }
        using var engine = new Engine(Post, options);
        desk.Engine = engine;
        desk.Do(m => FilesUpdate.Begin(m, files));
        if (files.Count > 0) desk.Do(m => Session.Open(m, files[0]));
        var colours = Paint.Allowed(Environment.GetEnvironmentVariable);
        while (Stay(desk, colours, Enter) is { } wanted)
        {
            if (Editor.Run(wanted.Path, wanted.Line) is { } wrong) desk.Do(m => m.Tell(wrong, isError: true));
        }
    }

    /// <summary>What a defect says: what it was, and how to report it.</summary>
    public static string Report(Exception e) =>
        $"""
        ScenarioSim failed; the terminal and your files are as they were.
          {e.GetType().Name}: {e.Message}
          at {e.StackTrace?.Split('\n').FirstOrDefault(l => l.Contains("ScenarioSim", StringComparison.Ordinal))?.Trim() ?? "an unknown place"}
        This is a defect of the program. Please report it with these lines, the scenario if you may share it, and
        the version ({typeof(Workbench).Assembly.GetName().Version?.ToString(3)}): the README names the place.
        """;

    // From taking the screen to giving it back: leaving gives null, the editor its place.
    private static (string Path, int Line)? Stay(Desk desk, Colours colours, Action<Screenful?> enter)
    {
        using var screenful = new Screenful(desk, colours);
        enter(screenful);
        try
        {
            screenful.Run();
        }
        finally
        {
            enter(null);
        }
        return screenful.Wanted;
    }
}
