using System.Runtime.InteropServices;
using ScenarioSim.Compiler.Machine;
using ScenarioSim.Compiler.Vectors;
using Xunit;

namespace ScenarioSim.Tests.Compiler;

/// <summary>Compiled routines do what their graphs say: random graphs, each way of compiling them, against the meaning of their operations on one lane after another.</summary>
public sealed class RoutineTests
{
    private const int Flags = 8;
    private const int InitialRows = 12;

    [Fact]
    public void Every_way_of_compiling_gives_the_bits_of_the_graph()
    {
        for (int seed = 0; seed < 400; seed++) AssertSame(seed, operations: 3 + (seed % 150), sections: 0, functions: seed % 5 == 0);
    }

    [Fact]
    public void A_section_is_left_out_only_where_no_lane_needs_it()
    {
        for (int seed = 1000; seed < 1400; seed++) AssertSame(seed, operations: 3 + (seed % 150), sections: 1 + (seed % 6), functions: false);
    }

    [Fact]
    public void Sections_and_functions_go_together()
    {
        for (int seed = 2000; seed < 2200; seed++) AssertSame(seed, operations: 3 + (seed % 120), sections: 1 + (seed % 4), functions: true);
    }

    [Fact]
    public void A_routine_of_any_size_and_depth_can_be_compiled()
    {
        Assert.SkipUnless(MachineAssembler.IsSupported, "needs AVX-512");
        var rows = new Rows(VectorWidth.Of512, Flags);
        int row = rows.New("x"), to = rows.New("y");
        var graph = new Graph(rows);
        Node sum = graph.Load(row);
        for (int i = 0; i < 50_000; i++) sum = graph.Add(sum, graph.Multiply(sum, graph.Constant(i)));
        graph.Store(to, sum);
        Assert.NotNull(MachineAssembler.Compile(graph));
    }

    private static unsafe void AssertSame(int seed, int operations, int sections, bool functions)
    {
        foreach (VectorWidth width in VectorWidth.Available)
        {
            var rows = new Rows(width, Flags);
            for (int i = 0; i < InitialRows; i++) rows.New($"r{i}");
            var graph = new Graph(rows);
            new RandomRoutine(graph, new Random(seed)).Write(operations, sections, functions);
            Routine[] routines = width.HasMachineCode ? [MachineAssembler.Compile(graph)!] : Assembler.Compile("test", graph, seed % 2 == 0 ? Schedule.MostInPart : 30);
            byte* block = (byte*)NativeMemory.AlignedAlloc((nuint)rows.Size, 64);
            byte* memory = (byte*)NativeMemory.AlignedAlloc((nuint)(rows.ScratchSize + ((rows.Constants.Count + 1) * width.Bytes)), 64);
            byte* constants = memory + rows.ScratchSize;
            try
            {
                for (int i = 0; i < rows.Constants.Count; i++) rows.Constants[i].CopyTo(new Span<double>(constants + (i * width.Bytes), width.Lanes));
                for (int trial = 0; trial < 3; trial++)
                {
                    var random = new Random((seed * 10) + trial);
                    new Span<byte>(block, rows.Size).Clear();
                    var before = new double[InitialRows][];
                    for (int i = 0; i < InitialRows; i++)
                    {
                        before[i] = [.. Enumerable.Range(0, width.Lanes).Select(_ => RandomRoutine.Initial(i, random, trial))];
                        before[i].CopyTo(new Span<double>(block + rows.Offset(i), width.Lanes));
                    }
                    foreach (Routine routine in routines) routine.Run(block, constants, 1, 0);
                    for (int lane = 0; lane < width.Lanes; lane++)
                    {
                        (double[] wanted, bool[] flags) = new LaneMeaning(graph, [.. before.Select(r => r[lane])]).Run(Flags);
                        for (int i = 0; i < InitialRows; i++)
                        {
                            double got = ((double*)(block + rows.Offset(i)))[lane];
                            if (BitConverter.DoubleToInt64Bits(wanted[i]) != BitConverter.DoubleToInt64Bits(got) && !(double.IsNaN(got) && double.IsNaN(wanted[i])))
                            {
                                Assert.Fail($"seed {seed}, {width.Lanes} lanes, machine code {width.HasMachineCode}, row {i}, lane {lane}: {wanted[i]:R}, not {got:R}\n{GraphText.Of("test", graph, b => $"flag {b}")}");
                            }
                        }
                        for (int i = 0; i < Flags; i++) Assert.Equal(flags[i], (block[i] >> lane & 1) != 0);
                    }
                }
            }
            finally
            {
                NativeMemory.AlignedFree(block);
                NativeMemory.AlignedFree(memory);
            }
        }
    }
}
