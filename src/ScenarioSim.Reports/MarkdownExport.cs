using ScenarioSim.Reports.Blocks;
using ScenarioSim.Reports.Sections;
using ScenarioSim.Results;

namespace ScenarioSim.Reports;

/// <summary>Markdown, for notes and pages: the same sections as the plain text.</summary>
public sealed class MarkdownExport : IExport
{
    /// <inheritdoc/>
    public string Name => "markdown";

    /// <inheritdoc/>
    public string Extension => ".md";

    /// <inheritdoc/>
    public void Write(ResultReport report, Stream to) => Write(ResultSections.Of(report), to);

    /// <inheritdoc/>
    public void Write(ComparisonReport report, Stream to) => Write(ComparisonSections.Of(report), to);

    /// <inheritdoc/>
    public bool Write(Story story, Stream to)
    {
        Write(StorySections.Of(story), to);
        return true;
    }

    private static void Write(IReadOnlyList<Block> blocks, Stream to)
    {
        using StreamWriter writer = Exports.Writer(to);
        Markdown.Write(blocks, writer);
    }
}
