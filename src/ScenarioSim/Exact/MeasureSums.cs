using ScenarioSim.Compiler;
using ScenarioSim.Model;

namespace ScenarioSim.Exact;

/// <summary>The probability of a world, and of what its measures have added up to the first two moments, times that probability.</summary>
internal sealed class Mass(double probability, int sums)
{
    public double Probability { get; private set; } = probability;

    public double[] First { get; } = new double[sums];

    public double[] Second { get; } = new double[sums];

    /// <summary>Adds a share of another.</summary>
    public void Add(Mass other, double share)
    {
        Probability += other.Probability * share;
        for (int i = 0; i < First.Length; i++)
        {
            First[i] += other.First[i] * share;
            Second[i] += other.Second[i] * share;
        }
    }

    /// <summary>Adds a value to a sum in this world.</summary>
    public void Add(int sum, double value)
    {
        Second[sum] += (2 * value * First[sum]) + (value * value * Probability);
        First[sum] += value * Probability;
    }
}

/// <summary>Reads measures off worlds that carry probability: those of one pass.</summary>
internal sealed class MeasureSums
{
    private readonly Plan _plan;
    private readonly int[] _remembered;
    private readonly int[] _summed;
    private readonly Measure[] _final;
    private readonly double[] _units;

    public MeasureSums(Plan plan, WorldLayout layout, IReadOnlyList<Measure> measures)
    {
        _plan = plan;
        _remembered = layout.Remembered;
        _summed = [.. measures.Where(m => m.Reading is Reading.Mean or Reading.Total or Reading.ShareOfTime).Select(m => m.Index)];
        _final = [.. measures.Where(m => m.Reading == Reading.Final)];
        _units = [.. plan.Scenario.Measures.Select(m => m.Of.Kind == Kind.Duration ? Clock.Day : 1)];
    }

    /// <summary>How many measures add up over the steps.</summary>
    public int Count => _summed.Length;

    /// <summary>What is remembered before step 0.</summary>
    public void Begin(double[] memory)
    {
        for (int i = 0; i < memory.Length; i++)
        {
            memory[i] = Of(i).Reading switch
            {
                Reading.Max => double.NegativeInfinity,
                Reading.Min => double.PositiveInfinity,
                _ => 0,
            };
        }
    }

    /// <summary>Reads a step.</summary>
    public void Read(World world, double[] memory, Mass mass, int step, ExactTally tally)
    {
        for (int i = 0; i < memory.Length; i++)
        {
            Measure measure = Of(i);
            double value = _plan.Measures[measure.Index].Value(world);
            if (measure.Reading == Reading.Max) memory[i] = Math.Max(memory[i], value);
            else if (measure.Reading == Reading.Min) memory[i] = Math.Min(memory[i], value);
            else if (memory[i] == 0 && value != 0)
            {
                memory[i] = 1;
                Add(tally, measure.Index, _plan.Scenario.Clock.DayOf(step), mass.Probability);
            }
        }
        for (int i = 0; i < _summed.Length; i++) mass.Add(i, _plan.Measures[_summed[i]].Value(world) / _units[_summed[i]]);
    }

    /// <summary>Ends the runs of a world.</summary>
    public void Finish(World world, double[] memory, Mass mass, int step, ExactTally tally)
    {
        for (int i = 0; i < memory.Length; i++)
        {
            if (Of(i).Reading != Reading.TimeTo) Add(tally, _remembered[i], memory[i] / _units[_remembered[i]], mass.Probability);
        }
        for (int i = 0; i < _summed.Length; i++)
        {
            double steps = _plan.Scenario.Measures[_summed[i]].Reading == Reading.Total ? 1 : step + 1;
            tally.Sums[_summed[i]] += mass.First[i] / steps;
            tally.Squares[_summed[i]] += mass.Second[i] / (steps * steps);
        }
        foreach (Measure measure in _final)
        {
            Add(tally, measure.Index, _plan.Measures[measure.Index].Value(world) / _units[measure.Index], mass.Probability);
        }
    }

    private Measure Of(int remembered) => _plan.Scenario.Measures[_remembered[remembered]];

    private static void Add(ExactTally tally, int measure, double value, double probability) =>
        tally.Laws[measure][value] = tally.Laws[measure].GetValueOrDefault(value) + probability;
}
