using ScenarioSim.Results;

namespace ScenarioSim.Reports.Json;

/// <summary>JSON in the shapes of docs/cli.md: doubles as short as they come back the same, durations in days, ISO dates, never NaN.</summary>
public sealed class JsonExport : IExport
{
    /// <inheritdoc/>
    public string Name => "json";

    /// <inheritdoc/>
    public string Extension => ".json";

    /// <inheritdoc/>
    public void Write(ResultReport report, Stream to) => ResultJson.Write(report, to);

    /// <inheritdoc/>
    public void Write(ComparisonReport report, Stream to) => ComparisonJson.Write(report, to);

    /// <inheritdoc/>
    public void Write(VerificationReport report, Stream to) => VerificationJson.Write(report, to);

    /// <inheritdoc/>
    public void Write(RareReport report, Stream to) => RareJson.Write(report, to);

    /// <inheritdoc/>
    public void Write(DriverReport report, Stream to) => DriverJson.Write(report, to);

    /// <inheritdoc/>
    public void Write(DiscoveryReport report, Stream to) => DiscoveryJson.Write(report, to);

    /// <inheritdoc/>
    public bool Write(Story story, Stream to)
    {
        StoryJson.Write(story, to);
        return true;
    }
}
