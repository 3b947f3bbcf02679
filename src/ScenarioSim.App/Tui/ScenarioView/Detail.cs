using ScenarioSim.App.Tui.Drawing;
using ScenarioSim.Language;
using ScenarioSim.Model;
using ScenarioSim.Reports.Format;
using ScenarioSim.Results;
using ScenarioSim.Text;

namespace ScenarioSim.App.Tui.ScenarioView;

/// <summary>What the right pane says about the node under the cursor.</summary>
public static class Detail
{
    private const int DensityRows = 6;

    /// <summary>The detail in lines of a width.</summary>
    public static IReadOnlyList<Line> Lines(WorkbenchModel model, Node node, int width)
    {
        var lines = new List<Line>();
        if (node.Thing is Diagnostic diagnostic) return [.. DiagnosticLines.Of(diagnostic, width)];
        if (node is { Key: "diagnostics", Thing: IReadOnlyList<Node> remarks }) return [.. DiagnosticLines.Of(remarks.Select(n => (Diagnostic)n.Thing), width).Skip(1)];
        if (model.File?.Scenario is not { } scenario) return lines;
        lines.AddRange(node.Thing switch
        {
            Scenario s => File(s, width),
            Track t => OfTrack(model, t, width),
            Assumption a => OfAssumption(model, scenario, a, width),
            Lever l => OfLever(model, scenario, l, width),
            Indicator i => OfIndicator(scenario, i, width),
            Definition d => OfDefinition(scenario, d, width),
            Outcome o => OfOutcome(model, o, width),
            Measure m => Paragraph(m.Text, width).Concat(Said(m.About, scenario, width)),
            Policy p => OfPolicy(model, scenario, p, width),
            Observation o => Paragraph($"on {Say.Date(o.On)}: {Words.Of(o.That)}", width).Concat(Likely(model, scenario, o, width)).Concat(Said(o.About, scenario, width)),
            Source s => OfSource(s, width),
            IReadOnlyList<Node> when node.Key == Tree.Observations && Found(model) is { Facts.Count: > 0 } found => FactLines.Of(found, width),
            IReadOnlyList<Node> inner =>
                inner.Select(n => Line.Of(Columns.Left(n.Name, 24) + " ").Add(Columns.Cut(n.Title, Math.Max(0, width - 25)), Style.Dim)),
            _ => [],
        });
        return lines;
    }

    private static IEnumerable<Line> File(Scenario s, int width)
    {
        List<Line> lines = [.. Paragraph(s.Title, width, Style.Bold)];
        if (s.About.Summary is { } summary) lines.AddRange(Paragraph(summary, width));
        lines.Add(new Line());
        lines.Add(Fact("from", $"{Say.Date(s.Clock.Start)} to {Say.Date(s.Clock.End)}"));
        lines.Add(Fact("step", $"{Words.Period(s.Clock.StepSeconds)}, {Say.Plural(s.Clock.LastStep, "step")}"));
        if (s.Author is { } author) lines.Add(Fact("author", author));
        if (s.Version is { } version) lines.Add(Fact("version", version));
        if (s.AsOf is { } asOf) lines.Add(Fact("as of", Say.Date(asOf)));
        lines.Add(Fact("words", $"for probabilities, by {Say.Yardstick(s.Yardstick)}"));
        lines.Add(Fact("file", s.File.Path));
        lines.AddRange(s.Bases.Select(b => Fact("extends", b.Path)));
        lines.Add(Fact("sha256", s.File.Sha256.Length > 16 ? s.File.Sha256[..16] : s.File.Sha256));
        return lines.Concat(Said(s.About with { Summary = null }, s, width));
    }

    private static IEnumerable<Line> OfTrack(WorkbenchModel model, Track track, int width)
    {
        var shares = model.File!.Results is { } results && ReferenceEquals(results.Scenario, model.File.Scenario)
            ? results.Tracks[track.Index].Shares.Select(s => s[^1]).ToList() : null;
        var lines = new List<Line>();
        if (track.About.Title is { } title) lines.AddRange(Paragraph(title, width, Style.Bold));
        if (track.Forum is { } forum) lines.Add(Fact("forum", forum));
        if (track.Repeats) lines.Add(Line.Of("may happen again and again", Style.Dim));
        if (lines.Count > 0) lines.Add(new Line());
        lines.AddRange(Machine.Lines(track, shares, width, model.Glyphs));
        lines.AddRange(Said(track.About, model.File.Scenario!, width));
        return lines.Concat(Used(Uses.Of(model.File.Scenario!, e => e is InState i && i.Track == track.Index || e is Visited v && v.Track == track.Index
            || e is Visits n && n.Track == track.Index || e is TimeIn t && t.Track == track.Index), width));
    }

    // What the file says is not what the figures rest on where the command line sets something else.
    private static List<Line> SetTo(WorkbenchModel model, string name) =>
        model.Settings.LastOrDefault(s => Settings.NameOf(s) == name) is { } setting
            ? [Line.Of($"set to {Settings.Plain(setting)[(name.Length + 1)..]} under every policy", Style.Magenta.With(Emphasis.Bold)), new Line()] : [];

    private static IEnumerable<Line> OfAssumption(WorkbenchModel model, Scenario scenario, Assumption a, int width)
    {
        var lines = SetTo(model, a.Name);
        lines.AddRange(Paragraph(a.Text, width, Style.Bold));
        lines.Add(new Line());
        List<Line> learnt = [.. WhatWasLearnt(model, scenario, a, width)];
        lines.AddRange(learnt);
        if (learnt.Count > 0) lines.AddRange([new Line(), Line.Of("What the file believed, whatever is known", Style.Bold)]);
        lines.AddRange(Density.Lines(a.Distribution, a.Kind, scenario, width, DensityRows, model.Glyphs));
        lines.AddRange(Said(a.About, scenario, width));
        foreach ((int i, var expert) in a.Experts.Index())
        {
            List<Line> said = [.. Said(expert, scenario, width)];
            if (said.Count > 0) lines.AddRange([new Line(), Line.Of(expert.Name ?? $"expert {i + 1}", Style.Bold), .. said.Skip(1)]);
        }
        foreach (var c in scenario.Correlations.Where(c => c.First == a.Index || c.Second == a.Index))
        {
            lines.Add(Fact("correlates", $"with {scenario.Assumptions[c.First == a.Index ? c.Second : c.First].Name}, rank {Say.Signed(c.Rank, 2)}"));
        }
        foreach (var p in scenario.Policies.Where(p => p.Assume[a.Index] is not null)) lines.Add(Fact("replaced", $"by policy {p.Name}"));
        return lines.Concat(Used(Uses.Of(scenario, e => e is AssumptionRef r && r.Index == a.Index), width));
    }

    // Of how it was drawn where not all runs count; what follows is what was believed before, and says so.
    private static IEnumerable<Line> WhatWasLearnt(WorkbenchModel model, Scenario scenario, Assumption a, int width)
    {
        if (!Known.NotAllCount(scenario)) yield break;
        if (model.File!.Results is { } results && ReferenceEquals(results.Scenario, scenario) && results.Assumptions.Count > a.Index && results.Runs is not null)
        {
            foreach (var line in Learnt.Lines(results, a, width, model.Glyphs)) yield return line;
        }
        else
        {
            string says = model.File.NoneAgrees is { } lost ? $"none of {Say.Plural(lost.Runs ?? 0, "run")} agrees with what is known: there is nothing to learn from" : "what was learnt of it follows with the first runs that agree";
            foreach (var line in Paragraph(says, width, Style.Magenta)) yield return line;
        }
    }

    private static IEnumerable<Line> OfLever(WorkbenchModel model, Scenario scenario, Lever lever, int width)
    {
        var lines = SetTo(model, lever.Name);
        for (int i = 0; i < lever.OptionTexts.Count; i++)
        {
            double option = lever.Options[i];
            string by = string.Join(", ", scenario.Policies.Where(p => p.Levers[lever.Index] == option).Select(p => p.Name));
            var head = new Line().Add(Columns.Left(lever.OptionTexts[i], 20), Style.Bold).Add(i == lever.Default ? " default  " : "          ", Style.Cyan);
            int margin = head.Width;
            lines.AddRange(Columns.Wrap(by, Math.Max(10, width - margin)).Select((t, row) => (row == 0 ? head : new Line().To(margin)).Add(t, Style.Dim)));
        }
        return lines.Concat(Said(lever.About, scenario, width)).Concat(Used(Uses.Of(scenario, e => e is LeverRef r && r.Index == lever.Index), width));
    }

    private static IEnumerable<Line> OfIndicator(Scenario scenario, Indicator i, int width)
    {
        var lines = new List<Line> { Fact("initial", Words.Of(i.Initial)) };
        if (double.IsFinite(i.Low)
            || double.IsFinite(i.High)) lines.Add(Fact("range", $"{Say.Number(i.Low)} to {Say.Number(i.High)}{(i.Integer ? ", whole numbers" : "")}"));
        if (i.EachStep is { } each) lines.Add(Fact("each step", Words.Of(each)));
        lines.AddRange(Said(i.About, scenario, width));
        lines.AddRange(Used(Uses.Changes(scenario, i.Index), width, "Changed by"));
        return lines.Concat(Used(Uses.Of(scenario, e => e is IndicatorRef r && r.Index == i.Index), width));
    }

    private static IEnumerable<Line> OfDefinition(Scenario scenario, Definition d, int width) =>
        Paragraph(d.Text, width, Style.Bold).Concat(Said(d.About, scenario, width))
        .Concat(d.Expression is { } of ? Used([.. Uses.Of(scenario, e => ReferenceEquals(e, of)).Where(u => u != $"definition {d.Name}")], width) : []);

    private static IEnumerable<Line> OfOutcome(WorkbenchModel model, Outcome o, int width)
    {
        var lines = new List<Line>();
        // The list may have no room for it.
        if (o.About.Title is { } title) lines.AddRange(Paragraph(title, width));
        lines.AddRange(Paragraph(o.When is { } when ? "when " + Words.Of(when) : "otherwise", width, Style.Bold));
        if (o.Stop) lines.Add(Line.Of("ends the run"));
        if (o.Value is { } value) lines.Add(Fact("value", Say.Signed(value, value == Math.Floor(value) ? 0 : 2)));
        if (model.File!.Results is { } results && results.Outcomes.FirstOrDefault(r => ReferenceEquals(r.Outcome, o)) is { } found)
        {
            int decimals = Say.Decimals(results.HalfWidth);
            lines.Add(Fact("share",
                $"{Say.Percent(found.Probability, decimals)}  {Say.Interval(found.Low, found.High, decimals)}  under {results.Policy.Name}"));
        }
        return lines.Concat(Said(o.About, model.File.Scenario!, width));
    }

    private static List<Line> OfPolicy(WorkbenchModel model, Scenario scenario, Policy p, int width)
    {
        var lines = new List<Line> { Line.Of(p.Title, Style.Bold) };
        foreach (var lever in scenario.Levers)
        {
            int option = lever.Options.ToList().IndexOf(p.Levers[lever.Index]);
            bool set = p.Sets.Contains(lever.Index);
            lines.Add(new Line().Add(Columns.Left(lever.Name, 24)).Add(option < 0 ? Say.Value(p.Levers[lever.Index], lever.Kind, scenario)
                : lever.OptionTexts[option], set ? Style.Bold : Style.Dim).Add(set ? "" : "  by default", Style.Dim));
        }
        lines.AddRange(Said(p.About, scenario, width));
        foreach (var a in scenario.Assumptions)
        {
            if (p.Assume[a.Index] is not { } other) continue;
            lines.AddRange([new Line(), Line.Of($"assumes otherwise: {a.Name}", Style.Bold)]);
            var replacement = p.Replacements.GetValueOrDefault(a.Index);
            if (replacement is not null) lines.AddRange(Paragraph(replacement.Text, width));
            lines.AddRange(Density.Lines(other, a.Kind, scenario, width, 3, model.Glyphs));
            lines.Add(Line.Of($"instead of {a.Text}", Style.Dim));
            if (replacement is not null) lines.AddRange(Said(replacement.About, scenario, width).Skip(1));
        }
        return lines;
    }

    // Also where no run agrees.
    private static EvidenceResult? Found(WorkbenchModel model) =>
        model.File is not { Scenario.Evidence: { } evidence } file ? null : (file.Results?.Evidence ?? file.NoneAgrees) is { } found && ReferenceEquals(found.Evidence, evidence) ? found : null;

    // How likely it was for those who knew what came before it; or that it does not count.
    private static IEnumerable<Line> Likely(WorkbenchModel model, Scenario scenario, Observation o, int width)
    {
        if (scenario.Evidence is not { } evidence) return Paragraph("all runs count: a holds them to what is known", width, Style.Dim);
        int at = evidence.Facts.ToList().FindIndex(f => ReferenceEquals(f.That, o.That));
        if (at < 0) return Paragraph(evidence.AsOf is { } date ? $"not known on {Times.Exact(date)}: it does not count" : "it does not count: no date is chosen up to which observations do", width, Style.Dim);
        if (Found(model) is not { } found) return Paragraph("it counts: only runs that agree do", width, Style.Dim);
        return FactLines.OfOne(found, at, Fact);
    }

    private static List<Line> OfSource(Source s, int width)
    {
        var lines = new List<Line>();
        if (s.About.Title is { } title) lines.AddRange(Paragraph(title, width, Style.Bold));
        foreach ((string what, string? text) in (ReadOnlySpan<(string, string?)>)[("author", s.Author), ("publisher", s.Publisher), ("date", s.Date),
            ("url", s.Url), ("accessed", s.Accessed), ("note", s.About.Note)])
        {
            if (text is not null) lines.AddRange(Columns.Wrap(text, Math.Max(10, width - 12))
                .Select((t, i) => i == 0 ? Fact(what, t) : new Line().To(12).Add(t)));
        }
        return lines;
    }

    private static IEnumerable<Line> Said(About about, Scenario scenario, int width)
    {
        var lines = new List<Line>();
        void Say(string what, string? text)
        {
            if (text is null) return;
            lines.AddRange(Columns.Wrap(text, Math.Max(10, width - 12)).Select((t, i) => i == 0 ? Fact(what, t) : new Line().To(12).Add(t)));
        }
        Say("summary", about.Summary);
        Say("means", about.Means);
        Say("why", about.Why);
        Say("confidence", about.Confidence?.ToString().ToLowerInvariant());
        Say("note", about.Note);
        foreach (string name in about.Sources) Say("source", scenario.Sources.FirstOrDefault(s => s.Name == name) is { } s
            ? $"{s.About.Title ?? name}{(s.Publisher is { } p ? ", " + p : "")}{(s.Date is { } d ? ", " + d : "")}" : name);
        return lines.Count > 0 ? lines.Prepend(new Line()) : lines;
    }

    private static IEnumerable<Line> Used(IReadOnlyList<string> places, int width, string heading = "Used by") =>
        places.Count == 0 ? [] : places.SelectMany(p => Columns.Wrap(p, Math.Max(10, width - 2)).Select((t, i) => Line.Of((i == 0 ? "  " : "    ") + t)))
            .Prepend(Line.Of(heading, Style.Bold)).Prepend(new Line());

    private static IEnumerable<Line> Paragraph(string text, int width, Style style = default) => Columns.Wrap(text, width).Select(t => Line.Of(t, style));

    private static Line Fact(string what, string text) => Line.Of(Columns.Left(what, 12), Style.Dim).Add(text);
}
