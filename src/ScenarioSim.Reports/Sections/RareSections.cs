using ScenarioSim.Model;
using ScenarioSim.Reports.Blocks;
using ScenarioSim.Reports.Format;
using ScenarioSim.Results;

namespace ScenarioSim.Reports.Sections;

/// <summary>What was found about a rare outcome, for people.</summary>
public static class RareSections
{
    private const double Worthwhile = 2;

    /// <summary>The whole report.</summary>
    public static IReadOnlyList<Block> Of(RareReport report)
    {
        RareResults results = report.Results;
        return
        [
            new Heading($"{results.Scenario.Title}: {results.Outcome.Title}", 1),
            .. ResultSections.Partial(results.Partial),
            new Table([Column.Words("Outcome"), Column.Number("probability"), Column.Number("about"), Column.Number(Percent.Level(results.Confidence))],
                [[results.Outcome.Name, Probability(results), Odds.OneIn(results.Probability), Interval(results)]]),
            new Heading("The way there"),
            Stages(results),
            new Paragraph("Level: the rough chance of the outcome that a world has to have to get there, by which runs are split. If it is rough, the result is less precise but not biased."),
            .. Work(results),
            .. Misgivings(results),
            .. Undivided(results),
            Basis(report),
        ];
    }

    private static string Probability(RareResults results) => results.Hitting > 0 ? Odds.Of(results.Probability) : "not reached";

    private static string Interval(RareResults results) =>
        results.Hitting > 0 ? $"{Odds.Of(results.Low)} to {Odds.Of(results.High)}" : $"below {Odds.Of(results.High)}";

    private static Table Stages(RareResults results) => new(
        [Column.Number("Stage"), Column.Words("level"), Column.Number("of those before"), Column.Number("reached by"), Column.Number("about"), Column.Number("tries", drop: 1)],
        [.. results.Stages.Select((s, i) => (IReadOnlyList<string>)
        [
            (i + 1).ToString(), s.Level is { } level ? Odds.Of(Math.Pow(10, level)) : results.Outcome.Name,
            Percent.OfRuns(s.Share, Tries(results, s)), Odds.Of(s.Reached), Odds.OneIn(s.Reached), Numbers.Count(Tries(results, s)),
        ])]);

    private static long Tries(RareResults results, RareStage stage) => (long)stage.Effort * results.Replications;

    private static IEnumerable<Block> Work(RareResults results)
    {
        string work = $"The work was that of {Numbers.Count((long)Math.Ceiling(results.Work))} whole runs, {Numbers.Count((long)Math.Ceiling(results.Preparation))} of them to find levels and plan.";
        if (results.Hitting == 0)
        {
            yield return new Paragraph($"{work} Nothing reached the outcome: its chance is at most that of the last level that was reached, and at most what the pilot's whole runs allow.");
            yield return new Notice("It may be impossible, or hang on one move that cannot be divided: look at the stage that nothing passes. --effort tries harder.");
            yield break;
        }
        double gain = results.Gain ?? 0;
        yield return new Paragraph(results is { PlainRuns: { } plain, RelativeError: { } error }
            ? $"{work} The standard error is {Percent.Level(Math.Round(error, 3))} of the probability; for the same, plain sampling takes {Numbers.Count((long)Math.Min(9e18, plain))} runs, "
                + $"{(gain >= 10 ? Numbers.Count((long)gain) : Numbers.Short(gain, 2))} times the work{ByTheClock(gain)}."
            : work);
        if (gain < Worthwhile) yield return new Notice("This outcome is not rare enough, or its level too poor a guide, for splitting to pay: `scenariosim run` does as well.");
    }

    // A step in which an importance is worked out and a world kept takes three to nine times as long as one of a plain run (docs/rare.md).
    private static string ByTheClock(double gain) => gain < 9 ? ", and by the clock hardly more" : ", and by the clock a ninth to a third of that";

    private static IEnumerable<Block> Misgivings(RareResults results)
    {
        if (results.Spread > RareResults.MuchSpread)
        {
            yield return new Notice($"The replications differ much ({Numbers.Count(results.Hitting)} of {Numbers.Count(results.Replications)} reached the outcome): the interval may be too short. --effort makes each of them greater.");
        }
        else if (results.RelativeError > results.Precision)
        {
            yield return new Notice($"A little less precise than the {Percent.Level(results.Precision)} wanted: the effort was planned on trials, before the estimate, so as not to bias it.");
        }
    }

    private static IEnumerable<Block> Undivided(RareResults results) => results.Undivided.Select(t => new Notice(
        $"A toss of small chance leads on ({t.Span}: `{TransitionText.OneLine(t.Span.Text)}`). It is not divided: if much of the probability comes through it, the interval may be too low."));

    private static Paragraph Basis(RareReport report)
    {
        RareResults results = report.Results;
        string?[] parts =
        [
            $"Policy {results.Policy.Name}{(results.Policy.Title == results.Policy.Name ? "" : $" ({results.Policy.Title})")}",
            report.Settings.Count > 0 ? "with " + string.Join(", ", report.Settings) : null,
            $"seed {results.Seed}, {Numbers.Count(results.Replications)} independent replications",
            "splitting with fixed effort",
            results.Elapsed > TimeSpan.Zero ? Times.Elapsed(results.Elapsed) : null,
        ];
        return new Paragraph(string.Join("; ", parts.Where(p => p is not null)) + ".");
    }
}
