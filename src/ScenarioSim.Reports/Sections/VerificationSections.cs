using ScenarioSim.Analysis;
using ScenarioSim.Model;
using ScenarioSim.Reports.Blocks;
using ScenarioSim.Reports.Format;

namespace ScenarioSim.Reports.Sections;

/// <summary>How the engines agree, for people: the verdict, outcomes engine by engine, and of all else that was compared the worst of each kind.</summary>
public static class VerificationSections
{
    private const int MostBeyond = 10;

    /// <summary>The whole report.</summary>
    public static IReadOnlyList<Block> Of(VerificationReport report)
    {
        Verification verification = report.Verification;
        return
        [
            new Heading($"{verification.Scenario.Title}: {Numbers.Count(verification.Engines.Count(e => e.Results is not null), "engine")} side by side", 1),
            .. verification.Partial ? [new Notice("PARTIAL: stopped before it was done; compared is what there was until then.")] : Array.Empty<Block>(),
            .. Verdict(verification),
            Outcomes(verification),
            .. Same(verification),
            .. Compared(verification),
            .. Beyond(verification),
            .. report.All ? [All(verification)] : Array.Empty<Block>(),
            .. Bound(verification),
            Basis(report),
        ];
    }

    // What was found, and what could not be asked.
    private static IEnumerable<Block> Verdict(Verification verification)
    {
        EngineFindings[] silent = [.. verification.Engines.Where(e => e.Results is null)];
        if (!verification.Agrees) yield return new Notice("THE ENGINES DISAGREE: see below. This is a defect of the program, not of the scenario; its numbers are not to be trusted until it is found.");
        else if (silent.Length == 0) yield return new Paragraph("All engines agree.");
        else yield return new Paragraph("The engines agree, as far as they could be compared.");
        foreach (EngineFindings engine in silent) yield return new Notice($"not compared with {engine.Name}: {engine.Reason}");
    }

    private static Table Outcomes(Verification verification)
    {
        var rows = new List<IReadOnlyList<string>>();
        foreach (Outcome outcome in verification.Scenario.Outcomes)
        {
            bool first = true;
            foreach (EngineFindings engine in verification.Engines)
            {
                if (engine.Results?.Outcomes[outcome.Index] is not { } o) continue;
                rows.Add([first ? outcome.Title : "", engine.Name, Percent.Share(o.Probability, o.Low, o.High), Percent.Range(o.Low, o.High), Off(verification, engine, outcome)]);
                first = false;
            }
        }
        Column[] columns = [Column.Words("Outcome"), Left("engine"), Column.Number("probability"), Column.Number(Percent.Level(verification.Options.Confidence))];
        // Without an exact solution there is nothing to be off from.
        return verification.Agreements.Count > 0
            ? new Table([.. columns, Column.Number("from exact")], rows)
            : new Table(columns, [.. rows.Select(r => (IReadOnlyList<string>)[.. r.SkipLast(1)])]);
    }

    private static Column Left(string title) => new(title);

    private static string Off(Verification verification, EngineFindings engine, Outcome outcome)
    {
        if (verification.Agreements.FirstOrDefault(a => a.Engine == engine.Name) is not { } agreement) return "";
        Figure figure = agreement.Figures.First(f => f.Kind == FigureKind.Outcome && f.Name == outcome.Name);
        return Off(agreement, figure);
    }

    private static string Off(Agreement agreement, Figure figure) => (agreement.IsBeyond(figure) ? "! " : "") + FigureText.Off(figure.StandardErrors);

    // A row a kind of figure: how far each engine is off where it is farthest, and the worst of all by name.
    private static IEnumerable<Block> Compared(Verification verification)
    {
        Agreement[] agreements = [.. verification.Agreements];
        if (agreements.Length == 0) yield break;
        FigureKind[] kinds = [.. agreements.SelectMany(a => a.Worst.Select(w => w.Worst.Kind)).Distinct().Order()];
        (Agreement[] Engines, string[] Cells)[] columns = Columns(agreements, kinds);
        IReadOnlyList<string> Row(FigureKind kind, int row)
        {
            (Figure Worst, int Figures)[] own = [.. agreements.SelectMany(a => a.Worst).Where(w => w.Worst.Kind == kind)];
            return [FigureText.Many(kind), Numbers.Count(own.Max(o => o.Figures)), .. columns.Select(c => c.Cells[row]), FigureText.One(own.MaxBy(o => Math.Abs(o.Worst.StandardErrors)).Worst, verification.Scenario.Clock)];
        }

        yield return new Table(
            // So many engines leave no room for all in 80 columns.
            [Left("Against exact"), Column.Number("figures", drop: agreements.Length > 3 ? 1 : 0), .. columns.Select(c => Column.Number(Together(c.Engines))), Column.Words("farthest off")],
            [.. kinds.Select(Row)]);
        foreach ((Agreement[] engines, _) in columns.Where(c => c.Engines.Length > 1))
        {
            yield return new Paragraph($"{Together(engines)}: {Listed([.. engines[1..].Select(e => e.Engine)])} as well, figure by figure.");
        }
    }

    // Engines that came to the same figures share a column, for many would not find room beside each other.
    private static (Agreement[] Engines, string[] Cells)[] Columns(Agreement[] agreements, FigureKind[] kinds)
    {
        var columns = new List<List<Agreement>>();
        foreach (Agreement agreement in agreements)
        {
            List<Agreement>? same = columns.Find(c => c[0].Runs == agreement.Runs && c[0].Figures.Select(f => f.Sampled).SequenceEqual(agreement.Figures.Select(f => f.Sampled)));
            if (same is null) columns.Add([agreement]);
            else same.Add(agreement);
        }
        return [.. columns.Select(c => (c.ToArray(), kinds.Select(kind => c[0].Worst.Where(w => w.Worst.Kind == kind).Select(w => Off(c[0], w.Worst)).FirstOrDefault("")).ToArray()))];
    }

    private static string Listed(string[] names) => names.Length == 1 ? names[0] : $"{string.Join(", ", names[..^1])} and {names[^1]}";

    private static string Together(Agreement[] engines) => engines.Length == 1 ? engines[0].Engine : $"{engines[0].Engine} +{engines.Length - 1}";

    // All engines that make the same runs in one sentence.
    private static IEnumerable<Block> Same(Verification verification)
    {
        foreach (IGrouping<(string Reference, long Runs), SameRuns> same in verification.SameRuns.Where(s => s is { First: null, Runs: > 0 }).GroupBy(s => (s.Reference, s.Runs)))
        {
            string[] engines = [same.Key.Reference, .. same.Select(s => s.Engine)];
            yield return new Paragraph($"{Listed(engines)} make the same {Numbers.Count(same.Key.Runs)} runs, bit for bit: moves, indicators, measures.");
        }
    }

    // What the reader of a defect needs: where runs part, and the figures that are farthest off.
    private static IEnumerable<Block> Beyond(Verification verification)
    {
        Clock clock = verification.Scenario.Clock;
        foreach (SameRuns same in verification.SameRuns)
        {
            if (same.First is not { } first) continue;
            string place = first.Step is { } step ? $" in step {step} ({clock.Iso(step)})" : "";
            yield return new Notice($"{same.Engine} and {same.Reference} differ first in run {first.Run}{place}, {first.What}: {same.Reference} has {first.Reference}, {same.Engine} has {first.Engine}");
        }
        (Agreement Agreement, Figure Figure)[] beyond = [.. verification.Agreements.SelectMany(a => a.Beyond.Select(f => (a, f))).OrderByDescending(b => Math.Abs(b.f.StandardErrors))];
        if (beyond.Length == 0) yield break;
        yield return new Heading($"Too far from exact: {Numbers.Count(beyond.Length)}{(beyond.Length > MostBeyond ? $", of which {MostBeyond}" : "")}");
        yield return Figures(beyond.Take(MostBeyond), clock);
    }

    private static Table All(Verification verification) => Figures(verification.Agreements.SelectMany(a => a.Figures.Select(f => (a, f))), verification.Scenario.Clock);

    private static Table Figures(IEnumerable<(Agreement Agreement, Figure Figure)> figures, Clock clock) => new(
        [Column.Words("Figure"), Left("engine"), Column.Number("sampled"), Column.Number("exact"), Column.Number("off by")],
        [.. figures.Select(f => (IReadOnlyList<string>)
        [
            FigureText.One(f.Figure, clock), f.Agreement.Engine, FigureText.Value(f.Figure, f.Figure.Sampled), FigureText.Value(f.Figure, f.Figure.Exact), Off(f.Agreement, f.Figure),
        ])]);

    private static IEnumerable<Block> Bound(Verification verification)
    {
        if (verification.Agreements.Count == 0) yield break;
        int figures = verification.Agreements.Sum(a => a.Figures.Count);
        yield return new Paragraph(
            $"SE: standard errors. Engines that are right stay within {Numbers.Fixed(verification.Agreements[0].Bound, 1)} in all {Numbers.Count(figures)} figures together with {Percent.Level(verification.Options.Certainty)} (Bonferroni).");
    }

    private static Paragraph Basis(VerificationReport report)
    {
        Verification verification = report.Verification;
        string?[] parts =
        [
            $"Policy {verification.Policy.Name}{(verification.Policy.Title == verification.Policy.Name ? "" : $" ({verification.Policy.Title})")}",
            report.Settings.Count > 0 ? "with " + string.Join(", ", report.Settings) : null,
            $"seed {verification.Options.Seed}",
            .. verification.Engines.Where(e => e.Results?.Runs is not null).Select(e => $"{Numbers.Count(e.Results!.Runs!.Value, "run")} by {e.Name}"),
            verification.Elapsed > TimeSpan.Zero ? Times.Elapsed(verification.Elapsed) : null,
        ];
        return new Paragraph(string.Join("; ", parts.Where(p => p is not null)) + ".");
    }
}
