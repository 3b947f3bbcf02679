using ScenarioSim.Compiler;
using ScenarioSim.Randomness;

namespace ScenarioSim.Simulation;

/// <content>Runs in stretches, for splitting: a stretch ends where the importance reaches a level, and others begin there with fresh luck.</content>
/// <remarks>
/// <para>
/// What is to come of a world is drawn anew: the thresholds of the present stays by their conditional law (exponential thresholds have no memory: beyond what has been
/// used up they are exponential again), their picks, and everything drawn later, under the number of the new run. Delays that have been drawn are part of the world.
/// </para>
/// <para>
/// A threshold is revealed piece by piece: where it is unlikely to be reached before the end, one asks whether it lies in the lowest quarter of where it may lie, and so on while the
/// answer is yes. Each yes brings the world nearer, so that a single move of tiny probability is reached over several levels too. What has been revealed is part of the world:
/// whoever goes on from it draws from the threshold's law between these bounds. The pick among rare alternatives and shares is revealed in the same way.
/// </para>
/// </remarks>
public sealed partial class Kernel
{
    // The share of where a threshold or a pick may lie that a question asks about.
    private const double Quarter = 0.25;

    // What is likelier than this is left to plain tries: to ask would only make tries unlike each other.
    private const double Rare = 0.05;

    // Numbers that say what is known of a stay.
    private const int Knowledge = 6;

    /// <summary>Steps gone through in stretches so far.</summary>
    internal long StepsMade { get; private set; }

    /// <summary>The greatest importance in the last stretch.</summary>
    internal double Greatest { get; private set; }

    /// <summary>Begins a run that is to be followed in stretches.</summary>
    internal void Start(long run)
    {
        _luck.Begin(run);
        Begin(run);
    }

    /// <summary>Follows the run from where it is until its importance reaches a level, or it ends.</summary>
    /// <param name="importance">The importance.</param>
    /// <param name="level">The level; infinite: to the end.</param>
    /// <param name="outcome">Index of the wanted outcome.</param>
    internal Stretch Follow(IImportance importance, double level, int outcome)
    {
        World world = _world;
        int step = world.Step;
        int begun = step;
        Greatest = double.NegativeInfinity;
        bool reached = !Record.Stopped && Reaches(importance, level);
        while (!reached && !Record.Stopped && step < _lastStep)
        {
            int next = NextStep(step, out uint awake);
            int look = importance.Every > 0 ? step + importance.Every - (step % importance.Every) : TrackMemory.Never;
            if (look < next) (next, awake) = (look, 0);
            if (next > _lastStep) break;
            step = next;
            (ulong tracks, ulong indicators) = Make(step, awake);
            bool mayReach = importance.Concerns(tracks, indicators) || step == look;
            reached = mayReach && !Record.Stopped && Reaches(importance, level);
        }
        if (!reached && !Record.Stopped) step = _lastStep;
        StepsMade += step - begun;
        if (reached) return Stretch.Reached;
        if (world.Step != step) world.GoTo(step);
        return OutcomeHere() == outcome ? Stretch.Hit : Stretch.Missed;
    }

    /// <summary>Saves the world at the end of the step that was reached.</summary>
    internal void Save(SavedWorld saved)
    {
        World world = _world;
        saved.Step = world.Step;
        saved.Over = false;
        if (saved.Numbers.Length == 0)
        {
            saved.Numbers = new double[world.Assumptions.Length + world.Indicators.Length + (Knowledge * _tracks)];
            saved.Counts = new int[(2 * _tracks) + (2 * world.Entered.Length) + _memory.Due.Length + _memory.Spent.Length];
        }
        Span<double> numbers = saved.Numbers;
        world.Assumptions.CopyTo(numbers);
        world.Indicators.CopyTo(numbers[world.Assumptions.Length..]);
        Span<double> known = numbers[(world.Assumptions.Length + world.Indicators.Length)..];
        Span<int> counts = saved.Counts;
        for (int track = 0; track < _tracks; track++)
        {
            TrackState state = _memory.Tracks[track];
            double used = state.SumAfter(world.Step);
            PickKnown pick = state.PickKnown;
            ReadOnlySpan<double> all = [Math.Max(0, state.Above - used), state.AtMost - used, pick.Low, pick.High, pick.GapLow, pick.GapHigh];
            all.CopyTo(known[(Knowledge * track)..]);
            counts[2 * track] = world.Leaf[track];
            counts[(2 * track) + 1] = (state.Asked ? 1 : 0) + (pick.Asked ? 2 : 0);
        }
        counts = counts[(2 * _tracks)..];
        world.Entered.CopyTo(counts);
        world.Visited.CopyTo(counts = counts[world.Entered.Length..]);
        _memory.Due.CopyTo(counts = counts[world.Visited.Length..]);
        counts = counts[_memory.Due.Length..];
        for (int toss = 0; toss < _memory.Spent.Length; toss++) counts[toss] = _memory.Spent[toss] ? 1 : 0;
    }

    /// <summary>Takes a saved world up again, with luck of its own.</summary>
    /// <param name="saved">The world; the run in it was not over.</param>
    /// <param name="run">The number of the new run: no other may have it.</param>
    internal void Resume(SavedWorld saved, long run)
    {
        _run = run;
        _memory.Run = run;
        Record.Reset(run);
        World world = _world;
        world.Begin();
        ReadOnlySpan<double> numbers = saved.Numbers;
        numbers[..world.Assumptions.Length].CopyTo(world.Assumptions);
        numbers[world.Assumptions.Length..][..world.Indicators.Length].CopyTo(world.Indicators);
        ReadOnlySpan<int> counts = saved.Counts.AsSpan(2 * _tracks);
        counts[..world.Entered.Length].CopyTo(world.Entered);
        counts = counts[world.Entered.Length..];
        counts[..world.Visited.Length].CopyTo(world.Visited);
        counts = counts[world.Visited.Length..];
        counts[.._memory.Due.Length].CopyTo(_memory.Due);
        counts = counts[_memory.Due.Length..];
        for (int toss = 0; toss < _memory.Spent.Length; toss++) _memory.Spent[toss] = counts[toss] != 0;
        world.GoTo(saved.Step);
        _luck.BeginAlone();
        _changedCount = 0;
        for (int track = 0; track < _tracks; track++) ResumeStay(track, saved);
        Array.Clear(_happened);
        Array.Clear(_flowAsleep);
        _flowsAwake = _flows.Length > 0;
    }

    private void ResumeStay(int track, SavedWorld saved)
    {
        int leaf = saved.Counts[2 * track];
        int asked = saved.Counts[(2 * track) + 1];
        ReadOnlySpan<double> known = saved.Numbers.AsSpan(saved.Numbers.Length - (Knowledge * (_tracks - track)), Knowledge);
        var picks = new PickKnown(known[2], known[3], known[4], known[5], (asked & 2) != 0);
        _world.Leaf[track] = leaf;
        (double uniform, double pick) = _keys.Stays[leaf].Draw(_run, _world.Visited[leaf]);
        TrackState state = _memory.Tracks[track];
        state.Begin(Hazard.Threshold(uniform, known[0], known[1]), picks.Draw(pick), saved.Step);
        (state.Above, state.AtMost, state.Asked, state.PickKnown, state.IsKnown) = (known[0], known[1], (asked & 1) != 0, picks, true);
        (_memory.ReadTracks[track], _memory.ReadOthers[track]) = (0, 0);
        _changed[_changedCount++] = track;
    }

    private bool Reaches(IImportance importance, double level)
    {
        if (Rises(importance, level)) return true;
        foreach (int track in importance.Asked)
        {
            TrackState state = _memory.Tracks[track];
            while (Ask(state, importance.Pick(track)))
            {
                if (Rises(importance, level)) return true;
            }
            while (!state.Asked && Ask(state, importance.Hazard(track)))
            {
                if (Rises(importance, level)) return true;
            }
        }
        return false;
    }

    private bool Rises(IImportance importance, double level)
    {
        double now = importance.Of(_world, _world.Step);
        if (now > Greatest) Greatest = now;
        return now >= level;
    }

    private static bool Ask(TrackState state, (double Low, double High) wanted)
    {
        PickKnown known = state.PickKnown;
        if (known == PickKnown.Nothing && wanted.High - wanted.Low > Rare) return false;
        if (known.Around(wanted.Low, wanted.High, Quarter) is not var (low, high)) return false;
        state.IsKnown = true;
        bool yes = state.Pick >= low && state.Pick < high;
        state.PickKnown = yes ? known with { Low = low, High = high, GapLow = low, GapHigh = low } : known with { GapLow = low, GapHigh = high, Asked = true };
        return yes;
    }

    // Asks no further than to where the threshold is likely to be reached before the end.
    private bool Ask(TrackState state, double hazard)
    {
        if (hazard <= 0 || (hazard > Rare && state.Above == 0 && double.IsPositiveInfinity(state.AtMost))) return false;
        double used = state.SumAfter(_world.Step);
        double above = Math.Max(state.Above, used);
        double atMost = Math.Floor(above + (Hazard.Inverse(Quarter, (state.AtMost - above) / Hazard.Units) * Hazard.Units));
        if (atMost - used < hazard * Hazard.Units || atMost <= above) return false;
        state.IsKnown = true;
        if (state.Threshold <= atMost)
        {
            state.AtMost = atMost;
            return true;
        }
        state.Above = atMost;
        state.Asked = true;
        return false;
    }
}
