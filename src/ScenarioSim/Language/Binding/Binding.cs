using ScenarioSim.Language.Expressions;
using ScenarioSim.Model;
using ScenarioSim.Text;

namespace ScenarioSim.Language;

/// <summary>What all parts of the binder share while they read one scenario.</summary>
internal sealed class Binding(SourceText file, DiagnosticBag bag)
{
    /// <summary>The file that was asked for.</summary>
    public SourceText File { get; } = file;

    /// <summary>Where remarks go.</summary>
    public DiagnosticBag Bag { get; } = bag;

    /// <summary>The names that expressions see.</summary>
    public NameTable Names { get; } = new();

    /// <summary>Reads expressions; there from the moment at which the clock is known.</summary>
    public ExpressionReader Reader { get; set; } = null!;

    /// <summary>The sources, by name.</summary>
    public Dictionary<string, SourceSpan> Sources { get; } = [];

    /// <summary>Whether the section of sources is in error, so that a name that is not there may be meant for it.</summary>
    public bool SourcesAreBroken { get; set; }

    /// <summary>Where each chance stands: its value may be a definition, which stands elsewhere.</summary>
    public Dictionary<Likelihood, SourceSpan> Chances { get; } = new(ReferenceEqualityComparer.Instance);
}
