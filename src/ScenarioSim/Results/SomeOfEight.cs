using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ScenarioSim.Results;

/// <summary>Some of the eight numbers of a vector of 256 bits put beside each other: machines without wider ones have no operation for it, but the places in a register can be permuted.</summary>
internal static unsafe class SomeOfEight
{
    /// <summary>Of how many.</summary>
    public const int All = 8;

    private const int Subsets = 1 << All;

    // Never given back: 2 kB.
    private static readonly byte* s_orders = MakeOrders();

    /// <summary>By the numbers wanted, one bit each: their places, of eight bits, lowest first. To be asked for once, not for each vector.</summary>
    public static byte* Orders => s_orders;

    /// <summary>All of them, as bytes.</summary>
    public static byte[] AllOrders => new Span<byte>(s_orders, Subsets * All).ToArray();

    /// <summary>The order that puts some numbers first.</summary>
    /// <param name="orders"><see cref="Orders"/>.</param>
    /// <param name="some">Which, as bits; less than 256.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Order(byte* orders, uint some) => Avx2.ConvertToVector256Int32(orders + ((nuint)some * All));

    /// <summary>Some numbers; what comes behind them, up to eight, is of no meaning.</summary>
    /// <param name="numbers">All.</param>
    /// <param name="order">From <see cref="Order"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> Of(Vector256<uint> numbers, Vector256<int> order) => Avx2.PermuteVar8x32(numbers.AsInt32(), order).AsUInt32();

    private static byte* MakeOrders()
    {
        var orders = (byte*)NativeMemory.AlignedAlloc(Subsets * All, 64);
        new Span<byte>(orders, Subsets * All).Clear();
        for (int some = 0; some < Subsets; some++)
        {
            byte* next = orders + (some * All);
            for (int left = some; left != 0; left &= left - 1) *next++ = (byte)BitOperations.TrailingZeroCount(left);
        }
        return orders;
    }
}
