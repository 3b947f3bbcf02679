using ScenarioSim.Model;

namespace ScenarioSim.Exact;

/// <summary>What a solution comes to: probabilities in place of counts. Several, weighted, add up over discrete assumptions.</summary>
/// <remarks>Of a scenario that is held to evidence every probability but those of <see cref="Before"/> is that of something together with the evidence; <see cref="Given"/> divides by that of the evidence.</remarks>
public sealed class ExactTally
{
    private readonly Scenario _scenario;

    /// <param name="scenario">The scenario.</param>
    public ExactTally(Scenario scenario)
    {
        _scenario = scenario;
        Fell = new double[scenario.Evidence?.Facts.Count ?? 0];
        Mass = scenario.Evidence is null ? 1 : 0;
        int states = scenario.Tracks.Sum(t => t.States.Count);
        int steps = scenario.Clock.LastStep + 1;
        Outcomes = new double[scenario.Outcomes.Count];
        Before = new double[scenario.Outcomes.Count];
        EndedIn = [.. scenario.Outcomes.Select(_ => new double[steps])];
        InState = [.. Enumerable.Range(0, states).Select(_ => new double[steps])];
        FinallyIn = [.. scenario.Outcomes.Select(_ => new double[states])];
        Laws = [.. scenario.Measures.Select(_ => new Dictionary<double, double>())];
        Sums = new double[scenario.Measures.Count];
        Squares = new double[scenario.Measures.Count];
        Origins = new double[scenario.Measures.Count];
        Array.Fill(Origins, double.NaN);
    }

    /// <summary>The probability of the evidence; 1 where there is none.</summary>
    public double Mass { get; internal set; }

    /// <summary>By fact, the probability that all before it are so and it is not.</summary>
    public double[] Fell { get; }

    /// <summary>The probability of each outcome.</summary>
    public double[] Outcomes { get; }

    /// <summary>The same whatever is known.</summary>
    public double[] Before { get; }

    /// <summary>The probability of ending in an outcome in a step: <c>[outcome][step]</c>.</summary>
    public double[][] EndedIn { get; }

    /// <summary>The probability of being in a state in a step, by the states' numbers through all tracks; outer states too.</summary>
    public double[][] InState { get; }

    /// <summary>The probability of an outcome together with a state at the end: <c>[outcome][state]</c>.</summary>
    public double[][] FinallyIn { get; }

    /// <summary>The law of each measure that takes few values: value and probability. Empty for means, totals and shares of time.</summary>
    public Dictionary<double, double>[] Laws { get; }

    /// <summary>From where the moments of measures without a law are taken: a value near theirs, for the spread would be lost in the squares of large numbers. NaN until something has been counted.</summary>
    public double[] Origins { get; }

    /// <summary>The first moment of measures without a law, from their origins.</summary>
    public double[] Sums { get; }

    /// <summary>Their second moment, from the same.</summary>
    public double[] Squares { get; }

    /// <summary>The mean of a measure without a law, in a whole tally.</summary>
    public double Mean(int measure) => Origins[measure] + Sums[measure];

    /// <summary>Its standard deviation.</summary>
    public double StandardDeviation(int measure) => Math.Sqrt(Math.Max(0, Squares[measure] - (Sums[measure] * Sums[measure])));

    /// <summary>What it comes to given the evidence, which must have a probability above 0.</summary>
    public ExactTally Given()
    {
        var given = new ExactTally(_scenario);
        given.Add(this, 1 / Mass);
        given.Mass = 1;
        return given;
    }

    /// <summary>The probability of the first facts.</summary>
    /// <param name="facts">How many.</param>
    public double Of(int facts) => Mass + Fell.Skip(facts).Sum();

    /// <summary>Adds another that is whole, times a factor.</summary>
    public void Add(ExactTally other, double factor)
    {
        if (_scenario.Evidence is not null) Mass += factor * other.Mass;
        Add(Fell, other.Fell, factor);
        Add(Outcomes, other.Outcomes, factor);
        Add(Before, other.Before, factor);
        for (int i = 0; i < Sums.Length; i++)
        {
            if (double.IsNaN(other.Origins[i])) continue;
            if (double.IsNaN(Origins[i])) Origins[i] = other.Origins[i];
            double off = other.Origins[i] - Origins[i];
            Sums[i] += factor * (other.Sums[i] + (off * other.Mass));
            Squares[i] += factor * (other.Squares[i] + (2 * off * other.Sums[i]) + (off * off * other.Mass));
        }
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
