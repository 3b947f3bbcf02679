namespace ScenarioSim.App;

/// <summary>Writes a file whole or not at all: beside it, and then put in its place. Nobody ever sees half of it, and a full disk leaves the old one.</summary>
internal static class WholeFile
{
    /// <summary>Writes.</summary>
    /// <param name="path">The file; a link stays one, and what it names is replaced.</param>
    /// <param name="write">Given the stream. Whatever it throws, nothing is left behind.</param>
    /// <exception cref="WholeFileException">It could not be written.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        string temporary = "";
        bool begun = false;
        try
        {
            string target = Target(Path.GetFullPath(path));
            temporary = $"{target}.{Environment.ProcessId}.tmp";
            using (var stream = new FileStream(temporary, Options(target)))
            {
                begun = true;
                write(stream);
                stream.Flush(flushToDisk: true);
            }
            File.Move(temporary, target, overwrite: true);
            begun = false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new WholeFileException(Reason(path, e, temporary), e);
        }
        finally
        {
            if (begun) Remove(temporary);
        }
    }

    private static string Target(string path)
    {
        if (new FileInfo(path).LinkTarget is null) return path;
        return File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName is var target && new FileInfo(target).LinkTarget is null ? target : throw new IOException("its links lead in a circle");
    }

    // Who may read the old one may read the new one, and nobody else meanwhile.
    private static FileStreamOptions Options(string target)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows() && File.Exists(target)) options.UnixCreateMode = File.GetUnixFileMode(target);
        return options;
    }

    // The system's words, but for the file that was really written to, of which nobody knows.
    private static string Reason(string path, Exception why, string written) => why switch
    {
        UnauthorizedAccessException => "you may not write there",
        _ when written.Length > 0 => why.Message.Replace($" : '{written}'", "", StringComparison.Ordinal).Replace(written, path, StringComparison.Ordinal),
        _ => why.Message,
    };

    private static void Remove(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What is wrong has been said already, and the file itself is whole.
        }
    }
}

/// <summary>A file could not be written; the message says why.</summary>
internal sealed class WholeFileException(string message, Exception inner) : IOException(message, inner);
