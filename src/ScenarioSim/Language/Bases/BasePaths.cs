using ScenarioSim.Text;

namespace ScenarioSim.Language;

/// <summary>Where the files lie that others extend.</summary>
internal static class BasePaths
{
    /// <summary>The path of a base; null where it may not be read, which is then reported.</summary>
    /// <param name="chain">The paths of the files so far; the last one names the base.</param>
    /// <param name="written">What it names.</param>
    /// <param name="files">Know where links lead.</param>
    /// <param name="options">Whether the base may lie outside the first file's folder.</param>
    /// <param name="bag">Where mistakes go.</param>
    public static string? Resolve(IReadOnlyList<string> chain, ScalarText written, IFileSource files, ReadOptions options, DiagnosticBag bag)
    {
        string named = written.Value.Trim().Replace('\\', '/');
        if (named.Length == 0 || named.Contains('\0'))
        {
            bag.Add(Diagnose.ExtendsUnreadable(written.Span, named.Length == 0 ? "it has no name" : "no file has such a name"));
            return null;
        }
        if (named.StartsWith('/') || (named.Length > 1 && named[1] == ':'))
        {
            bag.Add(Diagnose.ExtendsAbsolute(written.Span, written.Value.Trim()));
            return null;
        }
        string folder = Folder(chain[0]);
        string path = Normal(Join(Folder(chain[^1]), named));
        if (path.Length == 0 || path == Normal(folder))
        {
            bag.Add(Diagnose.ExtendsUnreadable(written.Span, $"`{written.Value.Trim()}` is a folder"));
            return null;
        }
        if (!options.AllowOutside && !(IsBelow(path, Normal(folder)) && IsBelow(Normal(files.Real(path)), Normal(files.Real(folder)))))
        {
            bag.Add(Diagnose.ExtendsOutside(written.Span, written.Value.Trim()));
            return null;
        }
        if (chain.Any(c => Normal(c) == path))
        {
            var circle = chain.SkipWhile(c => Normal(c) != path).Append(path).Select(c => c[(c.Replace('\\', '/').LastIndexOf('/') + 1)..]);
            bag.Add(Diagnose.ExtendsCycle(written.Span, circle));
            return null;
        }
        return path;
    }

    private static string Folder(string path)
    {
        int slash = path.Replace('\\', '/').LastIndexOf('/');
        return slash < 0 ? "" : path[..(slash + 1)].Replace('\\', '/');
    }

    private static string Join(string folder, string file) => folder + file;

    // Takes out `.` and `x/..`; leading `..` stay.
    private static string Normal(string path)
    {
        bool rooted = path.Replace('\\', '/').StartsWith('/');
        var parts = new List<string>();
        foreach (string part in path.Replace('\\', '/').Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == ".") continue;
            if (part == ".." && parts.Count > 0 && parts[^1] != "..") parts.RemoveAt(parts.Count - 1);
            else if (part != ".." || !rooted) parts.Add(part);
        }
        return (rooted ? "/" : "") + string.Join('/', parts);
    }

    private static bool IsBelow(string path, string folder)
    {
        if (folder.Length == 0 || folder == "/") return !path.StartsWith("../") && path != "..";
        string with = folder + "/";
        // A folder such as `../x` is compared part by part like any other.
        return path.StartsWith(with, StringComparison.Ordinal) && !path[with.Length..].Split('/').Contains("..");
    }
}
