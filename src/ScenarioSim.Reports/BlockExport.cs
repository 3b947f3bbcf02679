using ScenarioSim.Model;
using ScenarioSim.Reports.Blocks;
using ScenarioSim.Reports.Sections;
using ScenarioSim.Results;

namespace ScenarioSim.Reports;

/// <summary>An export that lays out the sections of a report.</summary>
public abstract class BlockExport : IExport
{
    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <inheritdoc/>
    public abstract string Extension { get; }

    /// <inheritdoc/>
    public void Write(ResultReport report, Stream to) => Write([.. Drawing.Place(ResultSections.Of(report), Figures(report)), .. Grounds(report.Results.Scenario)], to);

    /// <inheritdoc/>
    public void Write(ComparisonReport report, Stream to) => Write([.. Drawing.Place(ComparisonSections.Of(report), Figures(report)), .. report.Scenarios.SelectMany(Grounds)], to);

    /// <inheritdoc/>
    public void Write(VerificationReport report, Stream to) => Write(VerificationSections.Of(report), to);

    /// <inheritdoc/>
    public void Write(RareReport report, Stream to) => Write(RareSections.Of(report), to);

    /// <inheritdoc/>
    public void Write(DriverReport report, Stream to) => Write([.. Drawing.Place(DriverSections.Of(report), Figures(report)), .. Grounds(report.Results.Base.Scenario)], to);

    /// <inheritdoc/>
    public void Write(DiscoveryReport report, Stream to) => Write([.. Drawing.Place(DiscoverySections.Of(report), Figures(report)), .. Grounds(report.Results.Base.Scenario)], to);

    /// <inheritdoc/>
    public bool Write(Story story, Stream to)
    {
        Write([.. StorySections.Of(story), .. Grounds(story.Scenario)], to);
        return true;
    }

    /// <summary>What stands behind a result, a comparison or a story, of each scenario that it is of.</summary>
    protected virtual IEnumerable<Block> Grounds(Scenario scenario) => [];

    /// <summary>What an export that can draw shows of a result.</summary>
    protected virtual IReadOnlyList<Drawing> Figures(ResultReport report) => [];

    /// <summary>What an export that can draw shows of a comparison.</summary>
    protected virtual IReadOnlyList<Drawing> Figures(ComparisonReport report) => [];

    /// <summary>What an export that can draw shows of what the results hang on.</summary>
    protected virtual IReadOnlyList<Drawing> Figures(DriverReport report) => [];

    /// <summary>What an export that can draw shows of the worlds in which something happens.</summary>
    protected virtual IReadOnlyList<Drawing> Figures(DiscoveryReport report) => [];

    /// <summary>Lays the blocks out.</summary>
    protected abstract void Write(IReadOnlyList<Block> blocks, TextWriter to);

    private void Write(IReadOnlyList<Block> blocks, Stream to)
    {
        using StreamWriter writer = Exports.Writer(to);
        Write(blocks, writer);
    }
}
