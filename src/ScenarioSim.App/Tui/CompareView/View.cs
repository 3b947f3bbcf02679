using ScenarioSim.App.Tui.Drawing;
using ScenarioSim.App.Tui.Shell;
using ScenarioSim.Results;

namespace ScenarioSim.App.Tui.CompareView;

/// <summary>4 Compare: what if we choose otherwise.</summary>
public sealed class CompareScreen : IScreen
{
    // From here on a detail below the table says enough to be worth its rows.
    private const int DetailHeight = 9;

    /// <inheritdoc/>
    public ScreenId Id => ScreenId.Compare;

    /// <inheritdoc/>
    public string Title => "Compare";

    /// <inheritdoc/>
    public IReadOnlyList<Command> Commands { get; } =
    [
        new("Details", ["Enter"], "Opens the difference: its interval, the worlds behind it, one of them told",
            m => m with { Compare = m.Compare with { Opened = true } }) { Label = "details", WhyNot = m => NoResults(m) ?? (m.Compare.Opened ? "it is open already: Esc goes back to the table" : null) },
        new("Pick what is compared", ["Space"], "Picks policies, other files and saved results", CompareUpdate.Choose) { Label = "pick",
            WhyNot = Everywhere.NoScenario },
        new("Baseline", ["b"], "Makes the column the baseline, until b again", CompareUpdate.SetBaseline) { Label = "baseline", WhyNot = NoResults },
        new("Sort", ["s"], "Sorts by the column, the greatest first; again: the order of the file", CompareUpdate.Sort) { Label = "sort", WhyNot = NoResults },
        new("Next world", ["n"], "The next world that changes; where no detail is on the screen, opens it there", m => CompareUpdate.NextWorld(m, 1)) { Label = "next world", WhyNot = NoWorld },
        new("Previous world", ["N"], "The world before", m => CompareUpdate.NextWorld(m, -1)) { WhyNot = NoWorld },
        new("Column to the left", ["Left"], "Moves the cursor to the left", m => CompareUpdate.Along(m, -1)) { IsMove = true },
        new("Column to the right", ["Right"], "Moves the cursor to the right", m => CompareUpdate.Along(m, 1)) { IsMove = true },
        .. Lists.Moves("compare", m => Math.Clamp(m.Compare.Row, 0, Math.Max(0, CompareUpdate.Rows(m).Count - 1)), m => CompareUpdate.Rows(m).Count,
            CompareUpdate.Select, m => m.Compare.Opened),
    ];

    /// <inheritdoc/>
    public IReadOnlyList<string> Trail(WorkbenchModel model) => model.Compare is { Opened: true, Results: { } results } && CompareUpdate.Row(model) is { } row
        ? [$"{row.Title}, {results.Items[CompareUpdate.Column(model)].Name}"] : [];

    /// <inheritdoc/>
    public Step? Back(WorkbenchModel model) => model.Compare.Opened ? (Step)(model with { Compare = model.Compare with { Opened = false } }) : null;

    /// <inheritdoc/>
    public void Draw(WorkbenchModel model, Surface surface)
    {
        if (model.Compare.Results is not { } results)
        {
            if (model.Compare is { NoneAgrees: var (name, lost), Work: var work })
            {
                Lists.Detail(surface, name, model, ("none agrees", ""), width => new(Waiting.NoneAgrees(lost, work, width)), bold: true);
                return;
            }
            if (!Waiting.Draw(model, surface)) Panes.Box(surface, "", "", model.Glyphs).Put(1, 1, Waiting.Running(model.Compare.Work, "comparing"), Style.Dim);
            return;
        }
        bool alone = model.Compare.Opened || model.Zoom == Zoom.Detail;
        int wanted = CompareUpdate.Rows(model).Count + 3;
        bool both = !alone && model.Zoom == Zoom.None && surface.Height - wanted >= DetailHeight;
        if (!alone)
        {
            int height = both ? wanted : surface.Height;
            model.Scrolls["compare"].Fit(CompareUpdate.Rows(model).Count, Math.Max(0, height - 3), model.Compare.Row);
            CompareTable.Draw(model, Panes.Box(surface.Part(0, 0, surface.Width, height), "", Foot(model, results, surface.Width - 6), model.Glyphs, bold: true));
            if (!both) return;
            surface = surface.Part(0, height, surface.Width, surface.Height - height);
        }
        string item = $"{CompareUpdate.Row(model)?.Name} {CompareUpdate.Column(model)} {(model.Compare.IsAtWorld ? $"{model.Compare.World} {model.Compare.Telling.Story?.Run}" : "")}";
        Lists.Detail(surface, results.Items[CompareUpdate.Column(model)].Name, model, ("compare", item), width => CompareDetail.Lines(model, width), model.Compare.Opened);
    }

    // Where the difference under the cursor is not of all worlds: of which, and both means there, as they are others than in the table.
    private static string Foot(WorkbenchModel model, ComparisonResults results, int width)
    {
        string worlds = Worlds(model, results), some = results.Measures.Any(d => d.IsOfSome) ? "; * only worlds with both" : "";
        // Such as were not simulated anew.
        if (Enumerable.Range(0, results.Items.Count).Any(i => i != results.Baseline && !results.IsPaired(i))) some = "; one as saved, not in the same worlds" + some;
        List<string> feet = [$"{worlds}, = is the baseline{some}", $"{worlds}{some}", worlds];
        if (CompareUpdate.Row(model) is { } row && row.Cells[CompareUpdate.Column(model)] is { Of: { IsOfSome: true, Share: { } share } } cell)
        {
            string here = $"* in {Say.Rough(share)} of worlds: {CompareTable.Means(row, cell)}";
            feet.InsertRange(0, [$"{worlds}; {here}", here]);
        }
        string seen = Lists.Foot(model.Scrolls["compare"]);
        if (seen.Length > 0) (seen, width) = (seen + "; ", width - Columns.Of(seen) - 2);
        return seen + feet.First(f => f == worlds || Columns.Of(f) < width);
    }

    // Where not all count, how many do, and by whom that is decided.
    private static string Worlds(WorkbenchModel model, ComparisonResults results) => results.Items[results.Baseline].Results is { Evidence: { Facts.Count: > 0 } known, Policy.Name: var policy }
        ? $"{Say.Count(known.Agreeing ?? 0)} of {Say.Plural(known.Runs ?? 0, "world")} agree, with the past of {policy}" : Say.Plural(model.Compare.Work.Done, "world");

    /// <inheritdoc/>
    public Table? Table(WorkbenchModel model)
    {
        if (model.Compare.Results is not { } results) return null;
        var rows = from row in CompareUpdate.Rows(model)
                   from i in Enumerable.Range(0, results.Items.Count)
                   let cell = row.Cells[i]
                   select (IReadOnlyList<object?>)[row.Kind.ToString().ToLowerInvariant(), row.Name, results.Items[i].Name, cell.Figure, cell.Difference,
                       cell.Difference is null ? null : cell.Low, cell.Difference is null ? null : cell.High,
                       cell.Of?.Share, cell.Of?.Mean, cell.Of?.BaselineMean];
        return new Table($"Compared with {results.Items[results.Baseline].Name} in {Worlds(model, results)}{KnownWords.In(results.Items[results.Baseline].Results.Scenario.Evidence)}",
            ["kind", "name", "item", "figure", "difference", "low", "high", "worlds_with_both", "mean_there", "baseline_mean_there"], [.. rows]);
    }

    /// <inheritdoc/>
    public string? Number(WorkbenchModel model) => CompareUpdate.Row(model) is not { } row ? null
        : row.Cells[CompareUpdate.Column(model)] is { Difference: not null } cell ? CompareTable.Difference(row, cell, model.Glyphs)
            : CompareTable.Figure(row, row.Cells[CompareUpdate.Column(model)]);

    /// <inheritdoc/>
    public string? Shell(WorkbenchModel model)
    {
        if (model.Compare.Results is not { } results) return null;
        var picks = CompareUpdate.Picks(model);
        var items = picks.Select(p => p.Saved is { } saved ? saved.Path : $"{p.Path ?? model.File!.Path}:{p.Policy}").ToList();
        // A policy's name says which only where nothing else is compared that has it.
        return ShellCommand.Compare(model, items, picks.All(p => p.Path is null && p.Saved is null) ? picks[results.Baseline].Policy
            : items[results.Baseline], model.Compare.Work.Done);
    }

    /// <inheritdoc/>
    public (string Path, int Line)? Place(WorkbenchModel model) => model.Compare.Results is { } results && CompareUpdate.Column(model) < results.Items.Count
        ? Places.Of(results.Items[CompareUpdate.Column(model)].Results.Policy.Span, model) : Places.Of(model);

    private static string? NoResults(WorkbenchModel model) => model.Compare.Results is null ? "there is no comparison yet" : null;

    private static string? NoWorld(WorkbenchModel model) =>
        NoResults(model) ?? (CompareUpdate.Worlds(model).Count == 0 ? "no world changes in this column" : null);
}
