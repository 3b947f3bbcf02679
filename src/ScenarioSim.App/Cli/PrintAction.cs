using System.CommandLine;
using System.CommandLine.Invocation;

namespace ScenarioSim.App.Cli;

/// <summary>An action that prints a line and is done.</summary>
internal sealed class PrintAction(Func<ParseResult, string> line) : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        parseResult.InvocationConfiguration.Output.Write(line(parseResult) + "\n");
        return ExitCode.Done;
    }
}
