using System.Text;

namespace ScenarioSim.App.Tui;

/// <summary>A line of text being typed.</summary>
/// <param name="Prompt">What stands before it.</param>
/// <param name="Text">What was typed.</param>
/// <param name="At">The place of the cursor in it.</param>
/// <param name="Changed">Told of every change.</param>
/// <param name="Before">What to go back to on Esc.</param>
public sealed record Entry(string Prompt, string Text, int At, Func<string, Act> Changed, string Before)
{
    /// <summary>Told of the whole on Enter; null: it has been told of every change.</summary>
    public Func<string, Act>? Done { get; init; }

    /// <summary>An example of what may be typed, shown while nothing is; null for none.</summary>
    public string? Example { get; init; }

    /// <summary>Why what was typed could not be taken; null once more is typed.</summary>
    public string? Wrong { get; init; }

    /// <summary>Handles a key; null where the key is not for typing.</summary>
    public static (string Text, int At)? Type(string text, int at, string key) => key switch
    {
        "Backspace" when at > 0 => (text.Remove(at - Back(text, at), Back(text, at)), at - Back(text, at)),
        "Backspace" or "Left" when at == 0 => (text, at),
        "Delete" => (at < text.Length ? text.Remove(at, Forward(text, at)) : text, at),
        "Left" => (text, at - Back(text, at)),
        "Right" => (text, Math.Min(text.Length, at + Forward(text, at))),
        "Home" or "Ctrl-A" => (text, 0),
        "End" or "Ctrl-E" => (text, text.Length),
        "Ctrl-U" => (text[at..], 0),
        "Ctrl-W" => Word(text, at),
        "Space" => (text.Insert(at, " "), at + 1),
        _ when IsText(key) => (text.Insert(at, key), at + key.Length),
        _ => null,
    };

    // Names of keys are longer than one character; a character outside the first plane is two chars and one rune.
    private static bool IsText(string key) => Rune.TryGetRuneAt(key, 0, out var rune) && rune.Utf16SequenceLength == key.Length && !Rune.IsControl(rune);

    private static int Back(string text, int at) => at >= 2 && char.IsLowSurrogate(text[at - 1]) ? 2 : Math.Min(1, at);

    private static int Forward(string text, int at) => at + 1 < text.Length && char.IsHighSurrogate(text[at]) ? 2 : at < text.Length ? 1 : 0;

    private static (string Text, int At) Word(string text, int at)
    {
        int start = text[..at].TrimEnd().LastIndexOf(' ') + 1;
        return (text.Remove(start, at - start), start);
    }
}
