using System.Globalization;
using ScenarioSim.App.Cli;

namespace ScenarioSim.App;

/// <summary>The program <c>scenariosim</c>.</summary>
internal static class Program
{
    /// <summary>The verbs in the order in which help lists them: a new one is a file of its own and a line here.</summary>
    public static IReadOnlyList<IVerb> Verbs { get; } =
    [
        new NewVerb(),
        new CheckVerb(),
        new RunVerb(),
        new ExactVerb(),
        new VerifyVerb(),
        new RareVerb(),
        new CompareVerb(),
        new DriversVerb(),
        new DiscoverVerb(),
        new TraceVerb(),
        new GraphVerb(),
        new ExportVerb(),
        new ExplainVerb(),
        new CompletionVerb(),
    ];

    private static int Main(string[] arguments)
    {
        // The runtime reads its settings before there is a second thread: where two first wait for each other while it does, a program compiled ahead as a whole waits for ever (seen once, with .NET 10.0.12).
        _ = AppContext.GetData(nameof(ScenarioSim));
        // Results are the same everywhere, whatever the environment says of globalization.
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;
        var interrupts = new Interrupts();
        interrupts.EndSaying(arguments is ["new" or "check" or "graph" or "export" or "explain" or "completion", ..] ? "interrupted" : "interrupted, nothing was simulated");
        EarlyReading? early = EarlyReading.Begin(arguments);
        Rehearsal.Begin(arguments);
        // What it does about signals stays to the end of the process, so that a second one on the way out does not end it otherwise.
        Host host = Host.OfConsole(interrupts, early);
        return CommandLine.Run(arguments, Verbs, host);
    }
}
