using ScenarioSim.Language.Expressions;
using ScenarioSim.Model;
using ScenarioSim.Text;

namespace ScenarioSim.Language;

/// <summary>Turns the merged tree of a scenario into the model, and reports every mistake in one go.</summary>
/// <remarks>
/// First the clock and the sources, then the names of everything, then the bodies: so that no order in the file matters.
/// One mistake gives one error: a name whose declaration is in error is poisoned, and its uses stay silent.
/// </remarks>
internal sealed class Binder
{
    private readonly Binding _binding;
    private readonly Fields _top;
    private readonly Naming _naming;
    private readonly TrackDeclarations _declarations;
    private readonly List<Assumption?> _assumptions = [];
    private readonly List<Lever?> _levers = [];
    private readonly List<(ScalarText Name, Fields? Fields)> _indicators = [];
    private readonly List<(ScalarText Name, ScalarText Text)> _definitions = [];
    private readonly List<TrackPlan> _tracks = [];

    private Binder(Binding binding, Fields top)
    {
        _binding = binding;
        _top = top;
        _naming = new Naming(binding);
        _declarations = new TrackDeclarations(binding);
    }

    /// <summary>The scenario; null where there is an error.</summary>
    public static Scenario? Bind(MappingNode tree, SourceText file, IReadOnlyList<SourceText> bases, DiagnosticBag bag)
    {
        var binding = new Binding(file, bag);
        // What is missing is missing in the file that is read, not in its base.
        SourceSpan place = tree.Entries.FirstOrDefault(e => ReferenceEquals(e.Key.Span.File, file))?.Key.Span ?? (bases.Count == 0 ? DistributionBinder.FirstKey(tree) : new SourceSpan(file, 0, 0));
        var top = Fields.Of(tree, KeyCatalogue.File, "the file", place, binding, entry => entry.Key.Value == "remove");
        if (top is null) return null;
        foreach (var stray in top.Unknown.Where(e => e.Key.Value == "remove")) bag.Add(bases.Count == 0 ? Diagnose.RemoveWithoutExtends(stray.Key.Span) : Diagnose.RemoveIsNoList(stray.Value.Place));
        return new Binder(binding, top).Read(bases);
    }

    private Scenario? Read(IReadOnlyList<SourceText> bases)
    {
        var bag = _binding.Bag;
        var clock = HeaderBinder.ReadClock(_top, _binding);
        string yardstick = _top.Choice("yardstick") ?? "icd203";
        DateTime? asOf = _top.Scalar("as_of") is { } date ? ExpressionReader.ReadDate(date, bag) : null;
        _binding.Reader = new ExpressionReader(_binding.Names, clock ?? HeaderBinder.StandIn, yardstick, bag);
        var sources = HeaderBinder.Sources(_top, _binding);
        var about = AboutBinder.Read(_top, _binding);
        Declare();

        var correlations = Beliefs.Correlations(_top, _assumptions, _binding);
        var indicators = _indicators.Select((x, i) => x.Fields is null ? null : Quantities.Indicator(x.Name, i, x.Fields, _binding)).ToList();
        var reader = new TrackBinder(_binding, _tracks);
        var tracks = _tracks.Select(reader.Read).ToList();
        var measures = Outcomes.Measures(_top, _binding);
        var policies = new Policies(_binding, _levers, _assumptions).Read(_top);
        var observations = Outcomes.Observations(_top, clock, _binding);
        var definitions = _definitions.Select((d, i) => new Definition(d.Name.Value, _binding.Reader.Definition(i), d.Text.Value.Trim(), About.Nothing, d.Name.Span)).ToList();
        var outcomes = Outcomes.Read(_top, _binding);

        if (bag.HasErrors || clock is null) return null;
        foreach (var assumption in Whole(_assumptions))
        {
            if (!_binding.Names.IsUsed(assumption.Name)) bag.Add(Diagnose.Unused(assumption.Span, "assumption", assumption.Name));
            if (assumption.About is { Why: null, Sources: [] }) bag.Add(Diagnose.NoGrounds(assumption.Span, assumption.Name));
        }
        foreach (var lever in Whole(_levers).Where(l => !_binding.Names.IsUsed(l.Name))) bag.Add(Diagnose.Unused(lever.Span, "lever", lever.Name));
        foreach (var definition in definitions.Where(d => !_binding.Names.IsUsed(d.Name))) bag.Add(Diagnose.Unused(definition.Span, "definition", definition.Name));
        var scenario = new Scenario
        {
            Title = _top.Text("scenario") ?? about.Title ?? Path.GetFileName(_binding.File.Path),
            About = about,
            Author = _top.Text("author"),
            Version = _top.Text("version"),
            AsOf = asOf,
            Clock = clock,
            Yardstick = yardstick,
            Sources = sources,
            Assumptions = Whole(_assumptions),
            Correlations = correlations,
            Levers = Whole(_levers),
            Indicators = Whole(indicators),
            Definitions = definitions,
            Tracks = Whole(tracks),
            Outcomes = Whole(outcomes),
            Measures = Whole(measures),
            Policies = Whole(policies),
            Observations = Whole(observations),
            Words = [.. _binding.Names.Words],
            File = _binding.File,
            Bases = bases,
        };
        Checker.Check(scenario, _binding.Chances, bag);
        return scenario;
    }

    // In the order of the file, so that the second of two equal names is the one in error.
    private void Declare()
    {
        string[] order = ["assumptions", "levers", "indicators", "define", "tracks", "branches"];
        foreach (string section in order.OrderBy(_top.Position)) Declare(section);
        // A section under an unknown key may have been meant to declare what is used elsewhere.
        foreach (var stranger in _top.Unknown) Section.Poison(stranger.Value, _binding);
        if (!_top.Has("tracks") && !_top.Has("branches") && !_top.HasUnknown) _binding.Bag.Add(Diagnose.NoTracks(_top.Place));
        if (_top.FirstOf("tracks", "branches") is { } empty && IsEmpty("tracks") && IsEmpty("branches")) _binding.Bag.Add(Diagnose.EmptyTracks(empty.Key.Span, empty.Key.Value));
    }

    private bool IsEmpty(string section) => _top.Find(section)?.Value is null or MappingNode { Entries: [] } or { IsNothing: true };

    private void Declare(string section)
    {
        string what = ((NamesShape)KeyCatalogue.File.Find(section)!.Holds).What;
        foreach (var entry in Section.Entries(_top, section, _binding))
        {
            bool takes = _naming.Takes(entry.Key, what);
            switch (section)
            {
                case "assumptions" when takes: _assumptions.Add(Beliefs.Assumption(entry, _binding)); break;
                case "levers" when takes: _levers.Add(Quantities.Lever(entry, _binding)); break;
                case "indicators" when takes: _indicators.Add((entry.Key, Quantities.DeclareIndicator(entry, _binding))); break;
                case "define" when takes: Define(entry); break;
                case "tracks" when takes: AddTrack(_declarations.Track(entry)); break;
                case "branches" when takes: AddTrack(_declarations.Branch(entry)); break;
            }
        }
    }

    private void Define(Entry entry)
    {
        if (entry.Value is ScalarNode { IsNothing: false } scalar)
        {
            _binding.Names.AddDefinition(entry.Key.Value, scalar.Text);
            _definitions.Add((entry.Key, scalar.Text));
            return;
        }
        _binding.Names.Poison(entry.Key.Value);
        if (entry.Value is BrokenNode) return;
        _binding.Bag.Add(entry.Value.IsNothing
            ? Diagnose.NoValue(entry.Key.Span, entry.Key.Value, "an expression")
            : Diagnose.WrongShape(entry.Value.Place, $"definition `{entry.Key.Value}`", "an expression", Shown.Form(entry.Value)));
    }

    private void AddTrack(TrackPlan? plan)
    {
        if (plan is not null) _tracks.Add(plan);
    }

    // Without an error every part is there; a part that is missing all the same is a defect of the reader.
    private static List<T> Whole<T>(IEnumerable<T?> parts)
        where T : class => [.. parts.Select(p => p ?? throw new InvalidOperationException($"a {typeof(T).Name} is missing without an error"))];
}
