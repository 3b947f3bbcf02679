using ScenarioSim.App.Tui.Drawing;

namespace ScenarioSim.App.Tui.OutcomesView;

/// <summary>2 Outcomes: what can come of it.</summary>
public sealed class OutcomesScreen : IScreen
{
    // From here on a detail below the table says enough to be worth its rows.
    private const int DetailHeight = 10;

    /// <inheritdoc/>
    public ScreenId Id => ScreenId.Outcomes;

    /// <inheritdoc/>
    public string Title => "Outcomes";

    /// <inheritdoc/>
    public IReadOnlyList<Command> Commands { get; } =
    [
        new("Details", ["Enter"], "Opens what the cursor is on; once more lists the runs behind it", OutcomesUpdate.Enter) { Label = "details",
            LabelNow = m => m.Outcomes.Opened ? "runs" : "details", WhyNot = NoRow },
        new("Words", ["v"], "Adds words of estimative probability, with their ranges",
            m => m with { Outcomes = m.Outcomes with { Words = !m.Outcomes.Words } }) { Label = "words" },
        new("Other chart", ["d"], "Draws a measure as dots, as its cumulative curve, as a histogram", OutcomesUpdate.NextChart) { Label = "chart",
            WhyNot = NoMeasure },
        new("Left along the axis", ["Left"], "Moves the cursor of a measure's chart to the left", m => OutcomesUpdate.Along(m, -1)) { IsMove = true,
            WhyNot = NoMeasure },
        new("Right along the axis", ["Right"], "Moves the cursor of a measure's chart to the right", m => OutcomesUpdate.Along(m, 1)) { IsMove = true,
            WhyNot = NoMeasure },
        .. Lists.Moves("outcomes", OutcomesUpdate.Cursor, m => OutcomesUpdate.Rows(m).Count, OutcomesUpdate.Select,
            m => m.Outcomes.Opened),
    ];

    /// <inheritdoc/>
    public IReadOnlyList<string> Trail(WorkbenchModel model) => !model.Outcomes.Opened ? []
        : OutcomesUpdate.Outcome(model) is { } outcome ? [Say.Title(outcome.Outcome)] : OutcomesUpdate.Measure(model) is { } measure
            ? [Say.Title(measure.Measure)] : OutcomesUpdate.Fact(model) is { } fact ? [fact.Fact.Text] : [];

    /// <inheritdoc/>
    public Step? Back(WorkbenchModel model) => OutcomesUpdate.Back(model);

    /// <inheritdoc/>
    public void Draw(WorkbenchModel model, Surface surface)
    {
        // What is so rare that no run agrees may be solved all the same.
        if (OutcomesUpdate.Results(model) is null && Waiting.Draw(model, surface)) return;
        bool alone = model.Outcomes.Opened || model.Zoom == Zoom.Detail;
        int wanted = OutcomesTable.Height(model) + 2, without = OutcomesTable.HeightOfFigures(model) + 2;
        // What is known can be scrolled to, and how likely it was stands in the heading: the detail says more.
        if (surface.Height - wanted < DetailHeight && surface.Height - without >= DetailHeight) wanted = surface.Height - DetailHeight;
        bool both = !alone && model.Zoom == Zoom.None && surface.Height - wanted >= DetailHeight;
        if (!alone)
        {
            int height = both ? wanted : surface.Height;
            OutcomesTable.Draw(model, Panes.Box(surface.Part(0, 0, surface.Width, height), Name(model, surface.Width - 6), Foot(model, surface.Width), model.Glyphs, bold: true));
            if (!both) return;
            surface = surface.Part(0, height, surface.Width, surface.Height - height);
        }
        Detail(model, surface);
    }

    /// <inheritdoc/>
    public Table? Table(WorkbenchModel model) => OutcomesUpdate.Results(model) is { } results ? OutcomesExport.Table(results, OutcomesUpdate.Rows(model)) : null;

    /// <inheritdoc/>
    public string? Number(WorkbenchModel model) => OutcomesUpdate.Outcome(model) is { } outcome ? OutcomesTable.Share(outcome, OutcomesUpdate.Results(model)!)
        : OutcomesUpdate.Measure(model) is { } measure ? Say.Mean(measure.Mean, measure.MeanLow, measure.MeanHigh)
        : OutcomesUpdate.Fact(model) is { } fact ? FactLines.Chance(fact) : null;

    /// <inheritdoc/>
    public string? Shell(WorkbenchModel model) => model.File?.Exact.IsShown == true ? ShellCommand.Exact(model) : ShellCommand.Run(model);

    /// <inheritdoc/>
    public (string Path, int Line)? Place(WorkbenchModel model) => OutcomesUpdate.Outcome(model) is { } outcome ? Places.Of(outcome.Outcome.Span, model)
        : OutcomesUpdate.Measure(model) is { } measure ? Places.Of(measure.Measure.Span, model)
        : OutcomesUpdate.Fact(model) is { } fact && !KnownWords.IsGiven(fact.Fact, model.File!.Scenario!) ? Places.Of(fact.Fact.That.Span, model) : Places.Of(model);

    private static void Detail(WorkbenchModel model, Surface surface)
    {
        bool opened = model.Outcomes.Opened;
        if (OutcomesUpdate.Outcome(model) is { } outcome)
        {
            Lists.Detail(surface, Say.Title(outcome.Outcome), model, ("outcomes", outcome.Outcome.Name), width => new(OutcomeDetail.Lines(model, outcome, width)), opened);
        }
        else if (OutcomesUpdate.Measure(model) is { } measure)
        {
            // It has no text to scroll, but an outcome's begins anew after it.
            model.Scrolls.Of("outcomes", measure.Measure.Name);
            MeasureDetail.Draw(model, measure, Panes.Box(surface, Say.Title(measure.Measure), "", model.Glyphs, opened));
        }
        else if (OutcomesUpdate.Fact(model) is { } fact)
        {
            Lists.Detail(surface, fact.Fact.Text, model, ("outcomes", $"{fact.Fact.Text} {fact.Fact.Step}"), width => new(FactDetail.Lines(OutcomesUpdate.Results(model)!, fact, width)), opened);
        }
        else Panes.Box(surface, "", "", model.Glyphs, opened).Put(1, 0, Lists.NothingMatches, Style.Dim);
    }

    // Whether it was solved, and how likely what is known was: that also where its rows are out of sight.
    private static string Name(WorkbenchModel model, int width)
    {
        string known = OutcomesUpdate.Results(model) is { Evidence: { } evidence, Scenario: { } scenario } ? KnownWords.Likeliness(evidence, scenario) : "";
        if (model.File?.Exact.IsShown != true) return known;
        const string Whole = "Solved exactly, without sampling: = shows the sampled figures", Short = "Solved exactly (= shows the sampled figures)";
        if (known.Length == 0) return Whole;
        return ((string[])[$"{Whole}; {known}", $"{Short}; {known}"]).FirstOrDefault(t => Columns.Of(t) <= width) ?? Whole;
    }

    private static string Foot(WorkbenchModel model, int width)
    {
        string words = OutcomesTable.Dropped(model, width - 2) is { Count: > 0 } dropped ? $"no room for {string.Join(", ", dropped)}" : "", few = OutcomesUpdate.Results(model) is { } results ? Agreeing.Says(results, model.File!.Work) : "";
        return string.Join(" · ", ((string[])[few, words, Remarks.Says(Remarks.CountOfShown(model)), Lists.Foot(model.Scrolls["outcomes"])]).Where(t => t.Length > 0));
    }

    private static string? NoRow(WorkbenchModel model) => OutcomesUpdate.Cursor(model) >= 0 ? null
        : OutcomesUpdate.Results(model) is null ? "there are no results yet" : "nothing matches the filter";

    private static string? NoMeasure(WorkbenchModel model) => OutcomesUpdate.Measure(model) is null ? "put the cursor on a measure first" : null;
}
