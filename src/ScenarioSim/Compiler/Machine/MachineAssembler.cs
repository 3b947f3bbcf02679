using System.Diagnostics;
using ScenarioSim.Compiler.Vectors;

namespace ScenarioSim.Compiler.Machine;

/// <summary>
/// Compiles a graph to machine code of its own, for sixteen lanes. Numbers are doubles, whose vectors are two for each of 32-bit numbers, or where they fit (<see cref="Forms"/>) such numbers.
/// A just-in-time compiler keeps all as doubles, and takes longer over large routines than the runs do.
/// </summary>
/// <remarks>What is common to all processors: the order of things, and which value is in which register or in memory. What instructions do it is told by those who inherit.</remarks>
internal abstract partial class MachineAssembler
{
    /// <summary>All parts of a value.</summary>
    protected static readonly Part[] s_parts = Enum.GetValues<Part>();

    private readonly Graph _graph;
    private readonly Encoder _code;
    private readonly List<MachineRoutine.Part> _parts = [];
    private readonly Dictionary<int, List<Node>> _loads = [];
    private int _entry;

    /// <param name="graph">What to compute.</param>
    /// <param name="code">Where instructions go.</param>
    /// <param name="fusesMasks">Whether an operation can be done under a mask.</param>
    /// <param name="vectors">The vector registers, best first.</param>
    /// <param name="masks">The mask registers; null where truths are in vectors.</param>
    /// <param name="maskBytes">How many bytes a truth has in memory, where it is not in a block.</param>
    /// <param name="oneLane">Whether lanes are gone through one by one.</param>
    protected MachineAssembler(Graph graph, Encoder code, bool fusesMasks, int[] vectors, int[]? masks, int maskBytes, bool oneLane = false)
    {
        (_graph, _code, Forms) = (graph, code, new Forms(graph));
        Halves = oneLane ? [Part.Low] : [Part.Low, Part.High];
        Order = new Order(graph, Forms, fusesMasks);
        (IsOnePiece, HasList) = (!Order.Items.Any(i => i.Applied is not null), Order.Items.Any(i => i.Write.Lanes is not null));
        (Uses, Homes) = (new NextUses(graph.Nodes.Count, Order), new Homes(graph, Forms, code.VectorBytes, maskBytes));
        int keys = graph.Nodes.Count * Value.Parts;
        Vectors = new Registers(vectors, keys, v => Uses.Until(v.Node), Forms.IsKept, Spill);
        Masks = masks is null ? Vectors : new Registers(masks, keys, v => Uses.Until(v.Node), Forms.IsKept, Spill);
        foreach (Node node in graph.Nodes)
        {
            if (node.Op is not (Op.Load or Op.LoadTruth)) continue;
            if (!_loads.TryGetValue((int)node.Whole, out List<Node>? loads)) _loads.Add((int)node.Whole, loads = []);
            loads.Add(node);
        }
    }

    /// <summary>The halves of a wide number: of a single lane there is but the first.</summary>
    protected Part[] Halves { get; }

    /// <summary>Whether there are two.</summary>
    protected bool HasHalves => Halves.Length > 1;

    /// <summary>In which form each node is kept.</summary>
    protected Forms Forms { get; }

    /// <summary>One thing after another.</summary>
    protected Order Order { get; }

    /// <summary>When values are needed next.</summary>
    protected NextUses Uses { get; }

    /// <summary>Where values are in memory.</summary>
    protected Homes Homes { get; }

    /// <summary>What the vector registers hold.</summary>
    protected Registers Vectors { get; }

    /// <summary>What the registers of truths hold: the same as those of numbers where a processor has no others.</summary>
    protected Registers Masks { get; }

    /// <summary>What the thing that is being done needs.</summary>
    protected Node[] Operands { get; private set; } = [];

    /// <summary>Whether the code is of one piece, and goes through all blocks by itself: no functions are to be worked out in between.</summary>
    protected bool IsOnePiece { get; }

    /// <summary>Whether it writes a list. The address of its end is in a register, and where the scratch memory ends before and after.</summary>
    protected bool HasList { get; }

    /// <summary>Compiles a graph for the processors that its rows are for; null where the system allows no code of one's own, or no more of it.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="registers">How many vector registers it may use at most.</param>
    public static MachineRoutine? Compile(Graph graph, int registers = 32)
    {
        VectorWidth width = graph.Rows.Width;
        MachineAssembler assembler = width.VectorBits == Avx512Assembler.VectorBits ? new Avx512Assembler(graph, registers) : new Avx2Assembler(graph, registers, width.LanesTogether == 1);
        assembler.Write();
        graph.Rows.NeedScratch(assembler.Homes.Size);
        Encoder code = assembler._code;
        return ExecutableMemory.Of(code.Finish()) is { } memory
            ? new MachineRoutine(memory, [.. assembler._parts], graph.Rows) { CodeBytes = code.Length, Instructions = code.Instructions }
            : null;
    }

    /// <summary>Writes what the code begins with, or a part of it.</summary>
    protected abstract void WriteEntry();

    /// <summary>Writes what goes on to the next block, if there is one; else the code goes on.</summary>
    protected abstract void WriteNextBlock();

    /// <summary>Writes the way back to the caller.</summary>
    protected abstract void WriteReturn();

    /// <summary>Works out both halves of a wide number.</summary>
    protected abstract void WriteWide(Node node);

    /// <summary>Works out a number that is packed.</summary>
    /// <param name="node">The number.</param>
    /// <param name="part">What is kept of it.</param>
    protected abstract void WritePacked(Node node, Part part);

    /// <summary>Writes a flag, a bit for each lane.</summary>
    /// <param name="truth">The truth.</param>
    /// <param name="offset">Where, in a block.</param>
    protected abstract void WriteFlag(Node truth, int offset);

    /// <summary>Adds the numbers of some lanes to the list.</summary>
    protected abstract void Append(Node lanes, Node number, RowKind kind);

    /// <summary>Jumps where no lane has a truth.</summary>
    /// <param name="mask">Its register.</param>
    /// <param name="label">Where to.</param>
    protected abstract void JumpIfNone(int mask, int label);

    private void Write()
    {
        WriteEntry();
        for (Uses.Now = 0; Uses.Now < Order.Items.Count; Uses.Now++)
        {
            if (Order.Items[Uses.Now].Begins is { } lanes) WriteSection(lanes);
            else WriteItem(Order.Items[Uses.Now]);
        }
        if (_parts.Count == 0) WriteNextBlock();
        WriteReturn();
        _parts.Add(new MachineRoutine.Part(_entry, []));
    }

    private void WriteItem(Order.Item item)
    {
        Operands = item.Needs;
        foreach (Node operand in Operands) Lock(operand);
        if (item.Value is { } node) WriteValue(node);
        else if (item.Applied is { } applied) Leave(applied);
        else if (item.Write.Row >= 0) WriteRow(item.Write);
        else if (item.Write.Lanes is { } lanes) Append(lanes, Order.Real(item.Write.Value), item.Write.Listed);
        else WriteFlag(Order.Real(item.Write.Value), _graph.Rows.FlagOffset(item.Write.Flag));
        Finish(item);
    }

    private void Finish(Order.Item item)
    {
        foreach (Node operand in item.Needs)
        {
            if (Uses.AreOver(operand)) Drop(operand);
        }
        Unlock();
    }

    private void Lock(Node node)
    {
        foreach (Part part in s_parts) (node.Shape == Shape.Truth ? Masks : Vectors).Lock(new Value(node, part));
    }

    private void Unlock()
    {
        Vectors.Unlock();
        Masks.Unlock();
    }

    private void WriteValue(Node node)
    {
        switch (Forms.Of(node))
        {
            case Form.Truth: WriteTruth(node); break;
            case Form.Wide: WriteWide(node); break;
            default: WritePacked(node, Forms.First(node)); break;
        }
    }

    private void WriteRow(Graph.Action write)
    {
        KeepLoads(write);
        int offset = _graph.Rows.Offset(write.Row);
        Node value = Order.Real(write.Value);
        RowKind kind = _graph.Rows.Kind(write.Row);
        if ((kind == RowKind.Truth) != (value.Shape == Shape.Truth)) throw new UnreachableException($"a {value.Shape} in a row of kind {kind}");
        if (kind == RowKind.Truth) WriteFlag(value, offset);
        else WriteNumberRow(value, kind, offset);
    }

    private void WriteNumberRow(Node value, RowKind kind, int offset)
    {
        if (kind != RowKind.Number)
        {
            Store(new Value(value, Part.Packed), Narrow(value, kind), Place.Block(offset));
            return;
        }
        foreach (Part half in Halves)
        {
            Store(new Value(value, half), Vector(value, half), Place.Wide(half == Part.Low ? offset : offset + _code.VectorBytes));
            Release(half);
        }
    }

    // What a row held is gone from memory when it is written, but may still be wanted.
    private void KeepLoads(Graph.Action write)
    {
        if (!_loads.TryGetValue(write.Row, out List<Node>? loads)) return;
        foreach (Node held in loads)
        {
            if (held.Id >= write.After || !Homes.IsInRow(held) || Uses.AreOver(held)) continue;
            Fetch(held);
            Homes.Leave(held);
        }
    }

    // All that is kept of a value into registers.
    private void Fetch(Node node)
    {
        if (node.Shape == Shape.Truth) Mask(node);
        else Vector(node, Forms.First(node));
        if (HasHalves && Forms.Of(node) == Form.Wide) Vector(node, Part.High);
    }

    // Ends a part of the code; what is alive goes to memory, and what functions give is found there.
    private void Leave(IReadOnlyList<Node> applied)
    {
        HashSet<Node> arguments = [.. Operands];
        foreach (Registers registers in new[] { Vectors, Masks })
        {
            foreach (Value? held in registers.Save())
            {
                if (held is not { } value) continue;
                if (Forms.IsKept(value) && (arguments.Contains(value.Node) || !Uses.AreOver(value.Node))) Save(value, registers.Of(value));
                registers.Forget(value);
            }
        }
        WriteReturn();
        var applications = new List<MachineRoutine.Application>();
        foreach (Node apply in applied)
        {
            int low = Homes.New(new Value(apply, Part.Low)).Number, high = Homes.New(new Value(apply, Part.High)).Number;
            applications.Add(new MachineRoutine.Application((int)apply.Whole, Argument(apply.A!), apply.B is { } b ? Argument(b) : default, low, high));
        }
        _parts.Add(new MachineRoutine.Part(_entry, [.. applications]));
        _entry = _code.Length;
        WriteEntry();
    }

    private MachineRoutine.Argument Argument(Node node)
    {
        Node real = Order.Real(node);
        if (IsConstant(real)) return new MachineRoutine.Argument(Bits(real), Form.Wide, null, null);
        Form form = Forms.Of(real);
        return new MachineRoutine.Argument(0, form, Homes.Of(new Value(real, Forms.First(real))), form == Form.Wide ? Homes.Of(new Value(real, Part.High)) : null);
    }
}
