namespace ScenarioSim.App.Tui;

/// <summary>Which characters a terminal can be trusted with where nobody says.</summary>
public static class GlyphSets
{
    /// <summary>Braille where the charset is UTF-8 or not told, else ASCII; ASCII too on terminals whose fonts have some of the characters only: the console of Linux, the VT series.</summary>
    /// <param name="environment">Gives a variable's value, or null.</param>
    public static GlyphSet Default(Func<string, string?> environment)
    {
        string terminal = environment("TERM") ?? "";
        if (terminal == "linux" || terminal.StartsWith("linux-", StringComparison.Ordinal) || IsVt(terminal)) return GlyphSet.Ascii;
        // Windows has no such variables, and its terminals know these characters.
        return OperatingSystem.IsWindows() || IsUtf8(environment) ? GlyphSet.Braille : GlyphSet.Ascii;
    }

    private static bool IsVt(string terminal) => terminal.StartsWith("vt", StringComparison.Ordinal) && terminal.Length > 2 && char.IsAsciiDigit(terminal[2]);

    // The first that is set decides, as everywhere (POSIX, 8.2). None is set in many containers, and behind those are terminals of today.
    private static bool IsUtf8(Func<string, string?> environment)
    {
        string locale = ((string[])["LC_ALL", "LC_CTYPE", "LANG"]).Select(environment).FirstOrDefault(l => !string.IsNullOrEmpty(l)) ?? "";
        return locale.Length == 0 || locale.Contains("UTF-8", StringComparison.OrdinalIgnoreCase) || locale.Contains("UTF8", StringComparison.OrdinalIgnoreCase);
    }
}
