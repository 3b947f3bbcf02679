using ScenarioSim.Model;

namespace ScenarioSim.Language;

/// <summary>A world put together from end points: assumptions at their 1%, 50% and 99% quantiles, indicators at the ends of their ranges, tracks in any state.</summary>
internal sealed class SampledWorld : IWorld
{
    private const int MostCases = 4_096;
    private const int MostNodes = 2_000;

    private readonly Scenario _scenario;
    private readonly List<(string Name, double[] Values)> _variables;
    private readonly Dictionary<string, double> _now = [];

    private SampledWorld(Scenario scenario, List<(string, double[])> variables) => (_scenario, _variables) = (scenario, variables);

    /// <summary>Whether an operation had no finite value.</summary>
    public bool Failed { get; private set; }

    /// <inheritdoc/>
    public int Step => (int)_now.GetValueOrDefault("step", 1);

    /// <summary>The worlds that matter to some expressions while a track is in a state, one after another in one object; null where there are too many things in them to say anything.</summary>
    public static IEnumerable<SampledWorld>? Of(Scenario scenario, Reachability reach, IReadOnlyList<Expression> expressions, int track, int state)
    {
        var nodes = ExpressionTree.Nodes(expressions);
        if (nodes.Count > MostNodes) return null;
        var variables = new Dictionary<string, double[]>();
        int[] own = [.. reach.Leaves(track, state)];
        foreach (var node in nodes)
        {
            switch (node)
            {
                case AssumptionRef a:
                    var d = scenario.Assumptions[a.Index].Distribution;
                    variables.TryAdd($"a{a.Index}", [.. new[] { d.Quantile(0.01), d.Quantile(0.99), d.Quantile(0.5) }.Distinct()]);
                    break;
                case LeverRef l:
                    variables.TryAdd($"l{l.Index}", [.. scenario.Levers[l.Index].Options]);
                    break;
                case IndicatorRef i:
                    if (Ends(scenario.Indicators[i.Index]) is not { Length: > 0 } ends) return null;
                    variables.TryAdd($"i{i.Index}", ends);
                    break;
                case InState or TimeIn or Visited or Model.Visits:
                    int t = node switch { InState s => s.Track, TimeIn x => x.Track, Visited v => v.Track, Model.Visits v => v.Track, _ => 0 };
                    variables.TryAdd($"t{t}", [.. (t == track ? own : reach.Leaves(t)).Select(leaf => (double)leaf)]);
                    if (node is not InState) variables.TryAdd($"n{t}", [0, 1]);
                    if (node is TimeIn) variables.TryAdd("step", [1, Math.Max(1, scenario.Clock.LastStep)]);
                    break;
                case DayRef or DateRef:
                    variables.TryAdd("step", [1, Math.Max(1, scenario.Clock.LastStep)]);
                    break;
            }
        }
        return Worlds(new SampledWorld(scenario, [.. variables.Select(v => (v.Key, v.Value))]));
    }

    /// <inheritdoc/>
    public double Assumption(int index) => _now[$"a{index}"];

    /// <inheritdoc/>
    public double Lever(int index) => _now[$"l{index}"];

    /// <inheritdoc/>
    public double Indicator(int index) => _now[$"i{index}"];

    /// <inheritdoc/>
    public bool IsIn(int track, int state) => _scenario.Tracks[track].IsWithin((int)_now[$"t{track}"], state);

    /// <inheritdoc/>
    public int EnteredInnermost(int track) => _now[$"n{track}"] != 0 ? Math.Max(0, Step - 1) : 0;

    /// <inheritdoc/>
    public int Visits(int track, int state) => IsIn(track, state) ? 1 : (int)_now[$"n{track}"];

    /// <inheritdoc/>
    public void NotFinite(Expression operation) => Failed = true;

    /// <summary>The values of what an expression is made of: <c>`tension` is 10</c>.</summary>
    public string Describe(Expression expression)
    {
        var parts = new List<string>();
        foreach (var node in ExpressionTree.Nodes([expression]))
        {
            string? part = node switch
            {
                AssumptionRef a => Shown(_scenario.Assumptions[a.Index].Name, Assumption(a.Index), a.Kind),
                LeverRef l => Shown(_scenario.Levers[l.Index].Name, Lever(l.Index), l.Kind),
                IndicatorRef i => Shown(_scenario.Indicators[i.Index].Name, Indicator(i.Index), Kind.Number),
                _ => null,
            };
            if (part is not null && !parts.Contains(part)) parts.Add(part);
        }
        return string.Join(", ", parts.Take(4));
    }

    private string Shown(string name, double value, Kind kind) =>
        $"`{name}` is {(kind == Kind.Number ? value.ToString("0.###") : ExpressionText.Value(value, kind, _scenario))}";

    private static double[] Ends(Indicator indicator)
    {
        // What has no bound is taken as it starts: how far it goes nobody knows.
        var ends = new List<double>();
        if (double.IsFinite(indicator.Low)) ends.Add(indicator.Low);
        if (double.IsFinite(indicator.High)) ends.Add(indicator.High);
        if (indicator.Initial is Constant start) ends.Add(Math.Clamp(start.Value, indicator.Low, indicator.High));
        return [.. ends.Distinct()];
    }

    private static IEnumerable<SampledWorld> Worlds(SampledWorld world)
    {
        double all = world._variables.Aggregate(1.0, (product, v) => product * v.Values.Length);
        uint random = 1;
        for (int i = 0; i < Math.Min(all, MostCases); i++)
        {
            int rest = i;
            foreach (var (name, values) in world._variables)
            {
                // All of them where they are few, otherwise some, always the same.
                random = (random * 1664525) + 1013904223;
                world._now[name] = values[all <= MostCases ? rest % values.Length : (int)((random >> 8) % values.Length)];
                rest /= values.Length;
            }
            world.Failed = false;
            yield return world;
        }
    }
}
