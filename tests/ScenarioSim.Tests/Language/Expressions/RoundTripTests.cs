using FsCheck;
using FsCheck.Xunit;
using ScenarioSim.Language.Expressions;
using ScenarioSim.Model;
using Xunit;

namespace ScenarioSim.Tests.Language.Expressions;

public class RoundTripTests
{
    // Constants are folded when they are read, so the value is compared, bit for bit, and not the tree.
    [Property(MaxTest = 2000)]
    public bool What_is_printed_is_read_as_the_same_expression(DoNotSize<int> seed)
    {
        var random = new Random(seed.Item);
        var sheet = new Sheet();
        Expression written = random.Next(2) == 0 ? Expressions.Number(random, 5) : Expressions.Truth(random, 5);
        string text = sheet.Print(written);
        Expression? read = sheet.Reader.ReadAny(Sheet.Scalar(text), Scope.World);
        if (read is null) return sheet.Bag.ToList().All(d => d.Code == "SCN0336") ? true : throw new InvalidOperationException(sheet.Problems());
        for (int i = 0; i < 10; i++)
        {
            var world = new ChanceWorld(random, _ => new(0, 1), _ => new(1, 4), _ => new(-5, 5), sheet.Clock);
            var evaluator = new Evaluator(sheet.Clock, new HashSet<Expression>(ReferenceEqualityComparer.Instance));
            double first = evaluator.Value(written, world);
            double second = evaluator.Value(read, world);
            if (BitConverter.DoubleToInt64Bits(first) != BitConverter.DoubleToInt64Bits(second)) throw new InvalidOperationException($"{text}\n{sheet.Print(read)}\n{first:R} {second:R}");
        }
        return true;
    }

    [Fact]
    public void A_sum_of_100000_terms_is_read_and_printed()
    {
        string text = string.Join(" + ", Enumerable.Repeat("resolve * 2", 100_000));
        var sheet = new Sheet();
        Expression sum = sheet.Reader.ReadAny(Sheet.Scalar(text), Scope.World)!;
        Assert.Equal(text, sheet.Print(sum));
    }

    [Fact]
    public void Parentheses_nest_200_deep_and_not_deeper()
    {
        string Nested(int depth) => new string('(', depth) + "hope" + new string(')', depth);
        Assert.Equal("hope : Number", new Sheet().Read(Nested(200)));
        Assert.StartsWith("error SCN0310: parentheses nest more than 200 deep here\n  --> x:1:201\n", new Sheet().Read(Nested(201)));
    }

    [Theory]
    [InlineData("-", 100_000)]
    [InlineData("not ", 100_000)]
    [InlineData("2 ^ ", 100_000)]
    [InlineData("if leak then 1 else ", 100_000)]
    [InlineData("(1 + 2 * -hope ^ ", 100_000)]
    [InlineData("min(", 100_000)]
    public void What_nests_without_end_is_an_error_and_not_an_end_of_the_program(string piece, int times)
    {
        string read = "";
        var thread = new Thread(() => read = new Sheet().Read(string.Concat(Enumerable.Repeat(piece, times))), maxStackSize: 512 * 1024);
        thread.Start();
        thread.Join();
        Assert.StartsWith("error SCN031", read);
    }
}
