using ScenarioSim.Model.Distributions;
using Xunit;

namespace ScenarioSim.Tests.Model.Distributions;

public class ProblemTests
{
    [Fact]
    public void Problems_are_said_in_words_that_a_user_understands()
    {
        Assert.Equal("alpha is -1; it has to be more than 0", Beta.Problem(-1, 2));
        Assert.Equal("beta is 2000000; it has to be at most 1000000", Beta.Problem(1, 2e6));
        Assert.Equal("high is 2; it has to be more than low, 3", Uniform.Problem(3, 2));
        Assert.Equal("mode is 9; it has to be at most high, 5", Pert.Problem(1, 9, 5));
        Assert.Equal("mode is 0; it has to be at least low, 1", Triangular.Problem(1, 0, 5));
        Assert.Equal("sd is 0; it has to be more than 0", Normal.Problem(1, 0));
        Assert.Equal("sigma is 21; it has to be at most 20", LogNormal.Problem(1, 21));
        Assert.Equal("mu is -751; it has to be between -750 and 750", LogitNormal.Problem(-751, 1));
        Assert.Equal("scale is NaN; it has to be a number between -1e300 and 1e300", Gamma.Problem(1, double.NaN));
        Assert.Equal("mean is -3; it has to be more than 0", Exponential.Problem(-3));
        Assert.Equal("the weight of 2 is -1; it has to be 0 or more", Discrete.Problem([1, 2], [1, -1]));
        Assert.Equal("all weights are 0; at least one has to be more than 0", Discrete.Problem([1, 2], [0, 0]));
        Assert.Equal("there are two quantiles at 5%", FromQuantiles.Problem([(0.05, 1), (0.05, 2)]));
        Assert.Equal("the quantile at 95% is 1; it has to be at least that at 5%, 2", FromQuantiles.Problem([(0.95, 1), (0.05, 2)]));
        Assert.Equal("two quantiles or more are needed", FromQuantiles.Problem([(0.5, 1)]));
        Assert.Equal("nothing of the distribution lies in 2..3", Truncated.Problem(new Beta(1, 1), 2, 3));
        Assert.Equal("3 has no density; a log pool takes continuous distributions", LogPool.Problem([new Beta(1, 1), new Point(3)], [1, 1]));
        Assert.Equal("0..1 and 2..3 have no value in common; their product is 0 everywhere", LogPool.Problem([new Uniform(0, 1), new Uniform(2, 3)], [1, 1]));
    }

    [Fact]
    public void Problems_quote_what_the_user_wrote() =>
        Assert.Equal("high is 2 weeks; it has to be more than low, 1 month", Uniform.Problem(2629800, 1209600, i => i == 0 ? "1 month" : "2 weeks"));

    [Fact]
    public void Constructors_refuse_what_has_a_problem()
    {
        Assert.Contains("alpha is -1", Assert.Throws<ArgumentOutOfRangeException>(() => new Beta(-1, 2)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Mixture([], []));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LogPool([new Point(1)], [1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Truncated(new Normal(0, 1), 50, 60));
        Assert.Throws<ArgumentOutOfRangeException>(() => MiddleNinety.Between(2, 1));
    }
}
