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
        string date = evidence.AsOf is { } asOf ? $"as of {EvidenceSections.Moment(asOf)}" : "";
        int given = evidence.Given.Count;
        string count = Say.Plural(given, "condition"), text = given == 1 && evidence.Given[0].Length <= LongestGiven ? evidence.Given[0] : count;
        string agree = evidence.Facts.Count == 0 ? "nothing known" : found.Agreeing == 0 ? $"none of {Say.Count(found.Runs ?? 0)} agrees" : $"{Share(found)} agree";
        string least = evidence.Facts.Count == 0 ? "nothing known" : found.Agreeing == 0 ? "none agrees" : Share(found);
        string[] whats = given == 0 ? [date] : date.Length == 0 ? [text, count] : [$"{date} · {text}", $"{date} · {count}", $"{date} +{given} given", $"{date} +{given}"];
        return [.. whats.Select(w => $"{w} · {agree}"), $"{whats[^1]}: {least}"];
    }

    /// <summary>At the end of a title: <c>, as of 2022-02-18 and given geneva == recess by 2022-02-01</c>; empty where all runs count.</summary>
    public static string In(Evidence? evidence)
    {
        if (evidence is null) return "";
        string given = string.Join(" and ", evidence.Given);
        string date = evidence.AsOf is { } asOf ? $", as of {EvidenceSections.Moment(asOf)}" : "";
        return date + (given.Length == 0 ? "" : date.Length > 0 ? $" and given {given}" : $", given {given}");
    }

    /// <summary>The share of runs that agree, to two figures; never all or none where that is not so.</summary>
    public static string Share(EvidenceResult found)
    {
        string text = Numbers.Short(100 * found.Share, Figures);
        return text == "100" && found.Agreeing < found.Runs ? ">99 %" : text + " %";
    }
}
