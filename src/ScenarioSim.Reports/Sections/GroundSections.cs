using ScenarioSim.Model;
using ScenarioSim.Reports.Blocks;

namespace ScenarioSim.Reports.Sections;

/// <summary>What a report rests on: the files by their content, the program, and in the author's words why things are as the file says, and the sources that it names. For exports that have room for it.</summary>
public static class GroundSections
{
    /// <summary>A heading and a table for each; of what nothing is said there is none.</summary>
    public static IEnumerable<Block> Of(Scenario scenario)
    {
        yield return new Heading("Made from");
        yield return new Table(
            [Column.Words("File"), Column.Words("sha256")],
            [.. scenario.Bases.Prepend(scenario.File).Select(f => (IReadOnlyList<string>)[f.Path, f.Sha256])]);
        yield return new Paragraph($"ScenarioSim {Product.Version}, meaning {Product.Meaning} of the language.");
        Said[] said = [.. Said.All(scenario)];
        if (said.Length > 0)
        {
            yield return new Heading("In the author's words");
            yield return new Table(
                [Column.Words("Of"), Column.Words("Name"), Column.Words("Is"), Column.Words("What and why"), Column.Words("Confidence"), Column.Words("Source")],
                [.. said.Select(s => (IReadOnlyList<string>)[s.Of, s.Name, s.Is ?? "", Words(scenario, s), s.About.Confidence?.ToString().ToLowerInvariant() ?? "", string.Join(", ", s.About.Sources)])]);
        }
        if (scenario.Sources.Count == 0) yield break;
        yield return new Heading("Sources");
        yield return new Table(
            [Column.Words("Source"), Column.Words("Title"), Column.Words("By"), Column.Words("Date"), Column.Words("Where")],
            [.. scenario.Sources.Select(s => (IReadOnlyList<string>)
            [
                s.Name, Joined(" — ", s.About.Title, s.About.Summary, s.About.Means, s.About.Why, s.About.Note), Joined(", ", s.Author, s.Publisher), s.Date ?? "",
                Joined(", ", s.Url, s.Accessed is null ? null : $"read {s.Accessed}"),
            ])]);
    }

    private static string Words(Scenario scenario, Said said) => Joined(
        " — ",
        said.About.Title, said.About.Summary, said.About.Means, said.About.Why, said.About.Note, said.About.Unit is { } unit ? $"in {unit}" : null,
        said.Of == Said.Whole && scenario.Author is { } author ? $"by {author}" : null, said.Of == Said.Whole && scenario.Version is { } version ? $"version {version}" : null);

    private static string Joined(string between, params ReadOnlySpan<string?> parts)
    {
        var said = new List<string>();
        foreach (string? part in parts)
        {
            if (!string.IsNullOrWhiteSpace(part)) said.Add(part.Trim());
        }
        return string.Join(between, said);
    }
}
