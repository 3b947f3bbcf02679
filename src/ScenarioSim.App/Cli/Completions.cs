using System.CommandLine;
using System.CommandLine.Completions;
using ScenarioSim.Language;
using ScenarioSim.Model;
using ScenarioSim.Reports.Format;

namespace ScenarioSim.App.Cli;

/// <summary>What a shell may offer for the word under the cursor. Never fails: a file that cannot be read offers nothing.</summary>
internal static class Completions
{
    private static readonly string[] s_extensions = [".yaml", ".yml", ".json"];

    /// <summary>Scenario files, saved results and folders.</summary>
    public static IEnumerable<CompletionItem> Files(CompletionContext context)
    {
        string word = context.WordToComplete;
        int cut = word.LastIndexOf('/') + 1;
        string folder = cut == 0 ? "." : word[..cut];
        if (!Directory.Exists(folder)) yield break;
        IEnumerable<string> entries = Directory.EnumerateFileSystemEntries(folder, word[cut..] + "*", new EnumerationOptions { IgnoreInaccessible = true });
        foreach (string entry in entries.Order(StringComparer.Ordinal))
        {
            string name = word[..cut] + Path.GetFileName(entry);
            if (Directory.Exists(entry)) yield return new CompletionItem(name + "/");
            else if (s_extensions.Contains(Path.GetExtension(entry))) yield return new CompletionItem(name);
        }
    }

    /// <summary>The policies of the file on the line.</summary>
    public static void Policies(Option option, Argument<string> file) => Names(option.CompletionSources, file, s => s.Policies.Select(p => p.Name));

    /// <summary>The outcomes of the file on the line.</summary>
    public static void Outcomes(Option option, Argument<string> file) => Names(option.CompletionSources, file, s => s.Outcomes.Select(o => o.Name));

    /// <summary>What assumptions may move in the file on the line: outcomes, measures, the value.</summary>
    public static void Movable(Option option, Argument<string> file) => Names(option.CompletionSources, file, Reports.DriverReport.Movable);

    /// <summary>The tracks of the file on the line.</summary>
    public static void Tracks(Argument argument, Argument<string> file) => Names(argument.CompletionSources, file, s => s.Tracks.Select(t => t.Name));

    /// <summary>The assumptions and levers of the file on the line, each with its equals sign; a lever with its options.</summary>
    public static void Settings(Option option, Argument<string> file) => Names(
        option.CompletionSources, file, s => s.Assumptions.Select(a => a.Name + "=").Concat(s.Levers.SelectMany(l => l.OptionTexts.Select(o => $"{l.Name}={o}"))));

    /// <summary>The dates on which the file on the line has observed something.</summary>
    public static void ObservedDates(Option option, Argument<string> file) => Names(option.CompletionSources, file, Dates);

    /// <summary>Those of the first of several files.</summary>
    public static void ObservedDates(Option option, Argument<string[]> files) => NamesOfFirst(option, files, Dates);

    /// <summary>The policies of the first of several files.</summary>
    public static void PoliciesOfFirst(Option option, Argument<string[]> files, params string[] more) => NamesOfFirst(option, files, s => [.. more, .. s.Policies.Select(p => p.Name)]);

    /// <summary>The outcomes and measures of the first of several files.</summary>
    public static void ToldOfFirst(Option option, Argument<string[]> files) => NamesOfFirst(option, files, s => [.. s.Outcomes.Select(o => o.Name), .. s.Measures.Select(m => m.Name)]);

    private static IEnumerable<string> Dates(Scenario scenario) => scenario.Observations.Select(o => o.On).Distinct().Select(Times.Exact);

    private static void NamesOfFirst(Option option, Argument<string[]> files, Func<Scenario, IEnumerable<string>> names) => option.CompletionSources.Add(context =>
        Scenario(Value(() => context.ParseResult.GetValue(files)?.FirstOrDefault()), names).Select(n => new CompletionItem(n)));

    private static void Names(List<Func<CompletionContext, IEnumerable<CompletionItem>>> sources, Argument<string> file, Func<Scenario, IEnumerable<string>> names) =>
        sources.Add(context => Scenario(Value(() => context.ParseResult.GetValue(file)), names).Select(n => new CompletionItem(n)));

    private static IEnumerable<string> Scenario(string? file, Func<Scenario, IEnumerable<string>> names)
    {
        if (file is null || !File.Exists(file)) return [];
        return ScenarioReader.Read(file, new DiskFiles()).Scenario is { } scenario ? names(scenario) : [];
    }

    // Asking an unfinished line for a value throws where it cannot be parsed.
    private static string? Value(Func<string?> get)
    {
        try
        {
            return get();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
