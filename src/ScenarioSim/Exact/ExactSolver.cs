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

    /// <param name="plan">The scenario and policy; no effect of it may be drawn.</param>
    /// <param name="limits">How many worlds may be followed at once.</param>
    public ExactSolver(Plan plan, Limits limits)
    {
        (_plan, _limits) = (plan, limits);
        _passes = [.. Remembered.Passes(plan).Select((measures, i) => new Structure(plan, measures, isFirst: i == 0))];
        DecidedBy = [.. plan.Scenario.Assumptions.Select(a => Array.Exists(_passes, p => p.DecidedBy[a.Index]))];
    }

    /// <summary>How many passes a solution takes: one for the outcomes, and one for each measure that makes worlds differ.</summary>
    public int Passes => _passes.Length;

    /// <summary>By assumption, whether other values of it lead to other worlds.</summary>
    public IReadOnlyList<bool> DecidedBy { get; }

    /// <summary>Whether worlds can be packed; there may be too many tracks and indicators.</summary>
    /// <param name="assumptions">A value for each assumption.</param>
    public bool CanPack(double[] assumptions) => Array.TrueForAll(_passes, p => p.Words(assumptions) <= Structure.MostWords);

    /// <summary>By measure, the pass in which it is followed.</summary>
    public int PassOf(int measure) => Array.FindIndex(_passes, p => p.Measures.Any(m => m.Index == measure));

    /// <summary>Looks for worlds; with nothing kept they are found anew each time they are followed, and only some of them are in memory at once.</summary>
    /// <param name="assumptions">A value for each assumption.</param>
    /// <param name="varies">The assumptions that will be given other values; none that <see cref="DecidedBy"/> names.</param>
    /// <param name="keep">Whether the worlds will be followed more than once.</param>
    public Worlds Look(double[] assumptions, bool[] varies, bool keep) =>
        new([.. _passes.Select(p => p.Explore(assumptions, varies, _limits))], _plan.Scenario.Clock.LastStep, keep);
}
