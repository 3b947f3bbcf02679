namespace ScenarioSim.Text;

/// <content>SCN035x to SCN038x: what is wrong with chances, delays, effects, measures and distributions.</content>
internal static partial class Diagnose
{
    public static Diagnostic ImpossibleChance(SourceSpan at, string written, double value, bool isRate) => isRate
        ? Error("SCN0350", at, $"a rate of `{Short(written)}` is less than none", "a rate is 0 or more")
        : Error("SCN0350", at, $"a chance of `{Short(written)}` is {(value < 0 ? "less than none" : "more than certain")}", value is > 1 and <= 100 && !written.Contains('%')
            ? $"did you mean `{Short(written)}%`?"
            : "a chance lies between 0% and 100%");

    public static Diagnostic UnknownUnit(SourceSpan at, string name, string help) =>
        Error("SCN0383", at, $"there is no unit of time `{name}`", help);

    public static Diagnostic RateWithoutPeriod(SourceSpan at, string meant) =>
        Error("SCN0351", at, "a rate says how often in what time, and the time is missing", meant.Length < 70 ? $"for example `{Short(meant)}`" : "add `per week`");

    public static Diagnostic ShareWithPeriod(SourceSpan at) =>
        Error("SCN0352", at, "a share of a split has no period", "the split happens at once; the period belongs to the `chance` of the transition");

    public static Diagnostic NoTime(SourceSpan at, string what, string written) =>
        Error("SCN0353", at, $"{what} has to be longer than nothing, and is `{Short(written)}`");

    public static Diagnostic NegativeDelay(SourceSpan at, string written) =>
        Error("SCN0354", at, $"`{Short(written)}` is before the state is entered", "`after` counts from entering the state; the shortest stay is `1 step`");

    public static Diagnostic NegativeShare(SourceSpan at, string written) =>
        Error("SCN0355", at, $"a share of `{Short(written)}` is less than nothing", "shares are chances or weights, 0 or more");

    public static Diagnostic TwoRests(SourceSpan at, SourceSpan first) =>
        Error("SCN0356", at, "`rest` stands here twice", "one entry takes what the others leave", first);

    public static Diagnostic MoreThanAll(SourceSpan at, double sum) =>
        Error("SCN0357", at, $"beside `rest` the others make {Percent(sum)}, more than 100%", "they are chances: let them leave something for `rest`");

    public static Diagnostic MixedShares(SourceSpan at, string plain, string percentage) =>
        Warning("SCN0384", at, $"`{Short(plain)}` stands beside `{Short(percentage)}`: without `%` it is many times as much, and all are normalised", $"did you mean `{Short(plain)}%`? weights are all written without `%`");

    public static Diagnostic NotAll(SourceSpan at, double sum) =>
        Error("SCN0358", at, $"the percentages sum to {Percent(sum)}, not to 100%", sum < 1 ? "give one entry `rest`" : "weights, which are normalised, are written without `%`");

    public static Diagnostic NoEffect(SourceSpan at, string before, string? found, string help) =>
        Error("SCN0359", at, found is null ? $"the effect `{Short(before)}` breaks off" : $"an effect cannot go on with `{Short(found)}`", help);

    public static Diagnostic NotAnIndicator(SourceSpan at, string name, string? what, string? nearest, IReadOnlyList<string> indicators) =>
        Error("SCN0360", at, what is null ? $"there is no indicator `{name}`" : $"`{name}` is {what}, and effects change indicators",
            DidYouMean(nearest) ?? (indicators.Count == 0 ? "indicators are listed under `indicators`" : $"the indicators are {ListOf(indicators)}"));

    public static Diagnostic ReadingExpected(SourceSpan at, string? written, string? function, string? nearest) =>
        Error("SCN0361", at, function is null ? $"a measure says what it reads off a run, and {This(at)} does not" : $"`{function}` reads nothing off a run, as a measure has to", DidYouMean(nearest) ?? (written?.Length < 40
            ? $"for example `final({written})`, `mean({written})`; there are also `max`, `min`, `total`, `time_to`, `share_of_time` and `visits`"
            : (written is null ? "a measure is one of `final`, `mean`, `max`, `min`, `total`, `time_to`, `share_of_time` and `visits`" : "one of `final`, `mean`, `max`, `min`, `total`, `time_to`, `share_of_time` and `visits`, around the whole")));

    public static Diagnostic ReadingOfSeveral(SourceSpan at, string reading, string written, int given) =>
        Error("SCN0362", at, $"the measure `{reading}` reads one expression; {Given(given)}", given > 1 && reading is "max" or "min" && written.Length < 60
            ? $"it is the {(reading == "max" ? "greatest" : "least")} value over the run; to compare several write for example `final({written})`"
            : null);

    public static Diagnostic SeveralReadings(SourceSpan at) =>
        Error("SCN0363", at, "a measure is one reading, not a sum of several", "calculate inside it, as in `final(a + b)`, or make two measures");

    public static Diagnostic NotMeasurable(SourceSpan at, string kind, string? help) =>
        Error("SCN0364", at, $"a measure reads a number, a duration or a truth, and {This(at)} is {kind}", help);

    public static Diagnostic BadDistribution(SourceSpan at, string problem, string? help) =>
        Error("SCN0365", at, problem, help);

    public static Diagnostic NoDensity(SourceSpan at) =>
        Error("SCN0382", at, $"a log pool takes continuous distributions, and {This(at)} is discrete", "leave out `pool: log`: a mixture takes both");

    public static Diagnostic ParameterKind(SourceSpan at, string distribution, string parameter, string? wanted, string found) =>
        Error("SCN0366", at, $"the {parameter} of `{distribution}` cannot be {found}{(wanted is null ? "" : $": {wanted} is wanted")}",
            "values of one distribution are of one kind; of numbers, a unit may follow the whole: `pert(1, 2, 6) weeks`");

    public static Diagnostic EndsDiffer(SourceSpan at, string low, string high) =>
        Error("SCN0367", at, low == high ? $"a range is of numbers, durations or dates, and the ends of {This(at)} are {low} each" : $"{This(at)} runs from {low} to {high}",
            low == "a duration" && high == "a number" ? "a unit at the upper end holds for both: `2..6 weeks`" : "both ends have to be of one kind");

    public static Diagnostic EndsOutOfOrder(SourceSpan at, string meant, bool looksLikeDates) =>
        Error("SCN0368", at, $"the range {This(at)} runs from the greater to the lesser", looksLikeDates ? "a `/` divides: a date is written year-month-day, `2017-11-01..2018-04-30`" : DidYouMean(Short(meant)));

    public static Diagnostic BoundsDiffer(SourceSpan at, string values, string bounds) =>
        Error("SCN0369", at, $"the distribution is of {values}, and these bounds are {bounds}", "write the unit after both: `normal(2, 1) weeks in 0..5 weeks`");

    public static Diagnostic UnitAfterExpression(SourceSpan at, string unit) =>
        Error("SCN0370", at, $"the unit `{unit}` can follow a number or a distribution of numbers", $"multiply: `(...) * 1 {unit.TrimEnd('s')}`");

    public static Diagnostic UnitTwice(SourceSpan at, string kind, string unit) =>
        Error("SCN0371", at, $"each value is already {kind}, so the unit `{unit}` cannot follow", "give the unit once");

    public static Diagnostic NotOfTheScale(SourceSpan at, string written, string yardstick, IReadOnlyList<string> near, (string Word, string Yardstick)? elsewhere)
    {
        string nearest = near.Count == 0 ? "" : $"did you mean {string.Join(" or ", near)}?";
        string? help = elsewhere is not { } e ? nearest : $"{(e.Word == written ? "it" : $"`{e.Word}`")} is a word of the yardstick `{e.Yardstick}`: set `yardstick: {e.Yardstick}`, or use a word of this one{(near.Count == 0 ? "" : ", such as " + string.Join(" or ", near))}";
        return Error("SCN0372", at, $"`{Short(written)}` is no word of the yardstick `{yardstick}`", help);
    }

    public static Diagnostic UnknownDistribution(SourceSpan at, string name, string? nearest, string? example)
    {
        string? help = example is not null ? $"it takes parameters, for example `{example}`"
            : DidYouMean(nearest) ?? "write a number, a range such as `2..6`, a distribution, or a word of probability such as `likely`";
        return Error("SCN0372", at, $"`{name}` {(example is null ? "is no distribution and no constant" : "alone is no distribution")}", help);
    }

    public static Diagnostic WrongDistribution(SourceSpan at, string wanted, string found, string? help) =>
        Error("SCN0373", at, $"{wanted} is wanted here, and each value of this distribution is {found}", help);

    public static Diagnostic RangeExpected(SourceSpan at, string written) =>
        Error("SCN0374", at, $"a range is wanted here, and this is `{Short(written)}`", "a range is written `a..b`: `0..10`");

    public static Diagnostic ValuesDiffer(SourceSpan at, string first, string found, SourceSpan firstAt) =>
        Error("SCN0375", at, $"{This(firstAt)} is {first}, and {This(at)} is {found}", "all have to be of one kind", firstAt);

    public static Diagnostic ValueTwice(SourceSpan at, string written, SourceSpan first) =>
        Error("SCN0376", at, $"`{Short(written)}` is the same value as one before it", "give each value once, with all its weight", first);

    public static Diagnostic NegativeWeight(SourceSpan at, string written) =>
        Error("SCN0377", at, $"a weight of `{Short(written)}` is less than nothing", "weights are 0 or more");

    public static Diagnostic WeightsNotAll(SourceSpan at, double sum) =>
        Warning("SCN0378", at, $"the weights look like percentages and sum to {Percent(sum)}, not to 100%", "they are normalised; give one value `rest`, or write weights without `%`");

    public static Diagnostic ReplacementKind(SourceSpan at, string assumption, string wanted, string found) =>
        Error("SCN0379", at, $"the assumption `{assumption}` is {wanted}, and this replacement is {found}", "a replacement keeps the kind");

    public static Diagnostic DateExpected(SourceSpan at, string written) =>
        Error("SCN0380", at, $"a date is wanted here, and this is `{Short(written)}`", "a date is written `2022-01-12` or `2022-01-12T06:00`");

    public static Diagnostic StepOfSteps(SourceSpan at) =>
        Error("SCN0381", at, "the length of a step cannot be measured in steps", "write `step: 1 day`, for example");

    private static string Percent(double share) => $"{Math.Round(share * 100, 7)}%";
}
