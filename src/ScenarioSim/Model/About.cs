namespace ScenarioSim.Model;

/// <summary>How sure the author of a figure is, apart from the figure itself.</summary>
public enum Confidence
{
    /// <summary>Thin or conflicting evidence.</summary>
    Low,

    /// <summary>Credible evidence that could be read otherwise.</summary>
    Moderate,

    /// <summary>Good evidence from several sources.</summary>
    High,
}

/// <summary>What people say about a thing: the keys that may stand in any mapping and travel to results, trace and report.</summary>
public sealed record About
{
    /// <summary>Nothing said.</summary>
    public static About Nothing { get; } = new();

    /// <summary>A short heading.</summary>
    public string? Title { get; init; }

    /// <summary>One or two sentences.</summary>
    public string? Summary { get; init; }

    /// <summary>What the quantity stands for.</summary>
    public string? Means { get; init; }

    /// <summary>Why this figure.</summary>
    public string? Why { get; init; }

    /// <summary>Names of sources, in the file's order.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>How sure the author is.</summary>
    public Confidence? Confidence { get; init; }

    /// <summary>Anything else.</summary>
    public string? Note { get; init; }

    /// <summary>The name given by <c>name:</c> where the mapping has none of its own (a transition).</summary>
    public string? Name { get; init; }

    /// <summary>The unit the author states, for display only.</summary>
    public string? Unit { get; init; }
}
