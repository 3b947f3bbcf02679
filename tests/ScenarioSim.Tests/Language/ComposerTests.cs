using ScenarioSim.Language;
using ScenarioSim.Text;
using Xunit;

namespace ScenarioSim.Tests.Language;

public class ComposerTests
{
    [Theory]
    [InlineData("k: one two\n", "two")]
    [InlineData("k: 'it''s two'\n", "two")]
    [InlineData("k: \"a\\tb two\"\n", "two")]
    [InlineData("k: one\n  more\n\n  two\n", "two")]
    [InlineData("k: >\n  one\n  two\n", "two")]
    [InlineData("k: |\r\n  one\r\n  two\r\n", "two")]
    [InlineData("k: \"one\n  \\\n  two\"\n", "two")]
    [InlineData("k: &a one two\n", "two")]
    public void Every_part_of_a_value_knows_its_place(string text, string part)
    {
        var file = new SourceText("f", text);
        var value = ((ScalarNode)Compose(file).Find("k")!.Value).Text;
        Assert.Equal(part, value.At(value.Value.IndexOf(part, StringComparison.Ordinal), part.Length).Text);
    }

    [Theory]
    [InlineData("k: A@B\n", "A@B")]
    [InlineData("k: A @ B two\n", "A @ B two")]
    [InlineData("# @ k: [\nk: A # one @two\n", "A")]
    [InlineData("k: 'A@ ''two'\n", "A@ 'two")]
    [InlineData("k: \"A@\\tB \\uE000\"\n", "A@\tB \uE000")]
    [InlineData("k: \"\uE000@\"\n", "\uE000@")]
    [InlineData("k: |\n  @A\n  B@\n", "@A\nB@\n")]
    [InlineData("k: [ {k@: A} ]\n", "A")]
    public void What_only_older_yaml_takes_for_line_ends_are_characters_like_others(string text, string value)
    {
        foreach (string old in (string[])["\u0085", "\u2028", "\u2029"])
        {
            var file = new SourceText("f", text.Replace("@", old));
            var node = Compose(file).Find("k")!.Value;
            if (node is ListNode { Items: [MappingNode inner] }) node = inner.Find("k" + old)!.Value;
            var read = ((ScalarNode)node).Text;
            Assert.Equal(value.Replace("@", old), read.Value);
            foreach (string part in (string[])["A", "B", "two"])
            {
                int at = read.Value.IndexOf(part, StringComparison.Ordinal);
                if (at >= 0) Assert.Equal(part, read.At(at, part.Length).Text);
            }
        }
    }

    [Fact]
    public void A_merged_key_keeps_its_place_and_takes_the_value_that_is_written_out()
    {
        var top = Compose(new SourceText("f", "base: &b { x: 1, y: 2 }\nuse: { y: 3, <<: *b, z: 4 }\nother: { <<: [*b], x: 5 }\n"));
        Assert.Equal("y=3 x=1 z=4", Shown(top.Find("use")!.Value));
        Assert.Equal("x=5 y=2", Shown(top.Find("other")!.Value));
    }

    [Fact]
    public void What_an_alias_puts_in_knows_the_alias_and_the_anchor()
    {
        var node = Compose(new SourceText("f", "a: &x [1]\nb: *x\n")).Find("b")!.Value;
        Assert.Equal("*x", node.Alias?.Text);
        Assert.Equal("[1]", node.Span.Text);
    }

    private static MappingNode Compose(SourceText file)
    {
        var bag = new DiagnosticBag();
        var top = Composer.Compose(file, bag);
        Assert.Empty(bag.ToList());
        return top!;
    }

    private static string Shown(Node node) => string.Join(' ', ((MappingNode)node).Entries.Select(e => $"{e.Key.Value}={((ScalarNode)e.Value).Text.Value}"));
}
