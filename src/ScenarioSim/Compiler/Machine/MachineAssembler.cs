using System.Diagnostics;
using System.Runtime.Intrinsics.X86;
using ScenarioSim.Compiler.Vectors;

namespace ScenarioSim.Compiler.Machine;

/// <summary>
/// Compiles a graph to machine code of its own, for processors with AVX-512: sixteen lanes, whose numbers are in two vectors of doubles or, where they fit (<see cref="Forms"/>), in one of 32 bits each.
/// Truths are in mask registers, which costs next to nothing; a just-in-time compiler keeps them in vectors, and takes longer over large routines than the runs do.
/// </summary>
internal sealed partial class MachineAssembler
{
    private const int Half = 64;

    // What a called function may change on this system.
    private static readonly int[] s_vectors = OperatingSystem.IsWindows() ? [.. Enumerable.Range(0, 6).Concat(Enumerable.Range(16, 16))] : [.. Enumerable.Range(0, 32)];
    private static readonly int[] s_masks = [.. Enumerable.Range(1, 7)];
    private static readonly Part[] s_parts = Enum.GetValues<Part>();
    private static readonly Part[] s_halves = [Part.Low, Part.High];

    private readonly Graph _graph;
    private readonly Forms _forms;
    private readonly Order _order;
    private readonly Encoder _code = new();
    private readonly Registers _vectors;
    private readonly Registers _masks;
    private readonly NextUses _uses;
    private readonly Homes _homes;
    private readonly List<Node> _operands = [];
    private readonly List<MachineRoutine.Part> _parts = [];
    private readonly Dictionary<int, List<Node>> _loads = [];
    private int _entry;

    private MachineAssembler(Graph graph, int registers)
    {
        (_graph, _forms) = (graph, new Forms(graph));
        _order = new Order(graph, _forms);
        (_uses, _homes) = (new NextUses(graph.Nodes.Count, _order), new Homes(graph, _forms));
        int keys = graph.Nodes.Count * Value.Parts;
        _vectors = new Registers([.. s_vectors.Take(registers)], keys, v => _uses.Until(v.Node), _forms.IsKept, Spill);
        _masks = new Registers(s_masks, keys, v => _uses.Until(v.Node), _forms.IsKept, Spill);
        foreach (Node node in graph.Nodes)
        {
            if (node.Op is not (Op.Load or Op.LoadTruth)) continue;
            if (!_loads.TryGetValue((int)node.Whole, out List<Node>? loads)) _loads.Add((int)node.Whole, loads = []);
            loads.Add(node);
        }
    }

    /// <summary>Whether the machine can, and the system allows code of one's own.</summary>
    public static bool IsSupported { get; } = Avx512F.X64.IsSupported && Avx512DQ.IsSupported && ExecutableMemory.IsAllowed;

    /// <summary>Compiles a graph; null where the system allows no code of one's own, or no more of it.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="registers">How many vector registers it may use at most.</param>
    public static MachineRoutine? Compile(Graph graph, int registers = 32)
    {
        var assembler = new MachineAssembler(graph, registers);
        assembler.Write();
        graph.Rows.NeedScratch(assembler._homes.Size);
        Encoder code = assembler._code;
        return ExecutableMemory.Of(code.Finish()) is { } memory ? new MachineRoutine(memory, [.. assembler._parts]) { CodeBytes = code.Length, Instructions = code.Instructions } : null;
    }

    private void Write()
    {
        int top = _code.NewLabel();
        _code.Set(top);
        for (_uses.Now = 0; _uses.Now < _order.Items.Count; _uses.Now++)
        {
            if (_order.Items[_uses.Now].Begins is { } lanes) WriteSection(lanes);
            else WriteItem(_order.Items[_uses.Now]);
        }
        if (_parts.Count == 0) _code.NextBlock(top);
        _code.Return();
        _parts.Add(new MachineRoutine.Part(_entry, []));
    }

    private void WriteItem(Order.Item item)
    {
        foreach (Node operand in _order.Operands(item, _operands)) Lock(operand);
        if (item.Value is { } node) WriteValue(node);
        else if (item.Applied is { } applied) Leave(applied);
        else if (item.Write.Row >= 0) WriteRow(item.Write);
        else if (item.Write.Lanes is { } lanes) Append(lanes, Order.Real(item.Write.Value));
        else _code.StoreMask(Mask(Order.Real(item.Write.Value)), Place.Block(_graph.Rows.FlagOffset(item.Write.Flag)));
        Finish(item);
    }

    private void WriteValue(Node node)
    {
        switch (_forms.Of(node))
        {
            case Form.Truth: WriteTruth(node); break;
            case Form.Wide: foreach (Part half in s_halves) WriteNumber(node, half); break;
            default: WriteNumber(node, _forms.First(node)); break;
        }
    }

    private void Finish(Order.Item item)
    {
        foreach (Node operand in _order.Operands(item, _operands))
        {
            if (_uses.AreOver(operand)) Drop(operand);
        }
        Unlock();
    }

    private void Lock(Node node)
    {
        foreach (Part part in s_parts) (node.Shape == Shape.Truth ? _masks : _vectors).Lock(new Value(node, part));
    }

    private void Unlock()
    {
        _vectors.Unlock();
        _masks.Unlock();
    }

    private void WriteRow(Graph.Action write)
    {
        KeepLoads(write);
        var row = Place.Block(_graph.Rows.Offset(write.Row));
        Node value = Order.Real(write.Value);
        RowKind kind = _graph.Rows.Kind(write.Row);
        if ((kind == RowKind.Truth) != (value.Shape == Shape.Truth)) throw new UnreachableException($"a {value.Shape} in a row of kind {kind}");
        switch (kind)
        {
            case RowKind.Truth:
                _code.StoreMask(Mask(value), row);
                break;
            case RowKind.Number:
                foreach (Part half in s_halves)
                {
                    _code.Write(Instruction.Store, Vector(value, half), 0, half == Part.Low ? row : row.Plus(Half));
                    Release(half);
                }
                break;
            default:
                _code.Write(Instruction.Store, Narrow(value, kind), 0, row);
                break;
        }
    }

    private void Append(Node lanes, Node number)
    {
        int mask = Mask(lanes), value = Narrow(number, RowKind.Whole), together = _vectors.Take();
        _code.Write(Instruction.Compress, value, 0, Place.Register(together), mask, zero: true);
        _code.BeginList();
        _code.Write(Instruction.Store, together, 0, Place.EndOfList);
        _code.EndList(mask);
    }

    // What a row held is gone from memory when it is written, but may still be wanted.
    private void KeepLoads(Graph.Action write)
    {
        if (!_loads.TryGetValue(write.Row, out List<Node>? loads)) return;
        foreach (Node held in loads)
        {
            if (held.Id >= write.After || !_homes.IsInRow(held) || _uses.AreOver(held)) continue;
            Fetch(held);
            _homes.Leave(held);
        }
    }

    // All that is kept of a value into registers.
    private void Fetch(Node node)
    {
        if (node.Shape == Shape.Truth) Mask(node);
        else Vector(node, _forms.First(node));
        if (_forms.Of(node) == Form.Wide) Vector(node, Part.High);
    }

    // Ends a part of the code; what is alive goes to memory, and what functions give is found there.
    private void Leave(IReadOnlyList<Node> applied)
    {
        HashSet<Node> arguments = [.. _operands];
        foreach (Registers registers in new[] { _vectors, _masks })
        {
            foreach (Value? held in registers.Save())
            {
                if (held is not { } value) continue;
                if (_forms.IsKept(value) && (arguments.Contains(value.Node) || !_uses.AreOver(value.Node))) Save(value, registers.Of(value));
                registers.Forget(value);
            }
        }
        _code.Return();
        var applications = new List<MachineRoutine.Application>();
        foreach (Node apply in applied)
        {
            int low = _homes.New(new Value(apply, Part.Low)).Number, high = _homes.New(new Value(apply, Part.High)).Number;
            applications.Add(new MachineRoutine.Application((int)apply.Whole, Argument(apply.A!), apply.B is { } b ? Argument(b) : default, low, high));
        }
        _parts.Add(new MachineRoutine.Part(_entry, [.. applications]));
        _entry = _code.Length;
    }

    private MachineRoutine.Argument Argument(Node node)
    {
        Node real = Order.Real(node);
        if (IsConstant(real)) return new MachineRoutine.Argument(Bits(real), Form.Wide, null, null);
        Form form = _forms.Of(real);
        return new MachineRoutine.Argument(0, form, _homes.Of(new Value(real, _forms.First(real))), form == Form.Wide ? _homes.Of(new Value(real, Part.High)) : null);
    }
}
