using System.Diagnostics;
using System.Runtime.Versioning;
using System.Text.Json;
using Xunit;

namespace ScenarioSim.App.Tests.Cli;

/// <summary>The program as a process of its own: what only pipes, files and signals can show.</summary>
public class StreamTests
{
    // After so much work a simulation is well under way.
    private static readonly TimeSpan s_begun = TimeSpan.FromSeconds(3);
    private static readonly bool s_unix = !OperatingSystem.IsWindows();

    [Fact]
    public void Results_go_to_stdout_and_nothing_else_does()
    {
        Called called = RealProgram.Call("run", InProcess.Geneva, "--runs", "1k", "--format", "json");
        Assert.Equal((0, ""), (called.Code, called.Error));
        Assert.Equal(1000, called.Json.GetProperty("runs").GetInt32());
    }

    [Fact]
    public void A_reader_that_has_gone_is_no_failure()
    {
        Assert.SkipUnless(s_unix, "needs bash");
        Called called = RealProgram.Bash($"scenariosim run '{InProcess.Geneva}' --runs 1k --format csv | head -1; echo ${{PIPESTATUS[0]}}");
        Assert.Equal(("kind,item,name,state,date,statistic,value\n0\n", ""), (called.Output, called.Error));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void A_file_that_is_replaced_keeps_its_permissions()
    {
        Assert.SkipUnless(s_unix, "needs Unix");
        string path = Path.GetTempFileName();
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        Assert.Equal(0, RealProgram.Call("run", InProcess.Geneva, "--runs", "1k", "--out", path).Code);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead, File.GetUnixFileMode(path));
        Assert.True(new FileInfo(path).Length > 0);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void A_link_named_without_a_folder_stays_one_and_what_it_names_is_written()
    {
        Assert.SkipUnless(s_unix, "needs Unix");
        using var folder = new TemporaryFolder();
        Called called = RealProgram.Bash(
            $"cd '{folder.Path}'; mkdir sub; ln -s sub/real.json rel.json; ln -s miss.json d.json; ln -s l2 l1; ln -s l1 l2; "
            + $"for f in rel.json d.json l1; do scenariosim run '{InProcess.Geneva}' --runs 1k --format csv --out $f 2>/dev/null; echo $?; done; ls -F; head -1 sub/real.json miss.json");
        Assert.StartsWith("0\n0\n1\n", called.Output);
        Assert.Contains("rel.json@", called.Output);
        Assert.Equal(2, called.Output.Split("kind,item,name").Length - 1);
    }

    [Fact]
    public void Writing_that_fails_in_any_way_leaves_the_old_file_and_nothing_beside_it()
    {
        string folder = Directory.CreateTempSubdirectory().FullName, path = Path.Combine(folder, "result.json");
        File.WriteAllText(path, "old");
        Assert.Throws<InvalidOperationException>(() => WholeFile.Write(path, stream =>
        {
            stream.WriteByte(1);
            throw new InvalidOperationException();
        }));
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(folder));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void A_full_disk_ends_in_1_with_a_message()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "needs /dev/full");
        Called output = RealProgram.Bash($"scenariosim run '{InProcess.Geneva}' --runs 1k > /dev/full");
        Assert.Equal(1, output.Code);
        Assert.Contains("could not be written", output.Error);
        Called file = RealProgram.Call("run", InProcess.Geneva, "--runs", "1k", "--out", "/dev/full");
        Assert.Equal(1, file.Code);
        Assert.Contains("`/dev/full` could not be written", file.Error);
    }

    [Fact]
    public void Why_a_file_could_not_be_written_is_said_of_that_file()
    {
        Assert.SkipUnless(Directory.Exists("/proc"), "needs /proc");
        Called device = RealProgram.Call("run", InProcess.Geneva, "--runs", "1k", "--out", "/proc/nothing");
        Assert.Equal(1, device.Code);
        Assert.Contains("`/proc/nothing` could not be written: there is no such device", device.Error);
        Called inner = RealProgram.Call("run", InProcess.Geneva, "--runs", "1k", "--out", "/sys/nothing");
        Assert.Equal(1, inner.Code);
        Assert.Contains("`/sys/nothing` could not be written", inner.Error);
        Assert.DoesNotContain(".tmp", inner.Error);
    }

    [Fact]
    public void A_file_is_written_whole_or_not_at_all()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("result.json", "old");
        Called called = InProcess.Call("run", InProcess.Geneva, "--runs", "1k", "--format", "json", "--out", file);
        Assert.Equal((0, "", ""), (called.Code, called.Output, called.Error));
        Assert.Equal(1000, JsonDocument.Parse(File.ReadAllText(file)).RootElement.GetProperty("runs").GetInt32());
        Assert.Equal([file], Directory.GetFiles(folder.Path));
        Assert.Equal(1, InProcess.Call("run", InProcess.Geneva, "--out", Path.Combine(folder.Path, "no", "such", "folder.json")).Code);
        Assert.Equal(1, InProcess.Call("run", InProcess.Geneva, "--out", folder.Path).Code);
    }

    [Fact]
    public void A_file_that_is_read_is_not_overwritten_whatever_its_name_ends_with()
    {
        using var folder = new TemporaryFolder();
        string text = File.ReadAllText(InProcess.Geneva), file = folder.File("geneva.txt", text), link = Path.Combine(folder.Path, "link");
        if (s_unix) File.CreateSymbolicLink(link, file);
        string[][] calls =
        [
            ["run", file, "--runs", "100", "--out", file],
            ["run", file, "--runs", "100", "--out", Path.Combine(folder.Path, "..", Path.GetFileName(folder.Path), "geneva.txt")],
            ["run", file, "--runs", "100", "--dump-kernel", file],
            ["graph", file, "-o", s_unix ? link : file],
        ];
        foreach (string[] call in calls) AssertKept(file, text, call);
    }

    [Fact]
    public void A_file_that_is_read_is_not_overwritten_where_the_command_line_names_it_otherwise_or_not_at_all()
    {
        using var folder = new TemporaryFolder();
        string text = File.ReadAllText(InProcess.Geneva), file = folder.File("scen.txt", text), heir = folder.File("heir.txt", "extends: scen.txt\n");
        string saved = Path.Combine(folder.Path, "saved.json"), link = Path.Combine(folder.Path, "link");
        Assert.Equal(0, InProcess.Call("run", file, "--runs", "100", "--format", "json", "--out", saved).Code);
        if (s_unix) Directory.CreateSymbolicLink(link, folder.Path);
        string through = s_unix ? Path.Combine(link, "scen.txt") : file;
        string[][] calls =
        [
            ["run", heir, "--runs", "100", "-o", file],
            ["run", heir, "--runs", "100", "--dump-kernel", file],
            ["check", heir, "-o", file],
            ["compare", file + ":threaten", file + ":preempt", "--runs", "100", "-f", "json", "-o", file],
            ["compare", saved, InProcess.Geneva + ":preempt", "--runs", "100", "-f", "json", "-o", file],
            ["run", file, "--runs", "100", "-o", through],
            ["run", heir, "--runs", "100", "-o", through],
            ["export", heir, "--to", "prism", "-o", Path.Combine(folder.Path, "model.prism"), "--properties", through],
        ];
        foreach (string[] call in calls) AssertKept(file, text, call);
    }

    // Refused, and the file that would have been overwritten is as it was.
    private static void AssertKept(string file, string text, string[] call)
    {
        Called called = InProcess.Call(call);
        Assert.Equal((1, ""), (called.Code, called.Output));
        Assert.EndsWith("would overwrite it: name another file\n", called.Error);
        Assert.Equal(text, File.ReadAllText(file));
    }

    [Fact]
    public void A_file_beside_those_that_are_read_is_written_through_a_link_too()
    {
        Assert.SkipUnless(s_unix, "needs links");
        using var folder = new TemporaryFolder();
        string file = folder.File("scen.txt", File.ReadAllText(InProcess.Geneva)), other = folder.File("other.txt", "old"), link = Path.Combine(folder.Path, "link");
        Directory.CreateSymbolicLink(link, folder.Path);
        Assert.Equal(0, InProcess.Call("run", file, "--runs", "100", "-o", Path.Combine(link, "other.txt")).Code);
        Assert.NotEqual("old", File.ReadAllText(other));
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task A_signal_prints_what_there_is_and_marks_it_partial(string signal)
    {
        Assert.SkipUnless(s_unix, "needs signals");
        using Process process = RealProgram.Start("run", InProcess.Geneva, "--runs", "1000G", "--format", "json");
        await RealProgram.Signal(process, signal, s_begun);
        Called called = RealProgram.End(process);
        Assert.Equal(3, called.Code);
        Assert.True(called.Json.GetProperty("partial").GetBoolean());
        Assert.InRange(called.Json.GetProperty("runs").GetInt64(), 1, long.MaxValue);
        Assert.Contains("stopped early", called.Error);
    }

    [Fact]
    public void Where_nobody_can_hear_a_message_the_exit_code_still_says_it()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("descriptors are closed by a shell");
        Assert.Equal(2, RealProgram.Bash("scenariosim run nosuch.yaml 2>&-").Code);
        Called silent = RealProgram.Bash("scenariosim graph nosuch.yaml >&-");
        Assert.Equal(2, silent.Code);
        Assert.Contains("there is no file", silent.Error);
        Called lost = RealProgram.Bash("scenariosim --version >&-");
        Assert.Equal(1, lost.Code);
        Assert.Contains("could not be written", lost.Error);
        foreach (string call in (string[])[$"run '{InProcess.Geneva}' --runs 1k", $"check '{InProcess.Geneva}'", $"run '{InProcess.Geneva}' --runs 1k --format json", "run --help"])
        {
            Called closed = RealProgram.Bash($"scenariosim {call} >&-");
            Assert.Equal((1, "scenariosim: the result could not be written: stdout is closed\n"), (closed.Code, closed.Error));
        }
    }

    [Theory]
    [InlineData("run")]
    [InlineData("compare", "--policies all")]
    [InlineData("verify")]
    public void A_closed_stdout_is_found_before_anything_is_simulated(string verb, string more = "")
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("descriptors are closed by a shell");
        Called closed = RealProgram.Bash($"timeout 60 dotnet '{RealProgram.Path}' {verb} '{InProcess.Geneva}' {more} --runs 1000G >&-");
        Assert.Equal((1, "scenariosim: the result could not be written: stdout is closed\n"), (closed.Code, closed.Error));
    }

    [Theory]
    [InlineData(2, "there is no file", "run nosuch.yaml")]
    [InlineData(2, "there is no file", "exact nosuch.yaml")]
    [InlineData(2, "there is no file", "compare nosuch.yaml other.yaml")]
    [InlineData(2, "nothing to compare with", "compare GENEVA")]
    [InlineData(2, "there is no policy `nosuch`", "verify GENEVA --policy nosuch")]
    [InlineData(2, "there is no outcome `nosuch`", "trace GENEVA --outcome nosuch")]
    [InlineData(2, "there is no outcome `nosuch`", "rare GENEVA --outcome nosuch")]
    [InlineData(1, "SCN", "run BROKEN")]
    public void A_command_line_or_a_scenario_that_is_wrong_is_told_before_a_stdout_that_is_closed(int code, string said, string call)
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("descriptors are closed by a shell");
        using var folder = new TemporaryFolder();
        string broken = folder.File("broken.yaml", "start: 2022-01-01\n");
        Called closed = RealProgram.Bash($"scenariosim {call.Replace("GENEVA", $"'{InProcess.Geneva}'").Replace("BROKEN", $"'{broken}'")} >&-");
        Assert.Equal(code, closed.Code);
        Assert.Contains(said, closed.Error);
        Assert.DoesNotContain("stdout", closed.Error);
    }

    [Fact]
    public void Who_names_a_file_needs_no_stdout()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("descriptors are closed by a shell");
        using var folder = new TemporaryFolder();
        string file = Path.Combine(folder.Path, "result.csv");
        Called called = RealProgram.Bash($"scenariosim run '{InProcess.Geneva}' --runs 1k --format csv --out '{file}' >&-");
        Assert.Equal((0, ""), (called.Code, called.Error));
        Assert.StartsWith("kind,", File.ReadAllText(file));
    }

    [Theory]
    [InlineData("INT", "run", "interrupted, nothing was simulated")]
    [InlineData("TERM", "rare --outcome war", "interrupted, nothing was simulated")]
    [InlineData("INT", "graph", "interrupted")]
    public void A_signal_before_the_engine_has_started_says_that_nothing_was_simulated(string signal, string command, string says)
    {
        Assert.SkipUnless(s_unix, "needs bash");
        using var folder = new TemporaryFolder();
        string verb = command.Split(' ')[0], rest = command[verb.Length..];
        // Who opens a pipe for writing waits for its reader: the program is reading then, and what it reads does not end.
        Called called = RealProgram.Bash($"cd '{folder.Path}'; mkfifo slow.yaml; set -m; dotnet '{RealProgram.Path}' {verb} slow.yaml{rest} & exec 3> slow.yaml 2> /dev/null; kill -{signal} $!; wait $!; echo $?");
        Assert.Equal(("3\n", $"scenariosim: {says}\n"), (called.Output, called.Error));
    }

    [Fact]
    public void Results_and_scenarios_that_come_through_a_pipe_are_compared()
    {
        Assert.SkipUnless(Directory.Exists("/dev/fd"), "needs /dev/fd");
        Called called = RealProgram.Bash(
            $"compared() {{ scenariosim compare \"$@\" --runs 1k --format csv 2>&1 | grep -c '^outcome'; }}; compared <(scenariosim run '{InProcess.Geneva}' --runs 1k --format json) '{InProcess.Geneva}':preempt; "
            + $"compared <(cat '{InProcess.Geneva}') --policies all; d=$(mktemp -d); mkfifo $d/p; cat '{InProcess.Geneva}' > $d/p & compared $d/p '{InProcess.Geneva}'; rm -r $d");
        Assert.Equal(3, called.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.DoesNotContain("0", called.Output.Split('\n'));
    }

    [Theory]
    [InlineData(6_000_000)]
    [InlineData(400_000_000)]
    public void A_scenario_too_large_is_refused_alike_from_a_pipe_and_from_a_file(int bytes)
    {
        Assert.SkipUnless(Directory.Exists("/dev/fd"), "needs /dev/fd");
        using var folder = new TemporaryFolder();
        string vast = folder.File("vast.txt", "");
        using (FileStream file = File.OpenWrite(vast)) file.SetLength(bytes);
        string pipe = Path.Combine(folder.Path, "pipe");
        Called read = RealProgram.Call("compare", InProcess.Geneva, vast);
        Called piped = RealProgram.Bash($"mkfifo '{pipe}'; head -c {bytes} /dev/zero > '{pipe}' 2> /dev/null & scenariosim compare '{InProcess.Geneva}' '{pipe}'");
        Assert.Equal((1, ""), (read.Code, read.Output));
        Assert.Contains("5 MB", read.Error);
        Assert.Equal((1, read.Error.Replace(vast, pipe, StringComparison.Ordinal)), (piped.Code, piped.Error));
    }
}
