using System.Globalization;
using ScenarioSim.Model;
using ScenarioSim.Text;

namespace ScenarioSim.Analysis;

/// <summary>A condition on runs as it is typed: <c>invasion and day &lt; 20</c>.</summary>
/// <remarks>
/// Names are outcomes (also their beginnings and words of their titles), measures (alone: the run has it), <c>day</c> (on which it ended), <c>date</c>, <c>run</c> and
/// <c>value</c>; with <c>and or not ( )</c>, comparisons, percentages, dates, <c>days</c> and <c>weeks</c>.
/// </remarks>
public sealed class RunCondition
{
    private readonly Scenario _scenario;
    private readonly List<string> _tokens;
    private int _at;

    private RunCondition(Scenario scenario, string text) => (_scenario, _tokens) = (scenario, Tokens(text));

    /// <summary>The condition, or what is wrong with it.</summary>
    public static (Func<RunSummary, bool>? Holds, string? Wrong) Parse(string text, Scenario scenario)
    {
        if (text.Trim().Length == 0) return (_ => true, null);
        string body = text.TrimStart();
        bool inverted = body.StartsWith('!') && !body.StartsWith("!=", StringComparison.Ordinal);
        var condition = new RunCondition(scenario, inverted ? body[1..] : body);
        try
        {
            var holds = condition.Or();
            if (condition.Peek is { } more) return (null, $"`{more}` was not expected");
            return (inverted ? run => !holds(run) : holds, null);
        }
        catch (FormatException e)
        {
            return (null, e.Message);
        }
    }

    private string? Peek => _at < _tokens.Count ? _tokens[_at] : null;

    private bool Take(string token)
    {
        if (Peek != token) return false;
        _at++;
        return true;
    }

    private Func<RunSummary, bool> Or()
    {
        var left = And();
        while (Take("or"))
        {
            (var a, var b) = (left, And());
            left = run => a(run) || b(run);
        }
        return left;
    }

    private Func<RunSummary, bool> And()
    {
        var left = Not();
        while (Take("and"))
        {
            (var a, var b) = (left, Not());
            left = run => a(run) && b(run);
        }
        return left;
    }

    private Func<RunSummary, bool> Not()
    {
        if (Take("not"))
        {
            var inner = Not();
            return run => !inner(run);
        }
        if (Take("("))
        {
            var inner = Or();
            if (!Take(")")) throw new FormatException("a closing parenthesis is missing");
            return inner;
        }
        return Comparison();
    }

    private Func<RunSummary, bool> Comparison()
    {
        string name = Next("a name");
        if (Number(name) is { } number)
        {
            (string turned, var right) = (Turned(Operator()), Quantity(Next("a measure")));
            return run => Compare(right(run), turned, number);
        }
        if (Peek is not ("<" or "<=" or ">" or ">=" or "==" or "=" or "!=")) return Alone(name);
        string op = Next("");
        if (name == "outcome")
        {
            var same = Outcomes(Next("an outcome"));
            return op == "!=" ? run => !same(run) : same;
        }
        var left = Quantity(name);
        string value = Next("a number");
        double limit = Number(value) ?? throw new FormatException($"`{value}` is not a number or date");
        return run => Compare(left(run), op, limit);
    }

    private Func<RunSummary, bool> Alone(string name)
    {
        var exact = _scenario.Outcomes.FirstOrDefault(o => o.Name == name);
        var measure = exact is null ? _scenario.Measures.FirstOrDefault(m => m.Name == name) : null;
        return measure is null ? Outcomes(name) : run => !double.IsNaN(run.Measures[measure.Index]);
    }

    private Func<RunSummary, bool> Outcomes(string name)
    {
        var exact = _scenario.Outcomes.Where(o => o.Name == name).ToList();
        var meant = exact.Count > 0 ? exact : [.. _scenario.Outcomes.Where(o => o.Name.StartsWith(name, StringComparison.OrdinalIgnoreCase) || Title(o).Contains(name, StringComparison.OrdinalIgnoreCase))];
        if (meant.Count == 0) throw new FormatException($"there is no outcome or measure `{name}`");
        var indices = meant.Select(o => o.Index).ToHashSet();
        return run => indices.Contains(run.Outcome);
    }

    private static string Title(Outcome outcome) => outcome.About.Title ?? outcome.Name.Replace('_', ' ');

    private Func<RunSummary, double> Quantity(string name)
    {
        var clock = _scenario.Clock;
        switch (name)
        {
            case "day": return run => clock.DayOf(run.LastStep);
            case "date": return run => clock.DayOf(run.LastStep);
            case "run": return run => run.Run;
            case "value": return run => _scenario.Outcomes[run.Outcome].Value ?? 0;
        }
        var measure = _scenario.Measures.FirstOrDefault(m => m.Name == name) ?? throw new FormatException(
            _scenario.Outcomes.Any(o => o.Name == name) ? $"`{name}` is an outcome: it is not compared with a number" : $"there is no measure `{name}`" + (Meant(name) is { } meant ? $"; did you mean `{meant}`?" : ""));
        return run => run.Measures[measure.Index];
    }

    // The nearest measure, or the only one that has the word in its name: `tension` for `peak_tension`.
    private string? Meant(string name)
    {
        string[] names = [.. _scenario.Measures.Select(m => m.Name)];
        return Nearest.Name(name, names) ?? (names.Where(n => n.Split('_').Contains(name)).Take(2).ToList() is [var only] ? only : null);
    }

    // Dates become days since the start, so that `date` compares like `day`.
    private double? Number(string token)
    {
        if (DateTime.TryParseExact(token, ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None,
            out var date)) return _scenario.Clock.Since(date) / Clock.Day;
        bool percent = token.EndsWith('%');
        string digits = (percent ? token[..^1] : token).Replace("_", "").Replace('−', '-');
        if (!double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)) return null;
        double unit = Peek is "day" or "days" ? 1 : Peek is "week" or "weeks" ? 7 : Peek is "hours" or "hour" ? 1.0 / 24 : 0;
        if (unit > 0) _at++;
        return value * (percent ? 0.01 : unit > 0 ? unit : 1);
    }

    private string Operator()
    {
        string op = Next("a comparison");
        return op is "<" or "<=" or ">" or ">=" or "==" or "=" or "!=" ? op : throw new FormatException($"`{op}` is not a comparison");
    }

    private string Next(string wanted) => Peek is null ? throw new FormatException($"{wanted} is missing") : _tokens[_at++];

    private static string Turned(string op) => op switch { "<" => ">", "<=" => ">=", ">" => "<", ">=" => "<=", _ => op };

    // NaN is a measure that the run does not have: no comparison holds, as none is made.
    private static bool Compare(double left, string op, double right) => !double.IsNaN(left) && op switch
    {
        "<" => left < right,
        "<=" => left <= right,
        ">" => left > right,
        ">=" => left >= right,
        "!=" => left != right,
        _ => Math.Abs(left - right) < 1e-9,
    };

    private static List<string> Tokens(string text)
    {
        var tokens = new List<string>();
        for (int i = 0; i < text.Length;)
        {
            if (char.IsWhiteSpace(text[i]))
            {
                i++;
                continue;
            }
            int length = "<>=!".Contains(text[i]) && i + 1 < text.Length && text[i + 1] == '=' ? 2 : "<>=()!".Contains(text[i]) ? 1 : Word(text, i);
            tokens.Add(text.Substring(i, length));
            i += length;
        }
        return tokens;
    }

    private static int Word(string text, int from)
    {
        int end = from;
        while (end < text.Length && !char.IsWhiteSpace(text[end]) && !"<>=()!".Contains(text[end])) end++;
        return end - from;
    }
}
