using ScenarioSim.Text;

namespace ScenarioSim.App.Cli;

/// <summary>Messages about names on the command line.</summary>
internal static class Names
{
    /// <summary>There is no such thing; the nearest right name, or else all that there are.</summary>
    public static string Unknown(string what, string wrong, IReadOnlyList<string> names)
    {
        string all = names.Count == 0 ? "there are none" : "there are " + string.Join(", ", names.Select(n => $"`{n}`"));
        string help = (Nearest.Name(wrong, names) ?? Begun(wrong, names)) is { } nearest ? $"did you mean `{nearest}`?" : all;
        return $"there is no {what} `{wrong}`; {help}";
    }

    // The only name that begins so.
    private static string? Begun(string wrong, IReadOnlyList<string> names) =>
        wrong.Length > 1 && names.Where(n => n.StartsWith(wrong, StringComparison.OrdinalIgnoreCase)).Take(2).ToList() is [var only] ? only : null;
}
