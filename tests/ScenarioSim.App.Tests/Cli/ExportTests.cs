using Xunit;

namespace ScenarioSim.App.Tests.Cli;

public class ExportTests
{
    private const string Coin = """
        scenario: A coin
        start: 2022-01-01
        horizon: 10 days
        assumptions:
          p: beta(2, 5)
        tracks:
          t:
            states:
              calm: [ { chance: p per day, to: war } ]
              war: []
        outcomes:
          war: { title: A war, when: t == war, stop: true }
          peace: { otherwise: true }
        """;

    [Fact]
    public void Model_and_properties_go_to_their_files()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("coin.yaml", Coin);
        string model = Path.Combine(Path.GetDirectoryName(file)!, "coin.prism"), properties = Path.Combine(Path.GetDirectoryName(file)!, "coin.props");
        Called called = InProcess.Call("export", file, "--to", "prism", "--set", "p=0.2", "--out", model, "--properties", properties);
        Assert.Equal((0, ""), (called.Code, called.Error));
        Assert.Contains("const double p = 0.2;", File.ReadAllText(model), StringComparison.Ordinal);
        Assert.Contains("\"p_war\": P=?", File.ReadAllText(properties), StringComparison.Ordinal);
    }

    [Fact]
    public void An_assumption_that_is_not_fixed_is_named()
    {
        using var folder = new TemporaryFolder();
        Called called = InProcess.Call("export", folder.File("coin.yaml", Coin), "--to", "prism");
        Assert.Equal(2, called.Code);
        Assert.Contains("--set p=VALUE", called.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_tool_or_one_file_for_both_is_refused()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("coin.yaml", Coin);
        Assert.Equal(2, InProcess.Call("export", file, "--to", "jani", "--set", "p=0.2").Code);
        Assert.Equal(2, InProcess.Call("export", file, "--to", "prism", "--set", "p=0.2", "--out", file + "x", "--properties", file + "x").Code);
        Assert.False(File.Exists(file + "x"));
    }

    [Fact]
    public void What_keeps_a_scenario_from_being_finite_is_said_as_exact_says_it()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("drawn.yaml", """
            start: 2022-01-01
            horizon: 10 days
            indicators: { x: 1, y: 1 }
            tracks:
              t:
                states:
                  calm: [ { chance: 1% per day, to: war, do: "x += normal(1, 2)" } ]
                  war: [ { chance: 1% per day, to: calm, do: "y += normal(2, 1)" } ]
            outcomes:
              high: { when: x + y > 3 }
              low: { otherwise: true }
            """);
        string exact = InProcess.Call("exact", file).Error, export = InProcess.Call("export", file, "--to", "prism").Error;
        const string Why = "the effect `x += normal(1, 2)` is drawn from a distribution, so `x` takes endlessly many values; use `run`\n";
        Assert.Equal(("scenariosim: this cannot be solved exactly: " + Why, "scenariosim: this cannot be exported: " + Why), (exact, export));
    }
}
