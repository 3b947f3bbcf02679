using System.Text.RegularExpressions;

namespace ScenarioSim.Tests.Docs;

/// <summary>A fenced block of a Markdown page.</summary>
/// <param name="Language">The first word after the fence.</param>
/// <param name="Words">The other words there.</param>
/// <param name="Text">What it holds, without the last line end.</param>
/// <param name="Line">The line of the fence, from 1.</param>
/// <param name="Start">Where the text starts on the page.</param>
public sealed partial record FencedBlock(string Language, IReadOnlyList<string> Words, string Text, int Line, int Start)
{
    /// <summary>All blocks of a page.</summary>
    public static IReadOnlyList<FencedBlock> In(string page) => [.. Fence().Matches(page).Select(m =>
    {
        string[] words = m.Groups["info"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new FencedBlock(words.FirstOrDefault() ?? "", [.. words.Skip(1)], m.Groups["text"].Value.TrimEnd('\n'), page[..m.Index].Count(c => c == '\n') + 1, m.Groups["text"].Index);
    })];

    /// <summary>Puts other texts into blocks of a page.</summary>
    public static void Rewrite(string path, IReadOnlyList<(FencedBlock Block, string Text)> changes)
    {
        if (changes.Count == 0) return;
        string page = File.ReadAllText(path).ReplaceLineEndings("\n");
        foreach ((FencedBlock block, string text) in changes.OrderByDescending(c => c.Block.Start))
        {
            string end = block.Text.Length == 0 ? "\n" : "";
            page = string.Concat(page.AsSpan(0, block.Start), text, end, page.AsSpan(block.Start + block.Text.Length));
        }
        File.WriteAllText(path, page);
    }

    /// <summary>Whether a word, alone or with a value, stands after the language.</summary>
    public bool Is(string word) => Words.Any(w => w == word || w.StartsWith($"{word}=", StringComparison.Ordinal));

    /// <summary>The value of <c>name=value</c>; null where it does not stand there.</summary>
    public string? Option(string name) => Words.FirstOrDefault(w => w.StartsWith($"{name}=", StringComparison.Ordinal))?[(name.Length + 1)..];

    [GeneratedRegex(@"^```(?<info>[^\n]*)\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
