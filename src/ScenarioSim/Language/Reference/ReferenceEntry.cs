using ScenarioSim.Text;

namespace ScenarioSim.Language;

/// <summary>What a word is that the language knows.</summary>
public enum ReferenceKind
{
    /// <summary>A kind of mapping, such as a transition: its keys are listed.</summary>
    Mapping,

    /// <summary>A key of one kind of mapping, or of any.</summary>
    Key,

    /// <summary>A function of expressions.</summary>
    Function,

    /// <summary>What a measure reads off a run.</summary>
    Reading,

    /// <summary>A distribution that is written as a function.</summary>
    Distribution,

    /// <summary>A word of estimative probability.</summary>
    Word,

    /// <summary>A remark of the checker.</summary>
    Message,
}

/// <summary>What is to be said about one word of the language.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">The word itself, as it is written in a file; of a message its code.</param>
/// <param name="Of">What it belongs to, with its article: <c>a transition</c>, <c>icd203</c>; empty where it stands for itself.</param>
/// <param name="Written">How it is written, or what it holds.</param>
/// <param name="Meaning">One line or two.</param>
public sealed record ReferenceEntry(ReferenceKind Kind, string Name, string Of, string Written, string Meaning)
{
    /// <summary>Other things worth saying, each a sentence.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Of a mapping its own keys; else empty.</summary>
    public IReadOnlyList<ReferenceEntry> Keys { get; init; } = [];

    /// <summary>What people write who know another language, and what this is the word for.</summary>
    public IReadOnlyList<string> Synonyms { get; init; } = [];

    /// <summary>An example: a distribution, or a file that gives a message; null where there is none.</summary>
    public string? Example { get; init; }

    /// <summary>How bad what a message says is; null for everything else.</summary>
    public Severity? Severity { get; init; }
}
