using System.Diagnostics;
using ScenarioSim.Compiler.Vectors;

namespace ScenarioSim.Compiler.Machine;

/// <content>Sections, which are jumped over where no lane needs them: whether they are or not, what is needed after them has to be found in the same place.</content>
internal abstract partial class MachineAssembler
{
    // While a section is tried: the values that have lost their registers in it.
    private List<Value>? _evicted;

    // While a section is written: the values that were in registers before it and are needed after it.
    private HashSet<Value>? _outer;

    // A section is written twice: the first time tells which values from before it lose their registers in it. Those go to memory before the jump.
    private void WriteSection(Node lanes)
    {
        int begin = Uses.Now, end = begin + 1;
        while (!Order.Items[end].Ends) end++;
        // Before it the lanes' truth counts as still needed.
        Uses.Now = begin - 1;
        KeepRows(begin, end);
        Uses.Now = begin;
        int mask = Mask(lanes);
        Unlock();
        Value?[] vectors = Vectors.Save(), masks = Masks.Save();
        foreach (Value value in Evicted(begin, end))
        {
            // What is needed only inside goes to memory inside.
            if (!Uses.GoOnAfter(value.Node, end)) continue;
            int register = (value.Node.Shape == Shape.Truth ? Masks : Vectors).Of(value);
            if (register >= 0) Save(value, register);
        }
        int after = _code.NewLabel();
        JumpIfNone(mask, after);
        _outer = [];
        KeepOuter(vectors, end);
        KeepOuter(masks, end);
        WriteInside(begin, end);
        _outer = null;
        _code.Set(after);
        Vectors.KeepOnly(vectors);
        Masks.KeepOnly(masks);
    }

    private void KeepOuter(Value?[] held, int end)
    {
        foreach (Value? value in held)
        {
            if (value is { } v && Uses.GoOnAfter(v.Node, end)) _outer!.Add(v);
        }
    }

    // Tries a section, and takes it back.
    private List<Value> Evicted(int begin, int end)
    {
        int length = _code.Length, instructions = _code.Instructions;
        Value?[] vectors = Vectors.Save(), masks = Masks.Save();
        int now = Uses.Now;
        (Stack<int>, Stack<int>, int) homes = Homes.Try();
        List<Value> evicted = _evicted = [];
        WriteInside(begin, end);
        _evicted = null;
        _code.TakeBack(length, instructions);
        Vectors.Restore(vectors);
        Masks.Restore(masks);
        Uses.Now = now;
        Homes.Restore(homes);
        return evicted;
    }

    private void WriteInside(int begin, int end)
    {
        Finish(Order.Items[begin]);
        for (Uses.Now = begin + 1; Uses.Now < end; Uses.Now++) WriteItem(Order.Items[Uses.Now]);
    }

    // What rows held that a section writes, and that is wanted after it.
    private void KeepRows(int begin, int end)
    {
        var wanted = new HashSet<Node>();
        for (int i = begin + 1; i < end; i++)
        {
            Order.Item item = Order.Items[i];
            if (item.Value is not null || item.Write.Row < 0 || !_loads.TryGetValue(item.Write.Row, out List<Node>? loads)) continue;
            wanted.UnionWith(loads.Where(l => l.Id < item.Write.After && Homes.IsInRow(l) && Uses.GoOnAfter(l, end)));
        }
        foreach (Node node in wanted)
        {
            Fetch(node);
            Homes.Leave(node);
            foreach (Part part in s_parts)
            {
                var value = new Value(node, part);
                if (Forms.IsKept(value) && (HasHalves || part != Part.High)) Save(value, (node.Shape == Shape.Truth ? Masks : Vectors).Of(value));
            }
            Unlock();
        }
    }

    // A value leaves its register for memory.
    private void Evict(Value value)
    {
        if (_outer?.Contains(value) == true) throw new UnreachableException("a value from before a section has no place in memory");
        _evicted?.Add(value);
    }
}
