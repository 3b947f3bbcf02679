using System.Text.RegularExpressions;
using ScenarioSim.App.Tui;
using ScenarioSim.App.Tui.CompareView;
using Xunit;

namespace ScenarioSim.App.Tests.Tui;

/// <summary>Details: how much of them is seen, what moves them, and what they say where there is nothing.</summary>
public class DetailTests
{
    [Theory]
    [InlineData("2")]
    [InlineData("4")]
    public void Where_nothing_passes_the_filter_an_opened_detail_says_so(string view)
    {
        using var stage = new Stage(80, 24);
        stage.Press(view, "Enter", "/").Type("zzz").Press("Enter");
        Assert.Contains("│ nothing matches the filter; Esc clears it", stage.Screen);
    }

    [Fact]
    public void An_opened_detail_that_is_cut_says_how_much_is_seen_and_by_which_key_it_scrolls()
    {
        using var stage = new Stage(80, 24);
        Assert.Contains(" 1–19 of 23 ─┘", stage.Press("Enter").Screen);
        Assert.Contains("J scroll", stage.Screen);
        Assert.Contains(" 3–21 of 23 ─┘", stage.Press("J", "J").Screen);
        Assert.DoesNotContain("J scroll", stage.Press("Esc").Screen);
        using var narrow = new Stage(60, 16);
        foreach (string view in (string[])["2", "4"]) Assert.Contains("\n J scroll  Enter", narrow.Press(view, "Enter").Screen);
    }

    [Theory]
    [InlineData("2 Enter")]
    [InlineData("4 Enter")]
    [InlineData("5 t n n n Enter")]
    [InlineData("1 Down Down Enter")]
    public void Keys_that_go_far_scroll_an_opened_detail(string keys)
    {
        using var stage = new Stage(80, 16);
        stage.Press(keys.Split(' '));
        string trail = Trail(stage), first = stage.Screen;
        (int from, int _, int count) = Seen(stage);
        Assert.Equal(1, from);
        Assert.True(Seen(stage.Press("PageDown")).From > 1);
        Assert.Equal(count, Seen(stage.Press("End")).To);
        Assert.Equal(count, Seen(stage.Press("PageUp", "End")).To);
        Assert.Equal(first, stage.Press("Home").Screen);
        Assert.Equal(trail, Trail(stage));

        static string Trail(Stage stage) => stage.Screen.Split('\n')[0];
    }

    [Theory]
    [InlineData("2")]
    [InlineData("3")]
    [InlineData("4")]
    [InlineData("5")]
    public void Errors_in_place_of_results_scroll_and_say_how_many_lines_are_seen(string view)
    {
        using var stage = new Stage(60, 16, path: Week.Write("broken.yaml", Week.Text.Replace("chance:", "chanse:")));
        stage.Press(view);
        Assert.Equal(1, Seen(stage).From);
        Assert.Equal(2, Seen(stage.Press("Down")).From);
        Assert.Equal(1, Seen(stage.Press("Up")).From);
        Assert.True(Seen(stage.Press("PageDown")).From > 5);
        (int _, int to, int count) = Seen(stage.Press("End"));
        Assert.Equal(count, to);
        Assert.Equal(1, Seen(stage.Press("Home")).From);
    }

    [Fact]
    public void Another_item_and_another_file_begin_at_their_beginning()
    {
        using var stage = new Stage(80, 16);
        Assert.Equal(4, Seen(stage.Press("2", "Enter", "J", "J", "J")).From);
        Assert.Equal(1, Seen(stage.Press("Down")).From);
        Assert.Equal(1, Seen(stage.Press("J", "Down", "Down", "Up", "Up")).From);
        Assert.Equal(3, Seen(stage.Press("4", "Enter", "J", "J")).From);
        Assert.Equal(1, Seen(stage.Press("Down")).From);
        // A look at another view does not lose the place.
        Assert.Equal(3, Seen(stage.Press("J", "J", "2", "4")).From);
        stage.Desk.Do(m => Session.Open(m, Week.Write("other.yaml", Week.Text)));
        stage.Engine.Settle();
        Assert.Equal(1, Seen(stage.Press("4", "Down", "Enter")).From);
    }

    [Fact]
    public void The_next_world_is_on_the_screen()
    {
        using var stage = new Stage(80, 20);
        Assert.DoesNotContain("One world", stage.Press("4").Screen);
        Assert.Contains("One world that changes  1 of the first 100", stage.Press("n").Screen.Split('\n')[3]);
        Assert.Contains("One world that changes  2 of the first 100", stage.Press("n").Screen.Split('\n')[3]);
        Assert.Contains("One world that changes  1 of the first 100", stage.Press("J", "J", "N").Screen.Split('\n')[3]);
        Assert.Contains("preempt less threaten", stage.Press("Down").Screen.Split('\n')[3]);
        using var beside = new Stage(120, 40);
        string before = beside.Press("4").Screen;
        Assert.Contains("One world that changes  1 of the first 100", beside.Press("n").Screen);
        Assert.Contains("One world that changes  2 of the first 100", beside.Press("n").Screen);
        Assert.Matches("=+threaten", before);
        Assert.Matches("=+threaten", beside.Screen);
    }

    [Theory]
    [InlineData(56)]
    [InlineData(76)]
    [InlineData(180)]
    public void Every_outcome_is_a_column_of_the_matrix_at_every_width(int width)
    {
        string[] more = ["progress", "stalemate", "collapsed", "talks", "scheduled"];
        string text = Week.Text.Replace("  standoff:   { title: Stand-off", string.Concat(more.Select(s => $"  in_{s}: {{ when: geneva == {s} }}\n")) + "  standoff:   { title: Stand-off");
        using var stage = new Stage(80, 24, path: Week.Write("many.yaml", text));
        stage.Press("4");
        var lines = CompareDetail.Lines(stage.Desk.Model, width).Lines.Select(l => l.Text).ToList();
        int begin = lines.FindIndex(l => l.StartsWith("From outcome to outcome", StringComparison.Ordinal)), end = lines.FindIndex(l => l.StartsWith("One world", StringComparison.Ordinal));
        var matrix = lines[(begin + 1)..end].Where(l => !l.StartsWith("  ", StringComparison.Ordinal) || !l.Contains("worlds change", StringComparison.Ordinal)).ToList();
        Assert.All(matrix, l => Assert.True(l.Length <= width));
        var heads = matrix.Where(l => l.StartsWith("   ", StringComparison.Ordinal)).SelectMany(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();
        var rows = matrix.Where(l => l.Contains('%') || l.Contains('·')).Select(l => l.Split(' ')[0]).Distinct().ToList();
        Assert.True(rows.Count >= 5);
        Assert.Equal(rows.Select(r => r[..7]), heads.Select(h => h[..7]));
    }

    [Theory]
    [InlineData(60, 16)]
    [InlineData(80, 24)]
    [InlineData(200, 50)]
    public void No_description_of_a_key_is_cut(int width, int height)
    {
        foreach (string view in (string[])["0", "1", "2", "3", "4", "5", "6"])
        {
            using var stage = new Stage(width, height);
            var rows = stage.Press(view, "?").Desk.Model.Picker!.Rows;
            string read = "";
            for (int i = 0; i < rows.Count; i++)
            {
                string[] screen = stage.Screen.Split('\n');
                int top = Array.FindIndex(screen, r => r.Contains(" Keys of ", StringComparison.Ordinal)), left = screen[top].LastIndexOf('┌', screen[top].IndexOf(" Keys of ", StringComparison.Ordinal));
                int right = screen[top].IndexOf('┐', left), bottom = Array.FindIndex(screen, top, r => r[left] == '└');
                var inside = screen[(top + 2)..bottom].Select(r => r[(left + 1)..right]).ToList();
                Assert.DoesNotContain(inside, r => r.Contains('…'));
                Assert.Contains(inside, r => r.StartsWith('›') && r.Contains(rows[i].Name, StringComparison.Ordinal));
                read += string.Concat(inside);
                stage.Press("Down");
            }
            var words = Regex.Split(read, @"\s+").ToHashSet();
            Assert.All(rows.SelectMany(r => (r.WhyNot ?? r.Does).Split(' ')), word => Assert.Contains(word, words));
        }
    }

    private static (int From, int To, int Count) Seen(Stage stage)
    {
        var foot = Regex.Match(stage.Screen, @" (\d+)–(\d+) of (\d+) ─┘\n[^│]*$");
        Assert.True(foot.Success, stage.Screen);
        return (int.Parse(foot.Groups[1].Value), int.Parse(foot.Groups[2].Value), int.Parse(foot.Groups[3].Value));
    }
}
