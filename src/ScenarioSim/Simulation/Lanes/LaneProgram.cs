using ScenarioSim.Compiler;
using ScenarioSim.Compiler.Vectors;

namespace ScenarioSim.Simulation.Lanes;

/// <summary>A plan compiled for lanes: three routines, where they keep things, and what the driver has to know of moves and states. Immutable, shared by threads.</summary>
/// <param name="Rows">The memory of a block.</param>
/// <param name="Begin">From the assumptions to the initial world.</param>
/// <param name="Step">On to the next step in which something can happen in each lane, and through it.</param>
/// <param name="Finish">From the last world to outcome and measures.</param>
/// <param name="At">Where the driver finds what it reads and writes.</param>
/// <param name="Moves">By track, then by the number that a lane's choice names; the first are none, for staying.</param>
/// <param name="Stays">What is drawn on coming into an innermost state, by the state's number through all tracks.</param>
/// <param name="Entries">What is drawn on entering a state, innermost or not, by its number.</param>
/// <param name="EveryStep">Why lanes look at every step; null where they jump.</param>
internal sealed record LaneProgram(
    Rows Rows, Routine[] Begin, Routine[] Step, Routine[] Finish, LanePlaces At, LaneMove[][] Moves, LaneStay[] Stays, LaneEntry[] Entries, string? EveryStep)
{
    /// <summary>How the step has been written.</summary>
    public required LaneHints Hints { get; init; }

    /// <summary>Where lanes begin.</summary>
    public required SureStarts Starts { get; init; }

    /// <summary>The stays that are drawn before they come.</summary>
    public required EarlyStays Early { get; init; }

    /// <summary>The three routines as text.</summary>
    public required IReadOnlyList<(string Name, Graph Graph)> Graphs { get; init; }
}

/// <summary>Rows and bytes of a block that the driver touches.</summary>
/// <param name="Step">The step that the lane has come to; at the end of a run its last, of a run in doubt the last before the doubt.</param>
/// <param name="Doubt">Truth: the run has to be made again by the single-run kernel.</param>
/// <param name="Stopped">Truth: an outcome has stopped the run.</param>
/// <param name="Leaf">Each track's innermost state, as a place; -1 for branches that repeat.</param>
/// <param name="Assumptions">The drawn assumptions, by index; -1 where the policy fixes them.</param>
/// <param name="Indicators">The indicators.</param>
/// <param name="Choice">The number of the move that a track makes, as a place.</param>
/// <param name="Left">What is left of the threshold of a track's stay.</param>
/// <param name="Pick">The number that picks among alternatives, by track.</param>
/// <param name="Due">The step in which a drawn delay ends, by timer; -1 for others.</param>
/// <param name="Luck">The number that a toss compares, by toss.</param>
/// <param name="Amounts">The amount of the next occurrence of a drawn effect.</param>
/// <param name="Run">The run's number, counted from one that the driver knows.</param>
/// <param name="Counts">How often a state has been entered, by its number through all tracks; -1 where it is once at most, or nobody asks.</param>
/// <param name="NoCount">A row of zeros, to stand for those.</param>
/// <param name="Outcome">The outcome of a finished run.</param>
/// <param name="Measures">Its measures.</param>
/// <param name="Kept">The rows that a new run needs set.</param>
/// <param name="Ended">The rows that <see cref="LaneProgram.Finish"/> reads.</param>
/// <param name="Finished">The flag that says which lanes have finished; those before it, by track, which have moved.</param>
internal sealed record LanePlaces(
    int Step, int Doubt, int Stopped, int[] Leaf, int[] Assumptions, int[] Indicators, int[] Choice, int[] Left, int[] Pick, int[] Due, int[] Luck, int[] Amounts,
    int Run, int[] Counts, int NoCount, int Outcome, int[] Measures, int[] Kept, int[] Ended, int Finished)
{
    /// <summary>Where packed lanes list their moves: -1 less the number, among <see cref="Drawn"/>, of the last state whose draw is to be made; 0 for none. -1 where they do not.</summary>
    public int Drawing { get; init; } = -1;

    /// <summary>The innermost states whose stays are drawn, by their numbers through all tracks.</summary>
    public int[] Drawn { get; init; } = [];

    /// <summary>Likewise: the step of the moves on the list.</summary>
    public int Now { get; init; } = -1;

    /// <summary>By track, the step in which the timer of its state comes; -1 for none.</summary>
    public int[] Timers { get; init; } = [];

    /// <summary>Where packed lanes count how often a drawn effect has happened.</summary>
    public int[] Happened { get; init; } = [];

    /// <summary>How far behind a stay's threshold its pick stands, in bytes: the same for every track.</summary>
    /// <param name="rows">The memory of a block.</param>
    public int PickAfterThreshold(Rows rows) => Left.Length == 0 ? 0 : rows.Offset(Pick[0]) - rows.Offset(Left[0]);

    /// <summary>Takes a number that nobody wants.</summary>
    public int Nowhere { get; init; }

    /// <summary>Whether the step lists the moves: <see cref="PackedLists"/>.</summary>
    public bool ListsMoves => Drawing >= 0;
}

/// <summary>A move of a track.</summary>
/// <param name="From">The innermost state before, by its place in the track.</param>
/// <param name="To">What the record of the move shows; -1 where a branch that repeats only enters <c>pending</c> anew.</param>
/// <param name="Leaf">The number of the innermost state afterwards, through all tracks.</param>
/// <param name="Happened">For a branch that repeats the number of the state that it gives; else -1.</param>
/// <param name="Entered">Numbers of the states entered.</param>
/// <param name="Drawn">The drawn effects that happen.</param>
internal sealed record LaneMove(int From, int To, int Leaf, int Happened, int[] Entered, int[] Drawn);

/// <summary>What is drawn on coming into an innermost state.</summary>
/// <param name="Draws">Whether the stay needs its threshold or pick.</param>
/// <param name="Effects">Drawn effects that a move out of it can make.</param>
internal sealed record LaneStay(bool Draws, EffectPlan[] Effects);

/// <summary>What is drawn on entering a state.</summary>
/// <param name="Transitions">Its transitions with a drawn delay or a toss.</param>
internal sealed record LaneEntry(TransitionPlan[] Transitions);
