namespace ScenarioSim.Text;

/// <content>SCN030x to SCN034x: what is wrong with expressions, their names and their kinds.</content>
internal static partial class Diagnose
{
    // The user's own words where they are few, else "this".
    private static string This(SourceSpan at) => at.Length is > 0 and <= 40 && !at.Text.Contains('\n') ? $"`{at.Text}`" : "this";

    /// <summary>How many arguments are given, as a clause.</summary>
    public static string Given(int count) => count switch { 0 => "none is given", 1 => "one is given", _ => $"{count} are given" };

    public static Diagnostic ForeignSymbol(SourceSpan at, string what, string? help) =>
        Error("SCN0301", at, $"{what} has no meaning in an expression", help);

    public static Diagnostic ExpressionExpected(SourceSpan at, string? found, string? help) =>
        Error("SCN0302", at, found is null ? "a value is missing here" : $"a value has to stand here, not `{Short(found)}`", help);

    public static Diagnostic Unexpected(SourceSpan at, string found, string? help) =>
        Error("SCN0303", at, $"`{Short(found)}` cannot follow here", help);

    public static Diagnostic NotClosed(SourceSpan at, string open, string close, bool torn) =>
        Error("SCN0304", at, $"the `{open}` that opens here is never closed", torn
            ? "inside { } and [ ] YAML ends a value at a comma or bracket: put the whole value in quotes, or write it in block style (one key a line)"
            : $"add the `{close}`");

    public static Diagnostic ComparisonsChain(SourceSpan at, string op, string? help) =>
        Error("SCN0305", at, $"comparisons do not chain: another one stands left of this `{op}`", help is { Length: < 80 } ? $"use `and`: `{help}`" : "use `and`");

    public static Diagnostic NeedsParentheses(SourceSpan at, string word) =>
        Error("SCN0306", at, $"`{word}` binds more loosely than the operator before it", word == "if" ? "put it in parentheses: `(if C then A else B)`" : "put it in parentheses: `(not C)`");

    public static Diagnostic IfWithout(SourceSpan at, string word) =>
        Error("SCN0307", at, $"this `if` has no `{word}`", "every `if` has both: `if C then A else B`");

    public static Diagnostic InWantsList(SourceSpan at) =>
        Error("SCN0308", at, "`in` takes a list in brackets", "`x in [a, b]` is true where x equals one of them; a range is two comparisons: `x >= a and x <= b`");

    public static Diagnostic EmptyList(SourceSpan at) =>
        Error("SCN0309", at, "an empty list holds nothing, so this is never true", "list what is meant: `x in [a, b]`");

    public static Diagnostic ParenthesesTooDeep(SourceSpan at, int limit) =>
        Error("SCN0310", at, $"parentheses nest more than {limit} deep here", "name a part of it under `define`");

    public static Diagnostic NestsTooDeeply(SourceSpan at, int limit) =>
        Error("SCN0311", at, $"the expression nests more than {limit} deep, definitions put in", "nest less: a discrete assumption or an indicator can hold a table");

    public static Diagnostic NumberTooLarge(SourceSpan at, string written) =>
        Error("SCN0312", at, $"`{Short(written)}` is too large for a number", "the largest is about 1.8e308");

    public static Diagnostic NumberWithUnderscore(SourceSpan at) =>
        Error("SCN0313", at, "a number has no `_` in it", "write its digits without anything between: `1000000`, or `1e6`");

    public static Diagnostic BadDate(SourceSpan at, string written) =>
        Error("SCN0314", at, $"there is no date `{Short(written)}`", BeyondMonth(written) ?? "a date is written year-month-day, with two digits each for month and day, perhaps with a time: `2022-01-09`, `2022-01-09T06:00`");

    // What is written as a date and is none for its day.
    private static string? BeyondMonth(string written)
    {
        string[] parts = written.Split('T')[0].Split('-');
        return parts is [{ Length: 4 }, { Length: 2 }, { Length: 2 }] && int.TryParse(parts[0], out int year) && int.TryParse(parts[1], out int month) && int.TryParse(parts[2], out int day)
            && year is >= 1 and <= 9999 && month is >= 1 and <= 12 && day > DateTime.DaysInMonth(year, month)
            ? $"{parts[0]}-{parts[1]} has {DateTime.DaysInMonth(year, month)} days" : null;
    }

    public static Diagnostic UnknownName(SourceSpan at, string name, string? help) =>
        Error("SCN0315", at, $"nothing is called `{name}`", help);

    public static Diagnostic UnknownState(SourceSpan at, string track, bool isBranch, string state, string? help) =>
        Error("SCN0316", at, $"{(isBranch ? "branch" : "track")} `{track}` has no state `{state}`", help);

    public static Diagnostic UnknownWord(SourceSpan at, string subject, string word, string? nearest, IReadOnlyList<string> words) =>
        Error("SCN0317", at, $"`{Short(subject)}` is never `{word}`", DidYouMean(nearest, "it can be", words));

    public static Diagnostic UnknownFunction(SourceSpan at, string name, bool isName, string? help) =>
        Error("SCN0318", at, isName ? $"`{name}` is no function" : $"there is no function `{name}`", help ?? (isName ? "to multiply, write `*`" : null));

    public static Diagnostic WrongCount(SourceSpan at, string function, string takes, int given) =>
        Error("SCN0319", at, $"`{function}` takes {takes}; {Given(given)}");

    public static Diagnostic WrongKind(SourceSpan at, string wanted, string found, string? help) =>
        Error("SCN0320", at, $"{wanted} is wanted here, and {This(at)} is {found}", help);

    public static Diagnostic DoesNotApply(SourceSpan at, string op, IReadOnlyList<string> kinds, string? help) =>
        Error("SCN0321", at, $"`{op}` does not apply to {string.Join(" and ", kinds)}", help);

    public static Diagnostic CannotCompare(SourceSpan at, string left, string right, string? help) =>
        Error("SCN0322", at, $"{left} cannot be compared with {right}", help);

    public static Diagnostic NoOrder(SourceSpan at, string kinds) =>
        Error("SCN0323", at, $"{kinds} have no order", "compare them with `==`, `!=` or `in [..]`");

    public static Diagnostic BranchesDiffer(SourceSpan at, string then, string otherwise, SourceSpan thenAt) =>
        Error("SCN0324", at, $"this `if` gives {then} or {otherwise}", "both sides have to be of one kind", thenAt);

    public static Diagnostic ArgumentKind(SourceSpan at, string function, string takes, string found) =>
        Error("SCN0325", at, $"`{function}` takes {takes}, and {This(at)} is {found}");

    public static Diagnostic ArgumentsDiffer(SourceSpan at, string function, string first, string found) =>
        Error("SCN0326", at, $"`{function}` takes values of one kind: the first is {first}, and {This(at)} is {found}");

    public static Diagnostic TrackAlone(SourceSpan at, string track, IReadOnlyList<string> states) =>
        Error("SCN0327", at, $"the track `{track}` is no value by itself", states.Count == 0 ? null : $"compare it with one of its states: `{track} == {states[0]}`");

    public static Diagnostic StateExpected(SourceSpan at, string track, IReadOnlyList<string> states) =>
        Error("SCN0328", at, $"the track `{track}` is compared with the name of a state", states.Contains(at.Text)
            ? $"an expression reads `{at.Text}` as a calculation: call the state `{string.Concat(at.Text.Select(c => char.IsLetterOrDigit(c) ? c : '_'))}`"
            : states.Count == 0 ? null : $"its states are {ListOf(states)}");

    public static Diagnostic StatesHaveNoOrder(SourceSpan at, string track) =>
        Error("SCN0329", at, $"the states of `{track}` have no order", $"compare them with `==`, `!=` or `in [..]`");

    public static Diagnostic RepeatingBranchCompared(SourceSpan at, string branch, string? state)
    {
        string help = state is null or "pending" ? $"`{branch}` alone says that it has happened at least once"
            : $"say how often: `visits({branch} == {state}) > 0`; `{branch}` alone says that it has happened at least once";
        return Error("SCN0330", at, $"the branch `{branch}` repeats, so it is never in a state that lasts", help);
    }

    public static Diagnostic TrackExpected(SourceSpan at, string? help, string? compared) =>
        Error("SCN0331", at, $"`time_in` takes the name of a track, and {This(at)} is none", compared is null ? help : $"it counts from entering the innermost state: `time_in({compared})`");

    public static Diagnostic EntryExpected(SourceSpan at, string function, string? branch, bool isBranch)
    {
        string help = (function, branch) switch
        {
            ("visited", not null) when isBranch => $"`{branch}` alone says that it has happened",
            (_, not null) => $"say which state: `{function}({branch} == STATE)`",
            ("visits", _) => "write `visits(track == state)`, or `visits(branch)`",
            _ => "write `visited(track == state)`",
        };
        return Error("SCN0332", at, $"`{function}` takes a track compared with one of its states, not {This(at)}", help);
    }

    public static Diagnostic LaterDefinition(SourceSpan at, string name, bool isSelf) => isSelf
        ? Error("SCN0333", at, $"`{name}` is defined by itself", "what changes from step to step is an indicator, with `each step`")
        : Error("SCN0333", at, $"`{name}` is defined only further down", "a definition uses earlier ones only: move that one up");

    public static Diagnostic CircularDefinitions(SourceSpan at, IReadOnlyList<(string Name, SourceSpan Text)> circle)
    {
        const int Most = 12;
        string more = circle.Count > Most ? "... -> " : "";
        string names = string.Concat(circle.Take(Most).Select(d => $"`{d.Name}` -> ")) + more + $"`{circle[0].Name}`";
        string places = string.Join(", ", circle.Take(Most).Select(d => $"`{d.Name}` stands in line {d.Text.Line}{(ReferenceEquals(d.Text.File, at.File) ? "" : $" of {d.Text.File.Path}")}"));
        return Error("SCN0333", at, $"the definitions use each other in a circle: {names}", $"{places}: one of them has to do without the next", circle[1].Text);
    }

    public static Diagnostic NotStatic(SourceSpan at, string name, SourceSpan? because) =>
        Error("SCN0334", at, $"`{name}` changes during a run, and only what stays the same may stand here", "use assumptions, levers and constants; a condition on the world belongs in `when`", because);

    public static Diagnostic NotConstant(SourceSpan at, string name, string? help = null) =>
        Error("SCN0335", at, $"only constants may stand here, and `{name}` is none", help ?? "what is not known is an assumption of its own; combine them in an expression under `define`");

    public static Diagnostic NoFiniteValue(SourceSpan at, string operation) =>
        Error("SCN0336", at, $"`{Short(operation)}` has no finite value");

    public static Diagnostic DistributionInside(SourceSpan at, string name, string? help = null) =>
        Error("SCN0337", at, $"`{Short(name)}` is a distribution, and here an expression is wanted",
            help ?? "give it a name under `assumptions` and use that, if one draw is meant for the whole run; alone, a distribution stands in `after` and on the right of an effect, where it is drawn anew each time");
}
