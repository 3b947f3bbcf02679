using System.CommandLine;
using ScenarioSim.Model;
using ScenarioSim.Reports.Chains;
using ScenarioSim.Symbolic;

namespace ScenarioSim.App.Cli;

/// <summary><c>export FILE --to prism</c>: the scenario as a model for another tool.</summary>
internal sealed class ExportVerb : IVerb
{
    /// <inheritdoc/>
    public IReadOnlyList<(string Call, string Does)> Examples { get; } =
    [
        ("scenariosim export crisis.yaml --to prism --set resolve=0.6 --out crisis.prism --properties crisis.props", "a model and its properties for the PRISM model checker"),
        ("prism crisis.prism crisis.props -ex", "solve it there, and compare with `scenariosim exact`"),
    ];

    /// <inheritdoc/>
    public Command Command(Host host)
    {
        Argument<string> file = FileArgument.One();
        var shared = new SharedOptions();
        Option<string> to = new Option<string>("--to") { Description = "The tool to write for", Required = true }.AcceptOnlyFromAmong([.. ChainFormats.All.Select(f => f.Name)]);
        var properties = new Option<string?>("--properties") { Description = "Write what to ask of the model to this file", HelpName = "FILE" };
        var command = new Command("export", "Write the scenario as a model for another tool: finite scenarios, assumptions fixed")
        {
            file, to, properties, shared.Policy, shared.Set, shared.Out, shared.AllowOutside,
        };
        Completions.Policies(shared.Policy, file);
        Completions.Settings(shared.Set, file);
        command.SetAction(parsed => Run(host, parsed, shared, parsed.GetValue(file)!, ChainFormats.Named(parsed.GetValue(to)!)!, parsed.GetValue(properties)));
        return command;
    }

    private static int Run(Host host, ParseResult parsed, SharedOptions shared, string file, IChainFormat format, string? properties)
    {
        string? path = parsed.GetValue(shared.Out);
        ResultOutput.Check(host, path);
        ResultOutput.Check(properties, "--properties");
        if (path is not null && properties is not null && Path.GetFullPath(path) == Path.GetFullPath(properties)) throw CommandFailed.Usage("--out and --properties name the same file");
        var files = new ScenarioFiles(host, parsed.GetValue(shared.AllowOutside));
        LoadedScenario loaded = files.Load(file);
        Policy policy = files.Choose(loaded.Scenario, parsed.GetValue(shared.Policy), parsed.GetValue(shared.Set)!);
        ResultOutput.CheckOpen(host, path);
        host.CatchInterrupts();
        ChainResult made = ChainBuilder.Build(loaded.Scenario, policy, host.Interrupted);
        if (made.Chain is not { } chain) throw CommandFailed.Usage($"this cannot be exported: {made.Obstacle}");
        using var questions = new StringWriter();
        if (properties is not null && !format.WriteProperties(chain, path ?? "MODEL", questions)) throw CommandFailed.Usage($"--properties: `{format.Name}` keeps them in the model itself");
        using var model = new StringWriter();
        format.Write(chain, model);
        ResultOutput.Write(host, path, model.ToString());
        if (properties is not null) ResultOutput.Write(host, properties, questions.ToString());
        return ExitCode.Done;
    }
}
