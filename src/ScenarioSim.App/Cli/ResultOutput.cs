using System.CommandLine;
using System.CommandLine.Parsing;
using ScenarioSim.Reports.Blocks;

namespace ScenarioSim.App.Cli;

/// <summary>Takes a result to where it is wanted: stdout, or a file that is written whole or not at all.</summary>
internal static class ResultOutput
{
    private static readonly string[] s_written = ["--out", "--properties", "--dump-kernel"];

    /// <summary>Ends a command that works for its result where that cannot be written to the file; where none is named, looks whether stdout is closed, for <see cref="CheckOpen"/>.</summary>
    public static void Check(Host host, string? path)
    {
        if (path is not null) Check(path);
        else (host.Output as ResultStream)?.Look();
    }

    /// <summary>Ends the command where its result goes to a stdout that is closed: once the command line and what it names are known to be right, of which more is to be said, and before any work is done.</summary>
    public static void CheckOpen(Host host, string? path)
    {
        if (path is null) (host.Output as ResultStream)?.Check();
    }

    /// <summary>Ends the command before any work is done where the file cannot be written.</summary>
    public static void Check(string? path, string option = "--out")
    {
        if (path is null) return;
        if (path.Length == 0) throw CommandFailed.Usage($"{option}: the name of the file is empty");
        if (Directory.Exists(path)) throw new CommandFailed(ExitCode.Errors, $"`{path}` is a folder: name a file to write the result to");
        // No result is YAML: this is a scenario, perhaps the very one that is read.
        if (File.Exists(path) && IsScenario(path)) throw new CommandFailed(ExitCode.Errors, $"`{path}` is there already, and a scenario by its name: {option} would overwrite it");
        if (IsPipe(path)) throw new CommandFailed(ExitCode.Errors, $"`{path}` is a pipe, and no file that could be written whole or not at all: leave {option} out, and write `> {path}`");
        string folder = Path.GetDirectoryName(Path.GetFullPath(path)) ?? "/";
        if (!Directory.Exists(folder)) throw new CommandFailed(ExitCode.Errors, $"`{path}` could not be written: there is no folder `{folder}`");
    }

    /// <summary>Notes which files a command is to write, and ends it where one of them is named among what it reads too: whatever its name ends with, it is a scenario or a result.</summary>
    public static void KeepWhatIsRead(ParseResult parsed, ReadFiles read)
    {
        foreach (OptionResult option in parsed.CommandResult.Children.OfType<OptionResult>().Where(o => s_written.Contains(o.Option.Name)))
        {
            // Of a scenario that is there already, another message tells.
            foreach (string path in option.Tokens.Select(t => t.Value).Where(p => !IsScenario(p))) read.IsToWrite(path, option.Option.Name);
        }
        read.Note(parsed.CommandResult.Tokens.Select(t => t.Value).Where(File.Exists));
    }

    private static bool IsScenario(string path) => Path.GetExtension(path).ToLowerInvariant() is ".yaml" or ".yml";

    // A pipe can be opened for both ways without waiting, has no length, and cannot be gone through.
    private static bool IsPipe(string path)
    {
        if (OperatingSystem.IsWindows() || IsDevice(path) || new FileInfo(path) is not { Exists: true, Length: 0 }) return false;
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
            return !file.CanSeek;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What is wrong is told where it is written.
            return false;
        }
    }

    /// <summary>Writes to stdout, or to a file where one is named.</summary>
    public static void Write(Host host, string? path, Action<Stream> write)
    {
        if (path is null)
        {
            Direct(host.Output, write);
            return;
        }
        // Once more: a link may have come to lead elsewhere while the result was made.
        host.Read.Keep(path);
        if (IsDevice(path)) ToDevice(path, write);
        else ToFile(path, write);
    }

    /// <summary>Writes a result: tables are drawn where a person reads them, and exported everywhere else.</summary>
    public static void Write(Host host, string? path, string format, Func<IReadOnlyList<Block>> blocks, Action<Stream> export)
    {
        if (path is null && format == "table" && host.OutputIsTerminal) Write(host, null, stream => TerminalText.Write(blocks(), stream, host.Width, host.Colour));
        else Write(host, path, export);
    }

    /// <summary>Writes text.</summary>
    public static void Write(Host host, string? path, string text) => Write(host, path, stream =>
    {
        using StreamWriter writer = new(stream, leaveOpen: true);
        writer.Write(text);
    });

    private static void Direct(Stream to, Action<Stream> write)
    {
        // Not disposed: that would close the stream below.
        var buffered = new BufferedStream(to, 1 << 16);
        write(buffered);
        buffered.Flush();
    }

    /// <summary>Whether a path is that of a device or of an open descriptor, which cannot be replaced by another file, and must not be.</summary>
    public static bool IsDevice(string path)
    {
        string full = Path.GetFullPath(path);
        // Files in memory are files.
        if (full.StartsWith("/dev/shm/", StringComparison.Ordinal)) return false;
        return full.StartsWith("/dev/", StringComparison.Ordinal) || full.StartsWith("/proc/", StringComparison.Ordinal);
    }

    private static void ToDevice(string path, Action<Stream> write)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Write);
            Direct(stream, write);
        }
        catch (FileNotFoundException)
        {
            throw NotWritten(path, "there is no such device");
        }
        catch (UnauthorizedAccessException)
        {
            throw NotWritten(path, "you may not write there");
        }
        catch (IOException e)
        {
            throw NotWritten(path, e.Message.Replace($" : '{path}'", "", StringComparison.Ordinal));
        }
    }

    private static void ToFile(string path, Action<Stream> write)
    {
        try
        {
            WholeFile.Write(path, write);
        }
        catch (WholeFileException e)
        {
            throw NotWritten(path, e.Message);
        }
    }

    private static CommandFailed NotWritten(string path, string why) => new(ExitCode.Errors, $"`{path}` could not be written: {why}");
}
