using ScenarioSim.Analysis;
using ScenarioSim.Language;
using ScenarioSim.Model;
using ScenarioSim.Reports;
using ScenarioSim.Reports.Format;
using ScenarioSim.Reports.Json;
using ScenarioSim.Reports.Sections;
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
/// <param name="host">Says what the user has to know.</param>
/// <param name="files">Reads the files.</param>
/// <param name="options">How it is simulated.</param>
/// <param name="hold">Holds a scenario to what the command line says is known.</param>
internal sealed class CompareItems(Host host, ScenarioFiles files, RunOptions options, Func<Scenario, Scenario> hold)
{
    private const int LongestSettings = 24;
    private const int MostPiped = 256 << 20;

    // More than any scenario may hold: the reader says so.
    private const int MostPipedScenario = 8 << 20;

    // What is to be said on stderr of the items, once it is certain that they are compared.
    private readonly List<string> _notices = [];

    /// <summary>The items, each with a name of its own.</summary>
    public IReadOnlyList<CompareItem> Find(CompareVerb.Wanted wanted, string? policy, IReadOnlyList<string> settings)
    {
        if (wanted.Policies is not null && policy is not null) throw CommandFailed.Usage("--policies and --policy both say which policies: give one of them");
        if (Settings.Malformed(settings) is { Count: > 0 } malformed)
        {
            files.Print(malformed);
            throw new CommandFailed(ExitCode.Usage);
        }
        List<CompareItem> items = [.. wanted.Items.SelectMany(text => Item(text, wanted.Policies, policy, settings))];
        if (items.Count == 0) throw CommandFailed.Usage("--policies names no policy: write `all`, or some: a,b,c");
        if (items.Count < 2) throw CommandFailed.Usage($"nothing to compare with: {Another(items[0], wanted.Policies)}");
        foreach (string notice in _notices) host.Error.Write($"scenariosim: {notice}\n");
        return Named(SaidAlike(items, settings));
    }

    // What is missing beside the only item, and has not been typed.
    private static string Another(CompareItem only, string? policies)
    {
        if (only.Scenario is null) return "name another result, or a scenario file";
        if (only.Scenario.Policies.Count < 2) return $"name another; `{only.File}` has one policy only";
        bool alone = only.Typed == only.File || only.Typed.StartsWith(only.File + ":", StringComparison.Ordinal);
        if (!alone) return $"`{only.Typed}` is a saved result: name its scenario too, `compare {only.Typed} {only.File} --policies all` for all its policies";
        return policies is null && only.Typed == only.File ? $"name another, or `--policies all` for the policies of {only.File}"
            : $"name another, or `compare {only.File} --policies all` for all its policies";
    }

    // What means the same is said in the same words, those of the command line first: it would look like a difference.
    private static List<CompareItem> SaidAlike(List<CompareItem> items, IReadOnlyList<string> settings)
    {
        List<string> said = [.. settings.Select(Settings.Plain)];
        for (int i = 0; i < items.Count; i++)
        {
            Scenario read = items[i].Scenario ?? items[i].Saved!.Scenario;
            var own = new List<string>();
            foreach (string setting in items[i].Settings)
            {
                string? alike = said.Find(s => Settings.Alike(read, s, setting));
                if (alike is null) said.Add(setting);
                own.Add(alike ?? setting);
            }
            items[i] = items[i] with { Settings = own };
        }
        return items;
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
        int last = text.LastIndexOf(':'), colon = last;
        if (last <= 0 || File.Exists(text)) return FromFile(text, policies, policy, settings);
        // A policy's name may have colons too.
        while (colon > 0 && !File.Exists(text[..colon])) colon = text.LastIndexOf(':', colon - 1);
        if (colon <= 0) colon = last;
        return [Live(text, text[..colon], text[(colon + 1)..], settings)];
    }

    private IEnumerable<CompareItem> FromFile(string file, string? policies, string? policy, IReadOnlyList<string> settings)
    {
        if (policies is null) return [Live(file, file, policy, settings)];
        IEnumerable<string> names = policies == "all"
            ? files.Load(file).Scenario.Policies.Select(p => p.Name)
            : Listed(policies, files.Load(file).Scenario);
        return names.Select(name => Live($"{file}:{name}", file, name, settings));
    }

    // At commas, but for those within a policy's name.
    private static List<string> Listed(string policies, Scenario scenario)
    {
        var names = new List<string>();
        for (string rest = policies; rest.Trim(' ', ',').Length > 0;)
        {
            rest = rest.TrimStart(' ', ',');
            string? whole = scenario.Policies.Select(p => p.Name).Where(n => n.Contains(',') && rest.StartsWith(n, StringComparison.Ordinal) && rest[n.Length..].TrimStart() is "" or [',', ..]).MaxBy(n => n.Length);
            int end = whole?.Length ?? (rest.IndexOf(',') is >= 0 and var comma ? comma : rest.Length);
            names.Add(rest[..end].Trim());
            rest = rest[end..];
        }
        return names;
    }

    private CompareItem Live(string typed, string file, string? policy, IReadOnlyList<string> settings)
    {
        LoadedScenario loaded = files.Load(file);
        Policy chosen = files.Choose(loaded.Scenario, policy, settings);
        return new CompareItem(typed, chosen.Name, file, hold(loaded.Scenario), chosen, null, loaded.Checks) { Settings = [.. settings.Select(Settings.Plain)] };
    }

    private SavedResult? SavedFile(string path)
    {
        if (!File.Exists(path) || Path.GetExtension(path) is ".yaml" or ".yml") return null;
        try
        {
            using FileStream file = File.OpenRead(path);
            host.Read.Note([path]);
            if (file.CanSeek) return SavedResult.ReadIfOne(path, file);
            // A pipe gives what it has only once: a scenario is read from what has been taken here.
            byte[] all = Drained(path, file);
            if (SavedResult.Looks(all)) return SavedResult.Read(path, all);
            files.Give(path, all);
            return null;
        }
        catch (FormatException e)
        {
            throw new CommandFailed(ExitCode.Errors, e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CommandFailed.Usage($"`{path}` cannot be read: {(e is UnauthorizedAccessException ? "you may not read it" : e.Message)}");
        }
    }

    private static byte[] Drained(string path, FileStream pipe)
    {
        using var all = new MemoryStream();
        var buffer = new byte[1 << 16];
        for (int got; (got = pipe.Read(buffer)) > 0; all.Write(buffer, 0, got))
        {
            if (all.Length > MostPipedScenario && !SavedResult.Looks(all.GetBuffer().AsSpan(0, (int)all.Length))) break;
            if (all.Length > MostPiped) throw CommandFailed.Usage($"`{path}` cannot be read: it is a pipe that goes on and on");
        }
        return all.ToArray();
    }

    private CompareItem FromSaved(string path, SavedResult saved, IReadOnlyList<string> settings)
    {
        (SavedOrigin? origin, SavedObstacle obstacle) = SavedResultRule.Again(saved, SavedResultRule.Places(path, saved).Select(place => Look(place, saved)));
        if (Why(path, saved, origin, obstacle) is not { } why) return Anew(path, origin!, saved, settings);
        SimulationResults results = SavedResultRule.AsSaved(saved, options.Confidence);
        if (results.Confidence != options.Confidence)
        {
            throw CommandFailed.Usage(
                $"{why}: it can be compared only as it was saved, with {Percent.Level(results.Confidence)} intervals; compare with --confidence {results.Confidence}");
        }
        IReadOnlyList<string> missing = SavedResultRule.More(saved, results.Scenario, settings.Select(Settings.Plain));
        string without = missing.Count == 0 ? "" : $", and without {string.Join(", ", missing)}";
        _notices.Add($"{why}: it is compared as saved, not world by world{without}");
        return new CompareItem(path, path, path, null, null, results, []) { Settings = SavedResultRule.Own(saved) };
    }

    private SavedOrigin? Look(string place, SavedResult saved)
    {
        if (File.Exists(place)) host.Read.Note([place]);
        return SavedResultRule.Look(place, saved, file => files.Read(file).Result.Scenario);
    }

    // Why it is compared as it was saved; null where it is not.
    private static string? Why(string path, SavedResult saved, SavedOrigin? origin, SavedObstacle obstacle) => obstacle switch
    {
        SavedObstacle.Missing => $"the scenario of `{path}` is missing (there is no file `{Cells.Harmless(saved.File)}`)",
        SavedObstacle.Unreadable => $"the scenario of `{path}` cannot be read ({origin!.Unreadable})",
        SavedObstacle.Changed => $"the scenario of `{path}` is not as it was when the result was saved",
        SavedObstacle.BaseBroken => $"a file that the scenario of `{path}` extends cannot be read any more, has errors, or lies outside its folder without `--allow-outside`",
        SavedObstacle.BaseChanged => $"a file that the scenario of `{path}` extends is not as it was when the result was saved",
        SavedObstacle.Solved => $"`{path}` was solved, not sampled",
        SavedObstacle.NoPolicy => throw new CommandFailed(ExitCode.Errors, $"`{path}` names the policy `{Cells.Harmless(SavedResultRule.MissingPolicy(saved, origin!.Scenario!))}`, which `{origin.Path}` has not got"),
        _ => null,
    };

    private CompareItem Anew(string path, SavedOrigin origin, SavedResult saved, IReadOnlyList<string> settings)
    {
        string file = origin.Path;
        Scenario scenario = files.Load(file).Scenario;
        (Policy? made, IReadOnlyList<Diagnostic> wrong) = Settings.Apply(scenario, scenario.Policies.First(p => p.Name == saved.Policy), saved.Settings);
        if (made is null)
        {
            Diagnostic first = wrong.First(d => d.Severity == Severity.Error);
            throw new CommandFailed(ExitCode.Errors, $"`{path}` was made with --set {Cells.Harmless(first.Span.File.Text)}, which `{file}` does not take: {first.Message}");
        }
        if (Before(saved) is { } before) _notices.Add($"`{path}` is simulated anew, with {Now()} like all that is compared; it was saved with {before}");
        CompareItem item = Live(path, file, saved.Policy, Joined(path, scenario, saved, settings));
        return item with { Scenario = Held(path, scenario, item.Scenario!, saved) };
    }

    // As it was held when it was made; what is typed is for those that were not.
    private static Scenario Held(string path, Scenario scenario, Scenario now, SavedResult saved)
    {
        if (saved.AsOf is null && saved.Given.Count == 0) return now;
        (IReadOnlyList<Fact>? facts, IReadOnlyList<Diagnostic> wrong) = Givens.Read(scenario, saved.Given);
        if (facts is null)
        {
            Diagnostic first = wrong.First(d => d.Severity == Severity.Error);
            throw new CommandFailed(ExitCode.Errors, $"`{path}` was made with --given \"{Cells.Harmless(first.Span.File.Text)}\", which `{scenario.File.Path}` does not take: {first.Message}");
        }
        Evidence then = Model.Evidence.Of(scenario, saved.AsOf, facts, saved.Given) with { PastOf = SavedResultRule.PastOf(saved, scenario) };
        // What says the same once more changes nothing.
        if (now.Evidence is null || then.IsLike(now.Evidence)) return scenario with { Evidence = then };
        throw CommandFailed.Usage($"`{path}` was made with --as-of or --given of its own: leave them out here, or save what is to be compared with it as a result too (`run` with --format json --out OTHER.json), and compare the two");
    }

    // What a saved result was made with, where that is not what is asked for now.
    private string? Before(SavedResult saved)
    {
        SimulationResults was = saved.Results;
        bool same = was.Seed == options.Seed && saved.Runs == options.Runs && options.Precision is null && was.Design == options.Designed && saved.Meaning is null or Product.Meaning;
        if (same) return null;
        string meaning = saved.Meaning is { } old and not Product.Meaning ? $", under meaning {old} of the language (now {Product.Meaning})" : "";
        return $"seed {was.Seed} and {Numbers.Count(saved.Runs ?? 0, "run")}{(was.Design is { } design ? $" by {design.Name}" : "")}{meaning}";
    }

    private string Now() =>
        $"seed {options.Seed} and {(options.Precision is null ? Numbers.Count(options.Runs, "run") : "as many runs as the precision takes")}{(options.Designed is { } design ? $" by {design.Name}" : "")}";

    // What is typed comes to what was set before.
    private static IReadOnlyList<string> Joined(string path, Scenario scenario, SavedResult saved, IReadOnlyList<string> settings)
    {
        IReadOnlyList<string> more = SavedResultRule.More(saved, scenario, settings);
        if (SavedResultRule.Clash(saved, more) is not var (before, typed)) return [.. saved.Settings, .. more];
        throw CommandFailed.Usage(
            $"`{path}` was made with --set {before}, and --set {typed} sets the same for all that is compared: leave it out, " +
            $"or save what is to be compared with `{path}` as a result too (`run` with --set {typed} --format json --out OTHER.json), and compare the two");
    }

    private static Evidence? Evidence(CompareItem item) => item.Scenario?.Evidence ?? item.Saved?.Evidence?.Evidence;

    // The policy's name says enough within one file, but for what only some were made with; names that are still alike are numbered.
    private static List<CompareItem> Named(List<CompareItem> items)
    {
        bool one = items.Where(i => i.Scenario is not null).Select(i => i.File).Distinct().Count() <= 1;
        string[] common = [.. items.Select(i => i.Settings).Aggregate((a, b) => [.. a.Intersect(b)])];
        var used = new HashSet<string>();
        bool alike = items.Select(i => string.Join('\n', EvidenceSections.Words(Evidence(i)))).Distinct().Count() == 1;
        for (int i = 0; i < items.Count; i++)
        {
            string name = one || items[i].Scenario is null ? items[i].Name : $"{items[i].File}:{items[i].Name}";
            string[] own = [.. items[i].Settings.Except(common)];
            string[] said = [.. own.Length > 0 ? [Short(own)] : Array.Empty<string>(), .. alike ? [] : EvidenceSections.Briefly(Evidence(items[i]))];
            if (said.Length > 0) name = $"{name} ({string.Join(", ", said)})";
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
