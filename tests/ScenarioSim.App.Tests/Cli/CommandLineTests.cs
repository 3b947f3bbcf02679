using ScenarioSim.App.Cli;
using Xunit;

namespace ScenarioSim.App.Tests.Cli;

public class CommandLineTests
{
    [Theory]
    [InlineData("did you mean `check`?", "chek", "x.yaml")]
    [InlineData("`frobnicate` is neither a verb nor a file", "frobnicate")]
    [InlineData("did you mean `--policy`?", "run", "FILE", "--polcy", "x")]
    [InlineData("there is no option `--polcy`; did you mean `--policy`?\n", "run", "--polcy", "x", "FILE")]
    [InlineData("--policies threaten,preempt`", "run", "FILE", "--policy", "threaten,preempt")]
    [InlineData("did you mean `--strict`?", "check", "FILE", "--stict")]
    [InlineData("`other.yaml` is one argument too many", "run", "FILE", "other.yaml")]
    [InlineData("did you mean `--format json`?", "run", "FILE", "--json")]
    [InlineData("--width is of the kernel", "run", "FILE", "--engine", "interpreter", "--width", "512")]
    [InlineData("`5x` is no number of runs", "run", "FILE", "--runs", "5x")]
    [InlineData("`1,5M` is no number of runs", "run", "FILE", "--runs", "1,5M")]
    [InlineData("`x` is no number of worlds", "verify", "FILE", "--max-states", "x")]
    [InlineData("`1e-3` is no number of runs", "run", "FILE", "--runs", "1e-3")]
    [InlineData("`1e99` is no number of runs", "run", "FILE", "--runs", "1e99")]
    [InlineData("`0` is no number of runs", "run", "FILE", "--runs", "0")]
    [InlineData("`100.000` can be read in two ways: write 100000, or 100 if the point is a decimal one", "run", "FILE", "--runs", "100.000")]
    [InlineData("`0.5` has no unit: write 0.5pp if percentage points are meant\n", "run", "FILE", "--precision", "0.5")]
    [InlineData("`50` is no precision", "run", "FILE", "--precision", "50")]
    [InlineData("`half` is no precision", "run", "FILE", "--precision", "half")]
    [InlineData("`100%` is no confidence level", "run", "FILE", "--confidence", "100%")]
    [InlineData("`1` is no confidence level", "run", "FILE", "--confidence", "1")]
    [InlineData("`-1` is no seed", "run", "FILE", "--seed", "-1")]
    [InlineData("`0` is no number of threads", "run", "FILE", "--threads", "0")]
    [InlineData("`--format` cannot be `xml`: it is `csv`, `html`, `json`, `markdown` or `table`", "run", "FILE", "--format", "xml")]
    [InlineData("`--format` cannot be `md`: did you mean `markdown`?", "run", "FILE", "--format", "md")]
    [InlineData("`--width` cannot be `333`: it is `128`", "run", "FILE", "--width", "333")]
    [InlineData("did you mean `threaten`?", "run", "FILE", "--policy", "tretten")]
    [InlineData("did you mean `threaten`?", "run", "FILE", "--policy", "Thr")]
    [InlineData("`--seed` stands before the verb", "--seed", "5", "run", "FILE")]
    [InlineData("required argument `FILE` missing", "run")]
    [InlineData("an argument is empty", "run", "")]
    [InlineData("the name of the file is empty", "run", "FILE", "--out", "")]
    [InlineData("--policies names no policy", "compare", "FILE", "--policies", "")]
    [InlineData("give one of them", "compare", "FILE", "--policies", "all", "--policy", "threaten")]
    [InlineData("there is no option `--no-progress`", "graph", "FILE", "--no-progress")]
    [InlineData("there is no option `--as-of`: `drivers` is of all runs, not of those that agree with what is known", "drivers", "FILE", "--as-of", "2022-01-12")]
    [InlineData("there is no option `--given`: `rare` is of all runs, not of those that agree with what is known", "rare", "FILE", "--outcome", "x", "--given", "y by 2022-01-12")]
    [InlineData("`abc` is no number of a run", "trace", "FILE", "--run", "abc")]
    [InlineData("`99999999999999999999` is no number of a run", "trace", "FILE", "--run", "99999999999999999999")]
    public void A_wrong_line_ends_in_2_and_says_why_on_stderr_alone(string said, params string[] arguments)
    {
        Called called = InProcess.Call([.. arguments.Select(a => a.Replace("FILE", InProcess.Geneva))]);
        Assert.Equal((2, ""), (called.Code, called.Output));
        Assert.Contains(said, called.Error);
        Assert.DoesNotContain("Usage:", called.Error);
    }

    [Theory]
    [InlineData("0.005", "`0.005` has no unit: write 0.005pp if percentage points are meant, 0.5pp if it is a share of 1")]
    [InlineData("0.1", "`0.1` has no unit: write 0.1pp if percentage points are meant, 10pp if it is a share of 1")]
    [InlineData("2", "`2` has no unit: write 2pp if percentage points are meant")]
    public void A_precision_without_a_unit_is_told_each_of_its_readings(string text, string says)
    {
        Assert.Null(Amounts.Precision(text, out string why));
        Assert.Equal(says, why);
    }

    [Theory]
    [InlineData("0.95%", "`0.95%` is a confidence level of less than 50%: if 95% is meant, write 95% or 0.95")]
    [InlineData("5%", "`5%` is a confidence level of less than 50%: if intervals are meant that miss in 5% of cases, write 95%")]
    [InlineData("0.05", "`0.05` is a confidence level of less than 50%: if intervals are meant that miss in 5% of cases, write 95%")]
    [InlineData("49.9%", "`49.9%` is a confidence level of less than 50%: write one such as 95%")]
    [InlineData("95", "`95` is no confidence level without a percent sign: write 95% or 0.95")]
    [InlineData("99.99999999999999%", "`99.99999999999999%` is so near 100% that no number of runs says anything: write 99.9999999999% or less")]
    [InlineData("0.99999999999999999999", "`0.99999999999999999999` is so near 100% that no number of runs says anything: write 99.9999999999% or less")]
    public void A_confidence_level_that_is_a_slip_is_told_what_may_be_meant(string text, string says)
    {
        Assert.Null(Amounts.Confidence(text, out string why));
        Assert.Equal(says, why);
    }

    [Theory]
    [InlineData("50%", "0.5", 0.5)]
    [InlineData("68.27%", "0.6827", 0.6827)]
    [InlineData("95%", "0.95", 0.95)]
    [InlineData("99.9%", "0.999", 0.999)]
    [InlineData("99.9999%", "0.999999", 0.999999)]
    [InlineData("99.9999999999%", "0.999999999999", 0.999999999999)]
    public void A_confidence_level_is_the_same_as_percent_and_as_share(string percent, string share, double level)
    {
        Assert.Equal(level, Amounts.Confidence(percent, out _));
        Assert.Equal(level, Amounts.Confidence(share, out _));
    }

    [Theory]
    [InlineData]
    [InlineData("scenarios/geneva-week.yaml")]
    public void Without_a_terminal_the_workbench_says_what_to_type_instead(params string[] arguments)
    {
        Called called = InProcess.Call(arguments);
        Assert.Equal((2, ""), (called.Code, called.Output));
        Assert.Contains("scenariosim run", called.Error);
        Assert.Contains("dotnet run -c Release --project src/ScenarioSim.App -- run", called.Error);
    }

    [Theory]
    [InlineData("stands where --as-of has its date: write the file first, `scenariosim scenarios/geneva-week.yaml --as-of`", "--as-of", "scenarios/geneva-week.yaml")]
    [InlineData("`yesterday` is no date; write one such as 2022-02-18", "scenarios/geneva-week.yaml", "--as-of", "yesterday")]
    [InlineData("scenariosim run", "scenarios/geneva-week.yaml", "--as-of")]
    [InlineData("scenariosim run", "scenarios/geneva-week.yaml", "--as-of", "2022-01-12", "--given", "theatre == standoff on 2022-01-20")]
    public void The_date_of_the_workbench_is_not_taken_for_its_file(string said, params string[] arguments)
    {
        Called called = InProcess.Call(arguments);
        Assert.Equal((2, ""), (called.Code, called.Output));
        Assert.Contains(said, called.Error);
    }

    [Theory]
    [InlineData("run", "--out=", "--no-progress")]
    [InlineData("run", "--seed:", "7")]
    public void An_option_whose_value_is_left_out_does_not_take_the_next_word(string verb, string option, string next)
    {
        Called called = InProcess.Call(verb, InProcess.Geneva, option, next, "--runs", "10");
        Assert.Equal((2, "", $"scenariosim: `{option}` has no value\n"), (called.Code, called.Output, called.Error));
        Assert.False(File.Exists(next));
    }

    [Theory]
    [InlineData("result.json", "{")]
    [InlineData("result.CSV", "kind,")]
    [InlineData("result.md", "# ")]
    [InlineData("result.txt", "Geneva week")]
    [InlineData("result", "Geneva week")]
    [InlineData("result.json", "kind,", "--format", "csv")]
    public void The_end_of_the_file_says_which_form_is_written_where_no_form_is_named(string name, string begins, params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder.Path, name);
        Assert.Equal(0, InProcess.Call(["run", InProcess.Geneva, "--runs", "10", "--out", path, .. arguments]).Code);
        Assert.StartsWith(begins, File.ReadAllText(path), StringComparison.Ordinal);
    }

    [Fact]
    public void A_form_that_a_verb_has_not_is_not_taken_from_the_end_of_the_file()
    {
        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder.Path, "found.csv");
        Assert.Equal(0, InProcess.Call("check", InProcess.Geneva, "--out", path).Code);
        Assert.EndsWith("ok\n", File.ReadAllText(path), StringComparison.Ordinal);
    }

    [Fact]
    public void A_result_is_not_put_in_the_place_of_a_pipe()
    {
        Assert.SkipUnless(!OperatingSystem.IsWindows(), "needs pipes that have names");
        using var folder = new TemporaryFolder();
        string pipe = Path.Combine(folder.Path, "pipe");
        Assert.Equal(0, RealProgram.Bash($"mkfifo '{pipe}'").Code);
        Called called = InProcess.Call("run", InProcess.Geneva, "--runs", "10", "--out", pipe);
        Assert.Equal((1, ""), (called.Code, called.Output));
        Assert.Contains($"`{pipe}` is a pipe", called.Error);
        Assert.Equal(0, RealProgram.Bash($"test -p '{pipe}'").Code);
    }

    [Fact]
    public void Figures_are_written_alike_whatever_the_environment_says_of_globalization()
    {
        Called plain = RealProgram.Bash($"scenariosim run '{InProcess.Geneva}' --runs 2k --format csv");
        Called german = RealProgram.Bash($"DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=false DOTNET_SYSTEM_GLOBALIZATION_PREDEFINED_CULTURES_ONLY=false LC_ALL=de_DE.UTF-8 scenariosim run '{InProcess.Geneva}' --runs 2k --format csv");
        // Where the system has no such library, the program cannot begin with that.
        Assert.SkipWhen(german.Error.Contains("ICU", StringComparison.Ordinal), "needs the library of cultures");
        Assert.Equal((0, plain.Output), (german.Code, german.Output));
    }

    [Fact]
    public void The_version_is_a_version()
    {
        Called called = InProcess.Call("--version");
        Assert.Equal(0, called.Code);
        Assert.Matches(@"^\d+\.\d+\.\d+\n$", called.Output);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("run", "--help")]
    [InlineData("check", "-h")]
    [InlineData("compare", "--help")]
    [InlineData("trace", "--help")]
    [InlineData("graph", "--help")]
    [InlineData("completion", "--help")]
    public void Help_ends_with_examples_that_can_be_parsed(params string[] arguments)
    {
        Called called = InProcess.Call(arguments);
        Assert.Equal((0, ""), (called.Code, called.Error));
        string examples = called.Output[called.Output.IndexOf("Examples:", StringComparison.Ordinal)..];
        foreach (string line in examples.Split('\n').Where(l => l.StartsWith("  scenariosim ", StringComparison.Ordinal)))
        {
            string[] words = line.Split('|')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..];
            // Every file in the examples is missing here, so that only a wrong line can say anything else.
            string error = InProcess.Call(words).Error;
            Assert.DoesNotContain("lists what there is", error);
            Assert.DoesNotContain("neither a verb nor a file", error);
        }
    }

    [Theory]
    [InlineData("scenariosim ch", "check")]
    [InlineData("scenariosim run FILE --policy ", "threaten preempt")]
    [InlineData("scenariosim run FILE --set sanc", "sanctions_policy=after_the_fact sanctions_policy=up_front")]
    [InlineData("scenariosim run FILE --as-of ", "2022-01-12")]
    [InlineData("scenariosim compare FILE --policies all --as-of ", "2022-01-12")]
    [InlineData("scenariosim trace FILE --outcome ", "invasion settlement standoff")]
    [InlineData("scenariosim graph FILE the", "theatre")]
    [InlineData("scenariosim compare FILE --policies ", "all threaten preempt")]
    [InlineData("scenariosim run nowhere.yaml --policy ", "")]
    [InlineData("scenariosim run ROOT/scenarios/gen", "ROOT/scenarios/geneva-week.yaml")]
    public void A_shell_can_complete_names(string line, string offers)
    {
        line = line.Replace("FILE", InProcess.Geneva).Replace("ROOT", Repository.Root);
        Called called = InProcess.Call($"[suggest:{line.Length}]", line);
        Assert.Equal(0, called.Code);
        string[] offered = called.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(offers.Replace("ROOT", Repository.Root).Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(), offered.Order());
    }

    [Fact]
    public void Bash_completes_words_with_spaces_as_one()
    {
        Assert.SkipUnless(!OperatingSystem.IsWindows(), "needs bash");
        string script = Path.GetTempFileName();
        File.WriteAllText(script, InProcess.Call("completion", "bash").Output);
        Called called = RealProgram.Bash($"source '{script}'; scenariosim() {{ printf '%s\\n' 'notice=two weeks' 'notice=none'; }}; "
            + "COMP_LINE='scenariosim run x.yaml --set notice=t'; COMP_POINT=${#COMP_LINE}; COMP_WORDS=(scenariosim run x.yaml --set notice = t); COMP_CWORD=6; _scenariosim 2>/dev/null; printf '<%s>' \"${COMPREPLY[@]}\"");
        Assert.Equal(@"<two\ weeks>", called.Output);
        called = RealProgram.Bash($"source '{script}'; scenariosim() {{ printf '%s\\n' 'p='; }}; "
            + "COMP_LINE='scenariosim run x.yaml --set p='; COMP_POINT=${#COMP_LINE}; COMP_WORDS=(scenariosim run x.yaml --set p =); COMP_CWORD=5; _scenariosim 2>/dev/null; echo ${#COMPREPLY[@]}");
        Assert.Equal("0\n", called.Output);
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    [InlineData("pwsh")]
    public void There_is_a_completion_script_for_every_shell(string shell) => Assert.Contains("[suggest:", InProcess.Call("completion", shell).Output);
}
