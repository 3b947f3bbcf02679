using System.Globalization;
using System.Text;

namespace ScenarioSim.Compiler.Vectors;

/// <summary>A routine as C# that says what it does in each lane: for reading, and for finding what the kernel spends its time on.</summary>
internal static class GraphText
{
    /// <summary>The text of a routine: one line for each value that is used more than once, and for each write.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="graph">What it does.</param>
    /// <param name="flag">Names a flag.</param>
    public static string Of(string name, Graph graph, Func<int, string> flag)
    {
        int[] uses = Uses(graph);
        int[] sections = Sections(graph);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"void {name}(Block block) // {uses.Count(u => u > 0):N0} operations\n{{\n");
        // What only a section needs waits until it begins.
        StringBuilder[] waiting = [.. graph.Sections.Select(_ => new StringBuilder())];
        int next = 0, section = -1;
        for (int i = 0; i <= graph.Nodes.Count; i++)
        {
            for (; next < graph.Actions.Count && graph.Actions[next].After <= i; next++)
            {
                Graph.Action action = graph.Actions[next];
                if (action.Section != section) Enter(action.Section);
                string place = action.Row >= 0 ? Row(graph, action.Row) : action.Lanes is { } lanes ? $"list[{Use(lanes, graph, uses)}]" : flag(action.Flag);
                Write(text, section, $"{place} = {Use(action.Value, graph, uses)};");
            }
            if (i == graph.Nodes.Count || IsInline(graph.Nodes[i], uses) || uses[i] == 0) continue;
            Node node = graph.Nodes[i];
            if (section >= 0 && sections[i] != section) Enter(-1);
            string type = node.Shape switch { Shape.Truth => "bool", Shape.Bits => "long", _ => "double" };
            Write(sections[i] == section ? text : waiting[sections[i]], sections[i], $"{type} v{i} = {Formula(node, graph, uses)};");
        }
        Enter(-1);
        return text.Append("}\n").ToString();

        void Enter(int other)
        {
            if (section >= 0) text.Append("    }\n");
            section = other;
            if (section < 0) return;
            text.Append(CultureInfo.InvariantCulture, $"    if (any lane of {Use(graph.Sections[section], graph, uses)})\n    {{\n").Append(waiting[section]);
            waiting[section].Clear();
        }
    }

    private static void Write(StringBuilder text, int section, string line) => text.Append(section >= 0 ? "        " : "    ").Append(line).Append('\n');

    // By node, the section that it can wait for, as nothing else needs it and, if it is a row, nothing is stored there until then; -1 for none.
    private static int[] Sections(Graph graph)
    {
        int[] sections = graph.NeedingSections(_ => false);
        // Where each section begins among what is written, and where rows are.
        var begins = new int[graph.Sections.Count];
        for (int i = graph.Actions.Count - 1; i >= 0; i--) if (graph.Actions[i].Section is >= 0 and var section) begins[section] = i;
        ILookup<int, (int After, int At)> stored = graph.Actions.Select((a, at) => (a.Row, a.After, at)).ToLookup(a => a.Row, a => (a.After, a.at));
        foreach (Node load in graph.Nodes.Where(n => n.Op is Op.Load or Op.LoadTruth && sections[n.Id] >= 0))
        {
            if (stored[(int)load.Whole].Any(a => a.After > load.Id && a.At < begins[sections[load.Id]])) sections[load.Id] = -1;
        }
        return sections;
    }

    private static int[] Uses(Graph graph)
    {
        var uses = new int[graph.Nodes.Count];
        foreach (Node operand in graph.Actions.SelectMany(a => a.Operands)) uses[operand.Id]++;
        foreach (Node lanes in graph.Sections) uses[lanes.Id]++;
        for (int i = uses.Length - 1; i >= 0; i--)
        {
            if (uses[i] > 0) foreach (Node operand in graph.Nodes[i].Operands) uses[operand.Id]++;
        }
        return uses;
    }

    private static bool IsInline(Node node, int[] uses) => node.IsConstant || (uses[node.Id] == 1 && node.Op is not (Op.Load or Op.LoadTruth));

    private static string Use(Node node, Graph graph, int[] uses) => IsInline(node, uses) ? Formula(node, graph, uses) : $"v{node.Id}";

    private static string Formula(Node node, Graph graph, int[] uses)
    {
        string A() => Use(node.A!, graph, uses);
        string B() => Use(node.B!, graph, uses);
        string Both(string sign) => $"({A()} {sign} {B()})";
        return node.Op switch
        {
            Op.Constant => Number(node.Number),
            Op.BitsConstant => $"0x{node.Whole:X}",
            Op.Always => "true",
            Op.Never => "false",
            Op.Load or Op.LoadTruth => Row(graph, (int)node.Whole),
            Op.Add or Op.AddBits => Both("+"),
            Op.Subtract => Both("-"),
            Op.Multiply => Both("*"),
            Op.Divide => Both("/"),
            Op.Equal => Both("=="),
            Op.Less => Both("<"),
            Op.LessOrEqual => Both("<="),
            Op.And or Op.AndBits => Both("&"),
            Op.AndNot => $"({A()} & !{B()})",
            Op.Or or Op.OrBits => Both("|"),
            Op.Not => $"!{A()}",
            Op.ShiftBits => $"({A()} >>> {node.Whole})",
            Op.Choose => $"({A()} ? {B()} : {Use(node.C!, graph, uses)})",
            Op.Look8 or Op.Look16 => $"new[] {{ {string.Join(", ", node.Table!.Select(Number))} }}[{A()}]",
            Op.Apply => $"{(ScalarFunction)node.Whole}({A()}{(node.B is null ? "" : $", {B()}")})",
            _ => $"{node.Op}({A()}{(node.B is null ? "" : $", {B()}")})",
        };
    }

    // Places of states and moves are written without the power of two that they carry.
    private static string Number(double value) => value switch
    {
        double.PositiveInfinity => "infinity",
        double.NegativeInfinity => "-infinity",
        >= 1L << 52 and < (1L << 52) + 100_000 => $"#{(long)value - (1L << 52)}",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };

    private static string Row(Graph graph, int row) => $"block[\"{graph.Rows.Name(row)}\"]";
}
