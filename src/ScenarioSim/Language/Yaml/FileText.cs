using System.Text;
using ScenarioSim.Text;

namespace ScenarioSim.Language;

/// <summary>Bytes to characters: size, encoding and what no text file holds.</summary>
internal static class FileText
{
    /// <summary>The greatest size of a file, in bytes.</summary>
    public const int Limit = 5_000_000;

    private static readonly UTF8Encoding _strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text of a file, or null where it has been reported.</summary>
    /// <param name="path">The file's name as messages show it.</param>
    /// <param name="bytes">Its bytes.</param>
    /// <param name="bag">Where mistakes go.</param>
    public static SourceText? Decode(string path, byte[] bytes, DiagnosticBag bag)
    {
        if (bytes.Length > Limit)
        {
            bag.Add(Diagnose.FileTooLarge(Nowhere(path), Limit));
            return null;
        }
        if (LooksLikeUtf16(bytes))
        {
            bag.Add(Diagnose.Utf16(Nowhere(path)));
            return null;
        }
        int skip = bytes.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0;
        int bad = FirstInvalid(bytes.AsSpan(skip));
        if (bad >= 0)
        {
            var file = new SourceText(path, Encoding.UTF8.GetString(bytes, skip, bytes.Length - skip), bytes);
            int offset = Encoding.UTF8.GetCharCount(bytes, skip, bad);
            bag.Add(IsBinary(bytes) ? Diagnose.Binary(new SourceSpan(file, 0, 0)) : Diagnose.InvalidUtf8(new SourceSpan(file, offset, 1), bytes[skip + bad]));
            return null;
        }
        string text = _strict.GetString(bytes, skip, bytes.Length - skip);
        var decoded = new SourceText(path, text, bytes);
        int control = text.AsSpan().IndexOfAnyInRange('\0', '\u0008');
        if (control < 0) control = text.AsSpan().IndexOfAnyInRange('\u000E', '\u001F');
        if (control < 0) control = text.AsSpan().IndexOfAny('\u000B', '\u000C', '\u007F');
        if (control < 0) return decoded;
        bag.Add(IsBinary(bytes) ? Diagnose.Binary(new SourceSpan(decoded, 0, 0)) : Diagnose.ControlCharacter(new SourceSpan(decoded, control, 1), text[control]));
        return null;
    }

    /// <summary>A place for a file whose text is not known.</summary>
    public static SourceSpan Nowhere(string path) => new(new SourceText(path, ""), 0, 0);

    // A text may hold a stray control character; what holds many is no text.
    private static bool IsBinary(byte[] bytes)
    {
        var head = bytes.AsSpan(0, Math.Min(bytes.Length, 4096));
        int controls = 0;
        foreach (byte b in head) controls += b < 32 && b is not (byte)'\t' and not (byte)'\n' and not (byte)'\r' ? 1 : 0;
        return controls * 20 > head.Length;
    }

    private static bool LooksLikeUtf16(byte[] bytes) => bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..];

    private static int FirstInvalid(ReadOnlySpan<byte> bytes)
    {
        if (System.Text.Unicode.Utf8.IsValid(bytes)) return -1;
        for (int at = 0; at < bytes.Length;)
        {
            if (Rune.DecodeFromUtf8(bytes[at..], out _, out int used) != System.Buffers.OperationStatus.Done) return at;
            at += used;
        }
        return -1;
    }
}
