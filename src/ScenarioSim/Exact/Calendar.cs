using ScenarioSim.Compiler;
using ScenarioSim.Model;

namespace ScenarioSim.Exact;

/// <summary>The steps in which dates change what can happen: in all others the same world has the same ways out.</summary>
internal sealed class Calendar
{
    private readonly bool[] _changes;
    private readonly bool _stops;

    /// <param name="plan">The plan.</param>
    /// <param name="structural">The expressions that decide where a world can lead, and when it ends.</param>
    /// <param name="timings">When transitions' dates come.</param>
    /// <param name="world">Holds the assumptions; its step is changed.</param>
    public Calendar(Plan plan, IReadOnlyList<Expression> structural, Timings timings, World world)
    {
        int last = plan.Scenario.Clock.LastStep;
        _changes = new bool[last + 2];
        _stops = Dependence.Of(plan.Scenario.Outcomes.Where(o => o is { Stop: true, When: not null }).Select(o => o.When!)).Date;
        foreach (int step in timings.Changes)
        {
            if (step >= 1 && step <= last) _changes[step] = true;
        }
        // Whether something has been so by a date matters until then.
        foreach (Fact fact in plan.Scenario.Evidence?.Facts ?? [])
        {
            if (fact.AtSomeTime) _changes[fact.Step + 1] = true;
        }
        var truths = new List<Expression>();
        if (!OnlyIn(structural, truths))
        {
            Array.Fill(_changes, true);
            return;
        }
        foreach (Expression truth in truths)
        {
            bool before = false;
            for (int step = 0; step <= last; step++)
            {
                world.GoTo(step);
                bool now = World.Interpret(world, truth) != 0;
                _changes[step] |= step > 0 && now != before;
                before = now;
            }
        }
    }

    /// <summary>The last step before the next change. Where a date can stop runs, a step in which something changes stands alone: a world that went on before it may stop in it.</summary>
    public int Until(int from)
    {
        if (_stops && _changes[from]) return from;
        int to = from;
        while (to + 2 < _changes.Length && !_changes[to + 1]) to++;
        return to;
    }

    // Whether dates are read only inside truths that look at nothing but the date, assumptions and levers; those are collected.
    private static bool OnlyIn(IReadOnlyList<Expression> roots, List<Expression> truths)
    {
        var seen = new HashSet<Expression>(ReferenceEqualityComparer.Instance);
        var dated = new HashSet<Expression>(ReferenceEqualityComparer.Instance);
        var alone = new HashSet<Expression>(ReferenceEqualityComparer.Instance);
        foreach (Expression node in ExpressionTree.Nodes(roots))
        {
            bool leaf = node is DayRef or DateRef;
            if (leaf || ExpressionTree.Children(node).Any(dated.Contains)) dated.Add(node);
            if (leaf || node is Constant or AssumptionRef or LeverRef || (ExpressionTree.Children(node).Any() && ExpressionTree.Children(node).All(alone.Contains))) alone.Add(node);
        }
        var open = new Stack<Expression>(roots);
        while (open.TryPop(out Expression? node))
        {
            if (!dated.Contains(node) || !seen.Add(node)) continue;
            if (node.Kind == Kind.Truth && alone.Contains(node)) truths.Add(node);
            else if (node is DayRef or DateRef) return false;
            else foreach (Expression child in ExpressionTree.Children(node)) open.Push(child);
        }
        return true;
    }
}
