using ScenarioSim.Model;

namespace ScenarioSim.Exact;

/// <summary>What a solution comes to: probabilities in place of counts. Several, weighted, add up over discrete assumptions.</summary>
public sealed class ExactTally
{
    /// <param name="scenario">The scenario.</param>
    public ExactTally(Scenario scenario)
    {
        int states = scenario.Tracks.Sum(t => t.States.Count);
        int steps = scenario.Clock.LastStep + 1;
        Outcomes = new double[scenario.Outcomes.Count];
        EndedIn = [.. scenario.Outcomes.Select(_ => new double[steps])];
        InState = [.. Enumerable.Range(0, states).Select(_ => new double[steps])];
        FinallyIn = [.. scenario.Outcomes.Select(_ => new double[states])];
        Laws = [.. scenario.Measures.Select(_ => new Dictionary<double, double>())];
        Sums = new double[scenario.Measures.Count];
        Squares = new double[scenario.Measures.Count];
    }

    /// <summary>The probability of each outcome.</summary>
    public double[] Outcomes { get; }

    /// <summary>The probability of ending in an outcome in a step: <c>[outcome][step]</c>.</summary>
    public double[][] EndedIn { get; }

    /// <summary>The probability of being in a state in a step, by the states' numbers through all tracks; outer states too.</summary>
    public double[][] InState { get; }

    /// <summary>The probability of an outcome together with a state at the end: <c>[outcome][state]</c>.</summary>
    public double[][] FinallyIn { get; }

    /// <summary>The law of each measure that takes few values: value and probability. Empty for means, totals and shares of time.</summary>
    public Dictionary<double, double>[] Laws { get; }

    /// <summary>The first moment of measures without a law.</summary>
    public double[] Sums { get; }

    /// <summary>Their second moment.</summary>
    public double[] Squares { get; }

    /// <summary>Adds another, times a factor.</summary>
    public void Add(ExactTally other, double factor)
    {
        Add(Outcomes, other.Outcomes, factor);
        Add(Sums, other.Sums, factor);
        Add(Squares, other.Squares, factor);
        for (int i = 0; i < EndedIn.Length; i++) Add(EndedIn[i], other.EndedIn[i], factor);
        for (int i = 0; i < InState.Length; i++) Add(InState[i], other.InState[i], factor);
        for (int i = 0; i < FinallyIn.Length; i++) Add(FinallyIn[i], other.FinallyIn[i], factor);
        for (int i = 0; i < Laws.Length; i++)
        {
            foreach ((double value, double probability) in other.Laws[i]) Laws[i][value] = Laws[i].GetValueOrDefault(value) + (factor * probability);
        }
    }

    private static void Add(double[] into, double[] from, double factor)
    {
        for (int i = 0; i < into.Length; i++) into[i] += factor * from[i];
    }
}
