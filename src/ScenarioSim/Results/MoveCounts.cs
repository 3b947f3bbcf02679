using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ScenarioSim.Results;

/// <summary>Moves of batches of runs, counted by kind and step and by outcome and kind: one count each, from which those of states follow. Not safe for use by several threads.</summary>
internal sealed class MoveCounts
{
    // 16 MB; of more, few would ever be touched.
    internal const long Most = 4_000_000;

    // A run makes a kind of move once in a step: in so many runs no count overflows.
    private const long MostRuns = int.MaxValue;

    private readonly IReadOnlyList<Move> _kinds;
    private readonly int[] _bySteps;
    private readonly long[] _byOutcomes;
    private long _runs;
    private bool _hasCounter;

    private MoveCounts(IReadOnlyList<Move> kinds, int outcomes, int steps)
    {
        _kinds = kinds;
        _bySteps = GC.AllocateArray<int>(kinds.Count * steps, pinned: true);
        _byOutcomes = new long[kinds.Count * outcomes];
    }

    /// <summary>Counts by step, then kind: where they stay, for an engine that counts as moves happen.</summary>
    internal int[] BySteps => _bySteps;

    /// <summary>Some runs' moves are to be counted in <see cref="BySteps"/>.</summary>
    internal void Expect(int runs)
    {
        _runs += runs;
        _hasCounter = true;
    }

    /// <summary>Whether so many more runs may be counted before they have to be taken out.</summary>
    public bool HasRoom(int runs) => _runs + runs <= MostRuns;

    /// <summary>Counts for moves of some kinds; null where there would be none, or too many.</summary>
    /// <param name="kinds">Every move that there can be.</param>
    /// <param name="outcomes">How many outcomes there are.</param>
    /// <param name="steps">How many steps, step 0 included.</param>
    public static MoveCounts? For(IReadOnlyList<Move> kinds, int outcomes, int steps) =>
        kinds.Count > 0 && HasRoomFor(kinds.Count, outcomes, steps) ? new MoveCounts(kinds, outcomes, steps) : null;

    /// <summary>Whether there are not too many kinds.</summary>
    public static bool HasRoomFor(long kinds, int outcomes, int steps) => kinds * Math.Max(steps, outcomes) <= Most;

    /// <summary>Counts a batch, whose kinds are these.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(RunBatch runs)
    {
        ref int bySteps = ref MemoryMarshal.GetArrayDataReference(_bySteps);
        int kinds = _kinds.Count;
        int[] outcomes = runs.Outcomes;
        _runs += runs.Count;
        for (int run = 0; run < runs.Count; run++)
        {
            ref long byKind = ref _byOutcomes[outcomes[run] * kinds];
            foreach (long move in runs.MovesOf(run))
            {
                nint kind = RunBatch.Kind(move);
                Unsafe.Add(ref byKind, kind)++;
                Unsafe.Add(ref bySteps, ((nint)RunBatch.Step(move) * kinds) + kind)++;
            }
        }
    }

    /// <summary>Counts the moves of one run.</summary>
    /// <param name="moves">The moves.</param>
    /// <param name="outcome">What the run came to.</param>
    /// <param name="firstKinds">By track the place of its first state's row among <paramref name="rows"/>.</param>
    /// <param name="rows">By state the number of the kind that goes from it to the track's first state; those to the others follow.</param>
    public void Add(ReadOnlySpan<Move> moves, int outcome, int[] firstKinds, int[] rows)
    {
        ref int bySteps = ref MemoryMarshal.GetArrayDataReference(_bySteps);
        int kinds = _kinds.Count;
        ref long byKind = ref _byOutcomes[outcome * kinds];
        _runs++;
        foreach (ref readonly Move move in moves)
        {
            nint kind = rows[firstKinds[move.Track] + move.From] + move.To;
            Unsafe.Add(ref byKind, kind)++;
            Unsafe.Add(ref bySteps, ((nint)move.Step * kinds) + kind)++;
        }
    }

    /// <summary>Gives out what has been counted, and begins anew.</summary>
    /// <param name="step">Given a kind of move, a step, and how often it happened there.</param>
    /// <param name="outcome">Given a kind of move, an outcome, and how often it happened in runs that came to it.</param>
    public void TakeOut(Action<Move, int, long> step, Action<Move, int, long> outcome)
    {
        // An engine may be in the middle of what it said that it would count.
        if (_runs == 0 && !_hasCounter) return;
        for (int i = 0; i < _bySteps.Length; i++)
        {
            if (_bySteps[i] != 0) step(_kinds[i % _kinds.Count], i / _kinds.Count, _bySteps[i]);
        }
        for (int i = 0; i < _byOutcomes.Length; i++)
        {
            if (_byOutcomes[i] != 0) outcome(_kinds[i % _kinds.Count], i / _kinds.Count, _byOutcomes[i]);
        }
        Array.Clear(_bySteps);
        Array.Clear(_byOutcomes);
        _runs = 0;
    }
}
