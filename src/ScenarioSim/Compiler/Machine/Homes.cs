using ScenarioSim.Compiler.Vectors;

namespace ScenarioSim.Compiler.Machine;

/// <summary>Where values are in memory, if they are: rows of the block as long as nothing else is stored there, and slots of the scratch memory, which are used again when their value is over.</summary>
internal sealed class Homes
{
    private const int SlotSize = 64;

    private readonly Place?[] _places;
    private Stack<int> _free = new();
    private Stack<int> _freeBytes = new();
    private int _slots;

    /// <param name="graph">Its reads of rows are at home from the start.</param>
    public Homes(Graph graph)
    {
        _places = new Place?[graph.Nodes.Count];
        foreach (Node node in graph.Nodes)
        {
            if (node.Op is Op.Load or Op.LoadTruth) _places[node.Id] = Place.Block(graph.Rows.Offset((int)node.Whole));
        }
    }

    /// <summary>How many bytes of scratch memory are needed.</summary>
    public int Size => _slots * SlotSize;

    /// <summary>Where a value is; null where it is not in memory.</summary>
    public Place? Of(Node node) => _places[node.Id];

    /// <summary>Whether a value is in a row of the block.</summary>
    public bool IsInRow(Node node) => _places[node.Id] is { Is: Place.Kind.Block };

    /// <summary>Gives a value a slot: a byte for a truth.</summary>
    public Place New(Node node)
    {
        Place place = Place.Scratch(node.Shape == Shape.Truth ? NewByte() : NewSlot());
        _places[node.Id] = place;
        return place;
    }

    /// <summary>What was in memory is so no more.</summary>
    public void Leave(Node node) => _places[node.Id] = null;

    /// <summary>A value is over; its slot may be given to another.</summary>
    public void Drop(Node node)
    {
        if (_places[node.Id] is { Is: Place.Kind.Scratch } place) (node.Shape == Shape.Truth ? _freeBytes : _free).Push(place.Number);
        _places[node.Id] = null;
    }

    /// <summary>What has to be kept to come back here.</summary>
    public (Place?[] Places, Stack<int> Free, Stack<int> FreeBytes, int Slots) Save() => ([.. _places], new(_free.Reverse()), new(_freeBytes.Reverse()), _slots);

    /// <summary>Back to what was saved.</summary>
    public void Restore((Place?[] Places, Stack<int> Free, Stack<int> FreeBytes, int Slots) saved)
    {
        saved.Places.CopyTo(_places, 0);
        (_free, _freeBytes, _slots) = (saved.Free, saved.FreeBytes, saved.Slots);
    }

    // Slots go down from the end of the scratch memory.
    private int NewSlot() => _free.TryPop(out int slot) ? slot : -(++_slots * SlotSize);

    private int NewByte()
    {
        if (_freeBytes.Count == 0)
        {
            int first = NewSlot();
            for (int i = SlotSize - 1; i >= 0; i--) _freeBytes.Push(first + i);
        }
        return _freeBytes.Pop();
    }
}
