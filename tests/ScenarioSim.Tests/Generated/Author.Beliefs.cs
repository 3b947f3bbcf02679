using ScenarioSim.Model;

namespace ScenarioSim.Tests.Generated;

/// <content>What is not known and what can be chosen.</content>
internal sealed partial class Author
{
    private readonly List<AssumptionName> _assumptions = [];
    private readonly List<LeverName> _levers = [];
    private double _stepDays;
    private int _steps;

    private sealed record AssumptionName(string Name, Kind Kind, string[] Words, bool Continuous);

    private sealed record LeverName(string Name, Kind Kind, string[] Options);

    private List<(string, Yaml)> Assumptions()
    {
        var written = new List<(string, Yaml)>();
        for (int i = 0; i < Few(5); i++)
        {
            Kind kind = Pick(Kind.Number, Kind.Number, Kind.Number, Kind.Duration, Kind.Duration, Kind.Date, Kind.Word, Kind.Truth);
            string[] words = kind == Kind.Word ? ["signal", "coerce", "seize"] : [];
            (Yaml value, bool continuous) = Belief(kind, words);
            _assumptions.Add(new AssumptionName($"a{i}", kind, words, continuous));
            bool whole = value is Yaml.Text || (value is Yaml.Fields f && (f.Find("experts") is not null || f.Find("is") is not null));
            written.Add(($"a{i}", whole && Chance(0.7) ? value : value is Yaml.Fields g && g.Find("experts") is not null ? value : Fields(("is", value), ("why", Text("by chance")))));
        }
        return written;
    }

    private (Yaml Value, bool Continuous) Belief(Kind kind, string[] words) => kind switch
    {
        Kind.Word => (Fields(("discrete", Fields([.. words.Select((w, i) => (w, (Yaml)Text(i == 0 ? "rest" : "30%")))]))), false),
        Kind.Truth => (Fields(("discrete", Fields(("true", Text(Pick("20%", "50%"))), ("false", Text("rest"))))), false),
        Kind.Date => Chance(0.2)
            ? (Text(Date(_random.Next(_steps) * _stepDays)), false)
            : (Text($"{Date(1)}{Pick("..", " to ")}{Date(2 + (_random.Next(1 + _steps) * _stepDays))}"), true),
        Kind.Duration => Duration(),
        _ => Number(),
    };

    private (Yaml Value, bool Continuous) Duration() => _random.Next(5) switch
    {
        0 => (Text(Pick("10 days", "36 hours", "2 weeks")), false),
        1 => (Fields(("quantiles", Fields(("5%", Text("1 day")), ("50%", Text("4 days")), ("95%", Text("3 weeks"))))), true),
        _ => (Text(DrawnDuration()), true),
    };

    private string DrawnDuration() => Pick(
        "2..6 days", "1 to 3 weeks", "exponential(4) days", "gamma(2, 3) days", "pert(1 day, 3 days, 2 weeks)", "triangular(12 hours, 2 days, 9 days)", "normal(5, 3) days in 0 days..20 days");

    private (Yaml Value, bool Continuous) Number() => _random.Next(9) switch
    {
        0 => (Text(Pick("0.4", "30%", "2", "-1")), false),
        1 => (Fields(("discrete", Fields(("1", Text("50%")), ("2.5", Text("20%")), ("-1", Text("30%"))))), false),
        2 => (Fields(("quantiles", Fields(("10%", Text("0.2")), ("50%", Text("0.5")), ("90%", Text("3"))))), true),
        3 => (Fields(("pool", Text("linear")), ("experts", new Yaml.Items([Text("normal(0, 1)"), Fields(("is", Text("0..2")), ("weight", Text("3")))]))), true),
        4 => (Fields(("pool", Text("log")), ("experts", new Yaml.Items([Text("beta(3, 2)"), Fields(("is", Text("beta(2, 2)")), ("weight", Text("2")))]))), true),
        _ => (Text(DrawnNumber()), true),
    };

    private string DrawnNumber() => Pick(
        "0.2..0.8", "10%..40%", "10% to 40%", "2 to 9", "-3 to 4", "triangular(0, 1, 3)", "pert(10%, 30%, 60%)", "beta(2, 3)", "normal(0.5, 0.5)",
        "lognormal(-1, 0.5)", "gamma(2, 0.3)", "exponential(0.5)", "likely", "unlikely", "normal(0, 1) in -1..2", "1 to 3 in 0..4");

    private Yaml.Items? Correlations()
    {
        List<AssumptionName> free = [.. _assumptions.Where(a => a.Continuous).OrderBy(_ => _random.Next())];
        if (free.Count < 2 || Chance(0.3)) return null;
        var pairs = new List<Yaml> { Pair(free[0], free[1], Pick("-0.7", "0.2", "0.9")) };
        if (free.Count > 2 && Chance(0.5)) pairs.Add(Pair(free[1], free[2], Pick("-0.3", "0.35")));
        return new Yaml.Items(pairs);

        static Yaml Pair(AssumptionName a, AssumptionName b, string rank) =>
            Fields(("between", new Yaml.Items([Text(a.Name), Text(b.Name)], true)), ("rank", Text(rank)));
    }

    private List<(string, Yaml)> Levers()
    {
        var written = new List<(string, Yaml)>();
        for (int i = 0; i < Few(2); i++)
        {
            (Kind kind, string[] options) = Pick<(Kind, string[])>(
                (Kind.Word, ["wait", "signal", "strike"]), (Kind.Number, ["1", "0.5", "3"]), (Kind.Duration, ["1 day", "3 days", "1 week"]));
            _levers.Add(new LeverName($"l{i}", kind, options));
            var lever = new List<(string, Yaml)> { ("options", new Yaml.Items([.. options.Select(Text)], true)) };
            if (Chance(0.4)) lever.Add(("default", Text(options[1])));
            written.Add(($"l{i}", new Yaml.Fields(lever, true)));
        }
        return written;
    }

    private static string Date(double days) => new DateTime(2022, 1, 1).AddDays(days).ToString(days % 1 == 0 ? "yyyy-MM-dd" : "yyyy-MM-dd'T'HH:mm");

    private static string Days(double days) => days.ToString("0.###");
}
