using ScenarioSim.App.Tui.Drawing;
using ScenarioSim.Reports;
using ScenarioSim.Results;

namespace ScenarioSim.App.Tui.Shell;

/// <summary>The short lists that a key opens.</summary>
public static class Choices
{
    /// <summary>The policies.</summary>
    public static Step Policy(WorkbenchModel model)
    {
        var scenario = model.File!.Scenario!;
        var rows = scenario.Policies.Select(p => new PickerRow(p.Name, "", p.Title == p.Name ? p.About.Summary ?? "" : p.Title, m => Session.Choose(m, p)));
        int now = Math.Max(0, scenario.Policies.Select(p => p.Name).ToList().IndexOf(model.File.Policy?.Name ?? ""));
        return model with { Picker = new Picker("Policy", [.. rows]) { Cursor = now } };
    }

    /// <summary>What can be copied.</summary>
    public static Step Copy(WorkbenchModel model, Screens screens)
    {
        var screen = screens[model.Screen];
        string? number = screen.Number(model), shell = screen.Shell(model);
        var table = screen.Table(model);
        return model with
        {
            Picker = new Picker("Copy", [
                Row("what the cursor is on", "number", number, number is null ? null : () => number),
                Row("the table, as Markdown", "table", table?.Title, table is null ? null : table.ToMarkdown),
                Row("the table, as CSV", "table", table is null ? null : Say.Plural(table.Rows.Count, "row"), table is null ? null : table.ToCsv),
                Row("the shell command", "command", shell is null ? null : "scenariosim " + shell, shell is null ? null : () => "scenariosim " + shell),
                .. screen.OtherCommands(model).Select(c => Row(c.What, "command", "scenariosim " + c.Command, () => "scenariosim " + c.Command)),
            ]),
        };
    }

    /// <summary>Formats to export.</summary>
    public static Step Export(WorkbenchModel model, Screens screens)
    {
        var table = screens[model.Screen].Table(model)!;
        string name = $"{Path.GetFileNameWithoutExtension(model.File?.Path ?? "files")}-{screens[model.Screen].Title.ToLowerInvariant()}";
        PickerRow To(string format, string extension, Func<string> text) =>
            new(format, "", $"{name}.{extension} in the present folder", m => new Step(m, [new Effect.Save($"{name}.{extension}", text())]));
        List<PickerRow> rows = [To("this table as CSV", "csv", table.ToCsv), To("this table as JSON", "json", table.ToJson),
            To("this table as Markdown", "md", table.ToMarkdown)];
        rows.AddRange(Exports.All.Where(e => e.Name != "table").Select(e => Whole(model, e)).OfType<PickerRow>());
        return model with { Picker = new Picker($"Export: {table.Title}", rows) };
    }

    // The same files as the command line writes with --out: all of what was found, not only what the screen has room for.
    private static PickerRow? Whole(WorkbenchModel model, IExport export)
    {
        if (model.File is not { Results: { } sampled } file) return null;
        var results = (model.Screen == ScreenId.Outcomes ? OutcomesView.OutcomesUpdate.Results(model) : null) ?? sampled;
        results = results with { Partial = results.Partial || IsUnderWay(file.Work, results.RunsMade) };
        var checks = file.Read?.Diagnostics ?? [];
        Action<Stream>? write = model.Screen switch
        {
            ScreenId.Outcomes or ScreenId.Time => to => export.Write(new ResultReport(results, checks, model.SettingsShown), to),
            ScreenId.Compare when model.Compare.Results is { } compared =>
                to => export.Write(new ComparisonReport(AsFar(compared, model.Compare.Work), checks, model.Settings), to),
            ScreenId.Runs when model.Runs.Telling.Story is { } story && export.Name != "csv" => to => export.Write(story, to),
            _ => null,
        };
        if (write is null) return null;
        string what = model.Screen switch
        {
            ScreenId.Compare => "comparison",
            ScreenId.Runs => $"run-{model.Runs.Telling.Story!.Run}",
            _ => $"result-{results.Policy.Name}"
        };
        string name = $"{Path.GetFileNameWithoutExtension(file.Path)}-{what}{export.Extension}";
        return new PickerRow($"all of it as {(export.Name.Length <= 4 ? export.Name.ToUpperInvariant() : char.ToUpperInvariant(export.Name[0]) + export.Name[1..])}", "", $"{name} in the present folder",
            m => new Step(m, [new Effect.Save(name, Exports.Text(write))]));
    }

    // Whether more runs were asked for than there are: what is exported then is not all of it.
    private static bool IsUnderWay(Work work, long? made) => made is { } runs && (work.Running || runs < work.Wanted);

    private static ComparisonResults AsFar(ComparisonResults results, Work work) => results with
    {
        Items = [.. results.Items.Select(i => i.IsAsSaved ? i : i with { Results = i.Results with { Partial = i.Results.Partial || IsUnderWay(work, i.Results.RunsMade) } })],
    };

    // A long table is written out only when it is taken.
    private static PickerRow Row(string name, string what, string? shown, Func<string>? text) =>
        new(name, "", Columns.Cut(shown ?? "", 60), m => new Step(m, [new Effect.Copy(text!(), what)]), text is null ? "there is none here" : null);
}
