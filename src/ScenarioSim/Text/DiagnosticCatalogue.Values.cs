namespace ScenarioSim.Text;

/// <remarks>This file: SCN035x to SCN038x, chances, delays, effects, measures, distributions.</remarks>
public static partial class DiagnosticCatalogue
{
    // An example of a transition: that of `open`.
    private static DiagnosticEntry Transition(string code, string title, string advice, string transition, string before = "") =>
        ErrorIn(code, title, advice, before + $"tracks:\n  talks:\n    states:\n      open:\n        - {transition}\n      closed: []\n      signed: []\n");

    private static DiagnosticEntry Belief(string code, string title, string advice, string distribution) =>
        ErrorIn(code, title, advice, $"assumptions:\n  resolve: {distribution}\n");

    private static DiagnosticEntry Measure(string code, string title, string advice, string measure, string before = "") =>
        ErrorIn(code, title, advice, before + $"measures:\n  m: {measure}\n");

    private static IReadOnlyList<DiagnosticEntry> Values =>
    [
        Transition("SCN0350", "a chance or rate that cannot be", "A chance lies between 0% and 100%, a rate is 0 or more.", "{ chance: 140% per week, to: closed }"),
        Transition("SCN0351", "a rate without a period", "Say in what time: `per week`.", "{ rate: 0.5, to: closed }"),
        Transition("SCN0352", "a share with a period", "A split happens at once; the period belongs to the transition's `chance`.", "{ chance: 10% per week, split: { signed: 40% per week, closed: rest } }"),
        Transition("SCN0353", "a time of no length", "Periods, steps and horizons are longer than nothing.", "{ chance: 10% per 0 days, to: closed }"),
        Transition("SCN0354", "a negative delay", "`after` counts from entering the state; `1 step` is the shortest stay.", "{ after: -2 days, to: closed }"),
        Transition("SCN0355", "a negative share", "Shares are chances or weights, 0 or more.", "{ after: 2 days, split: { signed: -5%, closed: rest } }"),
        Transition("SCN0356", "`rest` twice", "One entry takes what the others leave.", "{ after: 2 days, split: { signed: rest, closed: rest } }"),
        Transition("SCN0357", "more than 100% beside `rest`", "Beside `rest` the others are chances, and may not exceed 100%.", "{ after: 2 days, split: { signed: 120%, closed: rest } }"),
        Transition("SCN0358", "percentages that do not sum to 100%", "Mend the sum, or give one entry `rest`. Weights are written without `%`.", "{ after: 2 days, split: { signed: 60%, closed: 30% } }"),
        Transition("SCN0359", "an effect in a form that is none", "Write `INDICATOR += EXPRESSION`, `-=`, `*=` or `=`.", "{ after: 2 days, to: closed, do: tension++ }", Tension),
        Transition("SCN0360", "an effect on something that is no indicator", "Only indicators change by effects.", "{ after: 2 days, to: closed, do: tensoin += 1 }", Tension),
        Measure("SCN0361", "a measure that does not say what it reads", "Use one of `final`, `max`, `min`, `mean`, `total`, `time_to`, `share_of_time` and `visits`.", "tension", Tension),
        Measure("SCN0362", "a reading of several expressions", "A measure reads one: `final(max(a, b))` compares two.", "max(tension, day)", Tension),
        Measure("SCN0363", "a sum of readings", "Calculate inside the reading, or make two measures.", "max(tension) - min(tension)", Tension),
        Measure("SCN0364", "a measure of a date or a word", "A measure reads a number, a duration or a truth.", "final(date)"),
    ];

    private static IReadOnlyList<DiagnosticEntry> Beliefs =>
    [
        Belief("SCN0365", "a distribution that cannot be", "Mend the parameter that the message names.", "beta(-1, 2)"),
        Belief("SCN0366", "a parameter of the wrong kind", "Values of one distribution are of one kind. Of a distribution of numbers, a unit may follow the whole.", "normal(2 weeks, 1)"),
        Belief("SCN0367", "a range between two kinds", "Both ends are of one kind; a unit at the upper end holds for both.", "2 weeks..6"),
        Belief("SCN0368", "a range the wrong way round", "The lesser end comes first.", "5..2"),
        Belief("SCN0369", "bounds of another kind than the distribution", "Write the unit after both.", "normal(2, 1) weeks in 0..5"),
        Belief("SCN0370", "a unit after something that is no distribution", "Multiply by the unit, or write it after a number.", "min(1, 2) days"),
        Belief("SCN0371", "a unit after values that have one", "Give the unit once.", "exponential(3 days) weeks"),
        Belief("SCN0372", "something that is no distribution", "Write a constant, a range, a distribution, or a word of the yardstick.", "lkely"),
        Transition("SCN0373", "a distribution of the wrong kind", "`after` takes durations, an effect takes numbers.", "{ after: 2..6, to: closed }"),
        ErrorIn("SCN0374", "a range that is none", "Write `a..b`.", "indicators:\n  tension: { initial: 5, range: 10 }\n"),
        Belief("SCN0375", "values of several kinds", "All values of a distribution, and all experts, are of one kind.", "{ discrete: { 2: 50%, two: 50% } }"),
        Belief("SCN0376", "a value given twice", "Give each value once, with all its weight.", "{ discrete: { 2: 50%, 2.0: 50% } }"),
        Belief("SCN0377", "a negative weight", "Weights are 0 or more.", "{ discrete: { 2: -1, 3: 2 } }"),
        WarningIn("SCN0378", "weights that look like percentages and do not sum to 100%", "They are normalised. Mend the sum, give one value `rest`, or write weights without `%`.", "assumptions:\n  brigades: { is: { discrete: { 2: 50%, 3: 40% } }, why: counted }\n"),
        ErrorIn("SCN0379", "a replacement of another kind", "A policy's replacement keeps the kind of the assumption.", Resolve + "policies:\n  slow: { assume: { resolve: 2 weeks } }\n"),
        Error("SCN0380", "a date that is something else", "Write it as `2022-01-12` or `2022-01-12T06:00`.", Whole("").Replace("start: 2022-01-01", "start: tomorrow")),
        ErrorIn("SCN0381", "a step measured in steps", "Give its length in another unit.", "step: 2 steps\n"),
        ErrorIn("SCN0382", "a log pool with discrete experts", "Leave out `pool: log`: a mixture takes discrete and continuous ones.", "assumptions:\n  resolve: { pool: log, experts: [likely, 0.5], why: judgement }\n"),
        WarningIn("SCN0384", "shares with and without `%`", "`60%` is 0.6, and beside it `40` is 40. Write all as percentages, or all as weights without `%`.", "branches:\n  vote: { after: 1 week, split: { passed: 60%, failed: 40 } }\n"),
        Transition("SCN0383", "an unknown unit of time", "The units are second, minute, hour, day, week, month, year and step, with or without s.", "{ chance: 10% per wek, to: closed }"),
    ];
}
