using ScenarioSim.Model;
using ScenarioSim.Reports.Blocks;
using ScenarioSim.Reports.Format;
using ScenarioSim.Results;

namespace ScenarioSim.Reports.Sections;

/// <summary>Where the tracks are on a few dates: a short look; the exports have every date.</summary>
public static class TrackSections
{
    // So much of a long scenario fits on a screen; the exports have the rest.
    private const int MostRows = 40;
    private const int Dates = 3;

    // How much of each track is shown: the first of these with which all fit, else the last.
    private static readonly (bool Inner, int States)[] s_detail = [(true, int.MaxValue), (true, 6), (false, 6), (false, 3), (false, 2)];

    /// <summary>A table of the likeliest states of each track; nothing where there is none.</summary>
    public static IEnumerable<Block> Of(SimulationResults results)
    {
        int[] steps = Steps(results.Scenario.Clock);
        // A branch that repeats is always pending: what it gave is in the measures.
        TrackResult[] tracks = [.. results.Tracks.Where(t => !t.Track.Repeats)];
        if (tracks.Length == 0) yield break;
        (bool inner, int states) = s_detail.FirstOrDefault(d => tracks.Sum(t => Shown(t, steps, d.Inner, d.States).Count) <= MostRows, s_detail[^1]);
        List<IReadOnlyList<string>> rows = [.. tracks.SelectMany(t => Shown(t, steps, inner, states).Select((s, i) => Row(results, t, s, steps, first: i == 0))).Take(MostRows)];
        yield return new Table([Column.Words("Track"), Column.Words("State"), .. steps.Select(s => Column.Number(results.Scenario.Clock.Iso(s)))], rows);
        int met = tracks.Sum(t => Shown(t, steps, inner: true, int.MaxValue).Count);
        if (rows.Count < met) yield return new Paragraph("Not every state is shown: see --format json or csv.");
    }

    private static IReadOnlyList<string> Row(SimulationResults results, TrackResult track, State state, int[] steps, bool first) =>
    [
        first ? track.Track.Name : "",
        new string(' ', 2 * (track.Track.Lineage(state.Index).Count() - 1)) + state.Name,
        .. steps.Select(s => Percent.OfRuns(track.Shares[state.Index][s], results.Runs, track.HalfWidths?[state.Index][s])),
    ];

    // In file order, those that matter most on one of the dates.
    private static List<State> Shown(TrackResult track, int[] steps, bool inner, int most)
    {
        double Most(State s) => steps.Max(step => track.Shares[s.Index][step]);
        HashSet<int> likeliest = [.. track.Track.States.Where(s => (inner || s.Parent < 0) && Most(s) > 0).OrderByDescending(Most).Take(most).Select(s => s.Index)];
        return [.. track.Track.States.Where(s => likeliest.Contains(s.Index))];
    }

    private static int[] Steps(Clock clock) => [.. Enumerable.Range(1, Dates).Select(i => (int)((long)clock.LastStep * i / Dates)).Distinct()];
}
