using System.Runtime.CompilerServices;
using ScenarioSim.Compiler;
using ScenarioSim.Results;

namespace ScenarioSim.Simulation;

/// <content>What most steps come to: short moves, in a world without flows.</content>
public sealed partial class Kernel
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private (ulong Tracks, ulong Indicators) Commit(int track, ShortMove quick, int step)
    {
        ulong tracks = Reads.OfTrack(track), indicators = 0;
        int changed = quick.Indicator;
        if (changed >= 0 && Changes(changed, quick.Sum, quick.Product, quick.Set, step)) indicators = quick.IndicatorBit;
        _world.Forget(tracks, indicators);
        if (_readers is not null)
        {
            Move(track, quick, step);
            WakeReaders(track, indicators != 0 ? changed : -1);
            return (tracks, indicators);
        }
        Wake(tracks, indicators, but: track);
        Move(track, quick, step);
        return (tracks, indicators);
    }

    // The same for several moves, which change this indicator (or none, -1) between them, each by one effect at most: so it is to the bit what the general way gives.
    private (ulong Tracks, ulong Indicators) CommitShort(int changed, int step)
    {
        ulong tracks = 0, indicators = 0;
        (double sum, double product, double set) = (0, 1, double.NaN);
        ReadOnlySpan<Made> made = _made.AsSpan(0, _madeCount);
        foreach (ref readonly Made one in made)
        {
            ShortMove quick = one.Move!.Short(_plan)!;
            tracks |= Reads.OfTrack(one.Track);
            sum += quick.Sum;
            product *= quick.Product;
            if (!double.IsNaN(quick.Set)) set = quick.Set;
        }
        if (changed >= 0 && Changes(changed, sum, product, set, step)) indicators = Reads.OfIndicator(changed);
        _world.Forget(tracks, indicators);
        WakeOthers(tracks, indicators);
        foreach (ref readonly Made one in made) Move(one.Track, one.Move!.Short(_plan)!, step);
        return (tracks, indicators);
    }

    // Whether what is to be done can be done that way; and the indicator that it changes, or -1.
    private bool AreShort(out int changed)
    {
        changed = -1;
        if (_hasFlows || _tracks > Reads.TracksWithBits) return false;
        foreach (ref readonly Made one in _made.AsSpan(0, _madeCount))
        {
            if (one.Move is not { } move || move.Short(_plan) is not { } quick) return false;
            if (quick.Indicator < 0) continue;
            if ((changed >= 0 && quick.Indicator != changed) || move.Effects.Length > 1) return false;
            changed = quick.Indicator;
        }
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Changes(int indicator, double sum, double product, double set, int step)
    {
        double before = _values[indicator];
        double value = Settled(indicator, double.IsNaN(set) ? (before + sum) * product : set);
        if (value == before) return false;
        _values[indicator] = value;
        if (RecordIndicators) Record.IndicatorChanges.Add(new IndicatorChange(step, indicator, value));
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Move(int track, ShortMove quick, int step)
    {
        int to = quick.Leaf;
        _leafOf[track] = to;
        _entered[to] = step;
        _visited[to]++;
        if (quick.Timer >= 0) _due[quick.Timer] = Math.Max(quick.On, step + quick.After);
        Record.Moves.Add(new Move(step, track, quick.RecordedFrom, quick.RecordedTo));
        BeginStay(track, quick.To, to, step);
    }
}
