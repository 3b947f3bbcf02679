namespace ScenarioSim.Randomness;

/// <summary>Gives runs the uniform numbers of their assumptions. For one thread.</summary>
public interface IPoints
{
    /// <summary>The point of a run: the same whatever was asked for before.</summary>
    /// <param name="run">The run's number, from 0; less than <see cref="DesignedPoints.MostRuns"/>.</param>
    /// <param name="into">Receives a number for each assumption, strictly between 0 and 1.</param>
    void Point(long run, Span<double> into);
}
