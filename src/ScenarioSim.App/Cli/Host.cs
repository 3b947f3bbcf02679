using System.Text;
using ScenarioSim.Language;

namespace ScenarioSim.App.Cli;

/// <summary>What a command has of the world around it: its streams, whether they are terminals, its files, and the wish to stop.</summary>
internal sealed class Host : IDisposable
{
    public Host(Stream output, TextWriter error)
    {
        Output = output;
        Error = error;
    }

    /// <summary>Where results go.</summary>
    public Stream Output { get; }

    /// <summary>Where diagnostics and progress go.</summary>
    public TextWriter Error { get; }

    /// <summary>Whether a person reads the results.</summary>
    public bool OutputIsTerminal { get; init; }

    /// <summary>Whether a person reads the progress.</summary>
    public bool ErrorIsTerminal { get; init; }

    /// <summary>Whether a person types.</summary>
    public bool InputIsTerminal { get; init; }

    /// <summary>Whether the terminal is one that can be drawn on: it can be told where to write.</summary>
    public bool TerminalHasScreen { get; init; } = true;

    /// <summary>How many cells wide the output is.</summary>
    public int Width { get; init; } = Reports.Blocks.PlainText.Width;

    /// <summary>Whether colours are welcome (https://no-color.org).</summary>
    public bool Colour { get; init; }

    /// <summary>Where scenarios are read from.</summary>
    public IFileSource Files { get; init; } = new DiskFiles();

    /// <summary>What the command has read, which it must not overwrite.</summary>
    public ReadFiles Read { get; } = new();

    /// <summary>The file that is being read already; null where none is.</summary>
    public EarlyReading? Early { get; init; }

    /// <summary>What Ctrl-C and SIGTERM do.</summary>
    public Interrupts Interrupts { get; init; } = new();

    /// <summary>Cancelled when the user wants the command to stop with what it has.</summary>
    public CancellationToken Interrupted => Interrupts.Wished;

    /// <summary>The console of this process.</summary>
    /// <param name="interrupts">What signals do, from before there is a host.</param>
    /// <param name="early">The file that is being read already.</param>
    public static Host OfConsole(Interrupts interrupts, EarlyReading? early = null)
    {
        string? kind = Environment.GetEnvironmentVariable("TERM");
        bool dumb = kind is "dumb";
        bool terminal = !Console.IsOutputRedirected;
        var host = new Host(new ResultStream(Console.OpenStandardOutput()), new StreamWriter(new ForgivingStream(Console.OpenStandardError()), new UTF8Encoding(false)) { AutoFlush = true, NewLine = "\n" })
        {
            Interrupts = interrupts,
            Early = early,
            OutputIsTerminal = terminal,
            ErrorIsTerminal = !Console.IsErrorRedirected && !dumb,
            InputIsTerminal = !Console.IsInputRedirected,
            TerminalHasScreen = !dumb && (OperatingSystem.IsWindows() || !string.IsNullOrEmpty(kind)),
            Width = terminal ? TerminalWidth() : Reports.Blocks.PlainText.Width,
            Colour = terminal && !dumb && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")),
        };
        return host;
    }

    /// <summary>From now on Ctrl-C and SIGTERM ask the command to stop instead of ending the process; a second one ends it at once.</summary>
    public void CatchInterrupts() => Interrupts.Catch();

    /// <inheritdoc/>
    public void Dispose() => Interrupts.Dispose();

    private static int TerminalWidth()
    {
        try
        {
            return Math.Clamp(Console.WindowWidth, 40, 160);
        }
        catch (IOException)
        {
            return Reports.Blocks.PlainText.Width;
        }
    }
}
