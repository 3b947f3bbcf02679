using System.CommandLine;
using System.Diagnostics;
using ScenarioSim.Analysis;
using ScenarioSim.Model;
using ScenarioSim.Reports;
using ScenarioSim.Reports.Sections;

namespace ScenarioSim.App.Cli;

/// <summary><c>verify FILE</c>: every engine that applies, side by side, with their agreement.</summary>
internal sealed class VerifyVerb : IVerb
{
    // Enough for what a person waits for; more can be allowed.
    private const int MostStates = 1_000_000;

    /// <summary>What to say where engines disagree: the program is wrong, so the code is that of a defect.</summary>
    public const string Disagree =
        "the engines disagree: this is a defect of the program, not of your scenario. Please open an issue with the file, the command line and what was printed";

    /// <inheritdoc/>
    public IReadOnlyList<(string Call, string Does)> Examples { get; } =
    [
        ("scenariosim verify crisis.yaml", "the interpreter's runs against the kernel's; against the exact solution too, where there is one"),
        ("scenariosim verify crisis.yaml --set resolve=0.6 --runs 1M --all", "with an assumption fixed, more sharply, and every figure printed"),
    ];

    /// <inheritdoc/>
    public Command Command(Host host)
    {
        Argument<string> file = FileArgument.One();
        var shared = new SharedOptions();
        Option<string> format = SharedOptions.Format([.. Exports.All.Select(e => e.Name)]);
        Option<long> reference = SharedOptions.Parsed<long>("--interpreted", "N", "How many runs the interpreter makes too, to be compared one by one", 1_000, text => (Amounts.Runs(text, out string why), why));
        Option<int> states = SharedOptions.Parsed<int>("--max-states", "N", "Do without the exact engine where there are more different worlds than this", MostStates, text => (Amounts.Worlds(text, out string why), why));
        var all = new Option<bool>("--all") { Description = "Print every figure that was compared, not only the worst of each kind" };
        var command = new Command("verify", "Hold every engine against the others: interpreter, kernel, exact")
        {
            file, shared.Policy, shared.Set, shared.Runs, reference, shared.Seed, shared.Confidence, shared.Threads, states, all, format, shared.Out, shared.NoProgress, shared.AllowOutside,
        };
        Completions.Policies(shared.Policy, file);
        Completions.Settings(shared.Set, file);
        command.SetAction(parsed =>
        {
            var options = new VerifyOptions
            {
                Runs = parsed.GetValue(shared.Runs),
                ReferenceRuns = parsed.GetValue(reference),
                Seed = parsed.GetValue(shared.Seed),
                Threads = parsed.GetValue(shared.Threads),
                Confidence = parsed.GetValue(shared.Confidence),
                MostWorlds = Math.Max(1, parsed.GetValue(states)),
            };
            return Run(host, parsed, shared, options, new Wanted(parsed.GetValue(file)!, shared.FormOf(parsed, format), parsed.GetValue(all)));
        });
        return command;
    }

    private static int Run(Host host, ParseResult parsed, SharedOptions shared, VerifyOptions options, Wanted wanted)
    {
        string? path = parsed.GetValue(shared.Out);
        ResultOutput.Check(host, path);
        var files = new ScenarioFiles(host, parsed.GetValue(shared.AllowOutside));
        Scenario scenario = files.Load(wanted.File).Scenario;
        string[] settings = parsed.GetValue(shared.Set)!;
        Policy policy = files.Choose(scenario, parsed.GetValue(shared.Policy), settings);
        ResultOutput.CheckOpen(host, path);
        Verification verification = Compared(host, scenario, policy, options, !parsed.GetValue(shared.NoProgress));
        var report = new VerificationReport(verification, settings, wanted.All);
        ResultOutput.Write(host, path, wanted.Format, () => VerificationSections.Of(report), stream => Exports.Named(wanted.Format)!.Write(report, stream));
        return Judge(verification);
    }

    /// <summary>The exit code of a verification.</summary>
    /// <exception cref="CommandFailed">The engines disagree.</exception>
    internal static int Judge(Verification verification)
    {
        if (!verification.Agrees) throw new CommandFailed(ExitCode.Defect, Disagree);
        return verification.Partial ? ExitCode.Stopped : ExitCode.Done;
    }

    private static Verification Compared(Host host, Scenario scenario, Policy policy, VerifyOptions options, bool progress)
    {
        host.CatchInterrupts();
        var clock = Stopwatch.StartNew();
        Verification verification;
        using (var display = new ProgressDisplay(host, progress)) verification = Verify.Run(scenario, policy, options, p => display.Report(p.Doing, p.Share), host.Interrupted);
        if (verification.Engines.All(e => e.Results is null)) throw new CommandFailed(ExitCode.Stopped, "stopped before anything was compared: there is nothing to print");
        if (verification.Partial) host.Error.Write("scenariosim: stopped early; what follows was compared until then\n");
        return verification with { Elapsed = clock.Elapsed };
    }

    private sealed record Wanted(string File, string Format, bool All);
}
