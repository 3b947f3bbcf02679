namespace ScenarioSim.Reports.Csv;

/// <summary>The rows of the tidy table about one item. Writes the header when it is made.</summary>
internal sealed class CsvRows
{
    private readonly TextWriter _to;
    private readonly string _item;

    public CsvRows(TextWriter to, string item)
        : this(to, item, CsvExport.Header)
    {
    }

    private CsvRows(TextWriter to, string item, string? header)
    {
        _to = to;
        _item = item;
        if (header is not null) to.Write(header + "\n");
    }

    /// <summary>The rows of another item in the same table.</summary>
    public CsvRows For(string item) => new(_to, item, header: null);

    public void Number(string kind, string name, string statistic, double? value, string state = "", string date = "")
    {
        if (value is { } number && double.IsFinite(number)) Write(kind, name, state, date, statistic, number.ToString("R"));
    }

    /// <summary>That it was stopped before it was done.</summary>
    public void Partial(bool partial)
    {
        if (partial) Write("result", "", "", "", "partial", "true");
    }

    /// <summary>What was set, each <c>NAME=VALUE</c>.</summary>
    public void Settings(IReadOnlyList<string> settings)
    {
        foreach (string setting in settings) Write("result", "", "", "", "setting", setting);
    }

    public void Write(string kind, string name, string state, string date, string statistic, string value) =>
        _to.Write($"{kind},{Field(_item)},{Field(name)},{Field(state)},{Field(date)},{statistic},{Field(value)}\n");

    // RFC 4180.
    private static string Field(string text) => text.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? $"\"{text.Replace("\"", "\"\"")}\"" : text;
}
