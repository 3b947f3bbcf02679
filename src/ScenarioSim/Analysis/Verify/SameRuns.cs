using ScenarioSim.Model;
using ScenarioSim.Results;

namespace ScenarioSim.Analysis;

/// <summary>The first place in which two engines' runs of one number differ.</summary>
/// <param name="Run">The run's number.</param>
/// <param name="Step">The step; null where the difference is in what the run comes to as a whole.</param>
/// <param name="What">What differs, such as <c>track `geneva`</c> or <c>measure `peak`</c>.</param>
/// <param name="Reference">What the reference has there.</param>
/// <param name="Engine">What the engine has there.</param>
public sealed record RunDifference(long Run, int? Step, string What, string Reference, string Engine);

/// <summary>Whether an engine makes the very runs of the reference.</summary>
/// <param name="Engine">The engine.</param>
/// <param name="Reference">What it is held against.</param>
/// <param name="Runs">How many runs were compared, from number 0.</param>
/// <param name="First">The first difference; null where all are the same bit for bit.</param>
public sealed record SameRuns(string Engine, string Reference, long Runs, RunDifference? First);

/// <summary>Compares two records of one run, bit for bit.</summary>
public static class RecordComparison
{
    /// <summary>The first difference: in time order, then in what the runs come to; null where there is none.</summary>
    /// <param name="scenario">The scenario of the runs.</param>
    /// <param name="reference">What should be.</param>
    /// <param name="own">What is.</param>
    public static RunDifference? First(Scenario scenario, RunRecord reference, RunRecord own) =>
        Assumptions(scenario, reference, own) ?? Events(scenario, reference, own) ?? Whole(scenario, reference, own);

    private static RunDifference? Assumptions(Scenario scenario, RunRecord reference, RunRecord own) =>
        Numbers(reference, reference.Assumptions, own.Assumptions, i => $"assumption `{scenario.Assumptions[i].Name}`", 0);

    private static RunDifference? Events(Scenario scenario, RunRecord reference, RunRecord own)
    {
        (RunDifference? move, RunDifference? change) = (Moves(scenario, reference, own), Changes(scenario, reference, own));
        return move is null || (change is not null && change.Step < move.Step) ? change : move;
    }

    private static RunDifference? Moves(Scenario scenario, RunRecord reference, RunRecord own)
    {
        Move[] a = [.. reference.Moves.OrderBy(m => m.Step).ThenBy(m => m.Track)];
        Move[] b = [.. own.Moves.OrderBy(m => m.Step).ThenBy(m => m.Track)];
        string Text(Move m) => $"{scenario.Tracks[m.Track].States[m.From].Name} to {scenario.Tracks[m.Track].States[m.To].Name}";
        return Listed(reference.Run, a, b, m => (m.Step, m.Track), (x, y) => x == y, m => $"track `{scenario.Tracks[m.Track].Name}`", Text, "no move");
    }

    private static RunDifference? Changes(Scenario scenario, RunRecord reference, RunRecord own)
    {
        IndicatorChange[] a = [.. reference.IndicatorChanges.OrderBy(c => c.Step).ThenBy(c => c.Indicator)];
        IndicatorChange[] b = [.. own.IndicatorChanges.OrderBy(c => c.Step).ThenBy(c => c.Indicator)];
        bool Same(IndicatorChange x, IndicatorChange y) => x.Step == y.Step && x.Indicator == y.Indicator && Bits(x.Value, y.Value);
        return Listed(reference.Run, a, b, c => (c.Step, c.Indicator), Same, c => $"indicator `{scenario.Indicators[c.Indicator].Name}`", c => Digits(c.Value), "no change");
    }

    private static RunDifference? Listed<T>(
        long run, T[] reference, T[] own, Func<T, (int Step, int Which)> place, Func<T, T, bool> same, Func<T, string> what, Func<T, string> text, string none)
        where T : struct
    {
        int i = 0;
        while (i < reference.Length && i < own.Length && same(reference[i], own[i])) i++;
        if (i == reference.Length && i == own.Length) return null;
        T? a = i < reference.Length ? reference[i] : null;
        T? b = i < own.Length ? own[i] : null;
        // What comes earlier is what the other lacks.
        int order = a is null ? 1 : b is null ? -1 : place(a.Value).CompareTo(place(b.Value));
        T first = order <= 0 ? a!.Value : b!.Value;
        return new RunDifference(run, place(first).Step, what(first), order <= 0 ? text(a!.Value) : none, order >= 0 ? text(b!.Value) : none);
    }

    private static RunDifference? Whole(Scenario scenario, RunRecord reference, RunRecord own)
    {
        RunDifference At(string what, string a, string b) => new(reference.Run, null, what, a, b);
        if (reference.LastStep != own.LastStep) return At("the last step", scenario.Clock.Iso(reference.LastStep), scenario.Clock.Iso(own.LastStep));
        if (reference.Stopped != own.Stopped) return At("the end", Stopped(reference), Stopped(own));
        if (reference.Outcome != own.Outcome) return At("the outcome", scenario.Outcomes[reference.Outcome].Name, scenario.Outcomes[own.Outcome].Name);
        if (Numbers(reference, reference.Measures, own.Measures, i => $"measure `{scenario.Measures[i].Name}`", null) is { } measure) return measure;
        return Counted(reference) != Counted(own) ? At("what was counted", Counted(reference), Counted(own)) : null;
    }

    private static RunDifference? Numbers(RunRecord reference, double[] a, double[] b, Func<int, string> what, int? step)
    {
        for (int i = 0; i < a.Length; i++)
        {
            if (!Bits(a[i], b[i])) return new RunDifference(reference.Run, step, what(i), Digits(a[i]), Digits(b[i]));
        }
        return null;
    }

    private static string Stopped(RunRecord record) => record.Stopped ? "stopped" : "not stopped";

    private static string Counted(RunRecord record) =>
        record.Counted.Count == 0 ? "nothing" : string.Join(", ", record.Counted.Select(c => $"place {c.Site} in step {c.Step}: {Digits(c.Value)}"));

    // NaN stands for a measure that is absent, whatever its bits.
    private static bool Bits(double a, double b) => BitConverter.DoubleToInt64Bits(a) == BitConverter.DoubleToInt64Bits(b) || (double.IsNaN(a) && double.IsNaN(b));

    private static string Digits(double value) => double.IsNaN(value) ? "none" : value.ToString("R");
}
