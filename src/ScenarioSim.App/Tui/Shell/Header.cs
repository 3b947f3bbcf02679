using ScenarioSim.App.Tui.Charts;
using ScenarioSim.App.Tui.Drawing;
using ScenarioSim.Language;

namespace ScenarioSim.App.Tui.Shell;

/// <summary>The two lines at the top.</summary>
public static class Header
{
    private const int LongestSetting = 20;

    /// <summary>Where one is (a path, not a history) and on what the numbers rest.</summary>
    public static void Path(Surface at, WorkbenchModel model, IScreen screen)
    {
        List<string> parts = ["ScenarioSim"];
        if (model.File is { } file && model.Screen != ScreenId.Files) parts.Add(file.Title);
        parts.Add(screen.Title);
        parts.AddRange(screen.Trail(model));
        // What numbers rest on gives way before the path is cut, all but the precision; then the program's name goes, then outer parts are cut.
        var bases = Bases(model);
        string basis = bases.FirstOrDefault(b => Joined(parts) + Columns.Of(b) + 5 <= at.Width)
            ?? bases.FirstOrDefault(b => Joined(parts) - "ScenarioSim › ".Length + Columns.Of(b) + 5 <= at.Width) ?? bases[^1];
        int room = at.Width - 2 - (basis.Length > 0 ? Columns.Of(basis) + 3 : 0);
        if (Joined(parts) > room) parts.RemoveAt(0);
        for (int i = 0; i < parts.Count - 1
            && Joined(parts) > room; i++) parts[i] = Columns.Cut(parts[i], Math.Max(8, Columns.Of(parts[i]) - (Joined(parts) - room)));
        int x = 1;
        for (int i = 0; i < parts.Count; i++)
        {
            if (i > 0) x = at.Put(x, 0, " › ", Style.Dim);
            x = at.Put(x, 0, Columns.Cut(parts[i], Math.Max(0, room + 1 - x)), i == parts.Count - 1 ? Style.Bold : Style.Plain);
        }
        at.PutRight(at.Width - 1, 0, Line.Of(basis, Style.Dim));
    }

    /// <summary>The views, and what is going on. Where there is no room for both, the titles of the views that are not shown go.</summary>
    public static void Tabs(Surface at, WorkbenchModel model, Screens screens)
    {
        var tabs = screens.All.Where(s => s.Id != ScreenId.Files).ToList();
        var doing = Doing(model);
        string Tab(IScreen screen, bool isShort) => isShort && screen.Id != model.Screen ? $" {(int)screen.Id} " : $" {(int)screen.Id} {screen.Title} ";
        int Room(bool isShort) => at.Width - 2 - tabs.Sum(s => Columns.Of(Tab(s, isShort)) + 1);
        bool cut = doing[^1].Width > Room(false);
        int x = 1;
        foreach (var screen in tabs)
        {
            bool here = screen.Id == model.Screen;
            int start = x;
            x = at.Put(x, 0, Tab(screen, cut), here ? new Style(Ink.Cyan, Emphasis.Reverse | Emphasis.Bold) : Style.Plain);
            at.Answer(new Area(start, 0, x - start, 1), m => m.Show(screen.Id));
            x++;
        }
        at.PutRight(at.Width - 1, 0, doing.FirstOrDefault(d => d.Width <= Room(cut)) ?? doing[^1].Fit(Room(cut)));
    }

    private static int Joined(List<string> parts) => parts.Sum(Columns.Of) + (3 * (parts.Count - 1));

    // From the fullest to the barest: seed goes first, then the policy, then the count of runs. What was set on the command line stays, and the policy longer: without them a figure is another's.
    private static List<string> Bases(WorkbenchModel model)
    {
        if (model.File?.Results is not { } sampled || model.Screen == ScreenId.Files) return [""];
        var results = model.Screen == ScreenId.Outcomes ? OutcomesView.OutcomesUpdate.Results(model) ?? sampled : sampled;
        string error = results.HalfWidth is { } half ? $"{model.Glyphs.Error}{Say.Fixed(half * 100, Say.ErrorDecimals(half * 100, 2))} pp" : "";
        string policy = results.Policy.Name, set = Set(model.Options.Settings);
        if (results.Runs is not { } n)
        {
            string exact = ("exact " + error).TrimEnd();
            return [.. error.Length > 0 ? [$"{policy} · {set}exact, numerical error {error}"] : Array.Empty<string>(), $"{policy} · {set}{exact}", set + exact];
        }
        string seed = $"seed {results.Seed}", runs = Say.Plural(n, "run");
        List<string> all = [$"{policy} · {set}{seed} · {runs} · {error}", $"{policy} · {set}{runs} · {error}"];
        return [.. all, .. set.Length > 0 ? [$"{policy} · {set}{error}", set + error] : (string[])[$"{runs} · {error}", error]];
    }

    private static string Set(IReadOnlyList<string> settings) => settings.Count == 0 ? ""
        : settings.Count == 1 && Columns.Of(settings[0]) <= LongestSetting ? $"{Settings.Plain(settings[0])} · " : $"{Say.Plural(settings.Count, "setting")} · ";

    // What is said last goes first where there is no room.
    private static IReadOnlyList<Line> Solving(ExactWork exact, TimeSpan now)
    {
        var progress = exact.Progress;
        var elapsed = now - exact.Since;
        string share = $"solving {progress.Share * 100,3:F0} %";
        string step = progress.Steps > 0 ? $", step {progress.Step} of {progress.Steps}" : "", worlds = progress.Worlds > 0 ? $", {progress.Worlds:N0} worlds" : "";
        string seconds = elapsed.TotalSeconds >= 3 ? $" {elapsed.TotalSeconds:F0} s" : "";
        string pass = progress.Passes > 1 ? $", pass {progress.Pass:N0} of {progress.Passes:N0}" : "";
        string[] texts = [share + seconds + step + pass + worlds, share + seconds + step + pass, share + seconds + step, share + seconds, share, Bare(progress.Share)];
        return [.. texts.Select(t => Line.Of(t))];
    }

    // The bar says nothing that the figure does not: it goes first.
    private static IReadOnlyList<Line> Running(Work work, string frozen, TimeSpan now, Glyphs glyphs)
    {
        double share = work.Wanted > 0 ? Math.Clamp((double)work.Done / work.Wanted, 0, 1) : 0;
        var elapsed = now - work.Since;
        string seconds = elapsed.TotalSeconds >= 3 ? $" {elapsed.TotalSeconds:F0} s" : "";
        Line Text(string text) => new Line().Add(frozen, Style.Bold).Add(text);
        string full = $"running {share * 100,3:F0} %";
        return [Text(full + seconds).Add(" ").Add(Columns.Left(Bar.Draw(share, null, null, 1, 6, glyphs), 6), Style.Cyan), Text(full + seconds), Text(full), Text(Bare(share))];
    }

    // As wide at 0 as at 100, so that nothing moves in between.
    private static string Bare(double share) => $"{share * 100,3:F0} %";

    // From the fullest to the barest.
    private static IReadOnlyList<Line> Doing(WorkbenchModel model)
    {
        var file = model.File;
        string frozen = model.Frozen ? "frozen  " : "";
        var bad = Style.Magenta.With(Emphasis.Bold);
        if (file is null) return [new Line()];
        if (file.Read is null) return [Line.Of("reading")];
        if (file.Gone is not null) return [Line.Of($"{frozen}file is gone", bad)];
        if (file.IsStale) return [Line.Of($"{frozen}last save has errors", bad)];
        if (file.Failure is not null) return [Line.Of("engine failed", bad)];
        if (file.Exact is { IsAsked: true, Running: true } exact) return Solving(exact, model.Now);
        var work = model.Screen == ScreenId.Compare && model.Compare.Work.Job > 0 ? model.Compare.Work : file.Work;
        if (work.Running) return Running(work, frozen, model.Now, model.Glyphs);
        string partial = work.Job > 0 && work.Done < work.Wanted ? "stopped" : "";
        return [Line.Of((frozen + partial).TrimEnd(), Style.Dim)];
    }
}
