using ScenarioSim.Compiler.Vectors;

namespace ScenarioSim.Simulation.Lanes;

/// <summary>A world as operations see it: what each lane's tracks and indicators are at one point of a routine.</summary>
internal sealed class LaneWorld
{
    /// <summary>The place of each track's innermost state among its states, as <see cref="Graph.Place"/> writes places.</summary>
    public required Node[] Leaf { get; init; }

    /// <summary>The indicators.</summary>
    public required Node[] Indicators { get; init; }

    /// <summary>The step in which each track entered its innermost state; null where nobody asks.</summary>
    public required Node?[] Entered { get; init; }

    /// <summary>How often a state has been entered, by its number through all tracks; null where nobody asks.</summary>
    public required Node?[] Visits { get; init; }

    /// <summary>The step of which <c>date</c> and <c>time_in</c> speak.</summary>
    public required Node Step { get; init; }

    /// <summary>The same world with another step.</summary>
    public LaneWorld At(Node step) => new() { Leaf = Leaf, Indicators = Indicators, Entered = Entered, Visits = Visits, Step = step };
}
