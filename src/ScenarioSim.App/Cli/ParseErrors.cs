using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using ScenarioSim.Text;

namespace ScenarioSim.App.Cli;

/// <summary>What is wrong with a command line, in a few words, with the nearest right ones.</summary>
internal static class ParseErrors
{
    // What is known has no say in these.
    private static readonly string[] s_ofAll = ["drivers", "rare", "verify", "export"];

    /// <summary>The message, or null where the line can be run.</summary>
    public static string? Of(ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;
        string name = command is RootCommand ? "scenariosim" : $"scenariosim {command.Name}";
        if (parsed.Action is not ParseErrorAction) return Misplaced(parsed, command);
        if (TakenAsDate(parsed) is { } file) return $"`{file}` stands where --as-of has its date: write the file first, `{name} {file} --as-of`, or give a date as well";
        if (Unquoted(parsed) is { } condition) return $"what --given takes is one argument, and the shell made several of it: put it in quotes, --given \"{condition}\"";
        string said = parsed.UnmatchedTokens.Count > 0
            ? string.Join("; ", Unmatched(command, parsed))
            : string.Join("; ", parsed.Errors.Select(e => NotAmong(e) ?? Tidy(e.Message)).Distinct());
        return $"{said}\n(`{name} --help` lists what there is)";
    }

    /// <summary>The message where an option ends with the sign that its value is to follow: the parser would take the next word for that, even another option.</summary>
    public static string? WithoutValue(IEnumerable<string> arguments) =>
        arguments.TakeWhile(a => a != "--").FirstOrDefault(a => a.StartsWith("--", StringComparison.Ordinal) && a.IndexOfAny(['=', ':']) == a.Length - 1) is { } option ? $"`{option}` has no value" : null;

    // A file behind the option is taken for its date, and is missing then.
    private static string? TakenAsDate(ParseResult parsed) =>
        parsed.Errors.Any(e => e.SymbolResult is ArgumentResult { Tokens.Count: 0, Parent: CommandResult })
            ? parsed.CommandResult.Children.OfType<OptionResult>().Where(o => o.Option.Name == "--as-of").SelectMany(o => o.Tokens).Select(t => t.Value).FirstOrDefault(t => File.Exists(t) || Path.HasExtension(t))
            : null;

    // A condition without quotes: only its first word has become the option's, the rest are arguments too many.
    private static string? Unquoted(ParseResult parsed)
    {
        string[] typed = [.. parsed.Tokens.Select(t => t.Value)];
        int at = Array.IndexOf(typed, "--given") + 1, end = Array.FindIndex(typed, at, t => t is "by" or "on" || t.StartsWith("--", StringComparison.Ordinal)) + 1;
        bool isWhole = at == 0 || at >= typed.Length || typed[at].Contains(" by ", StringComparison.Ordinal) || typed[at].Contains(" on ", StringComparison.Ordinal);
        return !isWhole && end - at > 1 && end < typed.Length && typed[end - 1] is "by" or "on" ? string.Join(' ', typed[at..(end + 1)]) : null;
    }

    // An option that there is none of may have been taken for a file where it came first: then what follows it is not too much.
    private static IEnumerable<string> Unmatched(Command command, ParseResult parsed)
    {
        string[] options = [.. parsed.Tokens.Where(t => t.Value.StartsWith("--", StringComparison.Ordinal) && t.Type == TokenType.Argument).Select(t => t.Value).Union(parsed.UnmatchedTokens.Where(t => t.StartsWith('-')))];
        return (options.Length > 0 ? options : parsed.UnmatchedTokens).Select(t => Unknown(command, t));
    }

    /// <summary>A word that looks like an option and is none.</summary>
    public static string Unknown(Command command, string token)
    {
        if (!token.StartsWith('-')) return $"`{token}` is one argument too many";
        IEnumerable<string> known = command.Options.Where(o => !o.Hidden).SelectMany(o => (string[])[o.Name, .. o.Aliases]);
        string name = token.Split('=', ':')[0];
        if (name is "--as-of" or "--given" or "--past-of" && s_ofAll.Contains(command.Name)) return $"there is no option `{name}`: `{command.Name}` is of all runs, not of those that agree with what is known";
        string? nearest = known.FirstOrDefault(k => k.Length > 5 && name.Length > 5 && (k.StartsWith(name, StringComparison.Ordinal) || name.StartsWith(k, StringComparison.Ordinal))) ?? Nearest.Name(name, known) ?? ByValue(command, name.TrimStart('-'));
        return $"there is no option `{token}`{(nearest is null ? "" : $"; did you mean `{nearest}`?")}";
    }

    // A value that some option takes, as `json` is one of `--format`.
    private static string? ByValue(Command command, string value) => command.Options.Where(o => !o.Hidden && o is Option<string>)
        .Where(o => o.GetCompletions(CompletionContext.Empty).Any(c => c.Label == value)).Select(o => $"{o.Name} {value}").FirstOrDefault();

    // What stands before a verb belongs to the workbench, and would be lost.
    private static string? Misplaced(ParseResult parsed, Command command)
    {
        if (command is RootCommand) return null;
        Token? before = parsed.RootCommandResult.Children.Where(c => c is ArgumentResult or OptionResult { Implicit: false })
            .Select(c => c is OptionResult option ? option.IdentifierToken : (c.Tokens.Count > 0 ? c.Tokens[0] : null)).FirstOrDefault(t => t is not null);
        return before is null ? null : $"`{before.Value}` stands before the verb: write it after `{command.Name}`";
    }

    // A word where only certain others may stand, or null for another mistake.
    private static string? NotAmong(ParseError error)
    {
        if (error.SymbolResult is not { Tokens: [var token, ..] } result) return null;
        (string name, IEnumerable<CompletionItem> items) = result switch
        {
            OptionResult { Option: Option<string> option } => (option.Name, option.GetCompletions(CompletionContext.Empty)),
            ArgumentResult { Argument: Argument<string> argument } when argument.Parents.FirstOrDefault() is Option<string> option => (option.Name, option.GetCompletions(CompletionContext.Empty)),
            ArgumentResult { Argument: Argument<string> argument } => (argument.Name, argument.GetCompletions(CompletionContext.Empty)),
            _ => ("", []),
        };
        string[] words = [.. items.Select(i => i.Label)];
        // The parser's message lists the words where there are no others.
        if (words.Length == 0 || !words.All(error.Message.Contains)) return null;
        string? meant = Nearest.Name(token.Value, words) ?? words.FirstOrDefault(w => IsShortFor(token.Value, w));
        string oneOf = words.Length == 1 ? $"`{words[0]}`" : $"{string.Join(", ", words[..^1].Select(w => $"`{w}`"))} or `{words[^1]}`";
        return $"`{name}` cannot be `{token.Value}`: " + (meant is null ? $"it is {oneOf}" : $"did you mean `{meant}`?");
    }

    // Whether the letters of one come in the other in that order, the first at its beginning: `md` for `markdown`.
    private static bool IsShortFor(string written, string word)
    {
        if (written.Length == 0 || char.ToLowerInvariant(written[0]) != word[0]) return false;
        int at = 0;
        return written.All(letter => (at = word.IndexOf(char.ToLowerInvariant(letter), at) + 1) > 0);
    }

    // The parser's own messages, made to read like the others: one line, lower case, names in backticks.
    private static string Tidy(string message)
    {
        string line = string.Join(' ', message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).TrimEnd('.').Replace('\'', '`');
        return line.Length == 0 ? line : char.ToLowerInvariant(line[0]) + line[1..];
    }
}
