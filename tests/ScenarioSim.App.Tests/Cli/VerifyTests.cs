using System.Diagnostics;
using System.Text.Json;
using ScenarioSim.Analysis;
using ScenarioSim.App.Cli;
using Xunit;

namespace ScenarioSim.App.Tests.Cli;

public class VerifyTests
{
    private static readonly string[] s_fixed = ["--set", "resolve=0.6", "--set", "flexibility=0.3", "--set", "deterrence=0.7", "--runs", "5k", "--interpreted", "64"];

    [Fact]
    public void Engines_that_agree_end_with_0_and_a_table_of_80_columns()
    {
        Called called = InProcess.Call(["verify", InProcess.Geneva, .. s_fixed]);
        Assert.Equal((0, ""), (called.Code, called.Error));
        Assert.All(called.Output.Split('\n'), line => Assert.True(line.Length <= 80, line));
        Assert.Contains("All engines agree.", called.Output);
        // Where the machine has wider vectors one more engine is named, and the line is broken elsewhere.
        Assert.Contains("make the same 64 runs, bit for bit", called.Output.ReplaceLineEndings(" "));
        Assert.Matches(@"\n +exact +23\.0074 %\n", called.Output);
        Assert.Contains("64 runs by interpreter; 5,000 runs by kernel", called.Output);
    }

    [Fact]
    public void The_kernel_of_256_bits_is_held_against_the_others_only_where_the_machine_has_wider_vectors()
    {
        string[] call = ["verify", InProcess.Geneva, .. s_fixed, "--format", "json"];
        string[] Engines(JsonElement json) => [.. json.GetProperty("engines").EnumerateArray().Select(e => e.GetProperty("name").GetString()!)];
        string[] narrow = System.Runtime.Intrinsics.X86.Avx2.IsSupported ? ["interpreter", "kernel", "kernel-64", "single", "exact"] : ["interpreter", "kernel", "single", "exact"];
        string[] wide = System.Runtime.Intrinsics.X86.Avx512F.IsSupported ? ["interpreter", "kernel", "kernel-256", "kernel-64", "single", "exact"] : narrow;
        Assert.Equal(wide, Engines(InProcess.Call(call).Json));
        Assert.Equal(narrow, Engines(RealProgram.CallWith("DOTNET_EnableAVX512", "0", call).Json));
    }

    [Fact]
    public void What_the_exact_engine_cannot_solve_is_said()
    {
        Called called = InProcess.Call("verify", InProcess.Geneva, "--runs", "500", "--interpreted", "10", "--max-states", "2", "--set", "resolve=0.6", "--set", "flexibility=0.3", "--set", "deterrence=0.7");
        Assert.Equal((0, ""), (called.Code, called.Error));
        Assert.Contains("not compared with exact: there are too many different worlds by 20", called.Output);
        Assert.DoesNotContain("from exact", called.Output);
    }

    [Fact]
    public void Every_figure_is_in_the_JSON_and_the_CSV_where_all_are_wanted()
    {
        JsonElement agreement = InProcess.Call(["verify", InProcess.Geneva, .. s_fixed, "--format", "json", "--all"]).Json.GetProperty("agreements")[1];
        Assert.Equal("kernel", agreement.GetProperty("engine").GetString());
        int figures = agreement.GetProperty("figures").GetInt32();
        Assert.Equal(figures, agreement.GetProperty("all").GetArrayLength());
        Assert.Contains(agreement.GetProperty("all").EnumerateArray(), f => f.GetProperty("kind").GetString() == "state" && f.GetProperty("state").GetString() == "talks" && f.GetProperty("date").GetString() == "2022-01-12");
        string[] lines = InProcess.Call(["verify", InProcess.Geneva, .. s_fixed, "--format", "csv", "--all"]).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(lines, line => Assert.Equal(7, line.Split(',').Length));
        Assert.Equal(figures, lines.Count(l => l.StartsWith("compared_", StringComparison.Ordinal) && l.Contains(",kernel,", StringComparison.Ordinal) && l.Contains(",exact,", StringComparison.Ordinal)));
    }

    [Fact]
    public void Engines_that_disagree_are_a_defect_and_a_partial_verification_is_stopped()
    {
        Model.Scenario scenario = Language.ScenarioReader.Read(InProcess.Geneva, new Language.DiskFiles()).Scenario!;
        Verification found = Verify.Run(scenario, scenario.Policies[0], new VerifyOptions { Runs = 10, ReferenceRuns = 10 }, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(ExitCode.Done, VerifyVerb.Judge(found));
        Assert.Equal(ExitCode.Stopped, VerifyVerb.Judge(found with { Partial = true }));
        Verification wrong = found with { Partial = true, SameRuns = [new SameRuns("kernel", "interpreter", 10, new RunDifference(3, 12, "track `geneva`", "scheduled to talks", "no move"))] };
        CommandFailed failed = Assert.Throws<CommandFailed>(() => VerifyVerb.Judge(wrong));
        Assert.Equal(ExitCode.Defect, failed.Code);
        Assert.Contains("open an issue", failed.Say);
    }

    [Fact]
    public async Task Interrupted_it_prints_what_was_compared()
    {
        Assert.SkipUnless(!OperatingSystem.IsWindows(), "needs signals");
        Process process = RealProgram.Start("verify", InProcess.Geneva, "--runs", "1G", "--interpreted", "64");
        // It has its handler and has begun once it has used so much of the processor.
        await RealProgram.Signal(process, "INT", TimeSpan.FromSeconds(2));
        Called called = RealProgram.End(process);
        Assert.Equal(3, called.Code);
        Assert.Contains("PARTIAL", called.Output);
        Assert.Contains("make the same 64 runs", called.Output);
        Assert.Contains("stopped early", called.Error);
    }

    [Fact]
    public void The_most_states_are_written_like_runs() => Assert.Equal(0, InProcess.Call("verify", InProcess.Geneva, "--runs", "1k", "--max-states", "5k").Code);
}
