using ScenarioSim.Results;
using ScenarioSim.Text;

namespace ScenarioSim.App.Tui.Drawing;

/// <summary>What a view of results shows before there are any.</summary>
public static class Waiting
{
    /// <summary>Draws why there are no results; false where there are some.</summary>
    public static bool Draw(WorkbenchModel model, Surface surface)
    {
        var file = model.File;
        if (file?.Results is not null)
        {
            return false;
        }
        if (file is { Failure: null, Read: { HasErrors: true } read })
        {
            Lists.Detail(surface, "", model, ("errors", ""), width => new([
                Line.Of($"{Say.Plural(read.Diagnostics.Count(d => d.Severity == Severity.Error), "error")}; saving the file tries again", Style.Bold),
                .. DiagnosticLines.Of(read.Diagnostics, width)]), bold: true);
            return true;
        }
        if (file is { Failure: null, NoneAgrees: { } lost })
        {
            Lists.Detail(surface, "", model, ("none agrees", ""), width => new(NoneAgrees(lost, file.Work, width)), bold: true);
            return true;
        }
        var inside = Panes.Box(surface, "", "", model.Glyphs);
        if (file?.Failure is { } failure)
        {
            int y = 1;
            foreach (string line in Columns.Wrap("The engine could not go on: " + failure, inside.Width - 2)) inside.Put(1, y++, line, Style.Bold);
            return true;
        }
        inside.Put(1, 1, file is null ? "No file is open: o opens one." : file.Read is null ? "reading " + file.Path : Running(file.Work, "simulating"), Style.Dim);
        return true;
    }

    /// <summary>That no run agrees with what is known yet, and at which facts the runs are lost.</summary>
    /// <param name="lost">Where.</param>
    /// <param name="work">How far making runs has come.</param>
    /// <param name="width">The columns.</param>
    /// <param name="orElse">What else can be done in the view; empty for nothing.</param>
    public static IReadOnlyList<Line> NoneAgrees(EvidenceResult lost, Work work, int width, string orElse = "")
    {
        string goesOn = (work.Running ? "more are being made; x stops them, and a lets less be known" : "r makes more, and a lets less be known") + orElse;
        return
        [
            .. Columns.Wrap($"None of {Say.Plural(lost.Runs ?? 0, "run")} agrees with all that is known: {goesOn}.", width).Select(t => Line.Of(t, Style.Bold)),
            new Line(),
            .. FactLines.Of(lost, width),
        ];
    }

    /// <summary>What goes on where there are no figures yet, or that it was stopped.</summary>
    /// <param name="work">The work.</param>
    /// <param name="what">What it is.</param>
    /// <param name="again">What <c>r</c> does about it.</param>
    public static string Running(Work work, string what, string again = "goes on") => work is { Job: > 0, Running: false } ? $"stopped before the first figures: r {again}" : what;
}
