using ScenarioSim.App.Tui.Drawing;

namespace ScenarioSim.App.Tui.Charts;

/// <summary>Differences as dots with their intervals about a zero line, all rows on one scale; and the worlds behind them.</summary>
public static class Differences
{
    /// <summary>One row.</summary>
    /// <param name="value">The difference.</param>
    /// <param name="low">Lower bound.</param>
    /// <param name="high">Upper bound.</param>
    /// <param name="reach">The scale: minus this to plus this fills the width.</param>
    /// <param name="width">Columns.</param>
    /// <param name="glyphs">The characters.</param>
    public static Line Draw(double value, double low, double high, double reach, int width, Glyphs glyphs)
    {
        var text = new char[width];
        Array.Fill(text, ' ');
        int At(double x) => (int)Math.Clamp(Math.Round((x / reach * 0.5 + 0.5) * (width - 1)), 0, width - 1);
        text[At(0)] = glyphs.Box[1];
        for (int x = At(low); x <= At(high); x++) text[x] = x == At(0) ? glyphs.Box[6] : glyphs.Box[0];
        text[At(value)] = glyphs.Dot;
        return Line.Of(new string(text), low > 0 ? Style.Up : high < 0 ? Style.Down : Style.Plain);
    }

    /// <summary>A hundred worlds: those that gain the outcome, those that lose it, those that stay as they are.</summary>
    public static Line Worlds(double into, double outOf, int count, Glyphs glyphs)
    {
        int more = (int)Math.Round(into * count), less = Math.Min(count - more, (int)Math.Round(outOf * count));
        return new Line().Add(new string(glyphs.Worlds[0], more), Style.Up).Add(new string(glyphs.Worlds[1], less), Style.Down)
            .Add(new string(glyphs.Worlds[2], count - more - less), Style.Dim);
    }
}
