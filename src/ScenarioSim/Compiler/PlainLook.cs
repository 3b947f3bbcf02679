using ScenarioSim.Randomness;

namespace ScenarioSim.Compiler;

/// <summary>
/// A look that is not compiled: what <see cref="LookEmitter"/> writes, transition by transition, with formulas that are delegates, or read from their trees before there are any. To compile a look takes as long as a thousand of these,
/// so it is done for states that are looked at often; in a scenario of ten thousand tracks many are not. Safe for use by several threads.
/// </summary>
internal sealed class PlainLook
{
    // About what compiling costs.
    private const int Few = 1000;

    private readonly LeafPlan _leaf;
    private readonly int _track;
    private readonly bool _repeats;
    private readonly bool _isToBeCompiled;
    private readonly (Reads When, Reads Likelihood)[] _due;
    private readonly (Reads When, Reads Likelihood)[] _standing;
    private int _looks;

    public PlainLook(Plan plan, int track, LeafPlan leaf)
    {
        (_leaf, _track, _repeats) = (leaf, track, plan.Scenario.Tracks[track].Repeats);
        _isToBeCompiled = plan.Compilation != Compilation.Never;
        (_due, _standing) = ([.. leaf.Due.Select(a => ReadsOf(plan, a))], [.. leaf.Standing.Select(a => ReadsOf(plan, a))]);
    }

    /// <summary>Looks; see <see cref="LookCode"/>.</summary>
    public void Look(World world, TrackState state, int step)
    {
        // Counted by several threads, and not always rightly: what for, it only says when to compile.
        if (_isToBeCompiled && ++_looks == Few) _leaf.CompileLook();
        var reads = default(Reads);
        (int wake, int found) = Look(world, state, step, ref reads);
        TrackMemory memory = world.Memory;
        if (wake > step)
        {
            (memory.ReadTracks[_track], memory.ReadOthers[_track]) = (reads.Tracks, reads.Others);
            (state.ChangedTracks, state.ChangedOthers) = (0, Reads.Clock);
            if (reads.Time) (wake, found) = (step + 1, Compiler.Look.Again);
        }
        (memory.Wake[_track], state.Found) = (wake, found);
    }

    private (int Wake, int Found) Look(World world, TrackState state, int step, ref Reads reads)
    {
        TrackMemory memory = world.Memory;
        (int wake, int found) = (TrackMemory.Never, Compiler.Look.Again);
        bool lost = false;
        for (int i = 0; i < _due.Length; i++)
        {
            TransitionPlan t = _leaf.Due[i].Transition;
            if (t.Timer >= 0 && step < memory.Due[t.Timer])
            {
                if (memory.Due[t.Timer] < wake) (wake, found) = (memory.Due[t.Timer], t.IsSure ? i : Compiler.Look.Again);
                continue;
            }
            if ((t.Toss >= 0 && memory.Spent[t.Toss]) || !Guard(world, t, _due[i].When, ref reads)) continue;
            if (t.Toss < 0 || TrackMemory.Won(world, t.Number, t.Toss, t.Lister, Chance(world, t))) return (step, i);
            lost = true;
        }
        if (_standing.Length > 0)
        {
            double total = Rates(world, state, step, ref wake, ref found, ref reads);
            if (total == Hazard.Certain) return (step, Compiler.Look.Certain);
            state.Rate = total;
            int reached = LookEmitter.Reached(total, state.Threshold - state.Sum, step);
            if (reached < wake) (wake, found) = (reached, Compiler.Look.Chance);
        }
        return _repeats && lost && wake > step ? (step, Compiler.Look.Renew) : (wake, found);
    }

    // The sum of the rates; infinite where one is.
    private double Rates(World world, TrackState state, int step, ref int wake, ref int found, ref Reads reads)
    {
        TrackMemory memory = world.Memory;
        state.Sum += state.Rate * (step - state.Since);
        state.Since = step;
        double total = 0;
        for (int i = 0; i < _standing.Length; i++)
        {
            TransitionPlan t = _leaf.Standing[i].Transition;
            ref double rate = ref memory.Rates[t.Number];
            bool waits = t.Timer >= 0 && step < memory.Due[t.Timer];
            if (waits && memory.Due[t.Timer] < wake) (wake, found) = (memory.Due[t.Timer], Compiler.Look.Again);
            if (waits || !Guard(world, t, _standing[i].When, ref reads))
            {
                rate = -1;
                continue;
            }
            Reads read = _standing[i].Likelihood;
            reads |= read;
            bool changed = ((state.ChangedTracks & read.Tracks) | (state.ChangedOthers & (read.Others | Reads.Beginning))) != 0;
            if (changed || rate < 0) rate = Rate(world, t);
            total += rate;
        }
        return total;
    }

    private static (Reads When, Reads Likelihood) ReadsOf(Plan plan, Alternative alternative)
    {
        TransitionPlan t = alternative.Transition;
        return (t.When is { } when ? plan.Decided.Of(when.Expression).Reads : default, t.Likelihood is { } likelihood ? plan.Decided.Of(likelihood.Expression).Reads : default);
    }

    // Where it may be compiled with the look, a formula is not made before: that, too, is compiling.
    private double Value(Formula formula, World world) => _isToBeCompiled ? World.Interpret(world, formula.Expression) : formula.Value(world);

    private bool Guard(World world, TransitionPlan t, Reads read, ref Reads reads)
    {
        if (t.When is not { } when) return true;
        reads |= read;
        return Value(when, world) != 0;
    }

    private double Chance(World world, TransitionPlan t) => World.Probability(Value(t.Likelihood!, world), world, t.LikelihoodSite);

    private double Rate(World world, TransitionPlan t) => t.Chance == Compiler.Chance.Standing
        ? Hazard.OfChance(Chance(world, t), t.StepsPerPeriod)
        : Hazard.OfRate(World.NotNegative(Value(t.Likelihood!, world), world, t.LikelihoodSite) * t.StepsPerPeriod);
}
