using ScenarioSim.Analysis;
using ScenarioSim.App.Tui.CompareView;
using ScenarioSim.App.Tui.FilesView;
using ScenarioSim.App.Tui.RunsView;
using ScenarioSim.Language;
using ScenarioSim.Model;
using ScenarioSim.Reports.Json;
using ScenarioSim.Results;

namespace ScenarioSim.App.Tui.Shell;

/// <summary>The short jobs of the engine: files read, folders looked through, runs told.</summary>
internal static class Reading
{
    // Deep enough for a project's folders, and never the whole disk.
    private const int Depth = 4, MostFiles = 500;

    /// <summary>Reads a file.</summary>
    public static void Read(string path, WorkbenchOptions options, Mailbox post)
    {
        var read = ScenarioReader.Read(path, new DiskFiles(), new ReadOptions(options.AllowOutside));
        post.Put(null, m => Session.Read(m, path, read));
    }

    /// <summary>Reads another file, to compare with.</summary>
    public static void ReadOther(Effect.ReadOther effect, WorkbenchOptions options, Mailbox post)
    {
        var read = ScenarioReader.Read(effect.Path, new DiskFiles(), new ReadOptions(options.AllowOutside));
        post.Put(null, m => CompareUpdate.OtherRead(m, effect.Path, read, effect.IsAgain));
    }

    /// <summary>Looks for scenario files: first their names, then what each says, one a step so that other work can come between.</summary>
    public static IEnumerable<string> Scan(Effect.Scan scan, WorkbenchOptions options, Mailbox post)
    {
        List<string> paths = [.. scan.Named.Concat(Files(scan.Folder, Depth).Select(Plain)).Distinct().Take(MostFiles)];
        post.Put(null, m => FilesUpdate.Found(m, paths));
        foreach (string path in paths)
        {
            var said = FileEntry.Look(path, scan.Named.Contains(path));
            post.Put(null, m => FilesUpdate.Looked(m, said));
            yield return path;
        }
        List<string> results = [];
        foreach (string path in Saved(scan.Folder))
        {
            if (Result(path) is not { } saved) continue;
            var item = SavedItem.Look(path, saved, new DiskFiles(), new ReadOptions(options.AllowOutside));
            results.Add(path);
            post.Put(null, m => FilesUpdate.FoundSaved(m, item));
            yield return path;
        }
        post.Put(null, m => FilesUpdate.ScanEnded(m, results));
    }

    // Only those beside: a project may hold any number of other JSON files further down.
    private static IEnumerable<string> Saved(string folder) =>
        Names(folder, Directory.EnumerateFiles).Where(f => Path.GetExtension(f) == ".json").Select(Plain);

    private static SavedResult? Result(string path)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            return SavedResult.ReadIfOne(path, file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            return null;
        }
    }

    /// <summary>Tells a run.</summary>
    /// <exception cref="OperationCanceledException">Something newer was asked for.</exception>
    public static void Tell(Effect.Tell tell, ulong seed, Mailbox post, CancellationToken cancellation)
    {
        var story = Runs.Tell(tell.Scenario, tell.Policy, seed, tell.Run, cancellation);
        var beside = tell.Beside is null ? null : Beside(tell, tell.Beside, seed, cancellation);
        post.Put(null, m => RunsUpdate.Told(m, tell.Job, story, beside));
    }

    /// <summary>Tells the run of the same world under the other policy, with the past that is wanted.</summary>
    public static Story Beside(Effect.Tell tell, Policy beside, ulong seed, CancellationToken cancellation) => tell.Past switch
    {
        Past.Shared => Runs.TellBeside(tell.Scenario, tell.Policy, beside, seed, tell.Run, cancellation),
        // Its worlds are those in which the baseline agrees: whether it does itself is not asked.
        Past.Baseline => Runs.Tell(tell.Scenario with { Evidence = null }, beside, seed, tell.Run, cancellation),
        _ => Runs.Tell(tell.Scenario, beside, seed, tell.Run, cancellation),
    };

    private static IReadOnlyList<string> Names(string folder, Func<string, IEnumerable<string>> of)
    {
        try
        {
            return [.. of(folder).Order(StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static string Plain(string path) => path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path;

    private static IEnumerable<string> Files(string folder, int depth)
    {
        foreach (string file in Names(folder, Directory.EnumerateFiles))
        {
            if (Path.GetExtension(file) is ".yaml" or ".yml") yield return file;
        }
        if (depth == 0) yield break;
        foreach (string inner in Names(folder, Directory.EnumerateDirectories))
        {
            if (Path.GetFileName(inner).StartsWith('.') || Path.GetFileName(inner) is "bin" or "obj" or "node_modules") continue;
            foreach (string file in Files(inner, depth - 1)) yield return file;
        }
    }
}
