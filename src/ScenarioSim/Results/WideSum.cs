using System.Numerics;

namespace ScenarioSim.Results;

/// <summary>A whole number of 128 bits, at least 0. Not <see cref="UInt128"/>: what uses that cannot be compiled ahead.</summary>
/// <param name="High">Its high half.</param>
/// <param name="Low">Its low half.</param>
internal readonly record struct WideSum(ulong High, ulong Low)
{
    /// <summary>The sum, less multiples of 2^128.</summary>
    public static WideSum operator +(WideSum a, WideSum b)
    {
        ulong low = a.Low + b.Low;
        return new WideSum(a.High + b.High + (low < b.Low ? 1UL : 0), low);
    }

    /// <summary>A number of 64 bits.</summary>
    public static implicit operator WideSum(ulong value) => new(0, value);

    /// <summary>The product of two numbers.</summary>
    public static WideSum Product(ulong a, ulong b) => new(Math.BigMul(a, b, out ulong low), low);

    /// <summary>The nearest double; of two as near, the even one.</summary>
    public static explicit operator double(WideSum value)
    {
        if (value.High == 0) return value.Low;
        // The 64 leading bits, of which the last says as well whether there is more.
        int beyond = 64 - BitOperations.LeadingZeroCount(value.High);
        ulong leading = beyond == 64 ? value.High : (value.High << (64 - beyond)) | (value.Low >> beyond);
        bool more = beyond == 64 ? value.Low != 0 : value.Low << (64 - beyond) != 0;
        return Math.ScaleB((double)(leading | (more ? 1UL : 0)), beyond);
    }
}
