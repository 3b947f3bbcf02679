using FsCheck;
using FsCheck.Fluent;
using ScenarioSim.Language;
using ScenarioSim.Model;
using ScenarioSim.Tests.Corpus;

namespace ScenarioSim.Tests.Generated;

/// <summary>A random scenario, written as text and read like any other; prints as the text.</summary>
public class Generated
{
    private Generated(Yaml.Fields document, Yaml.Fields bystander, Scenario scenario) => (Document, Bystander, Scenario) = (document, bystander, scenario);

    /// <summary>The file.</summary>
    public Yaml.Fields Document { get; }

    /// <summary>A track that may look at all others and changes nothing; not in the file.</summary>
    public Yaml.Fields Bystander { get; }

    /// <summary>What was read.</summary>
    public Scenario Scenario { get; }

    /// <summary>The scenario that a seed gives, or the next that can be read.</summary>
    public static Generated Of(int seed, Wish wish)
    {
        for (int next = seed; ; next++)
        {
            (Yaml.Fields document, Yaml.Fields bystander) = Author.Write(next, wish);
            if (TryRead(document) is { } scenario && TryRead(WithTrack(document, 0, "bystander", bystander)) is not null) return new Generated(document, bystander, scenario);
        }
    }

    /// <summary>Reads a file that stands in memory; null if it has errors.</summary>
    public static Scenario? TryRead(Yaml document) => ScenarioReader.Read("generated.yaml", new MemoryFiles(("generated.yaml", document.ToString()))).Scenario;

    /// <summary>Reads a file that has no errors.</summary>
    public static Scenario Read(Yaml document) => TryRead(document) ?? throw new InvalidOperationException($"This is in error:\n{document}");

    /// <summary>The file with a track more at a place among the others.</summary>
    public static Yaml.Fields WithTrack(Yaml.Fields document, int place, string name, Yaml track)
    {
        var tracks = (Yaml.Fields)document.Find("tracks")!;
        return document.With("tracks", tracks with { Entries = [.. tracks.Entries.Take(place), (name, track), .. tracks.Entries.Skip(place)] });
    }

    /// <inheritdoc/>
    public override string ToString() => $"\n{Document}\n# and beside it, where a test says so:\n#   bystander:\n#     {Bystander.ToString().TrimEnd().Replace("\n", "\n#     ")}\n";

    /// <summary>The same with less in it, as far as it can still be read.</summary>
    public IEnumerable<Generated> Smaller() => Document.Smaller().Cast<Yaml.Fields>()
        .Select(d => d.Find("tracks") is not null && TryRead(d) is { } s && TryRead(WithTrack(d, 0, "bystander", Bystander)) is not null ? new Generated(d, Bystander, s) : null)
        .Concat(Bystander.Smaller().Cast<Yaml.Fields>().Select(b => TryRead(WithTrack(Document, 0, "bystander", b)) is not null ? new Generated(Document, b, Scenario) : null))
        .OfType<Generated>();
}

/// <summary>One whose indicators are changed by whole numbers and never set.</summary>
/// <param name="Scenario">It.</param>
public sealed record WholeNumbers(Generated Scenario);

/// <summary>How FsCheck makes random scenarios and makes them smaller.</summary>
public static class Scenarios
{
    /// <summary>Any.</summary>
    public static Arbitrary<Generated> Any() => Of(size => new Wish(size));

    /// <summary>Where sums do not depend on their order.</summary>
    public static Arbitrary<WholeNumbers> WholeNumbers()
    {
        Arbitrary<Generated> exact = Of(size => new Wish(size, Exact: true));
        return Arb.From(exact.Generator.Select(g => new WholeNumbers(g)), w => w.Scenario.Smaller().Select(g => new WholeNumbers(g)));
    }

    private static Arbitrary<Generated> Of(Func<int, Wish> wish) => Arb.From(
        Gen.Sized(size => Gen.Choose(0, int.MaxValue / 2).Select(seed => Generated.Of(seed, wish(Math.Max(1, size))))),
        g => g.Smaller());
}
