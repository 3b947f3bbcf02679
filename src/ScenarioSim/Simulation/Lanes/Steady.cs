using ScenarioSim.Compiler.Vectors;
using ScenarioSim.Model;

namespace ScenarioSim.Simulation.Lanes;

/// <summary>What assumptions and levers alone decide: worked out when a run begins, and read by the other routines.</summary>
internal sealed class Steady
{
    private readonly Graph _begin;
    private readonly HashSet<Expression> _steady = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Node, int> _rows = [];

    /// <param name="scenario">Whose expressions.</param>
    /// <param name="begin">The routine that begins runs.</param>
    /// <param name="formulas">Its formulas.</param>
    public Steady(Scenario scenario, Graph begin, LaneFormulas formulas)
    {
        (_begin, Formulas) = (begin, formulas);
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
            row = _begin.Rows.New($"steady{_rows.Count}");
            _rows.Add(value, row);
            _begin.Store(row, value);
        }
        return value.Shape == Shape.Truth ? reader.LoadTruth(row) : reader.Load(row);
    }
}
