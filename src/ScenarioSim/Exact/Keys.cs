using System.Runtime.CompilerServices;

namespace ScenarioSim.Exact;

/// <summary>Where something stands in a packed world.</summary>
/// <param name="Word">In which word.</param>
/// <param name="Shift">From which bit on.</param>
/// <param name="Bits">How many bits; 1 to 30.</param>
internal readonly record struct Field(int Word, int Shift, int Bits)
{
    /// <summary>Its bits in its word.</summary>
    public ulong Mask => ((1UL << Bits) - 1) << Shift;

    /// <summary>How many values it can hold.</summary>
    public int Capacity => 1 << Bits;
}

/// <summary>A world in one word.</summary>
[InlineArray(1)]
internal struct Key1
{
    private ulong _word;
}

/// <summary>A world in two words.</summary>
[InlineArray(2)]
internal struct Key2
{
    private ulong _word;
}

/// <summary>A world in four words.</summary>
[InlineArray(4)]
internal struct Key4
{
    private ulong _word;
}

/// <summary>A world in sixteen words.</summary>
[InlineArray(16)]
internal struct Key16
{
    private ulong _word;
}

/// <summary>A world in 128 words.</summary>
[InlineArray(128)]
internal struct Key128
{
    private ulong _word;
}

/// <summary>Work on packed worlds of one size; the compiler makes code of its own for each.</summary>
/// <typeparam name="TKey">One of the sizes.</typeparam>
internal static class Keys<TKey>
    where TKey : unmanaged
{
    /// <summary>Words in a world.</summary>
    public static int Words
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Unsafe.SizeOf<TKey>() / sizeof(ulong);
    }

    /// <summary>The content of a field.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Get(ref TKey key, Field field) => (int)((Word(ref key, field.Word) >> field.Shift) & ((1UL << field.Bits) - 1));

    /// <summary>Changes the content of a field.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Set(ref TKey key, Field field, int value)
    {
        ref ulong word = ref Word(ref key, field.Word);
        word = (word & ~field.Mask) | ((ulong)value << field.Shift);
    }

    /// <summary>What two have in common, bit by bit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TKey And(ref TKey a, ref TKey b)
    {
        TKey result = default;
        for (int i = 0; i < Words; i++) Word(ref result, i) = Word(ref a, i) & Word(ref b, i);
        return result;
    }

    /// <summary>Adds the bits of a field to a mask.</summary>
    public static void Include(ref TKey mask, Field field) => Word(ref mask, field.Word) |= field.Mask;

    /// <summary>Whether two are the same.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Same(ref TKey a, ref TKey b)
    {
        for (int i = 0; i < Words; i++)
        {
            if (Word(ref a, i) != Word(ref b, i)) return false;
        }
        return true;
    }

    /// <summary>32 well mixed bits: multiplications by the golden ratio (Knuth, TAOCP vol. 3, 6.4), one a word.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Hash(ref TKey key)
    {
        ulong hash = Word(ref key, 0) * 0x9E3779B97F4A7C15;
        for (int i = 1; i < Words; i++) hash = (hash ^ (hash >> 32) ^ Word(ref key, i)) * 0x9E3779B97F4A7C15;
        return (uint)((hash ^ (hash >> 29)) >> 16);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref ulong Word(ref TKey key, int index) => ref Unsafe.Add(ref Unsafe.As<TKey, ulong>(ref key), index);
}
