using ScenarioSim.Compiler.Vectors;

namespace ScenarioSim.Compiler.Machine;

/// <content>Truths, in masks.</content>
internal sealed partial class Avx512Assembler
{
    // Comparisons that are false for NaN, and their opposites, which are true for it.
    private const int IsEqual = 0x00, IsLess = 0x11, IsLessOrEqual = 0x12, IsGreaterOrEqual = 0x1D, IsGreater = 0x1E;
    private const int IsNotEqual = 0x04, IsNotLess = 0x15, IsNotLessOrEqual = 0x16, IsNotGreaterOrEqual = 0x19, IsNotGreater = 0x1A;

    private void WriteTruth(Node node)
    {
        Node a = node.A!;
        Node? b = node.B;
        switch (node.Op)
        {
            case Op.Equal or Op.Less or Op.LessOrEqual: Compare(node, node, not: false, null); break;
            case Op.Not when Order.IsFused(a): Compare(node, a, not: true, null); break;
            case Op.Not:
                int held = Mask(a);
                _code.Masks(MaskInstruction.Not, MaskResult(node), 0, held);
                break;
            case Op.And when Order.IsFused(b!): Compare(node, b!, not: false, a); break;
            case Op.And when Order.IsFused(a): Compare(node, a, not: false, b); break;
            case Op.AndNot when Order.IsFused(b!): Compare(node, b!, not: true, a); break;
            default:
                int first = Mask(a), second = Mask(b!);
                if (node.Op == Op.AndNot) (first, second) = (second, first);
                _code.Masks(node.Op switch { Op.And => MaskInstruction.And, Op.AndNot => MaskInstruction.AndNot, _ => MaskInstruction.Or }, MaskResult(node), first, second);
                break;
        }
    }

    // A comparison or its opposite, and another truth.
    private void Compare(Node node, Node comparison, bool not, Node? and)
    {
        Part part = Forms.Compared(comparison);
        int mask = and is null ? 0 : Mask(and);
        if (part == Part.Packed && and is null && !not && comparison is { Op: Op.Less, B: { Op: Op.Constant, Number: 0 } } && Forms.Of(Order.Real(comparison.A!)) == Form.Whole)
        {
            int number = Vector(Order.Real(comparison.A!), Part.Packed);
            _code.Write(Instruction.Negative, MaskResult(node), 0, Place.Register(number));
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

    // The whole number that is as good as another in comparison with whole ones.
    internal static int Bound(double number, Op op, bool turned) =>
        (int)Math.Clamp((op == Op.Less) != turned ? Math.Ceiling(number) : Math.Floor(number), int.MinValue, int.MaxValue);

    // The lowest three bits say the same of whole numbers.
    internal static int Predicate(Op op, bool turned, bool not) => (op, turned, not) switch
    {
        (Op.Equal, _, false) => IsEqual,
        (Op.Equal, _, true) => IsNotEqual,
        (Op.Less, false, false) => IsLess,
        (Op.Less, false, true) => IsNotLess,
        (Op.Less, true, false) => IsGreater,
        (Op.Less, true, true) => IsNotGreater,
        (_, false, false) => IsLessOrEqual,
        (_, false, true) => IsNotLessOrEqual,
        (_, true, false) => IsGreaterOrEqual,
        (_, true, true) => IsNotGreaterOrEqual,
    };
}
