using ScenarioSim.Compiler.Vectors;

namespace ScenarioSim.Compiler.Machine;

/// <summary>Writes instructions that go through the sixteen lanes of a block one by one: those of <see cref="Avx2Encoder"/> on vectors of 128 bits, of which the lowest number counts.</summary>
/// <param name="rows">The memory of a block.</param>
internal sealed class OneLaneEncoder(Rows rows) : Avx2Encoder
{
    private const int Lanes = 16;

    // Behind the end of the scratch memory, beside what the others keep there: the lane's bit.
    private const int LaneBit = 24;

    // The lane's number, where others have a table.
    private static readonly int s_lane = s_fourth;

    // By lane, how far its double is from the first of a row.
    private readonly byte[] _distances = [.. Enumerable.Range(0, Lanes).Select(lane => (byte)(rows.WideLane(lane) * sizeof(double)))];

    /// <inheritdoc/>
    protected override bool IsShort => true;

    /// <inheritdoc/>
    public override void Load(int register, Place from) =>
        Write(from.Is switch { Place.Kind.Block => VexInstruction.LoadWhole, Place.Kind.Wide => VexInstruction.LoadDouble, _ => VexInstruction.Load }, register, 0, from);

    /// <inheritdoc/>
    public override void Store(int register, Place to) =>
        Write(to.Is switch { Place.Kind.Block => VexInstruction.StoreWhole, Place.Kind.Wide => VexInstruction.StoreDouble, _ => VexInstruction.Store }, register, 0, to);

    /// <inheritdoc/>
    public override void LoadBits(int register, Place from)
    {
        // The lane's bit becomes the flag of carry, and that all bits or none.
        Instructions += 3;
        Bytes(0x0F, 0xB7);
        Operand(Result, from, Address(from), 0);
        Bytes((byte)(0x40 | ((s_lane >> 3) << 2)), 0x0F, 0xA3, (byte)(0xC0 | ((s_lane & 7) << 3) | Result));
        Bytes(0x19, 0xC0 | (Result << 3) | Result);
        Write(VexInstruction.LoadWhole, register, 0, Place.Register(Result));
    }

    /// <inheritdoc/>
    public override void StoreSigns(int from, Place to)
    {
        const byte Sixteen = 0x66;
        ToInteger(from);
        // The sign in every bit; of those which are not as in memory, that of the lane is changed.
        Instructions += 4;
        Bytes(0xC1, 0xF8 | Result, 31);
        Bytes(Sixteen, 0x33);
        Operand(Result, to, Address(to), 0);
        Byte(0x23);
        Memory(Result, s_scratch, LaneBit);
        Bytes(Sixteen, 0x31);
        Operand(Result, to, Address(to), 0);
    }

    /// <inheritdoc/>
    public override void BeginList() => FindEndOfList();

    /// <inheritdoc/>
    public override void Append(int mask, int numbers, int free, bool areSignsKnown)
    {
        // Written in any case, and gone past if it is to stay.
        ToInteger(mask);
        Instructions++;
        Bytes(0x83, 0xE0 | Result, sizeof(int));
        Write(VexInstruction.StoreWhole, numbers, 0, Place.EndOfList);
        Registers(0x01, Result, s_list);
    }

    /// <inheritdoc/>
    public override void BeginPass()
    {
        Copy(s_lane, s_third);
        // The lane's bit, set in 0.
        Instructions += 3;
        Bytes(0x31, 0xC0 | (Result << 3) | Result);
        Bytes((byte)(0x40 | ((s_lane >> 3) << 2)), 0x0F, 0xAB, (byte)(0xC0 | ((s_lane & 7) << 3) | Result));
        Byte(0x89);
        Memory(Result, s_scratch, LaneBit);
        Times(s_wholes, 2);
        FindLanes();
    }

    /// <inheritdoc/>
    protected override void Test(int mask)
    {
        ToInteger(mask);
        Instructions++;
        Bytes(0x85, 0xC0 | (Result << 3) | Result);
    }

    /// <inheritdoc/>
    protected override void BeginBlock()
    {
        Copy(s_wholes, s_flags);
        Registers(0x31, s_lane, s_lane);
        Instructions++;
        Byte(0xC7);
        Memory(0, s_scratch, LaneBit);
        Whole(1);
    }

    /// <inheritdoc/>
    protected override void FindLanes()
    {
        // The table's address; the lane's entry there; the block's address and that.
        const int Indexed = 4;
        Instructions += 3;
        Bytes(0x48, 0x8D, (Result << 3) | 5);
        Distance(PoolBytes(_distances), 0);
        Bytes((byte)(0x40 | ((s_lane >> 3) << 1)), 0x0F, 0xB6, (Result << 3) | Indexed, (byte)(((s_lane & 7) << 3) | Result));
        Bytes((byte)(0x48 | ((s_doubles >> 3) << 2)), 0x8D, (byte)(((s_doubles & 7) << 3) | Indexed), (byte)((Result << 3) | s_flags));
    }

    /// <inheritdoc/>
    protected override void Move()
    {
        Add(s_wholes, sizeof(int));
        Add(s_lane, 1);
        Instructions += 2;
        Byte(0xD1);
        Memory(4, s_scratch, LaneBit);
        Bytes((byte)(0x48 | (s_lane >> 3)), 0x83, (byte)(0xF8 | (s_lane & 7)), Lanes);
    }

    /// <inheritdoc/>
    protected override void EndBlock()
    {
    }

    // The lowest number of 32 bits.
    private void ToInteger(int vector) => Write(VexInstruction.StoreWhole, vector, 0, Place.Register(Result));
}
