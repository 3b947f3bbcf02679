using ScenarioSim.Model;
using ScenarioSim.Text;

namespace ScenarioSim.Language.Expressions;

/// <content>Names, and definitions put in where they are used.</content>
internal sealed partial class ExpressionBinder
{
    private static readonly string[] Values = ["day", "date", "step", "true", "false"];

    // Beyond so many definitions no circle is looked for: a file of thousands would make every mistake dear.
    private const int MostInCircle = 2_000;

    private readonly Dictionary<int, Meaning> _meanings = [];

    // The members of circles that have been reported.
    private readonly HashSet<int> _circular = [];

    // What is known of a definition: its syntax, and what it is by itself.
    private sealed class Meaning
    {
        public Syntax? Syntax { get; init; }

        public bool IsBound { get; set; }

        public Expression? Bound { get; set; }

        public int Depth { get; set; }

        public SourceSpan? Varies { get; set; }
    }

    private Expression? Name(NameSyntax name, Place place)
    {
        // In vain given to something else.
        if (Values.Contains(name.Name) && names.Find(name.Name) is PoisonedSymbol) return null;
        switch (name.Name)
        {
            case "true": return new Constant(name.Span, Kind.Truth, 1);
            case "false": return new Constant(name.Span, Kind.Truth, 0);
            case "step": return new Constant(name.Span, Kind.Duration, clock.StepSeconds);
            case "day": return Changes(name, place) ? null : new DayRef(name.Span);
            case "date": return Changes(name, place) ? null : new DateRef(name.Span);
        }
        Symbol? symbol = names.Find(name.Name);
        if (symbol is not null) Use(symbol);
        switch (symbol)
        {
            case null: return Fail(place.Scope == Scope.Constant ? Diagnose.NotConstant(name.Span, name.Name, InFigures(name.Name)) : Unknown(name));
            case PoisonedSymbol: return null;
            case DefinitionSymbol definition: return PutIn(definition, name, place);
            case IndicatorSymbol i: return Changes(name, place) ? null : new IndicatorRef(name.Span, i.Index);
            case TrackSymbol track: return Changes(name, place) ? null : Alone(track, name);
        }
        if (place.Scope == Scope.Constant) return Fail(Diagnose.NotConstant(name.Span, name.Name));
        return symbol is AssumptionSymbol a ? new AssumptionRef(name.Span, a.Kind, a.Index)
            : symbol is LeverSymbol l ? new LeverRef(name.Span, l.Kind, l.Index)
            : null;
    }

    private void Use(Symbol symbol)
    {
        if (NotesUses) names.Use(symbol.Name);
    }

    // What changes in a run may stand only where a run is looked at.
    private bool Changes(NameSyntax name, Place place)
    {
        if (place.Scope == Scope.World) return false;
        bag.Add(place.Scope == Scope.Constant ? Diagnose.NotConstant(name.Span, name.Name, Units.IsUnit(name.Name) ? InFigures(name.Name) : null) : Diagnose.NotStatic(name.Span, name.Name, null));
        return true;
    }

    // A branch alone: it has happened, or (where it repeats) has happened at least once.
    private Expression? Alone(TrackSymbol track, NameSyntax name)
    {
        if (!track.IsBranch) return Fail(Diagnose.TrackAlone(name.Span, track.Name, track.States));
        if (track.Repeats)
        {
            var visits = new Visits(name.Span, track.Index, Happenings(track));
            return new Binary(name.Span, Kind.Truth, BinaryOperator.GreaterOrEqual, visits, new Constant(name.Span, Kind.Number, 1));
        }
        return new Unary(name.Span, Kind.Truth, UnaryOperator.Not, new InState(name.Span, track.Index, track.Find("pending")));
    }

    private static List<int> Happenings(TrackSymbol branch) => [.. Enumerable.Range(0, branch.States.Count).Where(s => branch.States[s] != "pending")];

    private Expression? PutIn(DefinitionSymbol definition, NameSyntax use, Place place)
    {
        if (definition.Index >= place.Earlier) return Later(definition, use, place.Earlier);
        if (place.Scope == Scope.Constant) return PutInConstant(definition, use);
        Meaning meaning = Bound(definition);
        if (meaning.Bound is not { } bound) return null;
        if (_depth + meaning.Depth > Deepest) return Fail(Diagnose.NestsTooDeeply(use.Span, Deepest));
        _deepest = Math.Max(_deepest, _depth + meaning.Depth);
        if (place.Scope != Scope.Static) return bound;
        meaning.Varies ??= Varying(bound) ?? SourceSpan.None;
        return meaning.Varies == SourceSpan.None ? bound : Fail(Diagnose.NotStatic(use.Span, use.Name, meaning.Varies));
    }

    private Expression? Later(DefinitionSymbol definition, NameSyntax use, int user)
    {
        if (definition.Index == user) return Fail(Diagnose.LaterDefinition(use.Span, definition.Name, isSelf: true));
        if (Circle(definition.Index, user) is not { } circle) return Fail(Diagnose.LaterDefinition(use.Span, definition.Name, isSelf: false));
        // A circle is one mistake, whichever of its members is read first.
        if (!circle.Exists(d => _circular.Contains(d.Index))) bag.Add(Diagnose.CircularDefinitions(circle[0].Text.Span, [.. circle.Select(d => (d.Name, d.Text.Span))]));
        _circular.UnionWith(circle.Select(d => d.Index));
        return null;
    }

    // The shortest way back from a definition to the one that uses it, the uppermost first; null where there is none, or none among so many.
    private List<DefinitionSymbol>? Circle(int from, int user)
    {
        var cameFrom = new Dictionary<int, int> { [from] = user };
        var queue = new Queue<int>([from]);
        while (cameFrom.Count < MostInCircle && queue.TryDequeue(out int at))
        {
            foreach (int next in Uses(names.Definitions[at]).Where(next => cameFrom.TryAdd(next, at)))
            {
                if (next != user)
                {
                    queue.Enqueue(next);
                    continue;
                }
                var circle = new List<DefinitionSymbol>();
                for (int i = at; i != user; i = cameFrom[i]) circle.Insert(0, names.Definitions[i]);
                circle.Insert(0, names.Definitions[user]);
                int top = circle.IndexOf(circle.MinBy(d => d.Index)!);
                return [.. circle.Skip(top), .. circle.Take(top)];
            }
        }
        return null;
    }

    private IEnumerable<int> Uses(DefinitionSymbol definition)
    {
        var left = new Stack<Syntax?>([MeaningOf(definition).Syntax]);
        while (left.TryPop(out Syntax? syntax))
        {
            switch (syntax)
            {
                case NameSyntax name when names.Find(name.Name) is DefinitionSymbol used: yield return used.Index; break;
                case UnarySyntax u: left.Push(u.Operand); break;
                case BinarySyntax b:
                    left.Push(b.Left);
                    // Right of a track stands a state, right of a word one of its words.
                    if (b.Right is not NameSyntax || !IsComparison(b.Operator)) left.Push(b.Right);
                    break;
                case InSyntax i: left.Push(i.Value); break;
                case IfSyntax f:
                    foreach (var part in new[] { f.If, f.Then, f.Else }) left.Push(part);
                    break;
                case CallSyntax c:
                    foreach (var argument in c.Arguments) left.Push(argument);
                    break;
            }
        }
    }

    private static bool IsComparison(BinaryOperator op) => op is BinaryOperator.Equal or BinaryOperator.NotEqual;

    // Parameters are read before the names are known that a definition may use, so it is looked at on its own, and nothing is remembered.
    private Expression? PutInConstant(DefinitionSymbol definition, NameSyntax use)
    {
        var unheard = new DiagnosticBag();
        var other = new ExpressionBinder(names, clock, unheard) { NotesUses = NotesUses };
        Syntax? syntax = MeaningOf(definition).Syntax;
        if (syntax is null) return null;
        return other.Bind(syntax, new Place(Scope.Constant, definition.Index)) as Constant ?? Fail(Diagnose.NotConstant(use.Span, use.Name));
    }

    private Meaning MeaningOf(DefinitionSymbol definition)
    {
        if (_meanings.TryGetValue(definition.Index, out Meaning? meaning)) return meaning;
        return _meanings[definition.Index] = new Meaning { Syntax = Parser.ParseWhole(definition.Text, bag) };
    }

    // Bound once, by itself, and shared by all uses.
    private Meaning Bound(DefinitionSymbol definition)
    {
        Meaning meaning = MeaningOf(definition);
        if (meaning.IsBound || meaning.Syntax is null) return meaning;
        (int depth, int deepest, bool isDead) = (_depth, _deepest, _isDead);
        (_depth, _deepest, _isDead) = (0, 0, false);
        meaning.Bound = Bind(meaning.Syntax, new Place(Scope.World, definition.Index));
        (meaning.Depth, meaning.IsBound) = (_deepest, true);
        (_depth, _deepest, _isDead) = (depth, deepest, isDead);
        return meaning;
    }

    /// <summary>What a definition means by itself; what no expression uses is checked now.</summary>
    public Expression? DefinitionAlone(DefinitionSymbol definition)
    {
        Meaning meaning = MeaningOf(definition);
        // A name put in for a track, a state or a word has no kind of its own; where it is used, that use was checked.
        if (!meaning.IsBound && names.IsUsed(definition.Name) && meaning.Syntax is NameSyntax or IfSyntax) return null;
        NotesUses = false;
        Expression? bound = Bound(definition).Bound;
        NotesUses = true;
        return bound;
    }

    private static SourceSpan? Varying(Expression expression) =>
        ExpressionTree.Nodes([expression]).FirstOrDefault(e => e is IndicatorRef or DayRef or DateRef or InState or Model.TimeIn or Visited or Visits)?.Span;

    // A word that names nothing, where only a constant may stand.
    private static string InFigures(string word) =>
        (Units.IsUnit(word) ? word : Units.OfAdverb(word)) is { } unit ? $"write `1 {unit}`" : "a number, a percentage, a duration and a date are written in figures: `0.5`, `40%`, `2 weeks`, `2022-01-12`";

    private Diagnostic Unknown(NameSyntax name)
    {
        foreach (Symbol symbol in names.All)
        {
            if (symbol is TrackSymbol track && track.Find(name.Name) >= 0) return Diagnose.UnknownName(name.Span, name.Name, $"`{name.Name}` is a state of `{track.Name}`: write `{track.Name} == {name.Name}`");
            if (NameTable.WordsOf(symbol).Contains(name.Name)) return Diagnose.UnknownName(name.Span, name.Name, $"`{name.Name}` is a word of `{symbol.Name}`: write `{symbol.Name} == {name.Name}`");
        }
        if (Yardsticks.Names.Any(y => Yardsticks.Find(y, name.Name) is not null))
        {
            return Diagnose.UnknownName(name.Span, name.Name, "a word of probability is a distribution: give it a name under `assumptions` and use that");
        }
        if (Units.IsUnit(name.Name)) return Diagnose.UnknownName(name.Span, name.Name, $"a unit follows a number: `1 {name.Name}`; a chance in a time is `10% per {name.Name.TrimEnd('s')}`");
        string? nearest = Nearest.Name(name.Name, names.All.Select(s => s.Name).Concat(Values));
        return Diagnose.UnknownName(name.Span, name.Name, nearest is null ? null : $"did you mean `{nearest}`?");
    }
}
