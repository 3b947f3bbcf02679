namespace ScenarioSim.Tests.Generated;

/// <summary>How a scenario is to be.</summary>
/// <param name="Size">About how large, from 1.</param>
/// <param name="Exact">Indicators change by whole numbers only and never by <c>=</c>, so that sums do not depend on their order.</param>
/// <param name="Crowd">So many small tracks more.</param>
/// <param name="Finite">No effect is drawn from a distribution.</param>
public sealed record Wish(int Size, bool Exact = false, int Crowd = 0, bool Finite = false);

/// <summary>Writes random scenarios as text: whatever the language can say, in no particular sense. One seed, one scenario.</summary>
/// <remarks>Not every one can be read: a constant may be wrong by chance, such as <c>log(0)</c>. Who asks tries the next seed.</remarks>
internal sealed partial class Author
{
    private static readonly string[] s_steps = ["6 hours", "12 hours", "1 day", "1 day", "36 hours", "2 days", "1 week", "10 days", "2 weeks"];
    private static readonly double[] s_stepDays = [0.25, 0.5, 1, 1, 1.5, 2, 7, 10, 14];

    private readonly Random _random;
    private readonly Wish _wish;

    private Author(int seed, Wish wish) => (_random, _wish) = (new Random(seed), wish);

    /// <summary>A scenario, and a track beside it that may look at everything and changes nothing.</summary>
    public static (Yaml.Fields Document, Yaml.Fields Bystander) Write(int seed, Wish wish)
    {
        var author = new Author(seed, wish);
        Yaml.Fields document = author.Document();
        return (document, author.Track(new TrackName("bystander", author.States(), false, false), effects: false));
    }

    private Yaml.Fields Document()
    {
        int step = _random.Next(s_steps.Length);
        _stepDays = s_stepDays[step];
        _steps = 3 + _random.Next(2 + (3 * _wish.Size));
        var document = new List<(string, Yaml)> { ("scenario", Text("Generated")), ("start", Text("2022-01-01")) };
        document.Add(Chance(0.5) ? ("horizon", Text($"{Days(_steps * _stepDays)} days")) : ("end", Text(Date(_steps * _stepDays))));
        document.Add(("step", Text(s_steps[step])));
        if (Chance(0.3)) document.Add(("yardstick", Text("phia")));
        Add(document, "assumptions", Assumptions());
        if (Correlations() is { } correlations) document.Add(("correlations", correlations));
        Add(document, "levers", Levers());
        // First the names, then what can speak of all of them.
        NameIndicators();
        NameTracks();
        Add(document, "define", Definitions());
        Add(document, "indicators", _indicators, Indicator);
        Add(document, "tracks", [.. _tracks.Where(t => !t.IsBranch)], t => (t.Name, Track(t, effects: true)));
        Add(document, "branches", [.. _tracks.Where(t => t.IsBranch)], b => (b.Name, Branch(b)));
        Add(document, "outcomes", Outcomes());
        Add(document, "measures", Measures());
        Add(document, "policies", Policies());
        if (Chance(0.2)) document.Add(("observed", new Yaml.Items([Fields(("on", Text(Date(_stepDays))), ("that", Text(Truth(1))))])));
        return new Yaml.Fields(document);
    }

    private List<(string, Yaml)> Outcomes()
    {
        var outcomes = new List<(string, Yaml)>();
        for (int i = 0; i < Few(3); i++)
        {
            var outcome = new List<(string, Yaml)> { ("when", Text(Truth(2))) };
            if (Chance(0.3)) outcome.Add(("stop", Text("true")));
            if (Chance(0.6)) outcome.Add(("value", Text(Pick("-100", "20", "0.5", "3"))));
            outcomes.Add(($"o{i}", new Yaml.Fields(outcome, Chance(0.5))));
        }
        if (Chance(0.6)) outcomes.Add(("none", Fields(("otherwise", Text("true")), ("value", Text("1")))));
        return outcomes;
    }

    private List<(string, Yaml)> Measures()
    {
        var measures = new List<(string, Yaml)>();
        for (int i = 0; i < Few(6); i++)
        {
            string measure = _random.Next(10) switch
            {
                0 => $"time_to({Truth(2)})",
                1 => $"final({Quantity(2)})",
                2 => $"max({Quantity(2)})",
                3 => $"min({Quantity(2)})",
                4 => $"mean({Quantity(2)})",
                5 => $"total({Quantity(2)})",
                6 => $"share_of_time({Truth(2)})",
                7 => Visits(),
                8 => $"{Pick("max", "min", "mean", "total")}({(Chance(0.5) ? Pick(Moments()) : Truth(1))})",
                _ => $"final({Truth(2)})",
            };
            measures.Add(($"m{i}", Chance(0.8) ? Text(measure) : Fields(("is", Text(measure)), ("title", Text("A measure")))));
        }
        return measures;
    }

    private List<(string, Yaml)> Policies()
    {
        if (Chance(0.3)) return [];
        var settings = new List<(string, Yaml)>();
        var set = _levers.Where(_ => Chance(0.7)).Select(l => (l.Name, (Yaml)Text(l.Options[^1]))).ToList();
        if (set.Count > 0) settings.Add(("set", new Yaml.Fields(set, true)));
        var assume = _assumptions.Where(_ => Chance(0.3)).Select(a => (a.Name, Belief(a.Kind, a.Words).Value)).ToList();
        if (assume.Count > 0) settings.Add(("assume", new Yaml.Fields(assume)));
        return [("p0", new Yaml.Fields([])), ("p1", new Yaml.Fields(settings))];
    }

    private static void Add(List<(string, Yaml)> document, string key, List<(string, Yaml)> entries)
    {
        if (entries.Count > 0) document.Add((key, new Yaml.Fields(entries)));
    }

    private static void Add<T>(List<(string, Yaml)> document, string key, List<T> of, Func<T, (string, Yaml)> write) => Add(document, key, [.. of.Select(write)]);

    private static Yaml.Text Text(string value) => new(value);

    private static Yaml.Fields Fields(params IReadOnlyList<(string, Yaml)> entries) => new(entries, Short: true);

    private bool Chance(double chance) => _random.NextDouble() < chance;

    private T Pick<T>(params IReadOnlyList<T> of) => of[_random.Next(of.Count)];

    // 0 to so many, fewer while scenarios are small.
    private int Few(int most) => _random.Next(1 + Math.Min(most, 1 + (_wish.Size / 4)));
}
