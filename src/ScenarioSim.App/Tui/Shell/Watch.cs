namespace ScenarioSim.App.Tui.Shell;

/// <summary>Notices that a file or one of those it extends was saved or went away, by looking at their times twice a second: works on every file system.</summary>
internal sealed class Watch
{
    /// <summary>What a look found.</summary>
    public enum News
    {
        /// <summary>Nothing new.</summary>
        None,

        /// <summary>Something was saved, or is back.</summary>
        Changed,

        /// <summary>A file that was there is not: <see cref="Missing"/>.</summary>
        Gone,
    }

    // An editor that saves by renaming leaves a moment without the file.
    private static readonly TimeSpan s_every = TimeSpan.FromMilliseconds(500), s_grace = TimeSpan.FromSeconds(1);
    private readonly Dictionary<string, string> _seen = [];
    private TimeSpan _looked = -s_every;
    private TimeSpan? _missingSince;
    private string _path = "";
    private string? _told;

    /// <summary>The file that is gone, or null.</summary>
    public string? Missing { get; private set; }

    /// <summary>Looks, where it is time.</summary>
    /// <param name="path">The file.</param>
    /// <param name="files">It, and those that it extends; null while that is not known.</param>
    /// <param name="now">The time.</param>
    public News Look(string path, IEnumerable<string>? files, TimeSpan now)
    {
        if (now - _looked < s_every || files is null) return News.None;
        _looked = now;
        if (_path != path) Begin(path);
        var stamps = files.Distinct().ToDictionary(f => f, Stamp);
        Missing = stamps.FirstOrDefault(s => s.Value.Length == 0 && _seen.GetValueOrDefault(s.Key, "").Length > 0).Key;
        if (Missing is not null) return Gone(now);
        // A file that has not been seen yet was read a moment ago.
        bool changed = _told is not null || stamps.Any(s => _seen.TryGetValue(s.Key, out string? before) && before != s.Value);
        (_missingSince, _told) = (null, null);
        foreach ((string seen, string stamp) in stamps) _seen[seen] = stamp;
        return changed ? News.Changed : News.None;
    }

    private void Begin(string path)
    {
        _seen.Clear();
        (_path, _missingSince, _told) = (path, null, null);
    }

    private News Gone(TimeSpan now)
    {
        _missingSince ??= now;
        if (_told == Missing || now - _missingSince < s_grace) return News.None;
        _told = Missing;
        return News.Gone;
    }

    private static string Stamp(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? $"{file.LastWriteTimeUtc.Ticks}:{file.Length}" : "";
    }
}
