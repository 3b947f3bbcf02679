namespace ScenarioSim.Model.Distributions;

/// <summary>Finds the first thing wrong with a distribution's parameters and says it in words, so that the reader and the constructors agree.</summary>
/// <param name="written">The text of each parameter as the user wrote it, by position; null: the number itself.</param>
/// <param name="parameters">Names and values, in the order of the constructor.</param>
internal sealed class ParameterCheck(Func<int, string>? written, params (string Name, double Value)[] parameters)
{
    /// <summary>Beyond this, sums and products of parameters could overflow; no quantity of the real world comes near.</summary>
    internal const double Largest = 1e300;

    /// <summary>The problem, lower case and without a full stop, or null.</summary>
    public string? Problem { get; private set; }

    /// <summary>Every parameter has to be a number of a size that can be calculated with.</summary>
    public ParameterCheck Finite()
    {
        for (int i = 0; i < parameters.Length; i++) Hold(Math.Abs(Value(i)) <= Largest, i, "it has to be a number between -1e300 and 1e300");
        return this;
    }

    /// <summary>Parameter i has to be more than zero and at most <paramref name="most"/>.</summary>
    public ParameterCheck MoreThanZero(int i, double most = Largest) =>
        Hold(Value(i) > 0, i, "it has to be more than 0").Hold(Value(i) <= most, i, $"it has to be at most {most}");

    /// <summary>Parameter i has to lie within ±<paramref name="most"/>.</summary>
    public ParameterCheck Within(int i, double most) => Hold(Math.Abs(Value(i)) <= most, i, $"it has to be between {-most} and {most}");

    /// <summary>Parameter i has to be more than parameter j.</summary>
    public ParameterCheck MoreThan(int i, int j) => Hold(Value(i) > Value(j), i, $"it has to be more than {Name(j)}, {Say(j)}{Mixed(i, j)}");

    /// <summary>Parameter i has to be at least parameter j.</summary>
    public ParameterCheck AtLeast(int i, int j) => Hold(Value(i) >= Value(j), i, $"it has to be at least {Name(j)}, {Say(j)}{Mixed(i, j)}");

    /// <summary>Parameter i has to be at most parameter j.</summary>
    public ParameterCheck AtMost(int i, int j) => Hold(Value(i) <= Value(j), i, $"it has to be at most {Name(j)}, {Say(j)}{Mixed(i, j)}");

    /// <summary>Throws for a caller that did not check.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="problem"/> is not null.</exception>
    public static void Refuse(string? problem)
    {
        if (problem is not null) throw new ArgumentOutOfRangeException(nameof(problem), problem);
    }

    private ParameterCheck Hold(bool holds, int i, string condition)
    {
        if (!holds) Problem ??= $"{Name(i)} is {Say(i)}; {condition}";
        return this;
    }

    // One in percent and one not: then a sign is missing more likely than the order wrong.
    private string Mixed(int i, int j)
    {
        (bool first, bool second) = (Say(i).Contains('%'), Say(j).Contains('%'));
        return first == second ? "" : $"; is a `%` missing behind {Say(first ? j : i)}?";
    }

    private double Value(int i) => parameters[i].Value;

    private string Name(int i) => parameters[i].Name;

    private string Say(int i) => written?.Invoke(i) ?? $"{Value(i)}";
}
