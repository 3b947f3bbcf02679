using ScenarioSim.App.Tui.CompareView;

namespace ScenarioSim.App.Tui.FilesView;

/// <summary>What happens in the browser.</summary>
public static class FilesUpdate
{
    /// <summary>The files shown: those that are scenarios and pass the filter, the nearest folders first.</summary>
    public static IReadOnlyList<FileEntry> Shown(WorkbenchModel model)
    {
        string filter = model.Filters.GetValueOrDefault(ScreenId.Files, "");
        return [.. model.Files.Entries.Values.Where(f => f.IsScenario && Fuzzy.Passes(filter, $"{f.Path} {f.Title} {f.Summary}"))
            .OrderBy(f => f.Depth).ThenBy(f => f.Folder, StringComparer.Ordinal).ThenBy(f => f.Path, StringComparer.Ordinal)];
    }

    /// <summary>The file that the cursor is on, or null.</summary>
    public static FileEntry? Selected(WorkbenchModel model)
    {
        var shown = Shown(model);
        return shown.FirstOrDefault(f => f.Path == model.Files.Selected) ?? (shown.Count > 0 ? shown[0] : null);
    }

    /// <summary>Where it stands in the list.</summary>
    public static int Cursor(WorkbenchModel model)
    {
        var shown = Shown(model);
        for (int i = 0; i < shown.Count; i++)
        {
            if (shown[i].Path == model.Files.Selected) return i;
        }
        return 0;
    }

    /// <summary>Moves the cursor.</summary>
    public static Step Select(WorkbenchModel model, int row)
    {
        var shown = Shown(model);
        return row < 0 || row >= shown.Count ? model : model with { Files = model.Files with { Selected = shown[row].Path } };
    }

    /// <summary>Opens the file that the cursor is on.</summary>
    public static Step Open(WorkbenchModel model) => Selected(model) is { } file ? Session.Open(model, file.Path) : model;

    /// <summary>Begins with the files named; others are looked for when the browser is shown.</summary>
    public static Step Begin(WorkbenchModel model, IReadOnlyList<string> files) =>
        model with { Files = model.Files with { Named = [.. files], Selected = files.Count > 0 ? files[0] : "" } };

    /// <summary>Looks through the folders each time the browser is shown, unless that is under way.</summary>
    public static Step Need(WorkbenchModel model) => model.Screen != ScreenId.Files || model.Files.IsFresh ? model
        : model.Files.Scanning ? model with { Files = model.Files with { IsFresh = true } } : Scan(model, ".");

    /// <summary>Looks through a folder. What is known stays until it is known anew, and the cursor on its file.</summary>
    public static Step Scan(WorkbenchModel model, string folder)
    {
        var files = model.Files with { Scanning = true, Scanned = true, IsFresh = true, Selected = Selected(model)?.Path ?? model.Files.Selected };
        return new(model with { Files = files }, [new Effect.Scan(folder, files.Named)]);
    }

    /// <summary>News: these files were found. Those that are gone go; the cursor on one of them to the one after it.</summary>
    public static Step Found(WorkbenchModel model, IReadOnlyList<string> paths)
    {
        int cursor = Cursor(model);
        var gone = model.Files.Entries.Keys.Except(paths);
        var next = model with { Files = model.Files with { Waiting = [.. paths], Entries = model.Files.Entries.RemoveRange(gone) } };
        var shown = Shown(next);
        return paths.Contains(next.Files.Selected) || shown.Count == 0 ? next : Select(next, Math.Min(cursor, shown.Count - 1));
    }

    /// <summary>News: what one of them says.</summary>
    public static Step Looked(WorkbenchModel model, FileEntry entry) =>
        (model with { Files = model.Files with { Entries = model.Files.Entries.SetItem(entry.Path, entry), Waiting = model.Files.Waiting.Remove(entry.Path) } }).Refreshed();

    /// <summary>News: a saved result.</summary>
    public static Step FoundSaved(WorkbenchModel model, SavedItem saved) =>
        (model with { Files = model.Files with { Saved = model.Files.Saved.SetItem(saved.Path, saved) } }).Refreshed();

    /// <summary>News: all were looked at, and these were the saved results.</summary>
    public static Step ScanEnded(WorkbenchModel model, IReadOnlyList<string> saved) => (model with
    {
        Files = model.Files with { Scanning = false, Waiting = [], Saved = model.Files.Saved.RemoveRange(model.Files.Saved.Keys.Except(saved)) },
    }).Refreshed();
}
