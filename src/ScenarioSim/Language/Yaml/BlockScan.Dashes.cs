using ScenarioSim.Text;

namespace ScenarioSim.Language;

/// <content>Dashes that are missing, or one too many: what the language wants in a place tells which.</content>
internal sealed partial class BlockScan
{
    // What the language wants where a level stands; null where it does not know the keys above.
    private Shape? Wanted(Level level)
    {
        Shape? shape = new MappingShape(() => KeyCatalogue.File);
        foreach (var above in _levels.Reverse().TakeWhile(l => l != level))
        {
            shape = above.Kind switch
            {
                LevelKind.Keys => shape?.Below(above.Key),
                LevelKind.Items => shape?.Listed,
                _ => null,
            };
        }
        return shape;
    }

    // A key in the column of a list's dashes.
    private Diagnostic AmongItems(int p, Level list)
    {
        var wanted = Wanted(list);
        string key = KeyAt(p, Colon(p));
        if (IsOfState(wanted) && KeyCatalogue.State.Find(key) is not null) return Diagnose.NoTransitionsKey(LineFrom(list.Start), StateOf(list), key);
        if (wanted?.Listed is MappingShape { Kind: var kind } && kind().Own.Any(k => k.Name == KeyAt(p, Colon(p)))) return NoDash(p, list);
        if (wanted?.Mapping is not null && wanted.Listed is null && _levels.Skip(1).FirstOrDefault() is { Kind: LevelKind.Keys } holder)
        {
            int first = Skip(list.Start + 1), end = PlainEnd(list.Start);
            string before = first < end ? $" before `{Shown.Cut(_text[first..end])}`" : "";
            return Diagnose.Indentation(LineFrom(list.Start), $"`{holder.Key}` holds a mapping, and here a list begins", $"a mapping is wanted here: drop the dash{before}");
        }
        return Diagnose.Indentation(LineFrom(p), $"the key `{Shown.Cut(LineFrom(p).Text)}` stands among the entries of a list", "begin it with `- `, or indent it like the keys above");
    }

    // A state is a list of transitions, or a mapping that has it as one of its keys.
    private static bool IsOfState(Shape? wanted) => wanted?.Mapping is MappingShape { Kind: var kind } && kind() == KeyCatalogue.State;

    private string StateOf(Level level) => _levels.SkipWhile(l => l != level).Skip(1).FirstOrDefault() is { Kind: LevelKind.Keys } holder ? $"state `{holder.Key}`" : "a state";

    private Diagnostic NoDash(int p, Level list) =>
        Diagnose.Indentation(LineFrom(p), $"the dash is missing before `{Shown.Cut(LineFrom(p).Text)}`, which stands among the entries of a list", $"each {ItemName(Wanted(list))} begins with a dash: write `- ` before it");

    // Keys of a list's first entry, where the second has its dash.
    private Diagnostic? NoDashAbove(Level keys)
    {
        var wanted = Wanted(keys);
        if (wanted?.Listed is not MappingShape { Kind: var kind } || Colon(keys.Start) is not (>= 0 and var colon)) return null;
        string first = KeyAt(keys.Start, colon);
        if (wanted.Below(first) is not null || !kind().Own.Any(k => k.Name == first)) return null;
        return Diagnose.Indentation(LineFrom(keys.Start), $"the dash is missing before `{Shown.Cut(LineFrom(keys.Start).Text)}`: the list goes on with one below", $"each {ItemName(wanted)} begins with a dash: write `- ` before it");
    }

    // An entry in braces, complete, where another follows: with its dash, or without one like the first.
    private Diagnostic? NoDashBeforeBraces(Level first, int p, int column, bool item)
    {
        if (first.Kind != LevelKind.Text || _before != Before.Closed || _text[first.Start] != '{' || !(item || _text[p] == '{')) return null;
        if (_levels.Skip(1).FirstOrDefault() is not { Kind: LevelKind.Keys } holder || column < holder.Column) return null;
        var wanted = Wanted(first);
        if (wanted?.Listed is not MappingShape) return null;
        string next = item ? "the list goes on with one below" : "another entry follows below";
        return Diagnose.Indentation(LineFrom(first.Start), $"the dash is missing before `{Shown.Cut(LineFrom(first.Start).Text)}`: {next}", $"each {ItemName(wanted)} begins with a dash: write `- ` before it");
    }

    private static string ItemName(Shape? list) =>
        list?.Listed is MappingShape { Kind: var kind } && kind().Name is var name ? name[(name.IndexOf(' ') + 1)..] : "entry of a list";
}
