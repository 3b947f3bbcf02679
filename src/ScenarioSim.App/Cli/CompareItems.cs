using ScenarioSim.Model;
using ScenarioSim.Reports.Format;
using ScenarioSim.Reports.Json;
using ScenarioSim.Results;
using ScenarioSim.Text;

namespace ScenarioSim.App.Cli;

/// <summary>One of the things to compare: to be simulated, or (<paramref name="Saved"/>) as it was saved.</summary>
internal sealed record CompareItem(string Typed, string Name, string File, Scenario? Scenario, Policy? Policy, SimulationResults? Saved, IReadOnlyList<Diagnostic> Checks);

/// <summary>Finds what the items of a comparison name.</summary>
internal sealed class CompareItems(Host host, ScenarioFiles files, double confidence)
{
    /// <summary>The items, each with a name of its own.</summary>
    public IReadOnlyList<CompareItem> Find(CompareVerb.Wanted wanted, string? policy, IReadOnlyList<string> settings)
    {
        if (wanted.Policies is not null && policy is not null) throw CommandFailed.Usage("--policies and --policy both say which policies: give one of them");
        List<CompareItem> items = [.. wanted.Items.SelectMany(text => Item(text, wanted.Policies, policy, settings))];
        if (items.Count == 0) throw CommandFailed.Usage("--policies names no policy: write `all`, or some: a,b,c");
        if (items.Count < 2) throw CommandFailed.Usage($"one thing alone cannot be compared: name another, or `--policies all` for the policies of {items[0].File}");
        return Named(items);
    }

    /// <summary>The position of the baseline, named as in the results or as typed.</summary>
    public static int Baseline(IReadOnlyList<CompareItem> items, string? name)
    {
        if (name is null) return 0;
        for (int i = 0; i < items.Count; i++)
        {
            if (items[i].Name == name || items[i].Typed == name) return i;
        }
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
        return new CompareItem(typed, chosen.Name, file, loaded.Scenario, chosen, null, loaded.Checks);
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

    // Simulated anew, in the same worlds as the others, while its files are what they were; else taken as it was saved.
    private CompareItem FromSaved(string path, SavedResult saved, IReadOnlyList<string> settings)
    {
        string? file = Unchanged(path, saved);
        if (file is not null)
        {
            CompareItem live = Live(path, file, saved.Policy, [.. saved.Settings, .. settings]);
            if (live.Scenario!.Bases.Select(b => b.Sha256).SequenceEqual(saved.Bases)) return live;
        }
        if (saved.Results.Confidence != confidence)
        {
            throw CommandFailed.Usage(
                $"`{path}` was saved with {Percent.Level(saved.Results.Confidence)} intervals and its scenario has changed since: " +
                $"compare with --confidence {saved.Results.Confidence}");
        }
        host.Error.Write($"scenariosim: the scenario of `{path}` is not as it was when the result was saved: it is compared as saved, not world by world\n");
        return new CompareItem(path, path, path, null, null, saved.Results, []);
    }

    private static string? Unchanged(string path, SavedResult saved)
    {
        string beside = Path.Combine(Path.GetDirectoryName(path) ?? "", saved.File);
        foreach (string file in (string[])[saved.File, beside])
        {
            try
            {
                if (File.Exists(file) && new SourceText(file, "", Hash(file)).Sha256 == saved.Sha256) return file;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // As good as changed.
            }
        }
        return null;
    }

    private static string Hash(string file) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file)));

    // The policy's name says enough within one file; names that are still alike are numbered.
    private static List<CompareItem> Named(List<CompareItem> items)
    {
        bool one = items.Where(i => i.Scenario is not null).Select(i => i.File).Distinct().Count() <= 1;
        var used = new HashSet<string>();
        for (int i = 0; i < items.Count; i++)
        {
            string name = one || items[i].Scenario is null ? items[i].Name : $"{items[i].File}:{items[i].Name}";
            string own = name;
            for (int n = 2; !used.Add(own); n++) own = $"{name} ({n})";
            items[i] = items[i] with { Name = own };
        }
        return items;
    }
}
