using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using ScenarioSim.Model;

namespace ScenarioSim.Results;

/// <summary>Runs counted by outcome and by the state that each track ended in: of a few tracks together, so that a run is counted in few places. Not safe for use by several threads.</summary>
internal sealed class FinalStateCounts
{
    // As many stay in near memory: most are of states that hardly ever go together.
    private const int MostTogether = 4096;

    // Each count in so many places by turns: else a run that ends like the one before would wait until that had been counted.
    private const int PlaceBits = 2;

    private readonly Group[] _groups;
    private readonly AlignedArray<int> _places = new(RunBatch.Room);

    // Some tracks, known by their number, states by their place in the track.
    private sealed record Group(int[] Tracks, int[] States, int Size)
    {
        // By outcome, then the state of each track, then place. Runs that list their moves need none.
        public long[] Counts { get; private set; } = [];

        public bool IsEmpty => Counts.Length == 0;

        public void MakeRoom() => Counts = IsEmpty ? new long[(long)Size << PlaceBits] : Counts;
    }

    /// <param name="scenario">The scenario of the runs.</param>
    public FinalStateCounts(Scenario scenario)
    {
        var groups = new List<Group>();
        var tracks = new List<Track>();
        int counts = scenario.Outcomes.Count;
        // A branch that repeats stays where it is.
        foreach (Track track in scenario.Tracks.Where(t => !t.Repeats))
        {
            if (tracks.Count > 0 && (long)counts * track.States.Count > MostTogether) Close();
            tracks.Add(track);
            counts *= track.States.Count;
        }
        if (tracks.Count > 0) Close();
        _groups = [.. groups];

        void Close()
        {
            groups.Add(new Group([.. tracks.Select(t => t.Index)], [.. tracks.Select(t => t.States.Count)], counts));
            tracks.Clear();
            counts = scenario.Outcomes.Count;
        }
    }

    /// <summary>Counts a batch that tells its runs' final states.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(RunBatch runs)
    {
        ref int places = ref _places.First;
        foreach (Group group in _groups)
        {
            group.MakeRoom();
            for (int run = 0; run < runs.Count; run += Vector256<int>.Count) Places(group, runs, run).StoreUnsafe(ref places, (nuint)run);
            ref long counts = ref MemoryMarshal.GetArrayDataReference(group.Counts);
            int at = 0;
            for (; at <= runs.Count - 4; at += 4)
            {
                Unsafe.Add(ref counts, (nint)Unsafe.Add(ref places, at))++;
                Unsafe.Add(ref counts, (nint)Unsafe.Add(ref places, at + 1))++;
                Unsafe.Add(ref counts, (nint)Unsafe.Add(ref places, at + 2))++;
                Unsafe.Add(ref counts, (nint)Unsafe.Add(ref places, at + 3))++;
            }
            for (; at < runs.Count; at++) Unsafe.Add(ref counts, (nint)Unsafe.Add(ref places, at))++;
        }
    }

    /// <summary>Runs of an outcome by the state of a track that they ended in.</summary>
    public long[] Of(int outcome, Track track)
    {
        var sums = new long[track.States.Count];
        foreach (Group group in _groups)
        {
            int at = Array.IndexOf(group.Tracks, track.Index);
            if (at < 0 || group.IsEmpty) continue;
            int inner = group.States[(at + 1)..].Aggregate(1, (a, b) => a * b), all = group.States.Aggregate(1, (a, b) => a * b);
            for (int i = 0; i < all; i++) sums[i / inner % sums.Length] += group.Counts.AsSpan(((outcome * all) + i) << PlaceBits, 1 << PlaceBits).ToArray().Sum();
        }
        return sums;
    }

    /// <summary>Adds all that another counted, of the same scenario.</summary>
    public void Merge(FinalStateCounts other)
    {
        for (int g = 0; g < _groups.Length; g++)
        {
            if (other._groups[g].IsEmpty) continue;
            _groups[g].MakeRoom();
            long[] counts = _groups[g].Counts, others = other._groups[g].Counts;
            for (int i = 0; i < counts.Length; i++) counts[i] += others[i];
        }
    }

    // Where eight runs are counted.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Places(Group group, RunBatch runs, int run)
    {
        var places = Vector256.Create<int>(runs.Outcomes.AsSpan(run));
        for (int i = 0; i < group.Tracks.Length; i++) places = (places * group.States[i]) + Vector256.Create<int>(runs.FinalStates[group.Tracks[i]].AsSpan(run));
        return (places << PlaceBits) + Vector256.Create(0, 1, 2, 3, 0, 1, 2, 3);
    }
}
