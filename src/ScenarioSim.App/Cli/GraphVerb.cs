using System.CommandLine;
using ScenarioSim.Model;
using ScenarioSim.Reports.Graphs;

namespace ScenarioSim.App.Cli;

/// <summary><c>graph FILE [TRACK]</c>: the state machines.</summary>
internal sealed class GraphVerb : IVerb
{
    /// <inheritdoc/>
    public IReadOnlyList<(string Call, string Does)> Examples { get; } =
    [
        ("scenariosim graph crisis.yaml geneva", "one track as text"),
        ("scenariosim graph crisis.yaml --format dot | dot -Tsvg > crisis.svg", "all tracks and branches as a picture"),
    ];

    /// <inheritdoc/>
    public Command Command(Host host)
    {
        Argument<string> file = FileArgument.One();
        var track = new Argument<string?>("TRACK") { Description = "A track or branch; all of them if none is named", HelpName = "TRACK", Arity = ArgumentArity.ZeroOrOne };
        track.Validators.Add(FileArgument.RefuseOptions);
        Completions.Tracks(track, file);
        Option<string> format = SharedOptions.Format([.. GraphFormats.All.Select(f => f.Name)]);
        var shared = new SharedOptions();
        var command = new Command("graph", "Draw the state machines") { file, track, format, shared.Out, shared.AllowOutside };
        command.SetAction(parsed =>
        {
            string? path = parsed.GetValue(shared.Out);
            ResultOutput.Check(path);
            Scenario scenario = new ScenarioFiles(host, parsed.GetValue(shared.AllowOutside)).Load(parsed.GetValue(file)!).Scenario;
            using var text = new StringWriter();
            GraphFormats.Named(parsed.GetValue(format)!)!.Write(scenario, Tracks(scenario, parsed.GetValue(track)), text);
            ResultOutput.Write(host, path, text.ToString());
            return ExitCode.Done;
        });
        return command;
    }

    private static IReadOnlyList<Track> Tracks(Scenario scenario, string? name)
    {
        if (name is null) return scenario.Tracks;
        Track? track = scenario.Tracks.FirstOrDefault(t => t.Name == name);
        return track is null ? throw CommandFailed.Usage(Names.Unknown("track", name, [.. scenario.Tracks.Select(t => t.Name)])) : [track];
    }
}
