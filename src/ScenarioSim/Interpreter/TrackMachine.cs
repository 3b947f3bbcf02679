using ScenarioSim.Model;
using Stateless;

namespace ScenarioSim.Interpreter;

/// <summary>One track as a Stateless machine: its states are the innermost states, its triggers the targets of the transitions that hold in them.</summary>
/// <remarks>
/// Stateless's own substates mean something else than the language's (they leave an outer state where the language does not, and run nothing on re-entry),
/// so the machine is flat; what is left and entered is worked out by <see cref="Track.Move"/>.
/// </remarks>
internal sealed class TrackMachine
{
    private readonly StateMachine<int, int> _machine;
    private readonly Dictionary<Target, int> _triggers = new(ReferenceEqualityComparer.Instance);

    /// <param name="track">The track.</param>
    /// <param name="leaf">Reads the innermost state.</param>
    /// <param name="setLeaf">Writes it.</param>
    public TrackMachine(Track track, Func<int> leaf, Action<int> setLeaf)
    {
        _machine = new StateMachine<int, int>(leaf, setLeaf);
        foreach (State state in track.States.Where(s => s.IsLeaf)) Configure(track, state);
    }

    /// <summary>Makes the transition to a target that is allowed in the present state.</summary>
    public void Fire(Target target) => _machine.Fire(_triggers[target]);

    private void Configure(Track track, State state)
    {
        StateMachine<int, int>.StateConfiguration configuration = _machine.Configure(state.Index);
        var configured = new HashSet<int>();
        foreach (Target target in track.Lineage(state.Index).SelectMany(s => track.States[s].Transitions).SelectMany(t => t.Targets))
        {
            _triggers.TryAdd(target, _triggers.Count);
            int trigger = _triggers[target];
            if (!configured.Add(trigger)) continue;
            // A branch that repeats happens without leaving `pending`.
            int to = track.Repeats ? state.Index : track.States[target.State].InitialLeaf;
            if (to == state.Index) configuration.PermitReentry(trigger);
            else configuration.Permit(trigger, to);
        }
    }
}
