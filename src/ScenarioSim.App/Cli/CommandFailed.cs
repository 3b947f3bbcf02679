namespace ScenarioSim.App.Cli;

/// <summary>Ends a command with an exit code; carries what to say to the user, unless that has been said already.</summary>
internal sealed class CommandFailed(int code, string? message = null) : Exception(message)
{
    /// <summary>The exit code.</summary>
    public int Code { get; } = code;

    /// <summary>What to say, or null.</summary>
    public string? Say { get; } = message;

    /// <summary>The command line is wrong.</summary>
    public static CommandFailed Usage(string message) => new(ExitCode.Usage, message);
}
