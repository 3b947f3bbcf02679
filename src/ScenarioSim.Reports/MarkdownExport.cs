using ScenarioSim.Reports.Blocks;

namespace ScenarioSim.Reports;

/// <summary>Markdown, for notes and pages: the same sections as the plain text.</summary>
public sealed class MarkdownExport : BlockExport
{
    /// <inheritdoc/>
    public override string Name => "markdown";

    /// <inheritdoc/>
    public override string Extension => ".md";

    /// <inheritdoc/>
    protected override void Write(IReadOnlyList<Block> blocks, TextWriter to) => Markdown.Write(blocks, to);
}
