using ScenarioSim.Language.Expressions;
using ScenarioSim.Model;
using ScenarioSim.Text;
using Xunit;

namespace ScenarioSim.Tests.Language.Expressions;

/// <summary>The scalars that hold more than an expression (docs/language.md, sections 2, 3, 5 and 6).</summary>
public class FormTests
{
    [Theory]
    [InlineData("40%", "0.4")]
    [InlineData("25% + 5% * tension", "0.25 + 0.05 * tension")]
    [InlineData("1% + 9% * resolve per week", "0.01 + 0.09 * resolve per 604800")]
    [InlineData("35% per 30 days", "0.35 per 2592000")]
    [InlineData("2% per step", "0.02 per 86400")]
    [InlineData("2% per 3 steps", "0.02 per 259200")]
    [InlineData("100% per day", "1 per 86400")]
    [InlineData("if intent == signal then 25% else 5% per week", "if intent == signal then 0.25 else 0.05 per 604800")]
    [InlineData("min(1, tension) per week", "min(1, tension) per 604800")]
    [InlineData("10% per fortnight", "0.1 per 1209600")]
    public void A_chance_is_an_expression_perhaps_per_a_period(string text, string meaning)
    {
        Sheet sheet = new Sheet().Define("fortnight", "2 weeks");
        Likelihood? chance = sheet.Reader.ReadChance(Sheet.Scalar(text), isRate: false);
        Assert.Equal(meaning, chance is null ? sheet.Problems() : sheet.Print(chance.Value) + (chance is Standing s ? $" per {s.Period}" : ""));
    }

    [Fact]
    public void A_rate_has_a_period_and_may_exceed_one()
    {
        var rate = Assert.IsType<Standing>(new Sheet().Reader.ReadChance(Sheet.Scalar("1.5 per 30 days"), isRate: true));
        Assert.Equal((true, 2592000), (rate.IsRate, rate.Period));
    }

    [Theory]
    [InlineData("2 days", "2 days")]
    [InlineData("2 * lag + window", "2 * lag + window")]
    [InlineData("2..6 weeks", "1209600..3628800")]
    [InlineData("2 days..6 weeks", "172800..3628800")]
    [InlineData("exponential(3 days)", "exponential(259200)")]
    [InlineData("normal(2, 1) weeks", "normal(2, 1) x 604800")]
    [InlineData("1..4 step", "86400..345600")]
    [InlineData("exponential(3 days) in 1 day..1 week", "exponential(259200) in 86400..604800")]
    [InlineData("if surprise then 1 day else lag", "if surprise then 1 day else lag")]
    public void An_after_is_a_static_duration_or_drawn(string text, string meaning)
    {
        var sheet = new Sheet();
        Delay? delay = sheet.Reader.ReadDelay(Sheet.Scalar(text));
        Assert.Equal(meaning, delay is null ? sheet.Problems() : delay.Fixed is { } e ? sheet.Print(e) : delay.Drawn!.ToString());
    }

    [Theory]
    [InlineData("tension += 1", "tension Add 1")]
    [InlineData("tension-=hope*2", "tension Subtract hope * 2")]
    [InlineData("hope *= 0.5", "hope Multiply 0.5")]
    [InlineData("hope = tension", "hope Set tension")]
    [InlineData("tension = -3", "tension Set -3")]
    [InlineData("tension += normal(5, 2)", "tension Add normal(5, 2)")]
    [InlineData("tension -= 1..3", "tension Subtract 1..3")]
    [InlineData("tension += normal(5, 2) in 0..10", "tension Add normal(5, 2) in 0..10")]
    [InlineData("hope = likely", "hope Set 0.55..0.8")]
    [InlineData("tension += if hope in [1, 2] then 1 else 2", "tension Add if hope in [1, 2] then 1 else 2")]
    public void An_effect_changes_an_indicator_by_an_expression_or_one_distribution(string text, string meaning)
    {
        var sheet = new Sheet();
        Effect? effect = sheet.Reader.ReadEffect(Sheet.Scalar(text));
        Assert.Equal(meaning, effect is null ? sheet.Problems()
            : $"{sheet.Scenario().Indicators[effect.Indicator].Name} {effect.Operator} {(effect.Amount is { } e ? sheet.Print(e) : effect.Drawn!.ToString())}");
    }

    [Theory]
    [InlineData("time_to(theatre == invasion)", "TimeTo theatre == invasion")]
    [InlineData("final(tension + 1)", "Final tension + 1")]
    [InlineData("final(max(tension, hope))", "Final max(tension, hope)")]
    [InlineData("max(tension)", "Max tension")]
    [InlineData("min(tension - hope)", "Min tension - hope")]
    [InlineData("mean(time_in(geneva))", "Mean time_in(geneva)")]
    [InlineData("total(geneva == talks)", "Total geneva == talks")]
    [InlineData("share_of_time(leak)", "ShareOfTime leak != pending")]
    [InlineData("visits(geneva == talks)", "Final visits(geneva == talks)")]
    [InlineData("visits(drill)", "Final visits(drill)")]
    public void A_measure_is_one_reading(string text, string meaning)
    {
        var sheet = new Sheet();
        var measure = sheet.Reader.ReadMeasure(Sheet.Scalar(text));
        Assert.Equal(meaning, measure is { } m ? $"{m.Reading} {sheet.Print(m.Of)}" : sheet.Problems());
    }

    [Theory]
    [InlineData("60%, rest", true, "")]
    [InlineData("50%, 40% + 10% * hope, rest", true, "")]
    [InlineData("45%, 30%, 25%", true, "")]
    [InlineData("3, 2, 1", true, "")]
    [InlineData("0.5, 0.4", true, "")]
    [InlineData("hope, 2 + hope", true, "")]
    [InlineData("100% - 75%, 75%", true, "")]
    [InlineData("60%, rest, rest", false, "error SCN0356: `rest` stands here twice")]
    [InlineData("60%, 50%, rest", false, "error SCN0357: beside `rest` the others make 110%, more than 100%")]
    [InlineData("60%, 30%", false, "error SCN0358: the percentages sum to 90%, not to 100%")]
    [InlineData("60%, 50%", false, "error SCN0358: the percentages sum to 110%, not to 100%")]
    public void Shares_are_chances_with_rest_or_weights(string texts, bool good, string problem)
    {
        var sheet = new Sheet();
        var file = new SourceText("x", texts);
        Share?[] shares = [.. texts.Split(", ").Select(t => sheet.Reader.ReadShare(Sheet.Scalar(t)))];
        Assert.Equal(good, sheet.Reader.CheckShares(shares, new SourceSpan(file, 0, texts.Length)));
        Assert.StartsWith(problem, sheet.Problems());
        Assert.Equal(good, sheet.Problems().Length == 0);
    }

    [Theory]
    [InlineData("0..10", 0, 10)]
    [InlineData("-9..9", -9, 9)]
    [InlineData("0%..100%", 0, 1)]
    [InlineData("-1.5 .. -.5", -1.5, -0.5)]
    [InlineData("5..5", 5, 5)]
    public void A_range_is_two_numbers(string text, double low, double high) => Assert.Equal((low, high), new Sheet().Reader.ReadRange(Sheet.Scalar(text)));

    [Fact]
    public void Dates_and_durations_are_read_before_there_is_a_clock()
    {
        var bag = new ScenarioSim.Language.DiagnosticBag();
        Assert.Equal(new DateTime(2022, 1, 12, 6, 0, 0), ExpressionReader.ReadDate(Sheet.Scalar("2022-01-12T06:00"), bag));
        Assert.Equal(21600, ExpressionReader.ReadDuration(Sheet.Scalar("6 hours"), null, bag));
        Assert.Equal(864000, ExpressionReader.ReadDuration(Sheet.Scalar("10 steps"), 86400, bag));
        Assert.False(bag.HasErrors);
        Assert.Null(ExpressionReader.ReadDuration(Sheet.Scalar("2 steps"), null, bag));
        Assert.Null(ExpressionReader.ReadDuration(Sheet.Scalar("0 days"), null, bag));
        Assert.Null(ExpressionReader.ReadDuration(Sheet.Scalar("7"), null, bag));
        Assert.Null(ExpressionReader.ReadDate(Sheet.Scalar("tomorrow"), bag));
        Assert.Equal(["SCN0381", "SCN0353", "SCN0320", "SCN0380"], bag.ToList().Select(d => d.Code));
    }
}
