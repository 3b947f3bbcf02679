namespace ScenarioSim.Text;

/// <summary>Every message, so that they read alike: lower case, no full stop, the user's own words in backticks, and in the help the next step.</summary>
/// <remarks>This file: SCN01xx, what is wrong with files and with YAML. Codes are never reused; each has an entry in the catalogue.</remarks>
internal static partial class Diagnose
{
    private static Diagnostic Error(string code, SourceSpan at, string message, string? help = null, SourceSpan? related = null) =>
        new(code, Severity.Error, at, message, help, related);

    private static Diagnostic Warning(string code, SourceSpan at, string message, string? help = null, SourceSpan? related = null) =>
        new(code, Severity.Warning, at, message, help, related);

    private static Diagnostic Info(string code, SourceSpan at, string message, string? help = null, SourceSpan? related = null) =>
        new(code, Severity.Info, at, message, help, related);

    private static string? DidYouMean(string? nearest) => nearest is null ? null : $"did you mean `{nearest}`?";

    // The nearest first, where one is near.
    private static string? DidYouMean(string? nearest, string clause, IReadOnlyCollection<string> all) =>
        all.Count == 0 ? DidYouMean(nearest)
        : nearest is null ? $"{clause} {ListOf(all)}"
        : $"{DidYouMean(nearest)} {clause} {ListOf([nearest, .. all.Where(a => a != nearest)])}";

    // A user's own words are quoted whole up to this length.
    private static string Short(string text)
    {
        string line = text.ReplaceLineEndings(" ").Trim();
        return line.Length <= 60 ? line : line[..57] + "...";
    }

    private static string ListOf(IEnumerable<string> names, int most = 12)
    {
        string[] all = [.. names.Select(n => $"`{n}`")];
        if (all.Length > most) return string.Join(", ", all.Take(most)) + $" and {all.Length - most} more";
        return all.Length < 2 ? string.Concat(all) : string.Join(", ", all[..^1]) + " and " + all[^1];
    }

    public static Diagnostic FileUnreadable(SourceSpan at, string why) =>
        Error("SCN0101", at, why);

    public static Diagnostic FileTooLarge(SourceSpan at, int limit) =>
        Error("SCN0102", at, $"the file is over {limit / 1_000_000} MB", "a scenario file may have up to 5 MB; data that is only read by people belongs in another file");

    public static Diagnostic InvalidUtf8(SourceSpan at, byte value) =>
        Error("SCN0103", at, $"the file is not in UTF-8: the byte 0x{value:X2} here is not part of any character", "save the file with the encoding UTF-8");

    public static Diagnostic Utf16(SourceSpan at) =>
        Error("SCN0104", at, "the file is in UTF-16, not in UTF-8", "save the file with the encoding UTF-8");

    public static Diagnostic Binary(SourceSpan at) =>
        Error("SCN0105", at, "this is a binary file, not a text", "a scenario is a YAML text in UTF-8");

    public static Diagnostic ControlCharacter(SourceSpan at, char c) =>
        Error("SCN0106", at, $"the control character U+{(int)c:X4} stands here, which no YAML file may hold", "delete it; editors often show it as a box or not at all");

    public static Diagnostic EmptyFile(SourceSpan at) =>
        Error("SCN0107", at, "the file is empty", "a scenario needs at least `start`, `end` or `horizon`, and `tracks`");

    public static Diagnostic SecondDocument(SourceSpan at) =>
        Error("SCN0108", at, "a second YAML document starts here, and a scenario file holds one", "delete the line `---`, or move what follows to a file of its own");

    public static Diagnostic TopIsNoMapping(SourceSpan at, bool isList, string? help) =>
        Error("SCN0109", at, $"a scenario file is a mapping from keys to values, and this is {(isList ? "a list" : $"the text `{Short(at.Text)}`")}", help ?? "begin with `scenario: TITLE`, `start: DATE` and `tracks:`");

    public static Diagnostic TooDeep(SourceSpan at, int limit) =>
        Error("SCN0110", at, $"here nesting goes deeper than {limit} levels", $"a file may nest mappings and lists {limit} levels deep");

    public static Diagnostic Syntax(SourceSpan at, string what, string? help = null) =>
        Error("SCN0111", at, what, help);

    /// <summary>The code of <see cref="Tab"/>.</summary>
    public const string TabCode = "SCN0112";

    public static Diagnostic Tab(SourceSpan at) =>
        Error(TabCode, at, "a tab stands in the indentation, and YAML allows only spaces there", "replace the tab by spaces");

    public static Diagnostic UnclosedQuote(SourceSpan at, char quote) =>
        Error("SCN0113", at, $"the quote that opens `{Short(at.Text)}` is never closed", quote == '\'' ? "close it; an apostrophe inside is written twice ('')" : "close it; a quote inside is written \\\"");

    public static Diagnostic UnclosedBracket(SourceSpan at, char open, char close) =>
        Error("SCN0114", at, $"the `{open}` that opens here is never closed by a `{close}`", $"add the `{close}`");

    public static Diagnostic ColonInValue(SourceSpan at, string key, string? entries = null) =>
        Error("SCN0115", at, $"the value of `{key}` holds `: `, which YAML takes for the end of another key",
            entries is not null ? $"put several keys in braces, `{{ {key}: {Short(entries)} }}`, or each on a line of its own"
            : key is "do" or "enter" or "exit" ? "an effect is written `x += 1`, with `+=`, `-=`, `*=` or `=`"
            : "put the value in double quotes");

    public static Diagnostic TextAfterQuote(SourceSpan at, char quote) =>
        Error("SCN0116", at, $"text goes on after the closing quote: `{Short(at.Text)}`", $"YAML ends a value that begins with {quote} at the next {quote}: put the whole value into quotes of the other kind");

    public static Diagnostic Indentation(SourceSpan at, string what, string help) =>
        Error("SCN0117", at, what, help);

    public static Diagnostic StrangeIndentation(SourceSpan at, char space) =>
        Indentation(at, $"a space of another kind (U+{(int)space:X4}) stands in the indentation, and YAML takes it for a letter", "replace it by an ordinary space");

    public static Diagnostic ReservedStart(SourceSpan at, char c) =>
        Error("SCN0118", at, $"`{Short(at.Text)}` begins with `{c}`, as no value may in YAML", "put the value in quotes");

    public static Diagnostic NoColon(SourceSpan at, string text, string? key) =>
        Error("SCN0119", at, key is null ? $"a colon is missing after `{Short(text)}`" : $"a space is missing after the colon of `{Short(text)}`", key is null ? "write `key: value`, with a space after the colon" : $"write `{Short(key)} {Short(text[key.Length..])}`");

    public static Diagnostic BracketInFlow(SourceSpan at, string text) =>
        Error("SCN0120", at, $"inside {{ }} or [ ] YAML takes a bracket as its own, which tears `{Short(text)}`", "put the whole value in quotes, or write it in block style (one key a line)");

    public static Diagnostic TornAtComma(SourceSpan at) =>
        Error("SCN0121", at, $"inside {{ }} or [ ] YAML ends a value at a comma, which tears `{Short(at.Text)}`", "put the whole value in quotes, or write it in block style (one key a line)");

    public static Diagnostic DecimalComma(SourceSpan at, bool thousands) =>
        Error("SCN0121", at, $"inside {{ }} or [ ] YAML ends a value at a comma, which tears `{Short(at.Text)}`", thousands
            ? $"a number has nothing between its thousands: write `{Short(at.Text.Replace(",", ""))}`, or with a point for its decimals `{Short(at.Text.Replace(',', '.'))}`"
            : $"a number has a point for its decimals: write `{Short(at.Text.Replace(',', '.'))}`");

    public static Diagnostic DuplicateKey(SourceSpan at, string key, SourceSpan first, string? entry) =>
        Error("SCN0122", at, $"`{key}` is given twice here", entry is null ? "keep one of the two" : $"each {entry} begins with a dash: write `- ` before this one if it begins here, or keep one of the two", first);

    public static Diagnostic UnknownAnchor(SourceSpan at, string name, string? nearest) =>
        Error("SCN0123", at, $"there is no anchor `&{name}` before the alias `*{name}`", DidYouMean(nearest is null ? null : "*" + nearest) ?? "a value that begins with * is an alias in YAML: put it in quotes if it is text");

    public static Diagnostic RecursiveAlias(SourceSpan at, string name) =>
        Error("SCN0124", at, $"the alias `*{name}` stands inside what it stands for", "an alias can only repeat something that is complete");

    public static Diagnostic TooManyAliasValues(SourceSpan at, int limit) =>
        Error("SCN0125", at, $"with this alias, aliases put in more than {limit:N0} values", "write a shorter list, or fewer aliases of aliases");

    public static Diagnostic MergeOfNoMapping(SourceSpan at, string got) =>
        Error("SCN0126", at, $"`<<` merges mappings, and this is {got}", "write `<<: *name`, or `<<: [*one, *other]`, with anchors of mappings");

    public static Diagnostic Tag(SourceSpan at, string text) =>
        Error("SCN0127", at, $"YAML takes `{Short(at.Text)}` for a tag, because of the `!`", at.Text.Length > 1 && text.Length == 0 ? $"write `not {at.Text[1..]}`, or put the value in quotes" : "write `not`, or put the value in quotes");

    public static Diagnostic KeyIsNoText(SourceSpan at) =>
        Error("SCN0128", at, $"a key is a text, and `{Short(at.Text)}` is none", "put it in quotes if it is meant as text");

    public static Diagnostic NoKey(SourceSpan at) =>
        Error("SCN0129", at, "a key is missing before the colon", "write `key: value`");

    public static Diagnostic NoComma(SourceSpan at, string key) =>
        Error("SCN0130", at, $"a comma is missing before `{key}`", "inside { } keys are separated by commas");

    public static Diagnostic Escape(SourceSpan at) =>
        Error("SCN0138", at, $"`{at.Text}` is no escape that YAML knows", "in double quotes a backslash is written twice; single quotes take it as it is");

    public static Diagnostic ExtendsOutside(SourceSpan at, string path) =>
        Error("SCN0131", at, $"`{path}` lies outside the folder of the first file", "move it there, or allow it with `--allow-outside`");

    public static Diagnostic ExtendsAbsolute(SourceSpan at, string path) =>
        Error("SCN0132", at, $"`extends` takes a path relative to this file, and `{path}` is absolute", "write where it lies from here, such as `base.yaml` or `shared/base.yaml`");

    public static Diagnostic ExtendsCycle(SourceSpan at, IEnumerable<string> chain) =>
        Error("SCN0133", at, $"the files extend each other in a circle: {string.Join(" -> ", chain.Select(f => $"`{f}`"))}", "let one of them stand on its own");

    public static Diagnostic ExtendsUnreadable(SourceSpan at, string why) =>
        Error("SCN0134", at, $"the base cannot be read: {why}", "the path is relative to this file");

    public static Diagnostic RemoveUnknown(SourceSpan at, string name, string? nearest) =>
        Error("SCN0135", at, $"the base has no `{name}` here to remove", DidYouMean(nearest));

    public static Diagnostic RemoveIsNoList(SourceSpan at) =>
        Error("SCN0136", at, "`remove` takes a list of names", "write `remove: [one, other]`");

    public static Diagnostic RemoveWithoutExtends(SourceSpan at) =>
        Error("SCN0137", at, "`remove` has nothing to remove from: this file extends no other", "delete it, or name the file to remove from: `extends: base.yaml`");

    public static Diagnostic RemoveWithoutBase(SourceSpan at) =>
        Error("SCN0137", at, "`remove` has nothing to remove from: no base says anything here", "`remove` belongs in a file with `extends`, in a mapping that the base has too");
}
