using ScenarioSim.Compiler;
using ScenarioSim.Compiler.Vectors;
using ScenarioSim.Model;
using ScenarioSim.Model.Distributions;

namespace ScenarioSim.Simulation.Lanes;

/// <summary>Where the routines of a plan keep things in a block's memory: rows, -1 for what this plan has no need of.</summary>
internal sealed class LaneRows
{
    /// <summary>Steps are never later than this: whatever is past the end may stand for any other.</summary>
    public const int Latest = 1 << 30;

    private readonly Plan _plan;

    /// <param name="plan">The plan.</param>
    /// <param name="rows">Gives the rows.</param>
    public LaneRows(Plan plan, Rows rows)
    {
        _plan = plan;
        Scenario scenario = plan.Scenario;
        int tracks = scenario.Tracks.Count;
        int[] New(int count, RowKind kind, Func<int, string> name, Func<int, bool>? wanted = null) => [.. Enumerable.Range(0, count).Select(i => wanted is null || wanted(i) ? rows.New(name(i), kind) : -1)];
        IReadOnlyList<Expression> nodes = ExpressionTree.Nodes(ExpressionTree.Roots(scenario));
        var timed = nodes.OfType<TimeIn>().Select(t => t.Track).ToHashSet();
        HashSet<TransitionPlan> timers = LaneTimers.All(plan);
        timed.UnionWith(plan.Transitions.Where(t => t.After is not null && t.AfterDrawn is null && plan.StateOf(t.Lister).IsLeaf && !timers.Contains(t)).Select(t => plan.TrackOf(t.Lister)));
        var counted = nodes.OfType<Visits>().SelectMany(v => v.States.Select(s => plan.FirstState[v.Track] + s)).Concat(nodes.OfType<Visited>().Select(v => plan.FirstState[v.Track] + v.State)).ToHashSet();
        var outer = plan.Transitions.Where(t => t.After is not null && !plan.StateOf(t.Lister).IsLeaf).Select(t => t.Lister).ToHashSet();
        TransitionPlan[] drawn = new TransitionPlan[plan.TimerCount];
        foreach (TransitionPlan t in plan.Transitions.Where(t => t.Timer >= 0)) drawn[t.Timer] = t;
        Step = rows.New("step", RowKind.Whole);
        Doubt = rows.New("doubt", RowKind.Truth);
        Stopped = rows.New("stopped", RowKind.Truth);
        Busy = plan.Indicators.Any(i => i.Flow is not null) ? rows.New("busy", RowKind.Truth) : -1;
        Leaf = New(tracks, RowKind.Place, t => $"{scenario.Tracks[t].Name}.state", t => !scenario.Tracks[t].Repeats);
        Left = New(tracks, RowKind.Number, t => $"{scenario.Tracks[t].Name}.left");
        Nowhere = rows.New("nowhere.left");
        Pick = New(tracks, RowKind.Number, t => $"{scenario.Tracks[t].Name}.pick");
        rows.New("nowhere.pick");
        Entered = New(tracks, RowKind.Whole, t => $"{scenario.Tracks[t].Name}.entered", timed.Contains);
        OuterEntered = New(plan.StateCount, RowKind.Whole, s => $"entered{s}", outer.Contains);
        Visits = New(plan.StateCount, RowKind.Whole, s => $"visits{s}", counted.Contains);
        Indicators = [.. scenario.Indicators.Select(i => rows.New(i.Name, ExtentOf(i).Kind))];
        Assumptions = New(scenario.Assumptions.Count, RowKind.Number, a => scenario.Assumptions[a].Name, a => plan.FixedAssumptions[a] is null);
        Timers = New(tracks, RowKind.Whole, t => $"{scenario.Tracks[t].Name}.timer", timers.Select(t => plan.TrackOf(t.Lister)).ToHashSet().Contains);
        Due = New(plan.TimerCount, RowKind.Whole, t => $"due{t}", t => drawn[t].AfterDrawn is not null && !timers.Contains(drawn[t]));
        foreach (TransitionPlan t in timers.Where(t => t.AfterDrawn is not null)) Due[t.Timer] = Timers[plan.TrackOf(t.Lister)];
        Spent = New(plan.TossCount, RowKind.Truth, t => $"spent{t}");
        Luck = New(plan.TossCount, RowKind.Number, t => $"luck{t}");
        Amounts = New(plan.DrawnEffects.Count, RowKind.Number, e => $"amount{e}");
        Choice = New(tracks, RowKind.Place, t => $"{scenario.Tracks[t].Name}.choice");
    }

    /// <summary>The step that the lane has come to.</summary>
    public int Step { get; }

    /// <summary>Truth: the run may meet something to be counted.</summary>
    public int Doubt { get; }

    /// <summary>Truth: an outcome has stopped the run.</summary>
    public int Stopped { get; }

    /// <summary>Truth: something has changed in the last step, so that flows are not asleep.</summary>
    public int Busy { get; }

    /// <summary>Each track's innermost state, as a place.</summary>
    public int[] Leaf { get; }

    /// <summary>What is left of thresholds, by track.</summary>
    public int[] Left { get; }

    /// <summary>Takes a threshold that nobody wants; as far after it as other picks are after their thresholds there is room for a pick.</summary>
    public int Nowhere { get; }

    /// <summary>The numbers that pick, by track.</summary>
    public int[] Pick { get; }

    /// <summary>The step in which a track entered its innermost state.</summary>
    public int[] Entered { get; }

    /// <summary>The step in which an outer state was entered, by its number.</summary>
    public int[] OuterEntered { get; }

    /// <summary>How often a state has been entered, by its number.</summary>
    public int[] Visits { get; }

    /// <summary>The indicators.</summary>
    public int[] Indicators { get; }

    /// <summary>The drawn assumptions.</summary>
    public int[] Assumptions { get; }

    /// <summary>By track, the step in which the timer of its state comes, see <see cref="LaneTimers"/>: after the present one, and past the end where there is none.</summary>
    public int[] Timers { get; }

    /// <summary>The steps in which drawn delays end, by timer.</summary>
    public int[] Due { get; }

    /// <summary>Truths: tosses that are spent.</summary>
    public int[] Spent { get; }

    /// <summary>What tosses compare.</summary>
    public int[] Luck { get; }

    /// <summary>The amounts of drawn effects.</summary>
    public int[] Amounts { get; }

    /// <summary>The tracks' moves.</summary>
    public int[] Choice { get; }

    /// <summary>The world in a block's memory.</summary>
    /// <param name="graph">The routine that reads it.</param>
    /// <param name="step">Of which step it is.</param>
    public LaneWorld World(Graph graph, Node step) => new()
    {
        Leaf = [.. Leaf.Select((r, t) => r < 0 ? graph.Constant(Graph.Place(_plan.Scenario.Tracks[t].Initial)) : graph.Load(r))],
        Indicators = [.. Indicators.Select(graph.Load)],
        Entered = [.. Entered.Select(r => r < 0 ? null : graph.Load(r))],
        Visits = [.. Visits.Select(r => r < 0 ? null : graph.Load(r))],
        Step = step,
    };

    // A whole number has been rounded and, once it has had 0 added, is no -0.
    private static Extent ExtentOf(Indicator i) => Extent.Between(i.Low, i.High, i.Integer);

    /// <summary>Tells routines what rows hold in every lane that has a run: operations on it that change nothing are left out.</summary>
    public void Know(Graph begin, Graph step)
    {
        int last = _plan.Scenario.Clock.LastStep;
        step.Know(Step, Extent.Between(0, last, whole: true));
        foreach (Assumption a in _plan.Scenario.Assumptions.Where(a => Assumptions[a.Index] >= 0))
        {
            Distribution of = _plan.Policy.Assume[a.Index] ?? a.Distribution;
            foreach (Graph graph in new[] { begin, step }) graph.Know(Assumptions[a.Index], Extent.Between(of.Low, of.High, minusZero: true));
        }
        foreach (Indicator i in _plan.Scenario.Indicators) step.Know(Indicators[i.Index], ExtentOf(i));
        foreach (Track track in _plan.Scenario.Tracks)
        {
            if (Leaf[track.Index] >= 0) step.Know(Leaf[track.Index], Extent.Between(Graph.Place(track.States.First(s => s.IsLeaf).Index), Graph.Place(track.States.Last(s => s.IsLeaf).Index), whole: true));
            if (Timers[track.Index] >= 0) step.Know(Timers[track.Index], Extent.Between(1, Latest, whole: true));
            if (Entered[track.Index] >= 0) step.Know(Entered[track.Index], Extent.Between(0, last, whole: true));
            step.Know(Pick[track.Index], Extent.Between(double.Epsilon, 1 - (Randomness.EventKey.Grain / 2)));
        }
        for (int i = 0; i < Amounts.Length; i++)
        {
            Distribution drawn = _plan.DrawnEffects[i].Drawn!;
            if (!double.IsFinite(drawn.Low) || !double.IsFinite(drawn.High)) continue;
            // With room for the rounding of what its table interpolates.
            double room = 1 + drawn.High - drawn.Low;
            step.Know(Amounts[i], Extent.Between(drawn.Low - room, drawn.High + room, minusZero: true));
        }
        foreach (int row in Due.Where(r => r >= 0 && !Timers.Contains(r))) step.Know(row, Extent.Between(1, Latest, whole: true));
        foreach (int row in OuterEntered.Where(r => r >= 0)) step.Know(row, Extent.Between(0, last, whole: true));
        // At most two a step.
        foreach (int row in Visits.Where(r => r >= 0)) step.Know(row, Extent.Between(0, 2.0 * (last + 1), whole: true));
    }
}
