using ScenarioSim.Analysis;
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
        new("What has gone before", ["P"], "Chooses, by what is known, whose course was followed until then: the baseline's for all, or each item's own", CompareUpdate.AskPast) { Label = "past",
            IsLabelled = m => m.File?.Scenario?.Evidence is { Facts.Count: > 0 }, WhyNot = NothingKnown },
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
                Lists.Detail(surface, name, model, ("none agrees", ""), width => new(Waiting.NoneAgrees(lost, work, width, OrElse(model, name))), bold: true);
                return;
            }
            if (!Waiting.Draw(model, surface)) Panes.Box(surface, "", "", model.Glyphs).Put(1, 1, Waiting.Running(model.Compare.Work, "comparing"), Style.Dim);
            return;
        }
        bool alone = model.Compare.Opened || model.Zoom == Zoom.Detail;
        var notes = CompareNotes.Lines(model, surface.Width - 4);
        int wanted = CompareUpdate.Rows(model).Count + 3 + notes.Count;
        bool both = !alone && model.Zoom == Zoom.None && surface.Height - wanted >= DetailHeight;
        if (!alone)
        {
            int height = both ? wanted : surface.Height;
            model.Scrolls["compare"].Fit(CompareUpdate.Rows(model).Count, Math.Max(0, height - 3 - notes.Count), model.Compare.Row);
            var box = Panes.Box(surface.Part(0, 0, surface.Width, height), CompareWords.Past(results, surface.Width - 6), Foot(model, results, surface.Width - 6), model.Glyphs, bold: true);
            CompareTable.Draw(model, box.Part(0, 0, box.Width, Math.Max(2, box.Height - notes.Count)));
            for (int i = 0; i < notes.Count; i++) box.Put(1, box.Height - notes.Count + i, notes[i], Style.Dim);
            if (!both) return;
            surface = surface.Part(0, height, surface.Width, surface.Height - height);
        }
        string item = $"{CompareUpdate.Row(model)?.Name} {CompareUpdate.Column(model)} {(model.Compare.IsAtWorld ? $"{model.Compare.World} {model.Compare.Telling.Story?.Run}" : "")}";
        Lists.Detail(surface, results.Items[CompareUpdate.Column(model)].Name, model, ("compare", item), width => CompareDetail.Lines(model, width), model.Compare.Opened);
    }

    // Where it is not the baseline of which none agrees there is more that helps.
    private static string OrElse(WorkbenchModel model, string name) =>
        CompareUpdate.Picks(model)[CompareUpdate.Baseline(model)].Name == name ? "" : $"; Space leaves {name} out, and P chooses what has gone before";

    // How many worlds, and where only few agree what to do about it.
    private static string Foot(WorkbenchModel model, ComparisonResults results, int width)
    {
        string worlds = Worlds(model, results), few = Agreeing.Says(results.Items[results.Baseline].Results, model.Compare.Work);
        List<string> feet = [.. few.Length > 0 ? (string[])[$"{worlds}; {few}", few] : [], $"{worlds}, = is the baseline", worlds];
        string seen = Lists.Foot(model.Scrolls["compare"]);
        if (seen.Length > 0) (seen, width) = (seen + "; ", width - Columns.Of(seen) - 2);
        return seen + feet.First(f => f == worlds || Columns.Of(f) < width);
    }

    // Where not all count, how many do, and by whom that is decided.
    private static string Worlds(WorkbenchModel model, ComparisonResults results) => results.Items[results.Baseline].Results is { Evidence: { Facts.Count: > 0 } known, Policy.Name: var policy }
        ? $"{Say.Count(known.Agreeing ?? 0)} of {Say.Plural(known.Runs ?? 0, "world")} agree{CompareWords.Whose(results, policy)}" : Say.Plural(model.Compare.Work.Done, "world");

    /// <inheritdoc/>
    public Table? Table(WorkbenchModel model)
    {
        if (model.Compare.Results is not { } results) return null;
        var rows = from row in CompareUpdate.Rows(model)
                   from i in Enumerable.Range(0, results.Items.Count)
                   let cell = row.Cells[i]
                   let decimals = Say.ErrorDecimals((cell.High - cell.Low) / 2, row.Decimals)
                   let isDifferent = cell.Difference is not null
                   select (IReadOnlyList<object?>)[row.Kind.ToString().ToLowerInvariant(), row.Name, results.Items[i].Name, new Figure(cell.Figure, CompareTable.Figure(row, cell)), Figure.Of(cell.Difference, _ => CompareTable.Difference(row, cell, model.Glyphs)),
                       isDifferent ? new Figure(cell.Low, CompareTable.Bound(row, cell, cell.Low)) : null, isDifferent ? new Figure(cell.High, CompareTable.Bound(row, cell, cell.High)) : null,
                       Figure.Of(cell.Of?.Share, Say.Rough), Figure.Of(cell.Of?.Mean, m => Say.Fixed(m, decimals)), Figure.Of(cell.Of?.BaselineMean, m => Say.Fixed(m, decimals))];
        return new Table($"{results.Items[results.Baseline].Results.Scenario.Title}: compared with {results.Items[results.Baseline].Name} in {Worlds(model, results)}{KnownWords.In(results.Items[results.Baseline].Results.Scenario.Evidence)}",
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
        return ShellCommand.Compare(model, items, picks.All(p => p.Path is null && p.Saved is null) ? picks[CompareUpdate.Baseline(model)].Policy
            : items[CompareUpdate.Baseline(model)], model.Compare.Work.Done);
    }

    /// <inheritdoc/>
    public IReadOnlyList<(string What, string Command)> OtherCommands(WorkbenchModel model)
    {
        int column = CompareUpdate.Column(model);
        if (model.Compare is not { IsOfNow: true, Results: { } results, Past: var past } || column == results.Baseline || CompareUpdate.PickOf(model, column) is not { Path: null, Saved: null } pick) return [];
        // Another policy's past is told only of the same file.
        string? before = CompareUpdate.PickOf(model, results.Baseline) is { Path: null, Saved: null } baseline ? baseline.Policy : null;
        var commands = new List<(string, string)>();
        // No run by itself knows in which worlds another policy's agree.
        if (past != Past.Baseline || model.File!.Scenario!.Evidence is null) commands.Add(($"the shell command of {pick.Policy} alone", ShellCommand.RunOf(model, pick.Policy, before)));
        if (model.Compare.Telling is { Story.Run: var run, Other: not null, Beside.Name: var told } && told == pick.Policy) commands.Add(($"the shell command that tells world {Say.Count(run)} under it", ShellCommand.TraceOf(model, pick.Policy, run, before, past)));
        return commands;
    }

    /// <inheritdoc/>
    public (string Path, int Line)? Place(WorkbenchModel model) => model.Compare.Results is { } results && CompareUpdate.Column(model) < results.Items.Count
        ? Places.Of(results.Items[CompareUpdate.Column(model)].Results.Policy.Span, model) : Places.Of(model);

    private static string? NoResults(WorkbenchModel model) => model.Compare.Results is null ? "there is no comparison yet" : null;

    private static string? NothingKnown(WorkbenchModel model) => Everywhere.NoScenario(model) ?? (model.File!.Scenario!.Evidence is { Facts.Count: > 0 } ? null : "all runs count, so that there is no past to share: a says what is known");

    private static string? NoWorld(WorkbenchModel model) =>
        NoResults(model) ?? (CompareUpdate.Worlds(model).Count == 0 ? model.Compare.Results is { } found && CompareUpdate.Column(model) is var at && at != found.Baseline && !found.IsPaired(at) ? "this column shares no worlds with the baseline" : "no world changes in this column" : null);
}
