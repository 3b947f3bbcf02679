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

    private SavedResult(SavedPart root)
    {
        SavedPart scenario = root["scenario"];
        File = scenario["file"].Text();
        Sha256 = scenario["sha256"].Text();
        Bases = [.. scenario["bases"].Items().Select(b => b["sha256"].Text())];
        Policy = root["policy"].Text();
        Settings = root.Find("settings") is { } settings ? [.. settings.Items().Select(Setting)] : [];
        AsOf = root.Find("asOf") is { IsNull: false } date ? date.Date() : null;
        Given = root.Find("given") is { } given ? [.. given.Items().Select(g => g.Text())] : [];
        PastOf = root.Find("past_of")?.Text();
        Runs = root["runs"].WholeOrNull(1);
        Meaning = root.Find("meaning")?.Whole(1);
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

    /// <summary>The date up to which observations counted; null where none did.</summary>
    public DateTime? AsOf { get; }

    /// <summary>What else was given, each as <c>--given</c> takes it.</summary>
    public IReadOnlyList<string> Given { get; }

    /// <summary>The policy whose levers held until then; null where its own did from the start.</summary>
    public string? PastOf { get; }

    /// <summary>How many runs were made; null where nothing was sampled.</summary>
    public long? Runs { get; }

    /// <summary>The version of the language's meaning that its runs have; null where it does not say.</summary>
    public long? Meaning { get; }

    /// <summary>The outcomes, measures and value as saved; the scenario behind them is known by name only.</summary>
    public SimulationResults Results { get; }

    /// <summary>Whether a file looks like a saved result, perhaps a damaged one, rather than a scenario.</summary>
    public static bool Looks(ReadOnlySpan<byte> bytes) =>
        bytes[..Math.Min(bytes.Length, Beginning)].TrimStart(" \t\r\n\uFEFF"u8) is [(byte)'{' or (byte)'[', ..] rest
        && (rest[..Math.Min(rest.Length, 200)].IndexOf("\"scenariosim/"u8) >= 0 || rest.IndexOf("\"sha256\""u8) >= 0);

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
            using JsonDocument document = JsonDocument.Parse(bytes.Span.StartsWith("\uFEFF"u8) ? bytes["\uFEFF"u8.Length..] : bytes);
            var root = new SavedPart(document.RootElement, "");
            string schema = root["schema"].Text();
            if (schema != ResultJson.Schema) throw new FormatException($"`{path}` holds `{schema}`; only a result of `run` ({ResultJson.Schema}) can be compared");
            return new SavedResult(root);
        }
        catch (Exception e) when (e is JsonException or SavedPartException)
        {
            throw new FormatException($"`{path}` is no whole result of `run --format json`: {Wrong(e)}", e);
        }
    }

    private static string Wrong(Exception e) => e switch
    {
        JsonException { LineNumber: { } line } => e.Message.Contains("maximum configured depth", StringComparison.Ordinal) ? $"what begins in line {line + 1} nests too deeply" : $"line {line + 1} is no JSON, or the file ends too soon",
        _ => e.Message,
    };

    private static string Setting(SavedPart saved) =>
        saved.Text() is var text && text.IndexOf('=') is > 0 and var equals && text[..equals].Trim().Length > 0 && text[(equals + 1)..].Trim().Length > 0 ? text : throw saved.Is("NAME=VALUE");

    private static SimulationResults Read(SavedPart root)
    {
        SavedPart scenario = root["scenario"];
        SourceText file = Source(scenario);
        var span = new SourceSpan(file, 0, 0);
        var policy = new Policy { Name = root["policy"].Text(), About = About.Nothing, Levers = [], Sets = [], Assume = [], Span = span };
        OutcomeResult[] outcomes = [.. root["outcomes"].Items().Select((o, i) => Outcome(o, i, span))];
        if (outcomes.Length == 0) throw root["outcomes"].Is("a list with an outcome or more");
        MeasureResult[] measures = [.. root["measures"].Items().Select((m, i) => Measure(m, i, span))];
        return new SimulationResults
        {
            Scenario = Scenario(scenario, file, policy, outcomes, measures),
            Policy = policy,
            Engine = root["engine"].Text(),
            Seed = root["seed"].Seed(),
            // Where it was held to what was known, all is of the runs that agreed.
            Runs = root.Find("consistent_runs") is { } agreeing ? agreeing.WholeOrNull(1) : root["runs"].WholeOrNull(1),
            Design = root.Find("design") is { } design ? Design(design) : null,
            Confidence = root["confidence"] is var confidence && confidence.NumberOrNull() is > 0 and < 1 and var level ? level : throw confidence.Is("a number between 0 and 1"),
            Partial = root["partial"].Truth(),
            Outcomes = outcomes,
            Measures = measures,
            Tracks = [],
            Assumptions = [],
            Value = root["value"] is { IsNull: false } v ? new ValueResult(v["mean"].NumberOrNull() ?? double.NaN, v["low"].NumberOrNull(), v["high"].NumberOrNull()) : null,
            Counted = [],
            Evidence = Evidence(root, outcomes, span),
        };
    }

    // What it was held to; null where to nothing. Facts and assumptions stand in the file for others.
    private static EvidenceResult? Evidence(SavedPart root, OutcomeResult[] outcomes, SourceSpan span)
    {
        if (root.Find("consistent") is not { } consistent) return null;
        double share = consistent.ShareOrNull() ?? throw consistent.Is("a share");
        string? past = root.Find("past_of")?.Text();
        ILookup<string, ShareResult>? before = root.Find("before")?["outcomes"].Items()
            .ToLookup(o => o["name"].Text(), o => new ShareResult(o["runs"].WholeOrNull(0), o["probability"].ShareOrNull() ?? double.NaN, o["low"].ShareOrNull(), o["high"].ShareOrNull()));
        return new EvidenceResult
        {
            Evidence = new Evidence
            {
                AsOf = root.Find("asOf") is { IsNull: false } date ? date.Date() : null,
                Given = root.Find("given") is { } given ? [.. given.Items().Select(g => g.Text())] : [],
                PastOf = past is null ? null : new Policy { Name = past, About = About.Nothing, Levers = [], Sets = [], Assume = [], Span = span },
                Facts = [],
            },
            Runs = root["runs"].WholeOrNull(1),
            Agreeing = root.Find("consistent_runs")?.WholeOrNull(1),
            Probability = share,
            Level = root["confidence"].NumberOrNull() ?? 0,
            Low = root.Find("consistent_low")?.ShareOrNull(),
            High = root.Find("consistent_high")?.ShareOrNull(),
            Facts = [],
            Outcomes = [.. outcomes.Select(o => before?[o.Outcome.Name].FirstOrDefault() ?? new ShareResult(null, double.NaN, null, null))],
            Value = null,
            Assumptions = [],
        };
    }

    private static RunDesign Design(SavedPart saved) => new(saved["name"].Text(), (int)Math.Min(saved["replicates"].Whole(1), int.MaxValue), saved["planned"].WholeOrNull(1));

    // Known by name and hash only.
    private static SourceText Source(SavedPart saved) => new(saved["file"].Text(), "", saved["sha256"].Text());

    private static Scenario Scenario(SavedPart saved, SourceText file, Policy policy, OutcomeResult[] outcomes, MeasureResult[] measures) => new()
    {
        Title = saved["title"].Title(),
        About = About.Nothing,
        Clock = new Clock(DateTime.UnixEpoch, Clock.Day, 0, DateTime.UnixEpoch),
        Yardstick = "icd203",
        Tracks = [],
        Outcomes = [.. outcomes.Select(o => o.Outcome)],
        Measures = [.. measures.Select(m => m.Measure)],
        Policies = [policy],
        File = file,
        Bases = [.. saved["bases"].Items().Select(Source)],
    };

    private static OutcomeResult Outcome(SavedPart saved, int index, SourceSpan span)
    {
        var about = new About { Title = saved["title"].Title() };
        return new OutcomeResult(
            new Outcome(saved["name"].Text(), index, null, false, null, about, span),
            saved["runs"].WholeOrNull(0), saved["probability"].ShareOrNull() ?? 0, saved["low"].ShareOrNull(), saved["high"].ShareOrNull(), [], [], []);
    }

    private static MeasureResult Measure(SavedPart saved, int index, SourceSpan span)
    {
        // Results saved by the first versions have neither titles of measures nor intervals of shares.
        var about = new About { Title = saved.Find("title")?.Title() };
        bool days = saved["unit"] is { IsNull: false } unit && unit.Text().Length > 0;
        var measure = new Measure(saved["name"].Text(), index, Reading.Final, new Constant(span, days ? Kind.Duration : Kind.Number, 0), about, "", span);
        return new MeasureResult(
            measure, saved["count"].WholeOrNull(0), saved["share"].ShareOrNull() ?? 1, saved["mean"].NumberOrNull() ?? double.NaN,
            saved["sd"].NumberOrNull() ?? double.NaN, saved["mean_low"].NumberOrNull(), saved["mean_high"].NumberOrNull(), [], [])
        {
            ShareLow = saved.Find("share_low")?.ShareOrNull(),
            ShareHigh = saved.Find("share_high")?.ShareOrNull(),
        };
    }
}
