using ScenarioSim.Language;
using ScenarioSim.Language.Expressions;
using ScenarioSim.Model;
using ScenarioSim.Model.Distributions;
using ScenarioSim.Text;

namespace ScenarioSim.Tests.Language.Expressions;

/// <summary>A small world of names, to read single scalars in: each is a file of its own, called <c>x</c>.</summary>
internal sealed class Sheet
{
    private readonly List<(string Name, Kind Kind, string[] Words)> _assumptions =
    [
        ("resolve", Kind.Number, []), ("flexibility", Kind.Number, []), ("lag", Kind.Duration, []), ("onset", Kind.Date, []),
        ("intent", Kind.Word, ["signal", "coerce", "seize"]), ("declared", Kind.Word, ["signal", "coerce"]), ("surprise", Kind.Truth, []),
    ];

    private readonly List<(string Name, Kind Kind, string[] Words)> _levers =
        [("posture", Kind.Word, ["deter", "reassure", "hide"]), ("aid", Kind.Number, []), ("window", Kind.Duration, [])];

    private readonly string[] _indicators = ["tension", "hope"];

    private readonly List<(string Name, (string Name, int Parent)[] States, bool IsBranch, bool Repeats)> _tracks =
    [
        ("geneva", [("scheduled", -1), ("talks", -1), ("opening", 1), ("drafting", 1), ("progress", -1), ("stalemate", -1), ("open", -1), ("rest", -1), ("date", -1)], false, false),
        ("theatre", [("standoff", -1), ("invasion", -1)], false, false),
        ("sanctions", [("pending", -1), ("targeted", -1), ("severe", -1)], true, false),
        ("leak", [("pending", -1), ("happened", -1)], true, false),
        ("drill", [("pending", -1), ("happened", -1)], true, true),
        ("clash", [("pending", -1), ("minor", -1), ("severe", -1)], true, true),
    ];

    private ExpressionReader? _reader;

    /// <summary>Start on 29 December 2021, steps of a day.</summary>
    public Clock Clock { get; init; } = new(new DateTime(2021, 12, 29), Clock.Day, 92, new DateTime(2022, 3, 31));

    public NameTable Names { get; } = new();

    public DiagnosticBag Bag { get; } = new();

    public string Yardstick { get; init; } = "icd203";

    public Sheet()
    {
        foreach (var a in _assumptions) Names.AddAssumption(a.Name, a.Kind, a.Words);
        foreach (var l in _levers) Names.AddLever(l.Name, l.Kind, l.Words);
        foreach (string i in _indicators) Names.AddIndicator(i);
        foreach (var t in _tracks) Names.AddTrack(t.Name, t.States, t.IsBranch, t.Repeats);
        foreach (string word in _assumptions.Concat(_levers).SelectMany(n => n.Words)) Names.Word(word);
    }

    public ExpressionReader Reader => _reader ??= new ExpressionReader(Names, Clock, Yardstick, Bag);

    public Sheet Define(string name, string text)
    {
        Names.AddDefinition(name, Scalar(text, name));
        return this;
    }

    public static ScalarText Scalar(string text, string file = "x", bool inFlow = false)
    {
        var source = new SourceText(file, text);
        return new ScalarText(text, new SourceSpan(source, 0, text.Length), InFlow: inFlow);
    }

    /// <summary>The expression as the printer writes it, and its kind; or the diagnostics.</summary>
    public string Read(string text, Scope scope = Scope.World) =>
        Reader.ReadAny(Scalar(text), scope) is { } e && !Bag.HasErrors ? $"{Print(e)} : {e.Kind}" : Problems();

    /// <summary>The expression with definitions put in.</summary>
    public string Print(Expression e) => ExpressionText.Print(e, Scenario(), expand: true);

    /// <summary>A distribution with its kind, as it prints itself.</summary>
    public string Distribution(string text, Wanted? wanted = null) => Show(Reader.ReadDistribution(Scalar(text), wanted));

    public string Show(KindedDistribution? d) => d is not null && !Bag.HasErrors ? $"{d.Distribution} : {d.Kind}" : Problems();

    public string Problems() => DiagnosticText.Render(Bag.ToList());

    public Scenario Scenario() => new()
    {
        Title = "",
        About = About.Nothing,
        Clock = Clock,
        Yardstick = Yardstick,
        File = new SourceText("", ""),
        Assumptions = [.. _assumptions.Select((a, i) => new Assumption { Name = a.Name, Index = i, Kind = a.Kind, Distribution = new Point(0), Text = "", About = About.Nothing, Span = SourceSpan.None })],
        Levers = [.. _levers.Select((l, i) => new Lever(l.Name, i, l.Kind, [], [], 0, About.Nothing, SourceSpan.None))],
        Indicators = [.. _indicators.Select((n, i) => new Indicator { Name = n, Index = i, Initial = new Constant(SourceSpan.None, Kind.Number, 0), About = About.Nothing, Span = SourceSpan.None })],
        Tracks = [.. _tracks.Select((t, i) => Track(t, i))],
        Outcomes = [],
        Policies = [],
        Words = Names.Words,
    };

    private static Track Track((string Name, (string Name, int Parent)[] States, bool IsBranch, bool Repeats) t, int index) => new()
    {
        Name = t.Name,
        Index = index,
        About = About.Nothing,
        IsBranch = t.IsBranch,
        Repeats = t.Repeats,
        Initial = 0,
        Span = SourceSpan.None,
        States = [.. t.States.Select((s, i) => new State { Name = s.Name, Index = i, Parent = s.Parent, InitialLeaf = i, About = About.Nothing, Transitions = [], Span = SourceSpan.None })],
    };
}
