using ScenarioSim.Reports.Blocks;

namespace ScenarioSim.Reports;

/// <summary>Plain text for people, 80 columns wide.</summary>
public sealed class TableExport : BlockExport
{
    /// <inheritdoc/>
    public override string Name => "table";

    /// <inheritdoc/>
    public override string Extension => ".txt";

    /// <inheritdoc/>
    protected override void Write(IReadOnlyList<Block> blocks, TextWriter to) => PlainText.Write(blocks, to);
}
