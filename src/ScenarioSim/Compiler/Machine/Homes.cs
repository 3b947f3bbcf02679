using ScenarioSim.Compiler.Vectors;

namespace ScenarioSim.Compiler.Machine;

/// <summary>Where values are in memory, if they are: rows of the block as long as nothing else is stored there, and slots of the scratch memory, which are used again when their value is over. The halves of a wide value have each a slot.</summary>
internal sealed class Homes
{
    private readonly int _slotSize;
    private readonly int _maskSize;
    private readonly Place?[] _places;
    // While something is tried: places that were others before, with those.
    private List<(int Index, Place? Before)>? _changed;
    private Stack<int> _free = new();
    private Stack<int> _freeMasks = new();
    private int _slots;

    /// <param name="graph">Its reads of rows are at home from the start.</param>
    /// <param name="forms">The forms of its nodes.</param>
    /// <param name="slotSize">How many bytes a vector has.</param>
    /// <param name="maskSize">How many bytes a truth has; as many as a vector where it is in one.</param>
    public Homes(Graph graph, Forms forms, int slotSize, int maskSize)
    {
        (_slotSize, _maskSize) = (slotSize, maskSize);
        _places = new Place?[graph.Nodes.Count * 2];
        foreach (Node node in graph.Nodes)
        {
            if (node.Op is not (Op.Load or Op.LoadTruth)) continue;
            int offset = graph.Rows.Offset((int)node.Whole);
            Form form = forms.Of(node);
            _places[node.Id * 2] = form switch { Form.Wide => Place.Wide(offset), Form.Truth => Place.Flag(offset), _ => Place.Block(offset) };
            if (form == Form.Wide) _places[(node.Id * 2) + 1] = Place.Wide(offset + slotSize);
        }
    }

    /// <summary>How many bytes of scratch memory are needed.</summary>
    public int Size => ((_slots * _slotSize) + 63) / 64 * 64;

    /// <summary>Where a value is that is kept (<see cref="Forms.IsKept"/>); null where it is not in memory.</summary>
    public Place? Of(Value value) => _places[Index(value)];

    /// <summary>Whether a value is in a row of the block.</summary>
    public bool IsInRow(Node node) => _places[node.Id * 2] is { IsRow: true };

    /// <summary>Gives a value a slot.</summary>
    public Place New(Value value)
    {
        var place = Place.Scratch(value.Node.Shape == Shape.Truth ? NewMask() : NewSlot());
        Set(Index(value), place);
        return place;
    }

    /// <summary>A slot that stays, for no value of the graph; where it is in the scratch memory.</summary>
    public int Reserve() => NewSlot();

    /// <summary>What was in memory is so no more.</summary>
    public void Leave(Node node)
    {
        Set(node.Id * 2, null);
        Set((node.Id * 2) + 1, null);
    }

    /// <summary>A value is over; its slots may be given to others.</summary>
    public void Drop(Node node)
    {
        Stack<int> free = node.Shape == Shape.Truth ? _freeMasks : _free;
        for (int i = node.Id * 2; i <= (node.Id * 2) + 1; i++)
        {
            if (_places[i] is { Is: Place.Kind.Scratch } place) free.Push(place.Number);
            Set(i, null);
        }
    }

    /// <summary>Begins a trial, and gives what has to be kept to come back here.</summary>
    public (Stack<int> Free, Stack<int> FreeMasks, int Slots) Try()
    {
        _changed = [];
        return (new(_free.Reverse()), new(_freeMasks.Reverse()), _slots);
    }

    /// <summary>Ends a trial: all is as it was.</summary>
    public void Restore((Stack<int> Free, Stack<int> FreeMasks, int Slots) saved)
    {
        for (int i = _changed!.Count - 1; i >= 0; i--) _places[_changed[i].Index] = _changed[i].Before;
        _changed = null;
        (_free, _freeMasks, _slots) = saved;
    }

    private void Set(int index, Place? place)
    {
        _changed?.Add((index, _places[index]));
        _places[index] = place;
    }

    private static int Index(Value value) => (value.Node.Id * 2) + (value.Part == Part.High ? 1 : 0);

    // Slots go down from the end of the scratch memory.
    private int NewSlot() => _free.TryPop(out int slot) ? slot : -(++_slots * _slotSize);

    private int NewMask()
    {
        if (_freeMasks.Count == 0)
        {
            int first = NewSlot();
            for (int i = _slotSize - _maskSize; i >= 0; i -= _maskSize) _freeMasks.Push(first + i);
        }
        return _freeMasks.Pop();
    }
}
