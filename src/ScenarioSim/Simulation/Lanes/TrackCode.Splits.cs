using ScenarioSim.Compiler;
using ScenarioSim.Compiler.Vectors;

namespace ScenarioSim.Simulation.Lanes;

/// <content>Which of the alternatives that compete, and which of a transition's targets.</content>
internal sealed partial class TrackCode
{
    private void Compete(Node reached, Node pick, Dictionary<Alternative, int> numbers)
    {
        int slots = _rates.Length;
        Node at = _graph.Multiply(pick, _sums[^1]);
        // A pick is at most 1 - 2^-53, and so its product less than the sum; sums of more rates may be rounded.
        if (slots > 4) _build.Doubt(reached, _graph.LessOrEqual(_sums[^1], at));
        Node? choice = null;
        for (int slot = slots - 1; slot >= 0; slot--)
        {
            Node own = ByState(At(slot), a => numbers[a]);
            choice = choice is null ? own : _graph.Choose(_graph.Less(at, _sums[slot]), own, choice);
        }
        Choice = _graph.Choose(reached, choice!, Choice);
        Share? remainder = null;
        for (int slot = 0; slot < slots; slot++)
        {
            (int State, Alternative Alternative)[] split = [.. At(slot).Where(x => x.Alternative.Moves.Length > 1)];
            if (split.Length == 0) continue;
            Node here = slot == slots - 1 ? reached : _graph.And(reached, _graph.Less(at, _sums[slot]));
            if (slot > 0) here = _graph.AndNot(here, _graph.Less(at, _sums[slot - 1]));
            remainder ??= Remainder(at);
            Split(_graph.And(here, InAny([.. split.Select(x => x.State)])), split, numbers, remainder.Value);
        }
    }

    private (int State, Alternative Alternative)[] At(int slot) => [.. _leaves.Where(l => slot < l.Plan.Standing.Length).Select(l => (l.State, l.Plan.Standing[slot]))];

    // A number in 0..1 as a quotient; without a divisor it is the number itself.
    private readonly record struct Share(Node Of, Node? By);

    // How far into the rate of the alternative that it falls in a pick falls, as a share: of any that may have several targets.
    private Share Remainder(Node at)
    {
        Node from = _graph.Constant(0);
        Node rate = _rates[0];
        for (int slot = 1; slot < _rates.Length; slot++)
        {
            if (!_leaves.Any(l => slot < l.Plan.Standing.Length && l.Plan.Standing[slot].Moves.Length > 1)) continue;
            Node here = _graph.LessOrEqual(_sums[slot - 1], at);
            from = _graph.Choose(here, _sums[slot - 1], from);
            rate = _graph.Choose(here, _rates[slot], rate);
        }
        return new Share(_graph.Subtract(at, from), rate);
    }

    // Which target: moves of one transition have following numbers. Splits in two in several states are one.
    private void Split(Node made, (int State, Alternative Alternative)[] members, Dictionary<Alternative, int> numbers, Share pick)
    {
        Node first = null!, whole = null!;
        var pairs = new List<(int State, Alternative Alternative)>();
        foreach ((int state, Alternative a) in members)
        {
            if (a.Moves.Length == 1) continue;
            Node here = members.Length == 1 ? made : _graph.And(made, In(state));
            (Node[] sums, Node total, bool reachesTotal) = Shares(a.Transition, here);
            // A pick and a remainder are below 1, and the last sum is the total in most cases.
            if (!reachesTotal || (pick.By is not null && _rates.Length > 4)) _build.Doubt(here, AtLeast(here, pick, total, sums[^1]));
            if (a.Moves.Length == 2)
            {
                (first, whole) = pairs.Count == 0 ? (sums[0], total) : (_graph.Choose(In(state), sums[0], first), _graph.Choose(In(state), total, whole));
                pairs.Add((state, a));
                continue;
            }
            for (int i = 1; i < a.Moves.Length; i++)
            {
                Choice = _graph.Choose(_graph.And(here, AtLeast(here, pick, total, sums[i - 1])), _graph.Constant(Graph.Place(numbers[a] + i)), Choice);
            }
        }
        if (pairs.Count == 0) return;
        Node paired = pairs.Count == members.Length ? made : _graph.And(made, InAny([.. pairs.Select(x => x.State)]));
        Choice = _graph.Choose(_graph.And(paired, AtLeast(paired, pick, whole, first)), ByState([.. pairs], a => numbers[a] + 1), Choice);
    }

    // Whether share x total >= sum. Where a quotient is not wanted exactly, the sum is taken times the divisor instead: rounding can only matter very close to it, and there the run is in doubt.
    private Node AtLeast(Node made, Share pick, Node total, Node sum)
    {
        if (pick.By is not { } by) return _graph.LessOrEqual(sum, _graph.Multiply(pick.Of, total));
        const double slack = 1.0 / (1L << 48);
        Node at = _graph.Multiply(pick.Of, total);
        Node surely = _graph.LessOrEqual(_graph.Multiply(_graph.Multiply(sum, _graph.Constant(1 + slack)), by), at);
        Node perhaps = _graph.LessOrEqual(_graph.Multiply(_graph.Multiply(sum, _graph.Constant(1 - slack)), by), at);
        _build.Doubt(made, _graph.AndNot(perhaps, surely));
        return perhaps;
    }

    // The shares added up, their total, and whether the last sum is the total.
    private (Node[] Sums, Node Total, bool ReachesTotal) Shares(TransitionPlan t, Node made)
    {
        bool steady = t.Shares.All(s => s is null || _build.Steady.Holds(s.Expression));
        Graph g = steady ? _build.Begin : _graph;
        Node Here(Node node) => steady ? _build.Steady.Read(node, _graph) : node;
        Node[] shares = new Node[t.Shares.Length];
        Node sum = g.Constant(0);
        for (int i = 0; i < shares.Length; i++)
        {
            if (t.Shares[i] is not { } formula) continue;
            shares[i] = steady ? _build.Steady.Formulas.Number(formula.Expression, g.Always) : _build.Here.Number(formula.Expression, made);
            if (!(_build.Range(formula.Expression).Low >= 0)) _build.Doubt(made, Here(g.Less(shares[i], g.Constant(0))));
            sum = g.Add(sum, shares[i]);
        }
        Node one = g.Constant(1);
        if (t.Rest >= 0)
        {
            _build.Doubt(made, Here(g.Less(g.Constant(1 + 1e-9), sum)));
            shares[t.Rest] = g.Greater(g.Constant(0), g.Subtract(one, sum));
            sum = g.Greater(one, sum);
        }
        else
        {
            // Of what is hardly a number any more, products could be rounded up to the whole.
            _build.Doubt(made, Here(g.LessOrEqual(sum, g.Constant(1e-300))));
        }
        var sums = new Node[shares.Length];
        for (int i = 0; i < sums.Length; i++) sums[i] = i == 0 ? shares[0] : g.Add(sums[i - 1], shares[i]);
        // x + (1 - x) is 1 in doubles too; in another order of more shares it may be off.
        bool reaches = t.Rest < 0 || t.Rest == shares.Length - 1 || shares.Length == 2;
        return ([.. sums.Select((s, i) => i == sums.Length - 1 && reaches ? _graph.Constant(double.NaN) : Here(s))], Here(sum), reaches);
    }
}
