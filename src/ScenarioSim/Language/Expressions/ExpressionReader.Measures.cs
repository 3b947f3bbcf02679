using ScenarioSim.Model;
using ScenarioSim.Text;

namespace ScenarioSim.Language.Expressions;

/// <content>What measures read.</content>
internal sealed partial class ExpressionReader
{
    private static readonly Dictionary<string, Reading> Readings = new()
    {
        ["time_to"] = Reading.TimeTo,
        ["final"] = Reading.Final,
        ["max"] = Reading.Max,
        ["min"] = Reading.Min,
        ["mean"] = Reading.Mean,
        ["total"] = Reading.Total,
        ["share_of_time"] = Reading.ShareOfTime,
    };

    /// <summary>What a measure reads.</summary>
    public (Reading Reading, Expression Of)? ReadMeasure(ScalarText text)
    {
        if (Parser.ParseWhole(text, _bag) is not { } syntax) return null;
        if (syntax is CallSyntax { Function.Name: "visits" } visits)
        {
            return _binder.Bind(visits, Anywhere) is { } count ? (Reading.Final, count) : null;
        }
        if (syntax is not CallSyntax call || !Readings.TryGetValue(call.Function.Name, out Reading reading))
        {
            _bag.Add(NoReading(syntax));
            foreach (Syntax read in Read(syntax)) _binder.Bind(read, Anywhere);
            return null;
        }
        if (call.Arguments.Count != 1)
        {
            _bag.Add(Diagnose.ReadingOfSeveral(call.Span, call.Function.Name, call.Span.Text, call.Arguments.Count));
            return null;
        }
        return Of(call.Arguments[0], reading) is { } of ? (reading, of) : null;
    }

    private Expression? Of(Syntax argument, Reading reading)
    {
        if (reading is Reading.TimeTo or Reading.ShareOfTime) return _binder.Bind(argument, Kind.Truth, Anywhere);
        if (_binder.Bind(argument, Anywhere) is not { } of) return null;
        return of.Kind is Kind.Number or Kind.Duration or Kind.Truth ? of : Fail<Expression>(Diagnose.NotMeasurable(argument.Span, Kinds.Say(of.Kind), of.Kind == Kind.Date ? "subtract a date from it" : "compare it: `x == word`"));
    }

    // What misspelt readings, and those of a sum, read: mistakes in it are to be said too.
    private static IEnumerable<Syntax> Read(Syntax syntax)
    {
        // A sum leans to the left, and may be long.
        while (syntax is BinarySyntax b)
        {
            if (Argument(b.Right) is { } right) yield return right;
            syntax = b.Left;
        }
        if (Argument(syntax) is { } first) yield return first;

        static Syntax? Argument(Syntax at) => at is CallSyntax { Arguments: [var one] } call && (IsReading(call) || Nearest.Name(call.Function.Name, Readings.Keys) is not null) ? one : null;
    }

    private static Diagnostic NoReading(Syntax syntax)
    {
        Syntax operand = syntax;
        while (operand is BinarySyntax b)
        {
            if (IsReading(b.Right)) return Diagnose.SeveralReadings(syntax.Span);
            operand = b.Left;
        }
        if (operand is UnarySyntax { Operand: var inner } && IsReading(inner)) return Diagnose.SeveralReadings(syntax.Span);
        if (!ReferenceEquals(operand, syntax) && IsReading(operand)) return Diagnose.SeveralReadings(syntax.Span);
        string? function = (syntax as CallSyntax)?.Function.Name;
        // `time_in(track == state)`, which counts from entering and takes no state.
        if (syntax is CallSyntax { Function.Name: "time_in", Arguments: [BinarySyntax { Operator: BinaryOperator.Equal } state] }) return Diagnose.ReadingExpected(syntax.Span, null, function, $"share_of_time({state.Span.Text})");
        // A function that there is can be read; in place of another a reading was meant.
        bool isKnown = function is null || ExpressionBinder.FunctionNames.Contains(function);
        string? nearest = isKnown ? null : Meant(function!) ?? Nearest.Name(function!, Readings.Keys.Append("visits"));
        return Diagnose.ReadingExpected(syntax.Span, isKnown ? syntax.Span.Text : null, function, nearest);
    }

    // What readings are called elsewhere.
    private static string? Meant(string function) => function.ToLowerInvariant() switch
    {
        "maximum" or "highest" or "peak" => "max",
        "minimum" or "lowest" => "min",
        "average" or "avg" or "ave" => "mean",
        "sum" => "total",
        "last" or "end" => "final",
        "time_until" or "first_time" => "time_to",
        "share" or "fraction" or "proportion" or "fraction_of_time" => "share_of_time",
        _ => null,
    };

    private static bool IsReading(Syntax syntax) => syntax is CallSyntax { Arguments.Count: 1 } call && (Readings.ContainsKey(call.Function.Name) || call.Function.Name == "visits" || Meant(call.Function.Name) is not null);
}
