using ScenarioSim.Compiler.Vectors;
using ScenarioSim.Model;
using ScenarioSim.Results;

namespace ScenarioSim.Simulation.Lanes;

/// <summary>Measures, stops and outcomes in the routines: the operations of <see cref="MeasureReader"/>, on lanes.</summary>
internal sealed class MeasureCode
{
    private readonly LaneBuilder _build;
    private readonly Scenario _scenario;
    private readonly int[] _sum;
    private readonly int[] _last;
    private readonly int[] _since;
    private readonly bool[] _whole;
    private readonly List<(int Row, Extent Extent)> _known = [];

    /// <param name="build">The routines.</param>
    public MeasureCode(LaneBuilder build)
    {
        _build = build;
        _scenario = build.Plan.Scenario;
        Rows rows = build.Step.Rows;
        _whole = [.. _scenario.Measures.Select(IsWhole)];
        _sum = [.. _scenario.Measures.Select(m => m.Reading is Reading.TimeTo or Reading.At or Reading.By || Adds(m.Reading) ? New(rows, $"{m.Name}.sum", SumExtent(m)) : -1)];
        _last = [.. _scenario.Measures.Select(m => m.Reading is Reading.Max or Reading.Min || (Adds(m.Reading) && !KeepsNoLast(m)) ? New(rows, $"{m.Name}.last", ValueExtent(m)) : -1)];
        _since = [.. _scenario.Measures.Select(m => Adds(m.Reading) && !_whole[m.Index] ? New(rows, $"{m.Name}.since", Extent.Between(0, Steps, whole: true)) : -1)];
        Results = [.. _scenario.Measures.Select(m => rows.New($"{m.Name}.result"))];
    }

    /// <summary>Rows of the measures of a finished run.</summary>
    public int[] Results { get; }

    /// <summary>Reads the initial world; the lanes that stop there come back, for the single-run kernel.</summary>
    public Node Begin(LaneFormulas formulas)
    {
        Graph g = _build.Begin;
        foreach (Measure m in _scenario.Measures.Where(m => m.Reading != Reading.Final))
        {
            int i = m.Index;
            if (m.Reading == Reading.TimeTo) g.Store(_sum[i], g.Choose(Holds(g, formulas, m, g.Always), g.Constant(0), g.Constant(LaneRows.Latest)));
            else if (m.Reading == Reading.By) g.Store(_sum[i], formulas.Number(m.Of, g.Always));
            else if (m.Reading == Reading.At) g.Store(_sum[i], g.Constant(0));
            else if (_last[i] >= 0) g.Store(_last[i], formulas.Number(m.Of, g.Always));
            if (!Adds(m.Reading)) continue;
            g.Store(_sum[i], g.Constant(0));
            if (_since[i] >= 0) g.Store(_since[i], g.Constant(0));
        }
        return _scenario.Outcomes.Where(o => o.Stop).Select(o => formulas.Truth(o.When!, g.Always)).Aggregate(g.Never, g.Or);
    }

    /// <summary>Reads the world after a step; the lanes that it stops come back.</summary>
    public Node Watch(LaneWorld world, LaneFormulas formulas)
    {
        Graph g = _build.Step;
        foreach (Measure m in _scenario.Measures.Where(m => m.Reading != Reading.Final))
        {
            int i = m.Index;
            if (m.Reading == Reading.TimeTo)
            {
                g.Store(_sum[i], g.Least(g.Load(_sum[i]), g.Choose(Holds(g, formulas, m, g.Always), world.Step, g.Constant(LaneRows.Latest))));
                continue;
            }
            if (m.Reading == Reading.At)
            {
                // Where the lane goes past its step, the world before is still that of the step.
                if (m.Step >= _scenario.Clock.LastStep) continue;
                Node step = g.Constant(m.Step), passes = g.And(g.LessOrEqual(_build.Was, step), g.Less(step, _build.Now));
                g.Store(_sum[i], g.Choose(passes, _build.Peek.At(step).Number(m.Of, passes), g.Load(_sum[i])));
                continue;
            }
            if (m.Reading == Reading.By)
            {
                Node isInTime = g.LessOrEqual(world.Step, g.Constant(m.Step));
                g.Store(_sum[i], g.Greatest(g.Load(_sum[i]), g.FromTruth(g.And(isInTime, formulas.Truth(m.Of, isInTime)))));
                continue;
            }
            if (_whole[i])
            {
                // Whole numbers add up the same however often they are added; the last step is added in the end.
                Node before = _build.Peek.Number(m.Of, g.Always);
                g.Store(_sum[i], g.Add(g.Load(_sum[i]), before.Op == Op.Choose && before.B!.Op == Op.Constant ? g.Choose(before.A!, g.Multiply(before.B, _build.Steps), g.Multiply(before.C!, _build.Steps)) : g.Multiply(before, _build.Steps)));
                continue;
            }
            Node value = formulas.Number(m.Of, g.Always);
            Node last = _last[i] >= 0 ? g.Load(_last[i]) : _build.Peek.Number(m.Of, g.Always);
            if (!Adds(m.Reading))
            {
                Node kept = m.Reading == Reading.Max ? g.LessOrEqual(value, last) : g.LessOrEqual(last, value);
                g.Store(_last[i], g.Choose(kept, last, value));
                continue;
            }
            Node changed = g.Not(g.Equal(value, last));
            g.Store(_sum[i], g.Choose(changed, Total(g, m, last, world.Step), g.Load(_sum[i])));
            g.Store(_since[i], g.Choose(changed, world.Step, g.Load(_since[i])));
            if (_last[i] >= 0) g.Store(_last[i], g.Choose(changed, value, last));
        }
        return _scenario.Outcomes.Where(o => o.Stop).Select(o => formulas.Truth(o.When!, g.Always)).Aggregate(g.Never, g.Or);
    }

    /// <summary>The outcome and the measures of the last world.</summary>
    /// <param name="g">The routine.</param>
    /// <param name="formulas">Its formulas on a world.</param>
    /// <param name="world">The last one.</param>
    /// <returns>The row of the outcome.</returns>
    public int Finish(Graph g, Func<LaneWorld, LaneFormulas> formulas, LaneWorld world)
    {
        foreach ((int row, Extent extent) in _known) g.Know(row, extent);
        LaneFormulas read = formulas(world);
        foreach (Measure m in _scenario.Measures)
        {
            int i = m.Index;
            Node steps = g.Add(world.Step, g.Constant(1));
            Node Last() => _last[i] >= 0 ? g.Load(_last[i]) : read.Number(m.Of, g.Always);
            g.Store(Results[i], m.Reading switch
            {
                Reading.Final => g.Divide(read.Number(m.Of, g.Always), g.Constant(Unit(m))),
                Reading.TimeTo => Days(g, g.Load(_sum[i])),
                Reading.At => AtLast(g, m, read, world),
                Reading.By => g.Load(_sum[i]),
                Reading.Max or Reading.Min => g.Divide(Last(), g.Constant(Unit(m))),
                Reading.Total => Total(g, m, Last(), steps),
                _ => g.Divide(Total(g, m, Last(), steps), steps),
            });
        }
        int outcomes = g.Rows.New("outcome", RowKind.Whole);
        Node outcome = g.Constant(0);
        Node open = g.Always;
        foreach (Outcome o in _scenario.Outcomes)
        {
            Node holds = o.When is null ? open : g.And(open, read.Truth(o.When, open));
            outcome = g.Choose(holds, g.Constant(o.Index), outcome);
            open = g.AndNot(open, holds);
            if (o.When is null) break;
        }
        g.Store(outcomes, outcome);
        return outcomes;
    }

    private double Steps => _scenario.Clock.LastStep + 1.0;

    // A new row of which the step and the end know what it holds.
    private int New(Rows rows, string name, Extent extent)
    {
        int row = rows.New(name, extent.Kind);
        _known.Add((row, extent));
        _build.Step.Know(row, extent);
        return row;
    }

    // What a measure reads off a world, the initial one too: a whole number if it is one of an indicator or a truth.
    private Extent ValueExtent(Measure m)
    {
        if (m.Of.Kind == Kind.Truth) return Extent.Between(0, 1, whole: true);
        if (m.Of is not IndicatorRef) return Extent.Unknown;
        Extent extent = _build.Peek.Number(m.Of, _build.Step.Always).Extent;
        return extent.Kind == RowKind.Whole ? extent : Extent.Unknown;
    }

    private Extent SumExtent(Measure m)
    {
        if (m.Reading == Reading.TimeTo) return Extent.Between(0, LaneRows.Latest, whole: true);
        if (m.Reading is Reading.At or Reading.By) return ValueExtent(m);
        if (!_whole[m.Index]) return Extent.Unknown;
        Extent value = _build.Peek.Number(m.Of, _build.Step.Always).Extent;
        return Extent.Between(Math.Min(0, value.Low) * Steps, Math.Max(0, value.High) * Steps, whole: true);
    }

    private static bool Adds(Reading reading) => reading is Reading.Mean or Reading.Total or Reading.ShareOfTime;

    private static double Unit(Measure m) => m.Of.Kind == Kind.Duration ? Clock.Day : 1;

    // Where all that is added up stays a whole number, sums are exact.
    private bool IsWhole(Measure m)
    {
        if (!KeepsNoLast(m) || Unit(m) != 1) return false;
        Extent extent = _build.Peek.Number(m.Of, _build.Step.Always).Extent;
        return extent.IsWhole && extent.IsFinite && Math.Max(Math.Abs(extent.Low), Math.Abs(extent.High)) * (_scenario.Clock.LastStep + 1.0) < 1L << 53;
    }

    // What is read off the world without much ado is read again instead of being kept.
    private static bool KeepsNoLast(Measure m) => Adds(m.Reading) && !LaneBuilder.ReadsClock(m.Of) && (m.Of is IndicatorRef || m.Of.Kind == Kind.Truth);

    private static Node Holds(Graph g, LaneFormulas formulas, Measure m, Node context) =>
        m.Of.Kind == Kind.Truth ? formulas.Truth(m.Of, context) : g.Not(g.Equal(formulas.Number(m.Of, context), g.Constant(0)));

    // Of a run that ends in the step that is asked for, or before, what it ends with.
    private Node AtLast(Graph g, Measure m, LaneFormulas read, LaneWorld world)
    {
        Node isOpen = g.LessOrEqual(world.Step, g.Constant(m.Step));
        return g.Choose(isOpen, read.Number(m.Of, isOpen), g.Load(_sum[m.Index]));
    }

    // A step as days after the start; the latest stands for never.
    private Node Days(Graph g, Node step) =>
        g.Choose(g.Less(step, g.Constant(LaneRows.Latest)), g.Divide(g.Multiply(step, g.Constant(_scenario.Clock.StepSeconds)), g.Constant(Clock.Day)), g.Constant(double.NaN));

    // Up to a step, without it.
    private Node Total(Graph g, Measure m, Node last, Node step)
    {
        int i = m.Index;
        Node sum = g.Load(_sum[i]);
        if (_whole[i]) return g.Add(sum, last);
        return g.Add(sum, g.Multiply(g.Divide(last, g.Constant(Unit(m))), g.Subtract(step, g.Load(_since[i]))));
    }
}
