using System.Diagnostics;
using System.Text;

namespace ScenarioSim.App.Tui.Shell;

/// <summary>Opens the user's editor at a line and waits for it.</summary>
internal static class Editor
{
    /// <summary>Runs it; returns what went wrong, or null.</summary>
    public static string? Run(string path, int line)
    {
        (string editor, string from) = Named(Environment.GetEnvironmentVariable);
        IReadOnlyList<string> words = Words(editor);
        if (words.Count == 0) return $"`{editor}`, which is {from}, names no editor";
        var start = new ProcessStartInfo(words[0]) { UseShellExecute = false };
        foreach (string word in words.Skip(1)) start.ArgumentList.Add(word);
        // Else an editor takes it for an option.
        if (path.StartsWith('-')) path = Path.Join(".", path);
        foreach (string argument in At(Path.GetFileNameWithoutExtension(words[0]), path, line)) start.ArgumentList.Add(argument);
        try
        {
            using var process = Process.Start(start)!;
            process.WaitForExit();
            return process.ExitCode == 0 ? null : $"`{words[0]}` ended with {process.ExitCode}";
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or InvalidOperationException)
        {
            // The system's words name the present folder too, as if the editor were looked for there.
            string why = e is System.ComponentModel.Win32Exception { NativeErrorCode: var code } ? new System.ComponentModel.Win32Exception(code).Message : e.Message;
            return $"could not start `{words[0]}`, which is {from}: {why}";
        }
    }

    /// <summary>What is to be started, as written, and where that is from.</summary>
    internal static (string Editor, string From) Named(Func<string, string?> environment)
    {
        foreach (string name in (string[])["VISUAL", "EDITOR"])
        {
            if (environment(name) is { } named && named.Trim().Length > 0) return (named, "$" + name);
        }
        return (OperatingSystem.IsWindows() ? "notepad" : "vi", "tried where $EDITOR names none");
    }

    /// <summary>The words of a command as a shell takes them: quotes keep blanks, a backslash the next character. Nothing else is special.</summary>
    internal static IReadOnlyList<string> Words(string command)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        bool isWord = false;
        char quote = '\0';
        // On Windows it divides the parts of a path.
        bool escapes = !OperatingSystem.IsWindows();
        for (int i = 0; i < command.Length; i++)
        {
            char c = command[i];
            if (c == quote) quote = '\0';
            else if (quote == '\0' && c is ('\'' or '"')) (quote, isWord) = (c, true);
            else if (quote == '\0' && char.IsWhiteSpace(c))
            {
                if (isWord) words.Add(word.ToString());
                word.Clear();
                isWord = false;
            }
            else
            {
                // Between double quotes it keeps only what would be special there.
                bool escaped = escapes && c == '\\' && i + 1 < command.Length && (quote == '\0' || (quote == '"' && command[i + 1] is ('"' or '\\')));
                word.Append(escaped ? command[++i] : c);
                isWord = true;
            }
        }
        if (isWord) words.Add(word.ToString());
        return words;
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
