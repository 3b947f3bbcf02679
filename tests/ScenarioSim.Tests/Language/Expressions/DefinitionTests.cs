using ScenarioSim.Language.Expressions;
using ScenarioSim.Model;
using Xunit;

namespace ScenarioSim.Tests.Language.Expressions;

/// <summary>A definition is put in where it is used, in parentheses, and takes its kind from there (docs/language.md, section 4).</summary>
public class DefinitionTests
{
    [Fact]
    public void A_definition_is_put_in_in_parentheses() =>
        Assert.Equal("(resolve + hope) * 2 : Number", new Sheet().Define("pressure", "resolve + hope").Read("pressure * 2"));

    [Fact]
    public void Definitions_may_use_earlier_ones_of_every_kind() =>
        Assert.Equal("geneva == talks or hope > 1 : Truth",
            new Sheet().Define("closed", "geneva == talks").Define("tense", "closed or hope > 1").Read("tense"));

    [Fact]
    public void A_definition_is_one_instance_wherever_it_is_used()
    {
        Sheet sheet = new Sheet().Define("pressure", "resolve + hope").Define("twice", "pressure * pressure");
        var twice = (Binary)sheet.Reader.ReadAny(Sheet.Scalar("twice"), Scope.World)!;
        var sum = (Binary)sheet.Reader.ReadAny(Sheet.Scalar("1 + pressure"), Scope.World)!;
        Assert.Same(twice.Left, twice.Right);
        Assert.Same(twice.Left, sum.Right);
        Assert.Same(twice.Left, sheet.Reader.Definition(0));
    }

    [Theory]
    [InlineData("where == there", "geneva == talks : Truth")]
    [InlineData("where in [there, open]", "geneva == talks or geneva == open : Truth")]
    [InlineData("visits(where == there)", "visits(geneva == talks) : Number")]
    [InlineData("time_in(where)", "time_in(geneva) : Duration")]
    [InlineData("goal == aim", "intent == seize : Truth")]
    [InlineData("intent == choice", "intent == (if leak != pending then seize else signal) : Truth")]
    public void A_definition_may_stand_for_a_track_a_state_or_a_word(string text, string meaning) => Assert.Equal(meaning,
        new Sheet().Define("where", "geneva").Define("there", "talks").Define("goal", "intent").Define("aim", "seize").Define("choice", "if leak then seize else signal").Read(text));

    [Fact]
    public void A_definition_that_only_stands_for_a_state_has_no_meaning_by_itself()
    {
        Sheet sheet = new Sheet().Define("there", "talks");
        Assert.Equal("geneva == talks : Truth", sheet.Read("geneva == there"));
        Assert.Null(sheet.Reader.Definition(0));
        Assert.Equal("", sheet.Problems());
    }

    [Fact]
    public void A_definition_that_nothing_uses_is_checked_and_uses_nothing_itself()
    {
        Sheet sheet = new Sheet().Define("pressure", "resolve + tensoin");
        Assert.Null(sheet.Reader.Definition(0));
        Assert.False(sheet.Names.IsUsed("resolve"));
        Assert.Equal(
            """
            error SCN0315: nothing is called `tensoin`
              --> pressure:1:11
            1 | resolve + tensoin
              |           ^^^^^^^
               = help: did you mean `tension`?

            """, sheet.Problems());
    }

    [Fact]
    public void A_definition_in_error_is_reported_once_however_often_it_is_used()
    {
        Sheet sheet = new Sheet().Define("pressure", "resolve +");
        sheet.Read("pressure * 2 + pressure");
        sheet.Read("pressure");
        Assert.Equal(
            """
            error SCN0302: a value is missing here
              --> pressure:1:10
            1 | resolve +
              |          ^

            """, sheet.Problems());
    }

    [Fact]
    public void A_later_definition_cannot_be_used() => Assert.Equal(
        """
        error SCN0333: `b` is defined only further down
          --> a:1:1
        1 | b + 1
          | ^
           = help: a definition uses earlier ones only: move that one up

        """, new Sheet().Define("a", "b + 1").Define("b", "2").Read("a"));

    [Fact]
    public void A_circle_of_definitions_is_one_mistake() => Assert.Equal(
        """
        error SCN0333: the definitions use each other in a circle: `a` -> `b` -> `c` -> `a`
          --> a:1:1
        1 | b + 1
          | ^^^^^
          see b:1:1
        1 | c
          | ^
           = help: `a` stands in line 1, `b` stands in line 1 of b, `c` stands in line 1 of c: one of them has to do without the next

        """, new Sheet().Define("a", "b + 1").Define("b", "c").Define("c", "2 * a").Read("b + a"));

    [Fact]
    public void A_definition_cannot_use_itself() => Assert.Equal(
        """
        error SCN0333: `a` is defined by itself
          --> a:1:7
        1 | 1 / (-a)
          |       ^
           = help: what changes from step to step is an indicator, with `each step`

        """, new Sheet().Define("a", "1 / (-a)").Read("a"));

    [Fact]
    public void Where_only_what_stays_the_same_may_stand_a_definition_is_looked_through() => Assert.Equal(
        """
        error SCN0334: `wait` changes during a run, and only what stays the same may stand here
          --> x:1:5
        1 | 2 * wait
          |     ^^^^
          see wait:1:8
        1 | lag * (tension + 1)
          |        ^^^^^^^
           = help: use assumptions, levers and constants; a condition on the world belongs in `when`

        """, new Sheet().Define("wait", "lag * (tension + 1)").Read("2 * wait", Scope.Static));

    [Fact]
    public void Names_in_error_stay_silent()
    {
        var sheet = new Sheet();
        sheet.Names.Poison("broken");
        sheet.Names.AddAssumption("unread", null);
        foreach (string text in new[] { "broken", "broken == talks", "time_in(broken)", "visits(broken == x)", "unread * 2 > 1 and leak", "broken in [a, b]" }) sheet.Read(text);
        Assert.Equal("", sheet.Problems());
        Assert.Null(sheet.Reader.ReadEffect(Sheet.Scalar("broken += 1")));
        Assert.Equal("", sheet.Problems());
    }

    [Fact]
    public void A_chain_of_many_definitions_is_an_error_and_not_an_end_of_the_program()
    {
        var sheet = new Sheet();
        sheet.Define("d0", "hope");
        for (int i = 1; i <= 20_000; i++) sheet.Define($"d{i}", $"1 + d{i - 1}");
        Assert.Null(sheet.Reader.ReadAny(Sheet.Scalar("d20000"), Scope.World));
        Assert.Contains("SCN0311", sheet.Problems());
    }

    [Fact]
    public void Two_hundred_definitions_on_one_another_are_fine()
    {
        var sheet = new Sheet();
        sheet.Define("d0", "hope");
        for (int i = 1; i <= 200; i++) sheet.Define($"d{i}", $"d{i - 1} + d{i - 1} * 0.5");
        Assert.NotNull(sheet.Reader.ReadAny(Sheet.Scalar("d200"), Scope.World));
        Assert.Equal("", sheet.Problems());
    }
}
