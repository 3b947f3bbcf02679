using ScenarioSim.Language;
using ScenarioSim.Model;
using ScenarioSim.Reports.Format;
using ScenarioSim.Reports.Json;
using ScenarioSim.Reports.Sections;
using ScenarioSim.Results;

namespace ScenarioSim.App.Tui.CompareView;

/// <summary>A result that was saved, and what it is of.</summary>
/// <param name="Path">The file of the result.</param>
/// <param name="Result">What it says.</param>
/// <param name="Origins">The scenario files that it may be of, where they are other than the one that is open.</param>
public sealed record SavedItem(string Path, SavedResult Result, IReadOnlyList<SavedOrigin> Origins)
{
    /// <summary>Looks at the scenario files that a result may be of. One that cannot be read is as good as missing.</summary>
    public static SavedItem Look(string path, SavedResult result, IFileSource files, ReadOptions options) =>
        new(path, result, [.. SavedResultRule.Places(path, result).Select(p => SavedResultRule.Look(p, result, f => ScenarioReader.Read(f, files, options).Scenario)).OfType<SavedOrigin>().Where(o => o.Unreadable is null)]);

    /// <summary>The scenario to simulate it from anew, in the same worlds as the others, or why it can be compared only as it was saved.</summary>
    public (Scenario? Scenario, string Why) Again(WorkbenchModel model)
    {
        (SavedOrigin? origin, SavedObstacle obstacle) = SavedResultRule.Again(Result, SavedResultRule.Places(Path, Result).Select(place => Now(model, place)));
        return obstacle switch
        {
            SavedObstacle.None => (origin!.Scenario, ""),
            SavedObstacle.Changed => (null, "its scenario is not as it was then"),
            SavedObstacle.BaseBroken => (null, "a file that its scenario extends cannot be read any more"),
            SavedObstacle.BaseChanged => (null, "a file that its scenario extends is not as it was then"),
            SavedObstacle.Solved => (null, "it was solved, not sampled"),
            SavedObstacle.NoPolicy => (null, $"its scenario has no policy {Result.Policy}"),
            _ => (null, "its scenario is missing"),
        };
    }

    /// <summary>What was set for it and is set for all that is compared, without blanks that mean nothing.</summary>
    public IReadOnlyList<string> Joined(WorkbenchModel model) => [.. Own, .. More(model)];

    /// <summary>What was set when it was made.</summary>
    public IReadOnlyList<string> Own => SavedResultRule.Own(Result);

    /// <summary>How it can be compared, in a few words, and why it cannot be at all; null where it can.</summary>
    public (string Says, string? WhyNot) Describe(WorkbenchModel model)
    {
        string of = $"{Result.Policy}{(Own.Count > 0 ? $" with {string.Join(", ", Own)}" : "")}{KnownWords.In(Of())}";
        (var scenario, string why) = Again(model);
        IReadOnlyList<string> more = More(model);
        if (scenario is not null)
        {
            if (KnowsOther(model) is { } otherwise) return ($"saved, simulated anew: {of}", otherwise);
            return ($"saved, simulated anew: {of}", SavedResultRule.Clash(Result, more) is var (before, other) ? $"it was made with {before}, and {other} is set for all that is compared" : null);
        }
        string without = string.Join(", ", more);
        string said = $"compared as saved, {why}: {of}{(without.Length > 0 ? $", without {without}" : "")}";
        var results = SavedResultRule.AsSaved(Result, model.Options.Confidence);
        if (KnowsOther(model) is { } apart) return (said, apart);
        return (said, results.Confidence != model.Options.Confidence ? $"its intervals are of {Percent.Level(results.Confidence)}: --confidence {results.Confidence} compares it" : null);
    }

    /// <summary>How its column is headed: also with what it was held to.</summary>
    public string Name => Of() is { } known ? $"{Path} ({string.Join(", ", EvidenceSections.Words(known))})" : Path;

    /// <summary>Its scenario held to what it was made with, else to what is known now.</summary>
    public Scenario Held(WorkbenchModel model, Scenario scenario)
    {
        Scenario held = Known.Hold(IsHeld ? new WorkbenchOptions { IsAsOf = Result.AsOf is not null, AsOf = Result.AsOf, Given = Result.Given } : model.Options, scenario).Scenario;
        return IsHeld && held.Evidence is { } known ? held with { Evidence = known with { PastOf = SavedResultRule.PastOf(Result, scenario) } } : held;
    }

    private bool IsHeld => Result.AsOf is not null || Result.Given.Count > 0;

    // What it was held to, in words alone.
    private Evidence? Of() => Result.Results.Evidence is { } known ? known.Evidence : IsHeld ? new Evidence { AsOf = Result.AsOf, Given = Result.Given, Facts = [] } : null;

    // Why it cannot stand beside what is known now: of one that is simulated anew, where it was made with something else; of one as it was saved, also where it was made of all runs.
    private string? KnowsOther(WorkbenchModel model)
    {
        if (model.File?.Scenario is not { } scenario || Known.Hold(model.Options, scenario).Scenario.Evidence is not { } now) return null;
        if (!IsHeld) return Again(model).Scenario is not null ? null : "it is of all runs, and only those that agree with what is known count now";
        return now.IsLike(Of()) ? null : "it was made with something else known than what is known now";
    }

    /// <summary>As it was saved, for a comparison that is not world by world.</summary>
    public ComparedItem AsSaved(WorkbenchModel model) => new(Name, SavedResultRule.AsSaved(Result, model.Options.Confidence)) { Settings = Own, IsAsSaved = true };

    private IReadOnlyList<string> More(WorkbenchModel model) => SavedResultRule.More(Result, Result.Results.Scenario, model.Settings.Select(Settings.Plain));

    // The file that is open is known better than from when folders were looked through.
    private SavedOrigin? Now(WorkbenchModel model, string place)
    {
        if (model.File is not { } open || System.IO.Path.GetFullPath(place) != System.IO.Path.GetFullPath(open.Path)) return Origins.FirstOrDefault(o => o.Path == place);
        return open.Gone is not null ? null : open is { IsStale: false, Scenario: { } scenario } ? new SavedOrigin(place, scenario.File.Sha256, scenario) : new SavedOrigin(place, "", null);
    }
}
