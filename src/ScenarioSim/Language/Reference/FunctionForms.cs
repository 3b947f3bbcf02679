namespace ScenarioSim.Language;

/// <summary>The functions of expressions and the readings of measures, each with how it is called and what it gives (docs/language.md, sections 4 and 8).</summary>
internal static class FunctionForms
{
    /// <summary>A function: its name, a call, what comes of it.</summary>
    public readonly record struct Form(string Name, string Call, string Meaning);

    /// <summary>Functions that may stand in any expression.</summary>
    public static IReadOnlyList<Form> Functions { get; } =
    [
        new("min", "min(a, ...)", "The least of numbers, durations or dates, all of one kind."),
        new("max", "max(a, ...)", "The greatest of numbers, durations or dates, all of one kind."),
        new("clamp", "clamp(x, low, high)", "x, but at least low and at most high; where low is more than high it gives high."),
        new("abs", "abs(x)", "The size of a number or a duration without its sign."),
        new("sqrt", "sqrt(x)", "The square root; of a negative number 0, which is counted."),
        new("exp", "exp(x)", "The exponential function."),
        new("log", "log(x)", "The natural logarithm; of what is not above 0 it gives 0, which is counted."),
        new("floor", "floor(x)", "The next whole number below, or x itself."),
        new("ceil", "ceil(x)", "The next whole number above, or x itself."),
        new("round", "round(x)", "The nearest whole number; halves go away from zero."),
        new("logistic", "logistic(x)", "1 / (1 + exp(-x)): any number to one between 0 and 1."),
        new("logit", "logit(p)", "log(p / (1 - p)), the inverse of logistic; of 0 and 1 it gives 0, which is counted."),
        new("count", "count(C1, C2, ...)", "How many of the conditions hold."),
        new("time_in", "time_in(TRACK)", "A duration: since the innermost state of the track was entered."),
        new("visited", "visited(TRACK == STATE)", "Whether the track is in the state now or ever was."),
        new("visits", "visits(TRACK == STATE)", "How often the track has entered the state; the initial entry counts."),
    ];

    /// <summary>What measures read.</summary>
    public static IReadOnlyList<Form> Readings { get; } =
    [
        new("final", "final(X)", "What X is at the end of the run."),
        new("max", "max(X)", "The greatest value of X over the run."),
        new("min", "min(X)", "The least value of X over the run."),
        new("mean", "mean(X)", "The average of X over the steps of the run."),
        new("total", "total(X)", "The sum of X over the steps of the run."),
        new("time_to", "time_to(C)", "The time from the start until the condition first holds; runs in which it never does have none."),
        new("share_of_time", "share_of_time(C)", "The share of the steps in which the condition holds."),
        new("visits", "visits(TRACK == STATE)", "How often the track has entered the state by the end."),
    ];
}
