using ScenarioSim.Compiler.Vectors;

namespace ScenarioSim.Compiler.Machine;

/// <summary>A routine as machine code. Between its parts functions are worked out lane by lane.</summary>
internal sealed unsafe class MachineRoutine : Routine
{
    private const int Lanes = 8;

    private readonly ExecutableMemory _memory;
    private readonly Part[] _parts;
    private readonly delegate* unmanaged[SuppressGCTransition]<byte*, byte*, nint, nint, void> _first;

    /// <param name="memory">The code.</param>
    /// <param name="parts">Its parts, the first at its beginning.</param>
    public MachineRoutine(ExecutableMemory memory, Part[] parts)
    {
        (_memory, _parts) = (memory, parts);
        _first = (delegate* unmanaged[SuppressGCTransition]<byte*, byte*, nint, nint, void>)memory.Start;
    }

    /// <summary>A part of the code, and what is to be worked out after it.</summary>
    /// <param name="Entry">Where it begins.</param>
    /// <param name="Applied">The functions after it.</param>
    internal sealed record Part(int Entry, Application[] Applied);

    /// <summary>A function of the language in every lane.</summary>
    internal readonly record struct Application(int Function, Argument A, Argument B, int To);

    /// <summary>An argument: a number, or where one for each lane is.</summary>
    internal readonly record struct Argument(double Number, Place? From);

    /// <inheritdoc/>
    public override void Run(byte* block, byte* constants, int blocks, int size)
    {
        if (_parts.Length == 1) _first(block, constants, size, blocks);
        else for (int i = 0; i < blocks; i++) RunParts(block + ((long)i * size), constants);
        GC.KeepAlive(_memory);
    }

    private void RunParts(byte* block, byte* constants)
    {
        for (int part = 0; part < _parts.Length; part++)
        {
            ((delegate* unmanaged[SuppressGCTransition]<byte*, byte*, nint, nint, void>)(_memory.Start + _parts[part].Entry))(block, constants, 0, 1);
            foreach (ref readonly Application a in _parts[part].Applied.AsSpan()) Apply(in a, block, constants);
        }
    }

    private static void Apply(in Application application, byte* block, byte* scratch)
    {
        for (int lane = 0; lane < Lanes; lane++)
        {
            double a = Read(application.A, block, scratch, lane), b = Read(application.B, block, scratch, lane);
            ((double*)(scratch + application.To))[lane] = LaneByLane.Value(application.Function, a, b);
        }
    }

    private static double Read(Argument argument, byte* block, byte* scratch, int lane)
    {
        if (argument.From is not { } place) return argument.Number;
        byte* memory = place.Is == Place.Kind.Block ? block : scratch;
        return ((double*)(memory + place.Number))[lane];
    }
}
