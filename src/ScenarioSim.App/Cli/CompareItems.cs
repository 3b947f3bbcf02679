using ScenarioSim.Language;
using ScenarioSim.Model;
using ScenarioSim.Reports.Format;
using ScenarioSim.Reports.Json;
using ScenarioSim.Results;
using ScenarioSim.Text;

namespace ScenarioSim.App.Cli;

/// <summary>One of the things to compare: to be simulated, or (<paramref name="Saved"/>) as it was saved.</summary>
internal sealed record CompareItem(string Typed, string Name, string File, Scenario? Scenario, Policy? Policy, SimulationResults? Saved, IReadOnlyList<Diagnostic> Checks)
{
    /// <summary>What was set for it, on this command line or on that of a saved result.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];
}

/// <summary>Finds what the items of a comparison name.</summary>
internal sealed class CompareItems(Host host, ScenarioFiles files, double confidence)
{
    private const int LongestSettings = 24;

    /// <summary>The items, each with a name of its own.</summary>
    public IReadOnlyList<CompareItem> Find(CompareVerb.Wanted wanted, string? policy, IReadOnlyList<string> settings)
    {
        if (wanted.Policies is not null && policy is not null) throw CommandFailed.Usage("--policies and --policy both say which policies: give one of them");
        List<CompareItem> items = [.. wanted.Items.SelectMany(text => Item(text, wanted.Policies, policy, settings))];
        if (items.Count == 0) throw CommandFailed.Usage("--policies names no policy: write `all`, or some: a,b,c");
        if (items.Count < 2) throw CommandFailed.Usage($"one thing alone cannot be compared: name another, or `--policies all` for the policies of {items[0].File}");
        return Named(items);
    }

    /// <summary>The position of the baseline, named as in the results or as typed, or by its policy where no other item has that.</summary>
    public static int Baseline(IReadOnlyList<CompareItem> items, string? name)
    {
        if (name is null) return 0;
        for (int i = 0; i < items.Count; i++)
        {
            if (items[i].Name == name || items[i].Typed == name) return i;
        }
        int[] alike = [.. Enumerable.Range(0, items.Count).Where(i => (items[i].Policy ?? items[i].Saved!.Policy).Name == name)];
        if (alike.Length == 1) return alike[0];
        throw CommandFailed.Usage(Names.Unknown("item", name, [.. items.Select(i => i.Name)]));
    }

    private IEnumerable<CompareItem> Item(string text, string? policies, string? policy, IReadOnlyList<string> settings)
    {
        if (SavedFile(text) is { } saved) return [FromSaved(text, saved, settings)];
        int colon = text.LastIndexOf(':');
        if (colon <= 0 || File.Exists(text)) return FromFile(text, policies, policy, settings);
        return [Live(text, text[..colon], text[(colon + 1)..], settings)];
    }

    private IEnumerable<CompareItem> FromFile(string file, string? policies, string? policy, IReadOnlyList<string> settings)
    {
        if (policies is null) return [Live(file, file, policy, settings)];
        IEnumerable<string> names = policies == "all"
            ? files.Load(file).Scenario.Policies.Select(p => p.Name)
            : policies.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return names.Select(name => Live($"{file}:{name}", file, name, settings));
    }

    private CompareItem Live(string typed, string file, string? policy, IReadOnlyList<string> settings)
    {
        LoadedScenario loaded = files.Load(file);
        Policy chosen = files.Choose(loaded.Scenario, policy, settings);
        return new CompareItem(typed, chosen.Name, file, loaded.Scenario, chosen, null, loaded.Checks) { Settings = [.. settings.Select(Settings.Plain)] };
    }

    private static SavedResult? SavedFile(string path)
    {
        if (!File.Exists(path) || Path.GetExtension(path) is ".yaml" or ".yml") return null;
        try
        {
            using FileStream file = File.OpenRead(path);
            return SavedResult.ReadIfOne(path, file);
        }
        catch (FormatException e)
        {
            throw new CommandFailed(ExitCode.Errors, e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CommandFailed.Usage(e.Message);
        }
    }

    // Simulated anew, in the same worlds as the others, while it was sampled and its files are what they were; else taken as it was saved.
    private CompareItem FromSaved(string path, SavedResult saved, IReadOnlyList<string> settings)
    {
        (string? file, string? why) = Again(path, saved);
        if (file is not null) return Live(path, file, saved.Policy, Joined(path, saved, settings));
        SimulationResults results = saved.Results;
        if (!HasIntervals(results)) results = results with { Confidence = confidence };
        if (results.Confidence != confidence)
        {
            throw CommandFailed.Usage(
                $"{why}: it can be compared only as it was saved, with {Percent.Level(results.Confidence)} intervals; compare with --confidence {results.Confidence}");
        }
        string[] own = [.. saved.Settings.Select(Settings.Plain)];
        string[] missing = [.. settings.Select(Settings.Plain).Except(own)];
        string without = missing.Length == 0 ? "" : $", and without {string.Join(", ", missing)}";
        host.Error.Write($"scenariosim: {why}: it is compared as saved, not world by world{without}\n");
        return new CompareItem(path, path, path, null, null, results, []) { Settings = own };
    }

    // The file to simulate it from, or why it cannot be.
    private (string? File, string? Why) Again(string path, SavedResult saved)
    {
        string beside = Path.Combine(Path.GetDirectoryName(path) ?? "", saved.File);
        string? why = null;
        foreach (string file in (string[])[saved.File, beside])
        {
            if (!File.Exists(file)) continue;
            try
            {
                if (Hash(file) == saved.Sha256)
                {
                    // Bases are looked at before anything is chosen: what the result was made with may not be there any more.
                    if (files.Read(file).Result.Scenario is not { } scenario)
                    {
                        why = $"a file that the scenario of `{path}` extends cannot be read any more, or has errors";
                        continue;
                    }
                    if (!scenario.Bases.Select(b => b.Sha256).SequenceEqual(saved.Bases))
                    {
                        why = $"a file that the scenario of `{path}` extends is not as it was when the result was saved";
                        continue;
                    }
                    return saved.Results.Runs is null ? (null, $"`{path}` was solved, not sampled") : (file, null);
                }
                why = $"the scenario of `{path}` is not as it was when the result was saved";
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                why ??= $"the scenario of `{path}` cannot be read ({e.Message})";
            }
        }
        return (null, why ?? $"the scenario of `{path}` is missing (there is no file `{saved.File}`)");
    }

    // What is typed comes to what was set before; where both set the same thing otherwise, nobody could say which is meant.
    private static IReadOnlyList<string> Joined(string path, SavedResult saved, IReadOnlyList<string> settings)
    {
        string[] own = [.. saved.Settings.Select(Settings.Plain)];
        string[] more = [.. settings.Where(s => !own.Contains(Settings.Plain(s)))];
        foreach (string typed in more)
        {
            if (own.FirstOrDefault(o => Settings.NameOf(o) == Settings.NameOf(typed)) is not { } before) continue;
            throw CommandFailed.Usage(
                $"`{path}` was made with --set {before}, and --set {typed} sets the same for all that is compared: leave it out, " +
                $"or save what is to be compared with `{path}` as a result too (`run` with --set {typed} --format json --out OTHER.json), and compare the two");
        }
        return [.. saved.Settings, .. more];
    }

    private static bool HasIntervals(SimulationResults results) =>
        results.Outcomes.Any(o => o.Low is not null) || results.Measures.Any(m => m.MeanLow is not null) || results.Value?.Low is not null;

    private static string Hash(string file) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file)));

    // The policy's name says enough within one file, but for what only some were made with; names that are still alike are numbered.
    private static List<CompareItem> Named(List<CompareItem> items)
    {
        bool one = items.Where(i => i.Scenario is not null).Select(i => i.File).Distinct().Count() <= 1;
        string[] common = [.. items.Select(i => i.Settings).Aggregate((a, b) => [.. a.Intersect(b)])];
        var used = new HashSet<string>();
        for (int i = 0; i < items.Count; i++)
        {
            string name = one || items[i].Scenario is null ? items[i].Name : $"{items[i].File}:{items[i].Name}";
            string[] own = [.. items[i].Settings.Except(common)];
            if (own.Length > 0) name = $"{name} ({Short(own)})";
            string unique = name;
            for (int n = 2; !used.Add(unique); n++) unique = $"{name} ({n})";
            items[i] = items[i] with { Name = unique };
        }
        return items;
    }

    // Tables cut names that are too long for them, and then they could look alike.
    private static string Short(string[] settings) =>
        string.Join(", ", settings) is { Length: <= LongestSettings } all ? all : Numbers.Count(settings.Length, "setting");
}
