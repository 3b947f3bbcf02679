using System.CommandLine;
using System.Diagnostics;
using ScenarioSim.Analysis;
using ScenarioSim.Model;
using ScenarioSim.Reports;
using ScenarioSim.Reports.Sections;
using ScenarioSim.Results;

namespace ScenarioSim.App.Cli;

/// <summary><c>drivers FILE</c>: what the results hang on, assumption by assumption, and how well they are known.</summary>
internal sealed class DriversVerb : IVerb
{
    private const int MostModels = 100_000;
    private const string StoppedEarly = "scenariosim: stopped early; what follows is of the assumptions moved until then\n";

    /// <inheritdoc/>
    public IReadOnlyList<(string Call, string Does)> Examples { get; } =
    [
        ("scenariosim drivers crisis.yaml", "what each assumption moves most, and how far outcomes would go if all were known"),
        ("scenariosim drivers crisis.yaml --of invasion", "what moves one outcome; a measure or `value` can be named too"),
    ];

    /// <inheritdoc/>
    public Command Command(Host host)
    {
        Argument<string> file = FileArgument.One();
        var shared = new SharedOptions();
        var of = new Option<string?>("--of") { Description = "The outcome or measure to be told of, or `value`; if none is named, the outcome that each assumption moves most", HelpName = "NAME" };
        Option<int> models = SharedOptions.Parsed<int>("--models", "N", "How many draws of the assumptions show how well shares are known", new DriverOptions().Models,
            text => (int.TryParse(text, out int number) && number is >= DriverOptions.LeastModels and <= MostModels ? number : null, $"`{text}` is no number for --models: write one from {DriverOptions.LeastModels} to {MostModels}"));
        Option<string> format = SharedOptions.Format([.. Exports.All.Select(e => e.Name)]);
        var command = new Command("drivers", "What the results hang on: move each assumption from one end to the other")
        {
            file, of, models, shared.Policy, shared.Runs, shared.Seed, shared.Set, shared.Confidence, shared.Threads, shared.Engine, shared.Width,
            format, shared.Out, shared.NoProgress, shared.AllowOutside,
        };
        Completions.Policies(shared.Policy, file);
        Completions.Settings(shared.Set, file);
        Completions.Movable(of, file);
        command.SetAction(parsed =>
        {
            string? path = parsed.GetValue(shared.Out);
            ResultOutput.Check(host, path);
            var options = new DriverOptions { Run = shared.Read(parsed), Models = parsed.GetValue(models) };
            var files = new ScenarioFiles(host, parsed.GetValue(shared.AllowOutside));
            LoadedScenario loaded = files.Load(parsed.GetValue(file)!);
            string[] settings = parsed.GetValue(shared.Set)!;
            Policy policy = files.Choose(loaded.Scenario, parsed.GetValue(shared.Policy), settings);
            string? named = Named(loaded.Scenario, parsed.GetValue(of));
            ResultOutput.CheckOpen(host, path);
            DriverResults results = Find(host, loaded.Scenario, policy, options, !parsed.GetValue(shared.NoProgress));
            var report = new DriverReport(results, loaded.Checks, settings, named);
            string form = shared.FormOf(parsed, format);
            ResultOutput.Write(host, path, form, () => DriverSections.Of(report), stream => Exports.Named(form)!.Write(report, stream));
            return results.Partial ? ExitCode.Stopped : ExitCode.Done;
        });
        return command;
    }

    private static string? Named(Scenario scenario, string? name)
    {
        if (name is null) return null;
        IReadOnlyList<string> names = DriverReport.Movable(scenario);
        return names.Contains(name) ? name : throw CommandFailed.Usage(Names.Unknown("outcome or measure", name, names));
    }

    private static DriverResults Find(Host host, Scenario scenario, Policy policy, DriverOptions options, bool progress)
    {
        host.CatchInterrupts();
        var clock = Stopwatch.StartNew();
        DriverResults? results;
        using (var display = new ProgressDisplay(host, progress)) results = Drivers.Run(scenario, policy, options, display.Report, cancellation: host.Interrupted);
        if (results is null) throw new CommandFailed(ExitCode.Stopped, "stopped before a single run was made: there is nothing to print");
        if (results.Partial) host.Error.Write(StoppedEarly);
        return results with { Elapsed = clock.Elapsed };
    }
}
