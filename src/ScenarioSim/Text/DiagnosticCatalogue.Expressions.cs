namespace ScenarioSim.Text;

/// <remarks>This file: SCN03xx.</remarks>
public static partial class DiagnosticCatalogue
{
    private static IReadOnlyList<DiagnosticEntry> Expressions => [];
}
