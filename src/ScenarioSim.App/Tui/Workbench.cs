using ScenarioSim.App.Tui.FilesView;
using ScenarioSim.App.Tui.Shell;

namespace ScenarioSim.App.Tui;

/// <summary>The terminal UI: one workbench, five questions.</summary>
public static class Workbench
{
    /// <summary>The exit code of a defect of the program.</summary>
    public const int Defect = Cli.ExitCode.Defect;

    /// <summary>The exit code where a signal ended it.</summary>
    public const int Stopped = Cli.ExitCode.Stopped;

    /// <summary>Opens the workbench on the files, or the browser where there are none, and returns the exit code when the user leaves.</summary>
    /// <remarks>Both ends must be a terminal; the caller checks that. A defect leaves the terminal whole and gives 70.</remarks>
    public static int Run(IReadOnlyList<string> files, WorkbenchOptions options) => Guard(() => Show(files, options), Console.Error);

    /// <summary>Runs the program's part and turns a defect into its report and exit code.</summary>
    internal static int Guard(Func<int> show, TextWriter errors)
    {
        try
        {
            return show();
        }
        catch (Exception e)
        {
            errors.WriteLine(Report(e));
            return Defect;
        }
    }

    private static int Show(IReadOnlyList<string> files, WorkbenchOptions options)
    {
        var desk = new Desk(options, TimeProvider.System);
        var mailbox = new Mailbox();
        // To the end of the process, so that a second signal on the way out does not end it otherwise.
        var departure = new Departure();
        using var engine = new Engine(mailbox, options);
        desk.Engine = engine;
        desk.Do(m => files.Count == 0 ? FilesUpdate.Begin(m, files) : FilesUpdate.Begin(m, files).Then(n => Session.Open(n, files[0])));
        var colours = Paint.Allowed(Environment.GetEnvironmentVariable);
        while (true)
        {
            var wanted = Stay(desk, mailbox, departure, colours);
            if (departure.IsDue) return Stopped;
            if (wanted is not { } place) return 0;
            departure.IsLent = true;
            string? wrong = Editor.Run(place.Path, place.Line);
            departure.IsLent = false;
            if (wrong is not null) desk.Do(m => m.Tell(wrong, isError: true));
        }
    }

    /// <summary>What a defect says: what it was, and how to report it.</summary>
    public static string Report(Exception e) =>
        $"""
        ScenarioSim failed; the terminal and your files are as they were.
          {e.GetType().Name}: {e.Message}
          at {e.StackTrace?.Split('\n').FirstOrDefault(l => l.Contains("ScenarioSim", StringComparison.Ordinal))?.Trim() ?? "an unknown place"}
        This is a defect of the program. Please report it with these lines, the scenario if you may share it, and
        the version ({typeof(Workbench).Assembly.GetName().Version?.ToString(3)}), where you have the program from.
        """;

    // From taking the screen to giving it back: leaving gives nothing, the editor its place.
    private static (string Path, int Line)? Stay(Desk desk, Mailbox mailbox, Departure departure, Colours colours)
    {
        using var screenful = new Screenful(desk, mailbox, departure, colours);
        screenful.Run();
        return screenful.Wanted;
    }
}
