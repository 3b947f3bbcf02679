using ScenarioSim.Model;

namespace ScenarioSim.App.Tui.TimeView;

/// <summary>The dates that a file fixes: transitions on a date, and observations.</summary>
public static class FixedDates
{
    /// <summary>Step and what happens then, by step.</summary>
    public static IReadOnlyList<(int Step, string What)> Of(Scenario scenario)
    {
        var dates = new List<(int Step, string What)>();
        foreach (var track in scenario.Tracks)
        {
            foreach (var transition in track.States.SelectMany(s => s.Transitions))
            {
                if (transition.On is not Constant { Kind: Kind.Date } on) continue;
                string to = transition.About.Name ?? string.Join(" or ", transition.Targets.Take(3).Select(t => track.States[t.State].Name));
                dates.Add((scenario.Clock.StepAtOrAfter(on.Value), $"{track.Name}: {to}"));
            }
        }
        dates.AddRange(scenario.Observations.Select(o => (scenario.Clock.StepAtOrAfter(scenario.Clock.Since(o.On)), "observed")));
        return [.. dates.Where(d => d.Step >= 0 && d.Step <= scenario.Clock.LastStep).OrderBy(d => d.Step)];
    }
}
