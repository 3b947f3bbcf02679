using ScenarioSim.Model;
using ScenarioSim.Reports.Blocks;
using ScenarioSim.Reports.Sections;

namespace ScenarioSim.Reports.Html;

/// <summary>A page that stands for itself, to be sent on and printed: all that Markdown has, and figures. It loads nothing and runs nothing.</summary>
public sealed class HtmlExport : BlockExport
{
    /// <inheritdoc/>
    public override string Name => "html";

    /// <inheritdoc/>
    public override string Extension => ".html";

    /// <inheritdoc/>
    protected override IEnumerable<Block> Grounds(Scenario scenario) => GroundSections.Of(scenario);

    /// <inheritdoc/>
    protected override IReadOnlyList<Drawing> Figures(ResultReport report) => ResultFigures.Of(report.Results);

    /// <inheritdoc/>
    protected override IReadOnlyList<Drawing> Figures(ComparisonReport report) => ComparisonFigures.Of(report);

    /// <inheritdoc/>
    protected override IReadOnlyList<Drawing> Figures(DriverReport report) => DriverFigures.Of(report);

    /// <inheritdoc/>
    protected override IReadOnlyList<Drawing> Figures(DiscoveryReport report) => DiscoveryFigures.Of(report.Results);

    /// <inheritdoc/>
    protected override void Write(IReadOnlyList<Block> blocks, TextWriter to) => Page.Write(blocks, to);
}
