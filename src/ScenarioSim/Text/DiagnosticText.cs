using System.Text;

namespace ScenarioSim.Text;

/// <summary>Renders diagnostics as text: the message, the place, the line with the stretch underlined, the way out.</summary>
public static class DiagnosticText
{
    // Longer lines are cut about the stretch, so that a message stays readable in 80 columns.
    private const int Widest = 100;
    private const int Narrowest = 20;

    /// <summary>One diagnostic, several lines, each ended by a line feed.</summary>
    /// <param name="diagnostic">It.</param>
    /// <param name="width">In how many columns lines of the file are shown whole, with the number before them; longer ones about the stretch.</param>
    public static string Render(Diagnostic diagnostic, int width = int.MaxValue)
    {
        var text = new StringBuilder();
        text.Append(SeverityWord(diagnostic.Severity)).Append(' ').Append(diagnostic.Code).Append(": ").Append(diagnostic.Message).Append('\n');
        if (diagnostic.Span.File.Path.Length > 0) Excerpt(text, "-->", diagnostic.Span, width);
        if (diagnostic.Related is { } related && related.File.Path.Length > 0) Excerpt(text, "see", related, width);
        if (diagnostic.Help is { } help) text.Append("   = help: ").Append(help).Append('\n');
        return text.ToString();
    }

    /// <summary>All of them, with an empty line between two.</summary>
    public static string Render(IEnumerable<Diagnostic> diagnostics) => string.Join("\n", diagnostics.Select(d => Render(d)));

    /// <summary>The severity's word: <c>error</c>, <c>warning</c>, <c>info</c>.</summary>
    public static string SeverityWord(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "info",
    };

    private static void Excerpt(StringBuilder text, string arrow, SourceSpan span, int width)
    {
        if (span.File.Text.Length == 0)
        {
            // Empty, or never read: there is nothing to show.
            text.Append("  ").Append(arrow).Append(' ').Append(span.File.Path).Append('\n');
            return;
        }
        (int line, int column) = span.File.Position(span.Start);
        string number = line.ToString();
        string shown = Printable(span.File.Line(line));
        int start = Math.Min(column - 1, shown.Length);
        int length = Math.Max(1, Math.Min(span.Length, shown.Length - start));
        // Beside the line stand its number, three columns, and a mark at either end.
        int widest = Math.Clamp(width - number.Length - 5, Narrowest, Widest);
        if (shown.Length > Math.Min(Widest, widest + 2))
        {
            int from = Math.Max(0, Math.Min(start - (widest / 3), shown.Length - widest));
            shown = string.Concat(from > 0 ? "…" : "", shown.AsSpan(from, Math.Min(widest, shown.Length - from)), from + widest < shown.Length ? "…" : "");
            start = start - from + (from > 0 ? 1 : 0);
            length = Math.Max(1, Math.Min(length, shown.Length - start));
        }
        string margin = new(' ', number.Length);
        text.Append(margin).Append(' ').Append(arrow).Append(' ').Append(span.File.Path).Append(':').Append(line).Append(':').Append(column).Append('\n');
        text.Append(number).Append(" | ").Append(shown).Append('\n');
        text.Append(margin).Append(" | ").Append(' ', start).Append('^', length).Append('\n');
    }

    // Tabs become one space (columns stay true); what a terminal would act on becomes a mark.
    private static string Printable(string line) =>
        string.Create(line.Length, line, static (to, from) =>
        {
            for (int i = 0; i < from.Length; i++) to[i] = from[i] == '\t' ? ' ' : char.IsControl(from[i]) ? '\uFFFD' : from[i];
        });
}
