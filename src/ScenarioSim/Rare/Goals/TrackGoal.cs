using ScenarioSim.Compiler;
using ScenarioSim.Model.Distributions;

namespace ScenarioSim.Rare.Goals;

/// <summary>A track has to be in some states, or to have been.</summary>
/// <param name="holds">Whether it is so.</param>
/// <param name="wanted">Whether it has to be so, or not to be so.</param>
/// <param name="way">The way there.</param>
/// <param name="away">The way out again; null where there is none.</param>
/// <param name="nearest">The number of an innermost state in which it is so.</param>
/// <param name="lasting">Whether it has to be so at the end; otherwise at any time.</param>
/// <param name="track">The track.</param>
internal sealed class TrackGoal(Formula holds, bool wanted, TrackWay? way, TrackWay? away, int nearest, bool lasting, int track) : Goal
{
    private const double MostHazard = 64;

    public override Reads Reads { get; } = new Reads(Reads.OfTrack(track), 0) | (way?.Reads ?? default) | (away?.Reads ?? default);

    public override bool RisesWithTime => lasting && away is not null;

    public override double Chance(in Moment moment, int until)
    {
        if (!Holds(moment)) return way?.Chance(moment, until) ?? 0;
        return !lasting || away is null ? 1 : 1 - Math.Min(1, away.Chance(moment, until));
    }

    // The mean of the time to an event at a constant rate, cut off at the end, as a share of the time left.
    public override double Stays(in Moment moment, int until)
    {
        if (away is null) return 1;
        double leaves = Holds(moment) ? away.Chance(moment, until) : nearest < 0 ? 0 : away.ChanceFrom(nearest, moment, until);
        double hazard = leaves >= 1 ? MostHazard : Math.Min(MostHazard, -Precise.Log1P(-leaves));
        return hazard < 1e-6 ? 1 : -Precise.ExpM1(-hazard) / hazard;
    }

    private bool Holds(in Moment moment) => holds.Value(moment.World) != 0 == wanted;
}
