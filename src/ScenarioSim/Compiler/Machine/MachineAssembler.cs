using System.Runtime.Intrinsics.X86;
using ScenarioSim.Compiler.Vectors;

namespace ScenarioSim.Compiler.Machine;

/// <summary>
/// Compiles a graph to machine code of its own, for processors with AVX-512. Truths are in mask registers, which costs next to nothing; a just-in-time compiler keeps them in vectors, and takes longer over large routines than the runs do.
/// </summary>
internal sealed partial class MachineAssembler
{
    // What a called function may change on this system.
    private static readonly int[] s_vectors = OperatingSystem.IsWindows() ? [.. Enumerable.Range(0, 6).Concat(Enumerable.Range(16, 16))] : [.. Enumerable.Range(0, 32)];
    private static readonly int[] s_masks = [.. Enumerable.Range(1, 7)];

    private readonly Graph _graph;
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

    private MachineAssembler(Graph graph)
    {
        _graph = graph;
        _order = new Order(graph);
        (_uses, _homes) = (new NextUses(graph.Nodes.Count, _order), new Homes(graph));
        (_vectors, _masks) = (new Registers(s_vectors, _uses.Of, Spill), new Registers(s_masks, _uses.Of, SpillMask));
        foreach (Node node in graph.Nodes)
        {
            if (node.Op is not (Op.Load or Op.LoadTruth)) continue;
            if (!_loads.TryGetValue((int)node.Whole, out List<Node>? loads)) _loads.Add((int)node.Whole, loads = []);
            loads.Add(node);
        }
    }

    /// <summary>Whether the machine can.</summary>
    public static bool IsSupported => Avx512F.X64.IsSupported && Avx512DQ.IsSupported && (OperatingSystem.IsLinux() || OperatingSystem.IsWindows());

    /// <summary>Compiles a graph; null where the system allows no code of one's own.</summary>
    public static Routine? Compile(Graph graph)
    {
        var assembler = new MachineAssembler(graph);
        assembler.Write();
        graph.Rows.NeedScratch(assembler._homes.Size);
        ExecutableMemory? memory = ExecutableMemory.Of(assembler._code.Finish());
        return memory is null ? null : new MachineRoutine(memory, [.. assembler._parts]);
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
        foreach (Node operand in _order.Operands(item, _operands))
        {
            _vectors.Lock(operand);
            _masks.Lock(operand);
        }
        if (item.Value is { } node)
        {
            if (node.Shape == Shape.Truth) WriteTruth(node);
            else WriteNumber(node);
        }
        else if (item.Applied is { } applied)
        {
            Leave(applied);
        }
        else if (item.Write.Row >= 0)
        {
            WriteRow(item.Write);
        }
        else
        {
            _code.StoreMask(Mask(Order.Real(item.Write.Value)), Place.Block(_graph.Rows.FlagOffset(item.Write.Flag)));
        }
        Finish(item);
    }

    private void Finish(Order.Item item)
    {
        foreach (Node operand in _order.Operands(item, _operands))
        {
            if (_uses.AreOver(operand)) Drop(operand);
        }
        Unlock();
    }

    private void Unlock()
    {
        _vectors.Unlock();
        _masks.Unlock();
    }

    private void WriteRow(Graph.Action write)
    {
        // What the row held is gone from memory, but may still be wanted.
        if (_loads.TryGetValue(write.Row, out List<Node>? loads))
        {
            foreach (Node held in loads)
            {
                if (held.Id >= write.After || !_homes.IsInRow(held) || _uses.AreOver(held)) continue;
                if (held.Shape == Shape.Truth) Mask(held);
                else Vector(held);
                _homes.Leave(held);
            }
        }
        Place row = Place.Block(_graph.Rows.Offset(write.Row));
        Node value = Order.Real(write.Value);
        int from;
        if (value.Shape == Shape.Truth)
        {
            int mask = Mask(value);
            from = _vectors.Take();
            _code.Write(Instruction.FromMask, from, 0, Place.Register(mask));
        }
        else
        {
            from = Vector(value);
        }
        _code.Write(Instruction.Store, from, 0, row);
    }

    // Ends a part of the code; what is alive goes to memory, and what functions give is found there.
    private void Leave(IReadOnlyList<Node> applied)
    {
        HashSet<Node> arguments = [.. _operands];
        foreach (Node node in _vectors.Values.ToList())
        {
            if (arguments.Contains(node) || !_uses.AreOver(node)) Save(node, _vectors.Of(node));
            _vectors.Forget(node);
        }
        foreach (Node node in _masks.Values.ToList())
        {
            SpillMask(node, _masks.Of(node));
            _masks.Forget(node);
        }
        _code.Return();
        var applications = new List<MachineRoutine.Application>();
        foreach (Node apply in applied)
        {
            int to = _homes.New(apply).Number;
            applications.Add(new MachineRoutine.Application((int)apply.Whole, Argument(apply.A!), apply.B is { } b ? Argument(b) : default, to));
        }
        _parts.Add(new MachineRoutine.Part(_entry, [.. applications]));
        _entry = _code.Length;
    }

    private MachineRoutine.Argument Argument(Node node)
    {
        Node real = Order.Real(node);
        return IsConstant(real) ? new MachineRoutine.Argument(Bits(real), null) : new MachineRoutine.Argument(0, _homes.Of(real)!.Value);
    }

    // A value in a register, until the instruction is over.
    private int Vector(Node node)
    {
        int register = _vectors.Of(node);
        if (register < 0)
        {
            register = _vectors.Take();
            if (IsConstant(node))
            {
                _code.Write(Instruction.Repeat, register, 0, Constant(node));
                return register;
            }
            _code.Write(Instruction.Load, register, 0, _homes.Of(node)!.Value);
            _vectors.Hold(register, node);
        }
        _vectors.Lock(register);
        return register;
    }

    // A value as the last operand: from memory where it is there and not needed again.
    private Place Operand(Node node, Instruction op)
    {
        if (IsConstant(node)) return op.Repeats ? Constant(node) : Place.Register(Vector(node));
        return _vectors.Of(node) < 0 && _uses.AreOver(node) ? _homes.Of(node)!.Value : Place.Register(Vector(node));
    }

    // A truth in a mask register, until the instruction is over.
    private int Mask(Node node)
    {
        int register = _masks.Of(node);
        if (register < 0)
        {
            register = _masks.Take();
            if (node.Op is Op.Always or Op.Never)
            {
                _code.Masks(node.Op == Op.Always ? MaskInstruction.Same : MaskInstruction.Differ, register, register, register);
                return register;
            }
            Place home = _homes.Of(node)!.Value;
            if (home.Is == Place.Kind.Block)
            {
                int vector = _vectors.Take();
                _code.Write(Instruction.Load, vector, 0, home);
                _code.Write(Instruction.ToMask, register, 0, Place.Register(vector));
            }
            else
            {
                _code.LoadMask(register, home);
            }
            _masks.Hold(register, node);
        }
        _masks.Lock(register);
        return register;
    }

    // The register of a result: that of an operand that is not needed again, if there is one.
    private int Result(Node node)
    {
        Release();
        return Fresh(node);
    }

    private int Fresh(Node node)
    {
        int register = _vectors.Take();
        _vectors.Hold(register, node);
        return register;
    }

    private int MaskResult(Node node)
    {
        Release();
        int register = _masks.Take();
        _masks.Hold(register, node);
        return register;
    }

    private void Release()
    {
        foreach (Node operand in _operands)
        {
            if (!_uses.AreOver(operand)) continue;
            _vectors.Forget(operand);
            _masks.Forget(operand);
        }
    }

    // A value is not needed any more.
    private void Drop(Node node)
    {
        _vectors.Forget(node);
        _masks.Forget(node);
        _homes.Drop(node);
    }

    private void Spill(Node node, int register)
    {
        if (!_uses.AreOver(node)) Save(node, register);
    }

    private void SpillMask(Node node, int register)
    {
        if (!_uses.AreOver(node)) SaveMask(node, register);
    }

    private void Save(Node node, int register)
    {
        if (_homes.Of(node) is not null) return;
        Evict(node);
        _code.Write(Instruction.Store, register, 0, _homes.New(node));
    }

    private void SaveMask(Node node, int register)
    {
        if (_homes.Of(node) is not null) return;
        Evict(node);
        _code.StoreMask(register, _homes.New(node));
    }

    private static bool IsConstant(Node node) => node.Op is Op.Constant or Op.BitsConstant;

    private static double Bits(Node node) => node.Op == Op.Constant ? node.Number : BitConverter.Int64BitsToDouble(node.Whole);

    private Place Constant(Node node) => _code.Number(Bits(node));
}
