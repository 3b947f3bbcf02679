using System.Text;

namespace ScenarioSim.Text;

/// <remarks>This file: SCN01xx.</remarks>
public static partial class DiagnosticCatalogue
{
    private const string Deep = "a: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[ 1 ]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]\n";

    private const string Laughs = """
        a: &a [x, x, x, x, x, x, x, x, x]
        b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]
        c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]
        d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c]
        e: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d]
        f: &f [*e, *e, *e, *e, *e, *e, *e, *e, *e]

        """;

    private static readonly string _whole = Whole("scenario: A base\n");

    private static IReadOnlyList<DiagnosticEntry> Files =>
    [
        Error("SCN0101", "a file cannot be read", "Check the name, and whether you may read the file.", null),
        Error("SCN0102", "a file is too large", "A scenario file may have up to 5 MB. Split it with `extends`, or leave out what no run needs.", null) with { Bytes = Encoding.ASCII.GetBytes(new string('#', 5_000_001)) },
        Error("SCN0103", "a file is not in UTF-8", "Save it with the encoding UTF-8; most editors offer it when saving.", null) with { Bytes = [.. "start: 2022-01-01\nsummary: caf"u8, 0xE9, (byte)'\n'] },
        Error("SCN0104", "a file is in UTF-16", "Save it with the encoding UTF-8; old editors call that `UTF-8` and UTF-16 `Unicode`.", null) with { Bytes = [0xFF, 0xFE, (byte)'a', 0] },
        Error("SCN0105", "a file is binary", "A scenario is a YAML text: perhaps the name is that of another file.", null) with { Bytes = [0x50, 0x4B, 3, 4, 0, 0, 0, 8, 0, 0, 1, 2] },
        Error("SCN0106", "a control character", "Delete the character; it often comes from copying out of another program.", null) with { Bytes = [.. "scenario: a bell"u8, 7, .. "\nstart: 2022-01-01\nsummary: the character above cannot be seen in most editors\n"u8] },
        Error("SCN0107", "an empty file", "Begin with `scenario:`, `start:`, `end:` and `tracks:`.", "# nothing but remarks\n"),
        Error("SCN0108", "a second YAML document", "A line `---` begins another document: delete it, or move what follows to a file of its own.", "start: 2022-01-01\n---\nend: 2022-02-01\n"),
        Error("SCN0109", "the file is no mapping", "A scenario file consists of keys with values. Without the dashes of a list, and with a colon after each key.", "- start: 2022-01-01\n- end: 2022-03-31\n"),
        Error("SCN0110", "nesting too deep", "Mappings and lists may nest 64 levels deep.", Deep),
        Error("SCN0111", "text that is no YAML", "Look at the place and just above it for a missing quote, bracket, colon or space.", "start: 2022-01-01\noptions: [a, b] == c\n"),
        Error("SCN0112", "a tab in the indentation", "Replace tabs by spaces; editors can do it on their own.", "tracks:\n\ttalks:\n\t\tstates: {}\n"),
        Error("SCN0113", "a quote that is never closed", "Close it. An apostrophe inside single quotes is written twice.", "start: 2022-01-01\nscenario: 'Moment of crisis\nend: 2022-03-31\n"),
        Error("SCN0114", "a bracket that is never closed", "Close it.", "start: 2022-01-01\nlevers:\n  policy: { options: [wait, act }\n"),
        Error("SCN0115", "a colon in a value", "Put the value in double quotes.", "start: 2022-01-01\nscenario: Geneva: the talks\n"),
        Error("SCN0116", "text after a closing quote", "A value that begins with a quote ends at the next one: put the whole of it in quotes of the other kind.", "start: 2022-01-01\nscenario: 'Moment of crisis' in Europe\n"),
        Error("SCN0117", "indentation that fits nothing", "Lines that belong together begin in the same column.", "tracks:\n  talks:\n    states:\n      open: []\n   other:\n    states: {}\n"),
        Error("SCN0118", "a character that YAML reserves", "Put the value in quotes.", "start: 2022-01-01\nscenario: @talks\n"),
        Error("SCN0119", "a colon is missing", "Write `key: value`, with a space after the colon.", "start 2022-01-01\nend: 2022-03-31\n"),
        Error("SCN0120", "a bracket inside braces", "Inside `{ }` and `[ ]` an unquoted value cannot hold brackets: put it in quotes, or write one key a line.", "tracks:\n  talks:\n    states:\n      open:\n        - { when: mood in [good, fair], to: closed }\n      closed: []\n"),
        ErrorIn("SCN0121", "a comma inside braces", "Inside `{ }` and `[ ]` an unquoted value ends at a comma: put it in quotes, or write one key a line.", "tracks:\n  talks:\n    states:\n      open:\n        - { chance: min(10%, 20%) per week, to: closed }\n      closed: []\n"),
        ErrorIn("SCN0122", "a key given twice", "Keep one of the two.", "scenario: Talks\nstep: 1 day\nstep: 1 week\n"),
        ErrorIn("SCN0123", "an alias without an anchor", "Anchors (`&name`) stand before their aliases (`*name`). A text that begins with `*` is put in quotes.", "scenario: *title\n"),
        Error("SCN0124", "an alias inside what it stands for", "An alias repeats something that is complete.", "tracks: &all\n  talks: *all\n"),
        Error("SCN0125", "aliases put in too much", "Aliases may put in 100,000 values, all together.", Laughs),
        ErrorIn("SCN0126", "`<<` with something that is no mapping", "Write `<<: *name`, with the anchor of a mapping.", "levers:\n  policy:\n    <<: [wait, act]\n    options: [wait, act]\n"),
        ErrorIn("SCN0127", "a YAML tag", "What begins with `!` is a tag in YAML: write `not`, or put it in quotes.", "branches:\n  talks:\n    when: !sanctions\n  sanctions:\n    chance: 10% per week\n"),
        ErrorIn("SCN0128", "a key that is no text", "A key is a word: put it in quotes if it looks like more.", "scenario: Talks\n? [a, b]\n: c\n"),
        ErrorIn("SCN0129", "a key is missing", "Write `key: value`.", "scenario: Talks\n: a value\n"),
        Error("SCN0130", "a comma is missing", "Inside `{ }` keys are separated by commas.", "start: 2022-01-01\nlevers:\n  policy: { title: Act now options: [wait, act] }\n"),
        Error("SCN0131", "a base outside the folder", "`extends` stays within the folder of the first file, where links lead too, unless `--allow-outside` is given.", "extends: ../base.yaml\n"),
        Error("SCN0132", "a base with an absolute path", "Paths are relative to the file that names them.", "extends: /tmp/base.yaml\n"),
        Error("SCN0133", "files extend each other in a circle", "Let one of them stand on its own.", "extends: base.yaml\n") with { Bases = new Dictionary<string, string> { ["base.yaml"] = "extends: example.yaml\n" } },
        Error("SCN0134", "a base cannot be read", "The path is relative to the file that names it.", "extends: missing.yaml\n"),
        Error("SCN0135", "`remove` names what is not there", "Only names that the base has in the same mapping can be removed.", "extends: base.yaml\ntracks:\n  remove: [tolks]\n") with { Bases = new Dictionary<string, string> { ["base.yaml"] = _whole } },
        Error("SCN0136", "`remove` without names", "Write `remove: [one, other]`.", "extends: base.yaml\ntracks:\n  remove: [[talks]]\n") with { Bases = new Dictionary<string, string> { ["base.yaml"] = _whole } },
        ErrorIn("SCN0137", "`remove` without a base", "`remove` takes names out of what a base says in the same mapping.", "remove: [talks]\n"),
        Error("SCN0138", "an unknown escape", "In double quotes a backslash is written twice.", "start: 2022-01-01\nnote: \"C:\\data\"\n"),
    ];
}
