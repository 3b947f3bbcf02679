using ScenarioSim.Compiler;
using ScenarioSim.Model;
using ScenarioSim.Results;

namespace ScenarioSim.Simulation;

/// <content>Measures and stops: looked at where something that they read has changed.</content>
public sealed partial class Kernel
{
    private readonly MeasureReader[] _readers;
    private (int Measure, int Indicator, Formula Of, Reads Reads)[] _followed = [];
    private (Formula When, Reads Reads)[] _stops = [];
    private (int Measure, int Indicator, Formula Of, Reads Reads)[] _followedBesideTracks = [];
    private bool _watchesFollowTime;
    private ulong _watchedTracks;
    private ulong _watchedOthers;

    private void PrepareWatches()
    {
        _followed = [.. Enumerable.Range(0, _readers.Length).Where(i => _readers[i].Follows).Select(i => (i, IndicatorOf(_measures[i]), _measures[i], _measures[i].Reads))];
        _stops = [.. _plan.Scenario.Outcomes.Where(o => o.Stop).Select(o => (_plan.Outcomes[o.Index]!, _plan.Outcomes[o.Index]!.Reads))];
        _followedBesideTracks = [.. _followed.Where(f => f.Reads.Others != 0)];
        foreach (Reads reads in _followed.Select(f => f.Reads).Concat(_stops.Select(s => s.Reads))) (_watchedTracks, _watchedOthers) = (_watchedTracks | reads.Tracks, _watchedOthers | reads.Others);
        _watchesFollowTime = _followed.Any(f => f.Reads.Time) || _stops.Any(s => s.Reads.Time);
    }

    // Most measures that are followed are an indicator as it is; -1 for others.
    private static int IndicatorOf(Formula formula) => formula.Expression is IndicatorRef { Index: var index } ? index : -1;

    private void StartWatches()
    {
        for (int i = 0; i < _readers.Length; i++) _readers[i].Start();
        foreach ((int measure, _, Formula of, _) in _followed) _readers[measure].Read(of.Value(_world), 0, 0);
        Record.Stopped = false;
        foreach ((Formula when, _) in _stops)
        {
            if (when.Value(_world) == 0) continue;
            Record.Stopped = true;
            return;
        }
    }

    private void Watch(ulong tracks, ulong indicators)
    {
        World world = _world;
        foreach (ref readonly (int Measure, int Indicator, Formula Of, Reads Reads) f in (tracks == 0 ? _followedBesideTracks : _followed).AsSpan())
        {
            if (f.Reads.Concerns(tracks, indicators) || f.Reads.Time)
            {
                _readers[f.Measure].Read(f.Indicator >= 0 ? _values[f.Indicator] : f.Of.Value(world), world.Step, _clock);
            }
        }
        foreach (ref readonly (Formula When, Reads Reads) s in _stops.AsSpan())
        {
            if ((s.Reads.Concerns(tracks, indicators) || s.Reads.Time) && s.When.Value(world) != 0)
            {
                Record.Stopped = true;
                return;
            }
        }
    }
}
