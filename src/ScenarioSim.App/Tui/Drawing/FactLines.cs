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
        int left = Math.Max("runs left".Length, Columns.Of(Say.Count(found.Runs ?? 0))), when = found.Facts.Max(f => Columns.Of(EvidenceSections.When(f.Fact)));
        int room = Math.Max(LeastFact, width - when - Likely - left - 6), fact = Math.Min(room, found.Facts.Max(f => Columns.Of(f.Fact.Text)));
        string[] texts = [.. found.Facts.Select(f => f.Fact.Text)];
        yield return Line.Of($"{Columns.Left("Known", fact)}  {Columns.Left("", when)}  {Columns.Right("likely", Likely)}  {Columns.Right("runs left", left)}", Style.Dim);
        foreach (var f in found.Facts)
        {
            var line = Line.Of($"{Columns.LeftApart(f.Fact.Text, fact, texts)}  {Columns.Left(EvidenceSections.When(f.Fact), when)}  ")
                .Add($"{Columns.Right(Chance(f), Likely)}  {Columns.Right(Say.Count(f.Agreeing ?? 0), left)}", Style.Bold);
            yield return f is { Of: > 0, Agreeing: 0 } ? line.Add(width - line.Width >= LastLost.Length ? LastLost : "").With(Emphasis.Bold) : f.Of == 0 ? line.With(Emphasis.Dim) : line;
        }
    }

    private const string LastLost = "  the last are lost here";

    /// <summary>How likely a fact was, given those before it; nothing where no run agrees with those.</summary>
    public static string Chance(FactResult fact)
    {
        if (fact.Of == 0) return "–";
        int decimals = Say.IntervalDecimals(fact.Low, fact.High, Say.Decimals((fact.High - fact.Low) / 2));
        return fact.Agreeing == 0 ? $"<{Say.Percent(fact.High ?? 1, decimals)}" : Say.Percent(fact.Share, decimals);
    }
}
