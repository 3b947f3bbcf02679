using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ScenarioSim.Language;
using ScenarioSim.Model;

namespace ScenarioSim.Tests.Corpus;

/// <summary>What a <c># expect</c> line of a corpus file says.</summary>
/// <param name="Policy">The policy it is about; null: the first.</param>
/// <param name="Of">What: <c>outcome NAME</c>, <c>share of TRACK == STATE on DATE</c>, <c>happens MEASURE</c>, <c>mean of MEASURE</c>, <c>warning counted WORD</c>.</param>
/// <param name="Value">The exact value; NaN for a warning.</param>
/// <param name="Line">The line as written.</param>
public sealed partial record Expectation(string? Policy, string Of, double Value, string Line)
{
    /// <summary>All expectations of a file's text, in order.</summary>
    public static IReadOnlyList<Expectation> In(string text) =>
        [.. text.Split('\n').Select(line => line.Trim('\r', '\uFEFF')).Select(line => Form().Match(line)).Where(m => m.Success).Select(From)];

    /// <inheritdoc/>
    public override string ToString() => Line;

    private static Expectation From(Match m)
    {
        string? policy = m.Groups["policy"] is { Success: true } named ? named.Value : null;
        string of = m.Groups["of"].Value.Trim();
        if (of.StartsWith("warning counted", StringComparison.Ordinal)) return new Expectation(policy, of, double.NaN, m.Value);
        int equals = of.LastIndexOf(" = ", StringComparison.Ordinal);
        string value = of[(equals + 3)..];
        return new Expectation(policy, of[..equals].Trim(), Evaluate(value), m.Value);
    }

    // The language's own arithmetic reads the formulas.
    private static double Evaluate(string formula)
    {
        int comment = formula.IndexOf('#', StringComparison.Ordinal);
        string expression = comment < 0 ? formula : formula[..comment];
        if (double.TryParse(expression, NumberStyles.Float, CultureInfo.InvariantCulture, out double plain)) return plain;
        string file = $"start: 2022-01-01\nhorizon: 1 day\nindicators:\n  x:\n    initial: '{expression.Trim()}'\ntracks:\n  t: {{ states: {{ s: [] }} }}\n";
        ReadResult read = ScenarioReader.Read("x.yaml", new MemoryFiles(("x.yaml", file)));
        return ((Constant)read.Scenario!.Indicators[0].Initial).Value;
    }

    [GeneratedRegex(@"^#\s*expect\s*(\[policy\s+(?<policy>[^\]]+)\])?\s*:\s*(?<of>.+)$")]
    private static partial Regex Form();
}

/// <summary>Files that stand in memory.</summary>
public sealed class MemoryFiles(params IEnumerable<(string Path, string Text)> files) : IFileSource
{
    private readonly Dictionary<string, string> _files = files.ToDictionary(f => f.Path, f => f.Text);

    public byte[] Read(string path, int limit) =>
        _files.TryGetValue(path.Replace('\\', '/'), out string? text) ? Encoding.UTF8.GetBytes(text) : throw new IOException($"there is no file `{path}`");
}
