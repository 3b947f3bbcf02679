namespace ScenarioSim.Compiler.Vectors;

/// <content>What only a section needs, and so may stand in it.</content>
internal sealed partial class Graph
{
    /// <summary>By node, the section that needs it, where one does and nothing else; -1 where more does, and below that where nothing does.</summary>
    /// <param name="isOutside">Whether what a node needs is needed outside of all sections, wherever the node itself is.</param>
    public int[] NeedingSections(Func<Node, bool> isOutside)
    {
        const int Nobody = -2;
        var sections = new int[_nodes.Count];
        Array.Fill(sections, Nobody);
        void Need(Node node, int section) => sections[node.Id] = sections[node.Id] == Nobody || sections[node.Id] == section ? section : -1;
        foreach (Action action in _actions) foreach (Node operand in action.Operands) Need(operand, action.Section);
        foreach (Node lanes in _sections) Need(lanes, -1);
        for (int i = sections.Length - 1; i >= 0; i--)
        {
            if (sections[i] == Nobody) continue;
            int section = isOutside(_nodes[i]) ? -1 : sections[i];
            foreach (Node operand in _nodes[i].Operands) Need(operand, section);
        }
        return sections;
    }
}
