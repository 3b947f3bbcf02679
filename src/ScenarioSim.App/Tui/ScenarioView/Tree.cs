using ScenarioSim.Model;
using ScenarioSim.Text;

namespace ScenarioSim.App.Tui.ScenarioView;

/// <summary>The nodes of a scenario's tree.</summary>
public static class Tree
{
    /// <summary>The key of the section of observations.</summary>
    public const string Observations = "observations";

    /// <summary>The nodes shown: those of open sections, or with a filter those that pass it.</summary>
    public static IReadOnlyList<Node> Shown(WorkbenchModel model)
    {
        string filter = model.Filters.GetValueOrDefault(ScreenId.Scenario, "");
        var all = All(model);
        if (filter.Length == 0) return [.. all.Where(n => n.IsSection || !model.Scenario.Closed.Contains(n.Section))];
        var passing = all.Where(n => !n.IsSection && Fuzzy.Passes(filter, $"{n.Name} {n.Title}")).ToHashSet();
        var sections = passing.CountBy(n => n.Section).ToDictionary();
        return [.. all.Where(n => n.IsSection ? sections.ContainsKey(n.Key) : passing.Contains(n))
            .Select(n => n.IsSection && n.Title != $"{sections[n.Key]}" ? n with { Title = $"{sections[n.Key]} of {n.Title}" } : n)];
    }

    /// <summary>The row of the cursor.</summary>
    public static int Cursor(WorkbenchModel model)
    {
        var shown = Shown(model);
        for (int i = 0; i < shown.Count; i++)
        {
            if (shown[i].Key == model.Scenario.Selected) return i;
        }
        // What was looked for, not the heading above it.
        return model.Filters.GetValueOrDefault(ScreenId.Scenario, "").Length > 0 && shown.Count > 1 && shown[0].IsSection ? 1 : 0;
    }

    /// <summary>The node under the cursor, or null.</summary>
    public static Node? Selected(WorkbenchModel model)
    {
        var shown = Shown(model);
        return shown.Count == 0 ? null : shown[Cursor(model)];
    }

    /// <summary>The key of the first error; null where there is none.</summary>
    public static string? FirstError(WorkbenchModel model) =>
        Diagnostics(model).FirstOrDefault(d => d.Of.Severity == Severity.Error) is { Key: { } key } ? $"diagnostics/{key}" : null;

    /// <summary>The key of the first remark of the runs; null where there is none.</summary>
    public static string? FirstOfRuns(WorkbenchModel model) => Remarks.OfFile(model) is [var first, ..] ? $"diagnostics/{Key(first)}" : null;

    private static string Key(Diagnostic ofRuns) => $"{ofRuns.Code} {ofRuns.Span}";

    // What the runs counted has the key of its place: the cursor stays on it when runs that go on count something at another.
    private static IEnumerable<(string Key, Diagnostic Of)> Diagnostics(WorkbenchModel model) =>
    [
        .. (model.File?.Read?.Diagnostics ?? []).Select((d, i) => ($"{i}", d)),
        .. Remarks.OfFile(model).Select(d => (Key(d), d)),
    ];

    private static List<Node> All(WorkbenchModel model)
    {
        var nodes = new List<Node>();
        if (model.File is not { } file) return nodes;
        if (file.Scenario is { } scenario) nodes.Add(new Node("file", "file", scenario.Title, "", scenario, new SourceSpan(scenario.File, 0, 0)));
        List<(string Key, Diagnostic Of)> said = [.. Diagnostics(model)];
        int errors = said.Count(d => d.Of.Severity == Severity.Error);
        Add(nodes, "diagnostics", errors == 0 ? "Remarks" : errors == said.Count ? "Errors" : "Errors and remarks", said.Select(d => (d.Key, $"{DiagnosticText.SeverityWord(d.Of.Severity)}, line {d.Of.Span.Line}", d.Of.Message, (object)d.Of, d.Of.Span)));
        if (file.Scenario is not { } s) return nodes;
        Add(nodes, "tracks", "Tracks", s.Tracks.Where(t => !t.IsBranch).Select(t => (t.Name, t.Name, t.About.Title ?? "", (object)t, t.Span)));
        Add(nodes, "branches", "Branches", s.Tracks.Where(t => t.IsBranch).Select(t => (t.Name, t.Name, t.About.Title ?? "", (object)t, t.Span)));
        Add(nodes, "assumptions", "Assumptions", s.Assumptions.Select(a => (a.Name, a.Name, Says(a.About), (object)a, a.Span)));
        Add(nodes, "levers", "Levers", s.Levers.Select(l => (l.Name, l.Name, Says(l.About), (object)l, l.Span)));
        Add(nodes, "indicators", "Indicators", s.Indicators.Select(i => (i.Name, i.Name, Says(i.About), (object)i, i.Span)));
        Add(nodes, "definitions", "Definitions", s.Definitions.Select(d => (d.Name, d.Name, Says(d.About), (object)d, d.Span)));
        Add(nodes, "outcomes", "Outcomes", s.Outcomes.Select(o => (o.Name, o.Name, o.About.Title ?? "", (object)o, o.Span)));
        Add(nodes, "measures", "Measures", s.Measures.Select(m => (m.Name, m.Name, m.About.Title ?? m.Text, (object)m, m.Span)));
        Add(nodes, "policies", "Policies", s.Policies.Select(p => (p.Name, p.Name, p.About.Title ?? "", (object)p, p.Span)));
        Add(nodes, Observations, "Observations", s.Observations.Select((o, i) => ($"{i}", Say.Date(o.On), Words.Of(o.That), (object)o, o.Span)));
        Add(nodes, "sources", "Sources", s.Sources.Select(o => (o.Name, o.Name, o.About.Title ?? "", (object)o, o.Span)));
        return nodes;
    }

    private static string Says(About about) => about.Title ?? about.Means ?? "";

    private static void Add(List<Node> nodes, string key, string heading,
        IEnumerable<(string Key, string Name, string Title, object Thing, SourceSpan Span)> items)
    {
        List<Node> inner = [.. items.Select(i => new Node($"{key}/{i.Key}", key, i.Name, i.Title, i.Thing, i.Span))];
        if (inner.Count == 0) return;
        nodes.Add(new Node(key, key, heading, inner.Count.ToString(), inner, inner[0].Span));
        nodes.AddRange(inner);
    }
}
