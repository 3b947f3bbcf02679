using ScenarioSim.Text;

namespace ScenarioSim.Language;

/// <summary>Ends the composing of a file; never leaves the composer.</summary>
internal sealed class SyntaxFaultException(Diagnostic diagnostic) : Exception(diagnostic.Message)
{
    /// <summary>What is wrong.</summary>
    public Diagnostic Diagnostic { get; } = diagnostic;
}
