using ScenarioSim.Model;
using ScenarioSim.Reports.Blocks;
using ScenarioSim.Reports.Sections;

namespace ScenarioSim.Reports;

/// <summary>Markdown, for notes and pages: the same sections as the plain text, and behind those of a result, a comparison or a story what the scenario says of itself.</summary>
public sealed class MarkdownExport : BlockExport
{
    /// <inheritdoc/>
    public override string Name => "markdown";

    /// <inheritdoc/>
    public override string Extension => ".md";

    /// <inheritdoc/>
    protected override IEnumerable<Block> Grounds(Scenario scenario) => GroundSections.Of(scenario);

    /// <inheritdoc/>
    protected override void Write(IReadOnlyList<Block> blocks, TextWriter to) => Markdown.Write(blocks, to);
}
