using ScenarioSim.Model;
using ScenarioSim.Reports.Format;

namespace ScenarioSim.Reports.Graphs;

/// <summary>Graphviz: a cluster a track, and a cluster a state with inner ones.</summary>
public sealed class DotGraph : IGraphFormat
{
    /// <inheritdoc/>
    public string Name => "dot";

    /// <inheritdoc/>
    public void Write(Scenario scenario, IReadOnlyList<Track> tracks, TextWriter to)
    {
        to.Write($"digraph {Quote(scenario.Title)} {{\n  compound=true;\n  rankdir=LR;\n  node [shape=box, style=rounded];\n");
        foreach (Track track in tracks)
        {
            to.Write($"  subgraph cluster_t{track.Index} {{\n    label={Quote(track.Title)};\n");
            to.Write($"    t{track.Index}_start [shape=point];\n");
            Inside(track, -1, 2, to);
            to.Write($"    t{track.Index}_start -> {Id(track, track.States[track.Initial])};\n");
            foreach (Edge edge in Edges.Of(track)) Arrow(track, edge, to);
            to.Write("  }\n");
        }
        to.Write("}\n");
    }

    private static void Inside(Track track, int parent, int depth, TextWriter to)
    {
        string margin = new(' ', 2 * depth);
        foreach (State state in Edges.Inside(track, parent))
        {
            string label = Quote([state.Title, .. Edges.Happens(state)]);
            if (state.IsLeaf)
            {
                to.Write($"{margin}{Id(track, state)} [label={label}];\n");
                continue;
            }
            to.Write($"{margin}subgraph {Cluster(track, state)} {{\n{margin}  label={label};\n");
            Inside(track, state.Index, depth + 1, to);
            to.Write(margin + "}\n");
        }
    }

    // Graphviz draws between nodes only: an arrow of an outer state runs between its innermost ones and is cut off at the cluster's edge.
    private static void Arrow(Track track, Edge edge, TextWriter to)
    {
        State from = track.States[edge.From.InitialLeaf];
        State into = track.States[edge.To.InitialLeaf];
        string tail = edge.From.IsLeaf ? "" : $", ltail={Cluster(track, edge.From)}";
        string head = edge.To.IsLeaf ? "" : $", lhead={Cluster(track, edge.To)}";
        to.Write($"    {Id(track, from)} -> {Id(track, into)} [label={Quote(edge.Effects.Length == 0 ? [edge.Label] : [edge.Label, edge.Effects])}{tail}{head}];\n");
    }

    private static string Cluster(Track track, State state) => $"cluster_t{track.Index}_s{state.Index}";

    private static string Id(Track track, State state) => $"t{track.Index}_s{state.Index}";

    // Lines below each other: a line feed of the file is none of them, and goes as a space.
    private static string Quote(params IEnumerable<string> lines) => $"\"{string.Join("\\n", lines.Select(l => Cells.Harmless(l).Replace("\\", "\\\\").Replace("\"", "\\\"")))}\"";
}
