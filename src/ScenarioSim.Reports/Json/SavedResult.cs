using System.Text.Json;
using ScenarioSim.Model;
using ScenarioSim.Results;
using ScenarioSim.Text;

namespace ScenarioSim.Reports.Json;

/// <summary>A result that was saved as JSON, read back: enough to simulate it anew, or to compare it as it is.</summary>
public sealed class SavedResult
{
    // In so many bytes a saved result has said what it is.
    private const int Beginning = 1024;

    private SavedResult(JsonElement root)
    {
        JsonElement scenario = root.GetProperty("scenario");
        File = scenario.GetProperty("file").GetString()!;
        Sha256 = scenario.GetProperty("sha256").GetString()!;
        Bases = [.. scenario.GetProperty("bases").EnumerateArray().Select(b => b.GetProperty("sha256").GetString()!)];
        Policy = root.GetProperty("policy").GetString()!;
        Settings = root.TryGetProperty("settings", out JsonElement settings) ? [.. settings.EnumerateArray().Select(s => s.GetString()!)] : [];
        Results = Read(root);
    }

    /// <summary>The scenario's file, as the command line that made the result named it.</summary>
    public string File { get; }

    /// <summary>The hash that the file had.</summary>
    public string Sha256 { get; }

    /// <summary>The hashes of the files that it extends, nearest first.</summary>
    public IReadOnlyList<string> Bases { get; }

    /// <summary>The policy's name.</summary>
    public string Policy { get; }

    /// <summary>What was set on the command line.</summary>
    public IReadOnlyList<string> Settings { get; }

    /// <summary>The outcomes, measures and value as saved; the scenario behind them is known by name only.</summary>
    public SimulationResults Results { get; }

    /// <summary>Whether a file looks like a saved result rather than a scenario.</summary>
    public static bool Looks(ReadOnlySpan<byte> bytes) =>
        bytes[..Math.Min(bytes.Length, Beginning)].TrimStart(" \t\r\n\uFEFF"u8) is [(byte)'{', ..] rest && rest[..Math.Min(rest.Length, 200)].IndexOf("\"scenariosim/"u8) >= 0;

    /// <summary>Reads a file if it looks like a saved result; of any other, which may be of any size, only the beginning.</summary>
    /// <exception cref="FormatException">It looks like one and is none.</exception>
    public static SavedResult? ReadIfOne(string path, Stream file)
    {
        var beginning = new byte[Beginning];
        int read = file.ReadAtLeast(beginning, Beginning, throwOnEndOfStream: false);
        if (!Looks(beginning.AsSpan(0, read))) return null;
        using var whole = new MemoryStream();
        whole.Write(beginning, 0, read);
        file.CopyTo(whole);
        return Read(path, whole.GetBuffer().AsMemory(0, (int)whole.Length));
    }

    /// <summary>Reads a saved result.</summary>
    /// <exception cref="FormatException">It is none; the message says so in the user's words.</exception>
    public static SavedResult Read(string path, ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(bytes);
            string? schema = document.RootElement.GetProperty("schema").GetString();
            if (schema != ResultJson.Schema) throw new FormatException($"`{path}` holds `{schema}`; only a result of `run` ({ResultJson.Schema}) can be compared");
            return new SavedResult(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new FormatException($"`{path}` is no whole result of `run --format json`: {Wrong(e)}", e);
        }
    }

    private static string Wrong(Exception e) => e switch
    {
        JsonException { LineNumber: { } line } => $"line {line + 1} is no JSON, or the file ends too soon",
        KeyNotFoundException => "a part of it is missing",
        _ => "a part of it is not what `run` writes there",
    };

    private static SimulationResults Read(JsonElement root)
    {
        JsonElement scenario = root.GetProperty("scenario");
        SourceText file = Source(scenario);
        var span = new SourceSpan(file, 0, 0);
        var policy = new Policy { Name = root.GetProperty("policy").GetString()!, About = About.Nothing, Levers = [], Sets = [], Assume = [], Span = span };
        OutcomeResult[] outcomes = [.. root.GetProperty("outcomes").EnumerateArray().Select((o, i) => Outcome(o, i, span))];
        MeasureResult[] measures = [.. root.GetProperty("measures").EnumerateArray().Select((m, i) => Measure(m, i, span))];
        return new SimulationResults
        {
            Scenario = Scenario(scenario, file, policy, outcomes, measures),
            Policy = policy,
            Engine = root.GetProperty("engine").GetString()!,
            Seed = root.GetProperty("seed").GetUInt64(),
            Runs = root.GetProperty("runs").ValueKind == JsonValueKind.Null ? null : root.GetProperty("runs").GetInt64(),
            Design = root.TryGetProperty("design", out JsonElement design) ? Design(design) : null,
            Confidence = root.GetProperty("confidence").GetDouble(),
            Partial = root.GetProperty("partial").GetBoolean(),
            Outcomes = outcomes,
            Measures = measures,
            Tracks = [],
            Assumptions = [],
            Value = root.GetProperty("value") is { ValueKind: JsonValueKind.Object } v
                ? new ValueResult(Number(v, "mean") ?? double.NaN, Number(v, "low"), Number(v, "high")) : null,
            Counted = [],
        };
    }

    private static RunDesign Design(JsonElement saved) => new(
        saved.GetProperty("name").GetString()!, saved.GetProperty("replicates").GetInt32(),
        saved.GetProperty("planned") is { ValueKind: JsonValueKind.Number } planned ? planned.GetInt64() : null);

    // Known by name and hash only.
    private static SourceText Source(JsonElement saved) => new(saved.GetProperty("file").GetString()!, "", saved.GetProperty("sha256").GetString());

    private static Scenario Scenario(JsonElement saved, SourceText file, Policy policy, OutcomeResult[] outcomes, MeasureResult[] measures) => new()
    {
        Title = saved.GetProperty("title").GetString()!,
        About = About.Nothing,
        Clock = new Clock(DateTime.UnixEpoch, Clock.Day, 0, DateTime.UnixEpoch),
        Yardstick = "icd203",
        Tracks = [],
        Outcomes = [.. outcomes.Select(o => o.Outcome)],
        Measures = [.. measures.Select(m => m.Measure)],
        Policies = [policy],
        File = file,
        Bases = [.. saved.GetProperty("bases").EnumerateArray().Select(Source)],
    };

    private static OutcomeResult Outcome(JsonElement saved, int index, SourceSpan span)
    {
        var about = new About { Title = saved.GetProperty("title").GetString() };
        long? runs = saved.GetProperty("runs") is { ValueKind: JsonValueKind.Number } n ? n.GetInt64() : null;
        return new OutcomeResult(
            new Outcome(saved.GetProperty("name").GetString()!, index, null, false, null, about, span),
            runs, Number(saved, "probability") ?? 0, Number(saved, "low"), Number(saved, "high"), [], [], []);
    }

    private static MeasureResult Measure(JsonElement saved, int index, SourceSpan span)
    {
        bool days = saved.GetProperty("unit").ValueKind == JsonValueKind.String;
        var measure = new Measure(saved.GetProperty("name").GetString()!, index, Reading.Final, new Constant(span, days ? Kind.Duration : Kind.Number, 0), About.Nothing, "", span);
        long? count = saved.GetProperty("count") is { ValueKind: JsonValueKind.Number } n ? n.GetInt64() : null;
        return new MeasureResult(
            measure, count, Number(saved, "share") ?? 1, Number(saved, "mean") ?? double.NaN,
            Number(saved, "sd") ?? double.NaN, Number(saved, "mean_low"), Number(saved, "mean_high"), [], [])
        {
            ShareLow = Later(saved, "share_low"),
            ShareHigh = Later(saved, "share_high"),
        };
    }

    // Results saved by the first versions have not got it.
    private static double? Later(JsonElement element, string name) => element.TryGetProperty(name, out _) ? Number(element, name) : null;

    private static double? Number(JsonElement element, string name) => element.GetProperty(name) is { ValueKind: JsonValueKind.Number } n ? n.GetDouble() : null;
}
