using ScenarioSim.Model;

namespace ScenarioSim.Randomness;

/// <summary>The points of a design: what uniform numbers the assumptions of each run get, where a run does not draw them for itself.</summary>
/// <remarks>
/// <para>
/// The runs are dealt out to <see cref="Replicates"/> replicates, run n to replicate n mod <see cref="Replicates"/>. Each is a randomisation of the design that is independent of the others,
/// and each of its points by itself is uniform. So means over the runs are unbiased, and how far the replicates differ tells their error, whatever the design does
/// (P. L'Ecuyer, C. Lemieux: Recent advances in randomized quasi-Monte Carlo methods, in: Modeling Uncertainty, 2002).
/// </para>
/// A first part of the runs is a first part of every replicate, and they then differ in length by one at most. (<see cref="ModelPoints"/> is no design, and has no replicates: there groups of runs share a point.) Immutable; any number of threads may use it.
/// </remarks>
public abstract class DesignedPoints
{
    /// <summary>How many independent randomisations there are; a power of two.</summary>
    public const int Replicates = 32;

    /// <summary>How many runs have a Sobol' point.</summary>
    public const long MostSobolRuns = Replicates * (1L << 32);

    private protected DesignedPoints(Design design, long runs) => (Design, MostRuns) = (design, runs);

    /// <summary>Which design.</summary>
    public Design Design { get; }

    /// <summary>How many runs have a point.</summary>
    public long MostRuns { get; }

    /// <summary>The points of a design; null where runs draw for themselves.</summary>
    /// <param name="design">Which.</param>
    /// <param name="scenario">Whose assumptions. Randomisations go by their names; which of Sobol's coordinates an assumption has, by its place in the file.</param>
    /// <param name="seed">The seed of all draws.</param>
    /// <param name="runs">How many runs there are to be at most, which a Latin hypercube has to know.</param>
    /// <param name="planned">How many runs a set of Latin hypercubes has, after which another begins; null: all.</param>
    public static DesignedPoints? Of(Design design, Scenario scenario, ulong seed, long runs, long? planned = null)
    {
        string[] assumptions = [.. scenario.Assumptions.Select(a => a.Name)];
        return design switch
        {
            Design.LatinHypercube => new LatinHypercube(assumptions, seed, planned ?? runs, runs),
            Design.Sobol => new SobolRuns(assumptions, seed),
            _ => null,
        };
    }

    /// <summary>A giver of points for one thread.</summary>
    public abstract IPoints Start();

    private protected static int Replicate(long run) => (int)(run & (Replicates - 1));

    private protected static long Index(long run) => run / Replicates;
}
