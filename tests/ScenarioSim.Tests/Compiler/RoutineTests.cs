using System.Runtime.InteropServices;
using ScenarioSim.Compiler.Machine;
using ScenarioSim.Compiler.Vectors;
using ScenarioSim.Simulation.Lanes;
using Xunit;

namespace ScenarioSim.Tests.Compiler;

/// <summary>Compiled routines do what their graphs say: random graphs, each way of compiling them, against the meaning of their operations on one lane after another.</summary>
public sealed class RoutineTests
{
    private const int Flags = 8;
    private const int Blocks = 2;

    // More than any routine here puts on its list, and what is written past its end.
    private const int MostListed = 4096;

    // So that values go to memory even in short routines.
    private const int FewRegisters = 12;

    private static readonly int s_initialRows = RandomRoutine.Kinds.Length;

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
    public void A_routine_run_section_by_section_over_all_blocks_does_what_it_does_block_by_block()
    {
        foreach (VectorWidth width in Packed())
        {
            int cut = 0;
            for (int seed = 3000; seed < 3600; seed++) cut += AssertSameCut(width, seed);
            // In most a part wants what a row held before an earlier part wrote it, and those stay whole.
            Assert.InRange(cut, 40, 600);
        }
    }

    [Fact]
    public void Numbers_of_some_lanes_go_on_the_list_in_their_order()
    {
        foreach (VectorWidth width in Packed()) AssertListed(width);
    }

    private static unsafe void AssertListed(VectorWidth width)
    {
        const int Three = 3;
        var rows = new Rows(width, Flags);
        int number = rows.New("number", RowKind.Whole), wanted = rows.New("wanted", RowKind.Truth);
        var graph = new Graph(rows);
        graph.Know(number, Extent.Between(-1000, 1000, whole: true));
        graph.Append(graph.LoadTruth(wanted), graph.Load(number));
        graph.BeginSection(graph.LoadTruth(wanted));
        graph.Append(graph.And(graph.LoadTruth(wanted), graph.Less(graph.Load(number), graph.Constant(0))), graph.Add(graph.Load(number), graph.Constant(500)));
        graph.EndSection();
        Routine routine = MachineAssembler.Compile(graph)!;
        byte* memory = (byte*)NativeMemory.AlignedAlloc((nuint)((Three * rows.Size) + rows.ScratchSize + 64), 64), constants = memory + (Three * rows.Size) + rows.ScratchSize;
        uint* list = (uint*)NativeMemory.AlignedAlloc(MostListed * sizeof(uint), 64);
        *(uint**)constants = list;
        // All lanes of the first block, none of the second, every third of the last.
        for (int block = 0; block < Three; block++)
        {
            double[] lanes = [.. Enumerable.Range(0, 16).Select(lane => (block * 100.0) + lane - (lane % 2 * 50))];
            Lanes.Write(memory + (block * rows.Size), rows, number, lanes);
            Lanes.Write(memory + (block * rows.Size), rows, wanted, [.. lanes.Select((_, lane) => BitConverter.Int64BitsToDouble(block == 0 || (block == 2 && lane % 3 == 0) ? -1 : 0))]);
        }
        routine.Run(memory, constants, Three, rows.Size);
        int[] got = [.. new Span<int>(list, (int)(*(uint**)constants - list))];
        int[] wantedFirst = width.LanesTogether switch
        {
            16 => [0, -49, 2, -47, 4, -45, 6, -43, 8, -41, 10, -39, 12, -37, 14, -35, 451, 453, 455, 457, 459, 461, 463, 465, 200, 153, 206, 159, 212, 165],
            8 => [0, -49, 2, -47, 4, -45, 6, -43, 451, 453, 455, 457, 8, -41, 10, -39, 12, -37, 14, -35, 459, 461, 463, 465, 200, 153, 206, 159, 212, 165],
            _ => [0, -49, 451, 2, -47, 453, 4, -45, 455, 6, -43, 457, 8, -41, 459, 10, -39, 461, 12, -37, 463, 14, -35, 465, 200, 153, 206, 159, 212, 165],
        };
        Assert.Equal(wantedFirst, got);
        // It grows from where it ends.
        routine.Run(memory + (2 * rows.Size), constants, 1, rows.Size);
        Assert.Equal([200, 153, 206, 159, 212, 165], new Span<int>(list + got.Length, (int)(*(uint**)constants - list) - got.Length).ToArray());
        NativeMemory.AlignedFree(memory);
        NativeMemory.AlignedFree(list);
    }

    [Fact]
    public void A_routine_of_any_size_and_depth_can_be_compiled()
    {
        foreach (VectorWidth width in Packed())
        {
            var rows = new Rows(width, Flags);
            int row = rows.New("x"), to = rows.New("y");
            var graph = new Graph(rows);
            Node sum = graph.Load(row);
            for (int i = 0; i < 50_000; i++) sum = graph.Add(sum, graph.Multiply(sum, graph.Constant(i)));
            graph.Store(to, sum);
            Assert.NotNull(MachineAssembler.Compile(graph));
        }
    }

    [Fact]
    public void A_rough_quotient_is_off_by_little()
    {
        foreach (VectorWidth width in Packed()) AssertRoughQuotient(width);
    }

    [Fact]
    public unsafe void Half_a_unit_less_tells_by_its_sign_that_a_threshold_is_reached_exactly()
    {
        Assert.SkipUnless(Avx2Assembler.IsSupported, "no vectors of 256 bits");
        var rows = new Rows(VectorWidth.Of256, Flags);
        int left = rows.New("left"), rate = rows.New("rate"), steps = rows.New("steps", RowKind.Whole), reached = rows.New("reached"), next = rows.New("next", RowKind.Whole);
        var graph = new Graph(rows);
        graph.Know(steps, Extent.Between(0, 100_000, whole: true));
        Node after = graph.Subtract(graph.Load(left), graph.Multiply(graph.Load(rate), graph.Wide(graph.Load(steps))));
        graph.Store(reached, graph.FromTruth(graph.HasSign(after)));
        graph.Store(next, graph.FloorUpTo(graph.BelowRough(graph.RoughQuotient(graph.Load(left), graph.Load(rate))), 100_000));
        Routine routine = MachineAssembler.Compile(graph)!;
        var random = new Random(2);
        byte* block = (byte*)NativeMemory.AlignedAlloc((nuint)(rows.Size + rows.ScratchSize + 64), 64);
        for (int trial = 0; trial < 500; trial++)
        {
            // In every third lane the threshold is a multiple of the rate, else a unit more or less.
            double[] rates = [.. Enumerable.Range(0, 16).Select(_ => 1 + random.NextInt64(1L << random.Next(1, 36)))], needed = [.. rates.Select(_ => (double)random.Next(1, 30_000))];
            double[] thresholds = [.. Enumerable.Range(0, 16).Select(i => Math.Max(1, (rates[i] * needed[i]) + (i % 3) - 1))];
            double[] gone = [.. needed.Select(n => n - random.Next(2))];
            Lanes.Write(block, rows, left, [.. thresholds.Select(t => t - NarrowPackedDraws.HalfUnit)]);
            Lanes.Write(block, rows, rate, rates);
            Lanes.Write(block, rows, steps, gone);
            routine.Run(block, block + rows.Size + rows.ScratchSize, 1, 0);
            for (int lane = 0; lane < 16; lane++)
            {
                Assert.Equal(rates[lane] * gone[lane] >= thresholds[lane], Lanes.Read(block, rows, reached, lane) == 1);
                // So many steps more than these is the one in which it is reached, or one before it.
                double last = Math.Ceiling(thresholds[lane] / rates[lane]) - 1;
                Assert.InRange(Lanes.Read(block, rows, next, lane), Math.Floor(last * (1 - (1.0 / (1 << 17)))) - 1, last);
            }
        }
        NativeMemory.AlignedFree(block);
    }

    private static unsafe void AssertRoughQuotient(VectorWidth width)
    {
        var rows = new Rows(width, Flags);
        int a = rows.New("a"), b = rows.New("b"), to = rows.New("to");
        var graph = new Graph(rows);
        graph.Store(to, graph.RoughQuotient(graph.Load(a), graph.Load(b)));
        Routine routine = MachineAssembler.Compile(graph)!;
        var random = new Random(1);
        byte* block = (byte*)NativeMemory.AlignedAlloc((nuint)(rows.Size + rows.ScratchSize + 64), 64);
        for (int trial = 0; trial < 1000; trial++)
        {
            double[] dividends = [.. Enumerable.Range(0, 16).Select(_ => random.NextDouble() * 100)], divisors = [.. Enumerable.Range(0, 16).Select(_ => Math.Pow(2, random.Next(52)) * (1 + random.NextDouble()))];
            Lanes.Write(block, rows, a, dividends);
            Lanes.Write(block, rows, b, divisors);
            routine.Run(block, block + rows.Size + rows.ScratchSize, 1, 0);
            for (int lane = 0; lane < 16; lane++)
            {
                double wanted = dividends[lane] / divisors[lane];
                Assert.InRange(Math.Abs(Lanes.Read(block, rows, to, lane) - wanted), 0, Math.Abs(wanted) / (1 << 13));
            }
        }
        NativeMemory.AlignedFree(block);
    }

    [Fact]
    public void Tables_may_have_more_entries_than_a_byte_can_number()
    {
        foreach (VectorWidth width in Packed()) AssertLooked(width);
    }

    private static unsafe void AssertLooked(VectorWidth width)
    {
        const int Entries = 600;
        var rows = new Rows(width, Flags);
        int at = rows.New("at", RowKind.Place), whole = rows.New("whole", RowKind.Whole), place = rows.New("place", RowKind.Place), number = rows.New("number");
        var graph = new Graph(rows);
        graph.Know(at, Extent.Between(Graph.Place(0), Graph.Place(Entries - 1), whole: true));
        // Numbers close to each other, others, and such as are not whole.
        double[] near = [.. Enumerable.Range(0, Entries).Select(i => (double)(i * 7 % 100) - 50)], places = [.. Enumerable.Range(0, Entries).Select(i => Graph.Place(i * i))], fractions = [.. Enumerable.Range(0, Entries).Select(i => i / 3.0)];
        graph.Store(whole, graph.Look(near, graph.Load(at)));
        graph.Store(place, graph.Look(places, graph.Load(at)));
        graph.Store(number, graph.Look(fractions, graph.Load(at)));
        Routine routine = MachineAssembler.Compile(graph)!;
        byte* block = (byte*)NativeMemory.AlignedAlloc((nuint)(rows.Size + rows.ScratchSize + 64), 64);
        for (int first = 0; first < Entries; first++)
        {
            int entry(int lane) => (first + (lane * 37)) % Entries;
            Lanes.Write(block, rows, at, [.. Enumerable.Range(0, 16).Select(lane => Graph.Place(entry(lane)))]);
            routine.Run(block, block + rows.Size + rows.ScratchSize, 1, 0);
            for (int lane = 0; lane < 16; lane++)
            {
                Assert.Equal(near[entry(lane)], Lanes.Read(block, rows, whole, lane));
                Assert.Equal(places[entry(lane)], Lanes.Read(block, rows, place, lane));
                Assert.Equal(fractions[entry(lane)], Lanes.Read(block, rows, number, lane));
            }
        }
        NativeMemory.AlignedFree(block);
    }

    // Those that this machine has machine code of our own for.
    private static VectorWidth[] Packed()
    {
        VectorWidth[] packed = [.. VectorWidth.Available.Where(w => w.IsPacked)];
        Assert.SkipUnless(packed.Length > 0, "needs AVX-512 or AVX2, and a system that allows machine code");
        return packed;
    }

    // Whether it could be cut: 1 or 0.
    private static int AssertSameCut(VectorWidth width, int seed)
    {
        Graph graph = NewGraph(width);
        new RandomRoutine(graph, new Random(seed)).Write(operations: 3 + (seed % 50), sections: 1 + (seed % 4), functions: seed % 7 == 0, sectionsFirst: true);
        IReadOnlyList<Graph> parts = graph.Cut();
        Routine[] routines = [.. parts.Select(part => MachineAssembler.Compile(part)!)];
        AssertSame(seed, graph, routines);
        return parts.Count > 1 ? 1 : 0;
    }

    private static Graph NewGraph(VectorWidth width)
    {
        var rows = new Rows(width, Flags);
        foreach (RowKind kind in RandomRoutine.Kinds) rows.New($"r{rows.Count}", kind);
        return new Graph(rows);
    }

    private static void AssertSame(int seed, int operations, int sections, bool functions)
    {
        foreach (VectorWidth width in VectorWidth.Available)
        {
            Graph graph = NewGraph(width);
            new RandomRoutine(graph, new Random(seed)).Write(operations, sections, functions);
            Routine[] routines = width.HasMachineCode ? [MachineAssembler.Compile(graph, seed % 3 == 0 ? FewRegisters : 32)!] : Assembler.Compile("test", graph, seed % 2 == 0 ? Schedule.MostInPart : 30);
            AssertSame(seed, graph, routines);
        }
    }

    private static unsafe void AssertSame(int seed, Graph graph, Routine[] routines)
    {
        Rows rows = graph.Rows;
        VectorWidth width = rows.Width;
        byte* blocks = (byte*)NativeMemory.AlignedAlloc((nuint)(rows.Size * Blocks), 64);
        byte* memory = (byte*)NativeMemory.AlignedAlloc((nuint)(rows.ScratchSize + ((rows.Constants.Count + 1) * width.Bytes)), 64);
        byte* constants = memory + rows.ScratchSize;
        uint* list = (uint*)NativeMemory.AlignedAlloc(MostListed * sizeof(uint), 64);
        try
        {
            for (int i = 0; i < rows.Constants.Count; i++) rows.Constants[i].CopyTo(new Span<double>(constants + (i * width.Bytes), width.Lanes));
            for (int trial = 0; trial < 3; trial++)
            {
                double[][][] before = [.. Enumerable.Range(0, Blocks).Select(i => Fill(blocks + (i * rows.Size), rows, new Random((seed * 10) + trial + (i * 7919)), trial))];
                if (width.HasMachineCode) *(uint**)constants = list;
                foreach (Routine routine in routines) routine.Run(blocks, constants, Blocks, rows.Size);
                var listed = new List<int>();
                for (int i = 0; i < Blocks; i++) AssertSame(blocks + (i * rows.Size), before[i], graph, $"seed {seed}", listed);
                if (width.HasMachineCode) Assert.Equal(listed, new Span<int>(list, (int)(*(uint**)constants - list)).ToArray());
            }
        }
        finally
        {
            NativeMemory.AlignedFree(blocks);
            NativeMemory.AlignedFree(memory);
            NativeMemory.AlignedFree(list);
        }
    }

    // What is in each row of a block to begin with, lane by lane.
    private static unsafe double[][] Fill(byte* block, Rows rows, Random random, int trial)
    {
        new Span<byte>(block, rows.Size).Clear();
        var values = new double[s_initialRows][];
        for (int i = 0; i < s_initialRows; i++)
        {
            values[i] = [.. Enumerable.Range(0, rows.Width.Lanes).Select(_ => RandomRoutine.Initial(i, random, trial))];
            Lanes.Write(block, rows, i, values[i]);
        }
        return values;
    }

    private static unsafe void AssertSame(byte* block, double[][] before, Graph graph, string name, List<int> listed)
    {
        Rows rows = graph.Rows;
        // Vectors of 256 bits go through sixteen lanes in two passes, and what has none in sixteen.
        int lanesInPass = rows.Width.LanesTogether;
        var list = new List<(int Pass, int Action, int Number)>();
        for (int lane = 0; lane < rows.Width.Lanes; lane++)
        {
            var meaning = new LaneMeaning(graph, [.. before.Select(r => r[lane])]);
            (double[] wanted, bool[] flags) = meaning.Run(Flags);
            list.AddRange(meaning.Listed.Select(l => (lane / lanesInPass, l.Action, l.Number)));
            for (int i = 0; i < s_initialRows; i++)
            {
                double got = Lanes.Read(block, rows, i, lane);
                if (BitConverter.DoubleToInt64Bits(wanted[i]) != BitConverter.DoubleToInt64Bits(got) && !(double.IsNaN(got) && double.IsNaN(wanted[i]) && rows.Kind(i) != RowKind.Truth))
                {
                    Assert.Fail($"{name}, {rows.Width.Lanes} lanes of {rows.Width.VectorBits} bits, machine code {rows.Width.HasMachineCode}, row {i}, lane {lane}: {wanted[i]:R}, not {got:R}\n{GraphText.Of("test", graph, b => $"flag {b}")}");
                }
            }
            for (int i = 0; i < Flags; i++) Assert.Equal(flags[i], Lanes.Flag(block, rows, i, lane));
        }
        // Pass by pass, in each action by action, in each lane by lane.
        listed.AddRange(list.OrderBy(l => l.Pass).ThenBy(l => l.Action).Select(l => l.Number));
    }
}
