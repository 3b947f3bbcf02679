namespace ScenarioSim.Compiler.Machine;

/// <summary>
/// Writes instructions of x86-64 with AVX-512: only those that routines need, on vectors of 512 bits and masks of sixteen bits.
/// Formats: Intel 64 and IA-32 Architectures Software Developer's Manual, volume 2, 2.3 (VEX) and 2.7 (EVEX).
/// </summary>
internal sealed class Avx512Encoder() : Encoder(vectorBytes: 64)
{
    // The first two integer arguments of a call.
    private static readonly int s_block = OperatingSystem.IsWindows() ? 1 : 7;
    private static readonly int s_scratch = OperatingSystem.IsWindows() ? 2 : 6;

    /// <summary>A number in the pool, to be repeated in every lane.</summary>
    public Place Number(double value) => PoolNumber(value);

    /// <summary>A number of 32 bits in the pool, likewise.</summary>
    public Place Short(int bits) => PoolShort(bits);

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
        Byte(0x62);
        Byte((Bit(~to, 3) << 7) | (Bit(~rm, 4) << 6) | (Bit(~rm, 3) << 5) | (Bit(~to, 4) << 4) | op.Map);
        Byte((op.Wide ? 0x80 : 0) | ((~a & 15) << 3) | 4 | op.Prefix);
        // Where it says how to round, that stands where the length of the vectors does else.
        int length = op.Rounding >= 0 ? (op.Rounding << 5) | 0x10 : 0x40 | (repeated ? 0x10 : 0);
        Byte((zero ? 0x80 : 0) | length | (Bit(~a, 4) << 3) | mask);
        Byte(op.Code);
        Operand(to & 7, b, !repeated && !op.Single ? op.Bytes : op.Wide ? 8 : 4, immediate >= 0 ? 1 : 0);
        if (immediate >= 0) Byte(immediate);
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
        Byte(0xC5);
        Byte(0x80 | ((~a & 15) << 3) | (op.Long ? 4 : 0) | op.Prefix);
        Byte(op.Code);
        Byte(0xC0 | (to << 3) | b);
    }

    /// <summary>A mask's upper eight bits, moved down.</summary>
    public void UpperMask(int to, int from)
    {
        Instructions++;
        Bytes(0xC4, 0xE3, 0xF9, 0x30, (byte)(0xC0 | (to << 3) | from), 8);
    }

    /// <summary>Reads a mask of sixteen bits.</summary>
    public void LoadMask(int to, Place from) => MaskMove(0xF8, 0x90, to, from);

    /// <summary>Reads a mask of eight bits.</summary>
    public void LoadShortMask(int to, Place from) => MaskMove(0xF9, 0x90, to, from);

    /// <summary>Writes a mask of sixteen bits.</summary>
    public void StoreMask(int from, Place to) => MaskMove(0xF8, 0x91, from, to);

    /// <summary>Finds the end of the list: the caller has put its address where the scratch memory ends.</summary>
    public void BeginList() => ListAddress(0x8B);

    /// <summary>Puts it back there.</summary>
    public void EndList() => ListAddress(0x89);

    /// <summary>The list grows by as many numbers of 32 bits as a mask has lanes.</summary>
    public void Lengthen(int mask)
    {
        Instructions += 3;
        // How many lanes, in a register that a called function may change; then the address of what follows them.
        Bytes(0xC5, 0x78, 0x93, (byte)(0xD0 | mask), 0xF3, 0x45, 0x0F, 0xB8, 0xD2, 0x4A, 0x8D, 0x04, 0x90);
    }

    private void ListAddress(byte operation)
    {
        Instructions++;
        Bytes(0x48, operation, (byte)s_scratch);
    }

    /// <summary>Jumps where a mask has no lane.</summary>
    public void JumpIfNone(int mask, int label)
    {
        Masks(MaskInstruction.Test, mask, 0, mask);
        Instructions++;
        Byte(0x0F);
        Byte(0x84);
        Distance(label);
    }

    /// <summary>Goes on to the next block, and jumps where there is one.</summary>
    public void NextBlock(int label)
    {
        Instructions += 3;
        // The third and fourth arguments are the distance to the next block and how many there are.
        if (OperatingSystem.IsWindows()) Bytes(0x4C, 0x01, 0xC1, 0x49, 0xFF, 0xC9);
        else Bytes(0x48, 0x01, 0xD7, 0x48, 0xFF, 0xC9);
        Bytes(0x0F, 0x85);
        Distance(label);
    }

    /// <summary>Returns to the caller, leaving the vector units clean for narrower code.</summary>
    public void Return()
    {
        Instructions += 2;
        Bytes(0xC5, 0xF8, 0x77, 0xC3);
    }

    private void MaskMove(byte prefix, byte code, int register, Place other)
    {
        Instructions++;
        Bytes(0xC5, prefix, code);
        Operand(register, other, 1, 0, compressed: false);
    }

    // The byte that names register and memory, and a distance.
    private void Operand(int register, Place b, int unit, int following, bool compressed = true)
    {
        switch (b.Is)
        {
            case Place.Kind.Register:
                Byte(0xC0 | (register << 3) | (b.Number & 7));
                break;
            case Place.Kind.Number or Place.Kind.Short or Place.Kind.Vector:
                Byte((register << 3) | 5);
                Distance(b, following);
                break;
            case Place.Kind.List:
                Byte(register << 3);
                break;
            default:
                Memory(register, b.IsRow ? s_block : s_scratch, b.Number, compressed ? unit : 1);
                break;
        }
    }
}
