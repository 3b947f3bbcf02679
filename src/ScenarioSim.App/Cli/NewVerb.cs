using System.CommandLine;
using System.Globalization;
using System.Text;

namespace ScenarioSim.App.Cli;

/// <summary><c>new FILE</c>: writes a small scenario to begin with, and no file that is there.</summary>
internal sealed class NewVerb : IVerb
{
    private const string Template = "NewScenario.yaml";

    /// <inheritdoc/>
    public IReadOnlyList<(string Call, string Does)> Examples { get; } =
    [
        ("scenariosim new crisis.yaml", "a small scenario that runs, with a word on each part"),
        ("scenariosim new crisis.yaml --title \"Talks on the strait\" --start 2027-03-01", "with a title and a first day of its own"),
    ];

    /// <inheritdoc/>
    public Command Command(Host host)
    {
        var file = new Argument<string>("FILE") { Description = "The file to write; it must not be there yet", HelpName = "FILE" };
        file.Validators.Add(FileArgument.RefuseOptions);
        var title = new Option<string>("--title") { Description = "The scenario's title; the file's name if left out", HelpName = "TEXT" };
        var start = new Option<string>("--start") { Description = "Its first day; today if left out", HelpName = "DATE" };
        var command = new Command("new", "Write a small scenario to begin with") { file, title, start };
        command.SetAction(parsed =>
        {
            string path = parsed.GetValue(file)!;
            if (path.Trim().Length == 0) throw CommandFailed.Usage("the name of the file is empty");
            if (Path.GetExtension(path).Length == 0) path += ".yaml";
            if (File.Exists(path) || Directory.Exists(path)) throw new CommandFailed(ExitCode.Errors, $"`{path}` is there already: name another file, or move it away first");
            string text = Text(parsed.GetValue(title) ?? Path.GetFileNameWithoutExtension(path), Start(parsed.GetValue(start)));
            ResultOutput.Write(host, path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
            ResultOutput.Write(host, null, $"{path}: a small scenario to begin with. `scenariosim {path}` shows what comes of it, `scenariosim run {path}` prints it.\n");
            return ExitCode.Done;
        });
        return command;
    }

    private static DateOnly Start(string? text) =>
        text is null ? DateOnly.FromDateTime(DateTime.Today)
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date) ? date
        : throw CommandFailed.Usage($"--start: `{text}` is no date; write it as in `2027-03-01`");

    private static string Text(string title, DateOnly start)
    {
        using Stream stream = typeof(NewVerb).Assembly.GetManifestResourceStream(Template)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        // Whatever is in a title, it is one text.
        string quoted = $"\"{string.Concat(title.Select(c => char.IsControl(c) ? ' ' : c)).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
        return reader.ReadToEnd().ReplaceLineEndings("\n").Replace("START", start.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), StringComparison.Ordinal).Replace("TITLE", quoted, StringComparison.Ordinal);
    }
}
