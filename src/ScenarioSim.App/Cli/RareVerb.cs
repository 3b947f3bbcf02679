using System.CommandLine;
using System.Diagnostics;
using ScenarioSim.Analysis;
using ScenarioSim.Model;
using ScenarioSim.Reports;
using ScenarioSim.Reports.Format;
using ScenarioSim.Reports.Sections;
using ScenarioSim.Results;

namespace ScenarioSim.App.Cli;

/// <summary><c>rare FILE --outcome NAME</c>: how likely an outcome is that plain runs hardly ever meet.</summary>
internal sealed class RareVerb : IVerb
{
    private const long MostRuns = 100_000_000;
    private const int MostLevels = 59;
    private const int MostEffort = 10_000_000;

    private const string NotReached = "scenariosim: nothing reached the outcome, and more work of the same kind would hardly tell more: what may help stands at the end\n";
    private const string NotPrecise = "scenariosim: the work allowed was not enough for the precision wanted; more can be allowed with --max-runs\n";
    private const string StoppedEarly = "scenariosim: stopped early; what follows is of the replications made until then\n";

    /// <inheritdoc/>
    public IReadOnlyList<(string Call, string Does)> Examples { get; } =
    [
        ("scenariosim rare crisis.yaml --outcome nuclear", "its probability to 10 %, however small it is"),
        ("scenariosim rare crisis.yaml --outcome nuclear --precision 5% --set resolve=0.9", "to 5 %, with one assumption fixed"),
    ];

    /// <inheritdoc/>
    public Command Command(Host host)
    {
        Argument<string> file = FileArgument.One();
        var shared = new SharedOptions();
        var outcome = new Option<string?>("--outcome") { Description = "The outcome (needed)", HelpName = "NAME" };
        Option<double> precision = SharedOptions.Parsed<double>("--precision", "10%", "The standard error wanted, as a share of the probability", 0.1,
            text => (Amounts.Share(text, out string why), why));
        Option<int?> levels = Whole("--levels", "The most levels; as many as a pilot finds if not given, 0 is plain sampling", 0, MostLevels);
        Option<int?> effort = Whole("--effort", "Tries at each level in a replication, within --max-runs; what a pilot suggests if not given", 10, MostEffort);
        Option<long> most = SharedOptions.Parsed<long>("--max-runs", "N", $"The most work, in whole runs, about; {RareOptions.LeastRuns} or more", MostRuns, text => (Work(text, out string why), why));
        Option<string> format = SharedOptions.Format([.. Exports.All.Select(e => e.Name)]);
        var command = new Command("rare", "Estimate a rare outcome by splitting the runs that come near it")
        {
            file, outcome, precision, levels, effort, most, shared.Policy, shared.Seed, shared.Set, shared.Confidence, shared.Threads,
            format, shared.Out, shared.NoProgress, shared.AllowOutside,
        };
        Completions.Policies(shared.Policy, file);
        Completions.Settings(shared.Set, file);
        Completions.Outcomes(outcome, file);
        command.SetAction(parsed =>
        {
            string? path = parsed.GetValue(shared.Out);
            ResultOutput.Check(host, path);
            var files = new ScenarioFiles(host, parsed.GetValue(shared.AllowOutside));
            Scenario scenario = files.Load(parsed.GetValue(file)!).Scenario;
            string[] settings = parsed.GetValue(shared.Set)!;
            Policy policy = files.Choose(scenario, parsed.GetValue(shared.Policy), settings);
            var options = new RareOptions
            {
                Precision = parsed.GetValue(precision),
                Seed = parsed.GetValue(shared.Seed),
                Threads = parsed.GetValue(shared.Threads),
                Confidence = parsed.GetValue(shared.Confidence),
                Levels = parsed.GetValue(levels),
                Effort = parsed.GetValue(effort),
                MostRuns = parsed.GetValue(most),
            };
            Outcome named = Named(scenario, parsed.GetValue(outcome));
            ResultOutput.CheckOpen(host, path);
            RareResults results = Estimate(host, scenario, policy, named, options, !parsed.GetValue(shared.NoProgress));
            var report = new RareReport(results, settings);
            string form = shared.FormOf(parsed, format);
            ResultOutput.Write(host, path, form, () => RareSections.Of(report), stream => Exports.Named(form)!.Write(report, stream));
            return results.Partial ? ExitCode.Stopped : ExitCode.Done;
        });
        return command;
    }

    private static long? Work(string text, out string why)
    {
        long? runs = Amounts.Runs(text, out why);
        if (runs is not < RareOptions.LeastRuns) return runs;
        why = $"`{text}` is too little for --max-runs: to find levels and to try them takes the work of some hundred runs before there is an estimate; allow {RareOptions.LeastRuns} or more";
        return null;
    }

    private static Option<int?> Whole(string name, string description, int least, int most) => SharedOptions.Parsed<int?>(name, "N", description, null,
        text => (int.TryParse(text, out int number) && number >= least && number <= most ? number : null, $"`{text}` is no number for {name}: write one from {least} to {most}"));

    private static Outcome Named(Scenario scenario, string? name)
    {
        string[] names = [.. scenario.Outcomes.Select(o => o.Name)];
        if (name is null) throw CommandFailed.Usage($"name the outcome with --outcome: there are {string.Join(", ", names.Select(n => $"`{n}`"))}");
        return scenario.Outcomes.FirstOrDefault(o => o.Name == name) ?? throw CommandFailed.Usage(Names.Unknown("outcome", name, names));
    }

    private static RareResults Estimate(Host host, Scenario scenario, Policy policy, Outcome outcome, RareOptions options, bool progress)
    {
        host.CatchInterrupts();
        var clock = Stopwatch.StartNew();
        RareResults? results;
        using (var display = new ProgressDisplay(host, progress)) results = RareOutcome.Run(scenario, policy, outcome, options, display.Report, host.Interrupted);
        if (results is null) throw new CommandFailed(ExitCode.Stopped, "stopped before there was an estimate: there is nothing to print");
        if (options.Effort is { } effort && results.Stages[0].Effort is var made && made < effort)
        {
            host.Error.Write($"scenariosim: --effort {effort} is more work than --max-runs allows: there were {Numbers.Count(made)} tries at each level in a replication\n");
        }
        if (results.Partial) host.Error.Write(host.Interrupted.IsCancellationRequested ? StoppedEarly : results.Probability == 0 && results.Work < options.MostRuns / 2.0 ? NotReached : NotPrecise);
        return results with { Elapsed = clock.Elapsed };
    }
}
