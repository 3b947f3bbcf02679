namespace ScenarioSim.Compiler.Vectors;

/// <summary>A compiled routine: works on a block of lanes in memory.</summary>
internal abstract unsafe class Routine
{
    /// <summary>Does it.</summary>
    /// <param name="block">Where the block's rows begin, aligned to their width.</param>
    /// <param name="constants">Where <see cref="Rows.Constants"/> are, aligned likewise; before them lies scratch memory (<see cref="Rows.ScratchSize"/>).</param>
    public abstract void Run(byte* block, byte* constants);
}

/// <summary>A routine compiled by the runtime's just-in-time compiler.</summary>
/// <param name="code">A method of it.</param>
internal sealed unsafe class RuntimeRoutine(RuntimeRoutine.Code code) : Routine
{
    /// <inheritdoc cref="Routine.Run"/>
    internal delegate void Code(byte* block, byte* constants);

    /// <inheritdoc/>
    public override void Run(byte* block, byte* constants) => code(block, constants);
}
