using System.CommandLine;
using System.Text;
using ScenarioSim.Language;
using ScenarioSim.Reports.Json;
using ScenarioSim.Text;

namespace ScenarioSim.App.Cli;

/// <summary><c>check FILE...</c>: reads files and says everything that is wrong with them.</summary>
internal sealed class CheckVerb : IVerb
{
    private static readonly (Severity Severity, string Word)[] s_kinds = [(Severity.Error, "error"), (Severity.Warning, "warning"), (Severity.Info, "remark")];

    /// <inheritdoc/>
    public IReadOnlyList<(string Call, string Does)> Examples { get; } =
    [
        ("scenariosim check crisis.yaml", "every error, warning and remark, each with its place"),
        ("scenariosim check --strict *.yaml", "fail on warnings too, as a build should"),
    ];

    /// <inheritdoc/>
    public Command Command(Host host)
    {
        Argument<string[]> files = FileArgument.Several("FILE", "Scenario files", 1);
        var strict = new Option<bool>("--strict") { Description = "Let warnings count as errors" };
        Option<string> format = SharedOptions.Format("text", "json");
        var shared = new SharedOptions();
        var command = new Command("check", "Read scenario files and print everything that is wrong with them") { files, strict, format, shared.Out, shared.AllowOutside };
        command.SetAction(parsed => Check(
            host, parsed.GetValue(files)!, parsed.GetValue(strict), shared.FormOf(parsed, format) == "json", parsed.GetValue(shared.Out), parsed.GetValue(shared.AllowOutside)));
        return command;
    }

    private static int Check(Host host, string[] files, bool strict, bool json, string? path, bool allowOutside)
    {
        ResultOutput.Check(path);
        var reader = new ScenarioFiles(host, allowOutside);
        var all = new List<Diagnostic>();
        // Files that extend the same one have its mistakes in common: they are said once.
        var said = new HashSet<(string, string, int, string)>();
        var verdicts = new StringBuilder();
        var cut = new List<string>();
        int code = ExitCode.Done;
        foreach (string file in files)
        {
            (ReadResult result, bool unreadable, bool isSaved) = reader.Read(file);
            if (!json && isSaved)
            {
                verdicts.Append(file).Append(": a saved result, not a scenario; `scenariosim compare` takes it\n");
                code = Math.Max(code, ExitCode.Errors);
                continue;
            }
            Diagnostic[] fresh = [.. result.Diagnostics.Where(d => said.Add((d.Code, d.Span.File.Path, d.Span.Start, d.Message)))];
            // Diagnostics go to stderr, the verdicts to stdout; a file or a program that asks for them gets both in one.
            if (!json && path is null) reader.Print(fresh);
            else if (!json && fresh.Length > 0) verdicts.Append(DiagnosticText.Render(fresh)).Append('\n');
            all.AddRange(fresh);
            if (result.HasMoreErrors) cut.Add(file);
            verdicts.Append(file).Append(": ").Append(Verdict(result)).Append('\n');
            code = Math.Max(code, unreadable ? ExitCode.Usage : Fails(result.Diagnostics, strict) ? ExitCode.Errors : ExitCode.Done);
        }
        if (json) ResultOutput.Write(host, path, stream => DiagnosticsJson.Write(all, stream, cut));
        else ResultOutput.Write(host, path, verdicts.ToString());
        return code;
    }

    private static bool Fails(IReadOnlyList<Diagnostic> diagnostics, bool strict) =>
        diagnostics.Any(d => d.Severity == Severity.Error || (strict && d.Severity == Severity.Warning));

    private static string Verdict(ReadResult result)
    {
        IReadOnlyList<Diagnostic> diagnostics = result.Diagnostics;
        IEnumerable<string> counts = s_kinds
            .Select(kind => (Count: diagnostics.Count(d => d.Severity == kind.Severity), kind.Word)).Where(k => k.Count > 0)
            .Select(k => $"{(k.Word == "error" && result.HasMoreErrors ? "more than " : "")}{k.Count} {k.Word}{(k.Count == 1 ? "" : "s")}");
        return diagnostics.Count == 0 ? "ok" : string.Join(", ", counts);
    }
}
