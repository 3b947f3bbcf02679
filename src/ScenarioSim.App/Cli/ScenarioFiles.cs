using System.CommandLine;
using ScenarioSim.Language;
using ScenarioSim.Model;
using ScenarioSim.Reports.Format;
using ScenarioSim.Reports.Json;
using ScenarioSim.Reports.Sections;
using ScenarioSim.Text;

namespace ScenarioSim.App.Cli;

/// <summary>A scenario that was read and can be simulated, with what the checker said.</summary>
internal sealed record LoadedScenario(Scenario Scenario, IReadOnlyList<Diagnostic> Checks);

/// <summary>Reads the scenario files of a command, each once; says on stderr what is wrong with them.</summary>
internal sealed class ScenarioFiles(Host host, bool allowOutside)
{
    /// <summary>What stands for a date as of which nothing has been observed.</summary>
    public const string NoDate = "none";

    private readonly Dictionary<string, LoadedScenario> _read = [];
    private readonly Dictionary<string, byte[]> _given = [];
    private readonly HashSet<string> _remarked = [];

    /// <summary>Gives what a file holds that can be read only once, and has been.</summary>
    public void Give(string path, byte[] bytes) => _given[path] = bytes;

    /// <summary>A scenario without errors.</summary>
    /// <exception cref="CommandFailed">It cannot be read (2) or has errors (1); the diagnostics have been printed.</exception>
    public LoadedScenario Load(string path)
    {
        if (_read.TryGetValue(path, out LoadedScenario? known)) return known;
        (ReadResult result, byte[] bytes, bool failed) = Reading(path);
        if (result.Scenario is null)
        {
            if (SavedResult.Looks(bytes)) throw new CommandFailed(ExitCode.Errors, $"`{path}` is a saved result, not a scenario: `scenariosim compare {path} FILE` compares it");
            Print(result.Diagnostics);
            throw new CommandFailed(failed ? ExitCode.Usage : ExitCode.Errors, result.HasMoreErrors ? $"`{path}` has more errors than these; mend the first of them, and check again" : null);
        }
        return _read[path] = new LoadedScenario(result.Scenario, result.Diagnostics);
    }

    /// <summary>What reading gave, whether the file itself could not be read at all (one that it extends is its own affair), and whether what is no scenario is a result that was saved.</summary>
    public (ReadResult Result, bool Unreadable, bool IsSavedResult) Read(string path)
    {
        FileReading reading = Reading(path);
        return (reading.Result, reading.Failed, reading.Result.Scenario is null && SavedResult.Looks(reading.Bytes));
    }

    private FileReading Reading(string path)
    {
        FileReading reading = Opened(path);
        host.Read.Note(reading.Result.Files);
        return reading;
    }

    private FileReading Opened(string path) => _given.TryGetValue(path, out byte[]? given) ? FileReading.Of(path, new Given(host.Files, path, given), new ReadOptions(allowOutside))
        : !allowOutside && host.Early is { } early && early.Path == path ? early.Wait()
        : FileReading.Of(path, host.Files, new ReadOptions(allowOutside));

    /// <summary>A policy by name, the first listed where none is named, with what is set on the command line.</summary>
    public Policy Choose(Scenario scenario, string? name, IReadOnlyList<string> settings, string option = "--policy")
    {
        Policy? policy = name is null ? scenario.Policies[0] : scenario.Policies.FirstOrDefault(p => p.Name == name);
        string[] names = [.. scenario.Policies.Select(p => p.Name)];
        if (policy is null && name!.Split(',') is { Length: > 1 } several && several.All(names.Contains)) throw CommandFailed.Usage($"`{option}` names one policy{(option == "--policy" ? $": several are compared by `compare {scenario.File.Path} --policies {name}`" : "")}");
        if (policy is null) throw CommandFailed.Usage(Names.Unknown("policy", name!, names));
        return Apply(scenario, policy, settings);
    }

    /// <summary>The policy as the command line changes it.</summary>
    public Policy Apply(Scenario scenario, Policy policy, IReadOnlyList<string> settings)
    {
        if (settings.Count == 0) return policy;
        (Policy? changed, IReadOnlyList<Diagnostic> diagnostics) = Settings.Apply(scenario, policy, settings);
        Print(diagnostics);
        return changed ?? throw new CommandFailed(ExitCode.Usage);
    }

    /// <summary>The scenario held to what the command line says is known; as it is where it says nothing of that.</summary>
    /// <exception cref="CommandFailed">What it says cannot be read.</exception>
    public Scenario Hold(Scenario scenario, ParseResult parsed, SharedOptions shared)
    {
        string[] given = [.. parsed.GetValue(shared.Given)!.Select(g => g.Trim()).Distinct()];
        bool wantsDate = parsed.GetResult(shared.AsOf) is { Implicit: false };
        string? past = parsed.GetValue(shared.PastOf);
        if (!wantsDate && given.Length == 0) return past is null ? scenario : throw CommandFailed.Usage("--past-of goes with --as-of or --given, which say until when");
        string? typedDate = parsed.GetValue(shared.AsOf);
        bool wantsNone = string.Equals(typedDate, NoDate, StringComparison.OrdinalIgnoreCase);
        DateTime? asOf = wantsNone ? null : typedDate is null ? scenario.AsOf : Date(typedDate);
        if (wantsNone && given.Length == 0) return past is null ? scenario : throw CommandFailed.Usage("--past-of goes with --as-of DATE or --given, which say until when");
        // A file may have been written before what it is about begins; who names no date has not asked for that one.
        if (!wantsDate && asOf < scenario.Clock.Start) asOf = null;
        if (wantsDate && !wantsNone && asOf is null) throw CommandFailed.Usage($"`{scenario.File.Path}` has no `as_of`: give a date, such as `--as-of {Example(scenario)}`");
        if (asOf < scenario.Clock.Start) throw CommandFailed.Usage($"{(typedDate is not null ? $"--as-of {typedDate}" : $"the `as_of` of `{scenario.File.Path}`, {Times.Exact(asOf.Value)},")} is before the scenario's start, {scenario.Clock.Iso(0)}: nothing can have happened in it");
        (IReadOnlyList<Fact>? facts, IReadOnlyList<Diagnostic> diagnostics) = Givens.Read(scenario, given);
        Print(diagnostics);
        if (facts is null) throw new CommandFailed(ExitCode.Usage);
        Evidence known = Evidence.Of(scenario, asOf, facts, given);
        if (_remarked.Add(scenario.File.Path)) Remark(scenario, known, facts, typedDate, wantsDate);
        return scenario with { Evidence = past is null ? known : known with { PastOf = Choose(scenario, past, parsed.GetValue(shared.Set)!, "--past-of") } };
    }

    // What is legal, and may not be what was meant.
    private void Remark(Scenario scenario, Evidence known, IReadOnlyList<Fact> facts, string? typedDate, bool wantsDate)
    {
        DateTime end = scenario.Clock.End;
        string named = Times.Exact(end);
        if (typedDate is not null && known.AsOf > end) host.Error.Write($"scenariosim: --as-of {typedDate} is after the scenario's end, {named}: all that the file has observed counts\n");
        foreach (Fact fact in facts.Where(f => f.Date > end))
        {
            host.Error.Write($"scenariosim: `{fact.Text}` is given {EvidenceSections.When(fact)}, after the scenario's end, {named}: the last step stands for it\n");
        }
        if (!wantsDate && known.AsOf is { } date && known.Given.Count > 0 && known.Facts.Count > facts.Count)
        {
            host.Error.Write($"scenariosim: what the file has observed until its `as_of`, {Times.Exact(date)}, counts beside what is given; --as-of {NoDate} leaves it out\n");
        }
    }

    // The last of what has been observed, which counts all of it.
    private static string Example(Scenario scenario) =>
        scenario.Observations.Count > 0 ? Times.Exact(scenario.Observations.Max(o => o.On)) : scenario.Clock.Iso(scenario.Clock.LastStep);

    private DateTime Date(string text)
    {
        (DateTime? date, IReadOnlyList<Diagnostic> diagnostics) = Givens.Date("--as-of", text);
        Print(diagnostics);
        return date ?? throw new CommandFailed(ExitCode.Usage);
    }

    /// <summary>Prints diagnostics on stderr.</summary>
    public void Print(IReadOnlyList<Diagnostic> diagnostics)
    {
        if (diagnostics.Count > 0) host.Error.Write(DiagnosticText.Render(diagnostics) + "\n");
    }

    private sealed class Given(IFileSource files, string path, byte[] bytes) : IFileSource
    {
        public byte[] Read(string wanted, int limit) => wanted != path ? files.Read(wanted, limit) : bytes.Length <= limit ? bytes : bytes[..(limit + 1)];

        public string Real(string wanted) => files.Real(wanted);
    }
}
