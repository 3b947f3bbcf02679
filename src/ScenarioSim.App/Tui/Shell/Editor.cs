using System.Diagnostics;

namespace ScenarioSim.App.Tui.Shell;

/// <summary>Opens the user's editor at a line and waits for it.</summary>
internal static class Editor
{
    /// <summary>Runs it; returns what went wrong, or null.</summary>
    public static string? Run(string path, int line)
    {
        string editor = Environment.GetEnvironmentVariable("VISUAL") is { Length: > 0 } visual ? visual
            : Environment.GetEnvironmentVariable("EDITOR") is { Length: > 0 } named ? named : OperatingSystem.IsWindows() ? "notepad" : "vi";
        string[] words = editor.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var start = new ProcessStartInfo(words[0]) { UseShellExecute = false };
        foreach (string word in words.Skip(1)) start.ArgumentList.Add(word);
        foreach (string argument in At(Path.GetFileNameWithoutExtension(words[0]), path, line)) start.ArgumentList.Add(argument);
        try
        {
            using var process = Process.Start(start);
            process?.WaitForExit();
            return null;
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or InvalidOperationException)
        {
            return $"could not start `{editor}`: {e.Message}; $EDITOR names the editor";
        }
    }

    /// <summary>The arguments that open a file at a line, as the editor wants them.</summary>
    internal static IReadOnlyList<string> At(string editor, string path, int line) => editor switch
    {
        "code" or "codium" or "cursor" => ["--wait", "--goto", $"{path}:{line}"],
        "subl" or "zed" or "hx" or "helix" => [$"{path}:{line}"],
        "notepad" or "gedit" or "kate" => [path],
        _ => [$"+{line}", path],
    };
}
