using System.Security.Cryptography;
using System.Text;

namespace ScenarioSim.Text;

/// <summary>A file as the reader saw it: its name, its characters, and where its lines begin. Immutable.</summary>
public sealed class SourceText
{
    private readonly int[] _lineStarts;
    private readonly byte[]? _bytes;
    private string? _sha256;

    /// <param name="path">The file's name as messages show it.</param>
    /// <param name="text">Its characters, without a byte order mark; line ends as they were.</param>
    /// <param name="sha256">The hash of its bytes in lower-case hexadecimal; that of the text in UTF-8 if left out.</param>
    public SourceText(string path, string text, string? sha256 = null)
    {
        Path = path;
        Text = text;
        _sha256 = sha256;
        var starts = new List<int> { 0 };
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n'))) starts.Add(i + 1);
        }
        _lineStarts = [.. starts];
    }

    /// <summary>A file by its bytes, of which the hash is.</summary>
    internal SourceText(string path, string text, byte[] bytes)
        : this(path, text) => _bytes = bytes;

    /// <summary>The file's name as messages show it.</summary>
    public string Path { get; }

    /// <summary>The characters of the file.</summary>
    public string Text { get; }

    /// <summary>SHA-256 of the file's bytes, lower-case hexadecimal; worked out when it is first asked for, since few commands need it and the library for it takes time to load.</summary>
    public string Sha256 => _sha256 ??= Convert.ToHexStringLower(SHA256.HashData(_bytes ?? Encoding.UTF8.GetBytes(Text)));

    /// <summary>The line and column, both from 1, of a place; columns count UTF-16 units. Places beyond the end are at the end.</summary>
    public (int Line, int Column) Position(int offset)
    {
        offset = Math.Clamp(offset, 0, Text.Length);
        int at = Array.BinarySearch(_lineStarts, offset);
        int line = at >= 0 ? at : ~at - 1;
        return (line + 1, offset - _lineStarts[line] + 1);
    }

    /// <summary>The text of a line (from 1) without its line end.</summary>
    public string Line(int line)
    {
        int start = _lineStarts[line - 1];
        int end = line < _lineStarts.Length ? _lineStarts[line] : Text.Length;
        return Text[start..end].TrimEnd('\r', '\n');
    }

    /// <summary>The place of a line and column, both from 1; clamped into the text.</summary>
    public int Offset(int line, int column) =>
        line > _lineStarts.Length ? Text.Length : Math.Clamp(_lineStarts[Math.Max(line, 1) - 1] + column - 1, 0, Text.Length);

    /// <inheritdoc/>
    public override string ToString() => Path;
}
