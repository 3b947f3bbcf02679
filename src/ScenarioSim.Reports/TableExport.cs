using ScenarioSim.Reports.Blocks;
using ScenarioSim.Reports.Sections;
using ScenarioSim.Results;

namespace ScenarioSim.Reports;

/// <summary>Plain text for people, 80 columns wide.</summary>
public sealed class TableExport : IExport
{
    /// <inheritdoc/>
    public string Name => "table";

    /// <inheritdoc/>
    public string Extension => ".txt";

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
        PlainText.Write(blocks, writer);
    }
}
