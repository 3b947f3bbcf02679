using ScenarioSim.Compiler;

namespace ScenarioSim.Rare.Goals;

/// <summary>A world at the end of a step, as goals look at it.</summary>
/// <param name="World">The world.</param>
/// <param name="Step">The step that is over.</param>
/// <param name="Depth">Through how many guards one has come here: beyond <see cref="Deepest"/> guards are guessed.</param>
internal readonly record struct Moment(World World, int Step, int Depth)
{
    /// <summary>Guards within guards that are still looked into.</summary>
    public const int Deepest = 2;

    /// <summary>The chance of a guard that does not hold and is not looked into.</summary>
    public const double Guess = 0.1;

    /// <summary>The same within one guard more.</summary>
    public Moment Deeper => this with { Depth = Depth + 1 };
}

/// <summary>Something that may come true in a run, with a rough chance of it: the part of an importance that belongs to one part of an expression.</summary>
/// <remarks>The chances only order worlds. They treat the parts of a conjunction as independent and need not be right: estimates are unbiased whatever they are.</remarks>
internal abstract class Goal
{
    /// <summary>The rough chance that it comes true after this step and by another; 1 where it holds.</summary>
    /// <param name="moment">The world.</param>
    /// <param name="until">The last step that counts.</param>
    public abstract double Chance(in Moment moment, int until);

    /// <summary>For how much of the time left it stays true once it is; 1 where nothing is known against it.</summary>
    public virtual double Stays(in Moment moment, int until) => 1;

    /// <summary>The last step that counts for what has to be true together with this one: earlier than <paramref name="until"/> where this one ends before.</summary>
    public virtual int LastStep(in Moment moment, int until) => until;

    /// <summary>What it looks at.</summary>
    public abstract Reads Reads { get; }

    /// <summary>Whether its chance may rise by the passing of time alone.</summary>
    public abstract bool RisesWithTime { get; }
}
