using System.Diagnostics;
using System.Runtime.Intrinsics.X86;
using ScenarioSim.Compiler.Vectors;

namespace ScenarioSim.Compiler.Machine;

/// <summary>
/// Compiles a graph to machine code of its own, for processors with AVX-512. Truths are in mask registers, which costs next to nothing; a just-in-time compiler keeps them in vectors, and takes longer over large routines than the runs do.
/// </summary>
internal sealed class MachineAssembler
{
    // Comparisons that are false for NaN, and their opposites, which are true for it.
    private const int IsEqual = 0x00, IsLess = 0x11, IsLessOrEqual = 0x12, IsGreaterOrEqual = 0x1D, IsGreater = 0x1E;
    private const int IsNotEqual = 0x04, IsNotLess = 0x15, IsNotLessOrEqual = 0x16, IsNotGreaterOrEqual = 0x19, IsNotGreater = 0x1A;
    private const int Down = 0x09, Up = 0x0A, ToZero = 0x0B;
    private const int VectorSize = 64;

    // What a called function may change on this system.
    private static readonly int[] s_vectors = OperatingSystem.IsWindows() ? [.. Enumerable.Range(0, 6).Concat(Enumerable.Range(16, 16))] : [.. Enumerable.Range(0, 32)];
    private static readonly int[] s_masks = [.. Enumerable.Range(1, 7)];

    private readonly Graph _graph;
    private readonly Order _order;
    private readonly Encoder _code = new();
    private readonly Registers _vectors;
    private readonly Registers _masks;
    private readonly int[] _firstUse;
    private readonly int[] _endOfUses;
    private readonly int[] _uses;
    private readonly Place?[] _homes;
    private Stack<int> _freeSlots = new();
    private Stack<int> _freeMaskSlots = new();
    private readonly List<Node> _operands = [];
    private readonly List<MachineRoutine.Part> _parts = [];
    private readonly Dictionary<int, List<Node>> _loads = [];
    private readonly List<Node> _used = [];
    private List<Node>? _evicted;
    private IReadOnlyDictionary<Node, int>? _outerVectors;
    private IReadOnlyDictionary<Node, int>? _outerMasks;
    private int _slots;
    private int _entry;
    private int _now;

    private MachineAssembler(Graph graph)
    {
        _graph = graph;
        _order = new Order(graph);
        _homes = new Place?[graph.Nodes.Count];
        (_firstUse, _endOfUses, _uses) = Uses();
        _vectors = new Registers(s_vectors, NextUse, Spill);
        _masks = new Registers(s_masks, NextUse, SpillMask);
        foreach (Node node in graph.Nodes)
        {
            if (node.Op is not (Op.Load or Op.LoadTruth)) continue;
            _homes[node.Id] = Place.Block(graph.Rows.Offset((int)node.Whole));
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
        graph.Rows.NeedScratch(assembler._slots * VectorSize);
        ExecutableMemory? memory = ExecutableMemory.Of(assembler._code.Finish());
        return memory is null ? null : new MachineRoutine(memory, [.. assembler._parts]);
    }

    /// <summary>The machine code of a graph, for disassemblers.</summary>
    public static byte[] Bytes(Graph graph)
    {
        var assembler = new MachineAssembler(graph);
        assembler.Write();
        return assembler._code.Finish();
    }

    private (int[] First, int[] End, int[] Uses) Uses()
    {
        int nodes = _graph.Nodes.Count;
        var first = new int[nodes + 1];
        foreach (Order.Item item in _order.Items)
        {
            foreach (Node operand in Operands(item)) first[operand.Id + 1]++;
        }
        for (int i = 1; i <= nodes; i++) first[i] += first[i - 1];
        var uses = new int[first[nodes]];
        int[] end = [.. first];
        for (int now = 0; now < _order.Items.Count; now++)
        {
            foreach (Node operand in Operands(_order.Items[now])) uses[end[operand.Id]++] = now;
        }
        return (first, end, uses);
    }

    private List<Node> Operands(Order.Item item)
    {
        _operands.Clear();
        if (item.Value is { } node)
        {
            _order.Operands(node, _operands);
        }
        else if (item.Applied is { } applied)
        {
            foreach (Node apply in applied) _order.Operands(apply, _operands);
        }
        else if (item.Begins is { } lanes)
        {
            _operands.Add(lanes);
        }
        else if (!item.Ends)
        {
            _operands.Add(Order.Real(item.Write.Value));
        }
        return _operands;
    }

    // When a value is needed next after the present instruction; int.MaxValue: no more.
    private int NextUse(Node node)
    {
        ref int first = ref _firstUse[node.Id];
        int end = _endOfUses[node.Id];
        while (first < end && _uses[first] <= _now) first++;
        return first < end ? _uses[first] : int.MaxValue;
    }

    private bool Dies(Node node) => NextUse(node) == int.MaxValue;

    private void Write()
    {
        int top = _code.NewLabel();
        _code.Set(top);
        for (_now = 0; _now < _order.Items.Count; _now++)
        {
            if (_order.Items[_now].Begins is { } lanes) WriteSection(lanes);
            else WriteItem(_order.Items[_now]);
        }
        if (_parts.Count == 0) _code.NextBlock(top);
        _code.Return();
        _parts.Add(new MachineRoutine.Part(_entry, []));
    }

    // A section is written twice: the first time tells which values from before it lose their registers in it. Those go to memory before the jump, so that they are found there whether it is made or not.
    private void WriteSection(Node lanes)
    {
        int begin = _now, end = begin + 1;
        while (!_order.Items[end].Ends) end++;
        // Before it the lanes' truth counts as still needed.
        _now = begin - 1;
        KeepRows(begin, end);
        _now = begin;
        int mask = Mask(lanes);
        Unlock();
        (int length, int slots) = (_code.Length, _slots);
        IReadOnlyDictionary<Node, int> vectors = _vectors.Save(), masks = _masks.Save();
        var homes = (Place?[])_homes.Clone();
        var firstUse = (int[])_firstUse.Clone();
        Stack<int> freeSlots = new(_freeSlots.Reverse()), freeMaskSlots = new(_freeMaskSlots.Reverse());
        _evicted = [];
        Finish(_order.Items[begin]);
        for (_now = begin + 1; _now < end; _now++) WriteItem(_order.Items[_now]);
        List<Node> evicted = _evicted;
        _evicted = null;

        _code.TakeBack(length);
        _vectors.Restore(vectors);
        _masks.Restore(masks);
        homes.CopyTo(_homes, 0);
        firstUse.CopyTo(_firstUse, 0);
        (_slots, _freeSlots, _freeMaskSlots, _now) = (slots, freeSlots, freeMaskSlots, begin);
        foreach (Node node in evicted)
        {
            if (vectors.TryGetValue(node, out int register)) Save(node, register);
            else if (masks.TryGetValue(node, out register)) SpillMask(node, register);
        }
        int after = _code.NewLabel();
        _code.JumpIfNone(mask, after);
        (_outerVectors, _outerMasks) = (vectors, masks);
        Finish(_order.Items[begin]);
        for (_now = begin + 1; _now < end; _now++) WriteItem(_order.Items[_now]);
        (_outerVectors, _outerMasks) = (null, null);
        _code.Set(after);
        _vectors.KeepOnly(vectors);
        _masks.KeepOnly(masks);
        _now = end;
    }

    // What rows held that a section writes, and that is wanted after it.
    private void KeepRows(int begin, int end)
    {
        List<Node> wanted = [];
        for (int i = begin + 1; i < end; i++)
        {
            Order.Item item = _order.Items[i];
            if (item.Value is not null || item.Write.Row < 0 || !_loads.TryGetValue(item.Write.Row, out List<Node>? loads)) continue;
            wanted.AddRange(loads.Where(l => l.Id < item.Write.After && _homes[l.Id] is { Is: Place.Kind.Block } && IsNeededAfter(l, end)));
        }
        foreach (Node node in wanted.Distinct())
        {
            if (node.Shape == Shape.Truth)
            {
                int mask = Mask(node);
                _homes[node.Id] = null;
                SpillMask(node, mask);
            }
            else
            {
                int vector = Vector(node);
                _homes[node.Id] = null;
                Save(node, vector);
            }
            Unlock();
        }
    }

    private bool IsNeededAfter(Node node, int item) => _uses.AsSpan(_firstUse[node.Id]..Math.Max(_firstUse[node.Id], _endOfUses[node.Id])) is { Length: > 0 } uses && uses[^1] > item;

    private void WriteItem(Order.Item item)
    {
        foreach (Node operand in Operands(item))
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
            _code.StoreMask(Mask(Order.Real(item.Write.Value)), Place.Block(item.Write.Byte));
        }
        Finish(item);
    }

    private void Finish(Order.Item item)
    {
        foreach (Node operand in Operands(item))
        {
            if (Dies(operand)) Drop(operand);
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
                if (held.Id >= write.After || _homes[held.Id] is not { Is: Place.Kind.Block } || Dies(held)) continue;
                if (held.Shape == Shape.Truth) Mask(held);
                else Vector(held);
                _homes[held.Id] = null;
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

    private void WriteNumber(Node node)
    {
        switch (node.Op)
        {
            case Op.Add: Commute(node, Instruction.Add); break;
            case Op.Multiply: Commute(node, Instruction.Multiply); break;
            case Op.Least: Commute(node, Instruction.Least); break;
            case Op.Greatest: Commute(node, Instruction.Greatest); break;
            case Op.AddBits: Commute(node, Instruction.AddBits); break;
            case Op.AndBits: Commute(node, Instruction.And); break;
            case Op.OrBits: Commute(node, Instruction.Or); break;
            case Op.Subtract: Two(node, Instruction.Subtract); break;
            case Op.Divide: Two(node, Instruction.Divide); break;
            case Op.Sqrt: One(node, Instruction.Sqrt); break;
            case Op.Floor: One(node, Instruction.Round, Down); break;
            case Op.Ceiling: One(node, Instruction.Round, Up); break;
            case Op.Truncate: One(node, Instruction.Round, ToZero); break;
            case Op.Absolute:
                int number = Vector(Order.Real(node.A!));
                _code.Write(Instruction.And, Result(node), number, _code.Number(BitConverter.Int64BitsToDouble(long.MaxValue)));
                break;
            case Op.ShiftBits:
                int bits = Vector(Order.Real(node.A!));
                _code.Shift(Result(node), bits, (int)node.Whole);
                break;
            case Op.RoughQuotient:
                int dividend = Vector(Order.Real(node.A!));
                Place divisor = Operand(Order.Real(node.B!), Instruction.Reciprocal);
                int reciprocal = _vectors.Take();
                _code.Write(Instruction.Reciprocal, reciprocal, 0, divisor);
                _code.Write(Instruction.Multiply, Result(node), reciprocal, Place.Register(dividend));
                break;
            case Op.Look8:
                int place = Vector(Order.Real(node.A!));
                _code.Write(Instruction.Look8, Result(node), place, _code.Vector(node.Table));
                break;
            case Op.Look16:
                int index = Vector(Order.Real(node.A!));
                int table = Fresh(node);
                _code.Write(Instruction.Load, table, 0, _code.Vector(node.Table.AsSpan(0, 8)));
                _code.Write(Instruction.Look16, table, index, _code.Vector(node.Table.AsSpan(8)));
                break;
            case Op.Choose: Choose(node); break;
            default: throw new UnreachableException(node.Op.ToString());
        }
    }

    private void Commute(Node node, Instruction op)
    {
        Node a = Order.Real(node.A!), b = Order.Real(node.B!);
        // The first operand has to be in a register: better the one that is.
        if (_vectors.Of(a) < 0 && (_vectors.Of(b) >= 0 || IsConstant(a))) (a, b) = (b, a);
        int first = Vector(a);
        Place second = Operand(b, op);
        _code.Write(op, Result(node), first, second);
    }

    private void Two(Node node, Instruction op)
    {
        int first = Vector(Order.Real(node.A!));
        Place second = Operand(Order.Real(node.B!), op);
        _code.Write(op, Result(node), first, second);
    }

    private void One(Node node, Instruction op, int immediate = -1)
    {
        Place from = Operand(Order.Real(node.A!), op);
        _code.Write(op, Result(node), 0, from, immediate: immediate);
    }

    private void Choose(Node node)
    {
        int mask = Mask(node.A!);
        Node then = Order.Real(node.B!), otherwise = Order.Real(node.C!);
        bool zero = otherwise is { Op: Op.Constant } && BitConverter.DoubleToInt64Bits(otherwise.Number) == 0;
        if (_order.IsFused(then))
        {
            Node a = Order.Real(then.A!);
            int first = Vector(a);
            (Instruction op, Place second) = then.Op switch
            {
                Op.Look8 => (Instruction.Look8, _code.Vector(then.Table)),
                Op.Add => With(Instruction.Add),
                Op.Subtract => With(Instruction.Subtract),
                Op.Multiply => With(Instruction.Multiply),
                Op.Divide => With(Instruction.Divide),
                Op.Greatest => With(Instruction.Greatest),
                _ => With(Instruction.Least),
            };
            (Instruction, Place) With(Instruction instruction) => (instruction, Operand(Order.Real(then.B!), instruction));
            int to = zero ? Fresh(node) : Begin(node, otherwise);
            _code.Write(op, to, first, second, mask, zero);
            return;
        }
        if (zero || IsConstant(otherwise) || (IsConstant(then) && Dies(otherwise)))
        {
            // What is written is not what is read: the register is taken first.
            Place value = IsConstant(then) ? Constant(then) : Operand(then, Instruction.Load);
            int to = zero ? Fresh(node) : Begin(node, otherwise);
            _code.Write(IsConstant(then) ? Instruction.Repeat : Instruction.Load, to, 0, value, mask, zero);
            return;
        }
        int kept = Vector(otherwise);
        Place chosen = Operand(then, Instruction.Blend);
        _code.Write(Instruction.Blend, Result(node), kept, chosen, mask);
    }

    // A register that holds what an operation under a mask leaves alone.
    private int Begin(Node node, Node otherwise)
    {
        if (IsConstant(otherwise))
        {
            int constant = Fresh(node);
            _code.Write(Instruction.Repeat, constant, 0, Constant(otherwise));
            return constant;
        }
        int from = _vectors.Of(otherwise);
        if (from >= 0 && Dies(otherwise))
        {
            _vectors.Forget(otherwise);
            _vectors.Hold(from, node);
            _vectors.Lock(from);
            return from;
        }
        Place place = Operand(otherwise, Instruction.Load);
        int to = Fresh(node);
        _code.Write(Instruction.Load, to, 0, place);
        return to;
    }

    private void WriteTruth(Node node)
    {
        Node a = node.A!;
        Node? b = node.B;
        switch (node.Op)
        {
            case Op.Equal or Op.Less or Op.LessOrEqual: Compare(node, node, not: false, 0); break;
            case Op.Not when _order.IsFused(a): Compare(node, a, not: true, 0); break;
            case Op.Not:
                int held = Mask(a);
                _code.Masks(MaskInstruction.Not, MaskResult(node), 0, held);
                break;
            case Op.And when _order.IsFused(b!): Compare(node, b!, not: false, Mask(a)); break;
            case Op.And when _order.IsFused(a): Compare(node, a, not: false, Mask(b!)); break;
            case Op.AndNot when _order.IsFused(b!): Compare(node, b!, not: true, Mask(a)); break;
            default:
                int first = Mask(a), second = Mask(b!);
                if (node.Op == Op.AndNot) (first, second) = (second, first);
                _code.Masks(node.Op switch { Op.And => MaskInstruction.And, Op.AndNot => MaskInstruction.AndNot, _ => MaskInstruction.Or }, MaskResult(node), first, second);
                break;
        }
    }

    private void Compare(Node node, Node comparison, bool not, int mask)
    {
        Node a = Order.Real(comparison.A!), b = Order.Real(comparison.B!);
        bool turned = _vectors.Of(a) < 0 && (_vectors.Of(b) >= 0 || IsConstant(a)) && !IsConstant(b);
        if (turned) (a, b) = (b, a);
        int predicate = (comparison.Op, turned, not) switch
        {
            (Op.Equal, _, false) => IsEqual,
            (Op.Equal, _, true) => IsNotEqual,
            (Op.Less, false, false) => IsLess,
            (Op.Less, false, true) => IsNotLess,
            (Op.Less, true, false) => IsGreater,
            (Op.Less, true, true) => IsNotGreater,
            (_, false, false) => IsLessOrEqual,
            (_, false, true) => IsNotLessOrEqual,
            (_, true, false) => IsGreaterOrEqual,
            (_, true, true) => IsNotGreaterOrEqual,
        };
        int first = Vector(a);
        Place second = Operand(b, Instruction.Compare);
        _code.Write(Instruction.Compare, MaskResult(node), first, second, mask, immediate: predicate);
    }

    // Ends a part of the code; what is alive goes to memory, and what functions give is found there.
    private void Leave(IReadOnlyList<Node> applied)
    {
        HashSet<Node> arguments = [.. Operands(_order.Items[_now])];
        foreach (Node node in _vectors.Values.ToList())
        {
            if (arguments.Contains(node) || !Dies(node)) Save(node, _vectors.Of(node));
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
            int to = NewSlot();
            _homes[apply.Id] = Place.Scratch(to);
            applications.Add(new MachineRoutine.Application((int)apply.Whole, Argument(apply.A!), apply.B is { } b ? Argument(b) : default, to));
        }
        _parts.Add(new MachineRoutine.Part(_entry, [.. applications]));
        _entry = _code.Length;
    }

    private MachineRoutine.Argument Argument(Node node)
    {
        Node real = Order.Real(node);
        return IsConstant(real) ? new MachineRoutine.Argument(Bits(real), null) : new MachineRoutine.Argument(0, _homes[real.Id]!.Value);
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
            _code.Write(Instruction.Load, register, 0, _homes[node.Id]!.Value);
            _vectors.Hold(register, node);
        }
        _vectors.Lock(register);
        return register;
    }

    // A value as the last operand: from memory where it is there and not needed again.
    private Place Operand(Node node, Instruction op)
    {
        if (IsConstant(node)) return op.Repeats ? Constant(node) : Place.Register(Vector(node));
        return _vectors.Of(node) < 0 && Dies(node) ? _homes[node.Id]!.Value : Place.Register(Vector(node));
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
            Place home = _homes[node.Id]!.Value;
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
        _used.Clear();
        _used.AddRange(Operands(_order.Items[_now]));
        foreach (Node operand in _used)
        {
            if (!Dies(operand)) continue;
            _vectors.Forget(operand);
            _masks.Forget(operand);
        }
    }

    // A value is not needed any more.
    private void Drop(Node node)
    {
        _vectors.Forget(node);
        _masks.Forget(node);
        if (_homes[node.Id] is { Is: Place.Kind.Scratch } home) (node.Shape == Shape.Truth ? _freeMaskSlots : _freeSlots).Push(home.Number);
        _homes[node.Id] = null;
    }

    private void Spill(Node node, int register)
    {
        if (!Dies(node)) Save(node, register);
    }

    private void Save(Node node, int register)
    {
        if (_homes[node.Id] is not null) return;
        if (_outerVectors?.ContainsKey(node) == true) throw new UnreachableException("a value from before a section has no place in memory");
        _evicted?.Add(node);
        Place home = Place.Scratch(NewSlot());
        _homes[node.Id] = home;
        _code.Write(Instruction.Store, register, 0, home);
    }

    private void SpillMask(Node node, int register)
    {
        if (_homes[node.Id] is not null || Dies(node)) return;
        if (_outerMasks?.ContainsKey(node) == true) throw new UnreachableException("a truth from before a section has no place in memory");
        _evicted?.Add(node);
        if (_freeMaskSlots.Count == 0)
        {
            int first = -(++_slots * VectorSize);
            for (int i = VectorSize - 1; i >= 0; i--) _freeMaskSlots.Push(first + i);
        }
        Place home = Place.Scratch(_freeMaskSlots.Pop());
        _homes[node.Id] = home;
        _code.StoreMask(register, home);
    }

    private int NewSlot() => _freeSlots.TryPop(out int slot) ? slot : -(++_slots * VectorSize);

    private static bool IsConstant(Node node) => node.Op is Op.Constant or Op.BitsConstant;

    private static double Bits(Node node) => node.Op == Op.Constant ? node.Number : BitConverter.Int64BitsToDouble(node.Whole);

    private Place Constant(Node node) => _code.Number(Bits(node));
}
