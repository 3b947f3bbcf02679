using System.Text;
using ScenarioSim.Model;
using ScenarioSim.Reports.Format;

namespace ScenarioSim.Reports.Graphs;

/// <summary>Mermaid's <c>stateDiagram-v2</c>: one diagram, a composite state a track where there are several.</summary>
public sealed class MermaidGraph : IGraphFormat
{
    /// <inheritdoc/>
    public string Name => "mermaid";

    /// <inheritdoc/>
    public void Write(Scenario scenario, IReadOnlyList<Track> tracks, TextWriter to)
    {
        to.Write($"---\ntitle: {Yaml(tracks.Count == 1 ? tracks[0].Title : scenario.Title)}\n---\nstateDiagram-v2\n");
        foreach (Track track in tracks)
        {
            if (tracks.Count > 1) to.Write($"  state {Quote(track.Title)} as {TrackId(track)} {{\n");
            Inside(track, -1, tracks.Count > 1 ? 2 : 1, to);
            string margin = tracks.Count > 1 ? "    " : "  ";
            foreach (Edge edge in Edges.Of(track)) to.Write($"{margin}{Id(track, edge.From)} --> {Id(track, edge.To)}: {Lines(edge.Effects.Length == 0 ? [edge.Label] : [edge.Label, edge.Effects])}\n");
            if (tracks.Count > 1) to.Write("  }\n");
        }
    }

    private static void Inside(Track track, int parent, int depth, TextWriter to)
    {
        string margin = new(' ', 2 * depth);
        int initial = Initial(track, parent);
        if (initial >= 0) to.Write($"{margin}[*] --> {Id(track, track.States[initial])}\n");
        foreach (State state in Edges.Inside(track, parent))
        {
            to.Write($"{margin}state {Quote([state.Title, .. Edges.Happens(state)])} as {Id(track, state)}{(state.IsLeaf ? "" : " {")}\n");
            if (state.IsLeaf) continue;
            Inside(track, state.Index, depth + 1, to);
            to.Write(margin + "}\n");
        }
    }

    // Where one starts on this level: in the initial world outermost, else in the first inner state.
    private static int Initial(Track track, int parent) =>
        parent < 0 ? track.Lineage(track.Initial).Last() : track.Lineage(track.States[parent].InitialLeaf).First(s => track.States[s].Parent == parent);

    // Names may hold letters of any script, which Mermaid does not take in an id, and some words are its own: numbers are safe.
    private static string TrackId(Track track) => $"t{track.Index}";

    private static string Id(Track track, State state) => $"t{track.Index}_s{state.Index}";

    private static string Quote(params IEnumerable<string> lines) => $"\"{Lines(lines)}\"";

    // Below each other, which Mermaid writes as HTML does; what the file says cannot, since its brackets are entity codes.
    private static string Lines(IEnumerable<string> lines) => string.Join("<br/>", lines.Select(Label));

    private static string Yaml(string text) => $"\"{Cells.Harmless(text).Replace("\\", "\\\\").Replace("\"", "\\\"")}\"";

    // What would end a label or start something else in Mermaid goes as an entity code.
    private static string Label(string text)
    {
        var safe = new StringBuilder(text.Length);
        foreach (char c in Cells.Harmless(text)) safe.Append(c is '"' or '&' or '#' or ';' or ':' or '<' or '>' or '{' or '}' ? $"#{(int)c};" : c.ToString());
        return safe.ToString();
    }
}
