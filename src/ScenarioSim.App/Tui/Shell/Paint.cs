using ScenarioSim.App.Tui.Drawing;
using Terminal.Gui.Drawing;
using TerminalAttribute = Terminal.Gui.Drawing.Attribute;

namespace ScenarioSim.App.Tui.Shell;

/// <summary>How many colours may be used.</summary>
public enum Colours
{
    /// <summary>None: emphasis alone.</summary>
    None,

    /// <summary>The sixteen of every terminal.</summary>
    Sixteen,

    /// <summary>All.</summary>
    True,
}

/// <summary>Turns styles into the terminal's attributes, and cells into what its character set can show.</summary>
internal sealed class Paint(Colours colours, GlyphSet glyphs)
{
    // Never a background, never blue, bright yellow or bright black: those vanish on one terminal or another.
    private static readonly Dictionary<char, char> Plain = new()
    {
        ['›'] = '>',
        ['·'] = '.',
        ['…'] = '~',
        ['–'] = '-',
        ['−'] = '-',
        ['→'] = '>',
        ['←'] = '<',
        ['▲'] = '^',
        ['▼'] = 'v',
        ['●'] = '*',
        ['○'] = 'o',
        ['◼'] = '#',
        ['◆'] = '*',
        ['✗'] = 'x',
        ['▾'] = '-',
        ['▸'] = '+',
        ['│'] = '|',
        ['─'] = '-',
        ['├'] = '|',
        ['└'] = '`',
        ['∞'] = '~',
    };

    /// <summary>The attribute of a style.</summary>
    public TerminalAttribute Of(Style style)
    {
        var text = TextStyle.None;
        if (style.Emphasis.HasFlag(Emphasis.Bold)) text |= TextStyle.Bold;
        if (style.Emphasis.HasFlag(Emphasis.Dim)) text |= TextStyle.Faint;
        if (style.Emphasis.HasFlag(Emphasis.Reverse)) text |= TextStyle.Reverse;
        if (style.Emphasis.HasFlag(Emphasis.Underline)) text |= TextStyle.Underline;
        return new TerminalAttribute(Foreground(style.Ink), Color.None, text);
    }

    /// <summary>The text of a cell as the terminal can show it.</summary>
    public string Text(string cell)
    {
        if (glyphs != GlyphSet.Ascii || cell.Length == 0 || cell[0] < 128) return cell;
        return cell.Length == 1 && Plain.TryGetValue(cell[0], out char plain) ? plain.ToString() : cell;
    }

    /// <summary>The colours that the environment allows.</summary>
    public static Colours Allowed(Func<string, string?> environment)
    {
        if (environment("NO_COLOR") is { Length: > 0 } || environment("TERM") is "dumb") return Colours.None;
        bool all = environment("COLORTERM") is "truecolor" or "24bit" || environment("TERM")?.Contains("direct", StringComparison.Ordinal) == true;
        return all ? Colours.True : Colours.Sixteen;
    }

    private Color Foreground(Ink ink) => (colours, ink) switch
    {
        (Colours.None, _) or (_, Ink.Default) => Color.None,
        // Between dark and light, so that both keep their contrast on either background.
        (Colours.True, Ink.Cyan) => new Color(0x0F, 0xA3, 0xB1),
        (Colours.True, Ink.Magenta) => new Color(0xC8, 0x50, 0xC0),
        (Colours.True, Ink.Up) => new Color(0xE6, 0x9F, 0x00),
        (Colours.True, Ink.Down) => new Color(0x56, 0xB4, 0xE9),
        (_, Ink.Cyan or Ink.Down) => new Color(ColorName16.Cyan),
        _ => new Color(ColorName16.Magenta),
    };
}
