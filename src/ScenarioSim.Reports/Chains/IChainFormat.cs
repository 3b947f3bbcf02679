using ScenarioSim.Symbolic;

namespace ScenarioSim.Reports.Chains;

/// <summary>A tool's language that a scenario can be written in as a Markov chain.</summary>
public interface IChainFormat
{
    /// <summary>Its name after <c>--to</c>.</summary>
    string Name { get; }

    /// <summary>Writes the model.</summary>
    void Write(Chain chain, TextWriter to);

    /// <summary>Writes the questions to ask of it, for tools that keep them in a file of their own; false where they are part of the model (nothing is written).</summary>
    /// <param name="chain">The chain.</param>
    /// <param name="model">The name of the model's file, for the call that the text shows.</param>
    /// <param name="to">Receives it.</param>
    bool WriteProperties(Chain chain, string model, TextWriter to);
}

/// <summary>All of them: a new one is a file of its own and a line here.</summary>
public static class ChainFormats
{
    /// <summary>The formats, the usual one first.</summary>
    public static IReadOnlyList<IChainFormat> All { get; } = [new PrismFormat()];

    /// <summary>The format of a name; null if there is none.</summary>
    public static IChainFormat? Named(string name) => All.FirstOrDefault(f => f.Name == name);
}
