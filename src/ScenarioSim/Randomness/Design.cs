namespace ScenarioSim.Randomness;

/// <summary>How the assumptions of many runs are placed among all that they may be. What a run draws besides does not depend on it.</summary>
public enum Design
{
    /// <summary>Every run draws for itself.</summary>
    Random,

    /// <summary>Latin hypercubes: every assumption's values are spread evenly over its distribution, by themselves.</summary>
    LatinHypercube,

    /// <summary>Sobol' points, scrambled: combinations of assumptions are spread evenly too.</summary>
    Sobol,
}
