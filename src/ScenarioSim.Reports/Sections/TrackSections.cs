using ScenarioSim.Model;
using ScenarioSim.Reports.Blocks;
using ScenarioSim.Reports.Format;
using ScenarioSim.Results;

namespace ScenarioSim.Reports.Sections;

/// <summary>Where the tracks are on a few dates: a short look; the exports have every date.</summary>
public static class TrackSections
{
    // So much of a long scenario fits on a screen; the rest is in the exports.
    private const int MostStates = 6;
    private const int MostRows = 40;
    private const int Dates = 3;

    /// <summary>A table of the likeliest states of each track; nothing where there is none.</summary>
    public static IEnumerable<Block> Of(SimulationResults results)
    {
        int[] steps = Steps(results.Scenario.Clock);
        var rows = new List<IReadOnlyList<string>>();
        int left = 0;
        foreach (TrackResult track in results.Tracks)
        {
            // A branch that repeats is always pending: what it gave is in the measures.
            if (track.Track.Repeats) continue;
            List<State> shown = Shown(track, steps);
            if (rows.Count + shown.Count > MostRows)
            {
                left++;
                continue;
            }
            for (int i = 0; i < shown.Count; i++) rows.Add(Row(results, track, shown[i], steps, first: i == 0));
        }
        if (rows.Count == 0) yield break;
        yield return new Table([Column.Words("Track"), Column.Words("State"), .. steps.Select(s => Column.Number(results.Scenario.Clock.Iso(s)))], rows);
        if (left > 0) yield return new Paragraph($"{left} more {(left == 1 ? "track" : "tracks")}: see --format json or csv.");
    }

    private static IReadOnlyList<string> Row(SimulationResults results, TrackResult track, State state, int[] steps, bool first) =>
    [
        first ? track.Track.Name : "",
        new string(' ', 2 * (track.Track.Lineage(state.Index).Count() - 1)) + state.Name,
        .. steps.Select(s => Percent.OfRuns(track.Shares[state.Index][s], results.Runs)),
    ];

    // In file order, those that matter on one of the dates.
    private static List<State> Shown(TrackResult track, int[] steps)
    {
        double Most(State s) => steps.Max(step => track.Shares[s.Index][step]);
        HashSet<int> likeliest = [.. track.Track.States.Where(s => Most(s) > 0).OrderByDescending(Most).Take(MostStates).Select(s => s.Index)];
        return [.. track.Track.States.Where(s => likeliest.Contains(s.Index))];
    }

    private static int[] Steps(Clock clock) => [.. Enumerable.Range(1, Dates).Select(i => (int)((long)clock.LastStep * i / Dates)).Distinct()];
}
