using ScenarioSim.Analysis;
using ScenarioSim.App.Tui.Drawing;
using ScenarioSim.Model;

namespace ScenarioSim.App.Tui.RunsView;

/// <summary>5 Runs: how does such a run go.</summary>
public sealed class RunsScreen : IScreen, IFiltered
{
    private const int NumberWidth = 7, DayWidth = 6, FirstColumns = NumberWidth + 2 + 1 + DayWidth, LeastMeasure = 6, NarrowMeasure = 12, WidestMeasure = 24;

    /// <inheritdoc/>
    public ScreenId Id => ScreenId.Runs;

    /// <inheritdoc/>
    public string Title => "Runs";

    /// <inheritdoc/>
    public IReadOnlyList<Command> Commands { get; } =
    [
        new("Read the story", ["Enter"], "Gives the body to the story; Esc goes back", m => m with { Zoom = Zoom.Detail }) { Label = "read", WhyNot = m => NoRun(m) ?? (m.Zoom == Zoom.Detail ? "it has the body already: Esc goes back to the list" : null) },
        new("Next such run", ["n"], "The next run in the list that ends the same way", m => RunsUpdate.Same(m, 1)) { Label = "next such", WhyNot = NoRun },
        new("Previous such run", ["N"], "The run before in the list that ends the same way", m => RunsUpdate.Same(m, -1)) { WhyNot = NoRun },
        new("Under another policy", ["t"], "Tells the same run under another policy beside it; again goes back", RunsUpdate.Beside)
        {
            Label = "other policy",
            WhyNot = m => NoRun(m) ?? (m.File!.Scenario!.Policies.Count < 2 ? "the file has only one policy" : null),
        },
        new("Next outcome", ["Tab", "Right"], "Lists the runs of the next outcome, after the last those of all",
            m => RunsUpdate.NextOutcome(m, 1)) { Label = "outcome", WhyNot = NoList },
        new("Previous outcome", ["Shift-Tab", "Left"], "Lists the runs of the outcome before", m => RunsUpdate.NextOutcome(m, -1)) { WhyNot = NoList },
        new("Other order", ["s"], "Orders the runs by number, by outcome, by the day on which they ended", RunsUpdate.Sort) { Label = "sort", WhyNot = NoList },
        .. Lists.Moves("runs", m => m.Runs.Cursor, m => m.Runs.Matching.Count, RunsUpdate.Select),
    ];

    /// <inheritdoc/>
    public IReadOnlyList<string> Trail(WorkbenchModel model) =>
        model.Runs.Run >= 0 && model.Runs.Matching.Count > 0 ? [$"run {Say.Count(model.Runs.Run)}"] : [];

    /// <inheritdoc/>
    public Step? Back(WorkbenchModel model) =>
        model.Zoom != Zoom.None ? (Step)(model with { Zoom = Zoom.None })
        : model.Runs.Beside is not null ? (Step)(model with { Runs = model.Runs with { Beside = null } })
        : RunsUpdate.Back(model);

    /// <inheritdoc/>
    public Step Filtered(WorkbenchModel model) => RunsUpdate.Match(model);

    /// <inheritdoc/>
    public void Draw(WorkbenchModel model, Surface surface)
    {
        if (Waiting.Draw(model, surface)) return;
        var runs = model.Runs;
        (var left, var right) = Panes.Divide(surface, model.Zoom, Math.Max(Math.Max(46, surface.Width * 11 / 24), Math.Min(surface.Width / 2, Wanted(runs))), Math.Max(7, surface.Height * 2 / 5));
        var list = Panes.Box(left, Heading(model), Foot(model, left.Width - 7), model.Glyphs, bold: true);
        if (list.Height > 1) List(model, list);
        string title = runs.Telling.Story is { } told ? $"Run {Say.Count(told.Run)}" : "";
        Lists.Detail(right, title, model, ("runs", $"{runs.Run} {runs.Beside}"), width => new(runs.Matching.Count > 0 && runs.Telling.Story is not null ? Story(runs.Telling, width) : []));
    }

    /// <inheritdoc/>
    public Table? Table(WorkbenchModel model)
    {
        if (model.Runs.Scenario is not { } scenario || model.Runs.Matching.Count == 0) return null;
        return new Table($"{scenario.Title}: runs under {model.Runs.Policy!.Name}{KnownWords.In(scenario.Evidence)}", ["run", "outcome", "last_day", .. scenario.Measures.Select(m => m.Name)],
            [.. model.Runs.Matching.Select(r =>
                (IReadOnlyList<object?>)[r.Run, scenario.Outcomes[r.Outcome].Name, new Figure(scenario.Clock.DayOf(r.LastStep), Say.Number(scenario.Clock.DayOf(r.LastStep))), .. r.Measures.Select(v => (object?)new Figure(v, double.IsNaN(v) ? "" : Say.Number(v)))])]);
    }

    /// <inheritdoc/>
    public string? Number(WorkbenchModel model) => model.Runs.Matching.Count > 0 ? model.Runs.Run.ToString() : null;

    /// <inheritdoc/>
    public string? Shell(WorkbenchModel model) => model.Runs.Matching.Count > 0 ? ShellCommand.Trace(model, model.File!.Policy!.Name, model.Runs.Run) : null;

    /// <inheritdoc/>
    public IReadOnlyList<(string What, string Command)> OtherCommands(WorkbenchModel model) => model.Runs is { Matching.Count: > 0, Beside: { } beside, Run: var run }
        ? [($"the shell command that tells it under {beside}", ShellCommand.TraceOf(model, beside, run, model.File!.Policy!.Name, Past.Shared))] : [];

    /// <inheritdoc/>
    public (string Path, int Line)? Place(WorkbenchModel model) => Places.Of(model);

    // Columns of the box with the name of the first measure whole, and a blank at the border.
    private static int Wanted(RunsModel runs) => runs.Scenario is not { Measures: [var first, ..] } scenario ? 0
        : 2 + 1 + FirstColumns + TitleWidth(scenario) + 2 + Math.Clamp(Columns.Of(first.Name), LeastMeasure, WidestMeasure) + 1;

    private static int TitleWidth(Scenario scenario) => Math.Max("outcome ▲".Length, scenario.Outcomes.Max(o => Columns.Of(Say.Title(o))));

    private static IReadOnlyList<Line> Story(Telling telling, int width) =>
        telling.Other is { } other ? StoryLines.Beside(telling.Story!, other, width) : StoryLines.Of(telling.Story!, width);

    private static void List(WorkbenchModel model, Surface at)
    {
        var runs = model.Runs;
        at.Put(1, 0, Head(runs, at.Width - 1));
        var below = at.Part(0, 1, at.Width, at.Height - 1);
        string[] wrong = [.. Columns.Wrap(runs.Wrong ?? "", at.Width - 2).Take(Math.Max(1, below.Height - 1))];
        for (int y = 0; y < wrong.Length; y++) below.Put(1, y, Columns.Cut(wrong[y], at.Width - 2), Style.Magenta);
        if (runs.Wrong is null && runs.Matching.Count == 0) below.Put(1, 0, runs.Searching ? (runs.All.Count < runs.Looked ? "none that agrees is so yet" : "none is so yet") : $"no run among the first {Say.Count(runs.Looked)} {(runs.All.Count < runs.Looked ? "agrees and " : "")}is so", Style.Dim);
        if (runs.Wrong is not null) below = below.Part(0, wrong.Length, below.Width, below.Height - wrong.Length);
        Lists.Draw(below, model.Scrolls["runs"], runs.Matching.Count, runs.Matching.Count == 0 ? -1 : runs.Cursor, (i, w) => runs.Wrong is null ? Row(runs, runs.Matching[i], w) : Row(runs, runs.Matching[i], w).With(Emphasis.Dim),
            i => m => RunsUpdate.Select(m, i), m => m with { Zoom = Zoom.Detail });
    }

    private static string Heading(WorkbenchModel model) => model.Runs.Applied.Trim() is { Length: > 0 } filter ? $"Runs: {filter}" : "Runs";

    private static string Foot(WorkbenchModel model, int width)
    {
        var runs = model.Runs;
        // Whoever waits wants to know how long; the header counts all that have been made.
        if (runs.Searching) return Looking(runs, width);
        string listed = (runs.Looked < Math.Max(runs.Most, model.File?.Results?.RunsMade ?? 0) ? "the first " : "") + Say.Plural(runs.Looked, "run");
        if (runs.Scenario?.Evidence is { Facts.Count: > 0 }) listed = $"{Say.Count(runs.All.Count)} that agree of {listed}";
        return runs.Matching.Count == runs.All.Count ? listed : $"{Say.Count(runs.Matching.Count)} of {listed}";
    }

    private static string Looking(RunsModel runs, int width)
    {
        string matching = runs.Matching.Count == runs.All.Count ? "" : $"{Say.Count(runs.Matching.Count)} of ", of = $"{Say.Count(runs.Looked)} of {Say.Plural(runs.Most, "run")}";
        string agree = runs.Scenario?.Evidence is { Facts.Count: > 0 } ? $"{Say.Count(runs.All.Count)} that agree" : matching.Length > 0 ? Say.Count(runs.All.Count) : "";
        string found = matching + agree;
        if (found.Length == 0) return $"looked at {of}";
        return ((string[])[$"{found}; looked at {of}", $"{found}; {of}"]).FirstOrDefault(t => Columns.Of(t) <= width) ?? $"looked at {of}";
    }

    // Measures drop from the right where there is no room for them.
    private static Line Head(RunsModel runs, int width) => Cells(runs, width, (runs.Order == RunOrder.Number ? "▲ " : "") + "run",
        "outcome" + (runs.Order == RunOrder.Outcome ? " ▲" : ""), (runs.Order == RunOrder.Day ? "▲ " : "") + "day", m => m.Name).With(Emphasis.Dim);

    private static Line Row(RunsModel runs, RunSummary run, int width) =>
        Cells(runs, width, Say.Count(run.Run), Say.Title(runs.Scenario!.Outcomes[run.Outcome]),
        Say.Number(runs.Scenario.Clock.DayOf(run.LastStep)), m => double.IsNaN(run.Measures[m.Index]) ? "" : Say.Number(run.Measures[m.Index]));

    private static Line Cells(RunsModel runs, int width, string number, string outcome, string day, Func<Measure, string> measure)
    {
        int title = Math.Min(width / 2, TitleWidth(runs.Scenario!));
        var line = new Line().Add(Columns.Right(number, NumberWidth)).Add("  ").Add(Columns.Left(outcome, title)).Add(" ").Add(Columns.Right(day, DayWidth));
        foreach (var m in runs.Scenario!.Measures)
        {
            // Names are what one types to filter: whole where there is room.
            int room = width - line.Width - 2, column = Math.Clamp(Columns.Of(m.Name), LeastMeasure, WidestMeasure);
            if (column > room) column = Math.Min(column, Math.Max(room - 1, NarrowMeasure));
            if (column > room) break;
            line.Add("  ").Add(Columns.Right(Columns.Cut(measure(m), column), column));
        }
        return line;
    }

    private static string? NoRun(WorkbenchModel model) => model.Runs.Matching.Count == 0 ? "there is no run here" : null;

    private static string? NoList(WorkbenchModel model) => model.File?.Scenario is null ? "there are no runs yet" : null;
}
