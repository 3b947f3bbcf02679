using ScenarioSim.App.Tui.Charts;
using ScenarioSim.App.Tui.Drawing;
using ScenarioSim.Language;

namespace ScenarioSim.App.Tui.Shell;

/// <summary>The two lines at the top.</summary>
public static class Header
{
    private const int LongestSetting = 20, LeastPart = 8, Separator = 3, LeastTail = 2, LongestPolicy = 28, ShortestPolicy = 12;

    // A word and a percentage.
    private const int UsualDoing = 13;

    // Between the names of the views, from the widest.
    private static readonly Spacing[] s_spacings = [new(" ", 1, 1, false), new(" ", 0, 1, false), new("", 1, 2, false), new(" ", 1, 1, true)];

    private sealed record Spacing(string Pad, int Gap, int Margin, bool IsShort);

    /// <summary>Where one is (a path, not a history) and on what the numbers rest.</summary>
    public static void Path(Surface at, WorkbenchModel model, IScreen screen)
    {
        List<string> parts = ["ScenarioSim"];
        if (model.File is { } file && model.Screen != ScreenId.Files) parts.Add(file.Title);
        parts.Add(screen.Title);
        parts.AddRange(screen.Trail(model));
        // What numbers rest on gives way before the path is cut, all but the policy, what was set and the precision; then the program's name goes, then outer parts
        // are cut, then the precision goes: without the policy a figure is another's.
        (var bases, string[] barest) = Bases(model);
        string? Fitting(IEnumerable<string> all, int path) => all.FirstOrDefault(b => path + Columns.Of(b) + 5 <= at.Width);
        string basis = Fitting(bases, Joined(parts)) ?? Fitting(bases, Joined(parts[1..])) ?? Fitting(barest, Joined([.. parts[1..^1].Select(p => Columns.Cut(p, LeastPart)), parts[^1]])) ?? barest[^1];
        int room = at.Width - 2 - (basis.Length > 0 ? Columns.Of(basis) + 3 : 0);
        if (Joined(parts) > room) parts.RemoveAt(0);
        for (int i = 0; i < parts.Count - 1
            && Joined(parts) > room; i++) parts[i] = Columns.Cut(parts[i], Math.Max(LeastPart, Columns.Of(parts[i]) - (Joined(parts) - room)));
        int x = 1;
        for (int i = 0; i < parts.Count; i++)
        {
            // A separator before nothing would look as if something were there.
            if (i > 0 && room + 1 - x - Separator < Math.Min(LeastTail, Columns.Of(parts[i]))) break;
            if (i > 0) x = at.Put(x, 0, " › ", Style.Dim);
            x = at.Put(x, 0, Columns.Cut(parts[i], Math.Max(0, room + 1 - x)), i == parts.Count - 1 ? Style.Bold : Style.Plain);
        }
        at.PutRight(at.Width - 1, 0, Line.Of(basis, Style.Dim));
    }

    /// <summary>The views, and what is going on. Where there is no room for both, they move together; then the titles of the views that are not shown go.</summary>
    public static void Tabs(Surface at, WorkbenchModel model, Screens screens)
    {
        var tabs = screens.All.Where(s => s.Id != ScreenId.Files).ToList();
        (var doing, var sign) = (Doing(model), Sign(model));
        int end = at.Width - 1 - (sign.Width > 0 ? sign.Width + 2 : 0);
        string Tab(IScreen screen, Spacing how) => how.Pad + (how.IsShort && screen.Id != model.Screen ? $"{(int)screen.Id}" : $"{(int)screen.Id} {screen.Title}") + how.Pad;
        int Room(Spacing how) => end - how.Margin - tabs.Sum(s => Columns.Of(Tab(s, how)) + how.Gap);
        // Room for what is going on is kept also while nothing is, so that the views stay where they are.
        var spacing = s_spacings.Where(s => !s.IsShort && Room(s) >= Math.Max(UsualDoing, doing[^1].Width)).Concat(s_spacings.Where(s => Room(s) >= doing[^1].Width)).Append(s_spacings[^1]).First();
        int x = spacing.Margin;
        foreach (var screen in tabs)
        {
            bool here = screen.Id == model.Screen;
            int start = x;
            x = at.Put(x, 0, Tab(screen, spacing), here ? new Style(Ink.Cyan, Emphasis.Reverse | Emphasis.Bold) : Style.Plain);
            at.Answer(new Area(start, 0, x - start, 1), m => m.Show(screen.Id));
            x += spacing.Gap;
        }
        at.PutRight(at.Width - 1, 0, sign);
        at.PutRight(end, 0, doing.FirstOrDefault(d => d.Width <= Room(spacing)) ?? doing[^1].Fit(Room(spacing)));
        if (sign.Width > 0) at.Answer(new Area(end, 0, at.Width - end, 1), ScenarioView.ScenarioUpdate.ShowRemarks);
    }

    // How many warnings the runs shown came to, at the end of the line where nothing that goes on moves it.
    private static Line Sign(WorkbenchModel model) => model.Screen != ScreenId.Files && Remarks.CountOfShown(model) is > 0 and var count
        ? Line.Of($"{model.Glyphs.Warning} {count}", Style.Magenta.With(Emphasis.Bold)) : new Line();

    private static int Joined(List<string> parts) => parts.Sum(Columns.Of) + (3 * (parts.Count - 1));

    // From the fullest to the barest: first the seed goes, then the count of runs; and what is left where the path has been cut.
    private static (string[] Whole, string[] Barest) Bases(WorkbenchModel model)
    {
        if (model.Screen == ScreenId.Files) return ([""], [""]);
        var shown = model.Screen == ScreenId.Outcomes ? OutcomesView.OutcomesUpdate.Results(model) : null;
        if (shown is null && model.File is { Results: null, NoneAgrees: { } lost, Policy: { } at })
        {
            string[] none = [.. KnownWords.Header(lost.Evidence, lost).Select(k => $"{at.Name} · {Set(model.Settings)}{k}")];
            return (none, [none[^1], $"{Columns.Cut(at.Name, ShortestPolicy)} · {KnownWords.Header(lost.Evidence, lost)[^1]}"]);
        }
        if ((shown ?? model.File?.Results) is not { } sampled) return ([""], [""]);
        // A comparison makes runs of its own.
        var results = shown is not null ? shown
            : model is { Screen: ScreenId.Compare, Compare: { IsOfNow: true, Results: { } compared } } ? compared.Items[compared.Baseline].Results
            : model is { Screen: ScreenId.Drivers, Drivers.Results: { } moved } ? moved.Base : sampled;
        string error = results.HalfWidth is { } half ? $"{model.Glyphs.Error}{Say.Fixed(half * 100, Say.ErrorDecimals(half * 100, 2))} pp" : "";
        var settings = model is { Screen: ScreenId.Compare, Compare.IsOfNow: true } or { Screen: ScreenId.Drivers, Drivers.Results: not null } ? model.Settings : model.SettingsShown;
        string set = settings.Count > 0 || model.File!.NotSet is null ? Set(settings) : "NOT SET: " + Set(model.Options.Settings);
        set = NotHeld(model.File!.NotHeld) + set;
        string policy = $"{results.Policy.Name} · {set}", least = $"{Columns.Cut(results.Policy.Name, LongestPolicy)} · {set}";
        if (results.Runs is not { } n)
        {
            string exact = ("exact " + error).TrimEnd();
            // A solution is of what is known, too.
            if (results.Evidence is { } solved)
            {
                var known = KnownWords.Header(solved.Evidence, solved);
                return ([.. known.Select(k => $"{policy}{k} · {exact}")], [.. ((string[])[policy, least]).SelectMany(p => (string[])[$"{p}{known[^1]} · {exact}", $"{p}{known[^1]} · exact"])]);
            }
            return ([.. error.Length > 0 ? [$"{policy}exact, numerical error {error}"] : Array.Empty<string>(), policy + exact], [policy + exact, least + "exact"]);
        }
        string seed = $"seed {results.Seed}", runs = Say.Plural(n, "run");
        if (results.Evidence is { } found) return Conditioned(KnownWords.Header(found.Evidence, found), policy, least, [$"{seed} · {Say.Count(n)} of {Say.Plural(found.Runs ?? 0, "run")}", $"{Say.Count(n)} of {Say.Plural(found.Runs ?? 0, "run")}", runs], error);
        return ([$"{policy}{seed} · {runs} · {error}", $"{policy}{runs} · {error}", policy + error], [policy + error, least + error, least[..^" · ".Length]]);
    }

    // What figures are conditioned on goes last of all: without it they are others'.
    private static (string[] Whole, string[] Barest) Conditioned(IReadOnlyList<string> known, string policy, string least, string[] runs, string error)
    {
        string[] whole = [.. runs.Select(r => $"{policy}{known[0]} · {r} · {error}"), .. known.SkipLast(1).Select(k => $"{policy}{k} · {error}")];
        string name = least.Split(" · ")[0], after = least[name.Length..];
        return (whole, [$"{policy}{known[^2]} · {error}", $"{policy}{known[^1]} · {error}", $"{least}{known[^1]} · {error}", least + known[^1], $"{Columns.Cut(name, ShortestPolicy)}{after}{known[^1]}"]);
    }

    // What was given and cannot be held is said as long as that is so.
    private static string NotHeld(IReadOnlyList<NotHeld> wrong) => wrong.Count == 0 ? "" : wrong.Count == 1 ? $"NOT GIVEN: {Columns.Cut(wrong[0].What, LongestSetting)} · " : $"NOT GIVEN: {Say.Plural(wrong.Count, "condition")} · ";

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
    private static IReadOnlyList<Line> Running(Work work, string what, string frozen, TimeSpan now, Glyphs glyphs)
    {
        double share = work.Wanted > 0 ? Math.Clamp((double)work.Done / work.Wanted, 0, 1) : 0;
        var elapsed = now - work.Since;
        string seconds = elapsed.TotalSeconds >= 3 ? $" {elapsed.TotalSeconds:F0} s" : "";
        Line Text(string text) => new Line().Add(frozen, Style.Bold).Add(text);
        string full = $"{what} {share * 100,3:F0} %";
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
        if (model.Screen == ScreenId.Compare && CompareView.CompareUpdate.OtherTrouble(model) is { } trouble) return [Line.Of($"{frozen}{trouble}", bad)];
        if (file.Exact is { IsAsked: true, Running: true } exact) return Solving(exact, model.Now);
        (var work, string what) = model.Screen == ScreenId.Compare && model.Compare.Work.Job > 0 ? (model.Compare.Work, "comparing")
            : model.Screen == ScreenId.Drivers && model.Drivers.Work.Job > 0 ? (model.Drivers.Work, "moving") : (file.Work, "running");
        if (model is { Screen: ScreenId.Runs, Runs.Searching: true }) return Running(new Work(model.Runs.Job, model.Runs.Looked, model.Runs.Most, true, model.Runs.Since), "looking", frozen, model.Now, model.Glyphs);
        if (work.Running) return Running(work, what, frozen, model.Now, model.Glyphs);
        // Elsewhere it is not seen, and it keeps what else wants to be done waiting.
        if (model.Compare.Work is { Running: true } compared) return Running(compared, "comparing", frozen, model.Now, model.Glyphs);
        if (model.Drivers.Work is { Running: true } moving) return Running(moving, "moving", frozen, model.Now, model.Glyphs);
        string partial = work.Job > 0 && work.Done < work.Wanted ? "stopped" : "";
        return [Line.Of((frozen + partial).TrimEnd(), Style.Dim)];
    }
}
