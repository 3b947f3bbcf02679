using ScenarioSim.Model;
using ScenarioSim.Text;

namespace ScenarioSim.Language;

/// <summary>Where the reader gets files from; the library opens none by itself.</summary>
public interface IFileSource
{
    /// <summary>The bytes of a file.</summary>
    /// <param name="path">As given by the user, or resolved relative to the file that names it; with forward or native slashes.</param>
    /// <param name="limit">At most this many bytes plus one are read, so that a huge file is refused without being loaded.</param>
    /// <exception cref="IOException">It cannot be read; the message says why in the user's words.</exception>
    byte[] Read(string path, int limit);

    /// <summary>Where a file or folder really lies, links followed; the path itself where there are no links.</summary>
    /// <param name="path">As for <see cref="Read"/>; empty: the present folder.</param>
    string Real(string path) => path;
}

/// <summary>What reading a file gave: the scenario, unless there are errors, and every remark.</summary>
/// <param name="Scenario">Null exactly where a diagnostic is an error.</param>
/// <param name="Diagnostics">In file order, errors and warnings mixed; each mistake once.</param>
public sealed record ReadResult(Scenario? Scenario, IReadOnlyList<Diagnostic> Diagnostics)
{
    /// <summary>Whether any remark is an error.</summary>
    public bool HasErrors => Scenario is null;

    /// <summary>Whether reading ended before the end, since there were more errors than anyone reads: the first 1000 are among the diagnostics.</summary>
    public bool HasMoreErrors { get; init; }

    /// <summary>The paths of all files that were asked for, those that could not be read too: a change of any may change the result.</summary>
    public required IReadOnlyList<string> Files { get; init; }
}

/// <summary>How to read.</summary>
/// <param name="AllowOutside">Let <c>extends</c> leave the folder of the first file.</param>
public sealed record ReadOptions(bool AllowOutside = false);

/// <summary>Reads a scenario file: YAML to syntax to model, with every mistake found in one go.</summary>
public static class ScenarioReader
{
    /// <summary>A larger file is not read.</summary>
    public const int MostBytes = FileText.Limit;

    /// <summary>Reads a file and those it extends. Never throws for what a file holds; a file that cannot be read is a diagnostic too.</summary>
    /// <param name="path">The file.</param>
    /// <param name="files">Where files come from.</param>
    /// <param name="options">How to read.</param>
    public static ReadResult Read(string path, IFileSource files, ReadOptions? options = null)
    {
        var bag = new DiagnosticBag();
        var noted = new NotedFiles(files);
        Scenario? scenario = null;
        try
        {
            if (Loading.Load(path, noted, options ?? new ReadOptions(), bag, out IReadOnlyList<Loaded> alone) is { } loaded) scenario = Binder.Bind(loaded.Tree, loaded.File, loaded.Bases, bag);
            else ReportUnknownKeys(alone, bag);
        }
        catch (TooManyErrorsException)
        {
            // What has been found so far is more than enough.
        }
        return new ReadResult(bag.HasErrors ? null : scenario, bag.ToList()) { Files = noted.Paths, HasMoreErrors = bag.HasMore };
    }

    // Without its base nothing else can be said of a file: names may be that one's.
    private static void ReportUnknownKeys(IReadOnlyList<Loaded> files, DiagnosticBag bag)
    {
        foreach (Loaded file in files)
        {
            var own = new DiagnosticBag();
            try
            {
                Binder.Bind(file.Tree, file.File, file.Bases, own);
            }
            catch (TooManyErrorsException)
            {
                // Those that have been found.
            }
            // What is to be removed is the base's, and goes when the two are merged.
            foreach (Diagnostic unknown in own.ToList().Where(d => d.Code == Diagnose.UnknownKeyCode && d.Span.Text != Merging.Remove)) bag.Add(unknown);
        }
    }

    /// <summary>Notes what is asked for.</summary>
    private sealed class NotedFiles(IFileSource files) : IFileSource
    {
        public List<string> Paths { get; } = [];

        public byte[] Read(string path, int limit)
        {
            if (!Paths.Contains(path)) Paths.Add(path);
            return files.Read(path, limit);
        }

        public string Real(string path) => files.Real(path);
    }
}
