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
    public static int Run(IReadOnlyList<string> files, WorkbenchOptions options)
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
        try
        {
            using var engine = new Engine(Post, options);
            desk.Engine = engine;
            desk.Do(m => FilesUpdate.Begin(m, files));
            if (files.Count > 0) desk.Do(m => Session.Open(m, files[0]));
            while (Stay(desk, Paint.Allowed(Environment.GetEnvironmentVariable), s =>
            {
                lock (early)
                {
                    screenful = s;
                    if (s is null) return;
                    early.ForEach(s.Post);
                    early.Clear();
                }
            }) is { } wanted)
            {
                if (Editor.Run(wanted.Path, wanted.Line) is { } wrong) desk.Do(m => m.Tell(wrong, isError: true));
            }
            return 0;
        }
        catch (Exception e)
        {
            Console.Error.WriteLine(Report(e));
            return Defect;
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
