using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ScenarioSim.App.Tui;

/// <summary>A number, and how the screen says it.</summary>
/// <param name="Value">The number, for programs.</param>
/// <param name="Text">With the digits that it has on the screen, for people.</param>
public readonly record struct Figure(double Value, string Text)
{
    /// <summary>A number that may be missing.</summary>
    public static object? Of(double? value, Func<double, string> text) => value is { } number ? new Figure(number, text(number)) : null;
}

/// <summary>What is on the screen as a table: for programs a number stays a number, for people it has the digits of the screen.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Columns">Headings.</param>
/// <param name="Rows">Cells: text, a whole number, a figure, or null.</param>
public sealed record Table(string Title, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<object?>> Rows)
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Comma-separated, fields with commas, quotes or line ends in quotes.</summary>
    public string ToCsv() => string.Concat(Rows.Select(r => r.Select(Plain)).Prepend(Columns).Select(r => string.Join(',', r.Select(Quoted)) + "\n"));

    /// <summary>A Markdown table under its title.</summary>
    public string ToMarkdown()
    {
        var text = new StringBuilder();
        text.Append("**").Append(Title.Replace('\n', ' ')).Append("**\n\n");
        text.Append("| ").AppendJoin(" | ", Columns.Select(Escaped)).Append(" |\n|");
        for (int i = 0; i < Columns.Count; i++) text.Append(Rows.Count > 0 && Rows.All(r => r[i] is null or Figure or long or int) ? "---:|" : "---|");
        text.Append('\n');
        foreach (var row in Rows) text.Append("| ").AppendJoin(" | ", row.Select(c => Escaped(c is Figure figure ? figure.Text : Plain(c)))).Append(" |\n");
        return text.ToString();
    }

    /// <summary>An object with the title and one object a row.</summary>
    public string ToJson()
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Indented))
        {
            json.WriteStartObject();
            json.WriteString("title", Title);
            json.WriteStartArray("rows");
            foreach (var row in Rows) WriteRow(json, row);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(bytes.ToArray()) + "\n";
    }

    private void WriteRow(Utf8JsonWriter json, IReadOnlyList<object?> row)
    {
        json.WriteStartObject();
        for (int i = 0; i < Columns.Count; i++)
        {
            if (row[i] is Figure { Value: var d } && double.IsFinite(d)) json.WriteNumber(Columns[i], d);
            else if (row[i] is long or int) json.WriteNumber(Columns[i], Convert.ToInt64(row[i]));
            else if (row[i] is string s) json.WriteString(Columns[i], s);
            else json.WriteNull(Columns[i]);
        }
        json.WriteEndObject();
    }

    private static string Plain(object? cell) => cell switch { null => "", Figure { Value: var d } => double.IsFinite(d) ? d.ToString("R") : "", _ => cell.ToString()! };

    private static string Quoted(string field) => field.AsSpan().IndexOfAny(",\"\n\r") < 0 ? field : $"\"{field.Replace("\"", "\"\"")}\"";

    private static string Escaped(string cell) => cell.Replace("|", "\\|").Replace('\n', ' ');
}
