using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using ScenarioSim.Model;

namespace ScenarioSim.Results;

/// <summary>What many runs came to, counted. Memory does not grow with the number of runs.</summary>
/// <remarks>
/// Everything in it is a count of runs, a least value or a set of values, so that tallies merge to the same bits in whatever order and from whatever shares of the work;
/// means and spreads are worked out from the counted values (<see cref="MeasureHistogram"/>). Not safe for use by several threads.
/// </remarks>
public sealed class Tally : RunTaker
{
    /// <summary>How many run numbers an outcome keeps.</summary>
    public const int FirstRunsKept = 100;

    private readonly Scenario _scenario;
    private readonly int[] _firstState;
    private readonly bool[] _repeats;

    // Runs that told the states they ended in; by outcome: how many runs these are. All others are in the changes.
    private readonly FinalStateCounts _finalStates;
    private readonly long[] _finallyCounted;
    private readonly StepCounts _moves;

    // By outcome: runs that ended before the last step, in which all others do.
    private readonly StepCounts _ends;

    // By outcome and state: runs that ended in the state, less those that began in it; null of an outcome that has changed nothing.
    private readonly long[]?[] _finalChanges;
    private readonly int _states;
    private readonly List<long>[] _firstRuns;
    private readonly MeasureHistogram[] _measures;
    private readonly MeasureHistogram[] _assumptions;
    private IReadOnlyList<Move>? _kinds;
    private MoveCounts? _batches;

    // The same for runs that come one by one: a kind for each two states of a track, unless those are too many.
    private int[]? _kindsFrom;
    private MoveCounts? _singles;

    /// <param name="scenario">The scenario of the runs.</param>
    /// <param name="sites">How many places there are where something can be counted.</param>
    public Tally(Scenario scenario, int sites)
    {
        _scenario = scenario;
        _firstState = new int[scenario.Tracks.Count];
        foreach (Track track in scenario.Tracks)
        {
            _firstState[track.Index] = _states;
            _states += track.States.Count;
        }
        Steps = scenario.Clock.LastStep + 1;
        _repeats = [.. scenario.Tracks.Select(t => t.Repeats)];
        _finalStates = new FinalStateCounts(scenario);
        _finallyCounted = new long[scenario.Outcomes.Count];
        _moves = new StepCounts(_states, Steps);
        _ends = new StepCounts(scenario.Outcomes.Count, Steps);
        _finalChanges = new long[scenario.Outcomes.Count][];
        Outcomes = new long[scenario.Outcomes.Count];
        _firstRuns = [.. scenario.Outcomes.Select(_ => new List<long>())];
        Measures = _measures = [.. scenario.Measures.Select(_ => new MeasureHistogram())];
        Assumptions = _assumptions = [.. scenario.Assumptions.Select(_ => new MeasureHistogram())];
        Counted = new (long Runs, long First, Counted Example)[sites];
    }

    /// <summary>How many steps there are, step 0 included.</summary>
    public int Steps { get; }

    /// <summary>Runs counted.</summary>
    public long Runs { get; private set; }

    /// <summary>Runs by outcome.</summary>
    public long[] Outcomes { get; }

    /// <summary>The numbers of the first runs by outcome, rising once sorted by <see cref="Merge"/>; at most <see cref="FirstRunsKept"/>.</summary>
    public IReadOnlyList<List<long>> FirstRuns => _firstRuns;

    /// <summary>The values of each measure, over the runs that have it.</summary>
    public IReadOnlyList<MeasureHistogram> Measures { get; }

    /// <summary>The values drawn for each assumption.</summary>
    public IReadOnlyList<MeasureHistogram> Assumptions { get; }

    /// <summary>By site: in how many runs, and the first such run with what happened there.</summary>
    public (long Runs, long First, Counted Example)[] Counted { get; }

    /// <summary>Counts a run. Runs may come in any order.</summary>
    public void Add(RunRecord run)
    {
        Runs++;
        Outcomes[run.Outcome]++;
        Keep(_firstRuns[run.Outcome], run.Run);
        if (run.LastStep < Steps - 1) _ends.Add(run.Outcome, run.LastStep, 1);
        AddMoves(run);
        double[] measures = run.Measures;
        for (int i = 0; i < measures.Length; i++) _measures[i].Add(measures[i]);
        double[] assumptions = run.Assumptions;
        for (int i = 0; i < assumptions.Length; i++) _assumptions[i].Add(assumptions[i]);
        foreach (Counted counted in run.Counted)
        {
            ref (long Runs, long First, Counted Example) site = ref Counted[counted.Site];
            if (site.Runs++ == 0 || run.Run < site.First) (site.First, site.Example) = (run.Run, counted);
        }
    }

    /// <inheritdoc/>
    public override void Take(RunRecord run) => Add(run);

    /// <summary>Counts some runs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Take(RunBatch runs)
    {
        int count = runs.Count;
        Runs += count;
        AddOutcomes(runs);
        AddEnds(runs);
        if (runs.HasCountedMoves) _finalStates.Add(runs);
        else AddMoves(runs);
        for (int i = 0; i < Measures.Count; i++) Measures[i].Add(runs.Measures[i].AsSpan(0, count));
        for (int i = 0; i < Assumptions.Count; i++) Assumptions[i].Add(runs.Assumptions[i].AsSpan(0, count));
    }

    /// <inheritdoc/>
    internal override bool NeedsMoves(IReadOnlyList<Move> kinds)
    {
        Expect(kinds);
        return _batches is null;
    }

    /// <inheritdoc/>
    internal override MoveCounts? CountMoves(IReadOnlyList<Move> kinds, int runs)
    {
        Expect(kinds);
        if (_batches?.HasRoom(runs) == false) Settle();
        _batches?.Expect(runs);
        return _batches;
    }

    // Gets ready for moves of some kinds.
    private void Expect(IReadOnlyList<Move> kinds)
    {
        if (ReferenceEquals(kinds, _kinds)) return;
        Settle();
        (_kinds, _batches) = (kinds, MoveCounts.For(kinds, Outcomes.Length, Steps));
    }

    private void AddOutcomes(RunBatch runs)
    {
        ReadOnlySpan<int> outcomes = runs.Outcomes.AsSpan(0, runs.Count);
        long least = -1;
        for (int outcome = 0, left = outcomes.Length; left > 0; outcome++)
        {
            int count = outcomes.Count(outcome);
            if (count == 0) continue;
            left -= count;
            Outcomes[outcome] += count;
            if (runs.HasCountedMoves) _finallyCounted[outcome] += count;
            List<long> first = _firstRuns[outcome];
            // Once there are enough, later batches have none to keep.
            if (first.Count == FirstRunsKept && (least = least < 0 ? Least(runs) : least) > first[^1]) continue;
            for (int run = 0; run < outcomes.Length; run++)
            {
                if (outcomes[run] == outcome) Keep(first, runs.Runs[run]);
            }
        }
    }

    // Many end in the last step: only the others are looked at one by one.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddEnds(RunBatch runs)
    {
        int[] steps = runs.LastSteps, outcomes = runs.Outcomes;
        var last = Vector256.Create(Steps - 1);
        for (int from = 0; from < runs.Count; from += 64)
        {
            ulong early = 0;
            for (int i = 0; i < 64 && from + i < runs.Count; i += Vector256<int>.Count)
            {
                early |= (ulong)Vector256.LessThan(Vector256.Create<int>(steps.AsSpan(from + i)), last).ExtractMostSignificantBits() << i;
            }
            if (runs.Count - from < 64) early &= (1UL << (runs.Count - from)) - 1;
            for (; early != 0; early &= early - 1)
            {
                int run = from + BitOperations.TrailingZeroCount(early);
                _ends.Add(outcomes[run], steps[run], 1);
            }
        }
    }

    private void AddMoves(RunBatch runs)
    {
        Expect(runs.Kinds);
        if (_batches is not null)
        {
            if (!_batches.HasRoom(runs.Count)) Settle();
            _batches.Add(runs);
            return;
        }
        for (int run = 0; run < runs.Count; run++)
        {
            foreach (long move in runs.MovesOf(run))
            {
                Move kind = runs.Kinds[RunBatch.Kind(move)];
                AddChange(kind, RunBatch.Step(move), 1);
                AddFinalChange(kind, runs.Outcomes[run], 1);
            }
        }
    }

    // Makes changes of states of the moves that were counted by their kinds.
    private void Settle()
    {
        _batches?.TakeOut(AddChange, AddFinalChange);
        _singles?.TakeOut(AddChange, AddFinalChange);
    }

    private void AddChange(Move move, int step, long count)
    {
        // A branch that repeats stays where it is.
        if (_repeats[move.Track]) return;
        int first = _firstState[move.Track];
        _moves.Add(first + move.From, step, -count);
        _moves.Add(first + move.To, step, count);
    }

    private void AddFinalChange(Move move, int outcome, long count)
    {
        if (_repeats[move.Track]) return;
        int first = _firstState[move.Track];
        long[] changes = _finalChanges[outcome] ??= new long[_states];
        changes[first + move.From] -= count;
        changes[first + move.To] += count;
    }

    /// <summary>Adds all that another tally of the same scenario counted.</summary>
    public void Merge(Tally other)
    {
        other.Settle();
        Runs += other.Runs;
        for (int i = 0; i < Outcomes.Length; i++)
        {
            Outcomes[i] += other.Outcomes[i];
            List<long> first = [.. FirstRuns[i].Concat(other.FirstRuns[i]).Order().Take(FirstRunsKept)];
            FirstRuns[i].Clear();
            FirstRuns[i].AddRange(first);
            if (other._finalChanges[i] is { } changes)
            {
                long[] own = _finalChanges[i] ??= new long[_states];
                for (int s = 0; s < own.Length; s++) own[s] += changes[s];
            }
            _finallyCounted[i] += other._finallyCounted[i];
        }
        _finalStates.Merge(other._finalStates);
        _moves.Merge(other._moves);
        _ends.Merge(other._ends);
        for (int i = 0; i < Measures.Count; i++) Measures[i].Merge(other.Measures[i]);
        for (int i = 0; i < Assumptions.Count; i++) Assumptions[i].Merge(other.Assumptions[i]);
        for (int i = 0; i < Counted.Length; i++)
        {
            if (other.Counted[i].Runs == 0) continue;
            bool earlier = Counted[i].Runs == 0 || other.Counted[i].First < Counted[i].First;
            (long first, Counted example) = earlier ? (other.Counted[i].First, other.Counted[i].Example) : (Counted[i].First, Counted[i].Example);
            Counted[i] = (Counted[i].Runs + other.Counted[i].Runs, first, example);
        }
    }

    /// <summary>Runs that had ended in an outcome by each step: stops at their step, all others at the last.</summary>
    public double[] EndedBy(int outcome)
    {
        double[] ended = _ends.Cumulative(outcome, 0);
        ended[^1] = Outcomes[outcome];
        return ended;
    }

    /// <summary>Runs in each state of a track by step, outer states with their inner ones: <c>[state][step]</c>.</summary>
    public double[][] InState(Track track)
    {
        Settle();
        int first = _firstState[track.Index];
        double[][] rows = [.. track.States.Select(s => _moves.Cumulative(first + s.Index, s.Index == track.Initial ? Runs : 0))];
        for (int s = rows.Length - 1; s >= 0; s--) AddToOuter(track, rows, s);
        return rows;
    }

    /// <summary>Whether the rows of all states by step would be too many to hold at once; then they are to be asked for one by one.</summary>
    public bool IsVast => _moves.IsSparse || _ends.IsSparse;

    /// <summary>Runs in one state of a track, or inside it, by step.</summary>
    public double[] InState(Track track, int state)
    {
        Settle();
        var sum = new double[Steps];
        // What is inside a state follows it.
        for (int s = state; s < track.States.Count && track.IsWithin(s, state); s++)
        {
            if (!track.States[s].IsLeaf) continue;
            double[] row = _moves.Cumulative(_firstState[track.Index] + s, s == track.Initial ? Runs : 0);
            for (int step = 0; step < sum.Length; step++) sum[step] += row[step];
        }
        return sum;
    }

    /// <summary>Runs of an outcome in each state of a track at their end, outer states with their inner ones.</summary>
    public double[] FinallyIn(int outcome, Track track)
    {
        Settle();
        int first = _firstState[track.Index];
        long[] told = _finalStates.Of(outcome, track);

        // The states that were told are whole; changes begin in the initial one, where branches that repeat stay.
        long initially = Outcomes[outcome] - (track.Repeats ? 0 : _finallyCounted[outcome]);
        double[][] rows = [.. track.States.Select(s => new double[] { told[s.Index] + (_finalChanges[outcome]?[first + s.Index] ?? 0) + (s.Index == track.Initial ? initially : 0) })];
        for (int s = rows.Length - 1; s >= 0; s--) AddToOuter(track, rows, s);
        return [.. rows.Select(r => r[0])];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static long Least(RunBatch runs)
    {
        long least = long.MaxValue;
        int run = 0;
        Vector256<long> leasts = Vector256.Create(least);
        for (; run <= runs.Count - Vector256<long>.Count; run += Vector256<long>.Count) leasts = Vector256.Min(leasts, Vector256.Create<long>(runs.Runs.AsSpan(run)));
        for (int i = 0; i < Vector256<long>.Count; i++) least = Math.Min(least, leasts[i]);
        for (; run < runs.Count; run++) least = Math.Min(least, runs.Runs[run]);
        return least;
    }

    // Engines that make runs side by side finish them nearly in order.
    private static void Keep(List<long> first, long run)
    {
        if (first.Count == FirstRunsKept)
        {
            if (run > first[^1]) return;
            first.RemoveAt(first.Count - 1);
        }
        int at = first.Count;
        while (at > 0 && first[at - 1] > run) at--;
        first.Insert(at, run);
    }

    // States come outer before inner, so adding backwards reaches every depth.
    private static void AddToOuter(Track track, double[][] rows, int state)
    {
        if (track.States[state].Parent is not (>= 0 and var outer)) return;
        for (int i = 0; i < rows[state].Length; i++) rows[outer][i] += rows[state][i];
    }

    private void AddMoves(RunRecord run)
    {
        if (_kindsFrom is null) PrepareKinds();
        ReadOnlySpan<Move> moves = CollectionsMarshal.AsSpan(run.Moves);
        if (_singles is { } singles)
        {
            if (!singles.HasRoom(1)) Settle();
            singles.Add(moves, run.Outcome, _firstState, _kindsFrom!);
            return;
        }
        foreach (ref readonly Move move in moves)
        {
            AddChange(move, move.Step, 1);
            AddFinalChange(move, run.Outcome, 1);
        }
    }

    private void PrepareKinds()
    {
        var kindsFrom = new int[_scenario.Tracks.Sum(t => t.States.Count)];
        long count = 0;
        foreach (Track track in _scenario.Tracks)
        {
            for (int state = 0; state < track.States.Count; state++, count += track.States.Count) kindsFrom[_firstState[track.Index] + state] = (int)Math.Min(count, int.MaxValue);
        }
        _kindsFrom = kindsFrom;
        if (!MoveCounts.HasRoomFor(count, Outcomes.Length, Steps)) return;
        _singles = MoveCounts.For([.. _scenario.Tracks.SelectMany(t => t.States.SelectMany(from => t.States.Select(to => new Move(0, t.Index, from.Index, to.Index))))], Outcomes.Length, Steps);
    }
}
