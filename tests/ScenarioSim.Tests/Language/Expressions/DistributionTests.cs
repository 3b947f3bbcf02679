using ScenarioSim.Language;
using ScenarioSim.Language.Expressions;
using ScenarioSim.Model;
using ScenarioSim.Text;
using Xunit;

namespace ScenarioSim.Tests.Language.Expressions;

/// <summary>How distributions are written (docs/language.md, section 5).</summary>
public class DistributionTests
{
    [Theory]
    [InlineData("3", "3 : Number")]
    [InlineData("1 / 4", "0.25 : Number")]
    [InlineData("2 weeks", "1209600 : Duration")]
    [InlineData("2022-01-12", "1209600 : Date")]
    [InlineData("true", "1 : Truth")]
    [InlineData("0.2..0.8", "0.2..0.8 : Number")]
    [InlineData("10%..45%", "0.1..0.45 : Number")]
    [InlineData("-2..-1", "-2..-1 : Number")]
    [InlineData("-2..6 weeks", "-1209600..3628800 : Duration")]
    [InlineData("2022-01-12..2022-01-14", "1209600..1382400 : Date")]
    [InlineData("pert(10%, 30%, 60%)", "pert(0.1, 0.3, 0.6) : Number")]
    [InlineData("pert(1 week, 2 weeks, 6 weeks)", "pert(604800, 1209600, 3628800) : Duration")]
    [InlineData("triangular(2022-01-01, 2022-01-05, 2022-02-01)", "triangular(259200, 604800, 2937600) : Date")]
    [InlineData("beta(3, 2)", "beta(3, 2) : Number")]
    [InlineData("normal(2022-01-12, 3 days)", "normal(1209600, 259200) : Date")]
    [InlineData("gamma(2, 3 days)", "gamma(2, 259200) : Duration")]
    [InlineData("exponential(10)", "exponential(10) : Number")]
    [InlineData("lognormal(0, 0.5) weeks", "lognormal(0, 0.5) x 604800 : Duration")]
    [InlineData("pert(1, 2, 6) weeks", "pert(1, 2, 6) x 604800 : Duration")]
    [InlineData("normal(5, 2) in 0..10", "normal(5, 2) in 0..10 : Number")]
    [InlineData("normal(2, 1) weeks in 0..5 weeks", "normal(2, 1) x 604800 in 0..3024000 : Duration")]
    [InlineData("normal(2, 1) in 0..5 weeks", "normal(2, 1) in 0..5 x 604800 : Duration")]
    [InlineData("likely", "0.55..0.8 : Number")]
    public void A_distribution_is_written_as(string text, string meaning) => Assert.Equal(meaning, new Sheet().Distribution(text));

    [Theory]
    [InlineData("10% to 40%", "logitnormal")]
    [InlineData("0% to 40%", "normal")]
    [InlineData("50% to 100%", "lognormal")]
    [InlineData("2 to 6 weeks", "lognormal")]
    [InlineData("-1 to 6", "normal")]
    [InlineData("2022-01-12 to 2022-02-12", "normal")]
    public void The_middle_90_percent_is_logit_normal_lognormal_or_normal(string text, string form)
    {
        KindedDistribution read = new Sheet().Reader.ReadDistribution(Sheet.Scalar(text))!;
        Assert.StartsWith(form + "(", read.Distribution.ToString());
    }

    [Theory]
    [InlineData("1e301")]
    [InlineData("-1e301")]
    [InlineData("1e299 weeks")]
    [InlineData("0.5e301 * 2")]
    public void A_constant_that_cannot_be_calculated_with_is_an_error(string text) => Assert.StartsWith($"error SCN0365: the value is `{text}`", new Sheet().Distribution(text));

    [Fact]
    public void The_yardstick_decides_what_a_word_means()
    {
        Assert.Equal("0.55..0.75 : Number", new Sheet { Yardstick = "phia" }.Distribution("likely"));
        Assert.Equal(
            """
            error SCN0372: `highly_likely` is no word of the yardstick `icd203`
              --> x:1:1
            1 | highly_likely
              | ^^^^^^^^^^^^^
               = help: it is a word of the yardstick `phia`: set `yardstick: phia`, or use a word of this one, such as `very_likely` (80%..95%) or `likely` (55%..80%)

            """, new Sheet().Distribution("highly_likely"));
    }

    private static string Discrete(params string[] entries)
    {
        var sheet = new Sheet();
        var pairs = entries.Select(e => (Value: Part(e, 0), Weight: Part(e, 1))).ToList();
        string shown = sheet.Show(sheet.Reader.BuildDiscrete(pairs, Sheet.Scalar("all").Span));
        return shown.Split('\n')[0];
    }

    private static ScalarText Part(string entry, int i) => Sheet.Scalar(entry.Split(": ")[i]);

    [Fact]
    public void Discrete_values_are_numbers_durations_dates_words_or_truths()
    {
        Assert.Equal("discrete(2: 0.2, 3: 0.5, 5: 0.3) : Number", Discrete("2: 20%", "3: 50%", "5: 30%"));
        Assert.Equal("discrete(604800: 0.25, 1209600: 0.75) : Duration", Discrete("1 week: 1", "2 weeks: 3"));
        Assert.Equal("discrete(0: 0.7, 1: 0.3) : Truth", Discrete("true: 30%", "false: 70%"));
        Assert.EndsWith(": Word", Discrete("signal: 50%", "coerce: 35%", "seize: rest"));
    }

    [Fact]
    public void What_is_wrong_with_discrete_weights_is_said()
    {
        Assert.Equal("error SCN0375: `1` is a number, and `two` is a word", Discrete("1: 1", "two: 2"));
        Assert.Equal("error SCN0376: `2.0` is the same value as one before it", Discrete("2: 1", "2.0: 2"));
        Assert.Equal("error SCN0377: a weight of `-1` is less than nothing", Discrete("2: -1", "3: 2"));
        Assert.Equal("error SCN0357: beside `rest` the others make 120%, more than 100%", Discrete("a: 70%", "b: 50%", "c: rest"));
        Assert.Equal("error SCN0356: `rest` stands here twice", Discrete("a: rest", "b: rest"));
        Assert.Equal("error SCN0365: all weights are 0; at least one has to be more than 0", Discrete("a: 0", "b: 0"));
    }

    [Fact]
    public void Weights_that_look_like_percentages_and_do_not_sum_to_all_get_a_remark()
    {
        var sheet = new Sheet();
        Assert.NotNull(sheet.Reader.BuildDiscrete([(Sheet.Scalar("1"), Sheet.Scalar("50%")), (Sheet.Scalar("2"), Sheet.Scalar("40%"))], Sheet.Scalar("all").Span));
        Assert.StartsWith("warning SCN0378: the weights look like percentages and sum to 90%, not to 100%", sheet.Problems());
    }

    [Fact]
    public void Quantiles_and_experts_are_built()
    {
        var sheet = new Sheet();
        var quantiles = sheet.Reader.BuildQuantiles([(Sheet.Scalar("5%"), Sheet.Scalar("1 week")), (Sheet.Scalar("95%"), Sheet.Scalar("6 weeks"))], Sheet.Scalar("all").Span);
        Assert.Equal(Kind.Duration, quantiles!.Kind);
        Expert Expert(string text, string? weight) => new(sheet.Reader.ReadDistribution(Sheet.Scalar(text)), weight is null ? null : Sheet.Scalar(weight), Sheet.Scalar(text).Span);
        Assert.NotNull(sheet.Reader.BuildExperts([Expert("beta(2, 3)", "2"), Expert("likely", null)], logPool: false, SourceSpan.None));
        Assert.NotNull(sheet.Reader.BuildExperts([Expert("beta(2, 3)", "2"), Expert("beta(4, 3)", null)], logPool: true, SourceSpan.None));
        Assert.Equal("", sheet.Problems());
        Assert.Null(sheet.Reader.BuildExperts([Expert("beta(2, 3)", null), Expert("0.5", null)], logPool: true, SourceSpan.None));
        Assert.Null(sheet.Reader.BuildExperts([Expert("beta(2, 3)", null), Expert("2 weeks", null)], logPool: false, SourceSpan.None));
        Assert.Equal(["SCN0382", "SCN0375"], sheet.Bag.ToList().Select(d => d.Code));
    }

    [Fact]
    public void A_replacement_keeps_the_kind_and_its_words_are_among_the_bases()
    {
        var number = new Wanted("will", Kind.Number, []);
        var word = new Wanted("intent", Kind.Word, ["signal", "likely"]);
        Assert.Equal("0.7 : Number", new Sheet().Distribution("0.7", number));
        Assert.EndsWith(": Word", new Sheet().Distribution("likely", word));
        Assert.StartsWith("error SCN0379: the assumption `will` is a number, and this replacement is a duration", new Sheet().Distribution("2 weeks", number));
        Assert.StartsWith("error SCN0317: `intent` is never `signl`", new Sheet().Distribution("signl", word));
    }
}
