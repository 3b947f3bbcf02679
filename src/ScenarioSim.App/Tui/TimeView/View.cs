using ScenarioSim.App.Tui.Charts;
using ScenarioSim.App.Tui.Drawing;
using ScenarioSim.Model;

namespace ScenarioSim.App.Tui.TimeView;

/// <summary>3 Time: when.</summary>
public sealed class TimeScreen : IScreen, IFiltered
{
    private const int ListWidth = 30, LeastName = 14;

    /// <inheritdoc/>
    public ScreenId Id => ScreenId.Time;

    /// <inheritdoc/>
    public string Title => "Time";

    /// <inheritdoc/>
    public IReadOnlyList<Command> Commands { get; } =
    [
        new("Next track", ["Down", "j"], "Shows the next track", Or(m => TimeUpdate.Move(m, 1), _ => 1)) { Label = "track", WhyNot = NothingHere },
        new("Previous track", ["Up", "k"], "Shows the track before", Or(m => TimeUpdate.Move(m, -1), _ => -1)) { IsMove = true, WhyNot = NothingHere },
        new("Next state", ["Tab"], "Moves the next state to the bottom, where it can be read", m => TimeUpdate.NextBand(m, 1)) { Label = "state",
            WhyNot = NoResults },
        new("Previous state", ["Shift-Tab"], "Moves the state before to the bottom", m => TimeUpdate.NextBand(m, -1)) { WhyNot = NoResults },
        new("Later", ["Right"], "Moves the cursor a step to the right", m => TimeUpdate.Along(m, 1)) { Label = "later", WhyNot = NoResults },
        new("Earlier", ["Left"], "Moves the cursor a step to the left", m => TimeUpdate.Along(m, -1)) { Label = "earlier", WhyNot = NoResults },
        new("Lines", ["l"], "One line a state instead of areas", m => m with { Time = m.Time with { Multiples = !m.Time.Multiples } }) { Label = "lines",
            WhyNot = NoResults },
        new("Much later", ["PageDown", ">"], "Moves the cursor a tenth of the time to the right",
            Or(m => TimeUpdate.Along(m, TimeUpdate.Page(m)), Lists.Page)) { IsMove = true, WhyNot = NothingHere },
        new("Much earlier", ["PageUp", "<"], "Moves the cursor a tenth of the time to the left",
            Or(m => TimeUpdate.Along(m, -TimeUpdate.Page(m)), s => -Lists.Page(s))) { IsMove = true, WhyNot = NothingHere },
        new("The start", ["Home"], "Moves the cursor to the first step", Or(m => TimeUpdate.At(m, 0), _ => -Lists.Far)) { IsMove = true, WhyNot = NothingHere },
        new("The end", ["End"], "Moves the cursor to the last step", Or(m => TimeUpdate.At(m, int.MaxValue), _ => Lists.Far)) { IsMove = true, WhyNot = NothingHere },
    ];

    /// <inheritdoc/>
    public IReadOnlyList<string> Trail(WorkbenchModel model) => TimeUpdate.Shown(model) is { } subject ? [subject.Title] : [];

    /// <inheritdoc/>
    public Step? Back(WorkbenchModel model) => null;

    /// <inheritdoc/>
    public Step Filtered(WorkbenchModel model) => TimeUpdate.Filtered(model);

    /// <inheritdoc/>
    public void Draw(WorkbenchModel model, Surface surface)
    {
        if (Waiting.Draw(model, surface)) return;
        if (TimeUpdate.IsNothing(model))
        {
            Panes.Box(surface, "", "", model.Glyphs).Put(1, 0, Lists.NothingMatches, Style.Dim);
            return;
        }
        var results = model.File!.Results!;
        var subject = TimeUpdate.Shown(model)!;
        bool list = Panes.AreBeside(surface) && model.Zoom != Zoom.Detail;
        if (list) Tracks(model, surface.Part(0, 0, ListWidth, surface.Height));
        var right = list ? surface.Part(ListWidth, 0, surface.Width - ListWidth, surface.Height) : surface;
        string place = $"{TimeUpdate.Index(model) + 1} of {TimeUpdate.Count(model)}, Down and Up change the track{(model.Filter.Length > 0 ? $" (filter: {model.Filter})" : "")}";
        var inside = Panes.Box(right, subject.Title, list ? "" : place, model.Glyphs, bold: true);
        var bands = Turned(subject, model.Time.Band);
        if (subject.Notes is [.., var shortest])
        {
            // One line and no more: below a low pane's nothing would be left to draw in.
            inside.Put(1, 0, subject.Notes.FirstOrDefault(n => Columns.Of(n) <= inside.Width - 2) ?? Columns.Cut(shortest, inside.Width - 2), Style.Dim);
            inside = inside.Part(0, 1, inside.Width, inside.Height - 1);
        }
        if (Agreeing.Says(results, model.File.Work) is { Length: > 0 } few)
        {
            inside.Put(1, 0, Columns.Cut(few, inside.Width - 2), Style.Magenta);
            inside = inside.Part(0, 1, inside.Width, inside.Height - 1);
        }
        int read = Math.Min(bands.Count, Math.Max(3, inside.Height / 3));
        int rows = inside.Height - read - 4;
        if (rows < 3) return;
        if (model.Time.Multiples) Multiples(model, subject, inside);
        else Stacked(model, bands, inside.Part(1, 0, inside.Width - 2, inside.Height), rows, read, results.Scenario);
    }

    /// <inheritdoc/>
    public Table? Table(WorkbenchModel model)
    {
        if (TimeUpdate.Shown(model) is not { } subject) return null;
        var clock = model.File!.Results!.Scenario.Clock;
        var results = model.File.Results;
        return new Table($"{results.Scenario.Title}: {subject.Title} under {results.Policy.Name}{KnownWords.In(results.Scenario.Evidence)}", ["date", .. subject.Bands.Select(b => b.Name)],
            [.. Enumerable.Range(0, clock.LastStep + 1)
                .Select(s => (IReadOnlyList<object?>)[clock.Iso(s), .. subject.Bands.Select(b => Figure.Of(b.Shares[s], share => Say.Percent(share, 1)))])]);
    }

    /// <inheritdoc/>
    public string? Number(WorkbenchModel model) =>
        TimeUpdate.Shown(model) is { } subject ? Say.Percent(Turned(subject, model.Time.Band)[0].Shares[TimeUpdate.Step(model)], 1) : null;

    /// <inheritdoc/>
    public string? Shell(WorkbenchModel model) => ShellCommand.Run(model);

    /// <inheritdoc/>
    public (string Path, int Line)? Place(WorkbenchModel model) =>
        model.File?.Scenario is { } scenario && TimeUpdate.Index(model) is > 0 and var i && i <= scenario.Tracks.Count
        ? Places.Of(scenario.Tracks[i - 1].Span, model) : Places.Of(model);

    // The band under the cursor comes first, that is at the bottom; the others keep their order above it.
    private static IReadOnlyList<Band> Turned(Subject subject, int band)
    {
        int first = Math.Clamp(band, 0, subject.Bands.Count - 1);
        return [subject.Bands[first], .. subject.Bands.Where((_, i) => i != first)];
    }

    private static void Tracks(WorkbenchModel model, Surface at)
    {
        var scenario = model.File!.Results!.Scenario;
        List<int> shown = [.. Enumerable.Range(0, TimeUpdate.Count(model)).Where(i => TimeUpdate.Passes(model, scenario, i))];
        var list = Panes.Box(at, "Tracks", Lists.Foot(model.Scrolls["time"]), model.Glyphs);
        Lists.Draw(list, model.Scrolls["time"], shown.Count, shown.IndexOf(TimeUpdate.Index(model)),
            (i, w) => Line.Of(Columns.Cut(Subject.Heading(scenario, shown[i]), w)),
            i => m => TimeUpdate.Select(m, shown[Math.Clamp(i, 0, shown.Count - 1)]));
    }

    private static void Stacked(WorkbenchModel model, IReadOnlyList<Band> bands, Surface at, int rows, int read, Scenario scenario)
    {
        var clock = scenario.Clock;
        int width = at.Width - 5;
        int[] steps = [.. Enumerable.Range(0, width).Select(x => DateAxis.StepAt(clock, x, width))];
        var lines = Areas.Draw([.. bands.Select(b => new AreaBand(b.Letter, [.. steps.Select(s => b.Shares[s])]))], width, rows, model.Glyphs);
        int cursor = DateAxis.ColumnOf(clock, TimeUpdate.Step(model), width);
        for (int y = 0; y < rows; y++)
        {
            at.Put(0, y, y == 0 ? "100 " : y == rows - 1 ? "  0 " : y == rows / 2 ? " 50 " : "    ", Style.Dim);
            at.Put(4, y, lines[y]);
            foreach ((int step, _) in KnownDates.Of(scenario)) at.Put(4 + DateAxis.ColumnOf(clock, step, width), y, model.Glyphs.Box[1].ToString(), Style.Magenta.With(Emphasis.Bold));
            at.Put(4 + cursor, y, at[4 + cursor, y].Text, at[4 + cursor, y].Style.With(Emphasis.Reverse));
        }
        at.Answer(new Area(4, 0, width, rows), null, null, lines => m => TimeUpdate.Along(m, lines));
        for (int x = 0; x < width; x++)
        {
            int step = steps[x];
            at.Answer(new Area(4 + x, 0, 1, rows + 2), m => TimeUpdate.At(m, step));
        }
        Axis(model, at, rows, width, scenario, cursor);
        Reading(model, bands, at.Part(0, rows + 3, at.Width, at.Height - rows - 3), clock, read);
    }

    private static void Axis(WorkbenchModel model, Surface at, int y, int width, Scenario scenario, int cursor)
    {
        var clock = scenario.Clock;
        at.Put(4, y, new string(model.Glyphs.Box[0], width), Style.Dim);
        foreach ((int step, _) in FixedDates.Of(scenario)) at.Put(4 + DateAxis.ColumnOf(clock, step, width), y, model.Glyphs.Set == GlyphSet.Ascii ? "*"
            : "◆", Style.Bold);
        at.Put(4 + cursor, y, model.Glyphs.Cursor.ToString(), Style.Magenta.With(Emphasis.Bold));
        at.Put(4, y + 1, DateAxis.Labels(clock, width));
        Known(model, at.Part(4, y + 2, width, 1), scenario);
    }

    // Below the axis: of which dates the rules are that go through the chart.
    private static void Known(WorkbenchModel model, Surface at, Scenario scenario)
    {
        List<(int Column, string Label)> marks = [.. KnownDates.Of(scenario).Select(k => (DateAxis.ColumnOf(scenario.Clock, k.Step, at.Width), k.Label))];
        string waiting = "";
        for (int i = 0, free = 0; i < marks.Count; i++)
        {
            (int column, string label) = marks[i];
            at.Put(column, 0, model.Glyphs.Box[1].ToString(), Style.Magenta.With(Emphasis.Bold));
            string says = waiting + label;
            int until = i + 1 < marks.Count ? marks[i + 1].Column - 1 : at.Width;
            // Right of its mark, else left of it, else with that of the next one.
            if (column + 2 + Columns.Of(says) <= until) free = at.Put(column + 2, 0, says, Style.Magenta) + 1;
            else if (column - 1 - Columns.Of(says) >= free) at.PutRight(column - 1, 0, Line.Of(says, Style.Magenta));
            else
            {
                waiting = says + ", ";
                continue;
            }
            waiting = "";
            free = Math.Max(free, column + 2);
        }
    }

    // The shares on the cursor's date, the widest first but for the band at the bottom, and what the file fixes for it.
    private static void Reading(WorkbenchModel model, IReadOnlyList<Band> bands, Surface at, Clock clock, int rows)
    {
        int step = TimeUpdate.Step(model);
        string what = string.Join(", ", FixedDates.Of(model.File!.Results!.Scenario).Where(d => d.Step == step).Select(d => d.What).Distinct());
        at.Put(0, 0, Line.Of(clock.Iso(step), Style.Magenta.With(Emphasis.Bold)).Add($"  day {Say.Number(clock.DayOf(step))}")
            .Add(what.Length > 0 ? $"   {Columns.Cut(what, Math.Max(0, at.Width - 24))}" : "", Style.Dim));
        rows = Math.Clamp(rows, 1, Math.Max(1, at.Height - 1));
        // Beside each other where they are too many for one column, with shorter names.
        int wanted = (bands.Count + rows - 1) / rows;
        string[] names = [.. bands.Select(b => b.Name)];
        int name = Math.Min(names.Max(Columns.Of), Math.Max(LeastName, (at.Width / wanted) - 13));
        int column = name + 13;
        int room = Math.Max(1, at.Width / column) * rows;
        List<string> unturned = [.. TimeUpdate.Shown(model)!.Bands.Select(b => b.Name)];
        List<Band> others = [bands[0], .. bands.Skip(1).OrderByDescending(b => b.Shares[step])];
        for (int i = 0; i < others.Count; i++)
        {
            int y = 1 + (i % rows), x = i / rows * column;
            if (i == room - 1 && others.Count > room)
            {
                at.Put(x, y, $"… {others.Count - i} more", Style.Dim);
                break;
            }
            var band = others[i];
            var line = Line.Of($"{band.Letter} ", i == 0 ? Style.Cyan.With(Emphasis.Bold) : Style.Bold)
                .Add(Columns.LeftApart(band.Name, name, names), i == 0 ? Style.Bold : Style.Plain)
                .Add(Columns.Right(Say.Percent(band.Shares[step], 1), 8), i == 0 ? Style.Bold : Style.Plain);
            at.Put(x, y, line);
            int index = unturned.IndexOf(band.Name);
            at.Answer(new Area(x, y, column - 2, 1), m => m with { Time = m.Time with { Band = index } });
        }
    }

    private static void Multiples(WorkbenchModel model, Subject subject, Surface at)
    {
        var clock = model.File!.Results!.Scenario.Clock;
        int step = TimeUpdate.Step(model);
        // Under the names stands the date of the cursor, before the axis.
        int name = Math.Max(Math.Min(at.Width / 4, subject.Bands.Max(b => Columns.Of(b.Name))), clock.Iso(1).Length);
        int width = at.Width - name - 13;
        int high = Math.Clamp((at.Height - 3) / Math.Max(1, subject.Bands.Count), 1, 4);
        int cursor = DateAxis.ColumnOf(clock, step, width);
        int y = 0, fitting = Math.Clamp((at.Height - 3) / high, 1, subject.Bands.Count), first = Math.Clamp(model.Time.Band - (fitting / 2), 0, subject.Bands.Count - fitting);
        string[] names = [.. subject.Bands.Select(b => b.Name)];
        for (int i = first; i < first + fitting; i++, y += high)
        {
            var band = subject.Bands[i];
            double[] shares = [.. Enumerable.Range(0, width).Select(x => band.Shares[DateAxis.StepAt(clock, x, width)])];
            var rows = Histogram.Draw(shares, high, model.Glyphs, 1);
            for (int row = 0; row < high; row++) at.Put(name + 3, y + row, rows[row], i == model.Time.Band ? Style.Cyan.With(Emphasis.Bold) : Style.Cyan);
            foreach (int x in KnownDates.Of(model.File.Results.Scenario).Select(k => DateAxis.ColumnOf(clock, k.Step, width)))
            {
                for (int row = 0; row < high; row++) at.Put(name + 3 + x, y + row, model.Glyphs.Box[1].ToString(), Style.Magenta.With(Emphasis.Bold));
            }
            for (int row = 0; row < high; row++) at.Put(name + 3 + cursor, y + row, rows[row][cursor].ToString(), Style.Magenta.With(Emphasis.Reverse));
            at.Put(1, y + high - 1, Columns.LeftApart(band.Name, name, names), i == model.Time.Band ? Style.Bold : Style.Plain);
            at.PutRight(at.Width - 1, y + high - 1, Line.Of(Say.Percent(band.Shares[step], 1), Style.Bold));
        }
        for (int x = 0; x < width; x++)
        {
            int to = DateAxis.StepAt(clock, x, width);
            at.Answer(new Area(name + 3 + x, 0, 1, y), m => TimeUpdate.At(m, to));
        }
        // Tab brings them into view.
        if (fitting < subject.Bands.Count) at.Put(1, y, Columns.Cut($"… {subject.Bands.Count - fitting} more", name), Style.Dim);
        at.Put(name + 3 + cursor, y, model.Glyphs.Cursor.ToString(), Style.Magenta.With(Emphasis.Bold));
        at.Put(name + 3, y + 1, DateAxis.Labels(clock, width));
        at.Put(1, y + 1, clock.Iso(step), Style.Magenta.With(Emphasis.Bold));
        Known(model, at.Part(name + 3, y + 2, width, 1), model.File.Results.Scenario);
    }

    // Before there are results these keys scroll what stands in their place, a list of errors.
    private static Act Or(Act act, Func<Scroll, int> lines) => m => m.File?.Results is null ? Lists.Scrolled(m, lines(m.Scrolls.Detail)) : act(m);

    private static string? NothingHere(WorkbenchModel model) => model.Scrolls.Detail.IsCut ? null : NoResults(model);

    private static string? NoResults(WorkbenchModel model) => model.File?.Results is null ? "there are no results yet" : null;
}
