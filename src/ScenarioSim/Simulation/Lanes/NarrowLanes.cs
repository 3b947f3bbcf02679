using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ScenarioSim.Simulation.Lanes;

/// <summary>Numbers of some of eight lanes put beside each other, in vectors of 256 bits: machines without wider ones have no operation for it, but the places in a register can be permuted.</summary>
internal static unsafe class NarrowLanes
{
    /// <summary>How many lanes are looked at together.</summary>
    public const int Eight = 8;

    // Never given back: 2 kB.
    private static readonly byte* s_orders = MakeOrders();

    /// <summary>By the lanes wanted, one bit each: their places, of eight bits, lowest first. To be asked for once, not for each vector.</summary>
    public static byte* Orders => s_orders;

    /// <summary>The order that puts some lanes first.</summary>
    /// <param name="orders"><see cref="Orders"/>.</param>
    /// <param name="lanes">Which, as bits; less than 256.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Order(byte* orders, uint lanes) => Avx2.ConvertToVector256Int32(orders + ((nuint)lanes * Eight));

    /// <summary>Writes some lanes' numbers; what comes behind them, up to eight, is of no meaning.</summary>
    /// <param name="numbers">Of all lanes.</param>
    /// <param name="order">From <see cref="Order"/>.</param>
    /// <param name="to">Where.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<uint> numbers, Vector256<int> order, uint* to) => Avx2.PermuteVar8x32(numbers.AsInt32(), order).AsUInt32().Store(to);

    private static byte* MakeOrders()
    {
        const int Subsets = 1 << Eight;
        var orders = (byte*)NativeMemory.AlignedAlloc(Subsets * Eight, 64);
        new Span<byte>(orders, Subsets * Eight).Clear();
        for (int lanes = 0; lanes < Subsets; lanes++)
        {
            byte* next = orders + (lanes * Eight);
            for (int left = lanes; left != 0; left &= left - 1) *next++ = (byte)BitOperations.TrailingZeroCount(left);
        }
        return orders;
    }
}
