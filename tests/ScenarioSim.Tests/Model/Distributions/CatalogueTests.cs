using ScenarioSim.Model.Distributions;
using Xunit;

namespace ScenarioSim.Tests.Model.Distributions;

public class CatalogueTests
{
    // Those that the language writes in another way: a constant, a..b, a to b of percentages, mappings, `in`, a unit, experts.
    private static readonly Type[] s_writtenOtherwise =
    [
        typeof(Point), typeof(Uniform), typeof(LogitNormal), typeof(Discrete), typeof(FromQuantiles), typeof(Truncated), typeof(Scaled), typeof(Mixture), typeof(LogPool),
    ];

    public static TheoryData<string> Names => [.. Catalogue.All.Select(f => f.Name)];

    [Fact]
    public void Every_distribution_is_in_the_catalogue_or_written_otherwise()
    {
        Type[] all = [.. typeof(Distribution).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Distribution)))];
        Type[] built = [.. Catalogue.All.Select(f => Example(f).GetType())];
        Assert.Equal(all.Select(t => t.Name).Order(), built.Concat(s_writtenOtherwise).Select(t => t.Name).Order());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_entry_says_its_range_its_unit_its_meaning_and_an_example(string name)
    {
        DistributionForm form = Catalogue.Find(name)!;
        Assert.All([form.Range, form.Unit, form.Meaning, form.Example], text => Assert.False(string.IsNullOrWhiteSpace(text)));
        Assert.All(form.Parameters, p => Assert.False(string.IsNullOrWhiteSpace(p.Name)));
        Assert.Matches($@"^{name}\(.+\)$", form.Example);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_example_builds_a_distribution_that_prints_and_can_be_drawn(string name)
    {
        Distribution example = Example(Catalogue.Find(name)!);
        Assert.StartsWith(name + "(", example.ToString());
        Assert.InRange(example.Quantile(0.5), example.Low, example.High);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_wrong_number_of_parameters_is_a_problem_that_names_them(string name)
    {
        DistributionForm form = Catalogue.Find(name)!;
        string problem = form.Problem([], null)!;
        Assert.Equal($"{name} takes {string.Join(", ", form.Parameters.Select(p => p.Name))}; 0 are given", problem);
    }

    [Fact]
    public void There_is_nothing_under_an_unknown_name() => Assert.Null(Catalogue.Find("weibull"));

    private static Distribution Example(DistributionForm form)
    {
        string inside = form.Example[(form.Example.IndexOf('(') + 1)..^1];
        double[] parameters = [.. inside.Split(',').Select(t => t.Trim()).Select(t => t.EndsWith('%') ? double.Parse(t[..^1]) / 100 : double.Parse(t))];
        Assert.Null(form.Problem(parameters, null));
        return form.Build(parameters);
    }
}
