namespace ScenarioSim.Model.Distributions;

/// <summary>What a parameter of a distribution is measured in.</summary>
public enum ParameterRole
{
    /// <summary>A value of the quantity itself: a number, a duration or a date.</summary>
    Value,

    /// <summary>A distance between values: a number or a duration; a duration also where the quantity is a date.</summary>
    Distance,

    /// <summary>A pure number, whatever the quantity.</summary>
    Pure,
}

/// <summary>A parameter of a distribution that is written as a function.</summary>
/// <param name="Name">As messages and the documentation name it.</param>
/// <param name="Role">What it is measured in.</param>
public sealed record DistributionParameter(string Name, ParameterRole Role);

/// <summary>A distribution that is written as a function: <c>name(parameter, ...)</c>.</summary>
/// <remarks>The quantity is of the kind of its values; where it has none, of its distances; where all parameters are pure, a number (a unit may follow).</remarks>
public sealed record DistributionForm
{
    /// <summary>The function's name.</summary>
    public required string Name { get; init; }

    /// <summary>The parameters in order.</summary>
    public required IReadOnlyList<DistributionParameter> Parameters { get; init; }

    /// <summary>The values it can give, in words.</summary>
    public required string Range { get; init; }

    /// <summary>What its values are measured in, in words.</summary>
    public required string Unit { get; init; }

    /// <summary>How it is written.</summary>
    public required string Example { get; init; }

    /// <summary>One line on what it is good for.</summary>
    public required string Meaning { get; init; }

    /// <summary>What is wrong with the parameters, in words, or null; the second argument gives their texts as the user wrote them (null: the numbers).</summary>
    public required Func<IReadOnlyList<double>, Func<int, string>?, string?> Problem { get; init; }

    /// <summary>Builds it; parameters with a problem are refused with an <see cref="ArgumentOutOfRangeException"/>.</summary>
    public required Func<IReadOnlyList<double>, Distribution> Build { get; init; }
}

/// <summary>The distributions that are written as functions. To add one: a file beside this one, and an entry here.</summary>
public static class Catalogue
{
    private const string Any = "as its parameters: numbers, durations or dates";
    private const string Number = "a number; a unit may follow";

    /// <summary>All of them, in the order of the documentation.</summary>
    public static IReadOnlyList<DistributionForm> All { get; } =
    [
        Form("pert", [Value("low"), Value("mode"), Value("high")], "low to high", Any, "pert(10%, 30%, 60%)",
            "at least, most likely, at most: smooth, with thin ends", (p, w) => Pert.Problem(p[0], p[1], p[2], w), p => new Pert(p[0], p[1], p[2])),
        Form("triangular", [Value("low"), Value("mode"), Value("high")], "low to high", Any, "triangular(1, 2, 6)",
            "at least, most likely, at most: straight lines, more weight on the ends",
            (p, w) => Triangular.Problem(p[0], p[1], p[2], w), p => new Triangular(p[0], p[1], p[2])),
        Form("beta", [Pure("alpha"), Pure("beta")], "0 to 1", Number, "beta(3, 2)",
            "a share or a chance: alpha - 1 successes and beta - 1 failures seen", (p, w) => Beta.Problem(p[0], p[1], w), p => new Beta(p[0], p[1])),
        Form("normal", [Value("mean"), Distance("sd")], "any value", Any, "normal(5, 2)",
            "a sum of many small influences", (p, w) => Normal.Problem(p[0], p[1], w), p => new Normal(p[0], p[1])),
        Form("lognormal", [Pure("mu"), Pure("sigma")], "more than 0", Number, "lognormal(0, 0.5)",
            "a product of many small influences; mu and sigma are those of the logarithm",
            (p, w) => LogNormal.Problem(p[0], p[1], w), p => new LogNormal(p[0], p[1])),
        Form("gamma", [Pure("shape"), Distance("scale")], "more than 0", "as its scale: a number or a duration", "gamma(2, 3)",
            "the time until several things have happened one after another; the mean is shape x scale",
            (p, w) => Gamma.Problem(p[0], p[1], w), p => new Gamma(p[0], p[1])),
        Form("exponential", [Distance("mean")], "more than 0", "as its mean: a number or a duration", "exponential(10)",
            "the time until something that can happen at any moment alike", (p, w) => Exponential.Problem(p[0], w), p => new Exponential(p[0])),
    ];

    /// <summary>The one with a name, or null.</summary>
    public static DistributionForm? Find(string name) => All.FirstOrDefault(f => f.Name == name);

    private static DistributionParameter Value(string name) => new(name, ParameterRole.Value);

    private static DistributionParameter Distance(string name) => new(name, ParameterRole.Distance);

    private static DistributionParameter Pure(string name) => new(name, ParameterRole.Pure);

    private static DistributionForm Form(
        string name, DistributionParameter[] parameters, string range, string unit, string example, string meaning,
        Func<IReadOnlyList<double>, Func<int, string>?, string?> problem, Func<IReadOnlyList<double>, Distribution> build) => new()
        {
            Name = name,
            Parameters = parameters,
            Range = range,
            Unit = unit,
            Example = example,
            Meaning = meaning,
            Problem = (given, written) => given.Count == parameters.Length ? problem(given, written) : WrongCount(name, parameters, given.Count),
            Build = build,
        };

    private static string WrongCount(string name, DistributionParameter[] parameters, int given) =>
        $"{name} takes {string.Join(", ", parameters.Select(p => p.Name))}; {given} {(given == 1 ? "is" : "are")} given";
}
