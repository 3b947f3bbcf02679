namespace ScenarioSim.Language;

/// <summary>Files on the disk.</summary>
public sealed class DiskFiles : IFileSource
{
    // As many as systems follow: more go round in a circle.
    private const int MostLinks = 40;

    /// <inheritdoc/>
    public byte[] Read(string path, int limit)
    {
        try
        {
            if (Directory.Exists(path)) throw new IOException($"`{path}` is a folder");
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new MemoryStream();
            var buffer = new byte[65536];
            int got;
            while (bytes.Length <= limit && (got = stream.Read(buffer)) > 0) bytes.Write(buffer, 0, got);
            return bytes.ToArray();
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new IOException($"there is no file `{path}`", e);
        }
        catch (ArgumentException e)
        {
            throw new IOException(path.Length == 0 ? "a path is wanted, and this is empty" : $"`{path.Replace('\0', '?')}` can be no file's name", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException($"`{path}` may not be read: permission denied", e);
        }
    }

    /// <inheritdoc/>
    public string Real(string path)
    {
        string full = Path.GetFullPath(path.Length == 0 ? "." : path), real = Path.GetPathRoot(full)!;
        var rest = new Stack<string>();
        Push(rest, full[real.Length..]);
        int links = 0;
        while (rest.TryPop(out string? part))
        {
            if (part == "..")
            {
                real = Path.GetDirectoryName(real) ?? real;
                continue;
            }
            string next = Path.Combine(real, part);
            // A link may lead to links. What is not there leads nowhere, and reading it says so.
            if (part == "." || Target(next) is not { } target || ++links > MostLinks)
            {
                real = part == "." ? real : next;
                continue;
            }
            string root = Path.IsPathRooted(target) ? Path.GetPathRoot(target)! : "";
            if (root.Length > 0) real = root;
            Push(rest, target[root.Length..]);
        }
        return real;
    }

    // Where a link leads; null where it is none, or cannot be looked at.
    private static string? Target(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static void Push(Stack<string> parts, string path)
    {
        foreach (string part in path.Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries).Reverse()) parts.Push(part);
    }
}
