using System.Runtime.CompilerServices;
using ScenarioSim.Model;
using ScenarioSim.Randomness;
using ScenarioSim.Results;

namespace ScenarioSim.Compiler;

/// <summary>Everything one run of the kernel remembers, in dense arrays: what compiled formulas read. One a thread, used for run after run.</summary>
/// <remarks>States are numbered through all tracks: <see cref="Plan.FirstState"/> of the track plus the state's index.</remarks>
public sealed class World : IWorld
{
    private readonly Plan _plan;
    private readonly Evaluator _evaluator;
    private readonly bool[] _counted;
    private readonly double[] _cells;
    private readonly bool[] _cellKnown;
    private readonly Reads[] _cellReads;
    private Reads _allCellReads;
    private readonly List<int> _timedCells = [];
    private readonly List<int> _indicatorCells = [];

    /// <param name="plan">The plan it is for.</param>
    /// <param name="transitions">The keys of the transitions' draws, by their numbers.</param>
    internal World(Plan plan, EventKey[] transitions)
    {
        _plan = plan;
        Memory = new TrackMemory(plan, transitions);
        _evaluator = new Evaluator(plan.Scenario.Clock, plan.Shared);
        _counted = new bool[plan.Sites.Sites.Count];
        _cells = new double[plan.CellCount];
        _cellKnown = new bool[plan.CellCount];
        _cellReads = new Reads[plan.CellCount];
        Assumptions = new double[plan.Scenario.Assumptions.Count];
        Indicators = new double[plan.Scenario.Indicators.Count];
        Leaf = new int[plan.Scenario.Tracks.Count];
        Entered = new int[plan.StateCount];
        Visited = new int[plan.StateCount];
    }

    /// <summary>What is remembered of the tracks between looks.</summary>
    internal readonly TrackMemory Memory;

    /// <summary>The step being decided or read.</summary>
    public int Step { get; private set; }

    /// <summary>The values drawn for the assumptions.</summary>
    internal readonly double[] Assumptions;

    /// <summary>The values of the indicators.</summary>
    internal readonly double[] Indicators;

    /// <summary>The number of the innermost state of each track.</summary>
    internal readonly int[] Leaf;

    /// <summary>The step in which each state was last entered.</summary>
    internal readonly int[] Entered;

    /// <summary>How often each state has been entered.</summary>
    internal readonly int[] Visited;

    /// <summary>What was counted in this run, in the order in which it happened.</summary>
    public List<Counted> Counted { get; } = [];

    /// <summary>Begins a run.</summary>
    public void Clear()
    {
        Begin();
        Array.Clear(Visited);
    }

    /// <summary>Begins a run for whoever says how often each state has been entered.</summary>
    internal void Begin()
    {
        Step = 0;
        if (_cellKnown.Length > 0) Array.Clear(_cellKnown);
        if (Counted.Count == 0) return;
        foreach (Counted c in Counted) _counted[c.Site] = false;
        Counted.Clear();
    }

    /// <summary>Goes on to a step.</summary>
    public void GoTo(int step)
    {
        Step = step;
        if (_timedCells.Count > 0) ForgetTimed();
    }

    private void ForgetTimed()
    {
        foreach (int cell in _timedCells) _cellKnown[cell] = false;
    }

    /// <summary>Forgets shared values that may have changed with these tracks and indicators (bits as in <see cref="Reads"/>).</summary>
    public void Forget(ulong tracks, ulong indicators)
    {
        if (_allCellReads.Concerns(tracks, indicators)) ForgetCells(tracks, indicators);
    }

    private void ForgetCells(ulong tracks, ulong indicators)
    {
        if (tracks == 0)
        {
            foreach (int cell in _indicatorCells)
            {
                if ((_cellReads[cell].Others & indicators) != 0) _cellKnown[cell] = false;
            }
            return;
        }
        for (int cell = 0; cell < _cellReads.Length; cell++)
        {
            if (_cellReads[cell].Concerns(tracks, indicators)) _cellKnown[cell] = false;
        }
    }

    /// <summary>Counts something, the first time in this run.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Count(int site, double value)
    {
        if (_counted[site]) return;
        _counted[site] = true;
        Counted.Add(new Counted(site, Step, value));
    }

    /// <summary>The value of an operation, or 0 and counted where it is not finite.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Finite(double value, World world, int site) => value - value == 0 ? value : NotFinite(world, site);

    /// <summary>A chance as it works: moved into 0..1, and counted where it was outside.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Probability(double chance, World world, int site) => chance is >= 0 and <= 1 ? chance : OutsideOf01(chance, world, site);

    /// <summary>A rate as it works: 0 where it is negative, and counted.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double NotNegative(double rate, World world, int site) => rate >= 0 ? rate : Negative(rate, world, site);

    /// <summary>A share of a split as it works: 0 where it is negative, and counted.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Share(double share, World world, int site) => share > 0 ? share : NoShare(share, world, site);

    /// <summary>What the other shares of a split leave; where they are more than all, that is counted.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Rest(double others, World world, int site) => others <= 1 ? 1 - others : NoRest(others, world, site);

    /// <summary>The value of a shared formula, worked out once until something it reads changes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Cell(World world, Formula formula) =>
        world._cellKnown[formula.Cell] ? world._cells[formula.Cell] : FreshCell(world, formula);

    /// <summary>The value of an expression that is too large to compile.</summary>
    public static double Interpret(World world, Expression expression)
    {
        world._evaluator.Forget();
        return world._evaluator.Value(expression, world);
    }

    double IWorld.Assumption(int index) => Assumptions[index];

    double IWorld.Lever(int index) => _plan.Policy.Levers[index];

    double IWorld.Indicator(int index) => Indicators[index];

    bool IWorld.IsIn(int track, int state) => _plan.Scenario.Tracks[track].IsWithin(Leaf[track] - _plan.FirstState[track], state);

    int IWorld.EnteredInnermost(int track) => Entered[Leaf[track]];

    int IWorld.Visits(int track, int state) => Visited[_plan.FirstState[track] + state];

    void IWorld.NotFinite(Expression operation) => Count(_plan.Sites.Number(operation, CountedReason.NotFinite), double.NaN);

    private static double OutsideOf01(double chance, World world, int site)
    {
        world.Count(site, chance);
        return chance < 0 ? 0 : 1;
    }

    private static double Negative(double rate, World world, int site)
    {
        world.Count(site, rate);
        return 0;
    }

    private static double NoShare(double share, World world, int site)
    {
        if (share < 0) world.Count(site, share);
        return 0;
    }

    private static double NoRest(double others, World world, int site)
    {
        if (others > 1 + 1e-9) world.Count(site, others);
        return 0;
    }

    private static double FreshCell(World world, Formula formula)
    {
        int cell = formula.Cell;
        double value = formula.Value(world);
        if (world._cellReads[cell] == default && formula.Reads != default)
        {
            world._cellReads[cell] = formula.Reads;
            world._allCellReads |= formula.Reads;
            if (formula.Reads.Time) world._timedCells.Add(cell);
            if (formula.Reads.AnyIndicator) world._indicatorCells.Add(cell);
        }
        world._cells[cell] = value;
        world._cellKnown[cell] = true;
        return value;
    }

    private static double NotFinite(World world, int site)
    {
        world.Count(site, double.NaN);
        return 0;
    }
}
