using System.Buffers;
using ScenarioSim.Reports.Blocks;

namespace ScenarioSim.Reports.Html;

/// <summary>Renders blocks as one page, well-formed also as XML.</summary>
internal static class Page
{
    // Bars made of characters say what the figures draw.
    private static readonly SearchValues<char> s_barCharacters = SearchValues.Create("█▉▊▋▌▍▎▏░ ");

    // What is in a page is data of whoever wrote the scenario: it may neither run nor load anything.
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'";

    private static readonly string s_style = """
        :root{color-scheme:light dark;--ink:#1a1a1a;--soft:#666;--line:#d8d8d8;--paper:#fff;--mark:#fff6d6}
        @media(prefers-color-scheme:dark){:root{--ink:#e6e6e6;--soft:#9a9a9a;--line:#3a3a3a;--paper:#17181a;--mark:#3a3314}}
        @media print{:root{--ink:#000;--soft:#444;--line:#bbb;--paper:#fff;--mark:#fff}}
        body{font:15px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);max-width:50rem;margin:2rem auto;padding:0 1rem}
        h1{font-size:1.6rem;line-height:1.25}h2{font-size:1.2rem;margin-top:2.2rem}
        .scroll{overflow-x:auto;margin:1.2rem 0}
        table{border-collapse:collapse;font-variant-numeric:tabular-nums;font-size:.87rem}
        th,td{padding:.2rem .7rem .2rem 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
        th{font-weight:600}.r{text-align:right;white-space:nowrap}
        .notice{background:var(--mark);border-left:3px solid #e69f00;padding:.4rem .8rem;margin:1rem 0}
        figure{margin:1.5rem 0;break-inside:avoid}figcaption{color:var(--soft);font-size:.85rem;margin-top:.4rem}
        svg{max-width:100%;height:auto}svg text{font:12px system-ui,sans-serif;fill:var(--ink)}
        svg .soft{fill:var(--soft)}svg .strong{font-weight:600}svg .end{text-anchor:end}svg .mid{text-anchor:middle}
        .grid{stroke:var(--line)}.axis{stroke:var(--soft)}.ink{stroke:var(--ink);stroke-width:1.2}.paper{fill:var(--paper);stroke:var(--ink)}
        .hollow{fill:var(--paper);stroke:var(--ink);stroke-width:1.6}.outline{fill:none;stroke:var(--ink);stroke-width:1.2;stroke-opacity:.7}
        dl.story dt{font-weight:600;margin-top:.6rem}dl.story dd{margin-left:1.2rem}dl.story .detail{color:var(--soft)}
        footer{color:var(--soft);font-size:.8rem;margin-top:3rem}

        """ + Palette.Rules;

    /// <summary>Writes a page.</summary>
    public static void Write(IReadOnlyList<Block> blocks, TextWriter to)
    {
        string title = blocks.OfType<Heading>().Select(h => h.Text).FirstOrDefault() ?? "ScenarioSim";
        to.Write($"<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n<meta http-equiv=\"Content-Security-Policy\" content=\"{Policy}\"/>\n<title>{Svg.Escape(title)}</title>\n<style>\n{s_style}</style>\n</head>\n<body>\n");
        for (int i = 0; i < blocks.Count; i++)
        {
            bool begins = blocks[i] is Entry && (i == 0 || blocks[i - 1] is not Entry), ends = blocks[i] is Entry && (i + 1 == blocks.Count || blocks[i + 1] is not Entry);
            to.Write((begins ? "<dl class=\"story\">\n" : "") + Of(blocks[i]) + "\n" + (ends ? "</dl>\n" : ""));
        }
        to.Write($"<footer>ScenarioSim {Product.Version}, meaning {Product.Meaning}. Computed from stated beliefs; no forecast.</footer>\n</body>\n</html>\n");
    }

    private static string Of(Block block) => block switch
    {
        Heading heading => $"<h{heading.Level}>{Svg.Escape(heading.Text)}</h{heading.Level}>",
        Paragraph paragraph => $"<p>{Svg.Escape(paragraph.Text)}</p>",
        Notice notice => $"<p class=\"notice\">{Svg.Escape(notice.Text)}</p>",
        Entry entry => $"<dt>{Svg.Escape(entry.When)}</dt><dd>{Svg.Escape(entry.What)}</dd>" + string.Concat(entry.Details.Select(d => $"<dd class=\"detail\">{Svg.Escape(d)}</dd>")),
        Verbatim verbatim => $"<pre>{string.Join('\n', verbatim.Lines.Select(Svg.Escape))}</pre>",
        Drawing drawing => $"<figure>\n{drawing.Svg}\n<figcaption>{Svg.Escape(drawing.Caption)}</figcaption>\n</figure>",
        Table table => Of(table),
        _ => throw new ArgumentOutOfRangeException(nameof(block), block, null),
    };

    private static string Of(Table table)
    {
        int[] shown = [.. Enumerable.Range(0, table.Columns.Count).Where(c => table.Columns[c].Title.Length > 0 || table.Rows.Any(r => r[c].AsSpan().ContainsAnyExcept(s_barCharacters)))];
        string Row(string cell, Func<int, string> text) => $"<tr>{string.Concat(shown.Select(c => $"<{cell}{(table.Columns[c].Right ? " class=\"r\"" : "")}>{Indented(text(c))}</{cell}>"))}</tr>";
        return $"<div class=\"scroll\"><table>\n<thead>{Row("th", c => table.Columns[c].Title)}</thead>\n<tbody>\n{string.Join('\n', table.Rows.Select(r => Row("td", c => r[c])))}\n</tbody>\n</table></div>";
    }

    // Inner states are set in by spaces, which a page would swallow.
    private static string Indented(string text) => new string('\u00a0', text.Length - text.TrimStart(' ').Length) + Svg.Escape(text.TrimStart(' '));
}
