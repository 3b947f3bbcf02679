using ScenarioSim.Text;

namespace ScenarioSim.Reports.Json;

/// <summary>Diagnostics: <c>scenariosim/diagnostics/1</c>.</summary>
public static class DiagnosticsJson
{
    /// <summary>Writes them in their order.</summary>
    /// <param name="diagnostics">What was found.</param>
    /// <param name="to">Where to.</param>
    /// <param name="cut">The files that have more errors than are listed.</param>
    public static void Write(IReadOnlyList<Diagnostic> diagnostics, Stream to, IReadOnlyList<string>? cut = null)
    {
        using var json = new JsonText(to);
        json.Object(() =>
        {
            json.Text("schema", "scenariosim/diagnostics/1");
            json.Array("diagnostics", diagnostics, d => json.Object(() =>
            {
                json.Text("code", d.Code);
                json.Text("severity", DiagnosticText.SeverityWord(d.Severity));
                json.Text("file", d.Span.File.Path);
                json.Whole("line", d.Span.Line);
                json.Whole("column", d.Span.Column);
                json.Whole("length", d.Span.Length);
                json.Text("message", d.Message);
                json.Text("help", d.Help);
            }));
            if (cut is { Count: > 0 }) json.Texts("more_errors_in", cut);
        });
    }
}
