using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using ScenarioSim.Compiler;
using ScenarioSim.Compiler.Machine;
using ScenarioSim.Compiler.Vectors;
using ScenarioSim.Model;
using ScenarioSim.Randomness;
using ScenarioSim.Results;
using ScenarioSim.Simulation;
using ScenarioSim.Simulation.Lanes;

namespace ScenarioSim.Analysis;

/// <summary>Makes runs with the compiled kernel: in lanes where that can be done, else one at a time.</summary>
/// <remarks>The single-run kernel begins at once, while the lanes are compiled beside it; then the lanes take over. Both make the same runs, so nobody can tell but by the time it takes.</remarks>
internal sealed class KernelMaker
{
    // Machine code of our own takes some milliseconds once the runtime has what makes it, which in a process just begun, on a busy machine, may take long: but the single-run kernel's formulas,
    // each a method for the just-in-time compiler, would take longer. Where that compiler makes the lanes too, large scenarios take seconds, and the single-run kernel is ahead.
    private static readonly TimeSpan s_waitForMachineCode = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan s_waitForRuntime = TimeSpan.FromMilliseconds(150);

    private readonly Plan _plan;
    private readonly ulong _seed;
    private readonly KernelWidth _width;
    private readonly DesignedPoints? _points;
    private readonly bool _indicators;
    private readonly Task<LaneProgram?>? _program;
    private readonly TimeSpan _longestWait;
    private volatile bool _hasWaited;
    private long _repeated;
    private string? _obstacle;

    public KernelMaker(Scenario scenario, Policy policy, ulong seed, KernelWidth width, bool indicators, DesignedPoints? points)
    {
        (_plan, _seed, _width, _indicators, _points) = (new Plan(scenario, policy), seed, width, indicators, points);
        if (width == KernelWidth.Single)
        {
            _obstacle = "as asked for";
            return;
        }
        int bits = width switch { KernelWidth.Scalar => 64, KernelWidth.Of128 => 128, KernelWidth.Of256 => 256, KernelWidth.Of512 => 512, _ => int.MaxValue };
        VectorWidth? vectors = VectorWidth.Available.FirstOrDefault(w => w.VectorBits <= bits);
        if (vectors is null)
        {
            _obstacle = width == KernelWidth.Scalar ? "lanes without vectors need a machine with AVX2, and a system that allows machine code" : RuntimeFeature.IsDynamicCodeSupported ? "the machine has no vectors" : "there are no routines for this machine, or the system allows no machine code";
            return;
        }
        if (width == KernelWidth.Widest && vectors.VectorBits == 128 && X86Base.IsSupported)
        {
            // Measured on four scenarios: as fast as one run at a time at best, a third slower at worst, and long to compile.
            _obstacle = "the machine has vectors of 128 bits only, which would not be faster";
            return;
        }
        _longestWait = vectors.HasMachineCode ? s_waitForMachineCode : s_waitForRuntime;
        _program = DeepThread.Begin(() => Compile(vectors));
        // This thread would only wait for that: meanwhile it makes the tables.
        _ = _plan.Sampler;
    }

    /// <summary>How runs are made.</summary>
    public string Manner
    {
        get
        {
            // Asked once: it may be ready a moment later.
            bool isReady = _program?.IsCompletedSuccessfully == true;
            if (_program is not null && !isReady) return "one run at a time (it was over before the lanes were compiled)";
            if (_program?.Result is not { } program) return $"one run at a time ({_obstacle})";
            int lanes = program.Rows.Width.Lanes;
            string how = program.EveryStep is { } why ? $"step by step ({why})" : "from event to event";
            string code = program.Step[0] is MachineRoutine ? "machine code" : "the runtime's code";
            long again = Interlocked.Read(ref _repeated);
            string repeated = again == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" ({again:N0} made again one at a time, for what lanes leave to that)");
            string together = program.Rows.Width.LanesTogether == 1 ? "by turns without vectors" : $"side by side in vectors of {program.Rows.Width.VectorBits} bits";
            return $"{lanes} runs {together}, {how}, in {code}{repeated}";
        }
    }

    /// <summary>The routines of the lanes as text, to be read; why there are none where the single-run kernel does it.</summary>
    public string Text()
    {
        if (_program?.Result is not { } program) return $"// The single-run kernel makes these runs: {_obstacle}.\n";
        IReadOnlyList<Track> tracks = _plan.Scenario.Tracks;
        string Flag(int at) => at < tracks.Count ? $"block.Moved[\"{tracks[at].Name}\"]" : at == tracks.Count ? "block.Finished" : $"block.Draws[\"{tracks[at - tracks.Count - 1].Name}\"]";
        IEnumerable<string> routines = program.Graphs.Select(g => GraphText.Of(g.Name, g.Graph, Flag));
        MachineRoutine[] machine = [.. program.Begin.Concat(program.Step).Concat(program.Finish).OfType<MachineRoutine>()];
        string size = machine.Length == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"// The machine code: {machine.Sum(r => r.Instructions):N0} instructions in {machine.Sum(r => r.CodeBytes):N0} bytes, of which a pass over the lanes of a block skips the sections that none needs.\n");
        return $"// What the kernel does in each lane: {Manner}.\n{size}// `#3` is the fourth state of a track (as the file lists them), or a move's number, of which the first stand for staying; a rate of 1 a step is 2^45.\n\n{string.Join("\n", routines)}";
    }

    // Nobody who has not asked for a width is to be without results because of it.
    private LaneProgram? Compile(VectorWidth vectors)
    {
        try
        {
            return LaneHints.Compile(_plan, vectors, _seed, _points, out _obstacle);
        }
        catch (Exception e) when (_width == KernelWidth.Widest)
        {
            _obstacle = $"the lanes could not be compiled: {e.Message}";
            return null;
        }
    }

    /// <summary>Waits for the lanes where they were asked for, or until cancelled: runs that have begun to wait for them could not be stopped.</summary>
    /// <param name="cancellation">Ends the waiting.</param>
    public void WaitForLanes(CancellationToken cancellation)
    {
        if (_program is null || _width == KernelWidth.Widest) return;
        try
        {
            _program.Wait(cancellation);
        }
        catch (OperationCanceledException)
        {
            // Whoever makes the runs sees that too.
        }
    }

    // A width that was asked for is waited for; others once, for about as long as the single-run kernel would take to begin.
    private bool IsReady(Task program, CancellationToken cancellation)
    {
        if (_width != KernelWidth.Widest) return true;
        bool isReady = program.Wait(_hasWaited ? TimeSpan.Zero : _longestWait, cancellation);
        _hasWaited = true;
        return isReady;
    }

    // Lanes that were stopped in their midst are of no use any more.
    private void RunLanes(LaneKernel lanes, long first, int count, RunTaker take, CancellationToken cancellation)
    {
        long before = lanes.Repeated;
        try
        {
            lanes.Run(first, count, take, cancellation);
        }
        catch (OperationCanceledException)
        {
            lanes.Dispose();
            throw;
        }
        Interlocked.Add(ref _repeated, lanes.Repeated - before);
    }

    /// <summary>A maker for one thread.</summary>
    public MakeRuns Start()
    {
        Kernel? single = null;
        LaneKernel? lanes = null;
        return (first, count, take, cancellation) =>
        {
            if (lanes is null && _program is not null && IsReady(_program, cancellation) && _program.Result is { } program)
            {
                lanes = LaneKernel.Of(_plan, program, _seed, _points, _indicators);
            }
            if (lanes is not null)
            {
                RunLanes(lanes, first, count, take, cancellation);
                return count;
            }
            single ??= new Kernel(_plan, _seed, _points) { RecordIndicators = _indicators };
            single.Cancellation = cancellation;
            return RunMaker.OneByOne(
                first, count, run =>
                {
                    single.Run(run);
                    return single.Record;
                }, take);
        };
    }
}
