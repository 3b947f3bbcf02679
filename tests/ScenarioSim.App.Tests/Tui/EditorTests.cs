using ScenarioSim.App.Tui.Shell;
using Xunit;

namespace ScenarioSim.App.Tests.Tui;

/// <summary>Which editor is started, and what is said when it cannot be or fails.</summary>
public class EditorTests
{
    [Theory]
    [InlineData("vim", "vim")]
    [InlineData("  code  --wait ", "code|--wait")]
    [InlineData("'/opt/my editor/ed' -x \"a b\"", "/opt/my editor/ed|-x|a b")]
    [InlineData("/opt/my\\ editor -c 'set nu'", "/opt/my editor|-c|set nu")]
    [InlineData("a\"b c\"d '' \"it's\"", "ab cd||it's")]
    [InlineData("ed \"a\\\"b\\n\" 'c\\d'", "ed|a\"b\\n|c\\d")]
    [InlineData("ed 'not closed", "ed|not closed")]
    [InlineData("   ", "")]
    public void The_words_of_EDITOR_are_those_that_a_shell_would_take(string command, string words)
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("a backslash divides the parts of a path there");
        Assert.Equal(words, string.Join('|', Editor.Words(command)));
    }

    [Fact]
    public void VISUAL_goes_before_EDITOR_and_vi_comes_where_neither_names_one()
    {
        Assert.Equal(("a b", "$VISUAL"), Editor.Named(n => n == "VISUAL" ? "a b" : "c"));
        Assert.Equal(("c", "$EDITOR"), Editor.Named(n => n == "VISUAL" ? " " : "c"));
        Assert.StartsWith("tried where $EDITOR names none", Editor.Named(_ => null).From);
    }

    [Fact]
    public void An_editor_that_is_missing_or_fails_is_named()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("there is no sh");
        string? before = Environment.GetEnvironmentVariable("VISUAL");
        try
        {
            Assert.Equal("could not start `no-such-editor`, which is $VISUAL: No such file or directory", Run("no-such-editor -x"));
            Assert.Equal("`sh` ended with 3", Run("sh -c 'exit 3'"));
            Assert.Null(Run("sh -c 'exit 0'"));
        }
        finally
        {
            Environment.SetEnvironmentVariable("VISUAL", before);
        }

        static string? Run(string editor)
        {
            Environment.SetEnvironmentVariable("VISUAL", editor);
            return Editor.Run("file.yaml", 7);
        }
    }
}
