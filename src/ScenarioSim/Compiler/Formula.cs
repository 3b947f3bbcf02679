using System.Runtime.CompilerServices;
using ScenarioSim.Model;

namespace ScenarioSim.Compiler;

/// <summary>Compiled code for an expression; truths are 0 and 1.</summary>
public delegate double Code(World world);

/// <summary>An expression under a policy, compiled when it is first wanted. Safe for use by several threads.</summary>
public sealed class Formula
{
    private readonly Emitter _emitter;
    private Code? _code;
    private Reads _reads;
    private bool _compiled;
    private double _constant = double.NaN;

    internal Formula(Emitter emitter, Expression expression, int cell = -1) => (_emitter, Expression, Cell) = (emitter, expression, cell);

    /// <summary>What it computes.</summary>
    public Expression Expression { get; }

    /// <summary>Its place among the cells of a world that remember shared values, or -1.</summary>
    public int Cell { get; }

    /// <summary>Whether no run can change it.</summary>
    public bool IsConstant
    {
        get
        {
            Compile();
            return !double.IsNaN(_constant);
        }
    }

    /// <summary>Its value where <see cref="IsConstant"/>.</summary>
    public double Constant => _constant;

    /// <summary>What it may look at.</summary>
    public Reads Reads
    {
        get
        {
            if (!Volatile.Read(ref _compiled)) Compile();
            return _reads;
        }
    }

    /// <summary>Its value in a world; always finite.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Value(World world) => double.IsNaN(_constant) ? (_code ?? Compile())(world) : _constant;

    private Code Compile()
    {
        if (Volatile.Read(ref _code) is { } code) return code;
        (Code made, Reads reads, double? constant) = _emitter.Compile(Expression);
        _reads = reads;
        _constant = constant ?? double.NaN;
        Volatile.Write(ref _code, made);
        Volatile.Write(ref _compiled, true);
        return made;
    }
}
