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
