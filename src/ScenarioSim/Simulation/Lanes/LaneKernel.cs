using ScenarioSim.Compiler;
using ScenarioSim.Randomness;
using ScenarioSim.Results;

namespace ScenarioSim.Simulation.Lanes;

/// <summary>
/// Makes runs side by side, one in each lane of some blocks: the same runs as <see cref="Kernel"/>, bit for bit. A lane that has finished its run takes the next.
/// </summary>
/// <remarks>
/// Lanes advance together, by compiled routines; draws too are made for many at once. A run in which something has to be counted (a chance outside 0..1, say) is made again by the single-run kernel.
/// A stretch of runs is a pure function of plan, seed, first number and count. One a thread.
/// </remarks>
/// <param name="plan">What to run.</param>
/// <param name="seed">The seed of all draws.</param>
/// <param name="points">Where the assumptions of a run are; null: each run draws them for itself.</param>
internal abstract class LaneKernel(Plan plan, ulong seed, DesignedPoints? points) : IDisposable
{
    private readonly Lazy<Kernel> _single = new(() => new Kernel(plan, seed, points));

    /// <summary>Record the changes of indicators too.</summary>
    public bool RecordIndicators { get; private set; }

    /// <summary>At how many steps the runs have been looked at, all together: the others they went past.</summary>
    public long Looks { get; protected set; }

    /// <summary>How many runs had to be made again by the single-run kernel.</summary>
    public long Repeated { get; private set; }

    /// <summary>A kernel for a compiled plan.</summary>
    /// <param name="plan">What to run.</param>
    /// <param name="program">The plan, compiled.</param>
    /// <param name="seed">The seed of all draws.</param>
    /// <param name="points">Where the assumptions of a run are; null: each run draws them for itself.</param>
    /// <param name="indicators">Record the changes of indicators too.</param>
    public static LaneKernel Of(Plan plan, LaneProgram program, ulong seed, DesignedPoints? points = null, bool indicators = false)
    {
        LaneKernel kernel = program.Rows.Width.IsPacked ? new PackedLaneKernel(plan, program, seed, points) : new PlainLaneKernel(plan, program, seed, points);
        kernel.RecordIndicators = indicators;
        return kernel;
    }

    /// <summary>Makes a stretch of runs.</summary>
    /// <param name="first">The first run's number.</param>
    /// <param name="count">How many.</param>
    /// <param name="take">Given each run once, about in the order in which they end.</param>
    /// <param name="cancellation">Ends it in the next step, with <see cref="OperationCanceledException"/>; the kernel is not to be used again.</param>
    public void Run(long first, int count, RunTaker take, CancellationToken cancellation = default)
    {
        Cancellation = cancellation;
        Make(first, count, take);
    }

    /// <summary>Looked at in each step.</summary>
    protected CancellationToken Cancellation { get; private set; }

    /// <summary>Makes a stretch of runs.</summary>
    protected abstract void Make(long first, int count, RunTaker take);

    /// <inheritdoc/>
    public abstract void Dispose();

    /// <summary>Makes a run again by the single-run kernel; the record is good until the next.</summary>
    /// <param name="run">Its number.</param>
    protected RunRecord MakeAgain(long run)
    {
        Repeated++;
        _single.Value.RecordIndicators = RecordIndicators;
        _single.Value.Cancellation = Cancellation;
        _single.Value.Run(run);
        return _single.Value.Record;
    }
}
