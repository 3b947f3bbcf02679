using ScenarioSim.Compiler;

namespace ScenarioSim.Exact;

/// <summary>
/// Solves a scenario without sampling: the probability of every world is carried forward step by step.
/// In a step every track decides on the world before it, so a step is the product of the tracks' small distributions.
/// </summary>
/// <remarks>
/// Which worlds there are, and how they lead to each other, is found first; probabilities are a matter of arithmetic on what was found. Where assumptions only say how likely something is,
/// the worlds are the same for all their values, and are looked for once.
/// </remarks>
public sealed class ExactSolver
{
    private readonly Plan _plan;
    private readonly Structure[] _passes;
    private readonly Limits _limits;
    private readonly int _threads;

    /// <param name="plan">The scenario and policy; no effect of it may be drawn.</param>
    /// <param name="limits">How many worlds may be followed at once.</param>
    /// <param name="threads">How many threads; results are the same, bit for bit, for any number.</param>
    public ExactSolver(Plan plan, Limits limits, int threads)
    {
        (_plan, _limits, _threads) = (plan, limits, threads);
        _passes = [.. Remembered.Passes(plan).Select((measures, i) => new Structure(plan, measures, isFirst: i == 0))];
    }

    /// <summary>How many passes a solution takes: one for the outcomes, and one for each measure that makes worlds differ.</summary>
    public int Passes => _passes.Length;

    /// <summary>The most worlds that were met in a pass.</summary>
    public long Worlds { get; private set; }

    /// <summary>What multiplied the worlds where there were too many, the worst first.</summary>
    public IReadOnlyList<(string What, int Values, double Factor)> Causes { get; private set; } = [];

    /// <summary>Adds the solution for given assumptions to a tally; returns the last step that all its passes reached.</summary>
    /// <param name="assumptions">A value for each assumption.</param>
    /// <param name="weight">The probability of these assumptions.</param>
    /// <param name="tally">Receives it.</param>
    /// <param name="progress">Called after each step with the pass, the step and the worlds met.</param>
    /// <param name="cancellation">Stops it soon; the pass under way is counted as if the runs had ended there.</param>
    /// <exception cref="OperationCanceledException">It was stopped before there was anything to count.</exception>
    public int Solve(double[] assumptions, double weight, ExactTally tally, Action<int, int, long>? progress = null, CancellationToken cancellation = default)
    {
        int last = _plan.Scenario.Clock.LastStep;
        int reached = last;
        for (int pass = 0; pass < _passes.Length && reached == last; pass++)
        {
            Exploration exploration = _passes[pass].Explore(assumptions, new bool[assumptions.Length], _limits);
            var propagation = new Propagation(exploration, exploration.Reader(assumptions), tally, weight, _threads);
            propagation.Run(Noted(exploration.Graphs(cancellation), exploration), progress is null ? null : (graph, step) => progress(pass, step, graph.Count), cancellation);
            reached = propagation.Step;
        }
        return reached;
    }

    private IEnumerable<Graph> Noted(IEnumerable<Graph> graphs, Exploration exploration)
    {
        foreach (Graph graph in graphs)
        {
            Worlds = Math.Max(Worlds, graph.Count);
            if (graph.IsCut) Causes = exploration.Causes(graph);
            yield return graph;
        }
    }
}
