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
}
