using System.Security.Cryptography;
using ScenarioSim.Language;
using ScenarioSim.Model;
using ScenarioSim.Reports.Json;
using ScenarioSim.Results;

namespace ScenarioSim.App;

/// <summary>A scenario file that a saved result may be of, as it was when it was looked at.</summary>
/// <param name="Path">The file.</param>
/// <param name="Sha256">Its hash.</param>
/// <param name="Scenario">What it says; null where that was not asked for, since the hash is another, and where it, or a file that it extends, has errors.</param>
public sealed record SavedOrigin(string Path, string Sha256, Scenario? Scenario)
{
    /// <summary>Why it could not be read; null where it could.</summary>
    public string? Unreadable { get; init; }
}

/// <summary>Why a saved result cannot be simulated anew.</summary>
public enum SavedObstacle
{
    /// <summary>It can be.</summary>
    None,

    /// <summary>There is no file that it may be of.</summary>
    Missing,

    /// <summary>There is one, and it cannot be read.</summary>
    Unreadable,

    /// <summary>Its scenario is another now.</summary>
    Changed,

    /// <summary>A file that its scenario extends cannot be read any more, or has errors.</summary>
    BaseBroken,

    /// <summary>A file that its scenario extends is another now.</summary>
    BaseChanged,

    /// <summary>No runs were made.</summary>
    Solved,

    /// <summary>Its scenario has no policy of the name.</summary>
    NoPolicy,
}

/// <summary>How a saved result is compared: simulated anew, in the same worlds as all else, while it was sampled and its files are what they were; else as it was saved. The command line and the workbench both go by it.</summary>
public static class SavedResultRule
{
    /// <summary>Where its scenario may lie: where it lay, seen from here, or beside it.</summary>
    public static IReadOnlyList<string> Places(string path, SavedResult saved) =>
        [.. new[] { saved.File, Path.Combine(Path.GetDirectoryName(path) ?? "", saved.File) }.Distinct()];

    /// <summary>Looks at one of these places; null where no file is there.</summary>
    /// <param name="place">The place.</param>
    /// <param name="saved">The result.</param>
    /// <param name="read">Reads a scenario: called where the hash is that of the result.</param>
    public static SavedOrigin? Look(string place, SavedResult saved, Func<string, Scenario?> read)
    {
        if (!File.Exists(place)) return null;
        try
        {
            string hash = Convert.ToHexStringLower(SHA256.HashData(new DiskFiles().Read(place, ScenarioReader.MostBytes)));
            return new SavedOrigin(place, hash, hash == saved.Sha256 ? read(place) : null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new SavedOrigin(place, "", null) { Unreadable = e.Message };
        }
    }

    /// <summary>The file to simulate it from anew, or what stands in the way, and in which file.</summary>
    /// <param name="saved">The result.</param>
    /// <param name="origins">What is in its places, the likeliest first; the first that is right is taken, and no more are asked for.</param>
    public static (SavedOrigin? Origin, SavedObstacle Obstacle) Again(SavedResult saved, IEnumerable<SavedOrigin?> origins)
    {
        (SavedOrigin? Origin, SavedObstacle Obstacle) found = (null, SavedObstacle.Missing);
        foreach (SavedOrigin origin in origins.OfType<SavedOrigin>())
        {
            SavedObstacle obstacle = Obstacle(saved, origin);
            if (obstacle is SavedObstacle.None or SavedObstacle.Solved or SavedObstacle.NoPolicy) return (origin, obstacle);
            // Of several that are not right, one that can be read says most.
            if (obstacle != SavedObstacle.Unreadable || found.Obstacle == SavedObstacle.Missing) found = (origin, obstacle);
        }
        return found;
    }

    private static SavedObstacle Obstacle(SavedResult saved, SavedOrigin origin) => origin switch
    {
        { Unreadable: not null } => SavedObstacle.Unreadable,
        _ when origin.Sha256 != saved.Sha256 => SavedObstacle.Changed,
        { Scenario: null } => SavedObstacle.BaseBroken,
        // Bases are looked at before anything is chosen: what the result was made with may not be there any more.
        { Scenario: { } scenario } when !scenario.Bases.Select(b => b.Sha256).SequenceEqual(saved.Bases) => SavedObstacle.BaseChanged,
        _ when saved.Results.Runs is null => SavedObstacle.Solved,
        { Scenario: { } scenario } when MissingPolicy(saved, scenario).Length > 0 => SavedObstacle.NoPolicy,
        _ => SavedObstacle.None,
    };

    /// <summary>What was set when it was made, without blanks that mean nothing.</summary>
    public static IReadOnlyList<string> Own(SavedResult saved) => [.. saved.Settings.Select(Settings.Plain)];

    /// <summary>The policy whose course was followed until all that was known had happened, with what was set; null where there was none, or is none of the name any more.</summary>
    public static Policy? PastOf(SavedResult saved, Scenario scenario) =>
        scenario.Policies.FirstOrDefault(p => p.Name == saved.PastOf) is { } past ? Settings.Apply(scenario, past, saved.Settings).Policy : null;

    /// <summary>The first policy that it was made with and its scenario has not got (any more); empty where it has all.</summary>
    public static string MissingPolicy(SavedResult saved, Scenario scenario) =>
        new[] { saved.Policy, saved.PastOf }.FirstOrDefault(name => name is not null && scenario.Policies.All(p => p.Name != name)) ?? "";

    /// <summary>What is set for all that is compared and was not set for it, or otherwise.</summary>
    /// <param name="saved">The result.</param>
    /// <param name="scenario">Says what means the same.</param>
    /// <param name="settings">What is set for all that is compared.</param>
    public static IReadOnlyList<string> More(SavedResult saved, Scenario scenario, IEnumerable<string> settings)
    {
        IReadOnlyList<string> own = Own(saved);
        return [.. settings.Where(s => !own.Any(o => Settings.Alike(scenario, o, s)))];
    }

    /// <summary>What was set for it and what of <see cref="More"/> sets the same otherwise, so that nobody could say which is meant; null where nothing does.</summary>
    public static (string Own, string More)? Clash(SavedResult saved, IEnumerable<string> more)
    {
        IReadOnlyList<string> own = Own(saved);
        foreach (string setting in more)
        {
            if (own.FirstOrDefault(o => Settings.NameOf(o) == Settings.NameOf(setting)) is { } before) return (before, setting);
        }
        return null;
    }

    /// <summary>As it was saved: without intervals of its own it takes any level.</summary>
    public static SimulationResults AsSaved(SavedResult saved, double confidence) => saved.Results.HasIntervals ? saved.Results : saved.Results with { Confidence = confidence };
}
