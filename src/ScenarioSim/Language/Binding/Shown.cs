namespace ScenarioSim.Language;

/// <summary>Says in words what stands in a place and what would be right there.</summary>
internal static class Shown
{
    /// <summary>What a value is: <c>a list</c>, <c>a mapping</c>, <c>nothing</c>, <c>`the text`</c>.</summary>
    public static string Form(Node node) => node switch
    {
        ListNode => "a list",
        MappingNode => "a mapping",
        { IsNothing: true } => "nothing",
        ScalarNode scalar => $"`{Cut(scalar.Text.Value)}`",
        _ => "broken",
    };

    /// <summary>What a place may hold.</summary>
    public static string Wanted(Shape shape) => shape switch
    {
        ScalarShape scalar => scalar.What,
        DistributionShape => "a distribution",
        ListShape list => "a list, each entry " + Wanted(list.Item),
        NamesShape names => $"a mapping from names to values, each {names.What}",
        MappingShape mapping => mapping.Kind().Name,
        EitherShape either => string.Join(" or ", either.Shapes.Select(s => s is ListShape ? "a list" : Wanted(s)).Distinct()),
        _ => "something else",
    };

    /// <summary>How such a value is written, or null.</summary>
    public static string? Example(Shape shape) => shape switch
    {
        ScalarShape scalar => scalar.Example,
        EitherShape either => either.Shapes.Select(Example).FirstOrDefault(e => e is not null),
        _ => null,
    };

    /// <summary>The way out where a list stands and a mapping is wanted; null where another thing stands.</summary>
    /// <param name="node">What stands there.</param>
    /// <param name="kind">The mapping; null where its keys are names.</param>
    public static string? AsMapping(Node node, MappingKind? kind = null)
    {
        if (node is not ListNode { Items: [var first, ..] } list) return null;
        if (first is ScalarNode && kind?.Own.FirstOrDefault(k => k.Required && k.Holds is ListShape) is { } listed) return $"a mapping is wanted here: write `{listed.Name}:` before the list";
        if (first is ScalarNode { IsNothing: false } scalar) return $"a mapping is wanted here: write each entry as a key with its value, `{Cut(scalar.Text.Value)}: ...`";
        if (first is not MappingNode { Entries: [var entry, ..] } mapping) return null;
        if (!list.Span.Text.StartsWith('-')) return "a mapping is wanted here: write its keys without the brackets of a list";
        if (list.Items.Count > 1) return AreDisjoint(list) ? "a mapping is wanted here: drop the dashes" : null;
        // What stands below a first key that has its value stands in line with that key, and moves with it no more.
        return mapping.Entries.Count == 1 || entry.Value.IsNothing
            ? $"a mapping is wanted here: drop the dash before `{Cut(entry.Key.Value)}`"
            : $"a mapping is wanted here: put a space in place of the dash before `{Cut(entry.Key.Value)}`";
    }

    /// <summary>The way out where experts are named as keys; null where another thing stands.</summary>
    public static string? AsExperts(Node node) => node is MappingNode { Entries: [{ Value: ScalarNode { IsNothing: false } belief } first, ..] }
        ? $"a list is wanted here: write each as `- {{ name: {Cut(first.Key.Value)}, is: {Cut(belief.Text.Value)} }}`"
        : null;

    // Whether the entries could stand together in one mapping.
    private static bool AreDisjoint(ListNode list)
    {
        var keys = new HashSet<string>();
        return list.Items.All(item => item is MappingNode entry && entry.Entries.All(e => keys.Add(e.Key.Value)));
    }

    /// <summary>What an entry of a list may be.</summary>
    public static string Item(Shape shape) => shape switch
    {
        ListShape list => Wanted(list.Item),
        EitherShape either => either.Shapes.OfType<ListShape>().Select(Item).FirstOrDefault() ?? Wanted(shape),
        _ => Wanted(shape),
    };

    /// <summary>A text on one line, cut where it is long.</summary>
    public static string Cut(string text)
    {
        string line = text.ReplaceLineEndings(" ").Trim();
        return line.Length <= 60 ? line : line[..57] + "...";
    }
}
