using ScenarioSim.App.Tui.Drawing;
using ScenarioSim.Reports.Sections;
using ScenarioSim.Results;

namespace ScenarioSim.App.Tui.OutcomesView;

/// <summary>A fact that is known: who says so, and how likely it was.</summary>
public static class FactDetail
{
    private const int Name = 12;

    /// <summary>The detail as lines of a width.</summary>
    public static IReadOnlyList<Line> Lines(SimulationResults results, FactResult fact, int width)
    {
        var found = results.Evidence!;
        var lines = new List<Line>(Columns.Wrap($"{fact.Fact.Text} {EvidenceSections.When(fact.Fact)}", width).Select(t => Line.Of(t, Style.Bold)));
        lines.Add(Said("known", KnownWords.IsGiven(fact.Fact, results.Scenario) ? "as it was given" : "as the file observed it"));
        lines.AddRange(FactLines.OfOne(found, found.Facts.ToList().IndexOf(fact), Said));
        foreach (string? text in (string?[])[fact.Fact.About.Summary ?? fact.Fact.About.Title, fact.Fact.About.Note])
        {
            if (text is not null) lines.AddRange(Columns.Wrap(text, width).Select(t => Line.Of(t, Style.Dim)));
        }
        lines.AddRange(Columns.Wrap("What was hardly likely taught most, or the file was wrong about it. 1 shows what was learnt of each assumption.", width).Select(t => Line.Of(t, Style.Dim)).Prepend(new Line()));
        return lines;
    }

    private static Line Said(string what, string text) => Line.Of(Columns.Left(what, Name), Style.Dim).Add(text);
}
