using System.Text;
using ScenarioSim.Language;
using ScenarioSim.Language.Expressions;
using ScenarioSim.Model;
using Xunit;

namespace ScenarioSim.Tests.Language.Expressions;

/// <summary>What is said about mistakes: whole messages, in tests/golden/expressions. One mistake is one error.</summary>
public class MistakeTests
{
    private static readonly Dictionary<string, Action<Sheet, ScalarText>> Forms = new()
    {
        ["expression"] = (s, t) => s.Reader.ReadAny(t, Scope.World),
        ["truth"] = (s, t) => s.Reader.Read(t, Kind.Truth, Scope.World),
        ["number"] = (s, t) => s.Reader.Read(t, Kind.Number, Scope.World),
        ["on"] = (s, t) => s.Reader.Read(t, Kind.Date, Scope.Static),
        ["chance"] = (s, t) => s.Reader.ReadChance(t, isRate: false),
        ["rate"] = (s, t) => s.Reader.ReadChance(t, isRate: true),
        ["after"] = (s, t) => s.Reader.ReadDelay(t),
        ["share"] = (s, t) => s.Reader.ReadShare(t),
        ["effect"] = (s, t) => s.Reader.ReadEffect(t),
        ["measure"] = (s, t) => s.Reader.ReadMeasure(t),
        ["distribution"] = (s, t) => s.Reader.ReadDistribution(t),
        ["range"] = (s, t) => s.Reader.ReadRange(t),
        ["value"] = (s, t) => s.Reader.ReadConstant(t, Kind.Number),
        ["date"] = (s, t) => ExpressionReader.ReadDate(t, s.Bag),
        ["step"] = (s, t) => ExpressionReader.ReadDuration(t, null, s.Bag),
    };

    [Theory]
    [InlineData("signs", "expression", "hope && leak|hope == 1 @@ leak|!leak|hope === 1|hope <> 1|hope => 1|2 ** hope|hope − 1|“talks”|geneva == 'talks'|geneva.talks|hope % 2|tension ≥ 3|hope #1|hope\u200b + 1|{a}|hope; 1|2022-01-12 06:00")]
    [InlineData("grammar", "expression", "|hope +|hope hope|2 hope|hope (|(hope|(hope))|min(hope, |min(hope,)|max(hope 1)|hope = 1|hope += 1|hope is 1|hope an leak|0 < hope < 10|hope == 1 == 2|geneva in [talks] == true|not|hope + not leak|1 + if leak then 1 else 2|if leak then 1|if leak 1 else 2|if hope = 1 then 1 else 2|hope in 1..2|hope in (1, 2)|hope in []|hope not in [1]|[1, 2]|1,5|1,000 * hope|rest|pending|10% per week|1_000|1e999|40% weeks|2 wekes|if leak then (hope else 1|(hope then 1|(hope, 1)|hope to 3|3..5|hope then")]
    [InlineData("from-elsewhere", "expression", "1 if leak else 2|IF(leak, 1, 2)|leak ? 1 : 2|(leak then 1 else 2)|hope when leak|geneva == all-in|geneva == shut down|count(leak, hope = 1)")]
    [InlineData("said-again", "truth", "hope == 4 or 8|hope > 4 and leak and 8|leak or 8|hope == 4 or 2 weeks")]
    [InlineData("dates", "expression", "2022-02-30|2022-1-5|29.12.2021|2022-01-12T25:00|2022-13-01|2022-01-12 06")]
    [InlineData("names", "expression", "resolv * 2|talks == geneva|talks|seize|Hope|hope == True|geneva == talk|geneva == invasion|geneva == hope|intent == seise|intent == hope|intent == zzz|posture == seize|geneva|geneva < talks|geneva == 1|geneva == (hope)|leak == true|sanctions == sever|clash == severe|clash != pending|drill in [happened]|geneva in [talks, tlks]|unknown + unknwon")]
    [InlineData("kinds", "expression", "leak + 1|-leak|not hope|hope and leak|leak and hope|lag + 1|hope + lag|onset + onset|lag * lag|hope ^ lag|1 / lag|date > 3|lag > 3|date > lag|leak > false|intent > declared|intent == 1|intent + 1|if hope then 1 else 2|if leak then 1 else lag|intent in [seize, 1]|min(hope, lag)|max(leak, 1)|sqrt(lag)|round(onset)|abs(onset)|clamp(1, 2)|min()|sqrt(1, 2)|count()|count(1)|day > 2022-01-01")]
    [InlineData("functions", "expression", "sqr(2)|Min(1, 2)|uniform(1, 2)|beta(2, 3)|beta(2, 3) * normal(1, 2)|final(hope)|ln(2)|pow(2, 3)|hope (2)|hope(2)|if(leak, 1, 2)|time_in(talks)|time_in(geneav)|time_in(geneva == talks)|time_in()|time_in(hope)|visited(geneva)|visited(leak)|visited(hope == 1)|visits(geneva)|visits(geneva != talks)|visits(talks)|visits(genva == talks)|visits(geneva == tlks)")]
    [InlineData("constants", "expression", "1 / 0|10% / 0|log(0)|sqrt(-1)|logit(1)|(-8) ^ 0.5|1e300 * 1e300|exp(1000)|hope + 1 / 0|1 week / 0|leak and 1 / 0 > 1")]
    [InlineData("wanted", "truth", "hope|lag|intent|onset|geneva == talks + 1")]
    [InlineData("wanted-number", "number", "leak|lag|onset|geneva == talks")]
    [InlineData("on", "on", "2 weeks|5|tension|onset + hope|date|geneva == talks|if leak then onset else onset|lag")]
    [InlineData("chances", "chance", "140%|40|-10%|1.4 per week|10% per|10% per wek|10% per 0 days|10% per 2|10% per week per day|10% per hope|5%..10%|leak|2 weeks|likely|min(1, 2")]
    [InlineData("rates", "rate", "0.1 / day|0.5|-1 per week|hope")]
    [InlineData("delays", "after", "3|-2 days|2..6|6..2 weeks|exponential(3)|-2 weeks..-1 weeks|tension * 1 day|2022-01-12|normal(2, 1)|likely|2 * exponential(3 days)|normal(2 weeks, 1)|lag days|2 weeks in 1..3|min(1, 2) days|exponential(3 days) days|rest")]
    [InlineData("shares", "share", "rset|remaining|-5%|10% per week|rest + 1|leak")]
    [InlineData("several-effects", "effect", "tension += 1, hope += 2|tension += 1 and tension += 2|oil-price += 1")]
    [InlineData("beliefs-from-elsewhere", "distribution", "0...50%|Likely|normal(mean=5, sd=1)|mixture(10% to 40%, 1..2)|mixture(1, 2)|truncate(normal(0.5, 0.2), 0, 1)|clamp(normal(5, 1), 0, 10)|max(1..2, 3)")]
    [InlineData("effects", "effect", "tension|tension +=|tension == 1|tension /= 2|tension++|1 + tension|tensoin += 1|resolve += 1|geneva += 1|beta += 1|tension += leak|tension += 2 days|tension += 1..3 days|tension := 1|tension += beta(2, 3) * 4|tension += 1 -= 2|zzz = 1")]
    [InlineData("measures", "measure", "tension|max(tension, hope)|final(tension) + 1|max(tension) - min(tension)|-final(tension)|timeto(leak)|abs(tension)|final(intent)|final(date)|time_to(tension)|share_of_time(tension)|final()|final(final(tension))|time_to(geneva)")]
    [InlineData("distributions", "distribution", "5..2|10..45%|60% to 20%|5..5|2 weeks..6|1..2022-01-01|true..false|beta(-1, 2)|beta(2)|pert(1, 2)|pert(3, 2, 1)|pert(1, 2 weeks, 3 weeks)|normal(5, -1)|normal(1, 2 days)|normal(2022-01-01, 3)|exponential(0)|exponential(2022-01-01)|beta(1 day, 2)|gamma(1, 2, 3)|gama(2, 3)|gama(2, 3) days|beta(resolve, 2)|resolve|resolve * 2|lkely|highly_likely|normal|normal(5, 2) in 10..0|normal(5, 2) in 0 days..10 days|normal(5, 2) days in 0..10|20%..60% in 70%..90%|normal(5, 2) in 3|pert(1 day, 2 days, 3 days) weeks|1..|..5|2..6 wekes|beta(2, 3) + 1|1 / 0|geneva == talks|1e301|-1e301|1e299 weeks")]
    [InlineData("ranges", "range", "10|10..0|0..10 days|0 to 10|a..5|0..")]
    [InlineData("values", "value", "abc|2 weeks|1 / 0|tension")]
    [InlineData("bare-dates", "date", "tomorrow|2 weeks|2022-01-32")]
    [InlineData("steps", "step", "week|2 steps|step|0 days|7|-1 day|day")]
    public void Every_mistake_has_its_message(string name, string form, string texts)
    {
        var all = new StringBuilder();
        foreach (string text in texts.Split("|").Select(t => t.Replace("@@", "||")))
        {
            var sheet = new Sheet();
            Forms[form](sheet, Sheet.Scalar(text, form));
            Assert.True(sheet.Bag.HasErrors, $"`{text}` as {form} is accepted");
            if (!text.Contains("unknwon")) Assert.True(sheet.Bag.Count == 1, $"`{text}` as {form} gives\n{sheet.Problems()}");
            all.Append(sheet.Problems()).Append('\n');
        }
        Golden.Check($"expressions/{name}.txt", all.ToString());
    }

    [Fact]
    public void In_a_flow_mapping_an_unclosed_parenthesis_is_a_value_torn_at_a_comma()
    {
        var sheet = new Sheet();
        sheet.Reader.ReadChance(Sheet.Scalar("min(1", inFlow: true), isRate: false);
        Assert.Equal(
            """
            error SCN0304: the `(` that opens here is never closed
              --> x:1:4
            1 | min(1
              |    ^
               = help: inside { } and [ ] YAML ends a value at a comma or bracket: put the whole value in quotes, or write it in block style (one key a line)

            """, sheet.Problems());
    }

    [Fact]
    public void Mistakes_that_stand_side_by_side_are_said_in_one_go()
    {
        string[] texts = ["geneva = talks && hope > 1", "hope === 1 || geneva = talks && tension <> 3", "!leak AND hope is 1", "hope is not 1 OR tension equals 2", "if hope = 1 && leak then 1 else 2", "hope => 1 && (tension = 2", "count(leak & !leak, hope = 1)", "hope = 1 && geneva = talks +"];
        var all = new StringBuilder();
        foreach (string text in texts)
        {
            var sheet = new Sheet();
            Assert.Null(sheet.Reader.ReadAny(Sheet.Scalar(text), Scope.World));
            Assert.True(sheet.Bag.Count > 1, $"`{text}` gives\n{sheet.Problems()}");
            all.Append(sheet.Problems()).Append('\n');
        }
        Golden.Check("expressions/side-by-side.txt", all.ToString());
    }

    [Theory]
    [InlineData("icd203")]
    [InlineData("phia")]
    public void An_everyday_word_for_a_probability_is_told_the_nearest_words_of_the_scale(string yardstick)
    {
        string[] texts = ["quite likely", "very probable", "fairly unlikely", "highly likely", "Very Likely", "very-likely", "highly_likely", "probable", "almost certainly", "not likely", "more likely than not", "even chance", "virtually impossible", "possible"];
        var all = new StringBuilder();
        foreach (string text in texts)
        {
            var sheet = new Sheet { Yardstick = yardstick };
            if (sheet.Reader.ReadDistribution(Sheet.Scalar(text, text)) is not null) continue;
            Assert.True(sheet.Bag.Count == 1, $"`{text}` gives\n{sheet.Problems()}");
            all.Append(sheet.Problems()).Append('\n');
        }
        Golden.Check($"expressions/likelihoods-{yardstick}.txt", all.ToString());
    }

    [Theory]
    [InlineData("certainly not", "almost_no_chance")]
    [InlineData("almost certainly not", "almost_no_chance")]
    [InlineData("probably not", "unlikely very_unlikely")]
    [InlineData("very likely not", "very_unlikely unlikely")]
    [InlineData("not possible", "almost_no_chance")]
    [InlineData("not very likely", "unlikely very_unlikely")]
    [InlineData("more likely than not", "likely very_likely")]
    [InlineData("possibly not", "")]
    [InlineData("not certain", "")]
    [InlineData("not more likely than not", "")]
    [InlineData("almost not likely", "")]
    [InlineData("not likely not", "")]
    public void A_word_for_a_probability_with_not_is_never_told_its_opposite(string text, string words) =>
        Assert.Equal(words, string.Join(' ', Likelihoods.Nearest("icd203", text)));
}
