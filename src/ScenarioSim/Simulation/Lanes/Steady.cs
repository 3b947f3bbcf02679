using ScenarioSim.Compiler.Vectors;
using ScenarioSim.Model;

namespace ScenarioSim.Simulation.Lanes;

/// <summary>What assumptions and levers alone decide: worked out when a run begins, and read by the other routines.</summary>
internal sealed class Steady
{
    private readonly Graph _begin;
    private readonly HashSet<Expression> _steady = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<int> _assumptions;
    private readonly Dictionary<Node, int> _rows = [];
    private readonly Dictionary<int, Node> _values = [];

    /// <param name="scenario">Whose expressions.</param>
    /// <param name="begin">The routine that begins runs.</param>
    /// <param name="formulas">Its formulas.</param>
    /// <param name="assumptionRows">Where the assumptions are.</param>
    public Steady(Scenario scenario, Graph begin, LaneFormulas formulas, int[] assumptionRows)
    {
        (_begin, Formulas, _assumptions) = (begin, formulas, [.. assumptionRows]);
        foreach (Expression node in ExpressionTree.Nodes(ExpressionTree.Roots(scenario)))
        {
            bool self = node is not (IndicatorRef or InState or TimeIn or Visited or Visits or DayRef or DateRef);
            if (self && ExpressionTree.Children(node).All(_steady.Contains)) _steady.Add(node);
        }
    }

    /// <summary>Formulas in the routine that begins runs.</summary>
    public LaneFormulas Formulas { get; }

    /// <summary>Whether assumptions and levers alone decide an expression.</summary>
    public bool Holds(Expression e) => _steady.Contains(e);

    /// <summary>A steady number, read in another routine; null where it is not steady.</summary>
    public Node? Number(Expression e, Graph reader) => Holds(e) ? Read(Formulas.Number(e, _begin.Always), reader) : null;

    /// <summary>A steady truth, read in another routine; null where it is not steady.</summary>
    public Node? Truth(Expression e, Graph reader) => Holds(e) ? Read(Formulas.Truth(e, _begin.Always), reader) : null;

    /// <summary>What the beginning works out, read in another routine.</summary>
    public Node Read(Node value, Graph reader)
    {
        switch (value.Op)
        {
            case Op.Constant: return reader.Constant(value.Number);
            case Op.Always: return reader.Always;
            case Op.Never: return reader.Never;
            case Op.Load: return reader.Load((int)value.Whole);
        }
        if (!_rows.TryGetValue(value, out int row))
        {
            row = _begin.Rows.New($"steady{_rows.Count}", value.Shape == Shape.Truth ? RowKind.Truth : value.Extent.Kind);
            _rows.Add(value, row);
            _values.Add(row, value);
            _begin.Store(row, value);
        }
        if (value.Shape == Shape.Truth) return reader.LoadTruth(row);
        reader.Know(row, value.Extent);
        return reader.Load(row);
    }

    /// <summary>The same number in the routine that begins runs; null where another routine works it out from what changes.</summary>
    public Node? Begun(Node value) => value.Op switch
    {
        Op.Constant => _begin.Constant(value.Number),
        Op.Load when _values.TryGetValue((int)value.Whole, out Node? begun) => begun,
        Op.Load when _assumptions.Contains((int)value.Whole) => _begin.Load((int)value.Whole),
        _ => null,
    };
}
