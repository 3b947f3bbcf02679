using ScenarioSim.Reports.Sections;
using ScenarioSim.Results;

namespace ScenarioSim.App.Tui.Drawing;

/// <summary>What is known, each fact with how likely it was given those before it, and how many runs are left.</summary>
public static class FactLines
{
    private const int Likely = 8, LeastFact = 12;

    /// <summary>The facts in lines of a width; the one at which the last runs are lost stands out.</summary>
    public static IEnumerable<Line> Of(EvidenceResult found, int width)
    {
        // A solution has no runs that could be left.
        int left = found.Runs is { } runs ? Math.Max("runs left".Length, Columns.Of(Say.Count(runs))) + 2 : 0, when = found.Facts.Max(f => Columns.Of(EvidenceSections.When(f.Fact)));
        int room = Math.Max(LeastFact, width - when - Likely - left - 4), fact = Math.Min(room, found.Facts.Max(f => Columns.Of(f.Fact.Text)));
        string[] texts = [.. found.Facts.Select(f => f.Fact.Text)];
        yield return Line.Of($"{Columns.Left("Known", fact)}  {Columns.Left("", when)}  {Columns.Right("likely", Likely)}{Columns.Right(left > 0 ? "runs left" : "", left)}", Style.Dim);
        foreach (var f in found.Facts)
        {
            var line = Line.Of($"{Columns.LeftApart(f.Fact.Text, fact, texts)}  {Columns.Left(EvidenceSections.When(f.Fact), when)}  ")
                .Add($"{Columns.Right(Chance(f), Likely)}{Columns.Right(f.Agreeing is { } agreeing ? Say.Count(agreeing) : "", left)}", Style.Bold);
            yield return f is { Of: > 0, Agreeing: 0 } ? line.Add(width - line.Width >= LastLost.Length ? LastLost : "").With(Emphasis.Bold) : f.Of == 0 ? line.With(Emphasis.Dim) : line;
        }
    }

    private const string LastLost = "  the last are lost here";

    /// <summary>How likely one of them was for those who knew what came before it, and how many runs it left.</summary>
    /// <param name="found">What the facts came to.</param>
    /// <param name="at">Its position.</param>
    /// <param name="said">A line of a name and what is said of it.</param>
    public static IEnumerable<Line> OfOne(EvidenceResult found, int at, Func<string, string, Line> said)
    {
        var fact = found.Facts[at];
        int decimals = Say.Decimals((fact.High - fact.Low) / 2);
        string range = fact is { Low: { } low, High: { } high } && fact.Share is > 0 and < 1 && low < high ? $" ({Say.Interval(low, high, decimals)})" : "";
        yield return said("likely", $"{Chance(fact)}{range}{(at == 0 ? "" : " given what was known before")}");
        if (fact is { Agreeing: { } agreeing, Of: { } of }) yield return said("runs left", $"{Say.Count(agreeing)} of {Say.Count(of)}{(at == 0 ? "" : $", of {Say.Plural(found.Runs ?? 0, "run")} in all")}");
    }

    /// <summary>How likely a fact was, given those before it; nothing where no run agrees with those.</summary>
    public static string Chance(FactResult fact)
    {
        if (fact.Of == 0) return "–";
        int decimals = Say.IntervalDecimals(fact.Low, fact.High, Say.Decimals((fact.High - fact.Low) / 2));
        return fact.Agreeing == 0 ? $"<{Say.Percent(fact.High ?? 1, decimals)}" : Say.Percent(fact.Share, decimals);
    }
}
