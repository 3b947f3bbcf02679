using ScenarioSim.Compiler;
using ScenarioSim.Randomness;
using ScenarioSim.Simulation.Lanes;

namespace ScenarioSim.Simulation;

/// <summary>The draws of the stays that a run begins with, made together: several at a time where the machine has vectors for it.</summary>
internal sealed unsafe class FirstStays
{
    private readonly RoundKeys[] _keys;
    private readonly ulong[] _events;
    private readonly ulong[] _runs;
    private readonly ulong[] _visits;
    private readonly double[] _thresholds;
    private readonly double[] _picks;
    private readonly int[] _place;
    private readonly int _count;

    /// <param name="plan">The plan.</param>
    /// <param name="keys">Its keys.</param>
    public FirstStays(Plan plan, Keys keys)
    {
        int[] drawn = [.. plan.Scenario.Tracks.Where(t => plan.Leaf(plan.FirstState[t.Index] + t.Initial).Draws).Select(t => t.Index)];
        _count = drawn.Length;
        int size = (_count + VectorDraws.Lanes) / VectorDraws.Lanes * VectorDraws.Lanes;
        _keys = GC.AllocateArray<RoundKeys>(1, pinned: true);
        _keys[0] = new RoundKeys(keys.SeedKey);
        T[] New<T>() => GC.AllocateArray<T>(size + 1, pinned: true);
        (_events, _runs, _visits, _thresholds, _picks) = (New<ulong>(), New<ulong>(), New<ulong>(), New<double>(), New<double>());
        Array.Fill(_visits, 1UL);
        // The last is for stays that need no draw.
        _place = [.. Enumerable.Repeat(size, plan.Scenario.Tracks.Count)];
        _thresholds[size] = Hazard.Endless;
        for (int i = 0; i < _count; i++)
        {
            _place[drawn[i]] = i;
            _events[i] = keys.Stays[plan.FirstState[drawn[i]] + plan.Scenario.Tracks[drawn[i]].Initial].Id;
        }
    }

    /// <summary>Makes the draws of a run.</summary>
    public void Draw(long run)
    {
        _runs.AsSpan().Fill((ulong)run);
        int done = 0;
        if (VectorDraws.IsSupported)
        {
            for (; done + 1 < _count; done += VectorDraws.Lanes) VectorDraws.Draw(At(_keys), At(_events) + done, At(_runs) + done, At(_visits) + done, At(_thresholds) + done, At(_picks) + done);
        }
        for (; done < _count; done++) (_thresholds[done], _picks[done]) = DrawQueue.Draw(new EventKey(_keys[0].SeedKey, _events[done]), run, 1, threshold: true);
    }

    /// <summary>The threshold of a track's first stay.</summary>
    public double Threshold(int track) => _thresholds[_place[track]];

    /// <summary>Its pick.</summary>
    public double Pick(int track) => _picks[_place[track]];

    private static T* At<T>(T[] pinned)
        where T : unmanaged => (T*)System.Runtime.InteropServices.Marshal.UnsafeAddrOfPinnedArrayElement(pinned, 0);
}
