using ScenarioSim.Compiler.Vectors;

namespace ScenarioSim.Compiler.Machine;

/// <summary>When each value is needed, as seen from the thing that is being done: the order of everything is known.</summary>
internal sealed class NextUses
{
    private readonly int[] _first;
    private readonly int[] _end;
    private readonly int[] _uses;

    /// <param name="nodes">How many nodes the graph has.</param>
    /// <param name="order">What is done, one thing after another.</param>
    public NextUses(int nodes, Order order)
    {
        _first = new int[nodes + 1];
        var operands = new List<Node>();
        for (int i = 0; i < order.Items.Count; i++)
        {
            foreach (Node operand in order.Operands(order.Items[i], operands)) _first[operand.Id + 1]++;
        }
        for (int i = 1; i <= nodes; i++) _first[i] += _first[i - 1];
        _uses = new int[_first[nodes]];
        _end = [.. _first];
        for (int i = 0; i < order.Items.Count; i++)
        {
            foreach (Node operand in order.Operands(order.Items[i], operands)) _uses[_end[operand.Id]++] = i;
        }
    }

    /// <summary>The place in the order of what is being done. It may only be set back together with <see cref="Restore"/>.</summary>
    public int Now { get; set; }

    /// <summary>When a value is needed next after what is being done; int.MaxValue: no more.</summary>
    public int Of(Node node)
    {
        ref int first = ref _first[node.Id];
        int end = _end[node.Id];
        while (first < end && _uses[first] <= Now) first++;
        return first < end ? _uses[first] : int.MaxValue;
    }

    /// <summary>How long until then.</summary>
    public int Until(Node node) => Of(node) is var next and not int.MaxValue ? next - Now : int.MaxValue;

    /// <summary>Whether a value is needed no more after what is being done.</summary>
    public bool AreOver(Node node) => Of(node) == int.MaxValue;

    /// <summary>Whether a value is needed after a place in the order that is still to come.</summary>
    public bool GoOnAfter(Node node, int place) => _end[node.Id] > _first[node.Id] && _uses[_end[node.Id] - 1] > place;

    /// <summary>What has to be kept to come back here.</summary>
    public (int Now, int[] First) Save() => (Now, [.. _first]);

    /// <summary>Back to where it was saved.</summary>
    public void Restore((int Now, int[] First) saved)
    {
        Now = saved.Now;
        saved.First.CopyTo(_first, 0);
    }
}
