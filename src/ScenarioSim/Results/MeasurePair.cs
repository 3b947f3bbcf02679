namespace ScenarioSim.Results;

/// <summary>What a measure was in the same worlds under a baseline and under an item, each by itself: how they go together follows from this and from their differences.</summary>
internal sealed class MeasurePair
{
    /// <summary>Worlds that have it under the baseline.</summary>
    public long BaselineHas { get; private set; }

    /// <summary>Worlds that have it under the item.</summary>
    public long ItemHas { get; private set; }

    /// <summary>The baseline's values in the worlds that have it under both.</summary>
    public MeasureHistogram Baseline { get; } = new();

    /// <summary>The item's values there.</summary>
    public MeasureHistogram Item { get; } = new();

    /// <summary>Counts a world; NaN where it does not have the measure.</summary>
    public void Add(double baseline, double item)
    {
        if (!double.IsNaN(baseline)) BaselineHas++;
        if (!double.IsNaN(item)) ItemHas++;
        if (double.IsNaN(baseline) || double.IsNaN(item)) return;
        Baseline.Add(baseline);
        Item.Add(item);
    }

    /// <summary>Adds all that another of the same pair counted.</summary>
    public void Merge(MeasurePair other)
    {
        BaselineHas += other.BaselineHas;
        ItemHas += other.ItemHas;
        Baseline.Merge(other.Baseline);
        Item.Merge(other.Item);
    }
}
