using ScenarioSim.Model;
using ScenarioSim.Reports.Blocks;
using ScenarioSim.Reports.Format;
using ScenarioSim.Results;

namespace ScenarioSim.Reports.Sections;

/// <summary>What results are conditioned on, for people.</summary>
public static class EvidenceSections
{
    /// <summary>A mark before everything else that only some of the runs count; nothing where all do.</summary>
    public static IEnumerable<Block> Mark(EvidenceResult? evidence)
    {
        if (evidence is null) yield break;
        string share = Percent.Share(evidence.Share, evidence.Low, evidence.High);
        string interval = Percent.Range(evidence.Low, evidence.High);
        string asOf = evidence.Evidence.AsOf is { } date ? $"As of {Moment(date)}: " : "";
        if (evidence.Facts.Count == 0)
        {
            yield return new Notice($"{asOf}nothing that the file has observed is from until then{(evidence.Runs is null ? "" : ", so all runs count")}.{Past(evidence.Evidence)}");
            yield break;
        }
        if (evidence is not { Runs: { } runs, Agreeing: { } agreeing })
        {
            yield return new Notice($"{asOf}what is known was {share} likely{(evidence.Low is null ? "" : $" ({interval})")}; what follows is given that, and \u201call\u201d is without it.{Past(evidence.Evidence)}");
            yield break;
        }
        string range = agreeing == runs ? "" : $" ({share}, {interval})";
        string agree = $"{Numbers.Count(agreeing)} of {Numbers.Count(runs, "run")} {(agreeing == 1 ? "agrees" : "agree")}";
        yield return new Notice($"{asOf}{agree} with what is known{range}; what follows is of those, and \u201call\u201d of all runs.{Past(evidence.Evidence)}");
    }

    private static string Past(Evidence evidence) => evidence is { PastOf: { } before, Until: { } date } ? $" Until {Moment(date)} the levers are those of {before.Name}." : "";

    /// <summary>Each fact with how likely it was, given those before it; nothing where there are none.</summary>
    public static IEnumerable<Block> Facts(EvidenceResult? evidence)
    {
        if (evidence is null || evidence.Facts.Count == 0) yield break;
        yield return new Table(
            [Column.Words("Known"), new Column("when"), Column.Number("likely"), .. evidence.Runs is null ? Array.Empty<Column>() : [Column.Number("runs left")]],
            [.. evidence.Facts.Select(f => (IReadOnlyList<string>)[f.Fact.Text, When(f.Fact), Likely(f), .. f.Agreeing is { } left ? [Numbers.Count(left)] : Array.Empty<string>()])]);
    }

    /// <summary>What is known in a few words, each a piece of its own: <c>as of 2022-01-12</c>, <c>given talks == closed by 2022-02-15</c>; none where nothing is.</summary>
    public static IEnumerable<string> Words(Evidence? evidence)
    {
        if (evidence is null) yield break;
        if (evidence.AsOf is { } date) yield return $"as of {Moment(date)}";
        foreach (string given in evidence.Given) yield return $"given {given}";
        if (evidence.PastOf is { } before) yield return $"with the past of {before.Name}";
    }

    /// <summary>Whether a run agrees, and if not, with what first; nothing where all runs count.</summary>
    public static IEnumerable<Block> Agreement(Story story)
    {
        if (story.Scenario.Evidence is not { Facts.Count: > 0 } evidence) yield break;
        string asOf = evidence.AsOf is { } date ? $"As of {Moment(date)}: " : "";
        yield return story.Against is { } fact
            ? new Notice($"{asOf}this run does not agree with what is known, first not with {fact.Text} {When(fact)}.")
            : new Paragraph($"{asOf}this run agrees with all that is known, {Numbers.Count(evidence.Facts.Count, "fact")}.");
    }

    /// <summary>What is known among what happens in a run, by date, with a line where it ends; nothing where nothing is known.</summary>
    public static IEnumerable<(DateTime Date, Entry Entry)> Known(Story story)
    {
        if (story.Scenario.Evidence is not { Facts.Count: > 0, Until: { } until } evidence) yield break;
        foreach ((Fact fact, bool agrees) in evidence.Facts.Zip(story.Agrees))
        {
            string text = $"known{(fact.AtSomeTime ? " to have been so by now" : "")}{(agrees ? "" : ", but not of this run")}: {fact.Text}";
            yield return (fact.Date, new Entry(Moment(fact.Date), text, fact.About.Sources.Count == 0 ? [] : [$"[{string.Join(", ", fact.About.Sources)}]"]));
        }
        string then = evidence.PastOf is { } before ? $"; so far the levers are those of {before.Name}, from the next step on those of {story.Policy.Name}" : "";
        yield return (until, new Entry(Moment(until), $"\u2014 known until here{then} \u2014", []));
    }

    /// <summary>The same in fewer, for names: what was given is counted where it is long.</summary>
    public static IEnumerable<string> Briefly(Evidence? evidence)
    {
        const int Longest = 32;
        if (evidence is null) yield break;
        if (evidence.AsOf is { } date) yield return $"as of {Moment(date)}";
        if (evidence.Given is [{ Length: <= Longest } only]) yield return $"given {only}";
        else if (evidence.Given.Count > 0) yield return $"{evidence.Given.Count} given";
        if (evidence.PastOf is { } before) yield return $"past of {before.Name}";
    }

    /// <summary>When a fact was so: <c>on 2022-01-12</c>, <c>by 2022-02-15</c>.</summary>
    public static string When(Fact fact) => $"{(fact.AtSomeTime ? "by" : "on")} {Moment(fact.Date)}";

    /// <summary>A date as a file would have it, with its time where it has one.</summary>
    public static string Moment(DateTime date) =>
        date.ToString(date.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : date.Ticks % TimeSpan.TicksPerMinute == 0 ? "yyyy-MM-dd'T'HH:mm" : "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF");

    // How likely it was for those who knew what came before it.
    private static string Likely(FactResult fact) => fact.Of == 0 ? Numbers.None : Percent.Share(fact.Share, fact.Low, fact.High);
}
