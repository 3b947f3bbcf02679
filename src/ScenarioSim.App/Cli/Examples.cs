using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace ScenarioSim.App.Cli;

/// <summary>Puts examples under the help of each command.</summary>
internal static class Examples
{
    private static readonly (string Call, string Does)[] s_general =
    [
        ("scenariosim crisis.yaml", "look into it in the terminal"),
        ("scenariosim run crisis.yaml", "simulate it and print what can come of it"),
    ];

    /// <summary>Lets the help of the root and of every verb end with its examples.</summary>
    public static void Install(RootCommand root, IReadOnlyList<IVerb> verbs)
    {
        HelpOption help = root.Options.OfType<HelpOption>().Single();
        if (help.Action is not SynchronousCommandLineAction usual) return;
        Dictionary<string, IReadOnlyList<(string Call, string Does)>> examples = [];
        for (int i = 0; i < verbs.Count; i++) examples[root.Subcommands[i].Name] = verbs[i].Examples;
        help.Action = new WithExamples(usual, command => examples.GetValueOrDefault(command) ?? s_general);
    }

    private sealed class WithExamples(SynchronousCommandLineAction usual, Func<string, IReadOnlyList<(string Call, string Does)>> examples) : SynchronousCommandLineAction
    {
        // As with any help: what else is wrong with the line does not matter.
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            int code = usual.Invoke(parseResult);
            TextWriter output = parseResult.InvocationConfiguration.Output;
            output.Write("Examples:\n");
            foreach ((string call, string does) in examples(parseResult.CommandResult.Command.Name)) output.Write($"  {call}\n      {does}\n");
            output.Write('\n');
            return code;
        }
    }
}
