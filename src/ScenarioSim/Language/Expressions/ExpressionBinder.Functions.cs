using ScenarioSim.Model;
using ScenarioSim.Model.Distributions;
using ScenarioSim.Text;

namespace ScenarioSim.Language.Expressions;

/// <content>Functions, and what looks at a track as a whole.</content>
internal sealed partial class ExpressionBinder
{
    private static readonly Dictionary<string, Function> Functions = new()
    {
        ["min"] = Function.Min,
        ["max"] = Function.Max,
        ["abs"] = Function.Abs,
        ["sqrt"] = Function.Sqrt,
        ["exp"] = Function.Exp,
        ["log"] = Function.Log,
        ["floor"] = Function.Floor,
        ["ceil"] = Function.Ceil,
        ["round"] = Function.Round,
        ["clamp"] = Function.Clamp,
        ["logistic"] = Function.Logistic,
        ["logit"] = Function.Logit,
    };

    /// <summary>The names of all functions.</summary>
    public static IReadOnlyList<string> FunctionNames { get; } = [.. Functions.Keys, "count", "time_in", "visited", "visits"];

    private Expression? Call(CallSyntax call, Place place)
    {
        string name = call.Function.Name;
        switch (name)
        {
            case "count": return Count(call, place);
            case "time_in": return TimeIn(call, place);
            case "visited" or "visits": return Entered(call, place);
        }
        if (Functions.TryGetValue(name, out Function function)) return Applied(call, function, place);
        if (Catalogue.Find(name) is not null)
        {
            if (_saidDistribution) return null;
            _saidDistribution = true;
            return Fail(Diagnose.DistributionInside(call.Span, name));
        }
        return Fail(Diagnose.UnknownFunction(call.Function.Span, name, names.Find(name) is not null, WayOutOf(name)));
    }

    private static string? WayOutOf(string function) => function.ToLowerInvariant() switch
    {
        "time_to" or "final" or "mean" or "total" or "share_of_time" => $"`{function}` reads a whole run: it stands only in `measures`, outermost",
        "mixture" or "mix" or "mx" or "truncate" or "truncated" or "trunc" => WayOut.InCall(function),
        "uniform" => "a uniform distribution is written `a..b`, in `assumptions`",
        "ln" => "the natural logarithm is `log`",
        "pow" => "a power is written `x ^ y`",
        "ceiling" => "did you mean `ceil`?",
        "maximum" => "did you mean `max`?",
        "minimum" => "did you mean `min`?",
        "average" or "avg" or "ave" => "write `(a + b) / 2`; the average over a run is `mean`, which stands only in `measures`, outermost",
        "sum" => "write `a + b`; the sum over a run is `total`, which stands only in `measures`, outermost",
        "if" => "write `if C then A else B`",
        _ => Nearest.Name(function, FunctionNames.Concat(Catalogue.All.Select(f => f.Name))) is { } nearest ? $"did you mean `{nearest}`?" : null,
    };

    private Expression? Applied(CallSyntax call, Function function, Place place)
    {
        (int least, int most) = function switch
        {
            Function.Min or Function.Max => (1, int.MaxValue),
            Function.Clamp => (3, 3),
            _ => (1, 1),
        };
        if (call.Arguments.Count < least || call.Arguments.Count > most)
        {
            return Fail(Diagnose.WrongCount(call.Span, call.Function.Name, function switch
            {
                Function.Min or Function.Max => "one value or more",
                Function.Clamp => "three: `clamp(x, low, high)`",
                _ => "one value",
            }, call.Arguments.Count));
        }
        if (function == Function.Clamp && call.Arguments[0] is CallSyntax { Function.Name: var inner } && Catalogue.Find(inner) is not null)
        {
            return Fail(Diagnose.DistributionInside(call.Arguments[0].Span, inner, $"a distribution is truncated with `in`: `{call.Arguments[0].Span.Text} in {call.Arguments[1].Span.Text}..{call.Arguments[2].Span.Text}`"));
        }
        if (All(call.Arguments, place) is not { } arguments) return null;
        Kind kind = arguments[0].Kind;
        for (int i = 0; i < arguments.Count; i++)
        {
            if (!Takes(function, arguments[i].Kind)) return Fail(Diagnose.ArgumentKind(call.Arguments[i].Span, call.Function.Name, Takes(function), Kinds.Say(arguments[i].Kind)));
            if (arguments[i].Kind != kind) return Fail(Diagnose.ArgumentsDiffer(call.Arguments[i].Span, call.Function.Name, Kinds.Say(kind), Kinds.Say(arguments[i].Kind)));
        }
        return Fold(new Call(call.Span, kind, function, arguments));
    }

    private static bool Takes(Function function, Kind kind) => kind == Kind.Number
        || (kind == Kind.Duration && function is Function.Min or Function.Max or Function.Clamp or Function.Abs)
        || (kind == Kind.Date && function is Function.Min or Function.Max or Function.Clamp);

    private static string Takes(Function function) => function switch
    {
        Function.Min or Function.Max or Function.Clamp => "numbers, durations or dates",
        Function.Abs => "a number or a duration",
        _ => "a number",
    };

    private List<Expression>? All(IReadOnlyList<Syntax> syntaxes, Place place)
    {
        List<Expression?> bound = [.. syntaxes.Select(s => Bind(s, place))];
        return bound.Contains(null) ? null : [.. bound.OfType<Expression>()];
    }

    private Expression? Count(CallSyntax call, Place place)
    {
        if (call.Arguments.Count == 0) return Fail(Diagnose.WrongCount(call.Span, "count", "one condition or more", 0));
        List<Expression?> conditions = [.. call.Arguments.Select(a => Bind(a, Kind.Truth, place))];
        return conditions.Contains(null) ? null : Fold(new CountOf(call.Span, conditions!));
    }

    private Expression? TimeIn(CallSyntax call, Place place)
    {
        if (call.Arguments.Count != 1) return Fail(Diagnose.WrongCount(call.Span, "time_in", "one track", call.Arguments.Count));
        Syntax argument = call.Arguments[0];
        if (TrackNamed(argument, place) is { } track) return MayLookAt(track, argument, place) ? new TimeIn(call.Span, track.Index) : null;
        if (IsSilent(argument)) return null;
        // `time_in(track == state)` is what one would guess from `visits`.
        string? compared = argument is BinarySyntax { Left: NameSyntax left } && names.Find(left.Name) is TrackSymbol ? left.Name : null;
        return Fail(Diagnose.TrackExpected(argument.Span, argument is NameSyntax name ? NearestTrack(name.Name) : null, compared));
    }

    private string? NearestTrack(string written)
    {
        if (Tracks().FirstOrDefault(t => t.Find(written) >= 0) is { } track) return $"`{written}` is a state of `{track.Name}`: `time_in({track.Name})`";
        return Nearest.Name(written, Tracks().Select(t => t.Name)) is { } nearest ? $"did you mean `{nearest}`?" : null;
    }

    private IEnumerable<TrackSymbol> Tracks() => names.All.OfType<TrackSymbol>();

    private bool IsSilent(Syntax syntax) => syntax is NameSyntax name && names.Find(name.Name) is PoisonedSymbol;

    // visited(track == state), visits(track == state), visits(branch).
    private Expression? Entered(CallSyntax call, Place place)
    {
        string name = call.Function.Name;
        if (call.Arguments.Count != 1) return Fail(Diagnose.WrongCount(call.Span, name, "one state: `track == state`", call.Arguments.Count));
        Syntax argument = call.Arguments[0];
        if (argument is BinarySyntax { Operator: BinaryOperator.Equal } entered && TrackNamed(entered.Left, place) is { } track)
        {
            if (!MayLookAt(track, entered.Left, place) || StateOf(track, entered.Right, place) is not { } state) return null;
            return name == "visits" ? new Visits(call.Span, track.Index, [state]) : new Visited(call.Span, track.Index, state);
        }
        if (name == "visits" && TrackNamed(argument, place) is { IsBranch: true } branch)
        {
            return MayLookAt(branch, argument, place) ? new Visits(call.Span, branch.Index, Happenings(branch)) : null;
        }
        if (IsSilent(argument) || (argument is BinarySyntax compared && IsSilent(compared.Left))) return null;
        if (argument is BinarySyntax { Operator: BinaryOperator.Equal, Left: NameSyntax unknown } && names.Find(unknown.Name) is null) return Fail(Unknown(unknown));
        if (argument is NameSyntax misspelt && names.Find(misspelt.Name) is null && Nearest.Name(misspelt.Name, Tracks().Select(t => t.Name)) is not null) return Fail(Unknown(misspelt));
        return Fail(Diagnose.EntryExpected(argument.Span, name, TrackNamed(argument, place)?.Name, TrackNamed(argument, place) is { IsBranch: true }));
    }
}
