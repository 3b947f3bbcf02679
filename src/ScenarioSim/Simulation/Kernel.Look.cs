using System.Runtime.CompilerServices;
using ScenarioSim.Compiler;
using ScenarioSim.Randomness;

namespace ScenarioSim.Simulation;

/// <content>What each track does in a step, decided on the world that the step before left.</content>
public sealed partial class Kernel
{
    private readonly Made[] _made;
    private double[] _alternatives;
    private int _madeCount;

    /// <summary>A decision to move; without a move, a branch that repeats enters <c>pending</c> anew after a lost toss.</summary>
    private record struct Made(int Track, MovePlan? Move);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Look(int step)
    {
        _madeCount = 0;
        int[] wake = _wake;
        for (int track = 0; track < wake.Length; track++)
        {
            if (wake[track] <= step) Look(track, step);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Look(int track, int step)
    {
        World world = _world;
        LeafPlan leaf = _plan.Leaf(world.Leaf[track]);
        _hazard[track] += _rate[track] * (step - _since[track]);
        _since[track] = step;
        _rate[track] = 0;
        var reads = default(Reads);
        int wake = Never;
        bool lost = false;
        foreach (Alternative a in leaf.Due)
        {
            TransitionPlan t = a.Transition;
            if (!Holds(t, step, ref reads, ref wake)) continue;
            if (t.Chance == Chance.Toss)
            {
                if (_spent[t.Toss]) continue;
                _spent[t.Toss] = true;
                double chance = ChanceOf(t);
                if (_keys.Transitions[t.Number].Draw(_run, world.Visited[t.Lister]).Second >= chance)
                {
                    lost = true;
                    continue;
                }
            }
            _made[_madeCount++] = new Made(track, a.Moves[Pick(t, _pick[track])]);
            return;
        }
        if (leaf.Standing.Length > 0 && Compete(track, step, leaf.Standing, ref reads, ref wake)) return;
        if (lost && _plan.Scenario.Tracks[track].Repeats)
        {
            _made[_madeCount++] = new Made(track, null);
            return;
        }
        _readTracks[track] = reads.Tracks;
        _readIndicators[track] = reads.Indicators;
        _wake[track] = reads.Time ? step + 1 : wake;
    }

    // Whether a transition's time has come and its guard holds; notes what would change the answer.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Holds(TransitionPlan t, int step, ref Reads reads, ref int wake)
    {
        if (t.Timer >= 0 && step < _due[t.Timer])
        {
            wake = Math.Min(wake, _due[t.Timer]);
            return false;
        }
        if (t.When is null) return true;
        reads |= t.When.Reads;
        return t.When.Value(_world) != 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool Compete(int track, int step, Alternative[] standing, ref Reads reads, ref int wake)
    {
        if (_alternatives.Length < standing.Length) _alternatives = new double[standing.Length];
        double[] rates = _alternatives;
        double total = 0;
        int certain = 0;
        for (int i = 0; i < standing.Length; i++)
        {
            rates[i] = 0;
            TransitionPlan t = standing[i].Transition;
            if (!Holds(t, step, ref reads, ref wake)) continue;
            reads |= t.Likelihood!.Reads;
            double rate = t.Chance == Chance.Standing ? Hazard.OfChance(ChanceOf(t), t.StepsPerPeriod) : RateOf(t);
            rates[i] = rate;
            if (rate == Hazard.Certain) certain++;
            else total += rate;
        }
        if (certain > 0)
        {
            MoveCertain(track, standing, certain);
            return true;
        }
        double hazard = _hazard[track];
        if (total == 0) return false;
        if (hazard + total < _threshold[track])
        {
            _rate[track] = total;
            double steps = Math.Ceiling((_threshold[track] - hazard) / total);
            if (steps <= _lastStep) wake = Math.Min(wake, step + (int)steps - 1);
            return false;
        }
        MoveByChance(track, standing, total);
        return true;
    }

    private void MoveCertain(int track, Alternative[] standing, int certain)
    {
        double place = _pick[track] * certain;
        int wanted = (int)place;
        int i = -1;
        for (int seen = -1; seen < wanted;)
        {
            if (_alternatives[++i] == Hazard.Certain) seen++;
        }
        _made[_madeCount++] = new Made(track, standing[i].Moves[Pick(standing[i].Transition, place - wanted)]);
    }

    private void MoveByChance(int track, Alternative[] standing, double total)
    {
        int last = standing.Length - 1;
        while (_alternatives[last] <= 0) last--;
        double at = _pick[track] * total;
        double before = 0;
        int i = 0;
        while (i < last && !(at < before + _alternatives[i])) before += _alternatives[i++];
        _made[_madeCount++] = new Made(track, standing[i].Moves[Pick(standing[i].Transition, (at - before) / _alternatives[i])]);
    }

    private double ChanceOf(TransitionPlan t)
    {
        double chance = t.Likelihood!.Value(_world);
        if (chance is >= 0 and <= 1) return chance;
        _world.Count(t.LikelihoodSite, chance);
        return chance < 0 ? 0 : 1;
    }

    private double RateOf(TransitionPlan t)
    {
        double rate = t.Likelihood!.Value(_world);
        if (rate < 0) _world.Count(t.LikelihoodSite, rate);
        return Hazard.OfRate((rate > 0 ? rate : 0) * t.StepsPerPeriod);
    }

    // The target that a number in [0, 1) picks; a share of 0 is never picked.
    private int Pick(TransitionPlan t, double remainder)
    {
        int count = t.Shares.Length;
        if (count == 1) return 0;
        Span<double> shares = count <= 64 ? stackalloc double[count] : new double[count];
        double at = remainder * SharesOf(t, shares);
        int chosen = count - 1;
        while (shares[chosen] <= 0) chosen--;
        double before = 0;
        for (int i = 0; i < chosen; i++)
        {
            if (shares[i] > 0 && at < before + shares[i]) return i;
            before += shares[i];
        }
        return chosen;
    }

    private double SharesOf(TransitionPlan t, Span<double> shares)
    {
        double sum = 0;
        for (int i = 0; i < shares.Length; i++)
        {
            if (t.Shares[i] is not { } formula) continue;
            double share = formula.Value(_world);
            if (share < 0) _world.Count(t.ShareSites[i], share);
            shares[i] = share > 0 ? share : 0;
            sum += shares[i];
        }
        if (t.Rest >= 0)
        {
            if (sum > 1 + 1e-9) _world.Count(t.SplitSite, sum);
            shares[t.Rest] = Math.Max(0, 1 - sum);
            return Math.Max(1, sum);
        }
        if (sum != 0) return sum;
        _world.Count(t.SplitSite, 0);
        shares.Fill(1);
        return shares.Length;
    }
}
