using System.Text;
using ScenarioSim.Language;
using ScenarioSim.Model;

namespace ScenarioSim.App.Tui;

/// <summary>The text of a file that extends another by what was set while it was open.</summary>
/// <remarks>A policy that assumes something draws the same luck as one for which it is set, so figures come out the same.</remarks>
public static class WhatIfFile
{
    private const string Suffix = "_what_if";

    /// <summary>Where it is written: beside the file that it extends, which it may not leave the folder of.</summary>
    public static string PathOf(string path) => Path.Join(Path.GetDirectoryName(path), $"{Path.GetFileNameWithoutExtension(path)}-what-if.yaml");

    /// <summary>The name of the policy that it adds: none that there is.</summary>
    public static string NameOf(Scenario scenario, Policy policy)
    {
        string name = policy.Name + Suffix;
        for (int i = 2; scenario.Policies.Any(p => p.Name == name); i++) name = $"{policy.Name}{Suffix}_{i}";
        return name;
    }

    /// <summary>Why a policy cannot be written that is another with something set; null where it can.</summary>
    public static string? WhyNoPolicy(Scenario scenario, Policy policy, IReadOnlyList<string> settings) =>
        Kept(scenario, policy, settings).FirstOrDefault(k => k.Text.Contains(':')) is { Name: { } name } ? $"what {policy.Name} assumes of {name} is more than one line can say: save under every policy" : null;

    /// <summary>The file with one more policy: one that there is, with what was set.</summary>
    public static string WithPolicy(Scenario scenario, Policy policy, IReadOnlyList<string> settings)
    {
        var text = Head(scenario, settings);
        // Without policies there is one, which another would do away with.
        if (IsImplied(scenario)) text.Append($"  {Key(policy.Name)}: {{ title: {Quoted("As it is")} }}\n");
        text.Append($"  {Key(NameOf(scenario, policy))}:\n    title: {Quoted($"{policy.Title}, what if {string.Join(", ", settings)}")}\n");
        IEnumerable<(string, string)> levers = scenario.Levers.Where(l => policy.Sets.Contains(l.Index) && !IsSet(l.Name, settings)).Select(l => (l.Name, l.OptionTexts[l.Options.ToList().IndexOf(policy.Levers[l.Index])]));
        Block(text, "set", levers.Concat(Of(scenario, settings, ofLevers: true)).Select(s => $"{s.Item1}: {Scalar(s.Item2)}"));
        Block(text, "assume", [.. Kept(scenario, policy, settings).Select(k => $"{k.Name}: {Scalar(k.Text)}"), .. Of(scenario, settings, ofLevers: false).Select(s => Belief(s.Name, s.Value, About.Nothing))]);
        return text.ToString();
    }

    /// <summary>The file with what was set under every policy.</summary>
    public static string UnderAll(Scenario scenario, IReadOnlyList<string> settings)
    {
        var text = Head(scenario, settings);
        foreach (var policy in scenario.Policies)
        {
            About Said(string name) => policy.Replacements.GetValueOrDefault(scenario.Assumptions.First(a => a.Name == name).Index)?.About ?? About.Nothing;
            text.Append($"  {Key(policy.Name)}:\n");
            Block(text, "set", Of(scenario, settings, ofLevers: true).Select(s => $"{s.Name}: {Scalar(s.Value)}"));
            Block(text, "assume", Of(scenario, settings, ofLevers: false).Select(s => Belief(s.Name, s.Value, Said(s.Name))));
        }
        return text.ToString();
    }

    private static StringBuilder Head(Scenario scenario, IReadOnlyList<string> settings)
    {
        string what = string.Join(", ", settings.Select(Settings.Plain)), from = Path.GetFileName(scenario.File.Path);
        return new StringBuilder().Append($"# What if {what}: all else is what {from} says.\nextends: {Quoted(from)}\nscenario: {Quoted($"{scenario.Title}, what if {what}")}\npolicies:\n");
    }

    private static void Block(StringBuilder text, string key, IEnumerable<string> lines)
    {
        List<string> all = [.. lines];
        if (all.Count == 0) return;
        text.Append($"    {key}:\n");
        foreach (string line in all) text.Append($"      {line}\n");
    }

    // Whoever gave the figure that it takes the place of did not say this.
    private static string Belief(string name, string value, About before)
    {
        string[] not = [.. before.Sources.Count > 0 ? (string[])["source"] : [], .. before.Confidence is null ? Array.Empty<string>() : ["confidence"]];
        return $"{name}: {{ {(not.Length > 0 ? $"remove: [{string.Join(", ", not)}], " : "")}is: {Scalar(value)}, why: what if }}";
    }

    // What a policy assumes besides what was set.
    private static IEnumerable<(string Name, string Text)> Kept(Scenario scenario, Policy policy, IReadOnlyList<string> settings) =>
        policy.Replacements.Where(r => !IsSet(scenario.Assumptions[r.Key].Name, settings)).OrderBy(r => r.Key).Select(r => (scenario.Assumptions[r.Key].Name, r.Value.Text));

    private static IEnumerable<(string Name, string Value)> Of(Scenario scenario, IReadOnlyList<string> settings, bool ofLevers) =>
        settings.Select(s => (Name: Settings.NameOf(s), Value: s.Split('=', 2)[1].Trim())).Where(s => scenario.Levers.Any(l => l.Name == s.Name) == ofLevers);

    private static bool IsSet(string name, IReadOnlyList<string> settings) => settings.Any(s => Settings.NameOf(s) == name);

    private static bool IsImplied(Scenario scenario) => scenario.Policies is [{ Name: "baseline" } only] && only.Span.Text.Trim() != only.Name;

    // The mapping forms of a distribution are YAML as they are.
    private static string Scalar(string value) => value.StartsWith('{') ? value : Quoted(value);

    // A name as it is where it can be nothing else.
    private static string Key(string name) => name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') && char.IsAsciiLetter(name[0]) && name.ToLowerInvariant() is not ("true" or "false" or "null" or "yes" or "no" or "on" or "off" or "y" or "n") ? name : Quoted(name);

    private static string Quoted(string text) => $"\"{text.Replace("\\", "\\\\").Replace("\"", "\\\"")}\"";
}
