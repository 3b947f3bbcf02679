using ScenarioSim.Compiler;

namespace ScenarioSim.Exact;

/// <summary>The worlds of a pass, whatever the size of a packed one.</summary>
internal abstract class Exploration
{
    /// <summary>The pass.</summary>
    public abstract Structure Structure { get; }

    /// <summary>What stays the same.</summary>
    public abstract Setting Setting { get; }

    /// <summary>The graphs of worlds from the first step to the last, each made when it is asked for; one that was cut is the last.</summary>
    /// <param name="met">Called after each step with how many worlds its graph has until then; null: nobody wants to know.</param>
    /// <param name="cancellation">Stops it.</param>
    public abstract IEnumerable<Graph> Graphs(Action<int, int>? met, CancellationToken cancellation);

    /// <summary>A graph of those once more: the same worlds with the same numbers and ways.</summary>
    public abstract Graph Again(Beginning beginning, CancellationToken cancellation);

    /// <summary>No more worlds than this can be met at once.</summary>
    public double Bound => Setting.Most;

    /// <summary>The probabilities of the decisions met so far, for the assumptions that were explored with.</summary>
    public abstract Decisions Decisions { get; }

    /// <summary>Something that works numbers out, for one thread.</summary>
    public abstract Reader Reader(double[] assumptions);

    /// <summary>What multiplied the worlds of a graph, the worst first.</summary>
    public abstract IReadOnlyList<(string What, int Values, double Factor)> Causes(Graph graph);
}

/// <summary>Works out what differs from point to point, or from step to step. For one thread.</summary>
internal abstract class Reader
{
    /// <summary>The probabilities of the decisions at this point.</summary>
    public abstract Decisions Decisions { get; }

    /// <summary>Takes the decisions met so far to another point.</summary>
    public abstract void Move(double[] assumptions);

    /// <summary>Takes those that read the date to a step; whether there are any.</summary>
    public abstract bool Move(Graph graph, int step);

    /// <summary>The value of a formula in each world of a graph, read in a step.</summary>
    public abstract double[] Values(Graph graph, Formula formula, int step);

    /// <summary>The greatest or least value so far in each world of a graph, in a pass that remembers it.</summary>
    public abstract double[] Extremes(Graph graph);

    /// <summary>Whether a fact has been so, in each world of a graph.</summary>
    /// <param name="graph">The worlds.</param>
    /// <param name="number">The place of the fact among <see cref="Structure.Noted"/>.</param>
    public abstract bool[] Noted(Graph graph, int number);
}
