using ScenarioSim.App.Tui.Charts;
using ScenarioSim.App.Tui.Drawing;
using ScenarioSim.Results;

namespace ScenarioSim.App.Tui.Shell;

/// <summary>The two lines at the top.</summary>
public static class Header
{
    /// <summary>Where one is (a path, not a history) and on what the numbers rest.</summary>
    public static void Path(Surface at, WorkbenchModel model, IScreen screen)
    {
        string basis = Basis(model, at.Width);
        List<string> parts = ["ScenarioSim"];
        if (model.File is { } file && model.Screen != ScreenId.Files) parts.Add(file.Title);
        parts.Add(screen.Title);
        parts.AddRange(screen.Trail(model));
        int room = at.Width - 2 - (basis.Length > 0 ? Columns.Of(basis) + 3 : 0);
        // The program's name goes first, then outer parts are cut: the end says where one is.
        if (Joined(parts) > room) parts.RemoveAt(0);
        for (int i = 0; i < parts.Count - 1 && Joined(parts) > room; i++) parts[i] = Columns.Cut(parts[i], Math.Max(8, Columns.Of(parts[i]) - (Joined(parts) - room)));
        int x = 1;
        for (int i = 0; i < parts.Count; i++)
        {
            if (i > 0) x = at.Put(x, 0, " › ", Style.Dim);
            int left = Math.Max(0, room + 1 - x);
            x = at.Put(x, 0, Columns.Cut(parts[i], left), i == parts.Count - 1 ? Style.Bold : Style.Plain);
        }
        at.PutRight(at.Width - 1, 0, Line.Of(basis, Style.Dim));
    }

    /// <summary>The views, and what is going on.</summary>
    public static void Tabs(Surface at, WorkbenchModel model, Screens screens)
    {
        int x = 1;
        foreach (var screen in screens.All.Where(s => s.Id != ScreenId.Files))
        {
            bool here = screen.Id == model.Screen;
            int start = x;
            x = at.Put(x, 0, $" {(int)screen.Id} {screen.Title} ", here ? new Style(Ink.Cyan, Emphasis.Reverse | Emphasis.Bold) : Style.Plain);
            at.Answer(new Area(start, 0, x - start, 1), m => m.Show(screen.Id));
            x++;
        }
        at.PutRight(at.Width - 1, 0, Doing(model));
    }

    private static int Joined(List<string> parts) => parts.Sum(Columns.Of) + (3 * (parts.Count - 1));

    private static string Basis(WorkbenchModel model, int width)
    {
        if (model.File?.Results is not { } results || model.Screen == ScreenId.Files) return "";
        string error = HalfWidth(results) is { } half ? $"±{Say.Fixed(half * 100, half < 0.0001 ? 3 : 2)} pp" : "exact";
        string seed = $"seed {results.Seed}";
        string runs = results.Runs is { } n ? Say.Plural(n, "run") : "no sampling";
        string[] all = [results.Policy.Name, seed, runs, error];
        // Dropped in this order where there is no room: seed, policy, then the count of runs.
        foreach (string[] tried in (string[][])[all, [all[0], runs, error], [runs, error], [error]])
        {
            string text = string.Join(" · ", tried);
            if (Columns.Of(text) <= width * 6 / 10) return text;
        }
        return "";
    }

    /// <summary>The widest half interval of all outcomes; null where nothing was sampled.</summary>
    public static double? HalfWidth(SimulationResults results) =>
        results.Runs is null ? null : results.Outcomes.Max(o => o is { Low: { } l, High: { } h } ? (h - l) / 2 : 0);

    private static Line Doing(WorkbenchModel model)
    {
        var file = model.File;
        string frozen = model.Frozen ? "frozen  " : "";
        if (file is null) return Line.Of("");
        if (file.Read is null) return Line.Of("reading");
        if (file.IsStale) return Line.Of($"{frozen}last save has errors", Style.Magenta.With(Emphasis.Bold));
        if (file.Failure is not null) return Line.Of("engine failed", Style.Magenta.With(Emphasis.Bold));
        var work = model.Screen == ScreenId.Compare && model.Compare.Work.Job > 0 ? model.Compare.Work : file.Work;
        if (!work.Running)
        {
            string partial = work.Job > 0 && work.Done < work.Wanted ? "stopped" : "";
            return Line.Of((frozen + partial).TrimEnd(), Style.Dim);
        }
        double share = work.Wanted > 0 ? Math.Clamp((double)work.Done / work.Wanted, 0, 1) : 0;
        var elapsed = model.Now - work.Since;
        string time = elapsed.TotalSeconds >= 3 ? $" {elapsed.TotalSeconds:F0} s" : "";
        string bar = Columns.Left(Bar.Draw(share, null, null, 1, 6, model.Glyphs), 6);
        return new Line().Add(frozen, Style.Bold).Add($"running {share * 100,3:F0} %{time} ").Add(bar, Style.Cyan);
    }
}
