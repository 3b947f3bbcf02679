namespace ScenarioSim.Text;

/// <remarks>This file: SCN02xx, names, keys and how the parts of a scenario fit together.</remarks>
internal static partial class Diagnose
{
    /// <summary>The code of <see cref="UnknownKey"/>.</summary>
    public const string UnknownKeyCode = "SCN0201";

    public static Diagnostic UnknownKey(SourceSpan at, string where, string key, string? nearest, IEnumerable<string> allowed, string? home = null) =>
        Error(UnknownKeyCode, at, $"{where} has no key `{Short(key)}`", DidYouMean(nearest) ?? (home is null ? "its keys are" : $"it is a key of {home}; the keys here are") + $" {ListOf(allowed, 24)}");

    public static Diagnostic KeyBelongsUnder(SourceSpan at, string where, string key, string isA, string under) =>
        Error(UnknownKeyCode, at, $"{where} has no key `{Short(key)}`", $"`{Short(key)}` is {isA}: write it under `{under}`");

    public static Diagnostic KeyWithoutValue(SourceSpan at, string where, string key, string? nearest) =>
        Error("SCN0202", at, $"`{Short(key)}` stands in {where} without a value", key.IndexOf(':') is > 0 and var colon && colon + 1 < key.Length ? $"a space is missing after the colon: `{Short(key[..(colon + 1)])} {Short(key[(colon + 1)..])}`"
            : nearest is null ? "inside { } YAML ends a value at a comma: if this belongs to the value before it, put that in quotes"
            : $"write `{nearest}: VALUE`");

    public static Diagnostic MissingKey(SourceSpan at, string where, string key, string? about) =>
        Error("SCN0203", at, $"{where} needs `{key}`", about is null ? null : $"`{key}`: {char.ToLowerInvariant(about[0])}{about[1..].TrimEnd('.')}");

    public static Diagnostic WrongShape(SourceSpan at, string what, string wanted, string got, string? help = null) =>
        Error("SCN0204", at, $"{what} holds {wanted}, and this is {got}", help);

    public static Diagnostic NoValue(SourceSpan at, string key, string wanted) =>
        Error("SCN0205", at, $"`{Short(key)}` has no value", $"it holds {wanted}");

    public static Diagnostic NoTruth(SourceSpan at, string key, string written) =>
        Error("SCN0206", at, $"`{key}` is `true` or `false`, not `{Short(written)}`", written.ToLowerInvariant() switch
        {
            "yes" or "on" or "y" => "write `true`: in YAML 1.2 only `true` and `false` are truths",
            "no" or "off" or "n" => "write `false`: in YAML 1.2 only `true` and `false` are truths",
            _ => null,
        });

    public static Diagnostic NoSuchChoice(SourceSpan at, string key, string written, IEnumerable<string> words, string? nearest) =>
        Error("SCN0207", at, $"`{key}` cannot be `{Short(written)}`", DidYouMean(nearest) ?? $"it is one of {ListOf(words)}");

    public static Diagnostic ExcludingKeys(SourceSpan at, string where, string first, string second, SourceSpan other) =>
        Error("SCN0208", at, $"{where} has both `{first}` and `{second}`, which exclude each other", "keep one of the two", other);

    public static Diagnostic UnknownSource(SourceSpan at, string name, string? nearest, bool any) =>
        Error("SCN0209", at, $"there is no source `{Short(name)}`", DidYouMean(nearest) ?? (any ? "list it under `sources`" : "list it in a section `sources`; a remark goes into `note`"));

    public static Diagnostic SourceDate(SourceSpan at, string date) =>
        Error("SCN0210", at, $"`{Short(date)}` is no date", "a source's date is a day, a month or a year: `2021-12-29`, `2021-12` or `2021`");

    public static Diagnostic NoEnd(SourceSpan at) =>
        Error("SCN0211", at, "the file needs `end` or `horizon`", "write `end: 2022-03-31` or `horizon: 13 weeks`");

    public static Diagnostic EndBeforeStart(SourceSpan at, string end, SourceSpan start) =>
        Error("SCN0212", at, $"the end, `{Short(end)}`, is before the start, `{Short(start.Text)}`", null, start);

    public static Diagnostic TooManySteps(SourceSpan at, double steps, int limit) =>
        Error("SCN0213", at, $"`{Short(at.Text)}` makes {steps:N0} steps, and a run may have {limit:N0}", "make `step` longer or the time shorter");

    public static Diagnostic HorizonTooLong(SourceSpan at, string horizon) =>
        Error("SCN0214", at, $"`{Short(horizon)}` from the start is beyond the year 9999");

    public static Diagnostic NoTracks(SourceSpan at) =>
        Error("SCN0215", at, "the file needs `tracks` or `branches`: without them nothing happens", "write `tracks:`, and below it a name with its `states:`");

    public static Diagnostic NoName(SourceSpan at, string name, string what, string? mended) =>
        Error("SCN0216", at, $"`{Short(name)}` cannot name {what}: a name consists of letters, digits and `_`, and does not begin with a digit", mended is null ? null : $"write `{mended}`");

    public static Diagnostic Nameless(SourceSpan at, string what) =>
        Error("SCN0216", at, $"this {what} has no name", "write a word before the colon, by which results know it");

    public static Diagnostic ReservedName(SourceSpan at, string name, string what) =>
        Error("SCN0217", at, $"`{name}` cannot name {what}: the language uses the word itself", "choose another name");

    public static Diagnostic NameTwice(SourceSpan at, string name, string what, string first, SourceSpan other) =>
        Error("SCN0218", at, $"`{name}` names {what} here and {first} elsewhere", "assumptions, levers, indicators, definitions, tracks and branches share one space of names: rename one", other);

    public static Diagnostic NoBelief(SourceSpan at, string what) =>
        Error("SCN0220", at, $"{what} needs `is` or `experts`: how it is distributed", "write `is: beta(3, 2)`, a range such as `10%..30%`, or a word such as `likely`");

    public static Diagnostic NoDistribution(SourceSpan at, string what, string got, string? help = null) =>
        Error("SCN0221", at, $"{what} holds a distribution, and this is {got}", help ?? "write one value, such as `beta(3, 2)`, `10%..30%` or `likely`, or `{ discrete: ... }` or `{ quantiles: ... }`");

    public static Diagnostic UnknownDistribution(SourceSpan at, string key, string? nearest, bool isBeside) =>
        Error("SCN0222", at, $"`{Short(key)}` is no distribution that is written as a mapping", isBeside ? $"beside `{Short(key)}` the distribution stands under `is`: `{{ is: {{ discrete: ... }}, {Short(key)}: ... }}`" : DidYouMean(nearest) ?? "as mappings there are `{ discrete: { VALUE: WEIGHT } }` and `{ quantiles: { 5%: VALUE } }`; others are written `pert(a, b, c)`");

    public static Diagnostic PoolWithoutExperts(SourceSpan at) =>
        Error("SCN0223", at, "`pool` says how experts are pooled, and there are none here", "write `experts:`, or leave out `pool`");

    public static Diagnostic BetweenTwo(SourceSpan at, string got, int? count) =>
        Error("SCN0224", at, $"`between` holds two assumptions, and this is {(count is { } n ? $"a list of {n}" : got)}", "write `between: [one, other]`");

    public static Diagnostic RankOutside(SourceSpan at, string written) =>
        Error("SCN0225", at, $"a rank correlation lies strictly between -1 and 1, and `{Short(written)}` does not");

    public static Diagnostic CorrelatedWithItself(SourceSpan at, string name) =>
        Error("SCN0226", at, $"`{name}` cannot be correlated with itself");

    public static Diagnostic CorrelatedNotContinuous(SourceSpan at, string name, string distribution, SourceSpan? fixedIn) => Error(
        "SCN0227", at, $"`{name}` cannot be correlated: its distribution, `{Short(distribution)}`, is not continuous",
        fixedIn is { } other
            ? $"say `correlations:` in `{Path.GetFileName(other.File.Path)}` too, without `{name}` (`correlations: []` for none), or leave `{name}` as it is there: a policy's `assume:` and `--set` fix it and keep the correlations"
            : $"leave out the correlation, or give `{name}` a range or another continuous distribution",
        fixedIn);

    public static Diagnostic CorrelationTwice(SourceSpan at, string one, string other, SourceSpan first) =>
        Error("SCN0228", at, $"the correlation between `{one}` and `{other}` is given twice", "keep one of the two", first);

    public static Diagnostic CorrelationsImpossible(SourceSpan at, double factor) =>
        Error("SCN0229", at, "these correlations cannot hold together: their matrix is not positive definite", factor > 0 ? $"multiplied by {factor:0.000} at most, all of them together are possible" : null);

    public static Diagnostic UnknownOf(SourceSpan at, string what, string name, string? nearest) =>
        Error("SCN0230", at, $"there is no {what} `{Short(name)}`", DidYouMean(nearest));

    public static Diagnostic NotOfKind(SourceSpan at, string name, string isA, string wanted, string? help) =>
        Error("SCN0231", at, $"`{name}` is {isA}, and {wanted} is wanted here", help);

    public static Diagnostic NoSuchOption(SourceSpan at, string what, string written, IReadOnlyCollection<string> options, string? nearest) =>
        Error("SCN0232", at, $"{what} has no option `{Short(written)}`", DidYouMean(nearest, "its options are", options));

    public static Diagnostic MixedOptions(SourceSpan at, string what, string option, string first) =>
        Error("SCN0233", at, $"the options of {what} are of several kinds: `{Short(option)}` beside `{Short(first)}`", "they are all words, all numbers or all durations");

    public static Diagnostic OptionTwice(SourceSpan at, string what, string option, SourceSpan first) =>
        Error("SCN0234", at, $"{what} has the option `{Short(option)}` twice", null, first);

    public static Diagnostic OptionIsTruth(SourceSpan at, string option) =>
        Error("SCN0235", at, $"`{Short(option)}` cannot be an option", "options are words, numbers or durations, such as `[before, after]`");

    public static Diagnostic NoWholeNumber(SourceSpan at, string range) =>
        Error("SCN0236", at, $"no whole number lies in `{Short(range)}`", "widen the range, or leave out `integer`");

    public static Diagnostic UnknownState(SourceSpan at, string what, string state, string? nearest, string? elsewhere, IEnumerable<string> states) =>
        Error("SCN0240", at, $"{what} has no state `{Short(state)}`", DidYouMean(nearest) ?? (elsewhere is null ? $"its states are {ListOf(states)}" : $"`{Short(state)}` is a state of `{elsewhere}`; a transition leads to a state of its own track"));

    public static Diagnostic StateTwice(SourceSpan at, string state, string what, SourceSpan first) =>
        Error("SCN0241", at, $"{what} has two states `{state}`", "names of states are unique within a track, at every depth", first);

    public static Diagnostic NoStates(SourceSpan at, string what) =>
        Error("SCN0242", at, $"{what} has no states", "list at least one below `states:`");

    public static Diagnostic StatesNotNamedSo(SourceSpan at, string what, string first) =>
        Error("SCN0243", at, $"{what} has no key `{Short(first)}`; it looks like a state", "put `states:` above the states, and indent them below it");

    public static Diagnostic NoTransitionsKey(SourceSpan at, string what, string key) =>
        Error("SCN0244", at, $"{what} has `{key}`, so its transitions need a key of their own", "write `transitions:` above them, and indent them below it, each with its dash");

    public static Diagnostic TransitionNoList(SourceSpan at, string what) =>
        Error("SCN0244", at, $"{what} lists its transitions, and the one that begins here has no dash: `{Short(at.Text)}`", "write `- ` before it, for each transition begins with a dash; or indent it, if it belongs to the one above");

    public static Diagnostic TooManyStates(SourceSpan at, int limit) =>
        Error("SCN0245", at, $"with this one there are more than {limit:N0} states");

    public static Diagnostic NeverDue(SourceSpan at, string what) =>
        Error("SCN0246", at, $"{what} never happens: it needs `on`, `after`, `when`, `chance` or `rate`", "write `when: CONDITION`, `after: 2 weeks`, or `chance: 10% per week`");

    public static Diagnostic TossAlone(SourceSpan at, string chance, string meant) =>
        Error("SCN0247", at, $"the chance `{Short(chance)}` has no period, and nothing says when it is tossed", $"write `{Short(meant)}`, or add `on`, `after` or `when`");

    public static Diagnostic TurnedShare(SourceSpan at, string state, string share) =>
        Error("SCN0249", at, "in a split the state comes first, and then its share", $"write `{Short(state)}: {Short(share)}`");

    public static Diagnostic LeadsNowhere(SourceSpan at, string what) =>
        Error("SCN0248", at, $"{what} needs `to` or `split`: where it leads", "write `to: STATE`");

    public static Diagnostic BranchWithTo(SourceSpan at, string branch) =>
        Error("SCN0250", at, $"branch `{branch}` has no key `to`: it leads to `happened`, or to what its `split` names", "leave it out, or write `split: { ONE: 40%, OTHER: rest }`");

    public static Diagnostic BranchWithStates(SourceSpan at, string branch) =>
        Error("SCN0251", at, $"branch `{branch}` has no key `states`: its states are `pending` and `happened`, or what its `split` names", "move it to `tracks` if it has states of its own");

    public static Diagnostic SplitToPending(SourceSpan at, string what) =>
        Error("SCN0252", at, $"{what} cannot lead to `pending`, which it is in before it happens");

    public static Diagnostic RepeatsOn(SourceSpan at, string what) =>
        Error("SCN0253", at, $"{what} repeats, and `on` alone would make it happen in every step from its date on", "add a standing chance, such as `chance: 10% per week`, or leave out `repeats`");

    public static Diagnostic OutcomeNeverHolds(SourceSpan at, string what) =>
        Error("SCN0260", at, $"{what} needs `when` or `otherwise`", "write `when: CONDITION`, or `otherwise: true` for all other runs");

    public static Diagnostic OtherwiseFalse(SourceSpan at) =>
        Error("SCN0261", at, "`otherwise` is `true` or left out, not `false`", "write `otherwise: true`, or `when: CONDITION`");

    public static Diagnostic OtherwiseStops(SourceSpan at, string what) =>
        Error("SCN0262", at, $"{what} holds otherwise, so it cannot stop a run: it would stop every run at once", "leave out `stop`");

    public static Diagnostic OtherwiseTwice(SourceSpan at, string name, SourceSpan first) =>
        Error("SCN0263", at, $"`{name}` is a second outcome that holds otherwise", "only one can take all other runs", first);

    public static Diagnostic ObservedBeforeStart(SourceSpan at, string date, string start) =>
        Error("SCN0264", at, $"the observation of `{Short(date)}` is from before the start, {start}: no step stands for it", "start the scenario earlier, or leave the observation out");

    public static Diagnostic NoSetting(SourceSpan at, string setting) =>
        Error("SCN0270", at, $"`{Short(setting)}` is no setting", "write `--set NAME=VALUE`, such as `--set resolve=0.7`");

    public static Diagnostic CannotBeSet(SourceSpan at, string name, bool isThere, string? nearest) =>
        Error("SCN0271", at, isThere ? $"`{Short(name)}` cannot be set: it is neither an assumption nor a lever" : $"there is no assumption or lever `{Short(name)}`", DidYouMean(nearest));

    public static Diagnostic SetTwice(SourceSpan at, string name, SourceSpan first) =>
        Error("SCN0272", at, $"`{Short(name)}` is set twice", "leave one of them out") with { Related = first };

    public static Diagnostic NoGiven(SourceSpan at, string given) =>
        Error("SCN0273", at, $"`{Short(given)}` is no condition with a date", "write `--given \"CONDITION by DATE\"` for at some time until then, or `CONDITION on DATE` for on that date");

    public static Diagnostic DateWithin(SourceSpan at, string given) =>
        Error("SCN0273", at, $"in `{Short(given)}` a date stands within the condition", "one date ends it, and is of all of it: `--given \"not visited(CONDITION) on DATE\"`; what is known of another date is another --given");

    public static Diagnostic GivenBeforeStart(SourceSpan at, string date, string start) =>
        Error("SCN0274", at, $"`{Short(date)}` is before the start, {start}: no step stands for it", "give a date from the start on");
}
