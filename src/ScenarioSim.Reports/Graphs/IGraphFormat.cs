using ScenarioSim.Model;

namespace ScenarioSim.Reports.Graphs;

/// <summary>A way of drawing state machines.</summary>
public interface IGraphFormat
{
    /// <summary>Its name after <c>--format</c>.</summary>
    string Name { get; }

    /// <summary>Draws tracks of a scenario.</summary>
    void Write(Scenario scenario, IReadOnlyList<Track> tracks, TextWriter to);
}

/// <summary>All of them: a new one is a file of its own and a line here.</summary>
public static class GraphFormats
{
    /// <summary>The formats, the usual one first.</summary>
    public static IReadOnlyList<IGraphFormat> All { get; } = [new TextGraph(), new MermaidGraph(), new DotGraph()];

    /// <summary>The format of a name; null if there is none.</summary>
    public static IGraphFormat? Named(string name) => All.FirstOrDefault(f => f.Name == name);
}
