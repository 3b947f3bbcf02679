using ScenarioSim.Model;
using ScenarioSim.Results;

namespace ScenarioSim.App.Tui.TimeView;

/// <summary>One of several shares that sum to 1 on every date.</summary>
/// <param name="Letter">Its letter in the fill.</param>
/// <param name="Name">The state or outcome.</param>
/// <param name="Shares">By step.</param>
public sealed record Band(char Letter, string Name, IReadOnlyList<double> Shares);

/// <summary>What is shown over time: a track's states, or the outcomes as they happen.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Title">Its title.</param>
/// <param name="Bands">From the bottom up.</param>
public sealed record Subject(string Name, string Title, IReadOnlyList<Band> Bands)
{
    private static readonly string[] s_noStop =
    [
        "No outcome has `stop: true`, which ends a run when it holds: all come on the last date.",
        "No outcome has `stop: true`: all come on the last date.",
        "Without `stop: true` all come on the last date",
    ];

    /// <summary>What has to be known to read it, from the longest way of saying it to the shortest; empty where there is nothing.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>How many subjects a scenario has.</summary>
    public static int Count(Scenario scenario) => scenario.Tracks.Count + 1;

    /// <summary>The heading of one without its figures.</summary>
    public static string Heading(Scenario scenario, int index) =>
        index == 0 ? "Outcomes" : scenario.Tracks[index - 1].Title;

    /// <summary>A subject with its figures.</summary>
    public static Subject Of(SimulationResults results, int index) => index == 0 ? Outcomes(results) : States(results.Tracks[index - 1]);

    private static Subject Outcomes(SimulationResults results)
    {
        int steps = results.Scenario.Clock.LastStep + 1;
        double[] none = [.. Enumerable.Range(0, steps).Select(s => Math.Max(0, 1 - results.Outcomes.Sum(o => o.ByStep[s])))];
        string letters = Letters([.. results.Outcomes.Select(o => o.Outcome.Name)]);
        // What has not happened yet lies on top: what has, grows from the bottom.
        List<Band> bands = [.. results.Outcomes.Select((o, i) => new Band(letters[i], Say.Title(o.Outcome), o.ByStep)), new Band('-', "none yet", none)];
        return new Subject("outcomes", "Outcomes by date", bands)
        {
            Notes = results.Outcomes.Any(o => o.Outcome.Stop) ? [] : s_noStop,
        };
    }

    private static Subject States(TrackResult result)
    {
        List<State> states = [.. result.Track.States.Where(s => s.IsLeaf)];
        string letters = Letters([.. states.Select(s => s.Name)]);
        return new Subject(result.Track.Name, result.Track.About.Title
            ?? result.Track.Name, [.. states.Select((s, i) => new Band(letters[i], s.Name, result.Shares[s.Index]))]);
    }

    // The first letter of each name that no earlier name has taken, then any letter that is free.
    private static string Letters(IReadOnlyList<string> names)
    {
        var taken = new HashSet<char>();
        return string.Concat(names.Select(name =>
        {
            char letter = name.ToLowerInvariant().Concat("abcdefghijklmnopqrstuvwxyz0123456789")
                .FirstOrDefault(c => char.IsLetterOrDigit(c) && !taken.Contains(c), '*');
            taken.Add(letter);
            return letter;
        }));
    }
}
