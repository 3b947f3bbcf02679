using System.Runtime.CompilerServices;

namespace ScenarioSim.Exact;

/// <summary>Numbers packed worlds from 0 in the order in which they come: open addressing with linear probing, at most half full.</summary>
/// <typeparam name="TKey">The size of a world.</typeparam>
internal sealed class KeyTable<TKey>
    where TKey : unmanaged
{
    private Slot[] _slots = new Slot[64];
    private TKey[] _keys = new TKey[32];

    private struct Slot
    {
        public TKey Key;
        public int NumberPlusOne;
    }

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>The worlds by number.</summary>
    public TKey[] Keys => _keys;

    /// <summary>The number of a world; a new one where it is not known.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Number(ref TKey key, out bool isNew)
    {
        Slot[] slots = _slots;
        uint mask = (uint)slots.Length - 1;
        uint at = Keys<TKey>.Hash(ref key) & mask;
        while (true)
        {
            ref Slot slot = ref slots[at];
            if (slot.NumberPlusOne == 0) break;
            if (Keys<TKey>.Same(ref slot.Key, ref key))
            {
                isNew = false;
                return slot.NumberPlusOne - 1;
            }
            at = (at + 1) & mask;
        }
        isNew = true;
        if (Count == _keys.Length)
        {
            Grow();
            return Number(ref key, out isNew);
        }
        slots[at] = new Slot { Key = key, NumberPlusOne = Count + 1 };
        _keys[Count] = key;
        return Count++;
    }

    /// <summary>Forgets all, keeping the memory.</summary>
    public void Clear()
    {
        if (Count == 0) return;
        Array.Clear(_slots);
        Count = 0;
    }

    private void Grow()
    {
        Array.Resize(ref _keys, _keys.Length * 2);
        var slots = new Slot[_keys.Length * 2];
        uint mask = (uint)slots.Length - 1;
        for (int i = 0; i < Count; i++)
        {
            uint at = Keys<TKey>.Hash(ref _keys[i]) & mask;
            while (slots[at].NumberPlusOne != 0) at = (at + 1) & mask;
            slots[at] = new Slot { Key = _keys[i], NumberPlusOne = i + 1 };
        }
        _slots = slots;
    }
}
