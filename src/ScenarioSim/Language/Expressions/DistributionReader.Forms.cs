using ScenarioSim.Model;
using ScenarioSim.Model.Distributions;
using ScenarioSim.Text;

namespace ScenarioSim.Language.Expressions;

/// <content>Distributions written as functions, by the catalogue.</content>
internal sealed partial class DistributionReader
{
    private KindedDistribution? Form(CallSyntax call, DistributionForm form)
    {
        if (call.Arguments.Count != form.Parameters.Count)
        {
            return Fail(Diagnose.BadDistribution(call.Span, $"`{form.Name}` takes {string.Join(", ", form.Parameters.Select(p => p.Name))}; {Diagnose.Given(call.Arguments.Count)}",
                AsDecimals(call, form) is { } decimals ? $"a number has a point for its decimals: `{decimals}`" : $"for example `{form.Example}`"));
        }
        List<Constant?> bound = [.. call.Arguments.Select(Constant)];
        if (bound.Contains(null)) return null;
        List<Constant> arguments = bound!;
        LacksPercent([.. call.Arguments.Where((_, i) => form.Parameters[i].Role != ParameterRole.Pure)]);
        if (KindOf(call, form, arguments) is not { } kind) return null;
        double[] values = [.. arguments.Select(a => a.Value)];
        if (form.Problem(values, i => Written(call.Arguments[i])) is { } problem) return Fail(Diagnose.BadDistribution(call.Span, $"in `{form.Name}`, {problem}", null));
        return Build(kind, form.Build(values), call);
    }

    // What is meant where each of twice as many arguments as there are to be is one side of a decimal comma; else null.
    private static string? AsDecimals(CallSyntax call, DistributionForm form)
    {
        int count = form.Parameters.Count;
        if (call.Arguments.Count != 2 * count || !call.Arguments.All(a => a is NumberSyntax)) return null;
        string[] written = [.. call.Arguments.Select(a => a.Span.Text)];
        // The decimals may carry a `%`, what stands before them not, and neither has a point already.
        bool areHalves = Enumerable.Range(0, count).All(i => written[2 * i].All(char.IsAsciiDigit) && written[(2 * i) + 1].TrimEnd('%').All(char.IsAsciiDigit));
        return areHalves ? $"{form.Name}({string.Join(", ", Enumerable.Range(0, count).Select(i => $"{written[2 * i]}.{written[(2 * i) + 1]}"))})" : null;
    }

    // Of the kind of its values; where it has none, of its distances; where all parameters are pure, a number.
    private Kind? KindOf(CallSyntax call, DistributionForm form, List<Constant> arguments)
    {
        Kind? values = null;
        Kind? distances = null;
        for (int i = 0; i < arguments.Count; i++)
        {
            Kind kind = arguments[i].Kind;
            DistributionParameter parameter = form.Parameters[i];
            Kind? asked = parameter.Role switch
            {
                ParameterRole.Pure => Kind.Number,
                ParameterRole.Distance => distances ?? (values is null or Kind.Date ? (values is null ? null : Kind.Duration) : values),
                _ => values,
            };
            bool fits = asked is { } a ? kind == a : parameter.Role == ParameterRole.Distance ? kind is Kind.Number or Kind.Duration : Kinds.IsOrdered(kind);
            if (!fits)
            {
                bag.Add(Diagnose.ParameterKind(call.Arguments[i].Span, form.Name, parameter.Name, asked is { } w ? Kinds.Say(w) : null, Kinds.Say(kind)));
                return null;
            }
            if (parameter.Role == ParameterRole.Value) values = kind;
            if (parameter.Role == ParameterRole.Distance) distances = kind;
        }
        return values ?? distances ?? Kind.Number;
    }
}
