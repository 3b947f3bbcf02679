using ScenarioSim.Model;
using ScenarioSim.Model.Distributions;
using ScenarioSim.Results;
using ScenarioSim.Text;

namespace ScenarioSim.Tests.Reports;

/// <summary>A small scenario made by hand, with names that are hard on every format, and what might have been found about it.</summary>
internal static class Sample
{
    private const string FileText = """
        tracks:
          geneva: { on: 2022-01-10, chance: 8% * flexibility per week, after: 2 days, share: 60%, do: tension += 1 }
        """;

    public static SourceText File { get; } = new("crisis.yaml", FileText);

    public static Scenario Scenario { get; } = Make();

    public static SimulationResults Results { get; } = Find(Scenario.Policies[0], 0.3, 29_600);

    public static SourceSpan At(string text) => new(File, FileText.IndexOf(text, StringComparison.Ordinal), text.Length);

    public static Diagnostic Remark(Severity severity) => new("SCN0412", severity, At("geneva"), "track `geneva` is a sample", Help: "nothing to do");

    /// <summary>Results of a policy in which the first outcome has this share.</summary>
    public static SimulationResults Find(Policy policy, double share, long runs) => new()
    {
        Scenario = Scenario,
        Policy = policy,
        Engine = "kernel",
        Seed = 1,
        Runs = 100_000,
        Confidence = 0.95,
        Elapsed = TimeSpan.FromSeconds(0.2104),
        Outcomes = [Outcome(0, runs, share), Outcome(1, 100_000 - runs, 1 - share)],
        Measures =
        [
            new MeasureResult(Scenario.Measures[0], runs, share, 38.123, 20.25, 37.9, 38.3, Quantiles(6, 21, 37, 54, 73), []) { ShareLow = share - 0.003, ShareHigh = share + 0.003 },
            new MeasureResult(Scenario.Measures[1], 100_000, 1, 7.9, 1.2, 7.89, 7.91, Quantiles(6, 7, 8, 9, 10), [new(6, 6, 5_500), new(7, 7, 30_000), new(8, 8, 35_000), new(9, 9, 20_000), new(10, 10, 9_500)]) { QuantileLevel = 0.95 },
            new MeasureResult(Scenario.Measures[2], 0, 0, double.NaN, double.NaN, null, null, [], []) { ShareLow = 0, ShareHigh = 0.00004 },
        ],
        Tracks =
        [
            new TrackResult(Scenario.Tracks[0], [[1, 0.25, 0], [0, 0.75, 1], [0, 0.5, 0.125], [0, 0.25, 0.875]]),
            new TrackResult(Scenario.Tracks[1], [[1, 1, 1], [0, 0, 0]]),
        ],
        Assumptions =
        [
            new AssumptionResult(Scenario.Assumptions[0], 0.6, Quantiles(0.25, 0.5, 0.61, 0.74, 0.9), []),
            new AssumptionResult(Scenario.Assumptions[1], 2.5 * Clock.Day, Quantiles(Clock.Day, 2 * Clock.Day, 2.5 * Clock.Day, 3 * Clock.Day, 4 * Clock.Day), []),
            new AssumptionResult(Scenario.Assumptions[2], 5 * Clock.Day, Quantiles(Clock.Day, 3 * Clock.Day, 5 * Clock.Day, 7 * Clock.Day, 9 * Clock.Day), []),
            new AssumptionResult(Scenario.Assumptions[3], double.NaN, [], [new Bin(0, 0, 25_000), new Bin(1, 1, 75_000)]) { Shares = [(0, 0.25), (1, 0.75)] },
        ],
        Value = new ValueResult(-100 * share, (-100 * share) - 0.2, (-100 * share) + 0.2),
        Counted = [new CountedResult(new CountedSite(0, CountedReason.ChanceClamped, At("8% * flexibility")), 1204, 17, 2, 1.12)],
    };

    public static Story Story { get; } = new()
    {
        Scenario = Scenario,
        Policy = Scenario.Policies[0],
        Run = 48_213,
        Seed = 1,
        Assumptions = [0.71, 3 * Clock.Day, 12 * Clock.Day, 1],
        Events =
        [
            new StoryEvent(1, Scenario.Tracks[0], "scheduled", "plenary", "convene", "on 2022-01-10", null, [new StoryEffect(Scenario.Indicators[0], 6, 7)], ["cns"]),
            new StoryEvent(2, Scenario.Tracks[0], "plenary", "side, talks", null, "8% * flexibility per week, when tension > 3", 0.0117, [], []),
            new StoryEvent(2, Scenario.Tracks[1], "pending", "happened", null, "50% per week", 0.094, [], []),
        ],
        Outcome = Scenario.Outcomes[0],
        LastStep = 2,
        Measures = [2, 7, double.NaN],
    };

    /// <summary>Both policies; the difference in the second outcome cannot be told from zero.</summary>
    public static ComparisonResults Comparison { get; } = new()
    {
        Items = [new ComparedItem("threaten", Results), new ComparedItem("preempt", Find(Scenario.Policies[1], 0.265, 26_500))],
        Baseline = 0,
        OutcomeNames = ["invasion", "other"],
        Differences = [new OutcomeDifference(1, "invasion", -0.0312, -0.0318, -0.0306, 0.011, 0.042), new OutcomeDifference(1, "other", 0.0002, -0.0004, 0.0008, 0.04, 0.0398)],
        Measures =
        [
            new MeasureDifference(1, "days_to_invasion", -1.65, -1.71, -1.59) { Share = 0.19, Mean = 61.8, BaselineMean = 63.45 },
            new MeasureDifference(1, "peak_tension", 0.31, 0.3, 0.32) { Share = 1, Mean = 6.31, BaselineMean = 6 },
        ],
        Happenings = [new HappeningDifference(1, "days_to_invasion", -0.0312, -0.0318, -0.0306) { Share = 0.265, BaselineShare = 0.2962, Into = 0.011, OutOf = 0.0422 }],
        Values = [new ValueDifference(1, 2.8, 2.7, 2.9)],
        WorldsThatChange = [new WorldsThatChange(1, 0.071, [[0.2, 0.1], [0.05, 0.65]], [3, 9])],
    };

    private static OutcomeResult Outcome(int index, long runs, double share) =>
        new(Scenario.Outcomes[index], runs, share, share - 0.0028, share + 0.0028, [0, share / 2, share], [1, 2], []);

    private static (double, double)[] Quantiles(double a, double b, double c, double d, double e) => [(0.05, a), (0.25, b), (0.5, c), (0.75, d), (0.95, e)];

    private static Scenario Make() => new()
    {
        Title = "Crisis \"A\" | <draft>",
        About = About.Nothing,
        Clock = new Clock(new DateTime(2022, 1, 9), Clock.Day, 2, new DateTime(2022, 1, 11)),
        Yardstick = "icd203",
        Assumptions = [Drawn(0, "resolve", Kind.Number), Drawn(1, "lag", Kind.Duration), Drawn(2, "summit", Kind.Date), Drawn(3, "intent", Kind.Word)],
        Indicators = [new Indicator { Name = "tension", Index = 0, Initial = Number(6), About = About.Nothing, Span = At("tension") }],
        Tracks = [Geneva(), Branch()],
        Outcomes =
        [
            new Outcome("invasion", 0, Number(1), true, -100, new About { Title = "Full-scale invasion, of a kind whose name has no end that fits in here" }, At("geneva")),
            new Outcome("other", 1, null, false, null, About.Nothing, At("geneva")),
        ],
        Measures =
        [
            new Measure("days_to_invasion", 0, Reading.TimeTo, Number(1), About.Nothing, "time_to(...)", At("geneva")),
            new Measure("peak_tension", 1, Reading.Max, Number(1), About.Nothing, "max(tension)", At("geneva")),
            new Measure("days_to_peace", 2, Reading.TimeTo, Number(0), About.Nothing, "time_to(false)", At("geneva")),
        ],
        Policies = [Policy("threaten", "Threaten only"), Policy("preempt", null)],
        Words = ["signal", "coerce"],
        File = File,
        Bases = [new SourceText("base.yaml", "")],
    };

    private static Track Geneva() => new()
    {
        Name = "geneva",
        Index = 0,
        About = new About { Title = "Talks; in \"Geneva\"" },
        States =
        [
            State(0, "scheduled", -1, 0, [Move(0, "convene", 1) with { On = new Constant(At("2022-01-10"), Kind.Date, 0), Do = [Tension()] }]),
            State(1, "talks", -1, 2, [Split(0)]) with { Enter = [Tension()], Exit = [Tension()] },
            State(2, "plenary", 1, 2, [Move(0, null, 3) with { Likelihood = new Standing(Words("8% * flexibility"), 7 * Clock.Day, false) }]),
            State(3, "side, talks", 1, 3, []),
        ],
        Initial = 0,
        Span = At("geneva"),
    };

    private static Track Branch() => new()
    {
        Name = "sanctions",
        Index = 1,
        About = About.Nothing,
        IsBranch = true,
        Repeats = true,
        States = [State(0, "pending", -1, 0, [Move(0, null, 1) with { Likelihood = new Toss(Words("60%")), After = new Delay(null, null, At("2 days")) }]), State(1, "happened", -1, 1, [])],
        Initial = 0,
        Span = At("geneva"),
    };

    private static State State(int index, string name, int parent, int leaf, Transition[] transitions) =>
        new() { Name = name, Index = index, Parent = parent, InitialLeaf = leaf, About = About.Nothing, Transitions = transitions, Span = At("geneva") };

    private static Transition Move(int index, string? name, int to) =>
        new() { Index = index, About = new About { Name = name }, Targets = [new Target(to, null, false, [], At("geneva"))], Span = At("geneva") };

    private static Transition Split(int index) => Move(index, null, 0) with
    {
        After = new Delay(Words("2 days"), null, At("2 days")),
        Targets = [new Target(0, Words("60%"), false, [Tension()], At("geneva")), new Target(3, null, true, [], At("geneva"))],
    };

    private static Effect Tension() => new(0, EffectOperator.Add, Number(1), null, At("tension += 1"));

    private static Constant Number(double value) => new(At("geneva"), Kind.Number, value);

    private static Constant Words(string text) => new(At(text), Kind.Number, 0);

    private static Policy Policy(string name, string? title) =>
        new() { Name = name, About = new About { Title = title }, Levers = [], Sets = [], Assume = [null, null, null, null], Span = At("geneva") };

    private static Assumption Drawn(int index, string name, Kind kind) => new()
    {
        Name = name,
        Index = index,
        Kind = kind,
        Distribution = new Fixed(),
        Text = "beta(3, 2)",
        About = new About { Sources = ["cns"], Confidence = Confidence.Low },
        Span = At("geneva"),
    };

    // Reports ask no distribution anything.
    private sealed record Fixed : Distribution
    {
        public override double Mean => 0;

        public override double Low => 0;

        public override double High => 0;

        public override bool IsContinuous => false;

        public override double Quantile(double p) => 0;

        public override double Cdf(double x) => 1;

        public override double Density(double x) => 1;
    }
}
