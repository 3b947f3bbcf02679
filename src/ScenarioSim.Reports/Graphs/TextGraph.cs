using ScenarioSim.Model;
using ScenarioSim.Reports.Blocks;
using ScenarioSim.Reports.Format;

namespace ScenarioSim.Reports.Graphs;

/// <summary>State machines as an indented list: a state, what lies inside it, and where its transitions lead.</summary>
public sealed class TextGraph : IGraphFormat
{
    /// <inheritdoc/>
    public string Name => "text";

    /// <inheritdoc/>
    public void Write(Scenario scenario, IReadOnlyList<Track> tracks, TextWriter to)
    {
        for (int i = 0; i < tracks.Count; i++)
        {
            if (i > 0) to.Write('\n');
            foreach (string line in Lines(tracks[i], PlainText.Width)) to.Write(line + "\n");
        }
    }

    /// <summary>The lines of one track.</summary>
    public static IEnumerable<string> Lines(Track track, int width)
    {
        yield return Heading(track);
        foreach (State state in Edges.Inside(track, -1))
        {
            foreach (string line in Lines(track, state, 1, width)) yield return line;
        }
    }

    private static string Heading(Track track)
    {
        string kind = track.IsBranch ? track.Repeats ? " (a branch that repeats)" : " (a branch)" : "";
        return Cells.Harmless($"{track.Name}{kind}{(track.About.Title is { } title ? ": " + title : "")}");
    }

    private static IEnumerable<string> Lines(Track track, State state, int depth, int width)
    {
        string margin = new(' ', 2 * depth);
        bool initial = track.Lineage(track.Initial).Contains(state.Index);
        string title = state.About.Title is { } text ? ": " + text : "";
        bool final = state.IsLeaf && track.Lineage(state.Index).All(s => track.States[s].Transitions.Count == 0);
        yield return Cells.Harmless($"{margin}{(initial ? "*" : "-")} {state.Name}{title}{(final && !track.IsBranch ? " (final)" : "")}");
        foreach (string line in Happens("on entering: ", state.Enter, margin + "    ", width).Concat(Happens("on leaving: ", state.Exit, margin + "    ", width))) yield return line;
        foreach (Transition transition in state.Transitions)
        {
            foreach (string line in Arrows(track, transition, margin + "    ", width)) yield return line;
        }
        foreach (State inner in Edges.Inside(track, state.Index))
        {
            foreach (string line in Lines(track, inner, depth + 1, width)) yield return line;
        }
    }

    private static IEnumerable<string> Arrows(Track track, Transition transition, string margin, int width)
    {
        string label = Labels.Of(transition);
        string effects = Do(transition.Do);
        if (transition.Targets is [{ Share: null, IsRest: false } only]) return Wrapped($"→ {track.States[only.State].Name}: {label}{effects}{Do(only.Do)}", margin, width);
        return Wrapped($"→ {label}{effects}", margin, width).Concat(transition.Targets.SelectMany(
            t => Wrapped($"→ {track.States[t.State].Name}: {Labels.Share(t)}{Do(t.Do)}", margin + "  ", width)));
    }

    private static IEnumerable<string> Happens(string when, IReadOnlyList<Effect> effects, string margin, int width) =>
        effects.Count == 0 ? [] : Wrapped(when + Labels.Effects(effects), margin, width);

    private static string Do(IReadOnlyList<Effect> effects) => effects.Count == 0 ? "" : $"; {Labels.Effects(effects)}";

    private static IEnumerable<string> Wrapped(string text, string margin, int width) =>
        Cells.Wrap(Cells.Harmless(text), Math.Max(20, width - margin.Length - 2)).Select((line, i) => margin + (i == 0 ? "" : "  ") + line);
}
