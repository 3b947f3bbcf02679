using System.Text;
using FsCheck.Xunit;
using ScenarioSim.Language;
using ScenarioSim.Language.Expressions;
using ScenarioSim.Model;
using ScenarioSim.Model.Distributions;
using ScenarioSim.Reports.Blocks;
using ScenarioSim.Reports.Sections;
using ScenarioSim.Tests.Corpus;
using ScenarioSim.Text;
using Xunit;

namespace ScenarioSim.Tests.Language;

/// <summary>What can be looked up is what the language has, all of it.</summary>
public class LanguageReferenceTests
{
    [Fact]
    public void Every_key_of_every_mapping_is_found_by_its_name() =>
        Assert.All(KeyCatalogue.All.SelectMany(k => k.Own.Select(key => (Kind: k.Name, key.Name))), key => Assert.Contains(LanguageReference.Find(key.Name), e => e.Kind == ReferenceKind.Key && (e.Of == key.Kind || e.Of == "any mapping")));

    [Fact]
    public void Every_mapping_is_found_without_its_article_and_lists_its_keys() =>
        Assert.All(KeyCatalogue.All, kind => Assert.Equal(kind.Own.Count, Assert.Single(LanguageReference.Find(kind.Name[(kind.Name.IndexOf(' ') + 1)..]), e => e.Kind == ReferenceKind.Mapping).Keys.Count));

    [Fact]
    public void The_functions_are_those_that_expressions_know() =>
        Assert.Equal(ExpressionBinder.FunctionNames.Order(), FunctionForms.Functions.Select(f => f.Name).Order());

    [Fact]
    public void Each_reading_can_be_read()
    {
        foreach (FunctionForms.Form form in FunctionForms.Readings)
        {
            string call = form.Call.Replace("TRACK == STATE", "talks == open").Replace("(C)", "(talks == open)").Replace("(X)", "(mood)");
            string file = $"start: 2022-01-01\nhorizon: 9 days\nindicators: {{ mood: 5 }}\ntracks: {{ talks: {{ states: {{ open: [ {{ chance: 5% per day, to: closed, do: mood += 1 }} ], closed: [] }} }} }}\nmeasures: {{ m: '{call}' }}\noutcomes: {{ any: {{ otherwise: true }} }}\n";
            Assert.False(ScenarioReader.Read("s.yaml", new MemoryFiles(("s.yaml", file))).HasErrors, call);
        }
    }

    [Fact]
    public void Every_distribution_and_every_code_of_the_checker_is_found()
    {
        Assert.All(Catalogue.All, f => Assert.Contains(LanguageReference.Find(f.Name), e => e.Kind == ReferenceKind.Distribution && e.Example == f.Example));
        Assert.All(DiagnosticCatalogue.All, d => Assert.Equal(d.Advice, Assert.Single(LanguageReference.Find(d.Code.ToLowerInvariant())).Meaning));
    }

    [Theory]
    [InlineData("probability", "chance")]
    [InlineData("Goto", "to")]
    [InlineData("each step", "each step")]
    [InlineData("very likely", "very_likely")]
    [InlineData("an outcome", "an outcome")]
    [InlineData("horizon:", "horizon")]
    public void What_people_call_it_leads_to_what_it_is_called(string asked, string name) => Assert.All(LanguageReference.Find(asked), e => Assert.Equal(name, e.Name));

    [Fact]
    public void A_slip_is_told_what_was_meant()
    {
        Assert.Empty(LanguageReference.Find("transitoin"));
        Assert.Equal("transition", LanguageReference.Nearest("transitoin"));
    }

    [Fact]
    public void A_chance_in_a_week_is_itself_within_a_week()
    {
        Standing standing = Belief.Chance("8% per week").Standing!;
        string text = Text(BeliefSections.Of("8% per week", standing));
        Assert.Contains("1 week                     8 %", text);
        // 1 - 0.92^(1/7), and ln 2 weeks / -ln 0.92.
        Assert.Contains("1.184 %", text);
        Assert.Contains("at most 58.2 days", text);
    }

    [Fact]
    public void A_rate_says_how_often_and_a_chance_whether()
    {
        Assert.True(Belief.Chance("0.5 per week").Standing!.IsRate);
        Assert.False(Belief.Chance("50% per week").Standing!.IsRate);
        Assert.Contains("39.35 %", Text(BeliefSections.Of("0.5 per week", Belief.Chance("0.5 per week").Standing!)));
    }

    [Theory]
    [InlineData("pert", "pert(10%, 20%, 60%)")]
    [InlineData("weeks", "2 to 6 weeks")]
    [InlineData("dates", "2022-01-10..2022-02-20")]
    [InlineData("words", "{ discrete: { signal: 30%, coerce: 50%, seize: rest } }")]
    [InlineData("likely", "likely")]
    [InlineData("constant", "12")]
    public void A_belief_looks_like_this(string name, string text)
    {
        Belief.Reading read = Belief.Distribution(text);
        Golden.Check($"reports/belief.{name}.txt", Text(BeliefSections.Of(text, read.Scenario!, read.Assumption!)));
    }

    [Fact]
    public void The_stretches_of_a_belief_hold_nearly_all_of_it()
    {
        foreach (string text in (string[])["normal(5, 2)", "lognormal(-5, 1)", "1% to 60%", "beta(0.5, 0.5)", "exponential(10 days)", "2 to 6 weeks"])
        {
            Belief.Reading read = Belief.Distribution(text);
            Table shape = BeliefSections.Of(text, read.Scenario!, read.Assumption!).OfType<Table>().Last();
            Assert.InRange(shape.Rows.Sum(r => double.Parse(r[2].TrimEnd('%', ' '), System.Globalization.CultureInfo.InvariantCulture)), 98, 100.5);
        }
    }

    [Property]
    public void Whatever_is_typed_is_read_or_told_what_is_wrong(string? text)
    {
        foreach (Belief.Reading read in (Belief.Reading[])[Belief.Distribution(text ?? ""), Belief.Chance(text ?? "")])
        {
            Assert.True(read.Scenario is not null || read.Diagnostics.Any(d => d.Severity == Severity.Error), text);
        }
    }

    [Theory]
    [InlineData("5, why: x }, y: { is: 6")]
    [InlineData("'; }")]
    [InlineData("{ discrete: { a: 1 } }, y: 5, z: {")]
    [InlineData("0..1\noutcomes: {}")]
    public void A_belief_cannot_write_a_second_line_of_the_file(string text)
    {
        Belief.Reading read = Belief.Distribution(text);
        Assert.True(read.Scenario is null || read.Scenario.Assumptions.Count == 1, text);
    }

    private static string Text(IReadOnlyList<Block> blocks)
    {
        using var text = new StringWriter(new StringBuilder()) { NewLine = "\n" };
        PlainText.Write(blocks, text);
        return text.ToString();
    }
}
