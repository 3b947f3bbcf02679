using ScenarioSim.App.Tui.Drawing;
using ScenarioSim.Text;

namespace ScenarioSim.App.Tui.ScenarioView;

/// <summary>1 Scenario: what does this file say.</summary>
public sealed class ScenarioScreen : IScreen
{
    /// <inheritdoc/>
    public ScreenId Id => ScreenId.Scenario;

    /// <inheritdoc/>
    public string Title => "Scenario";

    /// <inheritdoc/>
    public IReadOnlyList<Command> Commands { get; } =
    [
        new("Open", ["Enter"], "Opens or closes a section, gives the body to a detail, opens the editor at a remark", ScenarioUpdate.Enter) { Label = "open",
            WhyNot = m => Nothing(m) ?? (m.Zoom == Zoom.Detail && Tree.Selected(m) is { IsSection: false, Thing: not Text.Diagnostic } ? "it has the body already: Esc goes back to the list" : null) },
        new("Unfold", ["Right"], "Opens the section", ScenarioUpdate.Open) { IsMove = true, WhyNot = Nothing },
        new("Fold", ["Left"], "Closes the section that the cursor is in", ScenarioUpdate.Close) { IsMove = true, WhyNot = Nothing },
        .. Lists.Moves("scenario", Tree.Cursor, m => Tree.Shown(m).Count, ScenarioUpdate.Select),
    ];

    /// <inheritdoc/>
    public IReadOnlyList<string> Trail(WorkbenchModel model) => Tree.Selected(model) is { IsSection: false } node ? [node.Name] : [];

    /// <inheritdoc/>
    public Step? Back(WorkbenchModel model) => null;

    /// <inheritdoc/>
    public void Draw(WorkbenchModel model, Surface surface)
    {
        var shown = Tree.Shown(model);
        if (shown.Count == 0)
        {
            if (!Waiting.Draw(model, surface)) Panes.Box(surface, "", "", model.Glyphs).Put(1, 0, Lists.NothingMatches, Style.Dim);
            return;
        }
        (var left, var right) = Panes.Divide(surface, model.Zoom, Math.Min(56, surface.Width * 2 / 5), Math.Max(7, surface.Height * 9 / 20));
        var scroll = model.Scrolls["scenario"];
        var list = Panes.Box(left, "What the file says", Lists.Foot(scroll), model.Glyphs, bold: true);
        int name = shown.Where(n => !n.IsSection).Select(n => Columns.Of(n.Name)).DefaultIfEmpty(8).Max();
        Lists.Draw(list, scroll, shown.Count, Tree.Cursor(model), (i, w) => Row(model, shown[i], w, Math.Min(name, Math.Max(14, w / 2))),
            i => m => ScenarioUpdate.Select(m, i), ScenarioUpdate.Enter);
        var node = Tree.Selected(model)!;
        Lists.Detail(right, node.Name, model, ("scenario", node.Key), width => new(Detail.Lines(model, node, width)));
    }

    /// <inheritdoc/>
    public Table? Table(WorkbenchModel model)
    {
        List<Node> nodes = [.. Tree.Shown(model).Where(n => !n.IsSection)];
        return nodes.Count == 0 ? null : new Table(model.File?.Title ?? "", ["kind", "name", "title", "line"],
            [.. nodes.Select(n => (IReadOnlyList<object?>)[n.Section, n.Name, n.Title, n.Span.Line])]);
    }

    /// <inheritdoc/>
    public string? Number(WorkbenchModel model) => Tree.Selected(model)?.Name;

    /// <inheritdoc/>
    public string? Shell(WorkbenchModel model) => model.File is { } file ? $"check {Quote.Shell(file.Path)}" : null;

    /// <inheritdoc/>
    public (string Path, int Line)? Place(WorkbenchModel model) => Tree.Selected(model) is { } node ? Places.Of(node.Span, model) : Places.Of(model);

    private static Line Row(WorkbenchModel model, Node node, int width, int name)
    {
        string folds = model.Glyphs.Folds;
        if (node.Key == "file") return Line.Of("  " + Columns.Cut(node.Name, width - 2), Style.Bold);
        if (node.IsSection)
        {
            bool bad = node.Key == "diagnostics" && model.File!.Read!.HasErrors;
            return Line.Of($"{(model.Scenario.Closed.Contains(node.Key) && model.Filter.Length == 0 ? folds[1] : folds[0])} ")
                .Add(node.Name, bad ? Style.Magenta.With(Emphasis.Bold) : Style.Bold).Add(" " + node.Title, Style.Dim);
        }
        var style = node.Thing is Diagnostic { Severity: Severity.Error } ? Style.Magenta : Style.Plain;
        var line = new Line().Add("    ").Add(Columns.Left(node.Name, Math.Min(name, width - 4)), style);
        int room = width - line.Width - 2;
        return room < 6 ? line : line.Add("  ").Add(Columns.Cut(node.Title, room), Style.Dim);
    }

    private static string? Nothing(WorkbenchModel model) => Tree.Selected(model) is null ? "no file is open: o opens one" : null;
}
