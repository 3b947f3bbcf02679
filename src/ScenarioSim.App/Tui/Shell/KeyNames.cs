using Terminal.Gui.Drivers;
using Terminal.Gui.Input;

namespace ScenarioSim.App.Tui.Shell;

/// <summary>The names that commands know keys by.</summary>
internal static class KeyNames
{
    private static readonly Dictionary<KeyCode, string> Special = new()
    {
        [KeyCode.Enter] = "Enter",
        [KeyCode.Esc] = "Esc",
        [KeyCode.Space] = "Space",
        [KeyCode.Tab] = "Tab",
        [KeyCode.Backspace] = "Backspace",
        [KeyCode.Delete] = "Delete",
        [KeyCode.CursorUp] = "Up",
        [KeyCode.CursorDown] = "Down",
        [KeyCode.CursorLeft] = "Left",
        [KeyCode.CursorRight] = "Right",
        [KeyCode.PageUp] = "PageUp",
        [KeyCode.PageDown] = "PageDown",
        [KeyCode.Home] = "Home",
        [KeyCode.End] = "End",
        [KeyCode.F1] = "F1",
    };

    /// <summary>The names of the keys that were pressed: a key with Alt is what a terminal sends for Esc and the key in quick succession.</summary>
    public static IEnumerable<string> All(Key key)
    {
        if (key.IsAlt) yield return "Esc";
        if (Of(key.NoAlt) is { } name) yield return name;
    }

    /// <summary>The name of a key; null where no command can have it.</summary>
    public static string? Of(Key key)
    {
        if (Special.TryGetValue(key.NoShift.NoCtrl.KeyCode, out string? name))
        {
            if (key.IsCtrl) return name == "Space" ? null : "Ctrl-" + name;
            return key.IsShift && name != "Space" ? "Shift-" + name : name;
        }
        if (key.IsCtrl) return key.NoShift.NoCtrl.AsRune.Value is > 32 and < 127 and var c ? "Ctrl-" + char.ToUpperInvariant((char)c) : null;
        var rune = key.AsRune;
        return rune.Value == 0 ? null : rune.ToString();
    }
}
