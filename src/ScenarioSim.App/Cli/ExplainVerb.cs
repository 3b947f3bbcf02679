using System.CommandLine;
using ScenarioSim.Language;
using ScenarioSim.Reports.Blocks;
using ScenarioSim.Reports.Format;
using ScenarioSim.Reports.Sections;
using ScenarioSim.Text;

namespace ScenarioSim.App.Cli;

/// <summary><c>explain [WORD]</c>: what a word of the language means, and what a belief comes to in numbers.</summary>
internal sealed class ExplainVerb : IVerb
{
    /// <inheritdoc/>
    public IReadOnlyList<(string Call, string Does)> Examples { get; } =
    [
        ("scenariosim explain transition", "the keys of a transition"),
        ("scenariosim explain SCN0408", "what a message means, with a file that gives it"),
        ("scenariosim explain \"pert(10%, 20%, 60%)\"", "mean, quantiles and shape of a distribution"),
        ("scenariosim explain \"8% per week\"", "how likely that is within a month, and how long it is waited for"),
    ];

    /// <inheritdoc/>
    public Command Command(Host host)
    {
        var words = new Argument<string[]>("WORD") { Description = "A word of the language, the code of a message, a distribution, or a chance or rate; all words if left out", HelpName = "WORD", Arity = ArgumentArity.ZeroOrMore };
        words.Validators.Add(FileArgument.RefuseOptions);
        words.CompletionSources.Add(_ => [.. LanguageReference.All.Select(e => e.Kind == ReferenceKind.Mapping ? e.Name[(e.Name.IndexOf(' ') + 1)..] : e.Name).Where(n => !n.Contains(' ')).Distinct().Select(n => new System.CommandLine.Completions.CompletionItem(n))]);
        var yardstick = new Option<string>("--yardstick") { Description = "The scale of the words of probability within a distribution", HelpName = "NAME", DefaultValueFactory = _ => "icd203" };
        yardstick.AcceptOnlyFromAmong("icd203", "phia");
        Option<string> format = SharedOptions.Format("text", "markdown");
        var shared = new SharedOptions();
        var command = new Command("explain", "Say what a word of the language means, and what a distribution or a chance comes to") { words, yardstick, format, shared.Out };
        command.SetAction(parsed =>
        {
            string? path = parsed.GetValue(shared.Out);
            ResultOutput.Check(host, path);
            IReadOnlyList<Block> blocks = Explain(host, string.Join(' ', parsed.GetValue(words) ?? []), parsed.GetValue(yardstick)!);
            bool markdown = parsed.GetValue(format) == "markdown";
            ResultOutput.Write(host, path, markdown ? "markdown" : "table", () => blocks, stream =>
            {
                using StreamWriter writer = new(stream, leaveOpen: true) { NewLine = "\n" };
                if (markdown) Markdown.Write(blocks, writer);
                else PlainText.Write(blocks, writer);
            });
            return ExitCode.Done;
        });
        return command;
    }

    private static IReadOnlyList<Block> Explain(Host host, string word, string yardstick)
    {
        if (word.Trim().Length == 0) return ReferenceText.Overview(LanguageReference.All);
        if (LanguageReference.Find(word) is { Count: > 0 } entries) return ReferenceText.Of(entries);
        bool isChance = Belief.IsChance(word);
        Belief.Reading read = isChance ? Belief.Chance(word) : Belief.Distribution(word, yardstick);
        Diagnostic[] errors = [.. read.Diagnostics.Where(d => d.Severity == Severity.Error)];
        if (errors.Length > 0 || (read.Assumption is null && read.Standing is null)) throw CommandFailed.Usage(Why(word, errors));
        foreach (Diagnostic remark in read.Diagnostics) host.Error.WriteLine($"{DiagnosticText.SeverityWord(remark.Severity)} {remark.Code}: {remark.Message}{(remark.Help is { } help ? $"; {help}" : "")}");
        return read.Standing is { } standing ? BeliefSections.Of(word, standing) : BeliefSections.Of(word, read.Scenario!, read.Assumption!);
    }

    // A single word is a word that is not known; anything longer was meant to be read.
    private static string Why(string word, IReadOnlyList<Diagnostic> errors)
    {
        string shown = Cells.Cut(Cells.Harmless(word), 60);
        if (word.All(c => char.IsLetterOrDigit(c) || c is '_' or ' ') && !char.IsDigit(word[0]))
        {
            return $"`{shown}` is no word of the language; {(LanguageReference.Nearest(word) is { } nearest ? $"did you mean `{nearest}`?" : "`scenariosim explain` lists all")}";
        }
        return errors.Count == 0 ? $"`{shown}` is neither a distribution nor a chance or a rate"
            : string.Join("; ", errors.Take(3).Select(e => $"{e.Message}{(e.Help is { } help ? $" ({help})" : "")}"));
    }
}
