using ScenarioSim.Compiler;

namespace ScenarioSim.Simulation.Lanes;

/// <summary>Asks for what plain lanes draw beside the stays: delays and tosses of transitions on entering a state, amounts of effects.</summary>
/// <param name="program">Where blocks hold them.</param>
/// <param name="keys">The events' keys.</param>
/// <param name="draws">Makes the draws.</param>
internal sealed unsafe class OtherDraws(LaneProgram program, Keys keys, DrawQueue draws)
{
    /// <summary>The transitions of a state that a run enters.</summary>
    /// <param name="block">The block.</param>
    /// <param name="lane">The run's lane.</param>
    /// <param name="run">Its number.</param>
    /// <param name="state">The state.</param>
    /// <param name="visit">How often it has been entered.</param>
    /// <param name="step">The step.</param>
    public void Enter(byte* block, int lane, long run, int state, int visit, int step)
    {
        foreach (TransitionPlan t in program.Entries[state].Transitions)
        {
            byte* due = t.AfterDrawn is null ? null : Place(block, program.At.Due[t.Timer], lane);
            byte* luck = t.Toss < 0 ? null : Place(block, program.At.Luck[t.Toss], lane);
            draws.Transition(keys.Transitions[t.Number].Id, run, visit, t.AfterDrawn, step, (double*)due, (double*)luck);
        }
    }

    /// <summary>The effects that a move out of an innermost state can make.</summary>
    /// <param name="block">The block.</param>
    /// <param name="lane">The run's lane.</param>
    /// <param name="run">Its number.</param>
    /// <param name="stay">The stay there.</param>
    /// <param name="happened">How often each drawn effect has happened.</param>
    public void Begin(byte* block, int lane, long run, LaneStay stay, int* happened)
    {
        foreach (EffectPlan effect in stay.Effects)
        {
            draws.Effect(keys.Effects[effect.Draw].Id, run, happened[effect.Draw], effect.Drawn!, (double*)Place(block, program.At.Amounts[effect.Draw], lane));
        }
    }

    private byte* Place(byte* block, int row, int lane) => block + program.Rows.Offset(row, lane);
}
