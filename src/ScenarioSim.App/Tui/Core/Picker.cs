namespace ScenarioSim.App.Tui;

/// <summary>A row of a picker.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Key">The key that does the same, or empty.</param>
/// <param name="Does">What it does.</param>
/// <param name="Do">Doing it; the picker is closed already.</param>
/// <param name="WhyNot">Why not, or null: then it is dim and says so.</param>
public sealed record PickerRow(string Name, string Key, string Does, Act Do, string? WhyNot = null)
{
    /// <summary>Its one word in the key line, by which it may be looked for as well; empty where it has none.</summary>
    public string Label { get; init; } = "";

    /// <summary>How well it answers what was typed; 0: not at all.</summary>
    public int Score(string query) => Key.Split(' ').Contains(query, StringComparer.Ordinal) ? 2000
        : Label.Length > 0 && Label.StartsWith(query, StringComparison.OrdinalIgnoreCase) ? 1000
        : Math.Max(Fuzzy.Score(query, Name) * 2, Math.Max(Fuzzy.Score(query, Does), query.Length >= ShortestKeyName && Key.Split(' ').Any(k => k.StartsWith(query, StringComparison.OrdinalIgnoreCase)) ? 500 : 0));

    // With fewer letters a command's name is meant.
    private const int ShortestKeyName = 3;
}

/// <summary>A list to pick from, narrowed by typing: the help, the palette and every choice are one.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Rows">All rows, best first.</param>
public sealed record Picker(string Title, IReadOnlyList<PickerRow> Rows)
{
    /// <summary>What was typed.</summary>
    public string Query { get; init; } = "";

    /// <summary>The row picked, among those that match.</summary>
    public int Cursor { get; init; }

    /// <summary>Makes the rows anew when there is news of what they are about; null where there cannot be any.</summary>
    public Func<WorkbenchModel, IReadOnlyList<PickerRow>>? Fresh { get; init; }

    /// <summary>The rows that match, best first.</summary>
    public IReadOnlyList<PickerRow> Matching => Query.Length == 0
        ? Rows
        : [.. Rows.Select(row => (Row: row, Score: row.Score(Query)))
            .Where(r => r.Score > 0).OrderByDescending(r => r.Score).Select(r => r.Row)];

    /// <summary>Handles a key.</summary>
    public static Step Press(WorkbenchModel model, string key)
    {
        var picker = model.Picker!;
        int last = Math.Max(0, picker.Matching.Count - 1);
        int page = Math.Max(1, model.Scrolls["picker"].Height - 1);
        switch (key)
        {
            case "Esc" or "Ctrl-G" or "Ctrl-C" or "F1": return model with { Picker = null };
            case "Enter": return Pick(model, picker.Cursor);
            case "Up" or "Ctrl-P": return model with { Picker = picker with { Cursor = Math.Max(0, picker.Cursor - 1) } };
            case "Down" or "Ctrl-N" or "Tab": return model with { Picker = picker with { Cursor = Math.Min(last, picker.Cursor + 1) } };
            case "Home": return model with { Picker = picker with { Cursor = 0 } };
            case "End": return model with { Picker = picker with { Cursor = last } };
            case "PageUp": return model with { Picker = picker with { Cursor = Math.Max(0, picker.Cursor - page) } };
            case "PageDown": return model with { Picker = picker with { Cursor = Math.Min(last, picker.Cursor + page) } };
        }
        if (Entry.Type(picker.Query, picker.Query.Length, key) is not { } typed || typed.Text == picker.Query) return model;
        return model with { Picker = picker with { Query = typed.Text, Cursor = 0 } };
    }

    /// <summary>Takes a row: closes the picker and does it.</summary>
    public static Step Pick(WorkbenchModel model, int index)
    {
        var rows = model.Picker!.Matching;
        if (index < 0 || index >= rows.Count) return model;
        var row = rows[index];
        return row.WhyNot is { } why ? model.Tell(why) : row.Do(model with { Picker = null });
    }
}

/// <summary>Rows that follow the news.</summary>
public static class Pickers
{
    /// <summary>The model with the rows of its picker made anew, the cursor on the row that it was on.</summary>
    public static WorkbenchModel Refreshed(this WorkbenchModel model)
    {
        if (model.Picker is not { Fresh: { } fresh } picker) return model;
        string? on = picker.Matching.ElementAtOrDefault(picker.Cursor)?.Name;
        var next = picker with { Rows = fresh(model) };
        int at = next.Matching.ToList().FindIndex(r => r.Name == on);
        return model with { Picker = next with { Cursor = at >= 0 ? at : Math.Clamp(picker.Cursor, 0, Math.Max(0, next.Matching.Count - 1)) } };
    }
}
