using System.Numerics;
using ScenarioSim.Compiler.Vectors;
using ScenarioSim.Results;

namespace ScenarioSim.Simulation.Lanes;

/// <summary>The changes of the indicators in each lane's run, where somebody asks for them.</summary>
/// <param name="program">Where blocks hold the indicators.</param>
/// <param name="lanes">How many lanes all blocks have.</param>
internal sealed unsafe class LaneIndicators(LaneProgram program, int lanes)
{
    private readonly Rows _rows = program.Rows;
    private readonly int[] _at = program.At.Indicators;
    private readonly List<IndicatorChange>[] _changes = [.. Enumerable.Range(0, lanes).Select(_ => new List<IndicatorChange>())];
    private readonly double[] _known = new double[lanes * program.At.Indicators.Length];

    /// <summary>Begins a run in a lane: its initial values.</summary>
    /// <param name="block">The lane's block.</param>
    /// <param name="lane">Its place there.</param>
    /// <param name="place">Its place through all blocks.</param>
    public void Begin(byte* block, int lane, int place)
    {
        _changes[place].Clear();
        Note(block, lane, place);
    }

    /// <summary>Notes what a step has changed.</summary>
    /// <param name="block">A block.</param>
    /// <param name="active">Which of its lanes have a run.</param>
    /// <param name="first">The place of its first lane through all blocks.</param>
    public void Note(byte* block, uint active, int first)
    {
        for (; active != 0; active &= active - 1)
        {
            int lane = BitOperations.TrailingZeroCount(active);
            Note(block, lane, first + lane);
        }
    }

    /// <summary>Adds a run's changes to its record.</summary>
    public void AddTo(RunRecord record, int place) => record.IndicatorChanges.AddRange(_changes[place]);

    private void Note(byte* block, int lane, int place)
    {
        int step = (int)Read(block, program.At.Step, lane);
        for (int i = 0; i < _at.Length; i++)
        {
            double value = Read(block, _at[i], lane);
            ref double known = ref _known[(place * _at.Length) + i];
            if (step > 0 && value == known) continue;
            known = value;
            _changes[place].Add(new IndicatorChange(step, i, value));
        }
    }

    // Plain lanes keep whole numbers as doubles too.
    private double Read(byte* block, int row, int lane)
    {
        byte* at = block + _rows.Offset(row, lane);
        return _rows.Width.IsPacked && _rows.Kind(row) != RowKind.Number ? *(int*)at : *(double*)at;
    }
}
