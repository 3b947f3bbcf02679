using ScenarioSim.Compiler;
using ScenarioSim.Results;

namespace ScenarioSim.Simulation;

/// <content>Measures and stops: looked at where something that they read has changed.</content>
public sealed partial class Kernel
{
    private readonly MeasureReader[] _measureReaders;
    private (int Measure, QuickFormula Of, Reads Reads)[] _followed = [];
    private (QuickFormula When, Reads Reads)[] _stops = [];
    private (int Measure, QuickFormula Of, Reads Reads)[] _followedBesideTracks = [];

    // What is looked at in one step, by that; and how many of these have been.
    private (int Measure, QuickFormula Of, int Step)[] _once = [];
    private int _onceRead;
    private bool _watchesFollowTime;
    private ulong _watchedTracks;
    private ulong _watchedOthers;

    private void PrepareWatches()
    {
        _followed = [.. Enumerable.Range(0, _measureReaders.Length).Where(i => _measureReaders[i].Follows).Select(i => (i, _measures[i], _measures[i].Reads))];
        _once = [.. _plan.Scenario.Measures.Where(m => m.Reading == Model.Reading.At).OrderBy(m => m.Step).Select(m => (m.Index, _measures[m.Index], m.Step))];
        _stops = [.. _plan.Scenario.Outcomes.Where(o => o.Stop).Select(o => (_outcomes[o.Index], _outcomes[o.Index].Reads))];
        _followedBesideTracks = [.. _followed.Where(f => f.Reads.Others != 0)];
        foreach (Reads reads in _followed.Select(f => f.Reads).Concat(_stops.Select(s => s.Reads))) (_watchedTracks, _watchedOthers) = (_watchedTracks | reads.Tracks, _watchedOthers | reads.Others);
        _watchesFollowTime = _followed.Any(f => f.Reads.Time) || _stops.Any(s => s.Reads.Time);
    }

    private void StartWatches()
    {
        for (int i = 0; i < _measureReaders.Length; i++) _measureReaders[i].Start();
        _onceRead = 0;
        foreach (ref readonly (int Measure, QuickFormula Of, Reads Reads) f in _followed.AsSpan()) _measureReaders[f.Measure].Read(f.Of.Value(_world), 0, 0);
        Record.Stopped = false;
        foreach (ref readonly (QuickFormula When, Reads Reads) s in _stops.AsSpan())
        {
            if (!s.When.Holds(_world)) continue;
            Record.Stopped = true;
            return;
        }
    }

    // Nothing has happened since the last step that was made: so the world is as it left it in all steps before the next.
    private void ReadOnceBefore(int step)
    {
        for (; _onceRead < _once.Length && _once[_onceRead].Step < step; _onceRead++)
        {
            if (_world.Step != _once[_onceRead].Step) _world.GoTo(_once[_onceRead].Step);
            _measureReaders[_once[_onceRead].Measure].ReadOnce(_once[_onceRead].Of.Value(_world));
        }
    }

    // Those that are left ask for the last step, or for one after it.
    private void ReadOnceAtEnd()
    {
        for (; _onceRead < _once.Length; _onceRead++) _measureReaders[_once[_onceRead].Measure].ReadOnce(_once[_onceRead].Of.Value(_world));
    }

    private void Watch(ulong tracks, ulong indicators)
    {
        World world = _world;
        foreach (ref readonly (int Measure, QuickFormula Of, Reads Reads) f in (tracks == 0 ? _followedBesideTracks : _followed).AsSpan())
        {
            if ((f.Reads.Concerns(tracks, indicators) || f.Reads.Time) && world.Step <= _measureReaders[f.Measure].Until)
            {
                _measureReaders[f.Measure].Read(f.Of.Value(world), world.Step, _clock);
            }
        }
        foreach (ref readonly (QuickFormula When, Reads Reads) s in _stops.AsSpan())
        {
            if ((s.Reads.Concerns(tracks, indicators) || s.Reads.Time) && s.When.Holds(world))
            {
                Record.Stopped = true;
                return;
            }
        }
    }
}
