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
        ulong tracks = 0;
        ulong others = 0;
        bool lost = false;
        Alternative[] due = watch.Leaf.Due;
        for (int i = 0; i < due.Length; i++)
        {
            TransitionPlan t = due[i].Transition;
            ref TrackWatch.Answer answer = ref watch.Known[i];
            if (IsStale(watch, ref answer))
            {
                if (t.Toss >= 0 && _spent[t.Toss]) (answer.Tracks, answer.Others) = (0, 0);
                else if (Holds(t, step, ref answer))
                {
                    if (t.Toss < 0 || Won(t))
                    {
                        _made[_madeCount++] = new Made(track, due[i].Moves[Pick(t, _pick[track])]);
                        return;
                    }
                    lost = true;
                }
            }
            if ((answer.Others & Reads.Waiting) != 0) wake = Math.Min(wake, _due[t.Timer]);
            tracks |= answer.Tracks;
            others |= answer.Others;
        }
        if (watch.Leaf.Standing.Length > 0 && Compete(track, step, watch, ref tracks, ref others, ref wake)) return;
        if (lost && _repeats[track])
        {
            _made[_madeCount++] = new Made(track, null);
            return;
        }
        watch.Looked(tracks, others);
        _wake[track] = (others & Reads.Clock) != 0 ? step + 1 : wake;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsStale(TrackWatch watch, ref TrackWatch.Answer answer) =>
        watch.Fresh || ((answer.Tracks & watch.ChangedTracks) | (answer.Others & watch.ChangedOthers)) != 0;

    // Whether a transition's time has come and its guard holds; notes what the answer depends on.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Holds(TransitionPlan t, int step, ref TrackWatch.Answer answer)
    {
        if (t.Timer >= 0 && step < _due[t.Timer])
        {
            (answer.Tracks, answer.Others) = (0, Reads.Waiting);
            return false;
        }
        if (t.When is null)
        {
            (answer.Tracks, answer.Others) = (0, 0);
            return true;
        }
        Reads reads = t.When.Reads;
        (answer.Tracks, answer.Others) = (reads.Tracks, reads.Others);
        return t.When.Value(_world) != 0;
    }

    private bool Won(TransitionPlan t)
    {
        _spent[t.Toss] = true;
        double chance = ChanceOf(t);
        return _keys.Transitions[t.Number].Draw(_run, _world.Visited[t.Lister]).Second < chance;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool Compete(int track, int step, TrackWatch watch, ref ulong tracks, ref ulong others, ref int wake)
    {
        Alternative[] standing = watch.Leaf.Standing;
        Span<TrackWatch.Answer> answers = watch.Known.AsSpan(watch.Leaf.Due.Length, standing.Length);
        double total = 0;
        int certain = 0;
        for (int i = 0; i < standing.Length; i++)
        {
            ref TrackWatch.Answer answer = ref answers[i];
            if (IsStale(watch, ref answer)) answer.Rate = Rate(standing[i].Transition, step, ref answer);
            if ((answer.Others & Reads.Waiting) != 0) wake = Math.Min(wake, _due[standing[i].Transition.Timer]);
            if (answer.Rate == Hazard.Certain) certain++;
            else total += answer.Rate;
            tracks |= answer.Tracks;
            others |= answer.Others;
        }
        _rate[track] = 0;
        if (certain > 0)
        {
            MoveCertain(track, standing, answers, certain);
            return true;
        }
        if (total == 0) return false;
        double left = _threshold[track] - _hazard[track];
        if (total < left)
        {
            _rate[track] = total;
            // Where even the whole horizon could not bring it there, the division is spared.
            if (total * (_lastStep - step + 1) >= left) wake = Math.Min(wake, step + (int)Math.Ceiling(left / total) - 1);
            return false;
        }
        MoveByChance(track, standing, answers, total);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private double Rate(TransitionPlan t, int step, ref TrackWatch.Answer answer)
    {
        if (!Holds(t, step, ref answer)) return 0;
        Reads reads = t.Likelihood!.Reads;
        answer.Tracks |= reads.Tracks;
        answer.Others |= reads.Others;
        return t.Chance == Chance.Standing ? Hazard.OfChance(ChanceOf(t), t.StepsPerPeriod) : RateOf(t);
    }

    private void MoveCertain(int track, Alternative[] standing, ReadOnlySpan<TrackWatch.Answer> answers, int certain)
    {
        double place = _pick[track] * certain;
        int wanted = (int)place;
        int i = -1;
        for (int seen = -1; seen < wanted;)
        {
            if (answers[++i].Rate == Hazard.Certain) seen++;
        }
        _made[_madeCount++] = new Made(track, standing[i].Moves[Pick(standing[i].Transition, place - wanted)]);
    }

    private void MoveByChance(int track, Alternative[] standing, ReadOnlySpan<TrackWatch.Answer> answers, double total)
    {
        int last = standing.Length - 1;
        while (answers[last].Rate <= 0) last--;
        double at = _pick[track] * total;
        double before = 0;
        int i = 0;
        while (i < last && !(at < before + answers[i].Rate)) before += answers[i++].Rate;
        _made[_madeCount++] = new Made(track, standing[i].Moves[Pick(standing[i].Transition, (at - before) / answers[i].Rate)]);
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
