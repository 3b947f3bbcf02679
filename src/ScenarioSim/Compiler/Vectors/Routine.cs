namespace ScenarioSim.Compiler.Vectors;

/// <summary>A compiled routine: works on blocks of lanes in memory.</summary>
internal abstract unsafe class Routine
{
    /// <summary>Does it.</summary>
    /// <param name="block">Where the first block's rows begin, aligned to their width.</param>
    /// <param name="constants">Where <see cref="Rows.Constants"/> are, aligned likewise; before them lies scratch memory (<see cref="Rows.ScratchSize"/>).</param>
    /// <param name="blocks">How many blocks there are, at least 1.</param>
    /// <param name="size">How many bytes after each other they begin.</param>
    public abstract void Run(byte* block, byte* constants, int blocks, int size);
}

/// <summary>A routine compiled by the runtime's just-in-time compiler.</summary>
/// <param name="code">A method of it.</param>
internal sealed unsafe class RuntimeRoutine(RuntimeRoutine.Code code) : Routine
{
    /// <inheritdoc cref="Routine.Run"/>
    internal delegate void Code(byte* block, byte* constants);

    /// <inheritdoc/>
    public override void Run(byte* block, byte* constants, int blocks, int size)
    {
        for (int i = 0; i < blocks; i++) code(block + ((long)i * size), constants);
    }
}
