using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ScenarioSim.Results;

/// <summary>Some runs that an engine made side by side, column by column: what <see cref="RunRecord"/> says of each, but for the changes of indicators and what was counted, of which these runs have nothing.</summary>
public sealed class RunBatch
{
    /// <summary>How many runs it can hold.</summary>
    public const int Capacity = 128;

    /// <summary>How long its columns are: vectors may read and write past the last run.</summary>
    internal const int Room = Capacity + 16;

    private readonly Move[] _kinds;
    private long[] _moves = Column<long>(Capacity * 16);

    /// <param name="assumptions">How many assumptions there are.</param>
    /// <param name="measures">How many measures.</param>
    /// <param name="kinds">Every move that there can be, with no step.</param>
    /// <param name="tracks">How many tracks there are.</param>
    public RunBatch(int assumptions, int measures, Move[] kinds, int tracks = 0)
    {
        _kinds = kinds;
        FinalStates = [.. Enumerable.Range(0, tracks).Select(_ => Column<int>(Room))];
        Assumptions = [.. Enumerable.Range(0, assumptions).Select(_ => Column<double>(Room))];
        Measures = [.. Enumerable.Range(0, measures).Select(_ => Column<double>(Room))];
    }

    /// <summary>How many runs are in it.</summary>
    public int Count { get; set; }

    /// <summary>The runs' numbers.</summary>
    public long[] Runs { get; } = Column<long>(Room);

    /// <summary>Their outcomes.</summary>
    public int[] Outcomes { get; } = Column<int>(Room);

    /// <summary>The step in which each stopped, or the last one.</summary>
    public int[] LastSteps { get; } = Column<int>(Room);

    /// <summary>Whether an outcome stopped it.</summary>
    public bool[] Stopped { get; } = Column<bool>(Room);

    /// <summary>By assumption, then run.</summary>
    public double[][] Assumptions { get; }

    /// <summary>By measure, then run; <see cref="RunRecord.Measures"/>.</summary>
    public double[][] Measures { get; }

    /// <summary>Whether the moves of these runs have been counted as they happened (<see cref="RunTaker.CountMoves"/>): then there are none here, but <see cref="FinalStates"/>.</summary>
    public bool HasCountedMoves { get; set; }

    /// <summary>By track, then run: the innermost state in the end, by its place in the track; of branches that repeat nothing.</summary>
    public int[][] FinalStates { get; }

    /// <summary>Every move that there can be.</summary>
    public IReadOnlyList<Move> Kinds => _kinds;

    /// <summary>Where each run's moves end among those of all runs.</summary>
    public int[] MovesUntil { get; } = Column<int>(Room);

    /// <summary>The moves of one run: the step in the high half, the number among <see cref="Kinds"/> in the low one.</summary>
    public ReadOnlySpan<long> MovesOf(int run)
    {
        int from = run == 0 ? 0 : MovesUntil[run - 1];
        return _moves.AsSpan(from, MovesUntil[run] - from);
    }

    /// <summary>Room for the moves of the run that is being added, behind those of the runs before it; <see cref="MovesUntil"/> says how many of them there are.</summary>
    /// <param name="count">How many moves may be written there.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ref long MoveRoom(int count)
    {
        int from = Count == 0 ? 0 : MovesUntil[Count - 1];
        if (from + count > _moves.Length) Grow(from + count);
        return ref _moves[from];
    }

    /// <summary>One run as a record.</summary>
    /// <param name="run">Its place.</param>
    /// <param name="record">Is filled; with the first of the measures only where it has no room for all.</param>
    public void CopyTo(int run, RunRecord record)
    {
        record.Reset(Runs[run]);
        record.Outcome = Outcomes[run];
        record.LastStep = LastSteps[run];
        record.Stopped = Stopped[run];
        for (int i = 0; i < Assumptions.Length; i++) record.Assumptions[i] = Assumptions[i][run];
        for (int i = 0; i < record.Measures.Length; i++) record.Measures[i] = Measures[i][run];
        ReadOnlySpan<long> moves = MovesOf(run);
        CollectionsMarshal.SetCount(record.Moves, moves.Length);
        Span<Move> copies = CollectionsMarshal.AsSpan(record.Moves);
        for (int i = 0; i < moves.Length; i++) copies[i] = _kinds[Kind(moves[i])] with { Step = Step(moves[i]) };
    }

    /// <summary>The number of a move's kind.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Kind(long move) => (int)move;

    /// <summary>A move's step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Step(long move) => (int)(move >> 32);

    // Where it stays, so that whoever fills it may keep pointers.
    private static T[] Column<T>(int length) => GC.AllocateArray<T>(length, pinned: true);

    private void Grow(int count)
    {
        long[] larger = Column<long>(Math.Max(count, 2 * _moves.Length));
        _moves.CopyTo(larger, 0);
        _moves = larger;
    }
}
