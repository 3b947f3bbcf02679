using System.Collections.Immutable;
using ScenarioSim.Results;

namespace ScenarioSim.App.Tui.CompareView;

/// <summary>What a row of the comparison is about.</summary>
public enum CompareKind
{
    /// <summary>An outcome's share.</summary>
    Outcome,

    /// <summary>The share of worlds in which a measure happens.</summary>
    Happening,

    /// <summary>A measure's mean.</summary>
    Measure,

    /// <summary>The expected value.</summary>
    Value,

    /// <summary>The share of worlds that change.</summary>
    Worlds,
}

/// <summary>A cell: the item's figure, and how it differs from the baseline's.</summary>
/// <param name="Figure">The figure; NaN where there is none.</param>
/// <param name="Difference">Item less baseline; null for the baseline.</param>
/// <param name="Low">Lower bound of the difference.</param>
/// <param name="High">Upper bound.</param>
public readonly record struct CompareCell(double Figure, double? Difference, double Low, double High)
{
    /// <summary>Whether the interval tells the difference from none.</summary>
    public bool IsTold => Difference is not null && !IsOfFew && (Low > 0 || High < 0);

    /// <summary>Whether it is of so few worlds that agree with what is known that nothing but shares can be told of them.</summary>
    public bool IsOfFew { get; init; }

    /// <summary>For a difference of a measure: the worlds it is of, and both means there; else null.</summary>
    public MeasureDifference? Of { get; init; }
}

/// <summary>A row of the comparison.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Name">The outcome's or measure's name.</param>
/// <param name="Title">As it is headed.</param>
/// <param name="Cells">One an item.</param>
/// <param name="Decimals">Decimals that the widest interval supports.</param>
public sealed record CompareRow(CompareKind Kind, string Name, string Title, IReadOnlyList<CompareCell> Cells, int Decimals)
{
    /// <summary>Half of the widest interval; 0: exact, or not known.</summary>
    public double Half { get; init; }

    /// <summary>The row with decimals and differences as they will be when intervals are so many times as wide.</summary>
    public CompareRow Narrowed(double times) => this with
    {
        Decimals = Half > 0 ? DecimalsOf(Kind, Half * times) : Decimals,
        Cells = [.. Cells.Select(c => c.Difference is { } d ? c with { Low = d - ((d - c.Low) * times), High = d + ((c.High - d) * times) } : c)],
    };

    /// <summary>Whether figures are shares.</summary>
    public bool IsShare => Kind is CompareKind.Outcome or CompareKind.Happening or CompareKind.Worlds;

    /// <summary>All rows that pass the filter, in the order chosen.</summary>
    public static IReadOnlyList<CompareRow> All(ComparisonResults results, WorkbenchModel model)
    {
        string filter = model.Filters.GetValueOrDefault(ScreenId.Compare, "");
        var rows = new List<CompareRow>();
        rows.AddRange(results.OutcomeNames.Select(n => Outcome(results, n)));
        foreach (var measure in results.Items[results.Baseline].Results.Measures)
        {
            if (results.Happenings.Any(d => d.Measure == measure.Measure.Name)) rows.Add(Happening(results, measure));
            rows.Add(Measure(results, measure));
        }
        if (results.Values.Count > 0) rows.Add(Value(results));
        if (results.WorldsThatChange.Any(w => w.Share is not null)) rows.Add(Worlds(results));
        var passing = rows.Where(r => Fuzzy.Passes(filter, $"{r.Name} {r.Title}"));
        var order = model.Compare.Order;
        return [.. passing.OrderBy(r => order.IndexOf(r.Name) is >= 0 and var at ? at : int.MaxValue)];
    }

    /// <summary>The names of rows sorted by an item: outcomes among themselves, then measures, as their units differ; the greatest first.</summary>
    public static ImmutableList<string> Sorted(IReadOnlyList<CompareRow> rows, int by, bool byDifference) =>
        [.. rows.OrderBy(r => r.Kind).ThenByDescending(r => Rank(r.Cells[by], byDifference)).Select(r => r.Name)];

    // A difference that is called unclear, whatever it may be, stands between those that are more and those that are less.
    private static double Rank(CompareCell cell, bool byDifference) =>
        byDifference && cell.Difference is { } difference ? cell.IsTold ? difference : 0 : double.IsNaN(cell.Figure) ? double.MinValue : cell.Figure;

    private static CompareRow Outcome(ComparisonResults results, string name)
    {
        CompareCell Cell(ComparedItem item, int i)
        {
            double share = item.Results.Outcomes.FirstOrDefault(o => o.Outcome.Name == name)?.Probability ?? 0;
            var d = results.Differences.FirstOrDefault(d => d.Item == i && d.Outcome == name);
            return new CompareCell(share, d?.Difference, d?.Low ?? 0, d?.High ?? 0) { IsOfFew = Agreeing.AreTooFew(results, i) };
        }
        string title = Say.Title(results.Items.SelectMany(i => i.Results.Outcomes).First(o => o.Outcome.Name == name).Outcome);
        List<CompareCell> cells = [.. results.Items.Select(Cell)];
        return Of(CompareKind.Outcome, name, title, cells, results.Items.Max(i => i.Results.HalfWidth ?? 0));
    }

    /// <summary>The name of the row that says how often a measure happens.</summary>
    public static string Happens(string measure) => $"{measure} happens";

    private static CompareRow Happening(ComparisonResults results, MeasureResult measure)
    {
        string name = measure.Measure.Name;
        CompareCell Cell(ComparedItem item, int i)
        {
            double share = item.Results.Measures.FirstOrDefault(m => m.Measure.Name == name)?.Share ?? double.NaN;
            var d = results.Happenings.FirstOrDefault(d => d.Item == i && d.Measure == name);
            return new CompareCell(share, d?.Difference, d?.Low ?? 0, d?.High ?? 0) { IsOfFew = Agreeing.AreTooFew(results, i) };
        }
        double half = measure is { ShareLow: { } low, ShareHigh: { } high } ? (high - low) / 2 : 0;
        return Of(CompareKind.Happening, Happens(name), $"{Say.Title(measure.Measure)}: happens", [.. results.Items.Select(Cell)], half);
    }

    private static CompareRow Measure(ComparisonResults results, MeasureResult measure)
    {
        string name = measure.Measure.Name;
        CompareCell Cell(ComparedItem item, int i)
        {
            var own = item.Results.Measures.FirstOrDefault(m => m.Measure.Name == name);
            (double mean, double of) = (own?.Mean ?? double.NaN, own?.Share ?? 1);
            var d = results.Measures.FirstOrDefault(d => d.Item == i && d.Measure == name);
            // Beside a difference that is of some worlds only, the mean there.
            return new CompareCell(d is { IsOfSome: true } ? d.Mean : mean, d?.Difference, d?.Low ?? 0, d?.High ?? 0) { Of = d, IsOfFew = Agreeing.AreTooFew(results, i, d?.Share ?? of) };
        }
        List<CompareCell> cells = [.. results.Items.Select(Cell)];
        double half = measure is { MeanLow: { } l, MeanHigh: { } h } ? (h - l) / 2 : 0;
        return Of(CompareKind.Measure, name, Say.Title(measure.Measure), cells, half);
    }

    private static CompareRow Value(ComparisonResults results)
    {
        CompareCell Cell(ComparedItem item, int i)
        {
            var d = results.Values.FirstOrDefault(d => d.Item == i);
            return new CompareCell(item.Results.Value?.Mean ?? double.NaN, d?.Difference, d?.Low ?? 0, d?.High ?? 0) { IsOfFew = Agreeing.AreTooFew(results, i) };
        }
        double half = results.Items.Max(i => i.Results.Value is { Low: { } l, High: { } h } ? (h - l) / 2 : 0);
        return Of(CompareKind.Value, "value", "value", [.. results.Items.Select(Cell)], half);
    }

    private static CompareRow Worlds(ComparisonResults results)
    {
        var cells = results.Items.Select((_, i) => new CompareCell(results.WorldsThatChange.FirstOrDefault(w => w.Item == i)?.Share ?? double.NaN, null, 0, 0));
        return new CompareRow(CompareKind.Worlds, "worlds", "worlds that change", [.. cells], 1);
    }

    private static CompareRow Of(CompareKind kind, string name, string title, IReadOnlyList<CompareCell> cells, double half) =>
        new(kind, name, title, cells, DecimalsOf(kind, half)) { Half = half };

    private static int DecimalsOf(CompareKind kind, double half) => kind is CompareKind.Outcome or CompareKind.Happening ? Math.Max(1, Say.Decimals(half))
        : half > 0 ? (int)Math.Clamp(Math.Ceiling(-Math.Log10(half * 2) - 1e-9), 0, 3) : 1;
}
