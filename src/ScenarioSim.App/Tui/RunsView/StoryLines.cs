using ScenarioSim.App.Tui.Drawing;
using ScenarioSim.Model;
using ScenarioSim.Reports.Format;
using ScenarioSim.Reports.Sections;
using ScenarioSim.Results;

namespace ScenarioSim.App.Tui.RunsView;

/// <summary>A run as a dated story.</summary>
public static class StoryLines
{
    /// <summary>The whole story in lines of a width.</summary>
    public static IReadOnlyList<Line> Of(Story story, int width)
    {
        var lines = new List<Line>();
        lines.AddRange(Head(story, width));
        if (story.Events.Count == 0) lines.Add(Line.Of("nothing moved", Style.Dim));
        var effects = new EffectText(story);
        foreach (var told in story.Events) lines.AddRange(Event(told, effects, story.Scenario.Clock, width));
        lines.AddRange(End(story, width));
        return lines;
    }

    /// <summary>The same world under two policies: once as long as it is the same, then side by side (or one after the other where that is too narrow).</summary>
    public static IReadOnlyList<Line> Beside(Story one, Story other, int width)
    {
        int same = 0;
        while (same < one.Events.Count && same < other.Events.Count && Same(one.Events[same], other.Events[same])) same++;
        var clock = one.Scenario.Clock;
        var effects = new EffectText(one, other);
        var lines = new List<Line> { Line.Of($"Run {Say.Count(one.Run)}", Style.Bold).Add($"  {Ends(one, other)}") };
        lines.AddRange(Drawn([.. Values(one).Zip(Values(other), (a, b) => a.Value == b.Value ? a : (a.Name, $"{a.Value} or {b.Value}"))], width));
        for (int i = 0; i < same; i++) lines.AddRange(Event(one.Events[i], effects, clock, width));
        bool moveAlike = same == one.Events.Count && same == other.Events.Count, alike = moveAlike && EndAlike(one, other);
        lines.Add(Line.Of(alike ? "the run is the same under both policies" : moveAlike ? "the moves are the same, what they come to is not" : same == 0 ? "the two differ from the start"
            : "from here on the two differ", Style.Magenta));
        if (!alike) lines.AddRange(Apart(Rest(one, same, effects, Half(width)), Rest(other, same, effects, Half(width)), width));
        return lines;
    }

    private static string Ends(Story one, Story other) =>
        one.Outcome.Name == other.Outcome.Name ? $"{Say.Title(one.Outcome)} under both" : $"{Say.Title(one.Outcome)} or {Say.Title(other.Outcome)}";

    private static int Half(int width) => width >= 76 ? (width - 3) / 2 : width;

    private static IEnumerable<Line> Rest(Story story, int from, EffectText effects, int width) =>
        Agreement(story, width).Concat(story.Events.Skip(from).SelectMany(e => Event(e, effects, story.Scenario.Clock, width))).Prepend(Line.Of(story.Policy.Title, Style.Bold.With(Emphasis.Underline)))
            .Concat(End(story, width));

    private static IEnumerable<Line> Apart(IEnumerable<Line> left, IEnumerable<Line> right, int width)
    {
        if (Half(width) == width) return [.. left, new Line(), .. right];
        List<Line> a = [.. left], b = [.. right];
        return Enumerable.Range(0, Math.Max(a.Count, b.Count)).Select(i =>
            new Line().Add(i < a.Count ? a[i] : new Line()).To(Half(width)).Add(" │ ", Style.Dim).Add(i < b.Count ? b[i] : new Line()));
    }

    private static bool Same(StoryEvent a, StoryEvent b) =>
        a.Step == b.Step && a.Track.Index == b.Track.Index && a.From == b.From && a.To == b.To && a.Effects.Select(e => (e.From, e.To)).SequenceEqual(b.Effects.Select(e => (e.From, e.To)));

    private static bool EndAlike(Story a, Story b) => a.Outcome.Name == b.Outcome.Name && a.LastStep == b.LastStep && a.Measures.SequenceEqual(b.Measures);

    private static IEnumerable<Line> Head(Story story, int width)
    {
        yield return Line.Of($"Run {Say.Count(story.Run)}", Style.Bold).Add($"  {story.Policy.Title}", Style.Dim);
        foreach (var line in Agreement(story, width)) yield return line;
        foreach (var line in Drawn(Values(story), width)) yield return line;
        yield return new Line();
    }

    // With what of all that is known it does not agree, first; that it does goes without saying in a list of those that do.
    private static IEnumerable<Line> Agreement(Story story, int width) => story.Against is not { } fact ? []
        : Columns.Wrap($"does not agree with what is known: not with {fact.Text} {EvidenceSections.When(fact)}", width).Select(t => Line.Of(t, Style.Magenta.With(Emphasis.Bold)));

    private static IReadOnlyList<(string Name, string Value)> Values(Story story) =>
        [.. story.Scenario.Assumptions.Select(a => (a.Name, Say.Value(story.Assumptions[a.Index], a.Kind, story.Scenario)))];

    private static IEnumerable<Line> Drawn(IReadOnlyList<(string Name, string Value)> drawn, int width)
    {
        if (drawn.Count == 0) yield break;
        int name = drawn.Max(d => Columns.Of(d.Name)), value = Math.Min(24, drawn.Max(d => Columns.Of(d.Value)));
        int across = Math.Max(1, (width + 3) / (name + value + 4));
        foreach (var row in drawn.Chunk(across))
        {
            var line = new Line();
            foreach ((string what, string figure) in row) line.To(line.Width == 0 ? 0 : line.Width + 3).Add(Columns.Left(what, name + 1), Style.Dim)
                .Add(Columns.Left(figure, value));
            yield return line;
        }
    }

    private static IEnumerable<Line> Event(StoryEvent told, EffectText effects, Clock clock, int width)
    {
        int margin = Margin(clock);
        var line = Line.Of(Columns.Left(Date(clock, told.Step), margin), Style.Cyan).Add(told.Track.Name + "  ", Style.Bold).Add($"{told.From} → {told.To}");
        yield return line.Fit(width);
        string chance = told.Chance is { } p ? $"{Say.Percent(p, p < 0.001 ? 3 : p < 0.01 ? 2 : 1)} at that moment: " : "";
        string name = told.Transition is { } transition ? $"{transition}, " : "";
        foreach (string text in Columns.Wrap(chance + name + told.Why, width - margin)) yield return new Line().To(margin).Add(text, Style.Dim);
        foreach (string text in told.Effects.SelectMany(e => Columns.Wrap(effects.Of(e), width - margin))) yield return new Line().To(margin).Add(text, Style.Magenta);
        if (told.Sources.Count > 0) yield return new Line().To(margin).Add("says " + string.Join(", ", told.Sources), Style.Dim).Fit(width);
    }

    // Steps shorter than a day are told apart by their time, and the year is left out for it.
    private static string Date(Clock clock, int step) =>
        clock.StepSeconds % Clock.Day == 0 ? clock.Iso(step) : clock.DateOf(step).ToString(clock.StepSeconds % 60 == 0 ? "dd MMM HH:mm" : "dd MMM HH:mm:ss");

    // All dates of a scenario are equally long.
    private static int Margin(Clock clock) => Columns.Of(Date(clock, 0)) + 2;

    private static IEnumerable<Line> End(Story story, int width)
    {
        var clock = story.Scenario.Clock;
        int margin = Margin(clock);
        yield return Line.Of(Columns.Left(Date(clock, story.LastStep), margin), Style.Cyan).Add(Say.Title(story.Outcome), Style.Bold.With(Emphasis.Underline))
            .Fit(width);
        string measures = string.Join(", ", story.Scenario.Measures.Select(m => $"{Say.Title(m)} {Say.Number(story.Measures[m.Index])}"));
        foreach (string line in Columns.Wrap(measures, width - margin)) yield return new Line().To(margin).Add(line);
    }
}
