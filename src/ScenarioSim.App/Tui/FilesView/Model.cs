using System.Collections.Immutable;
using ScenarioSim.App.Tui.CompareView;
using ScenarioSim.Language;
using ScenarioSim.Text;

namespace ScenarioSim.App.Tui.FilesView;

/// <summary>What the browser says about a file.</summary>
/// <param name="Path">The file.</param>
/// <param name="IsScenario">Whether it says anything that a scenario says; other YAML files are not shown.</param>
/// <param name="Title">Its title, or its name.</param>
/// <param name="Dates">From when to when, and the step; empty where it has errors.</param>
/// <param name="Summary">Its summary, or empty.</param>
/// <param name="Contents">How much it holds.</param>
/// <param name="Diagnostics">Its errors and remarks.</param>
/// <param name="Changed">When it was saved; null where it was not there.</param>
public sealed record FileEntry(
    string Path, bool IsScenario, string Title, string Dates, string Summary, string Contents, IReadOnlyList<Diagnostic> Diagnostics, DateTime? Changed)
{
    /// <summary>The folder it lies in.</summary>
    public string Folder => System.IO.Path.GetDirectoryName(Path) is { Length: > 0 } folder ? folder : ".";

    /// <summary>How many folders deep it lies.</summary>
    public int Depth => Path.Count(c => c == '/');

    /// <summary>The number of errors.</summary>
    public int Errors => Diagnostics.Count(d => d.Severity == Severity.Error);

    /// <summary>The number of warnings.</summary>
    public int Warnings => Diagnostics.Count(d => d.Severity == Severity.Warning);

    /// <summary>Reads and checks a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="isNamed">It was named on the command line and is shown whatever it holds.</param>
    public static FileEntry Look(string path, bool isNamed)
    {
        DateTime? changed = File.Exists(path) ? File.GetLastWriteTime(path) : null;
        string name = System.IO.Path.GetFileName(path);
        if (!isNamed && !LooksLikeOne(path)) return new FileEntry(path, false, name, "", "", "", [], changed);
        var read = ScenarioReader.Read(path, new DiskFiles());
        if (read.Scenario is not { } scenario) return new FileEntry(path, true, name, "", "", "", read.Diagnostics, changed);
        var clock = scenario.Clock;
        string dates = $"{Say.Date(clock.Start)} to {Say.Date(clock.End)}, {Say.Plural(clock.LastStep, "step")}";
        int branches = scenario.Tracks.Count(t => t.IsBranch);
        string contents = $"{Say.Plural(scenario.Tracks.Count - branches, "track")}, {Say.Plural(branches, "branch", "branches")}, "
            + $"{Say.Plural(scenario.Assumptions.Count, "assumption")}, {Say.Plural(scenario.Outcomes.Count, "outcome")}, {Say.Plural(scenario.Policies.Count, "policy", "policies")}";
        return new FileEntry(path, true, scenario.Title, dates, scenario.About.Summary ?? "", contents, read.Diagnostics, changed);
    }

    private static bool LooksLikeOne(string path)
    {
        try
        {
            return File.ReadLines(path).Take(5000)
                .Any(l => l.StartsWith("scenario:", StringComparison.Ordinal) || l.StartsWith("tracks:", StringComparison.Ordinal)
                || l.StartsWith("branches:", StringComparison.Ordinal) || l.StartsWith("extends:", StringComparison.Ordinal));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}

/// <summary>The browser.</summary>
public sealed record FilesModel
{
    /// <summary>What was found, by folder and name; a file not looked at yet has no entry here.</summary>
    public ImmutableSortedDictionary<string, FileEntry> Entries { get; init; } = ImmutableSortedDictionary.Create<string, FileEntry>(StringComparer.Ordinal);

    /// <summary>Files found and not looked at yet.</summary>
    public ImmutableList<string> Waiting { get; init; } = [];

    /// <summary>Files named on the command line: shown wherever they lie.</summary>
    public ImmutableList<string> Named { get; init; } = [];

    /// <summary>Results that were saved, by path.</summary>
    public ImmutableSortedDictionary<string, SavedItem> Saved { get; init; } = ImmutableSortedDictionary.Create<string, SavedItem>(StringComparer.Ordinal);

    /// <summary>Whether folders were looked through: done when the browser is first shown, not before.</summary>
    public bool Scanned { get; init; }

    /// <summary>Whether they were since the browser was last shown: files come, go and change.</summary>
    public bool IsFresh { get; init; }

    /// <summary>Whether folders are being looked through.</summary>
    public bool Scanning { get; init; }

    /// <summary>The file that the cursor is on.</summary>
    public string Selected { get; init; } = "";
}
