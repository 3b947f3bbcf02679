using ScenarioSim.Model;

namespace ScenarioSim.Symbolic;

/// <summary>How far counters have to count until nothing that reads them can change any more.</summary>
/// <remarks>
/// A comparison of <c>day</c>, <c>date</c>, <c>time_in</c> or <c>visits</c> with a constant is settled once the counter has passed it. Any other use needs every value up to the end.
/// </remarks>
internal sealed class Horizons
{
    private readonly Facts _facts;
    private readonly Clock _clock;
    private readonly int[] _stays;
    private readonly Dictionary<(int Track, int State), int> _visits = [];

    /// <param name="facts">What is fixed.</param>
    /// <param name="deciding">Expressions on the world before a step, of which the step is the next.</param>
    /// <param name="reading">Expressions on a world and its own step.</param>
    /// <param name="toTheEnd">The chain has to end where the scenario does in any case.</param>
    public Horizons(Facts facts, IEnumerable<Expression> deciding, IEnumerable<Expression> reading, bool toTheEnd)
    {
        (_facts, _clock) = (facts, facts.Scenario.Clock);
        _stays = new int[facts.Scenario.Tracks.Count];
        Look(deciding, 1);
        Look(reading, 0);
        if (toTheEnd) (NeedsEnd, Step) = (true, _clock.LastStep);
    }

    /// <summary>The greatest step that has to be told from later ones.</summary>
    public int Step { get; private set; }

    /// <summary>Whether something needs every step, so that the chain has to end where the scenario does.</summary>
    public bool NeedsEnd { get; private set; }

    /// <summary>The states whose visits are counted, each with the number beyond which it does not matter.</summary>
    public IReadOnlyDictionary<(int Track, int State), int> Visits => _visits;

    /// <summary>The steps in an innermost state that have to be told apart for <c>time_in</c>; 0 where nothing reads it.</summary>
    public int Stay(int track) => _stays[track];

    /// <summary>Something is due from this step on.</summary>
    public void Wait(int step) => Step = Math.Max(Step, Math.Clamp(step - 1, 0, _clock.LastStep));

    /// <summary>A counter beside a constant, or null: the counter, the comparison with the counter on its left, the constant.</summary>
    public static (Expression Counter, BinaryOperator Operator, double Constant)? Comparison(Expression node, Facts facts)
    {
        if (node is not Binary { Operator: >= BinaryOperator.Equal and <= BinaryOperator.GreaterOrEqual } b) return null;
        if (IsCounter(b.Left) && facts.Constant(b.Right) is { } right) return (b.Left, b.Operator, right);
        return IsCounter(b.Right) && facts.Constant(b.Left) is { } left ? (b.Right, Mirrored(b.Operator), left) : null;
    }

    /// <summary>The first step, or number of steps, at which a counter of time is above a constant (at or above it with <paramref name="orAt"/>).</summary>
    public static int First(Expression counter, double constant, bool orAt, Clock clock)
    {
        double Value(int k) => counter is DayRef ? clock.DayOf(k) : clock.Seconds(k);
        double unit = Value(1);
        int k = (int)Math.Clamp(Math.Floor(constant / unit) - 1, 0, clock.LastStep + 2.0);
        while (k <= clock.LastStep + 1 && !(orAt ? Value(k) >= constant : Value(k) > constant)) k++;
        return k;
    }

    private void Look(IEnumerable<Expression> roots, int ahead)
    {
        List<Expression> all = [.. roots];
        IReadOnlyList<Expression> nodes = ExpressionTree.Nodes(all);
        var compared = new Dictionary<Expression, int>(ReferenceEqualityComparer.Instance);
        foreach (Expression node in nodes)
        {
            if (_facts.Constant(node) is not null || Comparison(node, _facts) is not var (counter, _, constant)) continue;
            compared[counter] = compared.GetValueOrDefault(counter) + 1;
            if (counter is Model.Visits v) Count(v, (int)Math.Clamp(Math.Floor(constant) + 1, 0, _clock.LastStep + 1.0));
            else Pass(counter, Math.Clamp(First(counter, constant, false, _clock) - ahead, 0, _clock.LastStep));
        }
        // What is read in other places too, or not beside a constant.
        var uses = new Dictionary<Expression, int>(ReferenceEqualityComparer.Instance);
        foreach (Expression used in all.Concat(nodes.Where(n => _facts.Constant(n) is null).SelectMany(ExpressionTree.Children)))
        {
            if (IsCounter(used)) uses[used] = uses.GetValueOrDefault(used) + 1;
        }
        foreach ((Expression counter, int times) in uses)
        {
            if (times <= compared.GetValueOrDefault(counter)) continue;
            NeedsEnd = true;
            Step = _clock.LastStep;
            if (counter is Model.Visits v) Count(v, _clock.LastStep + 1);
            else Pass(counter, _clock.LastStep);
        }
    }

    private void Pass(Expression counter, int steps)
    {
        if (counter is TimeIn t) _stays[t.Track] = Math.Max(_stays[t.Track], steps);
        else Step = Math.Max(Step, steps);
    }

    private void Count(Model.Visits visits, int most)
    {
        foreach (int state in visits.States) _visits[(visits.Track, state)] = Math.Max(_visits.GetValueOrDefault((visits.Track, state)), Math.Max(1, most));
    }

    private static bool IsCounter(Expression e) => e is DayRef or DateRef or TimeIn or Model.Visits;

    private static BinaryOperator Mirrored(BinaryOperator op) => op switch
    {
        BinaryOperator.Less => BinaryOperator.Greater,
        BinaryOperator.LessOrEqual => BinaryOperator.GreaterOrEqual,
        BinaryOperator.Greater => BinaryOperator.Less,
        BinaryOperator.GreaterOrEqual => BinaryOperator.LessOrEqual,
        _ => op,
    };
}
