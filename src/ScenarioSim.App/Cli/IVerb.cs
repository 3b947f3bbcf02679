using System.CommandLine;

namespace ScenarioSim.App.Cli;

/// <summary>Something that the program does.</summary>
internal interface IVerb
{
    /// <summary>Its command, with arguments, options and action.</summary>
    Command Command(Host host);

    /// <summary>Calls worth showing under its help, each with what it does.</summary>
    IReadOnlyList<(string Call, string Does)> Examples { get; }
}
