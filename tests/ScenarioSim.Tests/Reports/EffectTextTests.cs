using ScenarioSim.Model;
using ScenarioSim.Reports.Format;
using ScenarioSim.Results;
using Xunit;

namespace ScenarioSim.Tests.Reports;

public class EffectTextTests
{
    private static readonly Indicator s_indicator = Sample.Scenario.Indicators[0];

    [Fact]
    public void An_indicator_has_the_same_decimals_throughout_so_that_its_steps_add_up()
    {
        Story story = Of([(6, 6.24), (6.24, 10.51234), (10.51234, 10)]);
        Assert.Equal(["tension 6.000 → 6.240", "tension 6.240 → 10.512", "tension 10.512 → 10.000"], Said(new EffectText(story), story));
    }

    [Fact]
    public void Whole_numbers_have_no_decimals() => Assert.Equal(["tension 6 → 7", "tension 7 → 9"], Said(Of([(6, 7), (7, 9)])));

    [Fact]
    public void A_change_that_these_decimals_would_hide_has_more_of_them()
    {
        Assert.Equal(["tension 0.00 → 812.25", "tension 812.2500 → 812.2501"], Said(Of([(0, 812.25), (812.25, 812.2501)])));
    }

    [Fact]
    public void A_change_that_is_none_is_no_more_than_that() => Assert.Equal(["tension 6.5 → 6.5"], Said(Of([(6.5, 6.5)])));

    [Fact]
    public void Runs_side_by_side_have_the_decimals_of_both()
    {
        Story one = Of([(6, 7)]), other = Of([(6, 6.25)]);
        Assert.Equal(["tension 6.00 → 7.00"], Said(new EffectText(one, other), one));
    }

    [Fact]
    public void What_others_had_a_part_in_says_what_it_wrote()
    {
        Story story = Of([(6, 7.5)]);
        StoryEffect shared = story.Events[0].Effects[0] with { Share = "tension += 1" };
        Assert.Equal("tension += 1 (with all else in the step tension 6.0 → 7.5)", new EffectText(story).Of(shared));
    }

    private static string[] Said(Story story) => Said(new EffectText(story), story);

    private static string[] Said(EffectText text, Story story) => [.. story.Events.SelectMany(e => e.Effects).Select(text.Of)];

    private static Story Of((double From, double To)[] changes) => Sample.Story with
    {
        Events = [.. changes.Select((c, i) => Sample.Story.Events[0] with { Step = i + 1, Effects = [new StoryEffect(s_indicator, c.From, c.To)] })],
    };
}
