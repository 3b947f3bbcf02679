using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ScenarioSim.Compiler;
using ScenarioSim.Randomness;

namespace ScenarioSim.Simulation;

/// <content>What each track does in a step, decided on the world that the step before left.</content>
public sealed partial class Kernel
{
    private const int MostOnStack = 64;

    // Tracks are gone through so many at a time.
    private const int Block = TrackMemory.Block;

    private readonly int[] _awake;
    private readonly Made[] _made;
    private int _madeCount;

    /// <summary>A decision to move; without a move, a branch that repeats enters <c>pending</c> anew after a lost toss.</summary>
    private record struct Made(int Track, MovePlan? Move);

    // The next step in which there is something to do, once all that have changed have been looked at for the step after this one; and the tracks that have, as bits, or 0 where that is to be found out.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int NextStep(int step, out uint awake)
    {
        World world = _world;
        world.GoTo(step + 1);
        for (int i = 0; i < _changedCount; i++) LookAt(_changed[i], step + 1);
        _changedCount = 0;
        int next = Least(_wake, out awake);
        if (!_flowsAwake && !_watchesFollowTime) return next;
        awake = 0;
        return step + 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void LookAt(int track, int step) => Leaf(_leafOf[track]).Look(_world, _trackStates[track], step);

    // What happens in a step: mostly one track moves.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private (ulong Tracks, ulong Indicators) Make(int step, uint awake)
    {
        if (_world.Step != step) _world.GoTo(step);
        (ulong tracks, ulong indicators) changes = BitOperations.IsPow2(awake) && !_hasFlows ? MakeOne(BitOperations.TrailingZeroCount(awake), step) : MakeSome(step, awake);
        if (((changes.tracks & _watchedTracks) | (changes.indicators & _watchedOthers)) != 0 || _watchesFollowTime) Watch(changes.tracks, changes.indicators);
        return changes;
    }

    private (ulong Tracks, ulong Indicators) MakeSome(int step, uint awake)
    {
        int count = awake != 0 ? Unpack(awake) : FindAwake(step);
        return count == 1 && !_hasFlows ? MakeOne(_awake[0], step) : MakeAll(count, step);
    }

    private int Unpack(uint awake)
    {
        int count = 0;
        for (; awake != 0; awake &= awake - 1) _awake[count++] = BitOperations.TrailingZeroCount(awake);
        return count;
    }

    private int FindAwake(int step)
    {
        int[] wake = _wake;
        int count = 0;
        for (int block = 0; block < wake.Length; block += Block)
        {
            for (uint here = Awake(ref wake[block], step); here != 0; here &= here - 1) _awake[count++] = block + BitOperations.TrailingZeroCount(here);
        }
        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private (ulong Tracks, ulong Indicators) MakeOne(int track, int step)
    {
        if (!IsDecided(track, step)) return (0, 0);
        MovePlan? move = Found(_trackStates[track], Leaf(_leafOf[track]));
        if (move?.Short(_plan) is { } quick) return Commit(track, quick, step);
        (_madeCount, _made[0]) = (1, new Made(track, move));
        return Commit(step);
    }

    private (ulong Tracks, ulong Indicators) MakeAll(int awake, int step)
    {
        _madeCount = 0;
        for (int i = 0; i < awake; i++)
        {
            int track = _awake[i];
            if (IsDecided(track, step)) _made[_madeCount++] = new Made(track, Found(_trackStates[track], Leaf(_leafOf[track])));
        }
        if (_madeCount == 0 && !_flowsAwake) return (0, 0);
        return AreShort(out int changed) ? CommitShort(changed, step) : Commit(step);
    }

    // Whether the track does something, once it has been looked at again if it had to be.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsDecided(int track, int step)
    {
        if (_trackStates[track].Found != Look.Again) return true;
        LookAt(track, step);
        return _wake[track] == step;
    }

    // The least of the steps in which tracks wake; if one block holds all tracks, those that wake then, as bits, else 0.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Least(int[] wake, out uint awake)
    {
        Vector128<int> least = Vector128.Create(TrackMemory.Never), low = least, high = least;
        for (int block = 0; block < wake.Length; block += Block)
        {
            (low, high) = (OneByOne(ref wake[block]), OneByOne(ref wake[block + Vector128<int>.Count]));
            least = Vector128.Min(least, Vector128.Min(low, high));
        }
        least = Vector128.Min(least, Vector128.Shuffle(least, Vector128.Create(2, 3, 0, 1)));
        least = Vector128.Min(least, Vector128.Shuffle(least, Vector128.Create(1, 0, 3, 2)));
        awake = wake.Length > Block ? 0 : Vector128.Equals(low, least).ExtractMostSignificantBits() | (Vector128.Equals(high, least).ExtractMostSignificantBits() << Vector128<int>.Count);
        return least.ToScalar();
    }

    // Loaded whole, they would have to wait for what the looks have just written.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> OneByOne(ref int first) => Vector128.Create(first, Unsafe.Add(ref first, 1), Unsafe.Add(ref first, 2), Unsafe.Add(ref first, 3));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Awake(ref int wake, int step) => Vector256.Equals(Vector256.LoadUnsafe(ref wake), Vector256.Create(step)).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private MovePlan? Found(TrackState state, LeafPlan leaf)
    {
        int found = state.Found;
        if (leaf.Ways[found - Look.Certain] is not { } way) return found == Look.Renew ? null : Certainly(leaf.Standing, state.Pick);
        return way.Only ?? OneOf(way, leaf, found, state.Pick);
    }

    private MovePlan OneOf(Way way, LeafPlan leaf, int found, double pick)
    {
        int place = way.Choice.Make(_world, pick);
        if (place >= 0) return way.Moves[place];
        return found >= 0 ? way.Moves[Pick(leaf.Due[found].Transition, pick)] : ByChance(leaf.Standing, pick);
    }

    private MovePlan Certainly(Alternative[] standing, double pick)
    {
        Span<double> rates = Rates(standing, standing.Length <= MostOnStack ? stackalloc double[standing.Length] : new double[standing.Length]);
        double place = pick * ((ReadOnlySpan<double>)rates).Count(Hazard.Certain);
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
        Span<double> rates = Rates(standing, standing.Length <= MostOnStack ? stackalloc double[standing.Length] : new double[standing.Length]);
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

    private Span<double> Rates(Alternative[] standing, Span<double> rates)
    {
        for (int i = 0; i < standing.Length; i++) rates[i] = Math.Max(0, _memory.Rates[standing[i].Transition.Number]);
        return rates;
    }

    // The target that a number in [0, 1) picks; a share of 0 is never picked.
    private int Pick(TransitionPlan t, double remainder)
    {
        int count = t.Shares.Length;
        if (count == 1) return 0;
        Span<double> shares = count <= MostOnStack ? stackalloc double[count] : new double[count];
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
