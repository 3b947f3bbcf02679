namespace ScenarioSim.App.Cli;

/// <summary>What the program returns; a contract (docs/cli.md).</summary>
internal static class ExitCode
{
    /// <summary>Done; also when the reader of a pipe has gone.</summary>
    public const int Done = 0;

    /// <summary>The scenario or a result file has errors, or the result could not be written.</summary>
    public const int Errors = 1;

    /// <summary>The command line is wrong, or names a file that cannot be read.</summary>
    public const int Usage = 2;

    /// <summary>Stopped early, by Ctrl-C or a limit, with what was computed printed and marked partial.</summary>
    public const int Stopped = 3;

    /// <summary>A defect of the program.</summary>
    public const int Defect = 70;
}
