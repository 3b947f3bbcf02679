using System.Globalization;

namespace ScenarioSim.Text;

/// <remarks>This file: SCN04xx, what is legal and worth a remark.</remarks>
internal static partial class Diagnose
{
    public static Diagnostic ListedAfterOtherwise(SourceSpan at, string name, string otherwise, SourceSpan other) =>
        Warning("SCN0401", at, $"`{name}` is listed after `{otherwise}`, which holds otherwise and is tried last all the same", $"move `{otherwise}` to the end, so that the file shows the order", other);

    public static Diagnostic OtherAdded(SourceSpan at, string name) =>
        Info("SCN0402", at, $"no outcome holds otherwise: runs in which none holds end in `{name}`", $"write `{name}: {{ otherwise: true }}` to give it a title or a value");

    public static Diagnostic UnreachableState(SourceSpan at, string state, string track) =>
        Warning("SCN0403", at, $"nothing leads to the state `{state}` of `{track}`",
            state is "transitions" or "states" or "enter" or "exit" ? $"`{state}` is a key of a state: if it belongs to the one above, indent it below that" : "add a transition to it, or delete it");

    public static Diagnostic OutcomeCannotHold(SourceSpan at, string outcome) =>
        Warning("SCN0404", at, $"the outcome `{outcome}` can never hold", "its condition is false in every world; look for states of one track joined by `and`, or that nothing leads to");

    public static Diagnostic OutcomeHidden(SourceSpan at, string outcome, string hiding, SourceSpan other) =>
        Warning("SCN0405", at, $"no run can end in `{outcome}`: wherever it holds, `{hiding}` holds too and is tried first", $"list `{outcome}` before `{hiding}`, or delete it", other);

    public static Diagnostic Unused(SourceSpan at, string what, string name) =>
        Warning("SCN0406", at, $"nothing uses the {what} `{name}`", "use it in an expression, or delete it");

    public static Diagnostic TwoAssignments(SourceSpan at, string indicator, SourceSpan other) =>
        Warning("SCN0407", at, $"this can set `{indicator}` in the same step as another `=`; the later in the file, this one, then wins", "use `+=` or `*=`, which add up, or put both into one place", other);

    public static Diagnostic ShareLeavesRange(SourceSpan at, double value, string where) =>
        Warning("SCN0408", at, $"the share `{Short(at.Text)}` can be {value * 100:0.#}%{(where.Length > 0 ? $", where {where}" : "")}", "below 0% it is 0, above 100% nothing is left for the rest, and both are counted: `clamp(x, 0, 1)` says that it is meant");

    public static Diagnostic SharesLeaveRange(SourceSpan at, double sum, string where) =>
        Warning("SCN0408", at, $"with `{Short(at.Text)}` the shares of this split can come to {sum * 100:0.#}%{(where.Length > 0 ? $", where {where}" : "")}", "beyond 100% nothing is left for the rest, all are divided by their sum, and it is counted");

    public static Diagnostic ChanceLeavesRange(SourceSpan at, double value, string where) =>
        Warning("SCN0408", at, $"the chance `{Short(at.Text)}` can be {value * 100:0.#}%{(where.Length > 0 ? $", where {where}" : "")}", "outside 0% to 100% it is clamped and counted: `clamp(x, 0, 1)` says that it is meant, `logistic(x)` never leaves the range");

    public static Diagnostic DateOutside(SourceSpan at, string date, string why, string span) =>
        Warning("SCN0409", at, $"the date `{Short(date)}` is {why}", $"the scenario goes from {span}");

    public static Diagnostic NoSteps(SourceSpan at, DateTime start, DateTime end) =>
        Warning("SCN0411", at, $"not one step fits into the time from {Date(start)} to {Date(end)}, so nothing can happen", "make `step` shorter or the time longer");

    public static Diagnostic InitialOutside(SourceSpan at, string indicator, string range, string clamped) =>
        Warning("SCN0412", at, $"`{Short(at.Text)}` lies outside the range of `{indicator}`, {Short(range)}: every run begins with {clamped}", "mend the initial value, or widen the range");

    public static Diagnostic EmptyTracks(SourceSpan at, string section) =>
        Warning("SCN0413", at, $"`{section}` is empty, and the file has no track and no branch: only `each step` of an indicator can change anything", "list at least one track or branch");

    public static Diagnostic EmptyOverBase(SourceSpan at, string key, bool isState) =>
        Warning("SCN0414", at, $"`{key}` is empty here, and so changes nothing of what the base has under it", isState ? "leave the state out, or write `[]` to take its transitions away" : "leave the key out, or say what goes: `remove: [names]`");

    public static Diagnostic EmptyOverState(SourceSpan at, string state) =>
        Warning("SCN0415", at, $"the state `{state}` is empty here, and so loses the transitions that the base has there", "write `transitions: []` in it if that is meant, or leave it out");

    public static Diagnostic EmptyOverList(SourceSpan at, string key) =>
        Warning("SCN0415", at, $"`{key}` is empty here, and so loses what the base lists there", $"write `{key}: []` if that is meant, or leave the key out");

    public static Diagnostic LooksLikeRange(SourceSpan at, string low, string high) =>
        Warning("SCN0416", at, $"`{Short(at.Text)}` is a difference", $"a range is written `{Short(low)}..{Short(high)}` (all between them alike) or `{Short(low)} to {Short(high)}` (the middle 90%)");

    public static Diagnostic TurnedOperator(SourceSpan at, string indicator) =>
        Warning("SCN0417", at, $"`=-` sets `{indicator}` to a negative number", $"to subtract, write `{indicator} -=`; to set, write the sign at the number: `= -1`");

    public static Diagnostic LacksPercent(SourceSpan at, string plain, double value, string percentage) =>
        Warning("SCN0418", at, $"`{Short(plain)}` stands beside `{Short(percentage)}` without a `%`, and so is {value * 100:0.##}%", $"did you mean `{Short(plain)}%`? if not, write both in one way: `{value * 100:0.##}%`");

    public static Diagnostic SetBeyondBelief(SourceSpan at, string assumption, string value, string low, string high, bool mayLackPercent) =>
        Warning("SCN0419", at, $"`{assumption}` is set to {value}, and what is believed of it lies between {low} and {high}", mayLackPercent ? $"did you mean `{Short(at.Text)}%`? without `%` it is a hundred times as much" : "the results are of worlds that are not believed possible: is the unit right?");

    public static Diagnostic EffectRoundedAway(SourceSpan at, string indicator) =>
        Warning("SCN0420", at, $"`{indicator}` is rounded to a whole number in every step, and so this changes nothing by itself", $"take `integer: true` away from `{indicator}`, or change it by whole numbers");

    public static Diagnostic EffectRounded(SourceSpan at, string indicator, string rounded) =>
        Warning("SCN0420", at, $"`{indicator}` is rounded to a whole number in every step, and so this comes to {rounded} by itself", $"take `integer: true` away from `{indicator}`, or write a whole number");

    public static Diagnostic GuardCannotHold(SourceSpan at, string guard, string state) =>
        Warning("SCN0421", at, $"`{Short(guard)}` can never be true in `{state}`, so this is never made", "it is false in every world: look for two states of one track joined by `and`, or for a state that nothing leads to");

    public static Diagnostic NeverReached(SourceSpan at, string state, SourceSpan other) =>
        Warning("SCN0422", at, $"this is never made: whenever it is due in `{state}`, the one listed before it is due too, and is made", "list the narrower of the two first, or give the first a chance", other);

    public static Diagnostic FactCannotHold(SourceSpan at, string fact) =>
        Warning("SCN0423", at, $"`{Short(fact)}` can never be so, and no run agrees with it", "look for two states of one track joined by `and`, or for a state that nothing leads to");

    public static Diagnostic FactsContradict(SourceSpan at, string fact, string other, SourceSpan first) =>
        Warning("SCN0423", at, $"`{Short(fact)}` and `{Short(other)}` cannot both be so on one day, and no run agrees with them", "mend the date or the state of one of them", first);

    public static Diagnostic DelayTooLong(SourceSpan at, string delay, string length) =>
        Warning("SCN0424", at, $"`{Short(delay)}` is longer than the scenario, which takes {length}: it is never due", "make it shorter, or the scenario longer");

    public static Diagnostic BelievedTooLate(SourceSpan at, string assumption, string end) =>
        Warning("SCN0424", at, $"`{assumption}` is believed to be after the end of the scenario, {end}", "mend the date, or make the scenario longer");

    private static string Date(DateTime date) => date.ToString(date.TimeOfDay == default ? "yyyy-MM-dd" : "yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);

    public static Diagnostic NoGrounds(SourceSpan at, string name) =>
        Warning("SCN0410", at, $"the assumption `{name}` has neither `source` nor `why`", "say where the figure comes from, so that a reader can judge it");
}
