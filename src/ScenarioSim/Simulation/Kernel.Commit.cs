using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ScenarioSim.Compiler;
using ScenarioSim.Model;
using ScenarioSim.Results;

namespace ScenarioSim.Simulation;

/// <content>What the decisions of a step change: indicators first (on the world before), then states; and who has to look again.</content>
public sealed partial class Kernel
{
    private readonly IndicatorPlan[] _flows;
    private readonly bool _hasFlows;
    private readonly bool[] _flowAsleep;
    private readonly double[] _sums;
    private readonly double[] _products;
    private readonly double[] _set;
    private readonly int[] _touched;
    private readonly bool[] _isTouched;
    private readonly double[] _next;
    private bool _flowsAwake;
    private int _touchedCount;

    // Who reads what, where tracks are too many to have a bit each; in which of all wakes each was woken last.
    private readonly Readers? _readers;
    private readonly long[] _woken;
    private long _wakes;

    private (ulong Tracks, ulong Indicators) Commit(int step)
    {
        _touchedCount = 0;
        foreach (IndicatorPlan flow in _flows)
        {
            if (!_flowAsleep[flow.Indicator.Index]) Touch(flow.Indicator.Index);
        }
        for (int i = 0; i < _madeCount; i++)
        {
            if (_made[i].Move is { } move) Add(move.Effects);
        }
        for (int i = 0; i < _touchedCount; i++) Settle(_touched[i]);
        ulong tracks = 0;
        for (int i = 0; i < _madeCount; i++) tracks |= Move(_made[i], step);
        ulong indicators = 0;
        int stored = 0;
        for (int i = 0; i < _touchedCount; i++)
        {
            ulong bit = Store(_touched[i], step);
            indicators |= bit;
            if (bit != 0) _touched[stored++] = _touched[i];
        }
        _touchedCount = stored;
        if ((tracks | indicators) != 0)
        {
            _world.Forget(tracks, indicators);
            if (_readers is null) Wake(tracks, indicators);
            else WakeReaders();
        }
        if (_flows.Length > 0) WakeFlows(tracks, indicators);
        return (tracks, indicators);
    }

    private void Add(EffectPlan[] effects)
    {
        foreach (EffectPlan effect in effects)
        {
            int i = effect.Indicator;
            Touch(i);
            double amount = effect.Drawn is { } drawn
                ? drawn.Quantile(_keys.Effects[effect.Draw].Draw(_run, _happened[effect.Draw]++).First)
                : effect.Amount!.Value(_world);
            switch (effect.Operator)
            {
                case EffectOperator.Add: _sums[i] += amount; break;
                case EffectOperator.Subtract: _sums[i] -= amount; break;
                case EffectOperator.Multiply: _products[i] *= amount; break;
                default: _set[i] = amount; break;
            }
        }
    }

    private void Touch(int indicator)
    {
        if (_isTouched[indicator]) return;
        _isTouched[indicator] = true;
        _touched[_touchedCount++] = indicator;
        _sums[indicator] = 0;
        _products[indicator] = 1;
        _set[indicator] = double.NaN;
    }

    private void Settle(int i)
    {
        IndicatorPlan plan = _indicators[i];
        double flow = plan.Flow is { } each ? each.Value(_world) : _values[i];
        double value = double.IsNaN(_set[i]) ? (flow + _sums[i]) * _products[i] : _set[i];
        _next[i] = Settled(i, value);
    }

    private double Settled(int i, double value)
    {
        if (!double.IsFinite(value))
        {
            _world.Count(_indicators[i].Site, double.NaN);
            value = 0;
        }
        return _indicators[i].Indicator.Settle(value);
    }

    private ulong Move(Made made, int step)
    {
        World world = _world;
        int track = made.Track;
        if (made.Move is not { } move)
        {
            Enter(_leafOf[track]);
        }
        else if (move.Short(_plan) is { } quick)
        {
            Move(track, quick, step);
            return Reads.OfTrack(track);
        }
        else
        {
            if (move.Happened >= 0) _visited[move.Happened]++;
            _leafOf[track] = move.Leaf;
            foreach (int state in move.Entered) Enter(state);
            Record.Moves.Add(new Move(step, track, move.RecordedFrom, move.RecordedTo));
        }
        BeginStay(track, Leaf(_leafOf[track]), _leafOf[track], step);
        return Reads.OfTrack(track);
    }

    private ulong Store(int i, int step)
    {
        _isTouched[i] = false;
        double value = _next[i];
        if (value == _values[i])
        {
            // A flow that gives what there was goes on doing so until something that it reads changes.
            bool byItself = _sums[i] == 0 && _products[i] == 1 && double.IsNaN(_set[i]);
            if (byItself && _indicators[i].Flow is { Reads.Time: false }) _flowAsleep[i] = true;
            return 0;
        }
        _values[i] = value;
        if (RecordIndicators) Record.IndicatorChanges.Add(new IndicatorChange(step, i, value));
        return Reads.OfIndicator(i);
    }

    // Stays that have just begun have read nothing yet. Where one is still to begin, its track is left out: vectors would have to wait for what it writes.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Wake(ulong tracks, ulong indicators, int but = -1)
    {
        ulong[] readTracks = _readTracks, readOthers = _readOthers;
        for (int block = 0; block < readTracks.Length; block += Block)
        {
            uint here = Reading(ref readTracks[block], ref readOthers[block], tracks, indicators);
            if ((uint)(but - block) < Block) here &= ~(1u << (but - block));
            Wake(block, here, tracks, indicators);
        }
    }

    // The same where stays are still to begin in all tracks that have changed, and each of these has a bit of its own.
    private void WakeOthers(ulong tracks, ulong indicators)
    {
        ulong[] readTracks = _readTracks, readOthers = _readOthers;
        for (int block = 0; block < readTracks.Length; block += Block)
        {
            uint here = Reading(ref readTracks[block], ref readOthers[block], tracks, indicators);
            Wake(block, here & ~(uint)(tracks >> block), tracks, indicators);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Wake(int block, uint here, ulong tracks, ulong indicators)
    {
        for (; here != 0; here &= here - 1)
        {
            int track = block + BitOperations.TrailingZeroCount(here);
            TrackState state = _trackStates[track];
            state.ChangedTracks |= tracks;
            state.ChangedOthers |= indicators;
            _changed[_changedCount++] = track;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Reading(ref ulong tracks, ref ulong others, ulong changedTracks, ulong changedOthers)
    {
        Vector256<ulong> track = Vector256.Create(changedTracks), other = Vector256.Create(changedOthers);
        Vector256<ulong> low = (Vector256.LoadUnsafe(ref tracks) & track) | (Vector256.LoadUnsafe(ref others) & other);
        Vector256<ulong> high = (Vector256.LoadUnsafe(ref tracks, 4) & track) | (Vector256.LoadUnsafe(ref others, 4) & other);
        return ~(Vector256.Equals(low, Vector256<ulong>.Zero).ExtractMostSignificantBits() | (Vector256.Equals(high, Vector256<ulong>.Zero).ExtractMostSignificantBits() << 4)) & 0xFF;
    }

    // Of more tracks than there are bits: those that read what has moved or changed, and nobody besides. Stays that have just begun have read nothing yet.
    private void WakeReaders()
    {
        _wakes++;
        for (int i = 0; i < _madeCount; i++) WakeReaders(_readers!.OfTrack(_made[i].Track), Reads.OfTrack(_made[i].Track), 0);
        for (int i = 0; i < _touchedCount; i++) WakeReaders(_readers!.OfIndicator(_touched[i]), 0, Reads.OfIndicator(_touched[i]));
    }

    // The same for one move, which has changed one indicator or none (-1).
    private void WakeReaders(int track, int indicator)
    {
        _wakes++;
        WakeReaders(_readers!.OfTrack(track), Reads.OfTrack(track), 0);
        if (indicator >= 0) WakeReaders(_readers.OfIndicator(indicator), 0, Reads.OfIndicator(indicator));
    }

    private void WakeReaders(ReadOnlySpan<int> readers, ulong tracks, ulong indicators)
    {
        foreach (int track in readers)
        {
            if (((_readTracks[track] & tracks) | (_readOthers[track] & indicators)) == 0) continue;
            TrackState state = _trackStates[track];
            state.ChangedTracks |= tracks;
            state.ChangedOthers |= indicators;
            if (_woken[track] == _wakes) continue;
            _woken[track] = _wakes;
            _changed[_changedCount++] = track;
        }
    }

    private void WakeFlows(ulong tracks, ulong indicators)
    {
        _flowsAwake = false;
        foreach (IndicatorPlan flow in _flows)
        {
            int i = flow.Indicator.Index;
            if (_flowAsleep[i] && (flow.Flow!.Reads.Concerns(tracks, indicators) || (indicators & Reads.OfIndicator(i)) != 0)) _flowAsleep[i] = false;
            if (!_flowAsleep[i]) _flowsAwake = true;
        }
    }
}
