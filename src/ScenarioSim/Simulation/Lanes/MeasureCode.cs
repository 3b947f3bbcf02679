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

    /// <param name="build">The routines.</param>
    public MeasureCode(LaneBuilder build)
    {
        _build = build;
        _scenario = build.Plan.Scenario;
        Rows rows = build.Step.Rows;
        int[] New(string name, Func<Reading, bool> wanted) => [.. _scenario.Measures.Select(m => wanted(m.Reading) ? rows.New($"{m.Name}.{name}") : -1)];
        _sum = New("sum", r => r == Reading.TimeTo || Adds(r));
        _last = New("last", r => r is Reading.Max or Reading.Min || Adds(r));
        _since = New("since", Adds);
        Results = New("result", _ => true);
    }

    /// <summary>Rows of the measures of a finished run.</summary>
    public int[] Results { get; }

    /// <summary>Reads the initial world; the lanes that stop there come back, for the scalar kernel.</summary>
    public Node Begin(LaneFormulas formulas)
    {
        Graph g = _build.Begin;
        foreach (Measure m in _scenario.Measures.Where(m => m.Reading != Reading.Final))
        {
            Node value = formulas.Number(m.Of, g.Always);
            int i = m.Index;
            if (m.Reading == Reading.TimeTo) g.Store(_sum[i], g.Choose(g.Equal(value, g.Constant(0)), g.Constant(double.NaN), g.Constant(0)));
            else g.Store(_last[i], value);
            if (!Adds(m.Reading)) continue;
            g.Store(_sum[i], g.Constant(0));
            g.Store(_since[i], g.Constant(0));
        }
        return _scenario.Outcomes.Where(o => o.Stop).Select(o => formulas.Truth(o.When!, g.Always)).Aggregate(g.Never, g.Or);
    }

    /// <summary>Reads the world after a step; the lanes that it stops come back.</summary>
    public Node Watch(LaneWorld world, LaneFormulas formulas)
    {
        Graph g = _build.Step;
        Node live = _build.Live;
        foreach (Measure m in _scenario.Measures.Where(m => m.Reading != Reading.Final))
        {
            int i = m.Index;
            if (m.Reading == Reading.TimeTo)
            {
                Node sum = g.Load(_sum[i]);
                Node holds = m.Of.Kind == Kind.Truth ? formulas.Truth(m.Of, live) : g.Not(g.Equal(formulas.Number(m.Of, live), g.Constant(0)));
                // The step; its day is worked out at the end.
                g.Store(_sum[i], g.Choose(g.And(g.AndNot(live, g.Equal(sum, sum)), holds), world.Step, sum));
                continue;
            }
            Node value = formulas.Number(m.Of, live);
            Node last = g.Load(_last[i]);
            if (!Adds(m.Reading))
            {
                Node kept = m.Reading == Reading.Max ? g.LessOrEqual(value, last) : g.LessOrEqual(last, value);
                g.Store(_last[i], g.Choose(g.AndNot(live, kept), value, last));
                continue;
            }
            Node changed = g.AndNot(live, g.Equal(value, last));
            g.Store(_sum[i], g.Choose(changed, Total(g, m, world.Step), g.Load(_sum[i])));
            g.Store(_since[i], g.Choose(changed, world.Step, g.Load(_since[i])));
            g.Store(_last[i], g.Choose(changed, value, last));
        }
        return g.And(live, _scenario.Outcomes.Where(o => o.Stop).Select(o => formulas.Truth(o.When!, live)).Aggregate(g.Never, g.Or));
    }

    /// <summary>The outcome and the measures of the last world.</summary>
    /// <param name="g">The routine.</param>
    /// <param name="formulas">Its formulas on a world.</param>
    /// <param name="world">The last one.</param>
    /// <returns>The row of the outcome.</returns>
    public int Finish(Graph g, Func<LaneWorld, LaneFormulas> formulas, LaneWorld world)
    {
        LaneFormulas read = formulas(world);
        foreach (Measure m in _scenario.Measures)
        {
            int i = m.Index;
            Node lastStep = world.Step;
            g.Store(Results[i], m.Reading switch
            {
                Reading.Final => g.Divide(read.Number(m.Of, g.Always), g.Constant(Unit(m))),
                Reading.TimeTo => g.Divide(g.Multiply(g.Load(_sum[i]), g.Constant(_scenario.Clock.StepSeconds)), g.Constant(Clock.Day)),
                Reading.Max or Reading.Min => g.Divide(g.Load(_last[i]), g.Constant(Unit(m))),
                Reading.Total => Total(g, m, g.Add(lastStep, g.Constant(1))),
                _ => g.Divide(Total(g, m, g.Add(lastStep, g.Constant(1))), g.Add(lastStep, g.Constant(1))),
            });
        }
        int row = g.Rows.New("outcome");
        Node outcome = g.Constant(0);
        Node open = g.Always;
        foreach (Outcome o in _scenario.Outcomes)
        {
            Node holds = o.When is null ? open : g.And(open, read.Truth(o.When, open));
            outcome = g.Choose(holds, g.Constant(o.Index), outcome);
            open = g.AndNot(open, holds);
            if (o.When is null) break;
        }
        g.Store(row, outcome);
        return row;
    }

    private static bool Adds(Reading reading) => reading is Reading.Mean or Reading.Total or Reading.ShareOfTime;

    private static double Unit(Measure m) => m.Of.Kind == Kind.Duration ? Clock.Day : 1;

    // The sum before a step.
    private Node Total(Graph g, Measure m, Node step)
    {
        int i = m.Index;
        return g.Add(g.Load(_sum[i]), g.Multiply(g.Divide(g.Load(_last[i]), g.Constant(Unit(m))), g.Subtract(step, g.Load(_since[i]))));
    }
}
