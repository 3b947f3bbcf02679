using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ScenarioSim.Reports.Json;

/// <summary>Writes JSON that people can read too: indented, with lists of numbers in one line. What is not finite is null.</summary>
internal sealed class JsonText : IDisposable
{
    // Titles stay readable: the text goes to files and terminals, never into a web page as it is.
    private static readonly JsonWriterOptions s_indented = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonWriterOptions s_inline = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Stream _to;
    private readonly Utf8JsonWriter _writer;

    public JsonText(Stream to)
    {
        _to = to;
        _writer = new Utf8JsonWriter(to, s_indented);
    }

    public void Object(Action body)
    {
        _writer.WriteStartObject();
        body();
        _writer.WriteEndObject();
    }

    public void Object(string name, Action body)
    {
        _writer.WritePropertyName(name);
        Object(body);
    }

    public void Array<T>(string name, IEnumerable<T> items, Action<T> write)
    {
        _writer.WriteStartArray(name);
        foreach (T item in items) write(item);
        _writer.WriteEndArray();
    }

    public void Text(string name, string? value) => _writer.WriteString(name, value);

    public void Truth(string name, bool value) => _writer.WriteBoolean(name, value);

    public void Number(string name, double? value)
    {
        if (value is { } number && double.IsFinite(number)) _writer.WriteNumber(name, number);
        else _writer.WriteNull(name);
    }

    public void Whole(string name, long? value)
    {
        if (value is { } number) _writer.WriteNumber(name, number);
        else _writer.WriteNull(name);
    }

    public void Seed(string name, ulong value) => _writer.WriteNumber(name, value);

    public void Null(string name) => _writer.WriteNull(name);

    /// <summary>A list in one line.</summary>
    public void Numbers(string name, IEnumerable<double> values) => Inline(name, writer =>
    {
        writer.WriteStartArray();
        foreach (double value in values)
        {
            if (double.IsFinite(value)) writer.WriteNumberValue(value);
            else writer.WriteNullValue();
        }
        writer.WriteEndArray();
    });

    /// <summary>A list in one line.</summary>
    public void Texts(string name, IEnumerable<string> values) => Inline(name, writer =>
    {
        writer.WriteStartArray();
        foreach (string value in values) writer.WriteStringValue(value);
        writer.WriteEndArray();
    });

    public void Dispose()
    {
        _writer.Dispose();
        _to.WriteByte((byte)'\n');
    }

    private void Inline(string name, Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var inline = new Utf8JsonWriter(bytes, s_inline)) write(inline);
        _writer.WritePropertyName(name);
        _writer.WriteRawValue(Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length), skipInputValidation: true);
        // The writer holds all that it has not flushed in memory: let long lists go at once.
        _writer.Flush();
    }
}
