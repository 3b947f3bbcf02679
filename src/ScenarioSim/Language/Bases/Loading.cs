using ScenarioSim.Text;

namespace ScenarioSim.Language;

/// <summary>A scenario's tree after merging, with the files it came from.</summary>
/// <param name="Tree">The merged tree; every node carries the place in the file it came from.</param>
/// <param name="File">The file that was asked for.</param>
/// <param name="Bases">The files it extends, nearest first.</param>
internal sealed record Loaded(MappingNode Tree, SourceText File, IReadOnlyList<SourceText> Bases);

/// <summary>Reads a file and the files it extends, and merges them.</summary>
internal static class Loading
{
    /// <summary>The merged tree; null where a file cannot be read, which is then reported.</summary>
    /// <param name="path">The file.</param>
    /// <param name="files">Where files come from.</param>
    /// <param name="options">How to read.</param>
    /// <param name="bag">Where mistakes go.</param>
    /// <param name="alone">Where null comes back, the files that could be read, each without its base.</param>
    public static Loaded? Load(string path, IFileSource files, ReadOptions options, DiagnosticBag bag, out IReadOnlyList<Loaded> alone)
    {
        alone = [];
        var chain = new List<(string Path, SourceText File, MappingNode Tree)>();
        string next = path;
        SourceSpan? asked = null;
        while (true)
        {
            if (Open(next, files, asked, bag) is not { } file || Composer.Compose(file, bag) is not { } tree)
            {
                alone = Alone(chain);
                return null;
            }
            chain.Add((next, file, tree));
            if (tree.Find("extends") is not { } entry) break;
            if (Named(entry, bag) is not { } named || BasePaths.Resolve([.. chain.Select(c => c.Path)], named, files, options, bag) is not { } found)
            {
                alone = Alone(chain);
                return null;
            }
            (next, asked) = (found, named.Span);
        }
        var merged = chain[^1].Tree;
        if (chain[^1].File.Text.Contains("remove")) merged = Merging.Alone(merged, bag);
        for (int i = chain.Count - 2; i >= 0; i--) merged = Merging.Merge(merged, chain[i].Tree, bag);
        return new Loaded(merged, chain[0].File, [.. chain.Skip(1).Select(c => c.File)]);
    }

    private static Loaded[] Alone(IEnumerable<(string Path, SourceText File, MappingNode Tree)> chain) => [.. chain.Select(c => new Loaded(c.Tree, c.File, []))];

    private static ScalarText? Named(Entry entry, DiagnosticBag bag)
    {
        if (entry.Value is ScalarNode { IsNothing: false } scalar) return scalar.Text;
        if (entry.Value.IsNothing) bag.Add(Diagnose.NoValue(entry.Key.Span, "extends", "the path of another file"));
        else if (entry.Value is not BrokenNode) bag.Add(Diagnose.WrongShape(entry.Value.Place, "`extends`", "the path of one file", Shown.Form(entry.Value)));
        return null;
    }

    private static SourceText? Open(string path, IFileSource files, SourceSpan? asked, DiagnosticBag bag)
    {
        try
        {
            return FileText.Decode(path, files.Read(path, FileText.Limit), bag);
        }
        catch (IOException e)
        {
            bag.Add(asked is { } at ? Diagnose.ExtendsUnreadable(at, e.Message) : Diagnose.FileUnreadable(FileText.Nowhere(path), e.Message));
            return null;
        }
    }
}
