using System.CommandLine;
using System.CommandLine.Parsing;

namespace ScenarioSim.App.Cli;

/// <summary>Arguments that are files.</summary>
internal static class FileArgument
{
    /// <summary>One file.</summary>
    public static Argument<string> One(string name = "FILE")
    {
        var argument = new Argument<string>(name) { Description = "A scenario file", HelpName = name };
        argument.CompletionSources.Add(Completions.Files);
        argument.Validators.Add(RefuseOptions);
        return argument;
    }

    /// <summary>Several, at least <paramref name="least"/>.</summary>
    public static Argument<string[]> Several(string name, string description, int least)
    {
        var argument = new Argument<string[]>(name) { Description = description, HelpName = name, Arity = new ArgumentArity(least, 100_000) };
        argument.CompletionSources.Add(Completions.Files);
        argument.Validators.Add(RefuseOptions);
        return argument;
    }

    /// <summary>The parser takes a mistyped option for one more argument.</summary>
    public static void RefuseOptions(ArgumentResult result)
    {
        if (result.Parent is not CommandResult parent) return;
        foreach (Token token in result.Tokens)
        {
            if (token.Value.Length == 0) result.AddError("an argument is empty");
            if (token.Value.StartsWith('-') && token.Value.Length > 1 && !File.Exists(token.Value)) result.AddError(ParseErrors.Unknown(parent.Command, token.Value));
        }
    }
}
