using ScenarioSim.Model;
using ScenarioSim.Text;

namespace ScenarioSim.Language.Expressions;

/// <content>Comparisons and <c>in</c>: of tracks with their states, of words, of values.</content>
internal sealed partial class ExpressionBinder
{
    private Expression? Comparison(BinarySyntax c, Place place)
    {
        if (TrackNamed(c.Left, place) is { } track) return OfTrack(c, track, place);
        if (Bind(c.Left, place) is not { } left)
        {
            // Right of what is in error a name may be a state or a word: only what is neither can be checked.
            if (c.Right is not (NameSyntax or IfSyntax)) Bind(c.Right, place);
            return null;
        }
        if (Comparand(c.Right, c.Left, names.WordsOf(left), place) is not { } right) return null;
        if (left.Kind != right.Kind) return Fail(Diagnose.CannotCompare(c.Span, Kinds.Say(left.Kind), Kinds.Say(right.Kind), WayOut.Compared(c.Left, left.Kind, c.Right, right.Kind)));
        bool ordered = Kinds.IsOrdered(left.Kind) || c.Operator is BinaryOperator.Equal or BinaryOperator.NotEqual;
        return ordered
            ? Fold(new Binary(c.Span, Kind.Truth, c.Operator, left, right))
            : Fail(Diagnose.NoOrder(c.Span, left.Kind == Kind.Truth ? "truths" : "words"));
    }

    private Expression? OfTrack(BinarySyntax c, TrackSymbol track, Place place)
    {
        if (!MayLookAt(track, c.Left, place)) return null;
        if (c.Operator is not (BinaryOperator.Equal or BinaryOperator.NotEqual)) return Fail(Diagnose.StatesHaveNoOrder(c.Span, track.Name));
        if (StateOf(track, c.Right, place) is not { } state || !MayCompare(track, c.Span, c.Right)) return null;
        var inState = new InState(c.Span, track.Index, state);
        return c.Operator == BinaryOperator.Equal ? inState : new Unary(c.Span, Kind.Truth, UnaryOperator.Not, inState);
    }

    private bool MayLookAt(TrackSymbol track, Syntax at, Place place) => !Changes(new NameSyntax(at.Span, track.Name), place);

    // What has happened once and may happen again is in no state that lasts.
    private bool MayCompare(TrackSymbol track, SourceSpan comparison, Syntax state)
    {
        if (!track.Repeats) return true;
        bag.Add(Diagnose.RepeatingBranchCompared(comparison, track.Name, (state as NameSyntax)?.Name));
        return false;
    }

    private Expression? In(InSyntax i, Place place)
    {
        if (TrackNamed(i.Value, place) is { } track) return InStates(i, track, place);
        if (Bind(i.Value, place) is not { } value) return null;
        IReadOnlyList<string> words = names.WordsOf(value);
        var options = new List<Expression>();
        bool good = true;
        foreach (Syntax syntax in i.Options)
        {
            if (Comparand(syntax, i.Value, words, place) is not { } option) good = false;
            else if (option.Kind != value.Kind) good = Fail(Diagnose.CannotCompare(syntax.Span, Kinds.Say(value.Kind), Kinds.Say(option.Kind), WayOut.Compared(i.Value, value.Kind, syntax, option.Kind))) is not null;
            else options.Add(option);
        }
        return good ? Fold(new OneOf(i.Span, value, options)) : null;
    }

    private Expression? InStates(InSyntax i, TrackSymbol track, Place place)
    {
        if (!MayLookAt(track, i.Value, place)) return null;
        Expression? any = null;
        bool good = true;
        foreach (Syntax option in i.Options)
        {
            if (StateOf(track, option, place) is not { } state || !MayCompare(track, i.Span, option))
            {
                good = false;
                if (track.Repeats) break;
                continue;
            }
            var inState = new InState(option.Span, track.Index, state);
            any = any is null ? inState with { Span = i.Span } : new Binary(i.Span, Kind.Truth, BinaryOperator.Or, any, inState);
        }
        return good ? any : null;
    }

    // The track that a name stands for, also through definitions; null for all else, which is then bound as a value.
    private TrackSymbol? TrackNamed(Syntax syntax, Place place)
    {
        while (syntax is NameSyntax name && names.Find(name.Name) is { } symbol)
        {
            if (symbol is TrackSymbol track)
            {
                Use(track);
                return track;
            }
            if (symbol is not DefinitionSymbol definition || definition.Index >= place.Earlier || MeaningOf(definition).Syntax is not { } put) return null;
            if (put is not NameSyntax) return null;
            Use(definition);
            (syntax, place) = (put, place with { Earlier = definition.Index });
        }
        return null;
    }

    // The state that a name right of `==` stands for: first the track's own, then through definitions.
    private int? StateOf(TrackSymbol track, Syntax syntax, Place place)
    {
        Syntax written = syntax;
        while (syntax is NameSyntax name)
        {
            int state = track.Find(name.Name);
            if (state >= 0) return state;
            if (names.Find(name.Name) is not DefinitionSymbol definition || definition.Index >= place.Earlier) break;
            Use(definition);
            if (MeaningOf(definition).Syntax is not { } put) return null;
            (syntax, place) = (put, place with { Earlier = definition.Index });
        }
        if (!track.IsWhole) return null;
        bag.Add(written is NameSyntax unknown
            ? Diagnose.UnknownState(unknown.Span, track.Name, track.IsBranch, unknown.Name, NearestState(track, unknown.Name))
            : Diagnose.StateExpected(written.Span, track.Name, track.States));
        return null;
    }

    private string? NearestState(TrackSymbol track, string state)
    {
        if (track.IsBranch && state is "true" or "false") return $"`{track.Name}` alone says that it has happened";
        if (Nearest.Name(state, track.States) is { } nearest) return $"did you mean `{nearest}`?";
        TrackSymbol? other = Tracks().FirstOrDefault(t => t.Find(state) >= 0);
        if (other is not null) return $"`{state}` is a state of `{other.Name}`";
        return track.States.Count is 0 or > 12 ? null : $"its states are {string.Join(", ", track.States.Select(s => $"`{s}`"))}";
    }

    // Right of a comparison with words a name is first one of them.
    private Expression? Comparand(Syntax syntax, Syntax subject, IReadOnlyList<string> words, Place place)
    {
        if (words.Count == 0) return Bind(syntax, place);
        if (syntax is IfSyntax i) return If(i, place, (branch, at) => Comparand(branch, subject, words, at));
        if (syntax is not NameSyntax name) return Bind(syntax, place);
        if (words.Contains(name.Name)) return new Constant(name.Span, Kind.Word, names.Word(name.Name));
        Symbol? symbol = names.Find(name.Name);
        if (symbol is null && !Values.Contains(name.Name)) return Fail(Diagnose.UnknownWord(name.Span, subject.Span.Text, name.Name, Nearest.Name(name.Name, words), words));
        if (symbol is DefinitionSymbol definition && definition.Index < place.Earlier && MeaningOf(definition).Syntax is NameSyntax or IfSyntax)
        {
            Use(definition);
            return Comparand(MeaningOf(definition).Syntax!, subject, words, place with { Earlier = definition.Index });
        }
        return Bind(syntax, place);
    }
}
