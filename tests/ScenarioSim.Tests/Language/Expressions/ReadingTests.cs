using ScenarioSim.Language.Expressions;
using ScenarioSim.Model;
using Xunit;

namespace ScenarioSim.Tests.Language.Expressions;

/// <summary>What expressions mean (docs/language.md, section 4): each is read and written out again with its kind.</summary>
public class ReadingTests
{
    [Theory]
    [InlineData("2 ^ hope ^ 2", "2 ^ hope ^ 2 : Number")]
    [InlineData("(2 ^ hope) ^ 2", "(2 ^ hope) ^ 2 : Number")]
    [InlineData("-hope ^ 2", "-hope ^ 2 : Number")]
    [InlineData("(-hope) ^ 2", "(-hope) ^ 2 : Number")]
    [InlineData("2 ^ -hope", "2 ^ -hope : Number")]
    [InlineData("-hope * tension", "-hope * tension : Number")]
    [InlineData("hope - tension - 1", "hope - tension - 1 : Number")]
    [InlineData("hope - (tension - 1)", "hope - (tension - 1) : Number")]
    [InlineData("hope / tension * 2", "hope / tension * 2 : Number")]
    [InlineData("hope / (tension * 2)", "hope / (tension * 2) : Number")]
    [InlineData("1 + hope * 2", "1 + hope * 2 : Number")]
    [InlineData("(1 + hope) * 2", "(1 + hope) * 2 : Number")]
    [InlineData("not hope > 1 and tension > 2 or leak", "not hope > 1 and tension > 2 or leak != pending : Truth")]
    [InlineData("not (hope > 1 and (tension > 2 or leak))", "not (hope > 1 and (tension > 2 or leak != pending)) : Truth")]
    [InlineData("if hope > 1 then 1 else if hope > 0 then 2 else 3", "if hope > 1 then 1 else if hope > 0 then 2 else 3 : Number")]
    [InlineData("(if hope > 1 then 1 else 2) * 3", "(if hope > 1 then 1 else 2) * 3 : Number")]
    [InlineData("if leak then hope else tension + 1", "if leak != pending then hope else tension + 1 : Number")]
    public void Operators_bind_as_listed_tightest_first(string text, string meaning) => Assert.Equal(meaning, new Sheet().Read(text));

    [Theory]
    [InlineData("40%", 0.40)]
    [InlineData("7%", 0.07)]
    [InlineData("2.5 %", 0.025)]
    [InlineData("110%", 1.10)]
    [InlineData("0.3e2%", 0.3)]
    [InlineData("1.5e3", 1500)]
    [InlineData("1E-3", 0.001)]
    [InlineData(".5", 0.5)]
    [InlineData("1e-400", 0)]
    public void A_number_is_the_double_nearest_to_what_is_written(string text, double value)
    {
        Constant constant = Assert.IsType<Constant>(new Sheet().Reader.ReadAny(Sheet.Scalar(text), Scope.World));
        Assert.Equal((Kind.Number, value), (constant.Kind, constant.Value));
    }

    [Theory]
    [InlineData("1 second", 1)]
    [InlineData("90 minutes", 5400)]
    [InlineData("6 hours", 21600)]
    [InlineData("2 weeks", 1209600)]
    [InlineData("1 month", 2629800)]
    [InlineData("2 years", 63115200)]
    [InlineData("3 steps", 259200)]
    [InlineData("step", 86400)]
    [InlineData("0.5 days", 43200)]
    [InlineData("2weeks", 1209600)]
    public void Durations_are_in_seconds(string text, double seconds)
    {
        Constant constant = Assert.IsType<Constant>(new Sheet().Reader.ReadAny(Sheet.Scalar(text), Scope.World));
        Assert.Equal((Kind.Duration, seconds), (constant.Kind, constant.Value));
    }

    [Theory]
    [InlineData("2021-12-29", 0)]
    [InlineData("2022-01-12", 14 * 86400)]
    [InlineData("2022-01-12T06:00", 14 * 86400 + 21600)]
    [InlineData("2021-12-28", -86400)]
    public void Dates_are_in_seconds_since_the_start(string text, double seconds)
    {
        Constant constant = Assert.IsType<Constant>(new Sheet().Reader.ReadAny(Sheet.Scalar(text), Scope.World));
        Assert.Equal((Kind.Date, seconds), (constant.Kind, constant.Value));
    }

    [Theory]
    [InlineData("lag + 2 days", "lag + 2 days : Duration")]
    [InlineData("lag - window", "lag - window : Duration")]
    [InlineData("2 * lag", "2 * lag : Duration")]
    [InlineData("lag * 2", "lag * 2 : Duration")]
    [InlineData("lag / 2", "lag / 2 : Duration")]
    [InlineData("lag / window", "lag / window : Number")]
    [InlineData("-lag", "-lag : Duration")]
    [InlineData("onset + lag", "onset + lag : Date")]
    [InlineData("onset - lag", "onset - lag : Date")]
    [InlineData("lag + onset", "lag + onset : Date")]
    [InlineData("date - onset", "date - onset : Duration")]
    [InlineData("(date - 2021-12-29) / 1 day", "(date - 2021-12-29) / 1 day : Number")]
    [InlineData("day * 2", "day * 2 : Number")]
    [InlineData("min(lag, 2 weeks, step)", "min(lag, 2 weeks, 1 day) : Duration")]
    [InlineData("max(onset, date)", "max(onset, date) : Date")]
    [InlineData("clamp(onset, 2022-01-01, 2022-02-01)", "clamp(onset, 2022-01-01, 2022-02-01) : Date")]
    [InlineData("abs(lag - 1 week)", "abs(lag - 1 week) : Duration")]
    [InlineData("logistic(logit(resolve) + log(hope))", "logistic(logit(resolve) + log(hope)) : Number")]
    [InlineData("floor(hope) + ceil(hope) + round(hope) + sqrt(hope) + exp(hope)", "floor(hope) + ceil(hope) + round(hope) + sqrt(hope) + exp(hope) : Number")]
    [InlineData("count(leak, hope > 1, surprise)", "count(leak != pending, hope > 1, surprise) : Number")]
    [InlineData("time_in(geneva) >= lag", "time_in(geneva) >= lag : Truth")]
    [InlineData("date >= onset", "date >= onset : Truth")]
    public void Kinds_combine_as_one_expects(string text, string meaning) => Assert.Equal(meaning, new Sheet().Read(text));

    [Theory]
    [InlineData("geneva == talks", "geneva == talks : Truth")]
    [InlineData("geneva != talks", "geneva != talks : Truth")]
    [InlineData("not geneva == talks", "geneva != talks : Truth")]
    [InlineData("(geneva) == (talks)", "geneva == talks : Truth")]
    [InlineData("geneva in [talks, progress, rest]", "geneva == talks or geneva == progress or geneva == rest : Truth")]
    [InlineData("geneva in [talks]", "geneva == talks : Truth")]
    [InlineData("visited(geneva == talks) and visits(geneva == progress) > 2", "visited(geneva == talks) and visits(geneva == progress) > 2 : Truth")]
    [InlineData("leak", "leak != pending : Truth")]
    [InlineData("sanctions == severe", "sanctions == severe : Truth")]
    [InlineData("sanctions == pending", "sanctions == pending : Truth")]
    [InlineData("drill", "visits(drill) >= 1 : Truth")]
    [InlineData("clash", "visits(clash) >= 1 : Truth")]
    [InlineData("visits(clash)", "visits(clash) : Number")]
    [InlineData("visits(leak)", "visits(leak) : Number")]
    [InlineData("visits(clash == severe) + visits(clash == pending)", "visits(clash == severe) + visits(clash == pending) : Number")]
    [InlineData("visited(clash == severe)", "visited(clash == severe) : Truth")]
    public void Tracks_and_branches_are_looked_at(string text, string meaning) => Assert.Equal(meaning, new Sheet().Read(text));

    [Theory]
    [InlineData("intent == seize", "intent == seize : Truth")]
    [InlineData("intent != declared", "intent != declared : Truth")]
    [InlineData("intent in [coerce, declared]", "intent in [coerce, declared] : Truth")]
    [InlineData("posture == deter or posture in [hide]", "posture == deter or posture in [hide] : Truth")]
    [InlineData("intent == (if surprise then seize else declared)", "intent == (if surprise then seize else declared) : Truth")]
    [InlineData("(if surprise then intent else declared) == seize", "(if surprise then intent else declared) == seize : Truth")]
    [InlineData("surprise == false", "surprise == false : Truth")]
    [InlineData("aid in [1, 2 * hope]", "aid in [1, 2 * hope] : Truth")]
    [InlineData("window == 2 weeks", "window == 2 weeks : Truth")]
    public void Words_truths_and_values_are_compared(string text, string meaning) => Assert.Equal(meaning, new Sheet().Read(text));

    [Theory]
    [InlineData("geneva == rest", "geneva == rest : Truth")]
    [InlineData("geneva == date and leak", "geneva == date and leak != pending : Truth")]
    [InlineData("geneva == open", "geneva == open : Truth")]
    [InlineData("geneva in [rest, date]", "geneva == rest or geneva == date : Truth")]
    [InlineData("hope > open", "hope > 0.4 : Truth")]
    public void Right_of_a_comparison_a_name_is_first_a_state(string text, string meaning) => Assert.Equal(meaning, new Sheet().Define("open", "40%").Read(text));

    [Theory]
    [InlineData("1 + 2 * 3", "7 : Number")]
    [InlineData("2 ^ 3 ^ 2", "512 : Number")]
    [InlineData("hope * 2 * 3", "hope * 2 * 3 : Number")]
    [InlineData("2 * 3 * hope", "6 * hope : Number")]
    [InlineData("1 week + 2 * step", "9 days : Duration")]
    [InlineData("2022-02-01 - 2022-01-01", "31 days : Duration")]
    [InlineData("2022-01-01 + 36 hours", "2022-01-02T12:00 : Date")]
    [InlineData("round(2.5) + round(-2.5)", "0 : Number")]
    [InlineData("if step > 1 hour then hope else 1 / 0", "hope : Number")]
    [InlineData("step < 1 hour and 1 / 0 > 1", "false : Truth")]
    [InlineData("true and leak", "leak != pending : Truth")]
    [InlineData("2 in [1, 2]", "true : Truth")]
    [InlineData("count(true, false, 1 < 2)", "2 : Number")]
    [InlineData("1 week == 7 days", "true : Truth")]
    [InlineData("clamp(5, 3, 1)", "1 : Number")]
    public void What_is_constant_is_worked_out_and_nothing_reassociated(string text, string meaning) => Assert.Equal(meaning, new Sheet().Read(text));
}
