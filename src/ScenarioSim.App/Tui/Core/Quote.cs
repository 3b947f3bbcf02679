namespace ScenarioSim.App.Tui;

/// <summary>Words of a shell command.</summary>
public static class Quote
{
    /// <summary>The word in single quotes where the shell would take it for something else.</summary>
    public static string Shell(string word) =>
        word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '_' or '-' or ':' or '=' or '%') ? word
            : $"'{word.Replace("'", "'\\''")}'";
}
