namespace ScenarioSim.Language;

/// <summary>Files on the disk.</summary>
public sealed class DiskFiles : IFileSource
{
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
        try
        {
            foreach (string part in full[real.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
            {
                string next = Path.Combine(real, part);
                FileSystemInfo here = Directory.Exists(next) ? new DirectoryInfo(next) : new FileInfo(next);
                real = here.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? next;
            }
            return real;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Reading it says what is wrong.
            return full;
        }
    }
}
