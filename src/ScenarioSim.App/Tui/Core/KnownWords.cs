using ScenarioSim.Model;
using ScenarioSim.Reports.Format;
using ScenarioSim.Reports.Sections;
using ScenarioSim.Results;

namespace ScenarioSim.App.Tui;

/// <summary>What figures are conditioned on, in a few words.</summary>
public static class KnownWords
{
    private const int LongestGiven = 36, Figures = 2;

    /// <summary>For the header, from the fullest to the barest: <c>as of 2022-02-18 · 2.3 % agree</c>.</summary>
    /// <param name="evidence">What runs are held to.</param>
    /// <param name="found">How many agree.</param>
    public static IReadOnlyList<string> Header(Evidence evidence, EvidenceResult found)
    {
        string date = evidence.AsOf is { } asOf ? $"as of {Times.Exact(asOf)}" : "";
        int given = evidence.Given.Count;
        string count = $"{given} given", text = given == 1 && evidence.Given[0].Length <= LongestGiven ? $"given {evidence.Given[0]}" : count;
        string agree = evidence.Facts.Count == 0 ? "nothing known" : found.Runs is null ? $"{Share(found)} likely" : found.Agreeing == 0 ? $"none of {Say.Count(found.Runs ?? 0)} agrees" : $"{Share(found)} agree";
        string least = evidence.Facts.Count == 0 ? "nothing known" : found.Agreeing == 0 ? "none agrees" : Share(found);
        string[] whats = given == 0 ? [date] : [.. ((string[])[text, count]).Select(g => date.Length == 0 ? g : $"{date} · {g}")];
        return [.. whats.Select(w => $"{w} · {agree}"), $"{whats[^1]}: {least}"];
    }

    /// <summary>At the end of a title: <c>, as of 2022-02-18 and given geneva == recess by 2022-02-01</c>; empty where all runs count.</summary>
    public static string In(Evidence? evidence)
    {
        if (evidence is null) return "";
        string given = string.Join(" and ", evidence.Given);
        string date = evidence.AsOf is { } asOf ? $", as of {Times.Exact(asOf)}" : "";
        return date + (given.Length == 0 ? "" : date.Length > 0 ? $" and given {given}" : $", given {given}");
    }

    /// <summary>What counts from now on, as a sentence.</summary>
    /// <param name="asOf">The date up to which observations count; null: none does.</param>
    /// <param name="given">The conditions that were given.</param>
    public static string Counted(DateTime? asOf, IReadOnlyList<string> given)
    {
        if (asOf is null && given.Count == 0) return "all runs count";
        string with = string.Join(" and ", given.Select(g => $"`{g}`"));
        string observed = asOf is { } date ? $"what was observed by {Times.Exact(date)}" : "";
        return $"only runs that agree with {observed}{(observed.Length > 0 && with.Length > 0 ? " and with " : "")}{with} count";
    }

    /// <summary>How likely what was given was; without anything given how likely the fact was that was the least so, from which most was learnt. Empty where nothing is known.</summary>
    public static string Likeliness(EvidenceResult found, Scenario scenario)
    {
        if (found.Facts.Count == 0) return "";
        List<FactResult> given = [.. found.Facts.Where(f => IsGiven(f.Fact, scenario))];
        if (given.Count > 0) return "given " + string.Join(", ", given.Select(f => $"{Whole(f)}: {Chance(f)}"));
        var least = found.Facts.MinBy(f => double.IsNaN(f.Share) ? double.MaxValue : f.Share)!;
        return found.Facts.Count == 1 ? $"known {Whole(least)}: {Chance(least)}" : $"{found.Facts.Count} facts known, least likely {Whole(least)} ({Drawing.FactLines.Chance(least)})";
    }

    /// <summary>Whether a fact is none of the file's observations.</summary>
    public static bool IsGiven(Fact fact, Scenario scenario) => !scenario.Observations.Any(o => ReferenceEquals(o.That, fact.That));

    private static string Whole(FactResult fact) => $"{fact.Fact.Text} {EvidenceSections.When(fact.Fact)}";

    private static string Chance(FactResult fact) => fact.Of == 0 ? "none left" : $"{Drawing.FactLines.Chance(fact)} likely";

    /// <summary>The share of runs that agree, to two figures; never all or none where that is not so.</summary>
    public static string Share(EvidenceResult found)
    {
        string text = Numbers.Short(100 * found.Share, Figures);
        return text == "100" && (found.Runs is null ? found.Share < 1 : found.Agreeing < found.Runs) ? ">99 %" : text + " %";
    }
}
