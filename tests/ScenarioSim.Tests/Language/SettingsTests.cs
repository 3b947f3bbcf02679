using ScenarioSim.Language;
using ScenarioSim.Model;
using ScenarioSim.Text;
using Xunit;

namespace ScenarioSim.Tests.Language;

public class SettingsTests
{
    private const string File = """
        start: 2022-01-01
        end: 2022-03-31
        assumptions:
          resolve: { is: "beta(3, 2)", why: judgement }
          intent: { is: { discrete: { signal: 50%, seize: rest } }, why: judgement }
          lag: { is: 2..6 weeks, why: judgement }
        levers:
          policy: { options: [wait, act] }
          pace: { options: [1 week, 2 weeks] }
        tracks:
          talks:
            states:
              open:
                - { when: intent == seize and policy == act, chance: resolve per week, to: closed }
                - { after: lag + pace, to: closed }
              closed: []
        outcomes:
          any: { otherwise: true }
        """;

    private static readonly Scenario _scenario = ScenarioReader.Read("file.yaml", new Text(File)).Scenario!;

    [Fact]
    public void Assumptions_and_levers_can_be_set()
    {
        var policy = Apply("resolve=0.7", "intent = seize", "policy=act", "pace=2weeks", "lag=pert(1 week, 2 weeks, 4 weeks)");
        Assert.Equal(0.7, policy.Assume[0]!.Mean);
        Assert.Equal("seize", _scenario.Words[(int)policy.Assume[1]!.Mean]);
        Assert.Equal(7 * Clock.Day, policy.Assume[2]!.Low, 6);
        Assert.Equal("act", _scenario.Words[(int)policy.Levers[0]]);
        Assert.Equal(14 * Clock.Day, policy.Levers[1]);
        Assert.Equal([0, 1], policy.Sets);
    }

    [Theory]
    [InlineData("resolve=70", "did you mean `70%`?")]
    [InlineData("resolve=1.5", "did you mean `1.5%`?")]
    [InlineData("resolve=-0.1", "worlds that are not believed possible")]
    [InlineData("lag=10 weeks", "worlds that are not believed possible")]
    public void A_value_far_beyond_what_is_believed_is_remarked_on_and_set_all_the_same(string setting, string help)
    {
        var (policy, diagnostics) = Settings.Apply(_scenario, _scenario.Policies[0], [setting]);
        var warning = Assert.Single(diagnostics);
        Assert.Equal(("SCN0419", Severity.Warning), (warning.Code, warning.Severity));
        Assert.Contains(help, warning.Help);
        Assert.IsType<ScenarioSim.Model.Distributions.Point>(policy!.Assume[setting.StartsWith("lag") ? 2 : 0]);
    }

    [Theory]
    [InlineData("resolve=0.05")]
    [InlineData("resolve=100%")]
    [InlineData("lag=6 weeks")]
    [InlineData("resolve=beta(1, 20)")]
    public void A_value_that_is_believed_possible_is_not_remarked_on(string setting) =>
        Assert.Empty(Settings.Apply(_scenario, _scenario.Policies[0], [setting]).Diagnostics);

    [Theory]
    [InlineData("resolve=20%", "resolve = 0.2", true)]
    [InlineData("resolve=likely", "resolve=55%..80%", true)]
    [InlineData("lag=1 week", "lag=7 days", true)]
    [InlineData("lag=2..6 weeks", "lag=14..42 days", true)]
    [InlineData("pace=1 week", "pace=7 days", true)]
    [InlineData("onset=2022-02-01", "onset=2022-02-01T00:00", true)]
    [InlineData("intent={ discrete: { signal: 20%, seize: rest } }", "intent={ discrete: { seize: 80%, signal: 20% } }", true)]
    [InlineData("policy=act", "policy = act", true)]
    [InlineData("resolve=20%", "resolve=0.21", false)]
    [InlineData("resolve=20%", "resolve=20", false)]
    [InlineData("resolve=0.2", "lag=0.2", false)]
    [InlineData("lag=7 days", "lag=7", false)]
    [InlineData("policy=act", "policy=wait", false)]
    [InlineData("resolve=normal(5, 2)", "resolve=normal(5, 2.0001)", false)]
    [InlineData("intent={ discrete: { signal: 20%, seize: rest } }", "intent={ discrete: { signal: 20%, bluff: rest } }", false)]
    public void Settings_are_alike_where_they_mean_the_same(string one, string other, bool alike)
    {
        Assert.Equal(alike, Settings.Alike(_scenario, one, other));
        Assert.Equal(alike, Settings.Alike(_scenario, other, one));
    }

    [Fact]
    public void The_mapping_forms_can_be_set_too()
    {
        var policy = Apply("intent={ discrete: { signal: 20%, seize: rest } }");
        Assert.Equal(0.2, policy.Assume[1]!.Density(_scenario.Words.ToList().IndexOf("signal")), 12);
    }

    [Theory]
    [InlineData("resolv=0.7", "resolve")]
    [InlineData("intent=sieze", "sieze")]
    [InlineData("intent={ discrete: { signal: 20%, bluff: rest } }", "bluff")]
    [InlineData("policy=acting", "acting")]
    [InlineData("policy=Act", "did you mean `act`? its options are `act` and `wait`")]
    [InlineData("pace=3 weeks", "its options are `1 week` and `2 weeks`")]
    [InlineData("pace=2w", "its options are `1 week` and `2 weeks`")]
    [InlineData("intent=bluff", "it can be `signal` and `seize`")]
    [InlineData("lag=3", "lag")]
    [InlineData("resolve=1e308", "the value is `1e308`; it has to be a number between -1e300 and 1e300")]
    [InlineData("lag=1e299 weeks", "the value is `1e299 weeks`")]
    [InlineData("resolve", "NAME=VALUE")]
    [InlineData("=3", "NAME=VALUE")]
    [InlineData("talks=open", "talks")]
    public void What_cannot_be_set_is_said_with_its_place_in_the_setting(string setting, string word)
    {
        var (policy, found) = Settings.Apply(_scenario, _scenario.Policies[0], [setting]);
        Assert.Null(policy);
        var error = Assert.Single(found);
        Assert.Equal("--set", error.Span.File.Path);
        Assert.Contains(word, error.Message + error.Help);
    }

    private static Policy Apply(params string[] settings)
    {
        var (policy, found) = Settings.Apply(_scenario, _scenario.Policies[0], settings);
        Assert.True(policy is not null, DiagnosticText.Render(found));
        return policy;
    }

    private sealed class Text(string text) : IFileSource
    {
        public byte[] Read(string path, int limit) => System.Text.Encoding.UTF8.GetBytes(text);
    }
}
