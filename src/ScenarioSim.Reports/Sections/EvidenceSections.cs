using ScenarioSim.Model;
using ScenarioSim.Reports.Blocks;
using ScenarioSim.Reports.Format;
using ScenarioSim.Results;

namespace ScenarioSim.Reports.Sections;

/// <summary>What results are conditioned on, for people.</summary>
public static class EvidenceSections
{
    /// <summary>With fewer runs that agree than these a share may be off by three points and more.</summary>
    public const long Many = 1_000;

    /// <summary>With fewer than these a quantile is that of a few worlds that happened to be drawn.</summary>
    public const long Enough = 30;

    /// <summary>Whether so few runs agree that quantiles say nothing; never where all runs count or nothing was sampled.</summary>
    /// <param name="results">The results.</param>
    /// <param name="count">How many of the runs that agree they are of; null: all.</param>
    public static bool AreTooFew(SimulationResults results, long? count = null) => results is { Evidence.IsHeld: true, Runs: { } runs } && (count ?? runs) < Enough;

    /// <summary>A mark before everything else that only some of the runs count; nothing where all do.</summary>
    public static IEnumerable<Block> Mark(SimulationResults results)
    {
        if (results.Evidence is not { } evidence) yield break;
        string share = Percent.Share(evidence.Share, evidence.Low, evidence.High);
        string interval = Percent.Range(evidence.Low, evidence.High);
        string known = Before(evidence.Evidence);
        if (evidence.Facts.Count == 0)
        {
            yield return new Notice($"{known}nothing that the file has observed is from until then{(evidence.Runs is null ? "" : ", so all runs count")}.{Past(results)}");
            yield break;
        }
        if (evidence is not { Runs: { } runs, Agreeing: { } agreeing })
        {
            yield return new Notice($"{known}what is known was {share} likely{(evidence.Low is null ? "" : $" ({interval})")}; what follows is given that, and \u201call\u201d is without it.{Newest(evidence.Evidence)}{Past(results)}");
            yield break;
        }
        string range = agreeing == runs ? "" : $" ({share}, {interval})";
        yield return new Notice($"{known}{Numbers.Count(agreeing)} of {Numbers.Count(runs, "run")} {(agreeing == 1 ? "agrees" : "agree")} with what is known{range}; what follows is of those, and \u201call\u201d of all runs.{Newest(evidence.Evidence)}{Past(results)}");
        foreach (Block block in IfFew(agreeing)) yield return block;
        foreach (Block block in SaysNothing(evidence)) yield return block;
    }

    // What was so at some time until a date is so in every run where it is so at the start: that is seldom what was meant.
    private static IEnumerable<Block> SaysNothing(EvidenceResult evidence) => evidence.Facts
        .Where(f => f.Fact.AtSomeTime && f.Of > 0 && f.Agreeing == f.Of && evidence.Runs >= Enough)
        .Select(f => new Notice($"{f.Fact.Text} {When(f.Fact)} is so in every run, and teaches nothing: `by` asks whether it was so at some time until then, `on` whether it was on that date."));

    /// <summary>A mark that so few runs agree that little can be read off them; nothing where they are enough.</summary>
    public static IEnumerable<Block> IfFew(long agreeing)
    {
        if (agreeing < Enough) yield return new Notice($"{(agreeing == 1 ? "One run is" : $"{Numbers.Count(agreeing)} runs are")} too few for anything but shares and intervals: make more with --runs, or as many as it takes with --precision 1pp.");
        else if (agreeing < Many) yield return new Notice($"{Numbers.Count(agreeing)} runs are few: mind the intervals, or make as many as it takes with --precision 1pp.");
    }

    // `As of 2022-02-18, given talks == closed by 2022-03-01: `.
    private static string Before(Evidence evidence)
    {
        string known = string.Join(", ", Words(evidence with { PastOf = null }));
        return known.Length == 0 ? "" : $"{char.ToUpperInvariant(known[0])}{known[1..]}: ";
    }

    // A date as of which nothing has been observed is not named beside what is given. Of a result that was saved facts are not known in single.
    private static bool IsDated(Evidence evidence) => evidence.AsOf is not null && (evidence.Given.Count == 0 || evidence.Facts.Count == 0 || evidence.Facts.Count > evidence.Given.Count);

    // How old the news is, where it is older than the date.
    private static string Newest(Evidence evidence) => evidence.AsOf is { } date && evidence.Facts.Count > 0 && evidence.Facts.Max(f => f.Date) is var newest && newest < date ? $" The newest fact is of {Times.Exact(newest)}." : "";

    // Under which policy what is known came about: where that is not the file's first, another question may have been meant.
    private static string Past(SimulationResults results)
    {
        Evidence evidence = results.Evidence!.Evidence;
        if (evidence.Until is not { } date) return "";
        Policy before = evidence.PastOf ?? results.Scenario.Policies[0];
        // Another belief is held from the start in any case.
        if (before.Levers.SequenceEqual(results.Policy.Levers)) return "";
        if (evidence.PastOf is not null) return $" Until {Times.Exact(date)} the levers are those of {before.Name}, then {results.Policy.Name} takes over. \u201cAll\u201d is without what is known, with the same change of course.";
        return $" {results.Policy.Name} holds from the start; with --past-of {before.Name} it takes over on {Times.Exact(date)}.";
    }

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
        if (IsDated(evidence)) yield return $"as of {Times.Exact(evidence.AsOf!.Value)}";
        foreach (string given in evidence.Given) yield return $"given {given}";
        if (evidence.PastOf is { } before) yield return $"with the past of {before.Name}";
    }

    /// <summary>That no run agrees: which fact was one too many, and what that says of it.</summary>
    /// <param name="evidence">What runs were held to; none agrees.</param>
    public static string NoneAgrees(EvidenceResult evidence)
    {
        FactResult fatal = evidence.Facts.First(f => f.Agreeing == 0);
        string fact = $"`{fatal.Fact.Text}` {When(fatal.Fact)}";
        string before = fatal.Of == evidence.Runs ? "" : " that agree with what was known before it";
        string none = fatal.Of == 1 && before.Length > 0 ? $"{fact} is not so in the one run that agrees with what was known before it" : $"{fact} is so in none of {Numbers.Count(fatal.Of ?? 0, "run")}{before}";
        return $"no run agrees with all that is known: {none} (at most {Percent.Share(fatal.High ?? 1, 0, fatal.High ?? 1)} likely there). Under this policy it may be impossible, and has to be left out, or only rare: then more runs meet it (--runs)";
    }

    /// <summary>Whether a run agrees, and if not, with what first; nothing where all runs count.</summary>
    public static IEnumerable<Block> Agreement(Story story)
    {
        if (story.Scenario.Evidence is not { Facts.Count: > 0 } evidence) yield break;
        string asOf = Before(evidence) is { Length: > 0 } known ? known + "this" : "This";
        yield return story.Against is { } fact
            ? new Notice($"{asOf} run does not agree with what is known, first not with {fact.Text} {When(fact)}.")
            : new Paragraph($"{asOf} run agrees with all that is known, {Numbers.Count(evidence.Facts.Count, "fact")}.");
    }

    /// <summary>What is known among what happens in a run, by date, with a line where it ends; nothing where nothing is known.</summary>
    public static IEnumerable<(DateTime Date, Entry Entry)> Known(Story story)
    {
        if (story.Scenario.Evidence is not { Facts.Count: > 0, Until: { } until } evidence) yield break;
        foreach ((Fact fact, bool agrees) in evidence.Facts.Zip(story.Agrees))
        {
            string text = $"known{(fact.AtSomeTime ? " to have been so by now" : "")}{(agrees ? "" : ", but not of this run")}: {fact.Text}";
            yield return (fact.Date, new Entry(Times.Exact(fact.Date), text, fact.About.Sources.Count == 0 ? [] : [$"[{string.Join(", ", fact.About.Sources)}]"]));
        }
        string then = evidence.PastOf is { } before ? $"; so far the levers are those of {before.Name}, from the next step on those of {story.Policy.Name}" : "";
        yield return (until, new Entry(Times.Exact(until), $"\u2014 known until here{then} \u2014", []));
    }

    /// <summary>The same in fewer, for names: what was given is counted where it is long.</summary>
    public static IEnumerable<string> Briefly(Evidence? evidence)
    {
        const int Longest = 32;
        if (evidence is null) yield break;
        if (IsDated(evidence)) yield return $"as of {Times.Exact(evidence.AsOf!.Value)}";
        if (evidence.Given is [{ Length: <= Longest } only]) yield return $"given {only}";
        else if (evidence.Given.Count > 0) yield return $"{evidence.Given.Count} given";
        if (evidence.PastOf is { } before) yield return $"past of {before.Name}";
    }

    /// <summary>When a fact was so: <c>on 2022-01-12</c>, <c>by 2022-02-15</c>.</summary>
    public static string When(Fact fact) => $"{(fact.AtSomeTime ? "by" : "on")} {Times.Exact(fact.Date)}";

    // How likely it was for those who knew what came before it.
    private static string Likely(FactResult fact) => fact.Of == 0 ? Numbers.None : Percent.Share(fact.Share, fact.Low, fact.High);
}
