using System.Text;
using ScenarioSim.Model;
using ScenarioSim.Results;

namespace ScenarioSim.Tests.Generated;

/// <summary>A tally as text, to the last bit.</summary>
internal static class TallyText
{
    public static string Of(Tally tally, Scenario scenario)
    {
        var text = new StringBuilder();
        text.Append($"runs {tally.Runs}\n");
        foreach (Outcome o in scenario.Outcomes)
        {
            text.Append($"{o.Name}: {tally.Outcomes[o.Index]}, first {string.Join(" ", tally.FirstRuns[o.Index].Order())}, by step {Numbers(tally.EndedBy(o.Index))}\n");
            foreach (Track t in scenario.Tracks) text.Append($"  {t.Name} finally {Numbers(tally.FinallyIn(o.Index, t))}\n");
        }
        foreach (Track t in scenario.Tracks)
        {
            double[][] rows = tally.InState(t);
            foreach (State s in t.States) text.Append($"{t.Name} {s.Name}: {Numbers(rows[s.Index])}\n");
        }
        foreach (MeasureHistogram h in tally.Measures.Concat(tally.Assumptions))
        {
            text.Append($"{h.Count} values, {h.Least:R} to {h.Greatest:R}, mean {h.Mean:R}, spread {h.StandardDeviation:R}: {string.Join(" ", h.Bins().Select(b => $"{b.Low:R}-{b.High:R}:{b.Count}"))}\n");
        }
        for (int i = 0; i < tally.Counted.Length; i++)
        {
            if (tally.Counted[i].Runs > 0) text.Append($"counted {i} in {tally.Counted[i].Runs}, first {tally.Counted[i].First}: {tally.Counted[i].Example.Step} {tally.Counted[i].Example.Value:R}\n");
        }
        return text.ToString();
    }

    private static string Numbers(IEnumerable<double> numbers) => string.Join(" ", numbers.Select(n => n.ToString("R")));
}
