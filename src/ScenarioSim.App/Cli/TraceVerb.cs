using System.CommandLine;
using ScenarioSim.Analysis;
using ScenarioSim.Model;
using ScenarioSim.Randomness;
using ScenarioSim.Reports;
using ScenarioSim.Reports.Format;
using ScenarioSim.Reports.Sections;
using ScenarioSim.Results;

namespace ScenarioSim.App.Cli;

/// <summary><c>trace FILE --run N</c>: one run as a dated story.</summary>
internal sealed class TraceVerb : IVerb
{
    // Runs that are looked through for an outcome: rarer than one in ten million is rarer than any scenario can claim to know.
    private const long MostSearched = 10_000_000;

    /// <inheritdoc/>
    public IReadOnlyList<(string Call, string Does)> Examples { get; } =
    [
        ("scenariosim trace crisis.yaml --run 48213", "what happens in run 48,213"),
        ("scenariosim trace crisis.yaml --outcome settlement --nth 3", "the third run that ends in a settlement"),
        ("scenariosim trace crisis.yaml --outcome settlement --as-of", "the first of those that agree with what the file has observed"),
    ];

    /// <inheritdoc/>
    public Command Command(Host host)
    {
        Argument<string> file = FileArgument.One();
        Option<long?> run = SharedOptions.Parsed<long?>("--run", "N", "The number of the run, from 0", null,
            text => (Number(text, 0, Amounts.MostRuns - 1), $"`{text}` is no number of a run: runs are numbered from 0 to {Amounts.MostRuns - 1}"));
        var outcome = new Option<string?>("--outcome") { Description = "Find a run that ends in this outcome", HelpName = "NAME" };
        Option<long> nth = SharedOptions.Parsed<long>("--nth", "K", "With --outcome: which of the runs that end so, counted from 1", 1,
            text => (Number(text, 1, long.MaxValue), $"`{text}` is no number for --nth: --nth counts from 1"));
        Option<string> format = SharedOptions.Format("text", "table", "json", "markdown", "html");
        var shared = new SharedOptions();
        shared.Runs.Description = "With --design lhs: how many runs there were in all, on which each depends";
        shared.AsOf.Description = "With --outcome: among the runs that agree with what the file has observed until then (without a date until its `as_of`); with --run: whether it agrees";
        shared.Given.Description = "The same for what was so at some time until a date, or `on` it (can be given several times)";
        shared.Precision.Description = "With --design lhs: that its runs were made to a precision; to which does not matter";
        Completions.Policies(shared.Policy, file);
        Completions.Policies(shared.PastOf, file);
        Completions.Settings(shared.Set, file);
        Completions.Outcomes(outcome, file);
        Completions.ObservedDates(shared.AsOf, file);
        var command = new Command("trace", "Tell one run as a dated story")
        {
            file, run, outcome, nth, shared.Policy, shared.Seed, shared.Design, shared.Runs, shared.Precision, shared.Set, shared.AsOf, shared.Given, shared.PastOf, format, shared.Out, shared.NoProgress, shared.AllowOutside,
        };
        command.SetAction(parsed =>
        {
            Validate(parsed.GetValue(run), parsed.GetValue(outcome), parsed.GetResult(nth) is { Implicit: false });
            string? path = parsed.GetValue(shared.Out);
            ResultOutput.Check(host, path);
            var files = new ScenarioFiles(host, parsed.GetValue(shared.AllowOutside));
            Scenario read = files.Load(parsed.GetValue(file)!).Scenario;
            Policy policy = files.Choose(read, parsed.GetValue(shared.Policy), parsed.GetValue(shared.Set)!);
            Scenario scenario = files.Hold(read, parsed, shared);
            RunOptions options = Options(parsed, shared);
            Outcome? ends = Named(scenario, parsed.GetValue(outcome));
            if (parsed.GetValue(run) is { } named) Among(options, named);
            ResultOutput.CheckOpen(host, path);
            long number = parsed.GetValue(run) ?? Find(host, scenario, policy, options, ends!, parsed.GetValue(nth), !parsed.GetValue(shared.NoProgress));
            host.CatchInterrupts();
            Print(host, path, shared.FormOf(parsed, format), Tell(host, scenario, policy, options, number) with { Settings = parsed.GetValue(shared.Set)! });
            return ExitCode.Done;
        });
        return command;
    }

    private static long? Number(string text, long least, long most) => long.TryParse(text, out long number) && number >= least && number <= most ? number : null;

    private static void Validate(long? run, string? outcome, bool nthGiven)
    {
        if (run is null && outcome is null) throw CommandFailed.Usage("name a run with --run N, or find one with --outcome NAME");
        if (run is not null && outcome is not null) throw CommandFailed.Usage("--run and --outcome name two runs: give one of them");
        if (nthGiven && outcome is null) throw CommandFailed.Usage("--nth goes with --outcome NAME");
    }

    private static RunOptions Options(ParseResult parsed, SharedOptions shared)
    {
        long runs = shared.ReadRuns(parsed);
        Design design = shared.ReadDesign(parsed, runs);
        if (design != Design.LatinHypercube && parsed.GetResult(shared.Runs) is { Implicit: false }) throw CommandFailed.Usage("--runs goes with --design lhs: how many runs there were in all; the number of the run is --run N");
        if (design != Design.LatinHypercube && parsed.GetValue(shared.Precision) is not null) throw CommandFailed.Usage("--precision goes with --design lhs, whose runs hang on whether they were made to one; others do not");
        return new RunOptions { Seed = parsed.GetValue(shared.Seed), Design = design, Runs = runs, Precision = parsed.GetValue(shared.Precision) };
    }

    private static void Among(RunOptions options, long run)
    {
        long most = Most(options);
        if (run >= most) throw CommandFailed.Usage($"there is no run {run}: the design has {Numbers.Count(most)} runs, numbered from 0{(options.Design == Design.LatinHypercube ? " (--runs N says how many there were)" : "")}");
    }

    // How many runs the design has.
    private static long Most(RunOptions options) => options.Design switch { Design.LatinHypercube => options.Runs, Design.Sobol => DesignedPoints.MostSobolRuns, _ => long.MaxValue };

    private static Outcome? Named(Scenario scenario, string? name) => name is null ? null
        : scenario.Outcomes.FirstOrDefault(o => o.Name == name) ?? throw CommandFailed.Usage(Names.Unknown("outcome", name, [.. scenario.Outcomes.Select(o => o.Name)]));

    private static long Find(Host host, Scenario scenario, Policy policy, RunOptions options, Outcome outcome, long nth, bool progress)
    {
        host.CatchInterrupts();
        long? found;
        using (var display = new ProgressDisplay(host, progress)) found = DeepThread.Run(() => Runs.Find(scenario, policy, options, outcome, nth, MostSearched, display.Report, host.Interrupted));
        if (found is { } run) return run;
        throw new CommandFailed(ExitCode.Stopped, host.Interrupted.IsCancellationRequested
            ? "stopped before such a run was found"
            : $"{(nth == 1 ? "none" : $"fewer than {Numbers.Count(nth)}")} of the first {Numbers.Count(Math.Min(MostSearched, Most(options)))} runs {(nth == 1 ? "ends" : "end")} in `{outcome.Name}`{(scenario.Evidence is { Facts.Count: > 0 } ? $" and agree{(nth == 1 ? "s" : "")} with what is known: `run` with the same options says how many come to either" : "")}");
    }

    private static Story Tell(Host host, Scenario scenario, Policy policy, RunOptions options, long run)
    {
        try
        {
            return DeepThread.Run(() => Runs.Tell(scenario, policy, options, run, host.Interrupted));
        }
        catch (OperationCanceledException)
        {
            throw new CommandFailed(ExitCode.Stopped, "stopped before the run had been told");
        }
    }

    private static void Print(Host host, string? path, string format, Story story)
    {
        if (format == "text") format = "table";
        ResultOutput.Write(host, path, format, () => StorySections.Of(story), stream => Exports.Named(format)!.Write(story, stream));
    }
}
