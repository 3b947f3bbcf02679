using System.Runtime.InteropServices;
using ScenarioSim.Compiler.Machine;
using ScenarioSim.Compiler.Vectors;
using ScenarioSim.Randomness;
using Xunit;

namespace ScenarioSim.Tests.Compiler;

/// <summary>Rates that lanes work out have the bits of <see cref="Hazard.OfChance"/>.</summary>
public class RateTests
{
    [Theory]
    [InlineData(0.001)]
    [InlineData(0.25)]
    [InlineData(0.28)]
    [InlineData(1)]
    public unsafe void A_graph_gives_the_rate_of_a_chance(double greatest)
    {
        foreach (VectorWidth width in VectorWidth.Available)
        {
            var rows = new Rows(width, 8);
            int chance = rows.New("chance"), rate = rows.New("rate");
            var graph = new Graph(rows);
            graph.Know(chance, Extent.Between(0, greatest));
            const double Steps = 1.0 / 7;
            graph.Store(rate, graph.RateOfChance(graph.Load(chance), graph.Constant(Steps * Hazard.Units), greatest, Steps));
            Routine[] routines = width.HasMachineCode ? [MachineAssembler.Compile(graph)!] : Assembler.Compile("test", graph, Schedule.MostInPart);
            byte* block = (byte*)NativeMemory.AlignedAlloc((nuint)rows.Size, 64);
            byte* memory = (byte*)NativeMemory.AlignedAlloc((nuint)(rows.ScratchSize + ((rows.Constants.Count + 1) * width.Bytes)), 64);
            byte* constants = memory + rows.ScratchSize;
            try
            {
                for (int i = 0; i < rows.Constants.Count; i++) rows.Constants[i].CopyTo(new Span<double>(constants + (i * width.Bytes), width.Lanes));
                new Span<byte>(block, rows.Size).Clear();
                var chances = new Span<double>(block + rows.Offset(chance), width.Lanes);
                var rates = new Span<double>(block + rows.Offset(rate), width.Lanes);
                for (int i = 0; i < 5000; i++)
                {
                    for (int lane = 0; lane < width.Lanes; lane++)
                    {
                        double u = EventKey.Hashed((ulong)lane, i);
                        chances[lane] = (i % 8) switch { 0 => greatest * (1 - Math.Pow(2, -50 * u)), 1 => 0, 2 => greatest * Math.Pow(2, -60 * u), _ => greatest * u };
                    }
                    foreach (Routine routine in routines) routine.Run(block, constants, 1, 0);
                    for (int lane = 0; lane < width.Lanes; lane++) Assert.Equal(Hazard.OfChance(chances[lane], Steps), rates[lane]);
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
