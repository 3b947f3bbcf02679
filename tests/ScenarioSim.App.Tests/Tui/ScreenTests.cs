using ScenarioSim.App.Tui;
using ScenarioSim.App.Tui.FilesView;
using ScenarioSim.App.Tui.Shell;
using ScenarioSim.Language;
using ScenarioSim.Tests;
using ScenarioSim.Text;
using Xunit;

namespace ScenarioSim.App.Tests.Tui;

/// <summary>Every view as it looks, at the two sizes that it is made for.</summary>
public class ScreenTests
{
    public static TheoryData<string, string> Screens => new()
    {
        { "scenario", "1" },
        { "scenario-track", "1 Down Down" },
        { "scenario-assumption", "1 / r e s o l v e Enter Down" },
        { "outcomes", "2" },
        { "outcomes-words", "2 v" },
        { "outcome", "2 Enter" },
        { "measure-dots", "2 End Up Enter" },
        { "measure-curve", "2 End Up Enter d" },
        { "measure-histogram", "2 End Up Enter d d Right" },
        { "time-outcomes", "3" },
        { "time-track", "3 Down Tab Tab Tab < <" },
        { "time-lines", "3 Down l" },
        { "compare", "4" },
        { "compare-detail", "4 Enter" },
        { "runs", "5" },
        { "runs-filtered", "5 / i n v a s i o n Space a n d Space d a y Space < Space 2 0 Enter" },
        { "runs-beside", "5 Tab t" },
        { "drivers", "6" },
        { "drivers-detail", "6 Down Enter" },
        { "drivers-models", "6 Enter" },
        { "keys", "2 ?" },
        { "commands", "2 Ctrl-P s t o p" },
        { "policy", "2 p" },
        { "copy", "2 y" },
    };

    [Theory]
    [MemberData(nameof(Screens))]
    public void Looks_as_it_did_at_80x24(string name, string keys) => Check(80, 24, name, keys);

    [Theory]
    [MemberData(nameof(Screens))]
    public void Looks_as_it_did_at_120x40(string name, string keys) => Check(120, 40, name, keys);

    [Theory]
    [InlineData(GlyphSet.Block)]
    [InlineData(GlyphSet.Ascii)]
    public void Every_glyph_set_draws_the_curve_and_the_areas(GlyphSet glyphs)
    {
        using var stage = new Stage(80, 24, new WorkbenchOptions { Runs = 4096, Precision = null, Glyphs = glyphs });
        string screens = stage.Screen + stage.Press("End", "Up", "Enter", "d").Screen + stage.Press("3", "Down").Screen + stage.Press("4", "Enter").Screen + stage.Press("6").Screen;
        if (glyphs == GlyphSet.Ascii) Assert.DoesNotContain(screens, c => c > 126);
        Golden.Check($"screens/glyphs-{glyphs.ToString().ToLowerInvariant()}.txt", screens);
    }

    [Theory]
    [InlineData("xterm-256color", null, null, "en_GB.UTF-8", GlyphSet.Braille)]
    [InlineData("xterm-256color", null, null, "C.utf8", GlyphSet.Braille)]
    [InlineData("xterm-256color", "C", null, "en_GB.UTF-8", GlyphSet.Ascii)]
    [InlineData("xterm-256color", "", "POSIX", "en_GB.UTF-8", GlyphSet.Ascii)]
    [InlineData("xterm-256color", "", "", "de_DE.ISO-8859-1", GlyphSet.Ascii)]
    [InlineData("xterm-256color", null, null, null, GlyphSet.Braille)]
    [InlineData("linux", null, null, "en_GB.UTF-8", GlyphSet.Ascii)]
    [InlineData("vt100", null, null, "en_GB.UTF-8", GlyphSet.Ascii)]
    [InlineData("vte-256color", null, null, "en_GB.UTF-8", GlyphSet.Braille)]
    public void Where_nobody_names_a_glyph_set_the_charset_and_the_terminal_decide(string terminal, string? all, string? ctype, string? lang, GlyphSet expected)
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("the charset is not told by the environment there");
        Assert.Equal(expected, GlyphSets.Default(name => name switch { "TERM" => terminal, "LC_ALL" => all, "LC_CTYPE" => ctype, "LANG" => lang, _ => null }));
    }

    [Fact]
    public void In_ascii_an_error_does_not_read_as_about_and_a_mark_not_as_a_border()
    {
        using var stage = new Stage(100, 30, new WorkbenchOptions { Runs = 4096, Precision = null, Glyphs = GlyphSet.Ascii, Settings = ["resolve=0.6", "flexibility=0.3", "deterrence=0.7"] }, solving: true);
        Assert.Contains("* exact", stage.Screen);
        Assert.Matches(@"4,096 runs \. \+-1\.\d\d pp\n", stage.Screen);
        string[] rows = stage.Press("4").Screen.Split('\n');
        Assert.Contains(rows, r => r.Contains(" +-", StringComparison.Ordinal));
        // The right border stands under itself: what takes two columns in ascii was measured so.
        Assert.Single(rows[2..].Where(r => r.EndsWith('|') || r.EndsWith('+')).Select(r => r.Length).Distinct());
        Assert.DoesNotContain("~", string.Concat(rows[..12]));
    }

    [Fact]
    public void Without_colour_the_screen_says_the_same_and_no_colour_is_sent()
    {
        using var stage = new Stage(80, 24, colours: Colours.None);
        using var coloured = new Stage(80, 24);
        foreach (string key in (string[])["1", "2", "3", "4", "5", "6"])
        {
            Assert.Equal(coloured.Press(key).Screen, stage.Press(key).Screen);
            Assert.DoesNotMatch("\u001b\\[[0-9;]*(3[0-7]|38|9[0-7]|4[0-7]|48|10[0-7])[;m]", stage.Ansi);
        }
    }

    [Fact]
    public void A_message_that_is_longer_than_a_line_is_told_whole()
    {
        using var stage = new Stage(60, 16);
        stage.Desk.Do(m => m.Tell("one two three four five six seven eight nine ten eleven twelve thirteen", isError: true));
        Assert.EndsWith("\n one two three four five six seven eight nine ten eleven\n twelve thirteen\n", stage.Screen);
        Assert.EndsWith("? keys\n", stage.Press("Down").Screen);
    }

    [Fact]
    public void A_long_name_of_a_track_does_not_cut_off_its_states()
    {
        string path = Week.Write("long.yaml", Week.Text.Replace("theatre", "theatre_of_operations_with_a_name_that_goes_on_and_on"));
        using var stage = new Stage(80, 30, path: path);
        string screen = stage.Press("Enter").Screen;
        Assert.Contains("… : standoff ", screen);
        Assert.Matches(" {8,}invasion +█", screen);
    }

    [Theory]
    [InlineData(80, 24)]
    [InlineData(120, 40)]
    [InlineData(100, 30)]
    public void The_cursor_and_the_numbers_of_an_axis_stand_under_the_dots(int width, int height)
    {
        using var stage = new Stage(width, height);
        stage.Press("End", "Up", "Enter");
        for (int i = 0; i < 3; i++)
        {
            string[] rows = stage.Screen.Split('\n');
            int foot = Array.FindIndex(rows, r => r.Contains("never", StringComparison.Ordinal));
            // The lowest row of dots has one in most columns; those of never are to the right of them.
            var dots = System.Text.RegularExpressions.Regex.Matches(rows[foot - 1][..rows[foot].IndexOf("never", StringComparison.Ordinal)], "●").Select(m => m.Index).ToList();
            var numbers = System.Text.RegularExpressions.Regex.Matches(rows[foot], @"\d+").SelectMany(m => Enumerable.Range(m.Index, m.Length)).ToHashSet();
            Assert.Contains(dots, numbers.Contains);
            if (i == 0) Assert.Contains(rows[foot + 1].IndexOf('▲'), dots);
            stage.Press("Right");
        }
    }

    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(120)]
    public void No_figure_of_a_measure_is_cut(int width)
    {
        using var stage = new Stage(width, 24, new WorkbenchOptions { Runs = 100_000, Precision = null });
        string[] rows = stage.Press("End", "Up", "Enter").Screen.Split('\n');
        string head = string.Join(' ', rows[3..5].Select(r => r.Trim('│').Trim()));
        Assert.Matches(@"^in [\d.]+ % of runs \([\d.]+ % to [\d.]+ %\)  ?mean [\d.]+  ?half \d+ to \d+  ?90 % \d+ to \d+  ?days ?$", head);
    }

    [Fact]
    public void A_lever_names_every_policy_that_takes_an_option()
    {
        string policies = string.Concat(Enumerable.Range(1, 12).Select(i => $"\n  policy_number_{i}: {{ set: {{ sanctions_policy: up_front }} }}"));
        using var stage = new Stage(80, 40, path: Week.Write("many.yaml", Week.Text.Replace("policies:", "policies:" + policies)));
        string screen = stage.Press("1", "/").Type("sanctions_policy").Press("Enter", "Down").Screen;
        Assert.All(Enumerable.Range(1, 12), i => Assert.Matches($@"policy_number_{i}\b", screen));
        Assert.DoesNotContain("…", screen.Split("└")[1]);
    }

    [Fact]
    public void Under_a_filter_a_section_says_how_many_of_its_things_pass()
    {
        using var stage = new Stage(80, 40);
        string screen = stage.Press("1", "/").Type("resolve").Press("Enter").Screen;
        Assert.Contains("Assumptions 1 of 3", screen);
        Assert.Matches("Assumptions 3 ", stage.Press("Esc").Screen);
    }

    [Theory]
    [InlineData(59, 24)]
    [InlineData(80, 15)]
    [InlineData(20, 5)]
    public void A_terminal_that_is_too_small_says_so_and_q_works(int width, int height)
    {
        using var stage = new Stage(width, height);
        Assert.StartsWith($"60x16 needed{(width < 30 ? "\n" : ", ")}{width}x{height} present\n", stage.Screen);
        stage.Press("2", "?", "q");
        Assert.True(stage.Terminal.HasLeft);
    }

    [Theory]
    [InlineData(80, 24)]
    [InlineData(120, 40)]
    public void The_browser_looks_as_it_did(int width, int height)
    {
        using var stage = new Stage(width, height, open: false);
        var changed = new DateTime(2022, 1, 2, 3, 4, 0);
        var broken = ScenarioReader.Read(Week.Write("b.yaml", Week.Text.Replace("per week, to: invasion", "per week, to: invasoin")), Week.Files).Diagnostics;
        FileEntry[] files =
        [
            new("scenarios/geneva-week.yaml", true, "Geneva week", "2021-12-29 to 2022-03-31, 92 steps", "Does it hold?", "2 tracks, 1 branch", [], changed),
            new("scenarios/broken.yaml", true, "broken.yaml", "", "", "",
                [.. broken.Select(d => d with { Span = d.Span with { File = new SourceText("broken.yaml", d.Span.File.Text) }, Related = null })], changed),
            new("ci/pipeline.yaml", false, "pipeline.yaml", "", "", "", [], changed),
        ];
        foreach (var file in files) stage.Desk.Do(m => FilesUpdate.Looked(m, file));
        stage.Desk.Do(m => FilesUpdate.ScanEnded(m, []));
        Golden.Check($"screens/{width}x{height}/files.txt", stage.Press("Home").Screen);
    }

    [Fact]
    public void The_least_size_shows_every_view()
    {
        using var stage = new Stage(60, 16);
        string screens = string.Concat(((string[])["1", "2", "3", "4", "5", "?"]).Select(k => stage.Press(k).Screen));
        Golden.Check("screens/60x16.txt", screens);
    }

    [Fact]
    public void A_resize_draws_for_the_new_size()
    {
        using var stage = new Stage(120, 40);
        _ = stage.Screen;
        stage.Resize(80, 24);
        using var fresh = new Stage(80, 24);
        Assert.Equal(fresh.Screen, stage.Screen);
    }

    private static void Check(int width, int height, string name, string keys)
    {
        using var stage = new Stage(width, height);
        stage.Press(keys.Split(' '));
        Golden.Check($"screens/{width}x{height}/{name}.txt", stage.Screen);
    }
}
