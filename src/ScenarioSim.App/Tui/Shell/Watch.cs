namespace ScenarioSim.App.Tui.Shell;

/// <summary>Notices that a file or one of those it extends was saved, by looking at their times twice a second: works on every file system.</summary>
internal sealed class Watch
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(500);
    private TimeSpan _looked = -Every;
    private string _path = "";
    private string _seen = "";

    /// <summary>Whether something was saved since the last look.</summary>
    public bool HasChanged(OpenFile file, TimeSpan now)
    {
        if (now - _looked < Every || file.Read is null) return false;
        _looked = now;
        string stamp = string.Join('|', file.Read.Files.Select(Stamp));
        bool changed = _path == file.Path && stamp != _seen;
        (_path, _seen) = (file.Path, stamp);
        return changed;
    }

    private static string Stamp(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? $"{file.LastWriteTimeUtc.Ticks}:{file.Length}" : "";
    }
}
