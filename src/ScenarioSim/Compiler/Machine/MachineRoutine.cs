using ScenarioSim.Compiler.Vectors;

namespace ScenarioSim.Compiler.Machine;

/// <summary>A routine as machine code. Between its parts functions are worked out lane by lane.</summary>
internal sealed unsafe class MachineRoutine : Routine
{
    private readonly Rows _rows;
    // Those of a pass.
    private readonly int _lanes;
    private readonly ExecutableMemory _memory;
    private readonly Part[] _parts;
    private readonly delegate* unmanaged[SuppressGCTransition]<byte*, byte*, nint, nint, void> _first;

    /// <param name="memory">The code.</param>
    /// <param name="parts">Its parts, the first at its beginning.</param>
    /// <param name="rows">The memory of a block.</param>
    public MachineRoutine(ExecutableMemory memory, Part[] parts, Rows rows)
    {
        (_memory, _parts, _rows, _lanes) = (memory, parts, rows, rows.Width.LanesTogether);
        _first = (delegate* unmanaged[SuppressGCTransition]<byte*, byte*, nint, nint, void>)memory.Start;
    }

    /// <summary>How many bytes of instructions there are.</summary>
    public int CodeBytes { get; init; }

    /// <summary>How many instructions there are.</summary>
    public int Instructions { get; init; }

    /// <summary>A part of the code, and what is to be worked out after it.</summary>
    /// <param name="Entry">Where it begins.</param>
    /// <param name="Applied">The functions after it.</param>
    internal sealed record Part(int Entry, Application[] Applied);

    /// <summary>A function of the language in every lane.</summary>
    /// <param name="Function">Which.</param>
    /// <param name="A">Its argument.</param>
    /// <param name="B">Its second argument, if it has one.</param>
    /// <param name="Low">Where in scratch memory the doubles of the first eight lanes go.</param>
    /// <param name="High">Where those of the others go.</param>
    internal readonly record struct Application(int Function, Argument A, Argument B, int Low, int High);

    /// <summary>An argument.</summary>
    /// <param name="Number">A number for all lanes, where there is no place.</param>
    /// <param name="Form">How the lanes' numbers are kept.</param>
    /// <param name="From">Where they are, or the first half.</param>
    /// <param name="High">Where the other half is.</param>
    internal readonly record struct Argument(double Number, Form Form, Place? From, Place? High);

    /// <inheritdoc/>
    public override void Run(byte* block, byte* constants, int blocks, int size)
    {
        if (_parts.Length == 1) _first(block, constants, size, blocks);
        else for (int i = 0; i < blocks; i++) RunParts(block + ((long)i * size), constants);
        GC.KeepAlive(_memory);
    }

    private void RunParts(byte* block, byte* constants)
    {
        for (int pass = 0; pass < _rows.Width.Lanes / _lanes; pass++)
        {
            // Of a routine in parts the pass takes the place of the distance to the next block.
            for (int part = 0; part < _parts.Length; part++)
            {
                ((delegate* unmanaged[SuppressGCTransition]<byte*, byte*, nint, nint, void>)(_memory.Start + _parts[part].Entry))(block, constants, pass, 1);
                foreach (ref readonly Application a in _parts[part].Applied.AsSpan()) Apply(in a, block, constants, pass);
            }
        }
    }

    private void Apply(in Application application, byte* block, byte* scratch, int pass)
    {
        for (int lane = 0; lane < _lanes; lane++)
        {
            double a = Read(application.A, block, scratch, lane, pass), b = Read(application.B, block, scratch, lane, pass);
            int place = _rows.WideLane(lane), half = Math.Max(1, _lanes / 2);
            ((double*)(scratch + (place < half ? application.Low : application.High)))[place % half] = LaneByLane.Value(application.Function, a, b);
        }
    }

    // Scratch memory has the lanes of a pass, a block's memory those of all.
    private double Read(Argument argument, byte* block, byte* scratch, int lane, int pass)
    {
        if (argument.From is not { } from) return argument.Number;
        if (argument.Form == Form.Wide)
        {
            int place = _rows.WideLane(lane), half = Math.Max(1, _lanes / 2);
            return from.IsRow ? ((double*)(block + from.Number))[_rows.WideLane((pass * _lanes) + lane)] : ((double*)(scratch + (place < half ? from : argument.High!.Value).Number))[place % half];
        }
        byte* memory = from.IsRow ? block + from.Number + (((pass * _lanes) + lane) * sizeof(int)) : scratch + from.Number + (lane * sizeof(int));
        return argument.Form switch
        {
            Form.Whole => *(int*)memory,
            Form.Place => Graph.Place(0) + *(int*)memory,
            _ => *(float*)memory,
        };
    }
}
