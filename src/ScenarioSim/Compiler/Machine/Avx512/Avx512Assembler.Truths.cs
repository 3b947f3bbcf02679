using System.Runtime.InteropServices;
using ScenarioSim.Compiler.Vectors;

namespace ScenarioSim.Compiler.Machine;

/// <content>Truths, in masks.</content>
internal sealed partial class Avx512Assembler
{
    /// <inheritdoc/>
    protected override void Invert(Node node)
    {
        int held = Mask(node.A!);
        _code.Masks(MaskInstruction.Not, MaskResult(node), 0, held);
    }

    /// <inheritdoc/>
    protected override void Combine(Node node)
    {
        int first = Mask(node.A!), second = Mask(node.B!);
        if (node.Op == Op.AndNot) (first, second) = (second, first);
        _code.Masks(node.Op switch { Op.And => MaskInstruction.And, Op.AndNot => MaskInstruction.AndNot, _ => MaskInstruction.Or }, MaskResult(node), first, second);
    }

    /// <inheritdoc/>
    protected override void Compare(Node node, Node comparison, bool not, Node? and)
    {
        Part part = Forms.Compared(comparison);
        int mask = and is null ? 0 : Mask(and);
        if (part == Part.Packed && and is null && !not && comparison is { Op: Op.Less, B: { Op: Op.Constant, Number: 0 } } && Forms.Of(Order.Real(comparison.A!)) == Form.Whole)
        {
            int number = Vector(Order.Real(comparison.A!), Part.Packed);
            _code.Write(Instruction.Negative, MaskResult(node), 0, Place.Register(number));
            return;
        }
        if (part == Part.Low && IsNotAboveZero(comparison))
        {
            _code.Write(Instruction.CompareWholes, MaskResult(node), UpperHalves(Order.Real(comparison.A!)), _code.Short(0), mask, immediate: Predicate(comparison.Op, false, not) & 7);
            return;
        }
        if (part != Part.Low)
        {
            Ready packed = Comparison(comparison, not, part);
            _code.Write(packed.Op, MaskResult(node), packed.First, packed.Second, mask, immediate: packed.Immediate);
            return;
        }
        // The upper lanes of the other truth are moved down only for this: it is as well joined with the whole.
        bool isMasked = mask != 0 && Masks.Of(Normal(and!, Part.High)) >= 0;
        int upper = isMasked ? Mask(and!, Part.High) : 0;
        Ready ready = Comparison(comparison, not, Part.Low);
        int low = Masks.Take();
        _code.Write(ready.Op, low, ready.First, ready.Second, isMasked ? mask : 0, immediate: ready.Immediate);
        Release(Part.Low);
        ready = Comparison(comparison, not, Part.High);
        int high = Masks.Take();
        _code.Write(ready.Op, high, ready.First, ready.Second, upper, immediate: ready.Immediate);
        if (mask == 0 || isMasked)
        {
            _code.Masks(MaskInstruction.Join, MaskResult(node), high, low);
            return;
        }
        _code.Masks(MaskInstruction.Join, low, high, low);
        _code.Masks(MaskInstruction.And, MaskResult(node), low, mask);
    }

    // The upper half of a whole number tells: so that takes one mask, not three. The masks that a processor works on at a time are few (some fifty on Zen 5), and where it has no more it looks no further ahead.
    private static bool IsNotAboveZero(Node comparison) =>
        comparison is { Op: Op.LessOrEqual, B: { Op: Op.Constant, Number: 0 } } && Order.Real(comparison.A!) is { Op: not Op.Constant, Extent: { IsWhole: true, CanBeNaN: false } };

    // The upper halves of doubles, lane by lane.
    private int UpperHalves(Node node)
    {
        int low = Vector(node, Part.Low), high = Vector(node, Part.High), together = Vectors.Take();
        _code.Write(Instruction.Load(Part.Low), together, 0, _code.Vector(MemoryMarshal.Cast<int, long>((ReadOnlySpan<int>)[1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31])));
        _code.Write(Instruction.Gather, together, low, Place.Register(high));
        return together;
    }

    private Ready Comparison(Node comparison, bool not, Part part)
    {
        Node a = Order.Real(comparison.A!), b = Order.Real(comparison.B!);
        bool turned = !IsConstant(b) && (IsConstant(a) || (!IsHeld(a, part) && IsHeld(b, part)));
        if (turned) (a, b) = (b, a);
        int predicate = Predicate(comparison.Op, turned, not);
        int first = Vector(a, part);
        switch (part)
        {
            case Part.Packed when b.Op == Op.Constant && Forms.Of(a) == Form.Whole: return new Ready(Instruction.CompareWholes, first, _code.Short(Bound(b.Number, comparison.Op, turned)), predicate & 7);
            case Part.Packed: return new Ready(Instruction.CompareWholes, first, Operand(b, part, Instruction.CompareWholes), predicate & 7);
            default:
                Instruction op = part == Part.Floats ? Instruction.CompareFloats : Instruction.Compare;
                return new Ready(op, first, Operand(b, part, op), predicate);
        }
    }
}
