using ScenarioSim.App.Tui.Drawing;
using ScenarioSim.Text;

namespace ScenarioSim.App.Tui.FilesView;

/// <summary>0 Files: which scenarios there are, and what is wrong with the broken ones.</summary>
public sealed class FilesScreen : IScreen
{
    private const string Minutes = "yyyy-MM-dd HH:mm";

    // Columns of the mark; beside a path, those that a title needs, and the words whether a file checks.
    private const int Mark = 2, LeastTitled = 24, LeastState = 11;

    /// <inheritdoc/>
    public ScreenId Id => ScreenId.Files;

    /// <inheritdoc/>
    public string Title => "Files";

    /// <inheritdoc/>
    public IReadOnlyList<Command> Commands { get; } =
    [
        new("Open", ["Enter"], "Opens the file and simulates it", FilesUpdate.Open) { Label = "open", WhyNot = m => FilesUpdate.Selected(m) is null
            ? "there is no file here" : null },
        new("Look again", ["Ctrl-R"], "Looks through the folders anew", m => FilesUpdate.Scan(m, ".")),
        .. Lists.Moves("files", FilesUpdate.Cursor, m => FilesUpdate.Shown(m).Count, FilesUpdate.Select),
    ];

    /// <inheritdoc/>
    public IReadOnlyList<string> Trail(WorkbenchModel model) => [];

    /// <inheritdoc/>
    public Step? Back(WorkbenchModel model) => model.File is not null && model.Filter.Length == 0 ? (Step)model.Show(model.LastScreen ?? ScreenId.Outcomes) : null;

    /// <inheritdoc/>
    public void Draw(WorkbenchModel model, Surface surface)
    {
        var shown = FilesUpdate.Shown(model);
        (var left, var right) = Panes.Divide(surface, model.Zoom, surface.Width * 11 / 20, Math.Min(surface.Height / 2, shown.Count + 4));
        var scroll = model.Scrolls["files"];
        var list = Panes.Box(left, model.Files.Scanning ? "Scenarios (looking)" : "Scenarios", Lists.Foot(scroll), model.Glyphs, bold: true);
        if (shown.Count == 0) Nothing(list, model);
        int path = shown.Count == 0 ? 0 : shown.Max(f => Columns.Of(f.Path)), width = Math.Min(list.Width / 2, path);
        // Where titles have no room, paths take theirs.
        if (list.Width - Mark - width <= LeastTitled) width = Math.Min(path, list.Width - Mark - LeastState);
        Lists.Draw(list, scroll, shown.Count, FilesUpdate.Cursor(model), (i, w) => Row(shown[i], w, width, model.Files.Selected),
            i => m => FilesUpdate.Select(m, i), FilesUpdate.Open);
        if (FilesUpdate.Selected(model) is not { } file) return;
        Lists.Detail(right, file.Title, model, ("files", file.Path), width => new(Detail(file, width)));
    }

    /// <inheritdoc/>
    public Table? Table(WorkbenchModel model)
    {
        var shown = FilesUpdate.Shown(model);
        return shown.Count == 0 ? null : new Table("Scenario files", ["file", "title", "dates", "errors", "warnings", "changed"],
            [.. shown.Select(f => (IReadOnlyList<object?>)[f.Path, f.Title, f.Dates, f.Errors, f.Warnings, f.Changed?.ToString(Minutes)])]);
    }

    /// <inheritdoc/>
    public string? Number(WorkbenchModel model) => FilesUpdate.Selected(model)?.Path;

    /// <inheritdoc/>
    public string? Shell(WorkbenchModel model) => FilesUpdate.Selected(model) is { } file ? $"check {Quote.Shell(file.Path)}" : null;

    /// <inheritdoc/>
    public (string Path, int Line)? Place(WorkbenchModel model) => FilesUpdate.Selected(model) is not { } file ? null
        : file.Diagnostics.FirstOrDefault(d => d.Severity == Severity.Error) is { } error && error.Span.File.Path.Length > 0
            ? (error.Span.File.Path, error.Span.Line) : (file.Path, 1);

    private static void Nothing(Surface at, WorkbenchModel model)
    {
        string text = model.Files.Scanning ? "looking for scenario files..." : model.Filter.Length > 0 ? "no file matches the filter; Esc clears it"
            : "no scenario files below this folder; scenariosim FILE opens one from elsewhere";
        var lines = Columns.Wrap(text, Math.Max(1, at.Width - 2));
        for (int y = 0; y < Math.Min(lines.Count, at.Height); y++) at.Put(1, y, lines[y], Style.Dim);
    }

    private static Line Row(FileEntry file, int width, int path, string selected)
    {
        string mark = file.Errors > 0 ? "✗" : file.Warnings > 0 ? "!" : " ";
        var line = new Line().Add(mark + " ", file.Errors > 0 ? Style.Magenta.With(Emphasis.Bold) : Style.Plain).Add(Columns.Left(file.Path, path));
        string changed = file.Changed?.ToString(Minutes) ?? "";
        string state = file.Errors > 0 ? Say.Plural(file.Errors, "error") : "checks";
        // Dropped where there is no room: when it changed, then whether it checks, which the mark says too.
        if (width - line.Width > 50) line.Add("  ").Add(Columns.Left(file.Title, width - line.Width - 32)).Add("  ").Add(Columns.Left(state, 9), Style.Dim)
            .Add("  ").Add(changed, Style.Dim);
        else if (width - line.Width > LeastTitled) line.Add("  ").Add(Columns.Left(file.Title, width - line.Width - 12)).Add(" ").Add(state, Style.Dim);
        else if (width - line.Width >= LeastState) line.Add("  ").Add(state, Style.Dim);
        return line;
    }

    private static List<Line> Detail(FileEntry file, int width)
    {
        var lines = new List<Line> { Line.Of(file.Path, Style.Bold) };
        if (file.Dates.Length > 0) lines.Add(Line.Of(file.Dates));
        if (file.Contents.Length > 0) lines.AddRange(Columns.Wrap(file.Contents, width).Select(t => Line.Of(t)));
        if (file.Changed is { } changed) lines.Add(Line.Of($"changed {changed.ToString(Minutes)}", Style.Dim));
        if (file.Summary.Length > 0) lines.AddRange(Columns.Wrap(file.Summary, width).Select(t => Line.Of(t)).Prepend(new Line()));
        lines.AddRange(DiagnosticLines.Of(file.Diagnostics.Where(d => d.Severity != Severity.Info), width));
        return lines;
    }
}
