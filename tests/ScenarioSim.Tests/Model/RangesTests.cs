using FsCheck.Xunit;
using ScenarioSim.Language.Expressions;
using ScenarioSim.Model;
using ScenarioSim.Tests.Language.Expressions;
using Xunit;

namespace ScenarioSim.Tests.Model;

public class RangesTests
{
    private static readonly Interval[][] Bounds =
    [
        [new(0, 1), new(0.1, 0.6)], [new(1, 4), new(-3, 3)], [new(0, 10), new(0, double.PositiveInfinity)],
        [new(-1, 1), Interval.Whole], [new(-0.5, -0.25), new(2, 2)], [new(0, 0), new(1e-5, 1e5)],
    ];

    // What can be, for an index, in one of several worlds.
    private static Func<int, Interval> Of(Random random)
    {
        Interval[][] chosen = [.. Enumerable.Range(0, 4).Select(_ => Bounds[random.Next(Bounds.Length)])];
        return index => chosen[index % 4][index % 2];
    }

    [Property(MaxTest = 1000)]
    public bool Every_value_lies_in_its_range_and_only_what_can_fail_fails(FsCheck.DoNotSize<int> seed)
    {
        var random = new Random(seed.Item);
        var clock = new Sheet().Clock;
        (Func<int, Interval> assumption, Func<int, Interval> lever, Func<int, Interval> indicator) = (Of(random), Of(random), Of(random));
        Expression expression = random.Next(2) == 0 ? Expressions.Number(random, 5) : Expressions.Truth(random, 5);
        var ranges = new Ranges(clock, assumption, lever, indicator);
        for (int i = 0; i < 10; i++)
        {
            var world = new ChanceWorld(random, assumption, lever, indicator, clock);
            foreach (Expression node in ExpressionTree.Nodes([expression]))
            {
                double value = new Evaluator(clock, new HashSet<Expression>(ReferenceEqualityComparer.Instance)).Value(node, world);
                Interval range = ranges.Of(node);
                if (!range.Contains(value)) throw new InvalidOperationException($"{new Sheet().Print(node)} gives {value:R}, which is not in {range}");
                if (world.Failed.Contains(node) && !ranges.CanFail(node)) throw new InvalidOperationException($"{new Sheet().Print(node)} fails");
            }
        }
        return true;
    }

    private static (Interval Values, bool CanFail) Of(string text)
    {
        var sheet = new Sheet();
        Expression expression = sheet.Reader.ReadAny(Sheet.Scalar(text), Scope.World) ?? throw new InvalidOperationException(sheet.Problems());
        var ranges = new Ranges(sheet.Clock, i => i == 0 ? new(0, 1) : new(0.1, 0.6), _ => new(1, 4), i => i == 0 ? new(0, 10) : Interval.Whole);
        return (ranges.Of(expression), ranges.CanFail(expression));
    }

    [Theory]
    [InlineData("1 - resolve", 0, 1, false)]
    [InlineData("tension / 10", 0, 1, false)]
    [InlineData("resolve * tension", 0, 10, false)]
    [InlineData("1 / flexibility", 1 / 0.6, 10, false)]
    [InlineData("1 / tension", 0, double.PositiveInfinity, true)]
    [InlineData("sqrt(tension)", 0, 3.1622776601683795, false)]
    [InlineData("sqrt(tension - 1)", 0, 3, true)]
    [InlineData("hope + 1", double.NegativeInfinity, double.PositiveInfinity, true)]
    [InlineData("clamp(hope, 0, 5)", 0, 5, false)]
    [InlineData("min(hope, 3)", double.NegativeInfinity, 3, false)]
    [InlineData("abs(tension - 4)", 0, 6, false)]
    [InlineData("if tension > 20 then hope else resolve", 0, 1, false)]
    [InlineData("count(tension >= 0, tension > 20, leak)", 1, 2, false)]
    [InlineData("day", 0, 92, false)]
    [InlineData("tension < 11", 1, 1, false)]
    [InlineData("round(resolve * 3)", 0, 3, false)]
    public void Ranges_are_as_narrow_as_one_would_say(string text, double low, double high, bool canFail) => Assert.Equal((new Interval(low, high), canFail), Of(text));

    [Fact]
    public void A_sum_of_100000_terms_needs_no_stack()
    {
        (Interval values, bool canFail) = Of(string.Join(" + ", Enumerable.Repeat("resolve", 100_000)));
        Assert.Equal((new Interval(0, 100_000), false), (values, canFail));
    }
}
