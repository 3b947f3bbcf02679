using ScenarioSim.Compiler.Vectors;

namespace ScenarioSim.Tests.Compiler;

/// <summary>The lanes of a block's memory, packed or not.</summary>
internal static unsafe class Lanes
{
    /// <summary>Writes a row.</summary>
    /// <param name="block">The block.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="row">Which.</param>
    /// <param name="values">A number for each lane; for truths, all bits or none.</param>
    public static void Write(byte* block, Rows rows, int row, double[] values)
    {
        byte* to = block + rows.Offset(row);
        for (int lane = 0; lane < values.Length; lane++)
        {
            double value = values[lane];
            switch (Kind(rows, row))
            {
                case RowKind.Number: *(double*)(block + rows.Offset(row, lane)) = value; break;
                case RowKind.Whole: ((int*)to)[lane] = (int)value; break;
                case RowKind.Place: ((int*)to)[lane] = (int)(value - Graph.Place(0)); break;
                default: *(ushort*)to = (ushort)((*(ushort*)to & ~(1 << lane)) | (BitConverter.DoubleToInt64Bits(value) != 0 ? 1 << lane : 0)); break;
            }
        }
    }

    /// <summary>Reads a lane of a row.</summary>
    public static double Read(byte* block, Rows rows, int row, int lane)
    {
        byte* from = block + rows.Offset(row);
        return Kind(rows, row) switch
        {
            RowKind.Number => *(double*)(block + rows.Offset(row, lane)),
            RowKind.Whole => ((int*)from)[lane],
            RowKind.Place => Graph.Place(0) + ((int*)from)[lane],
            _ => BitConverter.Int64BitsToDouble((*(ushort*)from >> lane & 1) != 0 ? -1 : 0),
        };
    }

    /// <summary>Reads a lane of a flag.</summary>
    public static bool Flag(byte* block, Rows rows, int flag, int lane)
    {
        byte* from = block + rows.FlagOffset(flag);
        return ((rows.Width.IsPacked ? *(ushort*)from : *from) >> lane & 1) != 0;
    }

    private static RowKind Kind(Rows rows, int row) => rows.Width.IsPacked ? rows.Kind(row) : RowKind.Number;
}
