using System.Collections.Concurrent;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.Intrinsics.X86;

namespace ScenarioSim.Compiler.Vectors;

/// <summary>Writes a schedule as intermediate language and has it compiled: dynamic methods are compiled once, optimised, when they are first called.</summary>
internal sealed class Assembler
{
    private static readonly ConcurrentDictionary<(Type Container, string Name, Type Element, int Arguments), MethodInfo> s_methods = [];

    private static readonly ConcurrentDictionary<(Type Vector, string Name), MethodInfo> s_operators = [];

    private readonly VectorWidth _width;
    private readonly Rows _rows;
    private readonly Schedule _schedule;
    private readonly int _part;
    private readonly ILGenerator _il;
    private readonly Dictionary<Node, LocalBuilder> _locals = [];
    private readonly Dictionary<Node, int> _left = [];
    private readonly Dictionary<Type, Stack<LocalBuilder>> _free = [];

    private Assembler(Graph graph, Schedule schedule, int part, ILGenerator il)
    {
        (_width, _rows, _schedule, _part, _il) = (graph.Rows.Width, graph.Rows, schedule, part, il);
        foreach (Schedule.Statement s in schedule.Parts[part])
        {
            if (s.Keep is { } node) CountOperands(node);
            else Count(s.Write.Value);
        }
    }

    /// <summary>Compiles a graph.</summary>
    /// <param name="name">Names the methods, for profilers.</param>
    /// <param name="graph">What to compute.</param>
    /// <param name="mostInPart">How many operations a method may have.</param>
    public static Routine[] Compile(string name, Graph graph, int mostInPart = Schedule.MostInPart)
    {
        var schedule = new Schedule(graph, mostInPart);
        return [.. Enumerable.Range(0, schedule.Parts.Count).Select(part => Compile($"{name}{part}", graph, schedule, part))];
    }

    private static Routine Compile(string name, Graph graph, Schedule schedule, int part)
    {
        var method = new DynamicMethod(name, typeof(void), [typeof(byte*), typeof(byte*)], typeof(Assembler).Module, skipVisibility: true);
        new Assembler(graph, schedule, part, method.GetILGenerator()).Write();
        return new RuntimeRoutine(method.CreateDelegate<RuntimeRoutine.Code>());
    }

    private void CountOperands(Node node)
    {
        foreach (Node operand in node.Operands) Count(operand);
    }

    // How often each kept node will still be asked for in this part: its local is free for others after that.
    private void Count(Node node)
    {
        if (_schedule.IsInline(node)) CountOperands(node);
        else _left[node] = _left.GetValueOrDefault(node) + 1;
    }

    private void Write()
    {
        foreach (Schedule.Statement s in _schedule.Parts[_part])
        {
            if (s.Keep is { } node) Keep(node);
            else if (s.Write.Row >= 0) WriteRow(s.Write);
            else WriteByte(s.Write);
        }
        _il.Emit(OpCodes.Ret);
    }

    private void Keep(Node node)
    {
        int? spill = _schedule.RowOf(node);
        if (spill is null && !_left.ContainsKey(node)) return;
        Operate(node);
        LocalBuilder local = Take(TypeOf(node));
        _il.Emit(OpCodes.Stloc, local);
        if (spill is { } row)
        {
            Address(_rows.Offset(row));
            _il.Emit(OpCodes.Ldloc, local);
            _il.Emit(OpCodes.Stobj, TypeOf(node));
        }
        if (_left.ContainsKey(node)) _locals.Add(node, local);
        else Free(TypeOf(node)).Push(local);
    }

    private void WriteRow(Graph.Action write)
    {
        Address(_rows.Offset(write.Row));
        Push(write.Value);
        _il.Emit(OpCodes.Stobj, _width.Numbers);
    }

    private void WriteByte(Graph.Action write)
    {
        Address(_rows.FlagOffset(write.Flag));
        Push(write.Value);
        Call("ExtractMostSignificantBits", typeof(double), 1);
        _il.Emit(OpCodes.Conv_U1);
        _il.Emit(OpCodes.Stind_I1);
    }

    // Leaves a node's value on the stack.
    private void Push(Node node)
    {
        if (_schedule.IsInline(node))
        {
            Operate(node);
            return;
        }
        if (!_locals.TryGetValue(node, out LocalBuilder? local))
        {
            LoadRow(_schedule.RowOf(node)!.Value);
            if (--_left[node] == 0) return;
            local = Take(TypeOf(node));
            _locals.Add(node, local);
            _il.Emit(OpCodes.Dup);
            _il.Emit(OpCodes.Stloc, local);
            return;
        }
        _il.Emit(OpCodes.Ldloc, local);
        if (--_left[node] == 0) Free(TypeOf(node)).Push(local);
    }

    private void Operate(Node node)
    {
        switch (node.Op)
        {
            case Op.Constant: Create(node.Number); return;
            case Op.BitsConstant: CreateBits(node.Whole); return;
            case Op.Always: Create(BitConverter.Int64BitsToDouble(-1)); return;
            case Op.Never: Create(0); return;
            case Op.Load or Op.LoadTruth: LoadRow((int)node.Whole); return;
            case Op.Look8: LookUp(node, nameof(Avx512F.PermuteVar8x64)); return;
            case Op.Look16: LookUp(node, nameof(Avx512F.PermuteVar8x64x2)); return;
        }
        foreach (Node operand in node.Operands) Push(operand);
        switch (node.Op)
        {
            case Op.Add: Operator(_width.Numbers, "op_Addition"); break;
            case Op.Subtract: Operator(_width.Numbers, "op_Subtraction"); break;
            case Op.Multiply: Operator(_width.Numbers, "op_Multiply"); break;
            case Op.Divide: Operator(_width.Numbers, "op_Division"); break;
            case Op.RoughQuotient: RoughQuotient(); break;
            case Op.Sqrt: Call("Sqrt", typeof(double), 1); break;
            case Op.Floor: CallNumbers("Floor"); break;
            case Op.Ceiling: CallNumbers("Ceiling"); break;
            case Op.Truncate: CallNumbers("Truncate"); break;
            case Op.Single: _il.Emit(OpCodes.Call, typeof(Singles).GetMethod("Round", [_width.Numbers])!); break;
            case Op.Absolute: Call("Abs", typeof(double), 1); break;
            case Op.Least: Call("MinNative", typeof(double), 2); break;
            case Op.Greatest: Call("MaxNative", typeof(double), 2); break;
            case Op.Equal: Call("Equals", typeof(double), 2); break;
            case Op.Less: Call("LessThan", typeof(double), 2); break;
            case Op.LessOrEqual: Call("LessThanOrEqual", typeof(double), 2); break;
            case Op.And: Operator(_width.Numbers, "op_BitwiseAnd"); break;
            case Op.AndNot: Call("AndNot", typeof(double), 2); break;
            case Op.Or: Operator(_width.Numbers, "op_BitwiseOr"); break;
            case Op.Not: Operator(_width.Numbers, "op_OnesComplement"); break;
            case Op.Choose: Call("ConditionalSelect", typeof(double), 3); break;
            case Op.ToBits: Call("As", typeof(double), typeof(long)); break;
            case Op.FromBits: Call("As", typeof(long), typeof(double)); break;
            case Op.AddBits: Operator(_width.Bits, "op_Addition"); break;
            case Op.AndBits: Operator(_width.Bits, "op_BitwiseAnd"); break;
            case Op.OrBits: Operator(_width.Bits, "op_BitwiseOr"); break;
            case Op.ShiftBits:
                _il.Emit(OpCodes.Ldc_I4, (int)node.Whole);
                _il.Emit(OpCodes.Call, _width.Container.GetMethod("ShiftRightLogical", [_width.Bits, typeof(int)])!);
                break;
            case Op.Apply:
                _il.Emit(OpCodes.Ldc_I4, (int)node.Whole);
                _il.Emit(OpCodes.Call, typeof(LaneByLane).GetMethod(node.B is null ? "One" : "Two", node.B is null ? [_width.Numbers, typeof(int)] : [_width.Numbers, _width.Numbers, typeof(int)])!);
                break;
            default: throw new System.Diagnostics.UnreachableException(node.Op.ToString());
        }
    }

    private void RoughQuotient()
    {
        if (_width.Lanes == 8)
        {
            _il.Emit(OpCodes.Call, typeof(Avx512F).GetMethod(nameof(Avx512F.Reciprocal14), [_width.Numbers])!);
            Operator(_width.Numbers, "op_Multiply");
        }
        else
        {
            Operator(_width.Numbers, "op_Division");
        }
    }

    private void LookUp(Node node, string method)
    {
        double[] table = node.Table!;
        Constant(table[..8]);
        Push(node.A!);
        Call("As", typeof(double), typeof(long));
        if (table.Length == 8)
        {
            _il.Emit(OpCodes.Call, typeof(Avx512F).GetMethod(method, [_width.Numbers, _width.Bits])!);
            return;
        }
        Constant(table[8..]);
        _il.Emit(OpCodes.Call, typeof(Avx512F).GetMethod(method, [_width.Numbers, _width.Bits, _width.Numbers])!);
    }

    private void Create(double value) => Constant([.. Enumerable.Repeat(value, _width.Lanes)]);

    // From memory, and each time anew: left to itself the compiler keeps constants in registers that it does not have, and spills them. A volatile read it leaves where it is.
    private void Constant(double[] lanes)
    {
        _il.Emit(OpCodes.Ldarg_1);
        _il.Emit(OpCodes.Ldc_I4, _rows.Constant(lanes));
        _il.Emit(OpCodes.Add);
        _il.Emit(OpCodes.Volatile);
        _il.Emit(OpCodes.Ldobj, _width.Numbers);
    }

    private void CreateBits(long value)
    {
        Create(BitConverter.Int64BitsToDouble(value));
        Call("As", typeof(double), typeof(long));
    }

    private void LoadRow(int row)
    {
        Address(_rows.Offset(row));
        _il.Emit(OpCodes.Ldobj, _width.Numbers);
    }

    private void Address(int offset)
    {
        _il.Emit(OpCodes.Ldarg_0);
        if (offset == 0) return;
        _il.Emit(OpCodes.Ldc_I4, offset);
        _il.Emit(OpCodes.Add);
    }

    // Operators are the compiler's own, where methods of the same meaning are small methods that a large routine no longer puts in.
    private void Operator(Type vector, string name) =>
        _il.Emit(OpCodes.Call, s_operators.GetOrAdd((vector, name), static key => key.Vector.GetMethods().Single(m => m.Name == key.Name && m.GetParameters().All(p => p.ParameterType == key.Vector))));

    private void Call(string name, Type element, int arguments) =>
        _il.Emit(OpCodes.Call, s_methods.GetOrAdd((_width.Container, name, element, arguments), static key => Find(key.Container, key.Name, key.Element, key.Arguments)));

    private void Call(string name, Type from, Type to) =>
        _il.Emit(OpCodes.Call, _width.Container.GetMethods().Single(m => m.Name == name && m.GetGenericArguments().Length == 2).MakeGenericMethod(from, to));

    private static MethodInfo Find(Type container, string name, Type element, int arguments)
    {
        static bool Takes(MethodInfo method, int arguments)
        {
            ParameterInfo[] parameters = method.GetParameters();
            return parameters.Length == arguments && parameters.All(p => IsVector(p.ParameterType) || p.ParameterType.IsPointer);
        }

        return container.GetMethods().Single(m => m.Name == name && m.IsGenericMethodDefinition && m.GetGenericArguments().Length == 1 && Takes(m, arguments)).MakeGenericMethod(element);
    }

    private void CallNumbers(string name) => _il.Emit(OpCodes.Call, _width.Container.GetMethod(name, [_width.Numbers])!);

    private static bool IsVector(Type type) => type.IsGenericType && type.Name.StartsWith("Vector", StringComparison.Ordinal);

    private Type TypeOf(Node node) => node.Shape == Shape.Bits ? _width.Bits : _width.Numbers;

    private Stack<LocalBuilder> Free(Type type) => _free.TryGetValue(type, out Stack<LocalBuilder>? free) ? free : _free[type] = new Stack<LocalBuilder>();

    private LocalBuilder Take(Type type) => Free(type).TryPop(out LocalBuilder? local) ? local : _il.DeclareLocal(type);
}
