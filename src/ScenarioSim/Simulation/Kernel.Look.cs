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
    private void Decide(int step)
    {
        _madeCount = 0;
        TrackState[] tracks = _memory.Tracks;
        for (int track = 0; track < tracks.Length; track++)
        {
            TrackState state = tracks[track];
            if (state.Wake > step) continue;
            state.Sum += state.Rate * (step - state.Since);
            state.Since = step;
            state.Rate = 0;
            int found = state.Leaf.Look(_world, state, step);
            if (found != Look.Stay) _made[_madeCount++] = new Made(track, Found(state, found));
        }
    }

    private MovePlan? Found(TrackState state, int found) => found switch
    {
        Look.Renew => null,
        Look.Chance => ByChance(state.Leaf.Standing, state.Pick),
        Look.Certain => Certainly(state.Leaf.Standing, state.Pick),
        _ => state.Leaf.Due[found].Moves[Pick(state.Leaf.Due[found].Transition, state.Pick)],
    };

    private MovePlan Certainly(Alternative[] standing, double pick)
    {
        ReadOnlySpan<double> rates = _memory.Competing.AsSpan(0, standing.Length);
        double place = pick * rates.Count(Hazard.Certain);
        int wanted = (int)place;
        int i = -1;
        for (int seen = -1; seen < wanted;)
        {
            if (rates[++i] == Hazard.Certain) seen++;
        }
        return standing[i].Moves[Pick(standing[i].Transition, place - wanted)];
    }

    private MovePlan ByChance(Alternative[] standing, double pick)
    {
        ReadOnlySpan<double> rates = _memory.Competing.AsSpan(0, standing.Length);
        double total = 0;
        foreach (double rate in rates) total += rate;
        int last = standing.Length - 1;
        while (rates[last] <= 0) last--;
        double at = pick * total;
        double before = 0;
        int i = 0;
        while (i < last && !(at < before + rates[i])) before += rates[i++];
        return standing[i].Moves[Pick(standing[i].Transition, (at - before) / rates[i])];
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
