using ScenarioSim.Model;

namespace ScenarioSim.Language;

/// <summary>A world put together from end points: assumptions at their 1%, 50% and 99% quantiles, indicators at the ends of their ranges, tracks in any state.</summary>
internal sealed class SampledWorld : IWorld
{
    private const int MostCases = 4_096;
    private const int MostNodes = 2_000;

    private readonly Scenario _scenario;
    private readonly EndPoints _ends;

    // What varies, in the order in which it is met, each with the place that holds its value now.
    private readonly List<(int Place, double[] Values)> _variables = [];
    private readonly double[] _now;

    private SampledWorld(EndPoints ends)
    {
        (_scenario, _ends) = (ends.Scenario, ends);
        _now = new double[StepPlace + 1];
        _now[StepPlace] = 1;
    }

    /// <summary>Whether an operation had no finite value.</summary>
    public bool Failed { get; private set; }

    /// <inheritdoc/>
    public int Step => (int)_now[StepPlace];

    // The places: assumptions, levers, indicators, where each track is, what each has behind it, the step.
    private int LeverPlace => _scenario.Assumptions.Count;

    private int IndicatorPlace => LeverPlace + _scenario.Levers.Count;

    private int TrackPlace => IndicatorPlace + _scenario.Indicators.Count;

    private int PastPlace => TrackPlace + _scenario.Tracks.Count;

    private int StepPlace => PastPlace + _scenario.Tracks.Count;

    /// <summary>The worlds that matter to some expressions while a track is in a state, one after another in one object; null where there are too many things in them to say anything.</summary>
    public static IEnumerable<SampledWorld>? Of(EndPoints ends, IReadOnlyList<Expression> expressions, int track, int state)
    {
        var nodes = ExpressionTree.Nodes(expressions);
        if (nodes.Count > MostNodes) return null;
        var world = new SampledWorld(ends);
        foreach (var node in nodes)
        {
            if (!world.Vary(node, track, state)) return null;
        }
        return Worlds(world);
    }

    /// <inheritdoc/>
    public double Assumption(int index) => _now[index];

    /// <inheritdoc/>
    public double Lever(int index) => _now[LeverPlace + index];

    /// <inheritdoc/>
    public double Indicator(int index) => _now[IndicatorPlace + index];

    /// <inheritdoc/>
    public bool IsIn(int track, int state) => _scenario.Tracks[track].IsWithin((int)_now[TrackPlace + track], state);

    /// <inheritdoc/>
    public int EnteredInnermost(int track) => _now[PastPlace + track] != 0 ? Math.Max(0, Step - 1) : 0;

    /// <inheritdoc/>
    public int Visits(int track, int state) => IsIn(track, state) ? 1 : (int)_now[PastPlace + track];

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

    // Lets what an expression looks at vary; false where nothing is known of it.
    private bool Vary(Expression node, int track, int state)
    {
        switch (node)
        {
            case AssumptionRef a:
                Vary(a.Index, _ends.Assumption(a.Index));
                break;
            case LeverRef l:
                Vary(LeverPlace + l.Index, [.. _scenario.Levers[l.Index].Options]);
                break;
            case IndicatorRef i:
                if (_ends.Indicator(i.Index) is not { Length: > 0 } ends) return false;
                Vary(IndicatorPlace + i.Index, ends);
                break;
            case InState s:
                VaryTrack(s.Track, track, state);
                break;
            case TimeIn t:
                VaryTrack(t.Track, track, state);
                Vary(PastPlace + t.Track, [0, 1]);
                Vary(StepPlace, _ends.Steps);
                break;
            case Visited v:
                VaryTrack(v.Track, track, state);
                Vary(PastPlace + v.Track, [0, 1]);
                break;
            case Model.Visits v:
                VaryTrack(v.Track, track, state);
                Vary(PastPlace + v.Track, [0, 1]);
                break;
            case DayRef or DateRef:
                Vary(StepPlace, _ends.Steps);
                break;
        }
        return true;
    }

    private void VaryTrack(int track, int own, int state) => Vary(TrackPlace + track, _ends.Leaves(track, track == own ? state : null));

    private void Vary(int place, double[] values)
    {
        if (!_variables.Exists(v => v.Place == place)) _variables.Add((place, values));
    }

    private static IEnumerable<SampledWorld> Worlds(SampledWorld world)
    {
        double all = world._variables.Aggregate(1.0, (product, v) => product * v.Values.Length);
        uint random = 1;
        for (int i = 0; i < Math.Min(all, MostCases); i++)
        {
            int rest = i;
            foreach (var (place, values) in world._variables)
            {
                // All of them where they are few, otherwise some, always the same.
                random = (random * 1664525) + 1013904223;
                world._now[place] = values[all <= MostCases ? rest % values.Length : (int)((random >> 8) % values.Length)];
                rest /= values.Length;
            }
            world.Failed = false;
            yield return world;
        }
    }
}
