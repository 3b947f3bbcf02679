namespace ScenarioSim.Text;

/// <remarks>This file: SCN030x to SCN034x, expressions.</remarks>
public static partial class DiagnosticCatalogue
{
    private const string Resolve = "assumptions:\n  resolve: beta(3, 2)\n";
    private const string Lag = "assumptions:\n  lag: 1..4 weeks\n";
    private const string Aim = "assumptions:\n  aim: { discrete: { signal: 60%, seize: rest } }\n";
    private const string Tension = "indicators:\n  tension: 5\n";
    private const string Raid = "branches:\n  raid: { repeats: true, chance: 10% per week }\n";

    private static IEnumerable<DiagnosticEntry> Expressions => Grammar.Concat(Meanings).Concat(Values).Concat(Beliefs);

    // An example of a condition: an outcome's.
    private static DiagnosticEntry When(string code, string title, string advice, string condition, string before = "") =>
        ErrorIn(code, title, advice, before + $"outcomes:\n  yes:\n    when: {condition}\n  no: {{ otherwise: true }}\n");

    private static IReadOnlyList<DiagnosticEntry> Grammar =>
    [
        When("SCN0301", "a sign without a meaning", "Use the operators of section 4 of the language: words for `and`, `or`, `not`, and `==` to compare.", "day > 3 && talks == closed"),
        When("SCN0302", "a value is missing", "Write what is to stand there, or delete the operator or comma before it.", "day >"),
        When("SCN0303", "something that cannot follow", "An operator has to stand between two values, and nothing after the whole.", "day > 3 4"),
        When("SCN0304", "an unclosed parenthesis or bracket", "Close it. Inside `{ }` and `[ ]` YAML ends a value at a comma: put the whole value in quotes there.", "(day > 3"),
        When("SCN0305", "a chain of comparisons", "Compare twice, with `and` between.", "0 < day < 10"),
        When("SCN0306", "an `if` or `not` in the midst of an operation", "Put it in parentheses.", "1 + if talks == open then 1 else 2 > 2"),
        When("SCN0307", "an `if` without its `then` or `else`", "Write `if C then A else B`; both sides are needed.", "if talks == open then day > 3"),
        When("SCN0308", "`in` without a list", "List what is meant in brackets; for a range write two comparisons.", "day in 3..5"),
        When("SCN0309", "`in` with an empty list", "List at least one.", "talks in []"),
        When("SCN0310", "too many parentheses", "They nest at most 200 deep: name a part of the expression under `define`.", new string('(', 201) + "day" + new string(')', 201) + " > 3"),
        ErrorIn("SCN0311", "an expression that nests too deeply", "Signs, powers and `if` nest at most 1000 deep, and expressions with their definitions put in at most 2000 deep.", "define:\n  a: " + new string('-', 1100) + "1\n"),
        When("SCN0312", "a number that is too large", "Numbers go up to about 1.8e308.", "day > 1e999"),
        When("SCN0313", "a number with `_`", "Write its digits without anything between.", "day > 1_000"),
        When("SCN0314", "a date that is none", "Write year-month-day: `2022-01-09`, perhaps with a time, `2022-01-09T06:00`.", "date > 2022-02-30"),
    ];

    private static IReadOnlyList<DiagnosticEntry> Meanings =>
    [
        When("SCN0315", "an unknown name", "Write the name that is meant. States and words stand only right of `==`, `!=` or in a list after `in`.", "tensoin > 3", Tension),
        When("SCN0316", "a state that the track does not have", "Write one of its states.", "talks == close"),
        When("SCN0317", "a word that the assumption or lever never is", "Write one of its words.", "aim == sieze", Aim),
        When("SCN0318", "an unknown function", "Section 4 of the language lists the functions.", "sqr(day) > 3"),
        When("SCN0319", "a function with too few or too many values", "Give as many as the message says.", "clamp(day, 3) > 2"),
        When("SCN0320", "a value of the wrong kind", "A number, a truth, a duration, a date and a word are different things; the help says how to get from one to the other.", "day + 3"),
        When("SCN0321", "an operator between kinds that do not go together", "Durations may be added, and multiplied or divided by a number; a duration may be added to a date; the difference of two dates is a duration.", "time_in(talks) + 3 > 1 week"),
        When("SCN0322", "a comparison of two kinds", "Compare a duration with a duration, a date with a date.", "time_in(talks) > 3"),
        When("SCN0323", "an order of what has none", "Words and truths are equal or not.", "aim > signal", Aim),
        When("SCN0324", "an `if` of two kinds", "Both sides have to be of one kind.", "(if talks == open then 1 else 2 days) > 1"),
        When("SCN0325", "a function of the wrong kind of value", "`min`, `max` and `clamp` take numbers, durations or dates, `abs` numbers or durations, all others numbers.", "sqrt(time_in(talks)) > 1"),
        When("SCN0326", "a function of values of several kinds", "Give all of them in one kind.", "min(day, 3 days) > 1"),
        When("SCN0327", "a track that stands alone", "Compare it with one of its states.", "talks"),
        When("SCN0328", "a track compared with something that is no state", "Write the name of a state.", "talks == 1"),
        When("SCN0329", "an order of states", "A track is in a state or not.", "talks > open"),
        When("SCN0330", "a state of a branch that repeats", "It is always `pending`: say `visits(branch == state)`, or the branch's name alone.", "raid == happened", Raid),
        When("SCN0331", "`time_in` of something that is no track", "Give it the name of a track.", "time_in(day) > 1 week"),
        When("SCN0332", "`visited` or `visits` of something that is no state", "Write `visits(track == state)`, or `visits(branch)`.", "visited(talks)"),
        ErrorIn("SCN0333", "a definition that uses a later one, or itself", "Move the one that is used up. What depends on its own last value is an indicator.", "define:\n  a: b + 1\n  b: day / 7\n"),
        ErrorIn("SCN0334", "something that changes, where only what stays may stand", "`on`, `after` and `initial` take assumptions, levers and constants.", "indicators:\n  tension: { initial: day }\n"),
        ErrorIn("SCN0335", "something that is not constant", "Parameters of distributions, weights, options and values are constants.", "assumptions:\n  resolve: beta(3, 2)\n  luck: beta(resolve, 2)\n"),
        When("SCN0336", "a constant without a finite value", "Mend it: nothing can be divided by 0, and `log`, `sqrt`, `^` and `logit` have their domains.", "day > 1 / 0"),
        When("SCN0337", "a distribution inside an expression", "Name it under `assumptions`, where it is drawn once a run; alone, a distribution may stand in `after` and on the right of an effect, and is drawn anew each time.", "day > normal(5, 2)"),
    ];
}
