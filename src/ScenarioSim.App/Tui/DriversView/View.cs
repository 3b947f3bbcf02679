using ScenarioSim.App.Tui.Drawing;
using ScenarioSim.App.Tui.Shell;
using ScenarioSim.Model;
using ScenarioSim.Reports;
using ScenarioSim.Reports.Format;
using ScenarioSim.Results;

namespace ScenarioSim.App.Tui.DriversView;

/// <summary>6 Drivers: what does it hang on.</summary>
public sealed class DriversScreen : IScreen
{
    // From here on a detail below the table says enough to be worth its rows.
    private const int DetailHeight = 9;

    /// <inheritdoc/>
    public ScreenId Id => ScreenId.Drivers;

    /// <inheritdoc/>
    public string Title => "Drivers";

    /// <inheritdoc/>
    public IReadOnlyList<Command> Commands { get; } =
    [
        new("Details", ["Enter"], "Opens what the cursor is on: what is believed, who says so, what else it moves", m => m with { Drivers = m.Drivers with { Opened = true } })
        { Label = "details", WhyNot = m => NoRow(m) ?? (m.Drivers.Opened ? "it is open already: Esc goes back to the table" : null) },
        new("Next outcome or measure", ["Right", "Tab"], "Looks at what moves the next one", m => DriversUpdate.Along(m, 1)) { Label = "next", WhyNot = Everywhere.NoScenario },
        new("Previous outcome or measure", ["Left", "Shift-Tab"], "Looks at what moves the one before", m => DriversUpdate.Along(m, -1)) { Label = "previous", WhyNot = Everywhere.NoScenario },
        .. Lists.Moves("drivers", DriversUpdate.Cursor, m => DriversUpdate.Rows(m).Count, DriversUpdate.Select, m => m.Drivers.Opened),
    ];

    /// <inheritdoc/>
    public IReadOnlyList<string> Trail(WorkbenchModel model) =>
        DriversUpdate.Looked(model) is not { } thing ? [] : model.Drivers.Opened && DriversUpdate.Row(model)?.Driver is { } driver ? [thing.Title, driver.Assumption.Name] : [thing.Title];

    /// <inheritdoc/>
    public Step? Back(WorkbenchModel model) => model.Drivers.Opened ? (Step)(model with { Drivers = model.Drivers with { Opened = false } }) : null;

    /// <inheritdoc/>
    public void Draw(WorkbenchModel model, Surface surface)
    {
        if (model.Drivers.Results is null)
        {
            if (model.File?.Scenario is null && Waiting.Draw(model, surface)) return;
            string says = DriversUpdate.WhyNotAtAll(model) ?? Waiting.Running(model.Drivers.Work, "moving each assumption from one end to the other", "begins anew");
            var inside = Panes.Box(surface, "", "", model.Glyphs);
            foreach ((int y, string text) in Columns.Wrap(says, inside.Width - 2).Index()) inside.Put(1, 1 + y, text, Style.Dim);
            return;
        }
        var rows = DriversUpdate.Rows(model);
        string[] notes = [.. Notes(model, rows).SelectMany(n => Columns.Wrap(n, surface.Width - 4))];
        bool alone = (model.Drivers.Opened || model.Zoom == Zoom.Detail) && rows.Count > 0;
        int wanted = rows.Count + 3 + notes.Length;
        bool both = !alone && model.Zoom == Zoom.None && rows.Count > 0 && surface.Height - wanted >= DetailHeight;
        if (!alone)
        {
            int height = both ? wanted : surface.Height;
            Rows(model, rows, notes, surface.Part(0, 0, surface.Width, height));
            if (!both) return;
            surface = surface.Part(0, height, surface.Width, surface.Height - height);
        }
        string item = DriversUpdate.Row(model)?.Driver?.Assumption.Name ?? "if all assumptions were known";
        Lists.Detail(surface, item, model, ("drivers", $"{model.Drivers.Thing} {item}"), width => new(DriversDetail.Lines(model, width)), model.Drivers.Opened);
    }

    /// <inheritdoc/>
    public Table? Table(WorkbenchModel model)
    {
        if (model.Drivers.Results is not { } results || DriversUpdate.Looked(model) is not { } thing) return null;
        var scenario = results.Base.Scenario;
        return new Table($"{scenario.Title}: what {thing.Title} hangs on, {results.Base.Policy.Name}, seed {results.Base.Seed}, {Say.Plural(results.Base.Runs ?? 0, "run")} at each end",
            ["assumption", "from", "to", "start", "end", "difference", "low", "high", "worlds_that_change"],
            [.. DriversUpdate.Rows(model).Where(r => r.Driver is not null).Select(r => Row(scenario, r.Driver!, r.Swing!, thing, model.Glyphs))]);
    }

    private static IReadOnlyList<object?> Row(Scenario scenario, Driver driver, Swing swing, Thing thing, Glyphs glyphs)
    {
        double scale = thing.IsShare ? 100 : 1;
        int decimals = DriversTable.Decimals(swing, scale);
        object? End(double value) => new Figure(value, Say.Fixed(value * scale, decimals) + (thing.IsShare ? " %" : ""));
        object? Bound(double value) => new Figure(value, Say.Signed(value * scale, decimals));
        return
        [
            driver.Assumption.Name, Value(scenario, driver, swing.From), Value(scenario, driver, swing.To),
            End(swing.Start), End(swing.End), new Figure(swing.Difference, DriversTable.By(swing, thing.IsShare, glyphs)), Bound(swing.Low), Bound(swing.High), Figure.Of(driver.ChangeOf(swing).Difference, Say.Rough),
        ];
    }

    private static object? Value(Scenario scenario, Driver driver, int end) => (driver.Assumption.Kind, driver.Ends[end].Value) switch
    {
        (Kind.Number, var number) => new Figure(number, Say.Number(number)),
        (Kind.Duration, var seconds) => new Figure(Values.InDays(seconds), Say.Number(Values.InDays(seconds))),
        (var kind, var value) => Values.Plain(scenario, kind, value),
    };

    /// <inheritdoc/>
    public string? Number(WorkbenchModel model) =>
        DriversUpdate.Row(model)?.Swing is { } swing && DriversUpdate.Looked(model) is { } thing ? DriversTable.By(swing, thing.IsShare, model.Glyphs) : null;

    /// <inheritdoc/>
    public string? Shell(WorkbenchModel model) => model.Drivers.Results is { } results && DriversUpdate.Looked(model) is { } thing && !IsAmbiguous(results.Base.Scenario, thing)
        ? ShellCommand.Drivers(model, results.Base.Policy.Name, thing.Of == SwingOf.Value ? DriverReport.Value : thing.Name, results.Base.Runs) : null;

    /// <inheritdoc/>
    public (string Path, int Line)? Place(WorkbenchModel model) => DriversUpdate.Row(model)?.Driver is { } driver ? Places.Of(driver.Assumption.Span, model) : Places.Of(model);

    private static void Rows(WorkbenchModel model, IReadOnlyList<DriverRow> rows, IReadOnlyList<string> notes, Surface at)
    {
        var thing = DriversUpdate.Looked(model)!;
        string place = $"{Math.Clamp(model.Drivers.Thing, 0, Thing.All(model.File!.Scenario!).Count - 1) + 1} of {Thing.All(model.File.Scenario!).Count}, Left and Right change it";
        string seen = Lists.Foot(model.Scrolls["drivers"]);
        var inside = Panes.Box(at, thing.Title, seen.Length > 0 ? $"{seen}; {place}" : place, model.Glyphs, bold: true);
        int height = Math.Max(0, inside.Height - 1 - notes.Count);
        if (rows.Count > 0)
        {
            var table = new DriversTable(model, rows, inside.Width - 3);
            inside.Put(1, 0, table.Heading());
            Lists.Draw(inside.Part(0, 1, inside.Width - 1, height), model.Scrolls["drivers"], rows.Count, DriversUpdate.Cursor(model), (i, _) => table.Row(i),
                i => m => DriversUpdate.Select(m, i), m => m with { Drivers = m.Drivers with { Opened = true } });
        }
        int y = rows.Count == 0 ? 0 : 1 + Math.Min(height, rows.Count);
        foreach (string note in notes) inside.Put(1, y++, note, Style.Dim);
    }

    // What has no row, and why.
    private static IEnumerable<string> Notes(WorkbenchModel model, IReadOnlyList<DriverRow> rows)
    {
        var results = model.Drivers.Results!;
        if (model.Filter.Length > 0 && rows.Count == 0 && DriversUpdate.Untold(model).Count == 0)
        {
            yield return Lists.NothingMatches;
            yield break;
        }
        static string Names(IEnumerable<Assumption> assumptions) => string.Join(", ", assumptions.Select(a => a.Name));
        if (model.Filter.Length == 0 && DriversUpdate.Where(model) is { } where) yield return WhereLines.Note(where);
        if (DriversUpdate.Doubts(results, DriversUpdate.Looked(model)!) is { IsTold: false } && model.Filter.Length == 0) yield return "models are not seen to differ in it";
        if (DriversUpdate.Untold(model) is { Count: > 0 } untold) yield return $"not seen to move it: {Names(untold.Select(d => d.Assumption))}";
        if (DriversUpdate.Nowhere(model) is { Count: > 0 } nowhere) yield return $"happens at both ends in no world, so that there are no means to compare: {Names(nowhere.Select(d => d.Assumption))}";
        if (DriversUpdate.Looked(model) is { Of: SwingOf.Mean } mean && rows.Count > 0 && results.Base.Measures.Any(m => m.Measure.Name == mean.Name && m.Share < 1)) yield return "means are of the worlds in which it happens at both ends";
        if (results is { Doubts: null, Left.Count: 0, Drivers.Count: > 0 }) yield return "too few runs to see how far it would go if all were known";
        if (results.Left.Count > 0) yield return (model.Drivers.Work.Running ? "still to be moved: " : "stopped before these were moved (r begins anew): ") + Names(results.Left);
        if (results.Drivers.Count == 0 && results.Left.Count == 0) yield return "no assumption is uncertain: chance alone decides";
        else if (results.Known.Count > 0) yield return $"known, so that nothing hangs on them: {Names(results.Known)}";
    }

    // What is called as the expected value is on the command line goes before it.
    private static bool IsAmbiguous(Scenario scenario, Thing thing) =>
        thing.Of == SwingOf.Value && (scenario.Outcomes.Any(o => o.Name == DriverReport.Value) || scenario.Measures.Any(m => m.Name == DriverReport.Value));

    private static string? NoRow(WorkbenchModel model) => DriversUpdate.Row(model) is not null ? null : DriversUpdate.WhyNotAtAll(model) is { } known ? known : model.Drivers.Results is null ? "there is nothing to see yet" : "there is no row here";
}
