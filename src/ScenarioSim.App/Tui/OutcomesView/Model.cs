namespace ScenarioSim.App.Tui.OutcomesView;

/// <summary>How a measure is drawn.</summary>
public enum MeasureChart
{
    /// <summary>Dots that can be counted.</summary>
    Dots,

    /// <summary>The cumulative curve.</summary>
    Curve,

    /// <summary>The histogram.</summary>
    Histogram,
}

/// <summary>What a row is about.</summary>
public enum OutcomeRowKind
{
    /// <summary>An outcome.</summary>
    Outcome,

    /// <summary>A measure.</summary>
    Measure,

    /// <summary>A fact that is known.</summary>
    Fact,
}

/// <summary>A row: an outcome, a measure or a fact, by its position among its like.</summary>
public readonly record struct OutcomeRow(OutcomeRowKind Kind, int Index);

/// <summary>What can come of it.</summary>
public sealed record OutcomesModel
{
    /// <summary>The row: outcomes first, then measures, then what is known.</summary>
    public int Cursor { get; init; }

    /// <summary>Whether the row's detail fills the body.</summary>
    public bool Opened { get; init; }

    /// <summary>Words of estimative probability beside the shares.</summary>
    public bool Words { get; init; }

    /// <summary>How measures are drawn.</summary>
    public MeasureChart Chart { get; init; }

    /// <summary>The place of the cursor on a measure's axis, 0..1; null: at the median.</summary>
    public double? At { get; init; }
}
