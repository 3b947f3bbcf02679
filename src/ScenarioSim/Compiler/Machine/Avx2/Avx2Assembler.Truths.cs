using ScenarioSim.Compiler.Vectors;

namespace ScenarioSim.Compiler.Machine;

/// <content>Truths, in vectors of 32 bits.</content>
internal sealed partial class Avx2Assembler
{
    /// <inheritdoc/>
    protected override void Invert(Node node) => Invert(Mask(node.A!), MaskResult(node));

    /// <inheritdoc/>
    protected override void Combine(Node node)
    {
        if (node.Op == Op.HasSign)
        {
            FindSign(node);
            return;
        }
        Node a = node.A!, b = node.B!;
        if (node.Op == Op.AndNot || (Masks.Of(Normal(a, Part.Packed)) < 0 && Masks.Of(Normal(b, Part.Packed)) >= 0)) (a, b) = (b, a);
        int first = Mask(a);
        Place second = Operand(b, Part.Packed);
        _code.Write(node.Op switch { Op.And => VexInstruction.And, Op.AndNot => VexInstruction.AndNot, _ => VexInstruction.Or }, MaskResult(node), first, second);
    }

    // The upper halves of doubles have their signs.
    private void FindSign(Node node)
    {
        Node number = Order.Real(node.A!);
        int register = MaskResult(node), from = register;
        if (Forms.Of(number) != Form.Wide)
        {
            from = Vector(number, Forms.First(number));
        }
        else
        {
            int low = Vector(number, Part.Low);
            _code.Write(VexInstruction.Pick, register, low, HasHalves ? Operand(number, Part.High) : Place.Register(low), immediate: Odd);
        }
        _code.Write(VexInstruction.ShiftWhole, Arithmetic, register, Place.Register(from), immediate: 31);
    }

    private void Invert(int from, int to) => _code.Write(VexInstruction.Xor, to, from, _code.Short(-1));

    /// <inheritdoc/>
    protected override void Compare(Node node, Node comparison, bool not, Node? and)
    {
        Part part = Forms.Compared(comparison);
        // Taken before what is compared is let go: several instructions follow.
        int to = Masks.Take();
        bool isOpposite = part switch
        {
            Part.Packed => CompareWholes(comparison, not, to, mayBeOpposite: and is not null),
            Part.Floats => CompareNumbers(comparison, not, part, to),
            _ => CompareWide(comparison, not, to),
        };
        if (and is null && isOpposite) Invert(to, to);
        else if (and is not null) _code.Write(isOpposite ? VexInstruction.AndNot : VexInstruction.And, to, to, Operand(and, Part.Packed));
        Masks.Hold(to, new Value(node, Part.Packed));
    }

    // There are instructions for equal and for greater only: whether what has been written is the opposite of what was wanted.
    private bool CompareWholes(Node comparison, bool not, int to, bool mayBeOpposite)
    {
        Node a = Order.Real(comparison.A!), b = Order.Real(comparison.B!);
        bool turned = IsConstant(a);
        if (turned) (a, b) = (b, a);
        if (comparison.Op == Op.Equal)
        {
            if (!turned && !IsHeld(a, Part.Packed) && IsHeld(b, Part.Packed)) (a, b) = (b, a);
            int first = Vector(a, Part.Packed);
            _code.Write(VexInstruction.EqualWholes, to, first, Operand(b, Part.Packed));
            return not;
        }
        if (!IsConstant(b))
        {
            // a < b as b > a, and a <= b as not a > b.
            bool isLess = comparison.Op == Op.Less;
            if (isLess) (a, b) = (b, a);
            int first = Vector(a, Part.Packed);
            _code.Write(VexInstruction.GreaterWholes, to, first, Operand(b, Part.Packed));
            return isLess == not;
        }
        // Against a whole number: above it, or below.
        int bound = Forms.Of(a) == Form.Whole ? Bound(b.Number, comparison.Op, turned) : Packed(b.Number);
        bool isAbove = turned;
        if (comparison.Op == Op.LessOrEqual) bound = Next(bound, turned ? -1 : 1);
        if (not) (isAbove, bound) = (!isAbove, Next(bound, isAbove ? 1 : -1));
        int number = Vector(a, Part.Packed);
        if (isAbove)
        {
            _code.Write(VexInstruction.GreaterWholes, to, number, _code.Short(bound));
            return false;
        }
        if (bound == 0)
        {
            // Its sign in every bit.
            _code.Write(VexInstruction.ShiftWhole, Arithmetic, to, Place.Register(number), immediate: 31);
            return false;
        }
        if (mayBeOpposite)
        {
            _code.Write(VexInstruction.GreaterWholes, to, number, _code.Short(Next(bound, -1)));
            return true;
        }
        _code.Write(VexInstruction.Load, to, 0, _code.Short(bound));
        _code.Write(VexInstruction.GreaterWholes, to, to, Place.Register(number));
        return false;
    }

    private bool CompareNumbers(Node comparison, bool not, Part part, int to)
    {
        Node a = Order.Real(comparison.A!), b = Order.Real(comparison.B!);
        bool turned = !IsConstant(b) && (IsConstant(a) || (!IsHeld(a, part) && IsHeld(b, part)));
        if (turned) (a, b) = (b, a);
        int first = Vector(a, part);
        _code.Write(part == Part.Floats ? VexInstruction.CompareFloats : VexInstruction.Compare, to, first, Operand(b, part), immediate: Predicate(comparison.Op, turned, not));
        return false;
    }

    private bool CompareWide(Node comparison, bool not, int to)
    {
        CompareNumbers(comparison, not, Part.Low, to);
        if (!HasHalves) return false;
        int high = Masks.Take();
        CompareNumbers(comparison, not, Part.High, high);
        _code.Write(VexInstruction.Pick, to, to, Place.Register(high), immediate: Even);
        return false;
    }

    // Bounds have room on both sides.
    private static int Next(int bound, int by) => (int)Math.Clamp((long)bound + by, int.MinValue, int.MaxValue);
}
