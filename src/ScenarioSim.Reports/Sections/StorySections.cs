using ScenarioSim.Model;
using ScenarioSim.Reports.Blocks;
using ScenarioSim.Reports.Format;
using ScenarioSim.Results;

namespace ScenarioSim.Reports.Sections;

/// <summary>A run as a dated story.</summary>
public static class StorySections
{
    /// <summary>The whole report.</summary>
    public static IReadOnlyList<Block> Of(Story story) =>
    [
        new Heading($"{story.Scenario.Title}: run {Numbers.Count(story.Run)} ends in {story.Outcome.Title}", 1),
        new Paragraph($"Policy {story.Policy.Name}{(story.Settings.Count == 0 ? "" : $" with {string.Join(", ", story.Settings)}")}, seed {story.Seed}{ResultSections.Design(story.Design, story.Run)}. The same run number always gives the same run."),
        .. EvidenceSections.Agreement(story),
        .. Drawn(story),
        new Heading("What happened"),
        .. Entries(story),
        .. Measures(story),
    ];

    /// <summary>The events, dated, and among them what is known and until when.</summary>
    public static IEnumerable<Block> Entries(Story story)
    {
        Clock clock = story.Scenario.Clock;
        var effects = new EffectText(story);
        string last = story.LastStep < clock.LastStep ? "stops" : "ends";
        IEnumerable<(DateTime Date, Entry Entry)> happened =
        [
            (clock.DateOf(0), new Entry(clock.Iso(0), "begins", [])),
            .. story.Events.Select(e => (clock.DateOf(e.Step), new Entry(clock.Iso(e.Step), What(e), [.. Details(e, effects)]))),
            (clock.DateOf(story.LastStep), new Entry(clock.Iso(story.LastStep), $"{last}: {story.Outcome.Title}", [])),
        ];
        // Of one date, what happened comes before what is known of it.
        return happened.Concat(EvidenceSections.Known(story)).OrderBy(e => e.Date).Select(e => e.Entry);
    }

    private static string What(StoryEvent e) => e.Track.IsBranch
        ? $"{e.Track.Title}{(e.To == "happened" ? "" : ": " + e.To)}"
        : $"{e.Track.Name}: {e.From} → {e.To}{(e.Transition is null ? "" : $" ({e.Transition})")}";

    private static IEnumerable<string> Details(StoryEvent e, EffectText effects)
    {
        string sources = e.Sources.Count > 0 ? $" [{string.Join(", ", e.Sources)}]" : "";
        string chance = e.Chance is { } c && double.IsFinite(c) ? $", {Numbers.Short(100 * c, 3)} % in this step" : "";
        yield return e.Why + chance + sources;
        if (e.Effects.Count > 0) yield return string.Join(", ", e.Effects.Select(effects.Of));
    }

    private static IEnumerable<Block> Drawn(Story story) => story.Scenario.Assumptions.Count == 0 ? [] :
    [
        new Table(
            [Column.Words("Assumption"), Column.Number("in this run"), Column.Words("drawn from")],
            [.. story.Scenario.Assumptions.Select(a => (IReadOnlyList<string>)[a.Name, Values.Show(story.Scenario, a.Kind, story.Assumptions[a.Index]), From(story, a)])]),
    ];

    private static string From(Story story, Assumption assumption) => Replaced.By(assumption, story.Policy, story.Settings) switch
    {
        null => assumption.Text,
        Replaced.BySetting => "set by --set",
        _ => "the policy's own",
    };

    private static IEnumerable<Block> Measures(Story story) => story.Scenario.Measures.Count == 0 ? [] :
    [
        new Table(
            [Column.Words("Measure"), Column.Number("in this run")],
            [.. story.Scenario.Measures.Select(m => (IReadOnlyList<string>)[m.Title, Measure(m, story.Measures[m.Index])])]),
    ];

    private static string Measure(Measure measure, double value)
    {
        if (double.IsNaN(value)) return "never";
        string unit = Values.Unit(measure);
        return Numbers.Short(value) + (unit.Length > 0 ? " " + unit : "");
    }
}
