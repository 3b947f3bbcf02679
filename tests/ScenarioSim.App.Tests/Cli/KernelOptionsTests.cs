using Xunit;

namespace ScenarioSim.App.Tests.Cli;

/// <summary><c>run</c> says how it makes runs, and lets the width be forced.</summary>
public class KernelOptionsTests
{
    [Fact]
    public void Every_width_prints_the_same_result()
    {
        string[] results = [.. new[] { "auto", "single", "scalar", "64", "128", "256", "512" }.Select(width => WithoutTime(InProcess.Call("run", InProcess.Geneva, "--runs", "3k", "--format", "json", "--width", width).Output))];
        Assert.All(results, result => Assert.Equal(results[0], result));
    }

    [Fact]
    public void Verbose_says_on_stderr_how_the_runs_were_made()
    {
        Assert.Contains("one run at a time (as asked for); ", InProcess.Call("run", InProcess.Geneva, "--runs", "100", "--verbose", "--width", "single").Error);
        Assert.Matches("2 runs side by side in vectors of 128 bits, from event to event, in the runtime's code; [0-9,]+ runs a second", InProcess.Call("run", InProcess.Geneva, "--runs", "100", "--verbose", "--width", "128").Error);
        Assert.Matches("16 runs by turns without vectors, from event to event, in machine code; |one run at a time \\(lanes without vectors need", InProcess.Call("run", InProcess.Geneva, "--runs", "100", "--verbose", "--width", "scalar").Error);
        Assert.Contains("interpreted, step by step", InProcess.Call("run", InProcess.Geneva, "--runs", "10", "--verbose", "--engine", "interpreter").Error);
    }

    [Fact]
    public void The_routines_of_the_lanes_can_be_read()
    {
        string file = Path.Combine(Directory.CreateTempSubdirectory("kernel").FullName, "kernel.txt");
        Assert.Equal(0, InProcess.Call("run", InProcess.Geneva, "--runs", "10", "--dump-kernel", file).Code);
        string text = File.ReadAllText(file);
        Assert.Contains("void step(Block block)", text);
        Assert.Contains("block[\"geneva.state\"] = ", text);
        Assert.Contains("block.Moved[\"theatre\"] = ", text);
    }

    [Theory]
    [InlineData("--out")]
    [InlineData("--dump-kernel")]
    public void No_result_is_written_over_a_scenario(string option)
    {
        string file = Path.Combine(Directory.CreateTempSubdirectory("kernel").FullName, "mine.yaml");
        File.Copy(InProcess.Geneva, file);
        Called called = InProcess.Call("run", file, "--runs", "10", option, file);
        Assert.Equal(1, called.Code);
        Assert.Contains($"is there already, and a scenario by its name: {option} would overwrite it", called.Error);
        Assert.Equal(File.ReadAllText(InProcess.Geneva), File.ReadAllText(file));
    }

    [Fact]
    public void The_result_and_the_kernel_need_a_file_each()
    {
        string file = Path.Combine(Directory.CreateTempSubdirectory("kernel").FullName, "both.txt");
        Called called = InProcess.Call("run", InProcess.Geneva, "--runs", "10", "--out", file, "--dump-kernel", file);
        Assert.Equal(2, called.Code);
        Assert.Contains("--out and --dump-kernel name the same file", called.Error);
        Assert.False(File.Exists(file));
    }

    [Fact]
    public void A_width_that_is_none_is_named()
    {
        Called called = InProcess.Call("run", InProcess.Geneva, "--width", "1024");
        Assert.Equal(2, called.Code);
        Assert.Contains("1024", called.Error);
    }

    private static string WithoutTime(string json) => string.Join("\n", json.Split('\n').Where(line => !line.Contains("\"seconds\"", StringComparison.Ordinal)));
}
