using System.CommandLine;
using System.Text;
using ScenarioSim.Reports;

namespace ScenarioSim.App.Cli;

/// <summary>The command line as a whole: reads the arguments, runs the verb, and turns every end into an exit code.</summary>
internal static class CommandLine
{
    /// <summary>Runs the program with these arguments.</summary>
    public static int Run(IReadOnlyList<string> arguments, IReadOnlyList<IVerb> verbs, Host host)
    {
        try
        {
            if (ParseErrors.WithoutValue(arguments) is { } empty) throw CommandFailed.Usage(empty);
            RootCommand root = Root(verbs, host);
            ParseResult parsed = root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
            if (ParseErrors.Of(parsed) is { } message) throw CommandFailed.Usage(message);
            ResultOutput.KeepWhatIsRead(parsed, host.Read);
            using var output = new StreamWriter(host.Output, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
            int code = parsed.Invoke(new InvocationConfiguration
            {
                Output = output,
                Error = host.Error,
                EnableDefaultExceptionHandler = false,
                // Ctrl-C is the verbs' own affair: they print what they have.
                ProcessTerminationTimeout = null,
            });
            output.Flush();
            return code;
        }
        catch (CommandFailed failed)
        {
            if (failed.Say is { } say) host.Error.Write($"scenariosim: {say}\n");
            return failed.Code;
        }
        catch (OperationCanceledException) when (host.Interrupted.IsCancellationRequested)
        {
            host.Error.Write("scenariosim: stopped before there was anything to print\n");
            return ExitCode.Stopped;
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            host.Error.Write($"scenariosim: the result could not be written: {failed.Message}\n");
            return ExitCode.Errors;
        }
#pragma warning disable CA1031 // Whatever it is, the user is to see how to report it and not a stack trace.
        catch (Exception defect)
#pragma warning restore CA1031
        {
            host.Error.Write(Defect.Describe(defect, arguments));
            return ExitCode.Defect;
        }
    }

    private static RootCommand Root(IReadOnlyList<IVerb> verbs, Host host)
    {
        var root = new RootCommand("""
            Scenario-planning simulation for diplomatic outcomes: one file says what is
              believed, and this tells what can come of it.

              scenariosim [FILE...]   opens files in the terminal, or the scenario browser
              scenariosim COMMAND     does one thing and prints the result
            """);
        WorkbenchVerb.Configure(root, host);
        foreach (IVerb verb in verbs) root.Subcommands.Add(verb.Command(host));
        VersionOption version = root.Options.OfType<VersionOption>().Single();
        version.Action = new PrintAction(_ => Product.Version);
        Examples.Install(root, verbs);
        return root;
    }
}
