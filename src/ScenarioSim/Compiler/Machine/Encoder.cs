using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace ScenarioSim.Compiler.Machine;

/// <summary>Machine code of x86-64 in the making: its bytes, the points that it jumps to, and behind it the constants that it reads.</summary>
/// <param name="vectorBytes">How many bytes a vector has.</param>
internal abstract class Encoder(int vectorBytes)
{
    private readonly List<byte> _code = [];
    private readonly List<double> _numbers = [];
    private readonly Dictionary<long, int> _knownNumbers = [];
    private readonly List<int> _shorts = [];
    private readonly Dictionary<int, int> _knownShorts = [];
    private readonly List<long[]> _vectors = [];
    private readonly Dictionary<(long, long, long, long), List<int>> _knownVectors = [];
    private readonly List<(int At, Place To)> _references = [];
    private readonly List<(int At, int Label)> _jumps = [];
    private readonly List<int> _labels = [];
    private byte[] _bytes = [];

    /// <summary>How many bytes a vector has.</summary>
    public int VectorBytes => vectorBytes;

    /// <summary>How many bytes there are.</summary>
    public int Length => _code.Count;

    /// <summary>How many instructions there are.</summary>
    public int Instructions { get; protected set; }

    /// <summary>A vector in the pool.</summary>
    /// <param name="bits">Its bits, 64 at a time.</param>
    public Place Vector(ReadOnlySpan<long> bits)
    {
        int half = bits.Length / 2;
        var key = (bits[0] ^ (bits[half] * 31), bits[1] ^ (bits[half + 1] * 31), bits[half - 1] ^ (bits[half] * 17), bits[half - 2] ^ (bits[^1] * 31));
        if (!_knownVectors.TryGetValue(key, out List<int>? known)) _knownVectors.Add(key, known = []);
        foreach (int i in known)
        {
            if (bits.SequenceEqual(_vectors[i])) return Place.OfVector(i);
        }
        known.Add(_vectors.Count);
        _vectors.Add(bits.ToArray());
        return Place.OfVector(_vectors.Count - 1);
    }

    /// <summary>A point to jump to, not yet set.</summary>
    public int NewLabel()
    {
        _labels.Add(-1);
        return _labels.Count - 1;
    }

    /// <summary>Sets a label here.</summary>
    public void Set(int label) => _labels[label] = _code.Count;

    /// <summary>Takes back everything from a point on; there must be no jump in it.</summary>
    /// <param name="length">How many bytes stay.</param>
    /// <param name="instructions">How many instructions stay.</param>
    public void TakeBack(int length, int instructions)
    {
        Instructions = instructions;
        _code.RemoveRange(length, _code.Count - length);
        while (_references.Count > 0 && _references[^1].At >= length) _references.RemoveAt(_references.Count - 1);
    }

    /// <summary>The finished code: the pools follow it.</summary>
    public byte[] Finish()
    {
        int vectors = (_code.Count + 63) / 64 * 64;
        int numbers = vectors + (_vectors.Count * vectorBytes);
        int shorts = numbers + (_numbers.Count * 8);
        int table = shorts + (_shorts.Count * 4);
        var bytes = new byte[table + _bytes.Length];
        _code.CopyTo(bytes);
        for (int i = 0; i < _vectors.Count; i++) MemoryMarshal.AsBytes(_vectors[i].AsSpan()).CopyTo(bytes.AsSpan(vectors + (i * vectorBytes)));
        MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(_numbers)).CopyTo(bytes.AsSpan(numbers));
        MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(_shorts)).CopyTo(bytes.AsSpan(shorts));
        _bytes.CopyTo(bytes.AsSpan(table));
        foreach ((int at, Place to) in _references)
        {
            int target = to.Is switch
            {
                Place.Kind.Number => numbers + (to.Number * 8),
                Place.Kind.Short => shorts + (to.Number * 4),
                Place.Kind.Bytes => table,
                _ => vectors + (to.Number * vectorBytes),
            };
            Span<byte> place = bytes.AsSpan(at, 4);
            // What stands there is how many bytes follow it in its instruction.
            BinaryPrimitives.WriteInt32LittleEndian(place, target - (at + 4 + BinaryPrimitives.ReadInt32LittleEndian(place)));
        }
        foreach ((int at, int label) in _jumps) BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at), _labels[label] - (at + 4));
        return bytes;
    }

    /// <summary>A number of 64 bits in the pool, the same for the same bits.</summary>
    protected Place PoolNumber(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        if (!_knownNumbers.TryGetValue(bits, out int index))
        {
            index = _numbers.Count;
            _numbers.Add(value);
            _knownNumbers.Add(bits, index);
        }
        return Place.OfNumber(index);
    }

    /// <summary>A number of 32 bits in the pool, likewise.</summary>
    protected Place PoolShort(int bits)
    {
        if (!_knownShorts.TryGetValue(bits, out int index))
        {
            index = _shorts.Count;
            _shorts.Add(bits);
            _knownShorts.Add(bits, index);
        }
        return Place.OfShort(index);
    }

    /// <summary>Bytes behind everything else: there is one such table.</summary>
    protected Place PoolBytes(byte[] bytes)
    {
        _bytes = bytes;
        return Place.OfBytes;
    }

    /// <summary>A bit of a number.</summary>
    protected static int Bit(int number, int bit) => (number >> bit) & 1;

    /// <summary>A byte of an instruction.</summary>
    protected void Byte(int value) => _code.Add((byte)value);

    /// <summary>Bytes of an instruction.</summary>
    protected void Bytes(params ReadOnlySpan<byte> bytes) => _code.AddRange(bytes);

    /// <summary>Four bytes of an instruction.</summary>
    protected void Whole(int value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        _code.AddRange(bytes);
    }

    /// <summary>The distance to a label.</summary>
    protected void Distance(int label)
    {
        _jumps.Add((_code.Count, label));
        Whole(0);
    }

    /// <summary>The distance to something in the pools.</summary>
    /// <param name="to">What.</param>
    /// <param name="following">How many bytes follow it in its instruction.</param>
    protected void Distance(Place to, int following)
    {
        _references.Add((_code.Count, to));
        Whole(following);
    }

    /// <summary>The byte that names register and memory, and a distance: in one byte where it is a small multiple of a unit.</summary>
    /// <param name="register">The register, or what stands for one: three bits.</param>
    /// <param name="address">The register with the address: three bits.</param>
    /// <param name="distance">The distance.</param>
    /// <param name="unit">Of how many bytes.</param>
    protected void Memory(int register, int address, int distance, int unit = 1)
    {
        bool isNear = distance % unit == 0 && distance / unit is >= -128 and <= 127;
        Byte((isNear ? 0x40 : 0x80) | (register << 3) | address);
        if (isNear) Byte(distance / unit);
        else Whole(distance);
    }
}
