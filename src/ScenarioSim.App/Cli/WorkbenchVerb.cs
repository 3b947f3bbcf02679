using System.CommandLine;
using ScenarioSim.App.Tui;
using ScenarioSim.Language;
using ScenarioSim.Text;

namespace ScenarioSim.App.Cli;

/// <summary>What the program does without a verb: it opens the workbench, with files or with the browser.</summary>
internal static class WorkbenchVerb
{
    /// <summary>Gives the root command its files and options.</summary>
    public static void Configure(RootCommand root, Host host)
    {
        Argument<string[]> files = FileArgument.Several("FILE", "Scenario files to open in the terminal; none: the scenario browser", 0);
        var shared = new SharedOptions();
        Option<string> glyphs = new Option<string>("--glyphs") { Description = "The characters that charts may use; if left out, those that the terminal is known to have" }
            .AcceptOnlyFromAmong("braille", "block", "ascii");
        // Help shows the arguments of the root under every verb, so that these are told in words.
        files.Hidden = true;
        root.Arguments.Add(files);
        Option[] options = [shared.Policy, shared.Runs, shared.Precision, shared.Seed, shared.Set, shared.AsOf, shared.Given, shared.Confidence, shared.Threads, glyphs, shared.AllowOutside];
        foreach (Option option in options) root.Options.Add(option);
        root.SetAction(parsed => Open(root, host, parsed.GetValue(files) ?? [], new Choice(parsed, shared, parsed.GetValue(glyphs))));
    }

    private static int Open(RootCommand root, Host host, string[] files, Choice choice)
    {
        DateTime? asOf = AsOf(choice);
        foreach (string file in files)
        {
            // A mistyped verb looks like a file.
            if (!File.Exists(file) && !Path.HasExtension(file)) throw CommandFailed.Usage(Mistyped(root, file));
        }
        if (!host.InputIsTerminal || !host.OutputIsTerminal) throw CommandFailed.Usage(Instead("the workbench needs a terminal on both ends", files));
        if (!host.TerminalHasScreen) throw CommandFailed.Usage(Instead("the workbench needs a terminal with a screen, and by TERM, which is not set or `dumb`, this is none", files));
        // It has its own ways with signals.
        host.Interrupts.Leave();
        // In a method of its own, so that the terminal library is loaded only where it is needed.
        return Start(files, choice.Options() with { AsOf = asOf });
    }

    private static int Start(string[] files, WorkbenchOptions options) => Workbench.Run(files, options);

    // A file behind the option is taken for its date.
    private static DateTime? AsOf(Choice choice)
    {
        if (choice.Parsed.GetValue(choice.Shared.AsOf) is not { } text || text == ScenarioFiles.NoDate) return null;
        if (Givens.Date("--as-of", text).Date is { } date) return date;
        throw CommandFailed.Usage(File.Exists(text) || Path.HasExtension(text)
            ? $"`{text}` stands where --as-of has its date: write the file first, `scenariosim {text} --as-of`, or give a date as well"
            : $"--as-of {text}: `{text}` is no date; write one such as 2022-02-18, or leave it out for the file's own");
    }

    private static string Mistyped(RootCommand root, string word)
    {
        string? verb = Nearest.Name(word, root.Subcommands.Where(c => !c.Hidden).Select(c => c.Name));
        return $"`{word}` is neither a verb nor a file{(verb is null ? "" : $"; did you mean `{verb}`?")}\n(`scenariosim --help` lists the verbs)";
    }

    private static string Instead(string why, string[] files)
    {
        string file = files.Length > 0 ? files[0] : "FILE";
        // Who has a clone and has installed nothing has no command `scenariosim`.
        return $"{why}. Without one, type\n" +
            $"  scenariosim run {file}\n" +
            $"  scenariosim check {file}\n" +
            $"  scenariosim compare {file} --policies all\n" +
            "  scenariosim --help\n" +
            "or, in a clone of the repository,\n" +
            $"  dotnet run -c Release --project src/ScenarioSim.App -- run {file}";
    }

    private sealed record Choice(ParseResult Parsed, SharedOptions Shared, string? Glyphs)
    {
        public WorkbenchOptions Options()
        {
            var usual = new WorkbenchOptions();
            return new WorkbenchOptions
            {
                Seed = Parsed.GetValue(Shared.Seed),
                Runs = Parsed.GetValue(Shared.Runs),
                // Who says how many runs gets so many; else more come until the intervals are narrow.
                Precision = Parsed.GetValue(Shared.Precision) ?? (Parsed.GetResult(Shared.Runs) is { Implicit: false } ? null : usual.Precision),
                Confidence = Parsed.GetValue(Shared.Confidence),
                Threads = Parsed.GetValue(Shared.Threads),
                Policy = Parsed.GetValue(Shared.Policy),
                Settings = Parsed.GetValue(Shared.Set) ?? [],
                IsAsOf = Parsed.GetResult(Shared.AsOf) is { Implicit: false } && Parsed.GetValue(Shared.AsOf) != ScenarioFiles.NoDate,
                TakesOwnDate = Parsed.GetResult(Shared.AsOf) is not { Implicit: false } && Parsed.GetValue(Shared.Given) is { Length: > 0 },
                Given = [.. (Parsed.GetValue(Shared.Given) ?? []).Select(g => g.Trim()).Distinct()],
                Glyphs = Glyphs is null ? GlyphSets.Default(Environment.GetEnvironmentVariable) : Enum.Parse<GlyphSet>(Glyphs, ignoreCase: true),
                AllowOutside = Parsed.GetValue(Shared.AllowOutside),
            };
        }
    }
}
