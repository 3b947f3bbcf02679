using System.Text;
using ScenarioSim.Reports.Csv;
using ScenarioSim.Reports.Html;
using ScenarioSim.Reports.Json;
using ScenarioSim.Results;

namespace ScenarioSim.Reports;

/// <summary>A form in which results leave the program. Writes UTF-8 without a byte order mark, lines ended by a line feed.</summary>
public interface IExport
{
    /// <summary>Its name after <c>--format</c>.</summary>
    string Name { get; }

    /// <summary>The usual end of a file's name, with the dot.</summary>
    string Extension { get; }

    /// <summary>Writes what was found about one policy.</summary>
    void Write(ResultReport report, Stream to);

    /// <summary>Writes a comparison.</summary>
    void Write(ComparisonReport report, Stream to);

    /// <summary>Writes how the engines agree.</summary>
    void Write(VerificationReport report, Stream to);

    /// <summary>Writes what was found about a rare outcome.</summary>
    void Write(RareReport report, Stream to);

    /// <summary>Writes what the results hang on.</summary>
    void Write(DriverReport report, Stream to);

    /// <summary>Writes in which worlds something happens.</summary>
    void Write(DiscoveryReport report, Stream to);

    /// <summary>Writes a run's story; false where this form has none (nothing is written).</summary>
    bool Write(Story story, Stream to);
}

/// <summary>All exports: a new one is a file of its own and a line here.</summary>
public static class Exports
{
    /// <summary>The exports, the usual one first.</summary>
    public static IReadOnlyList<IExport> All { get; } =
    [
        new TableExport(),
        new JsonExport(),
        new CsvExport(),
        new MarkdownExport(),
        new HtmlExport(),
    ];

    /// <summary>The export whose files usually end as this one does; null if there is none.</summary>
    public static IExport? OfFile(string path) => All.FirstOrDefault(e => string.Equals(e.Extension, Path.GetExtension(path), StringComparison.OrdinalIgnoreCase));

    /// <summary>The export of a name; null if there is none.</summary>
    public static IExport? Named(string name) => All.FirstOrDefault(e => e.Name == name);

    /// <summary>What an export writes, as a string.</summary>
    public static string Text(Action<Stream> write)
    {
        using var bytes = new MemoryStream();
        write(bytes);
        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    /// <summary>A writer of text onto a stream that stays open.</summary>
    internal static StreamWriter Writer(Stream to) => new(to, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };
}
