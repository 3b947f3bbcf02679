using System.Runtime.CompilerServices;
using ScenarioSim.Compiler;
using ScenarioSim.Model;

namespace ScenarioSim.Simulation;

/// <summary>A formula, of which the two that outcomes and measures mostly are need no call: an indicator as it is, and whether a track is in a state.</summary>
internal readonly struct QuickFormula
{
    private readonly Formula _formula;
    private readonly int _indicator = -1;
    private readonly int _track = -1;

    // The first of the state's innermost states, and how many follow it.
    private readonly int _first;
    private readonly uint _more;

    public QuickFormula(Plan plan, Formula formula)
    {
        _formula = formula;
        if (formula.Expression is IndicatorRef indicator) _indicator = indicator.Index;
        if (formula.Expression is not InState state) return;
        _track = state.Track;
        (_first, int last) = plan.Within(state.Track, state.State);
        _more = (uint)(last - _first);
    }

    /// <summary>What it may look at.</summary>
    public Reads Reads => _formula.Reads;

    /// <summary>Whether a truth holds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Holds(World world) => _track >= 0 ? (uint)(world.Leaf[_track] - _first) <= _more : _formula.Value(world) != 0;

    /// <summary>The value in a world.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Value(World world)
    {
        if (_indicator >= 0) return world.Indicators[_indicator];
        return _track < 0 ? _formula.Value(world) : Holds(world) ? 1 : 0;
    }
}
