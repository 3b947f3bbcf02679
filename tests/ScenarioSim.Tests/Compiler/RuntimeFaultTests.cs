using System.Diagnostics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Xunit;

namespace ScenarioSim.Tests.Compiler;

/// <summary>A fault of the runtime that the code works around; the day it is mended shows here.</summary>
public sealed unsafe class RuntimeFaultTests
{
    [Fact]
    public void A_look_up_through_an_aligned_load_under_a_mask_loses_its_address_so_loads_are_not_declared_aligned()
    {
        Assert.SkipUnless(Avx512F.IsSupported, "needs AVX-512");
        Assert.SkipWhen(typeof(RuntimeFaultTests).Assembly.GetCustomAttribute<DebuggableAttribute>()?.IsJITOptimizerDisabled == true, "only optimised code, of a Release build, has the fault");
        float* table = (float*)NativeMemory.AlignedAlloc(128, 64);
        try
        {
            for (int i = 0; i < 32; i++) table[i] = i;
            Vector512<int> places = Vector512.Create(3);
            Vector512<float> one = Vector512.Create(1f), two = Vector512.Create(2f);
            Assert.Equal(Vector512.Create(19f), Plain(table, places, one, two));
            bool mended;
            try
            {
                mended = Aligned(table, places, one, two) == Vector512.Create(19f);
            }
            catch (NullReferenceException)
            {
                mended = false;
            }
            Assert.SkipWhen(mended, $"mended in .NET {Environment.Version}: aligned loads may be used for look-ups from now on");
        }
        finally
        {
            NativeMemory.AlignedFree(table);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static Vector512<float> Aligned(float* table, Vector512<int> places, Vector512<float> a, Vector512<float> b) =>
        Vector512.ConditionalSelect(Vector512.LessThan(a, b), Avx512F.PermuteVar16x32(Vector512.LoadAligned(table + 16), places), b);

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static Vector512<float> Plain(float* table, Vector512<int> places, Vector512<float> a, Vector512<float> b) =>
        Vector512.ConditionalSelect(Vector512.LessThan(a, b), Avx512F.PermuteVar16x32(Vector512.Load(table + 16), places), b);
}
