using ScenarioSim.Results;

namespace ScenarioSim.Compiler.Machine;

/// <summary>
/// Writes instructions of x86-64 with AVX2: only those that routines need, on vectors of 256 bits.
/// Formats: Intel 64 and IA-32 Architectures Software Developer's Manual, volume 2, 2.1 (integers) and 2.3 (VEX).
/// </summary>
/// <remarks>
/// A routine goes through the sixteen lanes of a block in two passes. A lane's bit, its number of 32 bits and its double are not equally far from the lane before, so rows of each kind have an address of their own.
/// </remarks>
internal class Avx2Encoder() : Encoder(vectorBytes: 32)
{
    /// <summary>The integer register for results that are needed at once.</summary>
    protected const int Result = 0;

    // The arguments of a call, and more registers that a called function may change. The last two arguments, the distance from block to block and how many there are, are kept in memory:
    // their registers have the end of the list, and a table.
    private static readonly bool s_isWindows = OperatingSystem.IsWindows();
    protected static readonly int s_flags = s_isWindows ? 1 : 7;
    protected static readonly int s_scratch = s_isWindows ? 2 : 6;
    protected static readonly int s_third = s_isWindows ? 8 : 2;
    protected static readonly int s_fourth = s_isWindows ? 9 : 1;
    protected static readonly int s_list = s_third;
    private static readonly int s_table = s_fourth;
    protected static readonly int s_wholes = s_isWindows ? 10 : 8;
    protected static readonly int s_doubles = s_isWindows ? 11 : 9;

    // Behind the end of the scratch memory: the end of the list, and those arguments.
    private const int ListEnd = 0;
    private const int FromBlockToBlock = 16;
    private const int BlocksLeft = 8;

    private static readonly long[] s_bits = [1 | (2L << 32), 4 | (8L << 32), 16 | (32L << 32), 64 | (128L << 32)];

    /// <summary>Whether all vectors have 128 bits.</summary>
    protected virtual bool IsShort => false;

    /// <summary>A number in every lane.</summary>
    public Place Number(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        return Vector([bits, bits, bits, bits]);
    }

    /// <summary>A number of 32 bits in every lane.</summary>
    public Place Short(int bits)
    {
        long twice = ((long)bits << 32) | (uint)bits;
        return Vector([twice, twice, twice, twice]);
    }

    /// <summary>A vector instruction.</summary>
    /// <param name="op">Which.</param>
    /// <param name="to">The register that its first operand names: what it writes, if it is not a store.</param>
    /// <param name="a">The register that its second operand names; 0 where it has none.</param>
    /// <param name="b">Its last operand.</param>
    /// <param name="immediate">Its immediate byte; -1 for none.</param>
    public void Write(VexInstruction op, int to, int a, Place b, int immediate = -1)
    {
        Instructions++;
        int rm = b.Is == Place.Kind.Register ? b.Number : Address(b);
        int rest = ((~a & 15) << 3) | (op.Short || IsShort ? 0 : 4) | op.Prefix;
        if (op.Map == 1 && !op.Wide && rm < 8)
        {
            // The shorter form.
            Byte(0xC5);
            Byte((Bit(~to, 3) << 7) | rest);
        }
        else
        {
            Byte(0xC4);
            Byte((Bit(~to, 3) << 7) | 0x40 | (Bit(~rm, 3) << 5) | op.Map);
            Byte((op.Wide ? 0x80 : 0) | rest);
        }
        Byte(op.Code);
        Operand(to & 7, b, rm, immediate >= 0 ? 1 : 0);
        if (immediate >= 0) Byte(immediate);
    }

    /// <summary>Reads a vector.</summary>
    public virtual void Load(int register, Place from) => Write(VexInstruction.Load, register, 0, from);

    /// <summary>Writes one.</summary>
    public virtual void Store(int register, Place to) => Write(VexInstruction.Store, register, 0, to);

    /// <summary>Reads a truth of a block, where it has a bit for each lane.</summary>
    public virtual void LoadBits(int register, Place from)
    {
        Place bits = Vector(s_bits);
        Write(VexInstruction.RepeatByte, register, 0, from);
        Write(VexInstruction.And, register, register, bits);
        Write(VexInstruction.EqualWholes, register, register, bits);
    }

    /// <summary>Writes the bits of lanes: the signs of a vector's numbers.</summary>
    public virtual void StoreSigns(int from, Place to)
    {
        Write(VexInstruction.Signs, Result, 0, Place.Register(from));
        Instructions++;
        Byte(0x88);
        Operand(Result, to, Address(to), 0);
    }

    /// <summary>Finds the end of the list: the caller has put its address where the scratch memory ends. And the table by which numbers are moved together.</summary>
    public virtual void BeginList()
    {
        FindEndOfList();
        Instructions++;
        Bytes((byte)(0x48 | ((s_table >> 3) << 2)), 0x8D, (byte)(((s_table & 7) << 3) | 5));
        Distance(PoolBytes(SomeOfEight.AllOrders), 0);
    }

    /// <summary>Puts the end of the list back there.</summary>
    public void EndList() => Integer(0x89, s_list, s_scratch, ListEnd);

    /// <summary>Adds those numbers of a vector to the list that a truth is set for.</summary>
    /// <param name="mask">The truth.</param>
    /// <param name="numbers">The numbers.</param>
    /// <param name="free">A register for the numbers, moved together.</param>
    /// <param name="areSignsKnown">Whether <see cref="StoreSigns"/> was the last to be told of that truth.</param>
    public virtual void Append(int mask, int numbers, int free, bool areSignsKnown)
    {
        if (!areSignsKnown) Write(VexInstruction.Signs, Result, 0, Place.Register(mask));
        // The table's entry, a byte for each place.
        Instructions++;
        Bytes(0xC4, (byte)((Bit(~free, 3) << 7) | 0x40 | (Bit(~s_table, 3) << 5) | 2), 0x7D, 0x31, (byte)(((free & 7) << 3) | 4), (byte)(0xC0 | (s_table & 7)));
        Write(VexInstruction.Look, free, free, Place.Register(numbers));
        Write(VexInstruction.Store, free, 0, Place.EndOfList);
        // As many further on as there were.
        Instructions += 2;
        Bytes(0xF3, 0x0F, 0xB8, 0xC0);
        Bytes((byte)(0x48 | ((s_list >> 3) << 2) | (s_list >> 3)), 0x8D, (byte)(((s_list & 7) << 3) | 4), (byte)(0x80 | (s_list & 7)));
    }

    /// <summary>Jumps where a vector has no bit.</summary>
    public void JumpIfNone(int mask, int label)
    {
        Test(mask);
        Instructions++;
        Bytes(0x0F, 0x84);
        Distance(label);
    }

    /// <summary>Begins to go through blocks.</summary>
    /// <param name="block">Set where a block begins.</param>
    /// <param name="pass">Set where a pass begins.</param>
    /// <param name="hasList">Whether a list is written.</param>
    public void BeginBlocks(int block, int pass, bool hasList)
    {
        Integer(0x89, s_third, s_scratch, FromBlockToBlock);
        Integer(0x89, s_fourth, s_scratch, BlocksLeft);
        if (hasList) BeginList();
        Set(block);
        BeginBlock();
        Set(pass);
        FindLanes();
    }

    /// <summary>Goes on to the next pass and, where there is none, to the next block.</summary>
    public void NextPass(int block, int pass)
    {
        Move();
        JumpUnlessZero(pass);
        Integer(0x03, s_flags, s_scratch, FromBlockToBlock);
        EndBlock();
        Instructions++;
        Bytes(0x48, 0xFF);
        Memory(1, s_scratch, BlocksLeft);
        JumpUnlessZero(block);
    }

    /// <summary>Finds the lanes of a pass, whose number is where the distance to the next block is else.</summary>
    public virtual void BeginPass()
    {
        Times(s_wholes, 5);
        Times(s_doubles, 6);
        Registers(0x01, s_third, s_flags);
    }

    /// <summary>Returns to the caller, leaving the vector units clean for narrower code.</summary>
    public void Return()
    {
        Instructions += 2;
        Bytes(0xC5, 0xF8, 0x77, 0xC3);
    }

    /// <summary>Sets the flag of zero where a truth has no lane.</summary>
    protected virtual void Test(int mask) => Write(VexInstruction.Test, mask, 0, Place.Register(mask));

    /// <summary>Before the first pass through a block.</summary>
    protected virtual void BeginBlock()
    {
        Copy(s_wholes, s_flags);
        Copy(s_doubles, s_flags);
    }

    /// <summary>At the beginning of each pass.</summary>
    protected virtual void FindLanes()
    {
    }

    /// <summary>After a pass: on to the next lanes; the flag of zero is set where there are none.</summary>
    protected virtual void Move()
    {
        Add(s_wholes, Avx2Assembler.Lanes * sizeof(int));
        Add(s_doubles, Avx2Assembler.Lanes * sizeof(double));
        Add(s_flags, 1);
        // Blocks begin at even addresses, and their second half at odd ones.
        Instructions++;
        Bytes(0xF7, (byte)(0xC0 | s_flags));
        Whole(1);
    }

    /// <summary>After the last: what passes have moved of the block's address goes back.</summary>
    protected virtual void EndBlock() => Add(s_flags, -Avx2Assembler.Passes);

    /// <summary>Finds the end of the list.</summary>
    protected void FindEndOfList() => Integer(0x8B, s_list, s_scratch, ListEnd);

    /// <summary>The block's address, and so many times the number of the pass.</summary>
    /// <param name="register">Where it goes.</param>
    /// <param name="shift">How often it is doubled.</param>
    protected void Times(int register, int shift)
    {
        Copy(register, s_third);
        Instructions++;
        Bytes((byte)(0x48 | (register >> 3)), 0xC1, (byte)(0xE0 | (register & 7)), (byte)shift);
        Registers(0x01, s_flags, register);
    }

    /// <summary>The register with the address of a place; 0 where it has none.</summary>
    protected static int Address(Place place) => place.Is switch
    {
        Place.Kind.Block => s_wholes,
        Place.Kind.Wide => s_doubles,
        Place.Kind.Flag => s_flags,
        Place.Kind.Scratch => s_scratch,
        Place.Kind.List => s_list,
        _ => 0,
    };

    /// <summary>The bytes that name a register and the last operand.</summary>
    protected void Operand(int register, Place b, int rm, int following)
    {
        switch (b.Is)
        {
            case Place.Kind.Register:
                Byte(0xC0 | (register << 3) | (rm & 7));
                break;
            case Place.Kind.Vector:
                Byte((register << 3) | 5);
                Distance(b, following);
                break;
            default:
                Memory(register, rm & 7, b.Number);
                break;
        }
    }

    // Between an integer register and memory.
    private void Integer(byte operation, int register, int address, int distance)
    {
        Instructions++;
        Bytes((byte)(0x48 | ((register >> 3) << 2) | (address >> 3)), operation);
        Memory(register & 7, address & 7, distance);
    }

    /// <summary>An operation between integer registers.</summary>
    protected void Registers(byte operation, int from, int to)
    {
        Instructions++;
        Bytes((byte)(0x48 | ((from >> 3) << 2) | (to >> 3)), operation, (byte)(0xC0 | ((from & 7) << 3) | (to & 7)));
    }

    /// <summary>Copies an integer register.</summary>
    protected void Copy(int to, int from) => Registers(0x89, from, to);

    /// <summary>Adds a small number to an integer register.</summary>
    protected void Add(int register, int number)
    {
        Instructions++;
        Bytes((byte)(0x48 | (register >> 3)), 0x83, (byte)(0xC0 | (register & 7)), (byte)number);
    }

    // Further up, if the flag of zero is not set.
    private void JumpUnlessZero(int label)
    {
        Instructions++;
        Bytes(0x0F, 0x85);
        Distance(label);
    }
}
