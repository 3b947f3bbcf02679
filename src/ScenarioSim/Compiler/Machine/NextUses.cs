using ScenarioSim.Compiler.Vectors;

namespace ScenarioSim.Compiler.Machine;

/// <summary>When each value is needed, as seen from the thing that is being done: the order of everything is known.</summary>
internal sealed class NextUses
{
    // By node, where its uses begin, and where the next of them was when it was last asked for.
    private readonly int[] _first;
    private readonly int[] _next;
    private readonly int[] _uses;

    /// <param name="nodes">How many nodes the graph has.</param>
    /// <param name="order">What is done, one thing after another.</param>
    public NextUses(int nodes, Order order)
    {
        _first = new int[nodes + 1];
        for (int i = 0; i < order.Items.Count; i++)
        {
            foreach (Node operand in order.Items[i].Needs) _first[operand.Id + 1]++;
        }
        for (int i = 1; i <= nodes; i++) _first[i] += _first[i - 1];
        _uses = new int[_first[nodes]];
        _next = [.. _first];
        for (int i = 0; i < order.Items.Count; i++)
        {
            foreach (Node operand in order.Items[i].Needs) _uses[_next[operand.Id]++] = i;
        }
    }

    /// <summary>The place in the order of what is being done.</summary>
    public int Now { get; set; }

    /// <summary>When a value is needed next after what is being done; int.MaxValue: no more.</summary>
    public int Of(Node node)
    {
        // Mostly things are done in order; where a section is tried first, once more.
        int first = _first[node.Id], end = _first[node.Id + 1];
        ref int next = ref _next[node.Id];
        while (next > first && _uses[next - 1] > Now) next--;
        while (next < end && _uses[next] <= Now) next++;
        return next < end ? _uses[next] : int.MaxValue;
    }

    /// <summary>How long until then.</summary>
    public int Until(Node node) => Of(node) is var next and not int.MaxValue ? next - Now : int.MaxValue;

    /// <summary>Whether a value is needed no more after what is being done.</summary>
    public bool AreOver(Node node) => Of(node) == int.MaxValue;

    /// <summary>Whether a value is needed after a place in the order that is still to come.</summary>
    public bool GoOnAfter(Node node, int place) => _first[node.Id + 1] > _first[node.Id] && _uses[_first[node.Id + 1] - 1] > place;
}
