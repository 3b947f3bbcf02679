using ScenarioSim.App.Tui.Drawing;
using ScenarioSim.Model;

namespace ScenarioSim.App.Tui.ScenarioView;

/// <summary>A track as its state machine, drawn in text, with its transitions in the file's words.</summary>
public static class Machine
{
    /// <summary>The machine in lines of a width.</summary>
    /// <param name="track">The track.</param>
    /// <param name="shares">The share of runs in each state at the end, or null.</param>
    /// <param name="width">Columns.</param>
    /// <param name="glyphs">The characters.</param>
    public static IEnumerable<Line> Lines(Track track, IReadOnlyList<double>? shares, int width, Glyphs glyphs)
    {
        foreach (var state in track.States)
        {
            int indent = track.Lineage(state.Index).Count() - 1;
            yield return Head(track, state, indent * 2, shares, width, glyphs);
            string margin = new(' ', (indent * 2) + 2);
            if (state.Enter.Count > 0) yield return Fit(margin, "on entering: " + Words.Effects(state.Enter), width);
            if (state.Exit.Count > 0) yield return Fit(margin, "on leaving: " + Words.Effects(state.Exit), width);
            for (int i = 0; i < state.Transitions.Count; i++)
            {
                foreach (var line in Transition(track, state.Transitions[i], margin, i == state.Transitions.Count - 1, width, glyphs)) yield return line;
            }
        }
    }

    private static Line Head(Track track, State state, int indent, IReadOnlyList<double>? shares, int width, Glyphs glyphs)
    {
        bool ascii = glyphs.Set == GlyphSet.Ascii;
        bool initial = track.Lineage(track.Initial).Contains(state.Index);
        bool final = state.IsLeaf && track.Lineage(state.Index).All(s => track.States[s].Transitions.Count == 0);
        string mark = initial ? ascii ? "*" : "●" : final ? ascii ? "#" : "◼" : ascii ? "o" : "○";
        var line = new Line().To(indent).Add(mark + " ", initial ? Style.Cyan : Style.Plain).Add(state.Name, Style.Bold);
        if (state.About.Title is { } title) line.Add("  " + Columns.Cut(title, Math.Max(0, width - line.Width - 22)), Style.Dim);
        string note = initial ? "initial" : final ? "final" : "";
        string share = shares is null || shares.Count <= state.Index ? "" : $"{Say.Percent(shares[state.Index], 1)} at the end";
        string right = string.Join("  ", ((string[])[note, share]).Where(t => t.Length > 0));
        return line.Width + Columns.Of(right) + 2 <= width ? line.To(width - Columns.Of(right)).Add(right, Style.Dim) : line;
    }

    private static IEnumerable<Line> Transition(Track track, Transition transition, string margin, bool last, int width, Glyphs glyphs)
    {
        string tee = (last ? glyphs.Tree[1] : glyphs.Tree[0]).ToString(), through = last ? " " : glyphs.Tree[2].ToString(), arrow = glyphs.Tree[3].ToString();
        string name = transition.About.Name is { } n ? n + ": " : "";
        string effects = Words.Effects(transition.Do);
        if (transition.Targets is [{ Share: null, IsRest: false } only])
        {
            string also = Words.Effects(transition.Do.Concat(only.Do));
            string text = name + Words.Condition(transition) + (also.Length > 0 ? $"; {also}" : "");
            foreach (var line in To(margin + tee + arrow + " ", margin + through + "   ", track.States[only.State].Name, text, width)) yield return line;
            yield break;
        }
        foreach (var line in Wrapped(margin + tee + " ", margin + through + " ",
            name + Words.Condition(transition) + (effects.Length > 0 ? $"; {effects}" : ""), width)) yield return line;
        int column = transition.Targets.Max(t => Columns.Of(track.States[t.State].Name));
        for (int i = 0; i < transition.Targets.Count; i++)
        {
            var target = transition.Targets[i];
            char inner = i == transition.Targets.Count - 1 ? glyphs.Tree[1] : glyphs.Tree[0];
            string share = target.IsRest ? "rest" : target.Share is { } s ? Words.Of(s) : "";
            string done = Words.Effects(target.Do);
            foreach (var line in To($"{margin}{through} {inner}{arrow} ", $"{margin}{through}     ", Columns.Left(track.States[target.State].Name, column),
                share + (done.Length > 0 ? $"; {done}" : ""), width)) yield return line;
        }
    }

    private static IEnumerable<Line> To(string first, string next, string state, string text, int width)
    {
        int used = Columns.Of(first) + Columns.Of(state) + 2;
        var lines = Columns.Wrap(text, Math.Max(12, width - used));
        for (int i = 0; i < lines.Count; i++)
        {
            yield return i == 0 ? new Line().Add(first, Style.Dim).Add(state, Style.Cyan).Add("  ").Add(lines[i])
                : new Line().Add(next, Style.Dim).To(used).Add(lines[i]);
        }
    }

    private static IEnumerable<Line> Wrapped(string first, string next, string text, int width)
    {
        var lines = Columns.Wrap(text, Math.Max(12, width - Columns.Of(first)));
        for (int i = 0; i < lines.Count; i++) yield return new Line().Add(i == 0 ? first : next, Style.Dim).Add(lines[i]);
    }

    private static Line Fit(string margin, string text, int width) =>
        new Line().Add(margin).Add(Columns.Cut(text, Math.Max(0, width - margin.Length)), Style.Magenta);
}
