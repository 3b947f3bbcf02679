using ScenarioSim.Compiler;
using ScenarioSim.Compiler.Vectors;
using ScenarioSim.Randomness;
using ScenarioSim.Results;

namespace ScenarioSim.Simulation.Lanes;

/// <summary>What some runs tell of how a plan's step is better written. Nothing of it changes a run.</summary>
/// <param name="Stepping">Why it is better to look at every step; null where it is not.</param>
/// <param name="InSections">By track, whether what it decides is left out where no lane of a block has anything to decide.</param>
/// <param name="Lists">Whether packed lanes list their moves (<see cref="PackedLists"/>): where there are many in a step.</param>
internal sealed record LaneHints(string? Stepping, bool[] InSections, bool Lists)
{
    // So many runs tell; fewer where they are long, but one block of lanes.
    private const int Runs = 64;

    // So many steps of tracks in all.
    private const double Budget = 1e9;

    // From so many tracks on few of them have something to decide in any of the lanes that are worked out together.
    private const int ManyTracks = 10;

    // Skipping takes a test, and a wrong guess of it some twenty cycles.
    private const double Seldom = 0.35;

    // So many moves of a block in a step pay for draws in all of its lanes.
    private const double Many = 8;

    // Where there is something to do in so many steps, finding the next one costs more than it saves.
    private const double Dense = 0.75;

    /// <summary>Compiles a plan for lanes, and once more where some runs tell that another way is better.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="width">How many lanes, and the machine's operations on them.</param>
    /// <param name="seed">Of the runs that tell.</param>
    /// <param name="points">Where their assumptions are; null: each run draws them for itself.</param>
    /// <param name="obstacle">Why the plan is left to the single-run kernel, where null comes back.</param>
    public static LaneProgram? Compile(Plan plan, VectorWidth width, ulong seed, DesignedPoints? points, out string? obstacle)
    {
        if (LaneBuilder.Compile(plan, width, out obstacle) is not { } program) return null;
        using var pilot = LaneKernel.Of(plan, program, seed, points);
        LaneHints hints = Of(plan, program.Starts, pilot, width, (int)Math.Min(PilotRuns(plan, width.Lanes), points?.MostRuns ?? Runs));
        // Where every step is looked at already, nothing has to be found out about that.
        if (program.EveryStep is not null) hints = hints with { Stepping = null };
        return hints.IsLike(program.Hints) ? program : LaneBuilder.Compile(plan, width, out _, hints: hints) ?? program;
    }

    // Nobody is to wait long for what only makes the waiting shorter.
    private static int PilotRuns(Plan plan, int lanes)
    {
        double steps = Math.Max(1.0, plan.Scenario.Clock.LastStep) * Math.Max(1, plan.Scenario.Tracks.Count);
        return (int)Math.Clamp(Budget / steps, lanes, Runs);
    }

    /// <summary>What is taken for likely before there are any runs.</summary>
    /// <param name="plan">The plan.</param>
    public static LaneHints Of(Plan plan)
    {
        int tracks = plan.Scenario.Tracks.Count;
        var inSections = new bool[tracks];
        Array.Fill(inSections, tracks >= ManyTracks);
        return new LaneHints(null, inSections, tracks < ManyTracks);
    }

    /// <summary>What some runs tell.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="starts">Where its lanes begin: moves before do not count, for lanes do not make them.</param>
    /// <param name="lanes">A kernel that has made no runs yet.</param>
    /// <param name="width">How many lanes a block has, and how many of them are worked out together.</param>
    /// <param name="runs">How many runs it is to make.</param>
    public static LaneHints Of(Plan plan, SureStarts starts, LaneKernel lanes, VectorWidth width, int runs)
    {
        var moves = new long[plan.Scenario.Tracks.Count];
        long steps = 0;
        lanes.Run(0, runs, RunTaker.Of(run =>
        {
            steps += run.LastStep;
            foreach (Move move in run.Moves) moves[move.Track] += move.Step > starts.StepOf(move.Track) ? 1 : 0;
        }));
        double looks = Math.Max(1, lanes.Looks), share = looks / Math.Max(1, steps);
        bool[] inSections = [.. moves.Select(m => moves.Length >= ManyTracks && 1 - Math.Pow(1 - Math.Min(1, m / looks), width.LanesTogether) < Seldom)];
        string? stepping = share >= Dense ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"something happens in {Math.Min(1, share):P0} of them") : null;
        return new LaneHints(stepping, inSections, moves.Sum() * width.Lanes / looks >= Many);
    }

    /// <summary>Whether routines would be written the same way.</summary>
    public bool IsLike(LaneHints other) => Stepping == other.Stepping && Lists == other.Lists && InSections.AsSpan().SequenceEqual(other.InSections);
}
