using System.Runtime.CompilerServices;
using ScenarioSim.Compiler;
using ScenarioSim.Randomness;

namespace ScenarioSim.Simulation;

/// <content>What each track does in a step, decided on the world that the step before left.</content>
public sealed partial class Kernel
{
    private readonly Made[] _made;
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
        TrackWatch watch = _watch[track];
        _hazard[track] += _rate[track] * (step - _since[track]);
        _since[track] = step;
        int wake = Never;
        Reads all = default;
        bool lost = false;
        Alternative[] due = watch.Leaf.Due;
        for (int i = 0; i < due.Length; i++)
        {
            TransitionPlan t = due[i].Transition;
            if (watch.IsStale(i))
            {
                if (t.Toss >= 0 && _spent[t.Toss]) watch.Reads[i] = default;
                else if (Holds(t, step, ref watch.Reads[i]))
                {
                    if (t.Toss < 0 || Won(t))
                    {
                        _made[_madeCount++] = new Made(track, due[i].Moves[Pick(t, _pick[track])]);
                        return;
                    }
                    lost = true;
                }
            }
            if (t.Timer >= 0 && step < _due[t.Timer]) wake = Math.Min(wake, _due[t.Timer]);
            all |= watch.Reads[i];
        }
        if (watch.Leaf.Standing.Length > 0 && Compete(track, step, watch, ref all, ref wake)) return;
        if (lost && _plan.Scenario.Tracks[track].Repeats)
        {
            _made[_madeCount++] = new Made(track, null);
            return;
        }
        watch.Known(all);
        _wake[track] = all.Time ? step + 1 : wake;
    }

    // Whether a transition's time has come and its guard holds; notes what the answer depends on.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Holds(TransitionPlan t, int step, ref Reads reads)
    {
        if (t.Timer >= 0 && step < _due[t.Timer])
        {
            reads = TrackWatch.Waiting;
            return false;
        }
        if (t.When is null)
        {
            reads = default;
            return true;
        }
        reads = t.When.Reads;
        return t.When.Value(_world) != 0;
    }

    private bool Won(TransitionPlan t)
    {
        _spent[t.Toss] = true;
        double chance = ChanceOf(t);
        return _keys.Transitions[t.Number].Draw(_run, _world.Visited[t.Lister]).Second < chance;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool Compete(int track, int step, TrackWatch watch, ref Reads all, ref int wake)
    {
        Alternative[] standing = watch.Leaf.Standing;
        double[] rates = watch.Rates;
        int first = watch.Leaf.Due.Length;
        double total = 0;
        int certain = 0;
        for (int i = 0; i < standing.Length; i++)
        {
            TransitionPlan t = standing[i].Transition;
            if (watch.IsStale(first + i)) rates[i] = Rate(t, step, ref watch.Reads[first + i]);
            if (t.Timer >= 0 && step < _due[t.Timer]) wake = Math.Min(wake, _due[t.Timer]);
            if (rates[i] == Hazard.Certain) certain++;
            else total += rates[i];
            all |= watch.Reads[first + i];
        }
        _rate[track] = 0;
        if (certain > 0)
        {
            MoveCertain(track, standing, rates, certain);
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
        MoveByChance(track, standing, rates, total);
        return true;
    }

    private double Rate(TransitionPlan t, int step, ref Reads reads)
    {
        if (!Holds(t, step, ref reads)) return 0;
        reads |= t.Likelihood!.Reads;
        return t.Chance == Chance.Standing ? Hazard.OfChance(ChanceOf(t), t.StepsPerPeriod) : RateOf(t);
    }

    private void MoveCertain(int track, Alternative[] standing, double[] rates, int certain)
    {
        double place = _pick[track] * certain;
        int wanted = (int)place;
        int i = -1;
        for (int seen = -1; seen < wanted;)
        {
            if (rates[++i] == Hazard.Certain) seen++;
        }
        _made[_madeCount++] = new Made(track, standing[i].Moves[Pick(standing[i].Transition, place - wanted)]);
    }

    private void MoveByChance(int track, Alternative[] standing, double[] rates, double total)
    {
        int last = standing.Length - 1;
        while (rates[last] <= 0) last--;
        double at = _pick[track] * total;
        double before = 0;
        int i = 0;
        while (i < last && !(at < before + rates[i])) before += rates[i++];
        _made[_madeCount++] = new Made(track, standing[i].Moves[Pick(standing[i].Transition, (at - before) / rates[i])]);
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
