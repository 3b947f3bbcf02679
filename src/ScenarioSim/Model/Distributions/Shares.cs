namespace ScenarioSim.Model.Distributions;

/// <summary>Weights of values or parts: what can be wrong with them, and their shares of the whole.</summary>
internal static class Shares
{
    /// <summary>The problem in words, or null.</summary>
    /// <param name="weights">The weights.</param>
    /// <param name="of">What weight i is the weight of, as the user wrote it.</param>
    public static string? Problem(IReadOnlyList<double> weights, Func<int, string> of)
    {
        for (int i = 0; i < weights.Count; i++)
        {
            if (!(weights[i] >= 0)) return $"the weight of {of(i)} is {weights[i]}; it has to be 0 or more";
            if (weights[i] > ParameterCheck.Largest) return $"the weight of {of(i)} is {weights[i]}; it has to be at most {ParameterCheck.Largest}";
        }

        if (weights.Count == 0) return "there is nothing to choose from; give at least one";
        return weights.Any(w => w > 0) ? null : "all weights are 0; at least one has to be more than 0";
    }

    /// <summary>The weights divided by their sum.</summary>
    public static double[] Of(IReadOnlyList<double> weights)
    {
        double largest = weights.Max();
        double sum = weights.Sum(w => w / largest);
        return [.. weights.Select(w => w / largest / sum)];
    }
}
