using ScenarioSim.Model;
using ScenarioSim.Model.Distributions;
using ScenarioSim.Text;

namespace ScenarioSim.App.Cli;

/// <summary>A very small scenario with one thing of each kind that scenarios are made of: written as a model and not as a file, since reading is what the rehearsal is not to wait for.</summary>
internal static class RehearsedScenario
{
    private const double Week = 7 * Clock.Day;

    private static SourceSpan Nowhere => SourceSpan.None;

    /// <summary>Makes it.</summary>
    public static Scenario Make()
    {
        Expression a = Assumed(0), b = Assumed(1), i = new IndicatorRef(Nowhere, 0), j = new IndicatorRef(Nowhere, 1), lever = new LeverRef(Nowhere, Kind.Word, 0);
        Expression share = Call(Function.Clamp, Times(a, Over(i, Number(10))), Number(0), Number(1));
        Expression three = In(0, 2);
        Track track = Tracked("t", 0,
            State("one", 0, -1, 0, New(0, To(1)) with { On = new Constant(Nowhere, Kind.Date, 4 * Clock.Day) }),
            State("two", 1, -1, 1, New(0, To(2) with { Share = Times(Number(0.5), b), Do = [Change(0, EffectOperator.Subtract, 1)] }, To(0) with { IsRest = true }) with { After = Days(2) }),
            State("three", 2, -1, 3, New(0, To(0)) with { Likelihood = new Standing(Number(0.05), Clock.Day, false), When = Both(More(i, 3), More(new TimeIn(Nowhere, 0), Clock.Day)) }),
            State("inner", 3, 2, 3, New(0, To(4)) with { Likelihood = new Standing(Plus(Number(0.01), Times(Number(0.09), share)), Week, false), Do = [Change(0, EffectOperator.Add, 1), Drawn(1)] }),
            State("other", 4, 2, 4, New(0, To(3)) with { After = new Delay(null, new Pert(Clock.Day, Week, 2 * Week), Nowhere) }));
        Track once = Tracked("q", 1,
            State("pending", 0, -1, 0, New(0, To(1) with { Share = Number(0.6) }, To(2) with { IsRest = true }) with { When = Either(three, Equal(lever, Word(1))), Likelihood = new Standing(Number(0.5), Week, false), Do = [Change(0, EffectOperator.Add, 1)] }),
            State("v", 1, -1, 1), State("w", 2, -1, 2)) with
        { IsBranch = true };
        Track often = Tracked("r", 2,
            State("pending", 0, -1, 0, New(0, To(1)) with { Likelihood = new Standing(Times(Number(0.1), Assumed(3)), Week, true), Do = [Change(1, EffectOperator.Multiply, 1.1)] }),
            State("happened", 1, -1, 1)) with
        { IsBranch = true, Repeats = true };
        return new Scenario
        {
            Title = "Rehearsal",
            About = About.Nothing,
            Clock = new Clock(new DateTime(2022, 1, 1), Clock.Day, 60, new DateTime(2022, 3, 2)),
            Yardstick = "icd203",
            Assumptions =
            [
                Assumption(0, new Beta(3, 2)), Assumption(1, new Pert(0.1, 0.3, 0.6)), Assumption(2, new Uniform(0.55, 0.8)), Assumption(3, new Discrete([1, 2], [0.2, 0.8])),
                Assumption(4, new Mixture([new Model.Distributions.Point(0), MiddleNinety.Between(0.06, 0.3, percentages: true)], [1, 3])),
            ],
            Levers = [new Lever("l", 0, Kind.Word, [0, 1], ["x", "y"], 0, About.Nothing, Nowhere)],
            Words = ["x", "y"],
            Indicators =
            [
                new Indicator { Name = "i", Index = 0, Initial = Number(6), Low = 0, High = 10, Integer = true, About = About.Nothing, Span = Nowhere },
                new Indicator { Name = "j", Index = 1, Initial = Number(1), Low = 0, High = 100, EachStep = Plus(Times(j, Number(0.99)), Times(Assumed(4), Assumed(2))), About = About.Nothing, Span = Nowhere },
            ],
            Tracks = [track, once, often],
            Outcomes =
            [
                new Outcome("bad", 0, new Binary(Nowhere, Kind.Truth, BinaryOperator.GreaterOrEqual, i, Number(7)), true, -1, About.Nothing, Nowhere),
                new Outcome("good", 1, In(1, 1), false, 1, About.Nothing, Nowhere),
                new Outcome("rest", 2, null, false, null, About.Nothing, Nowhere),
            ],
            Measures =
            [
                new Measure("m", 0, Reading.TimeTo, three, About.Nothing, "time_to(t == three)", Nowhere),
                new Measure("n", 1, Reading.Max, i, About.Nothing, "max(i)", Nowhere),
            ],
            Policies = [new Policy { Name = "k", About = About.Nothing, Levers = [0], Sets = [0], Assume = new Distribution?[5], Span = Nowhere }],
            File = new SourceText("rehearsal", ""),
        };
    }

    private static Assumption Assumption(int index, Distribution distribution) =>
        new() { Name = $"a{index}", Index = index, Kind = Kind.Number, Distribution = distribution, Text = "", About = About.Nothing, Span = Nowhere };

    private static Track Tracked(string name, int index, params State[] states) => new() { Name = name, Index = index, About = About.Nothing, States = states, Initial = 0, Span = Nowhere };

    private static State State(string name, int index, int parent, int leaf, params Transition[] transitions) =>
        new() { Name = name, Index = index, Parent = parent, InitialLeaf = leaf, About = About.Nothing, Transitions = transitions, Span = Nowhere };

    private static Transition New(int index, params Target[] targets) => new() { Index = index, About = About.Nothing, Targets = targets, Span = Nowhere };

    private static Target To(int state) => new(state, null, false, [], Nowhere);

    private static Delay Days(double days) => new(new Constant(Nowhere, Kind.Duration, days * Clock.Day), null, Nowhere);

    private static Effect Change(int indicator, EffectOperator how, double amount) => new(indicator, how, Number(amount), null, Nowhere);

    private static Effect Drawn(int indicator) => new(indicator, EffectOperator.Set, null, new Uniform(1, 2), Nowhere);

    private static Constant Number(double value) => new(Nowhere, Kind.Number, value);

    private static Constant Word(int word) => new(Nowhere, Kind.Word, word);

    private static AssumptionRef Assumed(int index) => new(Nowhere, Kind.Number, index);

    private static InState In(int track, int state) => new(Nowhere, track, state);

    private static Call Call(Function function, params Expression[] arguments) => new(Nowhere, Kind.Number, function, arguments);

    private static Binary Plus(Expression left, Expression right) => new(Nowhere, Kind.Number, BinaryOperator.Add, left, right);

    private static Binary Times(Expression left, Expression right) => new(Nowhere, Kind.Number, BinaryOperator.Multiply, left, right);

    private static Binary Over(Expression left, Expression right) => new(Nowhere, Kind.Number, BinaryOperator.Divide, left, right);

    private static Binary Equal(Expression left, Expression right) => new(Nowhere, Kind.Truth, BinaryOperator.Equal, left, right);

    private static Binary Both(Expression left, Expression right) => new(Nowhere, Kind.Truth, BinaryOperator.And, left, right);

    private static Binary Either(Expression left, Expression right) => new(Nowhere, Kind.Truth, BinaryOperator.Or, left, right);

    private static Binary More(Expression left, double right) => new(Nowhere, Kind.Truth, BinaryOperator.Greater, left, new Constant(Nowhere, left.Kind, right));
}
