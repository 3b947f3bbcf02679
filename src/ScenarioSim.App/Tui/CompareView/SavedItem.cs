using System.Security.Cryptography;
using ScenarioSim.Language;
using ScenarioSim.Model;
using ScenarioSim.Reports.Json;
using ScenarioSim.Results;

namespace ScenarioSim.App.Tui.CompareView;

/// <summary>A scenario file that a saved result may be of, as it was when folders were looked through.</summary>
/// <param name="Path">The file.</param>
/// <param name="Sha256">Its hash.</param>
/// <param name="Scenario">What it says; null where it, or a file that it extends, has errors.</param>
public sealed record SavedOrigin(string Path, string Sha256, Scenario? Scenario);

/// <summary>A result that was saved, and what it is of.</summary>
/// <param name="Path">The file of the result.</param>
/// <param name="Result">What it says.</param>
/// <param name="Origins">The scenario files that it may be of, where they are other than the one that is open.</param>
public sealed record SavedItem(string Path, SavedResult Result, IReadOnlyList<SavedOrigin> Origins)
{
    /// <summary>Where its scenario may lie: where it lay, seen from here, or beside it.</summary>
    public static IReadOnlyList<string> Places(string path, SavedResult result) =>
        [.. new[] { result.File, System.IO.Path.Combine(System.IO.Path.GetDirectoryName(path) ?? "", result.File) }.Distinct()];

    /// <summary>Looks at the scenario files that a result may be of.</summary>
    public static SavedItem Look(string path, SavedResult result, IFileSource files, ReadOptions options)
    {
        var origins = new List<SavedOrigin>();
        foreach (string place in Places(path, result))
        {
            if (!File.Exists(place)) continue;
            try
            {
                string hash = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(place)));
                origins.Add(new SavedOrigin(place, hash, hash == result.Sha256 ? ScenarioReader.Read(place, files, options).Scenario : null));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // As good as missing: the result is compared as saved.
            }
        }
        return new SavedItem(path, result, origins);
    }

    /// <summary>The scenario to simulate it from anew, in the same worlds as the others, or why it can be compared only as it was saved. The same rule as the command line's.</summary>
    public (Scenario? Scenario, string Why) Again(WorkbenchModel model)
    {
        string why = "its scenario is missing";
        foreach (string place in Places(Path, Result))
        {
            if (Now(model, place) is not { } now) continue;
            if (now.Sha256 != Result.Sha256) why = "its scenario is not as it was then";
            else if (now.Scenario is null) why = "a file that its scenario extends cannot be read any more";
            else if (!now.Scenario.Bases.Select(b => b.Sha256).SequenceEqual(Result.Bases)) why = "a file that its scenario extends is not as it was then";
            else if (Result.Results.Runs is null) return (null, "it was solved, not sampled");
            else if (now.Scenario.Policies.Any(p => p.Name == Result.Policy)) return (now.Scenario, "");
        }
        return (null, why);
    }

    /// <summary>What was set for it and is set for all that is compared, without blanks that mean nothing.</summary>
    public IReadOnlyList<string> Joined(WorkbenchModel model) => [.. Own, .. More(model)];

    /// <summary>What was set when it was made.</summary>
    public IReadOnlyList<string> Own => [.. Result.Settings.Select(Settings.Plain)];

    /// <summary>How it can be compared, in a few words, and why it cannot be at all; null where it can.</summary>
    public (string Says, string? WhyNot) Describe(WorkbenchModel model)
    {
        string of = $"{Result.Policy}{(Own.Count > 0 ? $" with {string.Join(", ", Own)}" : "")}";
        (var scenario, string why) = Again(model);
        if (scenario is not null)
        {
            string? other = More(model).FirstOrDefault(c => Own.Any(o => Settings.NameOf(o) == Settings.NameOf(c)));
            return ($"saved, simulated anew: {of}", other is null ? null : $"it was made with {Own.First(o => Settings.NameOf(o) == Settings.NameOf(other))}, and {other} is set for all that is compared");
        }
        string without = string.Join(", ", More(model));
        string said = $"compared as saved, {why}: {of}{(without.Length > 0 ? $", without {without}" : "")}";
        var results = Result.Results;
        return (said, results.HasIntervals && results.Confidence != model.Options.Confidence ? $"its intervals are of {results.Confidence * 100:0.###} %: --confidence {results.Confidence} compares it" : null);
    }

    /// <summary>As it was saved, for a comparison that is not world by world.</summary>
    public ComparedItem AsSaved(WorkbenchModel model) =>
        new(Path, Result.Results.HasIntervals ? Result.Results : Result.Results with { Confidence = model.Options.Confidence }) { Settings = Own };

    // What is set for all that is compared and means something else than what was set for it.
    private IEnumerable<string> More(WorkbenchModel model) =>
        model.Options.Settings.Select(Settings.Plain).Where(s => !Own.Any(o => Settings.Alike(Result.Results.Scenario, o, s)));

    // The file that is open is known better than from when folders were looked through.
    private SavedOrigin? Now(WorkbenchModel model, string place)
    {
        if (model.File is not { } open || System.IO.Path.GetFullPath(place) != System.IO.Path.GetFullPath(open.Path)) return Origins.FirstOrDefault(o => o.Path == place);
        return open.Gone is not null ? null : open is { IsStale: false, Scenario: { } scenario } ? new SavedOrigin(place, scenario.File.Sha256, scenario) : new SavedOrigin(place, "", null);
    }
}
