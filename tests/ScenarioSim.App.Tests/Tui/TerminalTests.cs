using System.Diagnostics;
using ScenarioSim.App.Tests.Cli;
using ScenarioSim.App.Tui;
using ScenarioSim.App.Tui.Shell;
using Xunit;

namespace ScenarioSim.App.Tests.Tui;

/// <summary>The real program on a terminal of its own, made by script(1).</summary>
public class TerminalTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public void It_ends_when_its_terminal_goes_away() => OnATerminal((terminal, program, log) =>
    {
        // The terminal's other end goes without a word, as when a window is closed or a line drops.
        terminal.Kill();
        Wait(() => IsThere(program) ? null : 1, "the program outlived its terminal");
    });

    [Theory]
    [InlineData("TERM")]
    [InlineData("HUP")]
    [InlineData("INT")]
    [InlineData("QUIT")]
    public void A_signal_ends_it_with_the_code_of_a_stop_and_gives_the_screen_back(string signal) => OnATerminal((terminal, program, log) =>
    {
        Process.Start("kill", [$"-{signal}", program.ToString()]).WaitForExit();
        Wait(() => IsThere(program) ? null : 1, "the program did not end");
        // script(1) returns what the program does.
        Assert.True(terminal.WaitForExit(Patience));
        Assert.Equal(Workbench.Stopped, terminal.ExitCode);
        string written = File.ReadAllText(log);
        Assert.True(Last(written, "[?1049l") > Last(written, "[?1049h"), "the screen was not given back");
        Assert.True(Last(written, "[?25h") > Last(written, "[?25l"), "the cursor was left hidden");
        Assert.True(Last(written, "[?1003l") > Last(written, "[?1003h"), "the mouse was left reported");
    });

    [Theory]
    [InlineData("dumb")]
    [InlineData("")]
    public void On_a_terminal_without_a_screen_it_says_what_to_type_instead(string kind)
    {
        if (!File.Exists("/usr/bin/script")) Assert.Skip("there is no script(1) to make a terminal with");
        using var terminal = Start(out string log, kind);
        Assert.True(terminal.WaitForExit(Patience));
        Assert.Equal(2, terminal.ExitCode);
        Assert.Contains("the workbench needs a terminal", File.ReadAllText(log));
        Assert.DoesNotContain("\u001b[?1049h", File.ReadAllText(log));
    }

    [Fact]
    public void It_takes_the_terminal_anew_when_it_is_told_to_go_on() => OnATerminal((terminal, program, log) =>
    {
        // Told so alone: one that is stopped in truth stops script(1) too.
        int before = Count(log);
        Process.Start("kill", ["-CONT", program.ToString()]).WaitForExit();
        Wait(() => Count(log) > before ? 1 : null, "the screen was not painted anew");
        Assert.True(IsThere(program));
    });

    [Fact]
    public void It_leaves_where_it_is_told_to_go_on_and_to_leave() => OnATerminal((terminal, program, log) =>
    {
        // As a shell does that ends a job which was stopped.
        Process.Start("kill", ["-TERM", program.ToString()]).WaitForExit();
        Process.Start("kill", ["-CONT", program.ToString()]).WaitForExit();
        Wait(() => IsThere(program) ? null : 1, "the program did not end");
        string written = File.ReadAllText(log);
        Assert.True(Last(written, "[?1049l") > Last(written, "[?1049h"), "the screen was not given back");
    });

    [Fact]
    public void What_is_typed_as_it_is_told_to_go_on_is_read() => OnATerminal((terminal, program, log) =>
    {
        for (int i = 0; i < 3; i++)
        {
            int before = Count(log);
            Process.Start("kill", ["-CONT", program.ToString()]).WaitForExit();
            if (i < 2) Wait(() => Count(log) > before ? 1 : null, "the screen was not painted anew");
        }
        terminal.StandardInput.Write("q");
        terminal.StandardInput.Flush();
        Wait(() => IsThere(program) ? null : 1, "the key was lost");
        string written = File.ReadAllText(log);
        Assert.True(Last(written, "[?1049l") > Last(written, "[?1049h"), "the screen was not given back");
    });

    [Fact]
    public void What_is_pasted_as_a_whole_is_typed() => OnATerminal((terminal, program, log) =>
    {
        terminal.StandardInput.Write("/\u001b[200~zz qx\u001b[201~");
        terminal.StandardInput.Flush();
        Wait(() => File.ReadAllText(log).Contains("zz qx", StringComparison.Ordinal) ? 1 : null, "what was pasted is not on the screen");
    });

    [Fact]
    public void It_holds_no_more_of_the_terminal_for_having_been_stopped() => OnATerminal((terminal, program, log) =>
    {
        int Held() => Directory.GetFiles($"/proc/{program}/fd").Count(f => new FileInfo(f).LinkTarget?.StartsWith("/dev/pts/", StringComparison.Ordinal) == true);
        int held = Held();
        for (int i = 0; i < 5; i++)
        {
            int before = Count(log);
            Process.Start("kill", ["-CONT", program.ToString()]).WaitForExit();
            Wait(() => Count(log) > before ? 1 : null, "the screen was not painted anew");
        }
        Assert.InRange(Held(), 1, held);
    });

    private static int Count(string log) => File.ReadAllText(log).Split("\u001b[?1049h").Length;

    [Fact]
    public void It_sleeps_while_there_is_nothing_to_do() => OnATerminal((terminal, program, log) =>
    {
        // Other than the time that passes, the time of the processor does not depend on what else the machine does. Compiling in the background ends after a while.
        var least = TimeSpan.MaxValue;
        for (int i = 0; i < 20 && least > TimeSpan.FromMilliseconds(30); i++)
        {
            var before = Used(program);
            Thread.Sleep(TimeSpan.FromSeconds(2));
            least = TimeSpan.FromTicks(Math.Min(least.Ticks, (Used(program) - before).Ticks));
        }
        Assert.True(least <= TimeSpan.FromMilliseconds(30), $"{least.TotalMilliseconds} ms in 2 s");
    });

    [Fact]
    public void Terminal_Gui_takes_the_input_that_sleeps()
    {
        using var rest = new Rest();
        using var app = PatientInput.Replaced(rest);
        Assert.NotNull(app);
    }

    private static TimeSpan Used(int program)
    {
        using var process = Process.GetProcessById(program);
        return process.TotalProcessorTime;
    }

    private static int Last(string written, string sequence) => written.LastIndexOf("\u001b" + sequence, StringComparison.Ordinal);

    private static void OnATerminal(Action<Process, int, string> check)
    {
        if (!File.Exists("/usr/bin/script")) Assert.Skip("there is no script(1) to make a terminal with");
        using var terminal = Start(out string log);
        int program = 0;
        try
        {
            program = Wait(() => Child(terminal.Id), "the program did not start");
            Wait(() => File.ReadAllText(log).Contains("Outcomes", StringComparison.Ordinal) ? 1 : null, "the frame was not painted");
            check(terminal, program, log);
        }
        finally
        {
            // Whatever went wrong, nothing stays behind.
            if (program > 0 && IsThere(program)) Process.GetProcessById(program).Kill();
            if (!terminal.HasExited) terminal.Kill();
        }
    }

    private static Process Start(out string log, string kind = "xterm-256color")
    {
        log = Path.Combine(Directory.CreateTempSubdirectory("scenariosim-").FullName, "log");
        File.WriteAllText(log, "");
        string file = Week.Write("week.yaml", Week.Text), program = Path.ChangeExtension(typeof(Workbench).Assembly.Location, ".dll");
        // A terminal made so has no size of its own. `exec`, so that the program itself is the child of script.
        string command = $"stty cols 80 rows 24; exec dotnet '{program}' '{file}' --runs 4096 --precision 5pp";
        var start = RealProgram.Heeding("/usr/bin/script", "-qefc", command, log);
        (start.RedirectStandardInput, start.RedirectStandardOutput) = (true, true);
        start.Environment["TERM"] = kind;
        start.Environment.Remove("DisableRealDriverIO");
        var process = Process.Start(start)!;
        process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
        return process;
    }

    // A zombie is not there any more: it only waits to be reaped.
    private static bool IsThere(int program)
    {
        try
        {
            return File.ReadAllText($"/proc/{program}/stat").Split(") ")[1][0] != 'Z';
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static int? Child(int parent)
    {
        string text = File.ReadAllText($"/proc/{parent}/task/{parent}/children").Trim();
        return text.Length == 0 ? null : int.Parse(text.Split(' ')[0]);
    }

    private static int Wait(Func<int?> look, string failed)
    {
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < Patience)
        {
            if (look() is { } found) return found;
            Thread.Sleep(50);
        }
        throw new TimeoutException(failed);
    }
}
