using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace ScenarioSim.Compiler.Machine;

/// <summary>
/// Writes instructions of x86-64 with AVX-512: only those that routines need, on vectors of 512 bits and masks of sixteen bits.
/// Formats: Intel 64 and IA-32 Architectures Software Developer's Manual, volume 2, 2.3 (VEX) and 2.7 (EVEX).
/// </summary>
internal sealed class Encoder
{
    // The first two integer arguments of a call.
    private static readonly int s_block = OperatingSystem.IsWindows() ? 1 : 7;
    private static readonly int s_scratch = OperatingSystem.IsWindows() ? 2 : 6;

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

    /// <summary>How many bytes there are.</summary>
    public int Length => _code.Count;

    /// <summary>How many instructions there are.</summary>
    public int Instructions { get; private set; }

    /// <summary>A number in the pool, to be repeated in every lane.</summary>
    public Place Number(double value)
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
    public Place Short(int bits)
    {
        if (!_knownShorts.TryGetValue(bits, out int index))
        {
            index = _shorts.Count;
            _shorts.Add(bits);
            _knownShorts.Add(bits, index);
        }
        return Place.OfShort(index);
    }

    /// <summary>A vector in the pool.</summary>
    /// <param name="bits">Its bits, eight times 64.</param>
    public Place Vector(ReadOnlySpan<long> bits)
    {
        var key = (bits[0] ^ (bits[4] * 31), bits[1] ^ (bits[5] * 31), bits[2] ^ (bits[6] * 31), bits[3] ^ (bits[7] * 31));
        if (!_knownVectors.TryGetValue(key, out List<int>? known)) _knownVectors.Add(key, known = []);
        foreach (int i in known)
        {
            if (bits.SequenceEqual(_vectors[i])) return Place.OfVector(i);
        }
        known.Add(_vectors.Count);
        _vectors.Add(bits.ToArray());
        return Place.OfVector(_vectors.Count - 1);
    }

    /// <summary>A vector instruction.</summary>
    /// <param name="op">Which.</param>
    /// <param name="to">The register that its first operand names: what it writes, a mask for comparisons.</param>
    /// <param name="a">The register that its second operand names; 0 where it has none.</param>
    /// <param name="b">Its last operand.</param>
    /// <param name="mask">Only the lanes of this mask register; 0 for all.</param>
    /// <param name="zero">Whether the other lanes become 0; else they keep what they were.</param>
    /// <param name="immediate">Its immediate byte; -1 for none.</param>
    public void Write(Instruction op, int to, int a, Place b, int mask = 0, bool zero = false, int immediate = -1)
    {
        Instructions++;
        bool repeated = b.Is is Place.Kind.Number or Place.Kind.Short && op.Repeats;
        int rm = b.Is == Place.Kind.Register ? b.Number : 0;
        _code.Add(0x62);
        _code.Add((byte)((Bit(~to, 3) << 7) | (Bit(~rm, 4) << 6) | (Bit(~rm, 3) << 5) | (Bit(~to, 4) << 4) | op.Map));
        _code.Add((byte)((op.Wide ? 0x80 : 0) | ((~a & 15) << 3) | 4 | op.Prefix));
        // Where it says how to round, that stands where the length of the vectors does else.
        int length = op.Rounding >= 0 ? (op.Rounding << 5) | 0x10 : 0x40 | (repeated ? 0x10 : 0);
        _code.Add((byte)((zero ? 0x80 : 0) | length | (Bit(~a, 4) << 3) | mask));
        _code.Add(op.Code);
        Operand(to & 7, b, !repeated && !op.Single ? op.Bytes : op.Wide ? 8 : 4, immediate >= 0 ? 1 : 0);
        if (immediate >= 0) _code.Add((byte)immediate);
    }

    /// <summary>Moves all lanes right by some bits.</summary>
    public void Shift(int to, int from, int by)
    {
        // The register written stands where others have their second operand.
        Write(new Instruction(0x73, 1, 1, true), 2, to, Place.Register(from), immediate: by);
    }

    /// <summary>An operation on masks.</summary>
    public void Masks(MaskInstruction op, int to, int a, int b)
    {
        Instructions++;
        _code.Add(0xC5);
        _code.Add((byte)(0x80 | ((~a & 15) << 3) | (op.Long ? 4 : 0) | op.Prefix));
        _code.Add(op.Code);
        _code.Add((byte)(0xC0 | (to << 3) | b));
    }

    /// <summary>A mask's upper eight bits, moved down.</summary>
    public void UpperMask(int to, int from)
    {
        Instructions++;
        _code.AddRange([0xC4, 0xE3, 0xF9, 0x30, (byte)(0xC0 | (to << 3) | from), 8]);
    }

    /// <summary>Reads a mask of sixteen bits.</summary>
    public void LoadMask(int to, Place from) => MaskMove(0xF8, 0x90, to, from);

    /// <summary>Reads a mask of eight bits.</summary>
    public void LoadShortMask(int to, Place from) => MaskMove(0xF9, 0x90, to, from);

    /// <summary>Writes a mask of sixteen bits.</summary>
    public void StoreMask(int from, Place to) => MaskMove(0xF8, 0x91, from, to);

    /// <summary>Finds the end of the list: the caller has put its address where the scratch memory ends.</summary>
    public void BeginList() => ListAddress(0x8B);

    /// <summary>The list grows by as many numbers of 32 bits as a mask has lanes.</summary>
    public void EndList(int mask)
    {
        Instructions += 3;
        // How many lanes, in a register that a called function may change; then the address of what follows them.
        _code.AddRange([0xC5, 0x78, 0x93, (byte)(0xD0 | mask), 0xF3, 0x45, 0x0F, 0xB8, 0xD2, 0x4A, 0x8D, 0x04, 0x90]);
        ListAddress(0x89);
    }

    private void ListAddress(byte operation)
    {
        Instructions++;
        _code.AddRange([0x48, operation, (byte)s_scratch]);
    }

    /// <summary>A point to jump to, not yet set.</summary>
    public int NewLabel()
    {
        _labels.Add(-1);
        return _labels.Count - 1;
    }

    /// <summary>Sets a label here.</summary>
    public void Set(int label) => _labels[label] = _code.Count;

    /// <summary>Jumps where a mask has no lane.</summary>
    public void JumpIfNone(int mask, int label)
    {
        Masks(MaskInstruction.Test, mask, 0, mask);
        Instructions++;
        _code.Add(0x0F);
        _code.Add(0x84);
        _jumps.Add((_code.Count, label));
        Whole(0);
    }

    /// <summary>Goes on to the next block, and jumps where there is one.</summary>
    public void NextBlock(int label)
    {
        Instructions += 3;
        // The third and fourth arguments are the distance to the next block and how many there are.
        if (OperatingSystem.IsWindows()) _code.AddRange([0x4C, 0x01, 0xC1, 0x49, 0xFF, 0xC9]);
        else _code.AddRange([0x48, 0x01, 0xD7, 0x48, 0xFF, 0xC9]);
        _code.AddRange([0x0F, 0x85]);
        _jumps.Add((_code.Count, label));
        Whole(0);
    }

    /// <summary>Takes back everything from a point on; there must be no jump in it.</summary>
    /// <param name="length">How many bytes stay.</param>
    /// <param name="instructions">How many instructions stay.</param>
    public void TakeBack(int length, int instructions)
    {
        Instructions = instructions;
        _code.RemoveRange(length, _code.Count - length);
        _references.RemoveAll(r => r.At >= length);
    }

    /// <summary>Returns to the caller, leaving the vector units clean for narrower code.</summary>
    public void Return()
    {
        Instructions += 2;
        _code.AddRange([0xC5, 0xF8, 0x77, 0xC3]);
    }

    /// <summary>The finished code: the pools follow it.</summary>
    public byte[] Finish()
    {
        int vectors = (_code.Count + 63) / 64 * 64;
        int numbers = vectors + (_vectors.Count * 64);
        int shorts = numbers + (_numbers.Count * 8);
        var bytes = new byte[shorts + (_shorts.Count * 4)];
        _code.CopyTo(bytes);
        for (int i = 0; i < _vectors.Count; i++) MemoryMarshal.AsBytes(_vectors[i].AsSpan()).CopyTo(bytes.AsSpan(vectors + (i * 64)));
        MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(_numbers)).CopyTo(bytes.AsSpan(numbers));
        MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(_shorts)).CopyTo(bytes.AsSpan(shorts));
        foreach ((int at, Place to) in _references)
        {
            int target = to.Is switch { Place.Kind.Number => numbers + (to.Number * 8), Place.Kind.Short => shorts + (to.Number * 4), _ => vectors + (to.Number * 64) };
            Span<byte> place = bytes.AsSpan(at, 4);
            // What stands there is how many bytes follow it in its instruction.
            BinaryPrimitives.WriteInt32LittleEndian(place, target - (at + 4 + BinaryPrimitives.ReadInt32LittleEndian(place)));
        }
        foreach ((int at, int label) in _jumps) BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at), _labels[label] - (at + 4));
        return bytes;
    }

    private static int Bit(int number, int bit) => (number >> bit) & 1;

    private void MaskMove(byte prefix, byte code, int register, Place other)
    {
        Instructions++;
        _code.AddRange([0xC5, prefix, code]);
        Operand(register, other, 1, 0, compressed: false);
    }

    // The byte that names register and memory, and a distance: in one byte where it is a small multiple of what is read.
    private void Operand(int register, Place b, int unit, int following, bool compressed = true)
    {
        switch (b.Is)
        {
            case Place.Kind.Register:
                _code.Add((byte)(0xC0 | (register << 3) | (b.Number & 7)));
                return;
            case Place.Kind.Number or Place.Kind.Short or Place.Kind.Vector:
                _code.Add((byte)((register << 3) | 5));
                _references.Add((_code.Count, b));
                Whole(following);
                return;
        }
        if (b.Is == Place.Kind.List)
        {
            _code.Add((byte)(register << 3));
            return;
        }
        int address = b.Is == Place.Kind.Block ? s_block : s_scratch;
        int scale = compressed ? unit : 1;
        if (b.Number % scale == 0 && b.Number / scale is >= -128 and <= 127)
        {
            _code.Add((byte)(0x40 | (register << 3) | address));
            _code.Add((byte)(b.Number / scale));
            return;
        }
        _code.Add((byte)(0x80 | (register << 3) | address));
        Whole(b.Number);
    }

    private void Whole(int value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        _code.AddRange(bytes);
    }
}
