using ScenarioSim.Language;

namespace ScenarioSim.App.Cli;

/// <summary>The files that a command has opened, held against those that it is to write: none is overwritten by what was made of it.</summary>
internal sealed class ReadFiles
{
    private static readonly DiskFiles s_disk = new();

    private static readonly StringComparison s_names = OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;

    private readonly List<string> _read = [];
    private readonly List<(string Path, string Option)> _written = [];

    /// <summary>Notes what a command line is to write: a file by the option that names it.</summary>
    public void IsToWrite(string path, string option) => _written.Add((path, option));

    /// <summary>Notes files that are read, and ends the command where it is to write one of them.</summary>
    public void Note(IEnumerable<string> paths)
    {
        foreach (string path in paths.Where(p => !_read.Contains(p))) _read.Add(path);
        foreach ((string path, _) in _written) Keep(path);
    }

    /// <summary>Ends the command where a file is one that has been read.</summary>
    public void Keep(string written)
    {
        if (written.Length == 0 || !File.Exists(written)) return;
        string target = s_disk.Real(written);
        if (ResultOutput.IsDevice(target) || !_read.Any(r => r.Length > 0 && string.Equals(s_disk.Real(r), target, s_names))) return;
        string option = _written.FirstOrDefault(w => w.Path == written).Option ?? "--out";
        throw new CommandFailed(ExitCode.Errors, $"`{written}` is read by this command, and {option} would overwrite it: name another file");
    }
}
