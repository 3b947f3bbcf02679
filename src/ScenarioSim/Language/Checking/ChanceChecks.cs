using ScenarioSim.Model;
using ScenarioSim.Text;

namespace ScenarioSim.Language;

/// <summary>Finds chances, and shares of splits, that leave 0..1 within the 1% to 99% range of the assumptions and the ranges of the indicators, by showing where: as the file has it, then under each policy that believes otherwise.</summary>
internal sealed class ChanceChecks
{
    private const double Slack = 1e-9;

    private readonly EndPoints _ends;
    private readonly Ranges _ranges;
    private readonly Policy? _under;
    private readonly DiagnosticBag _bag;

    private ChanceChecks(EndPoints ends, Policy? under, DiagnosticBag bag) => (_ends, _ranges, _under, _bag) = (ends, ends.Ranges(), under, bag);

    /// <summary>Reports them, each once.</summary>
    public static void Report(Scenario scenario, Reachability reach, IReadOnlyDictionary<Likelihood, SourceSpan> chances, DiagnosticBag bag)
    {
        var told = new HashSet<SourceSpan>();
        foreach ((Scenario variant, Policy? under) in Variants(scenario))
        {
            var checks = new ChanceChecks(new EndPoints(variant, reach), under, bag);
            var looked = new HashSet<SourceSpan>();
            foreach (var track in variant.Tracks)
            {
                foreach (var state in track.States.Where(s => reach.CanBeIn(track.Index, s.Index)))
                {
                    foreach (var way in state.Transitions) checks.Look(track.Index, state.Index, way, chances, looked, told);
                }
            }
        }
    }

    // The file's own beliefs with any options, and those of each policy that has other ones, with its options.
    private static IEnumerable<(Scenario Scenario, Policy? Under)> Variants(Scenario scenario)
    {
        yield return (scenario, null);
        foreach (var policy in scenario.Policies.Where(p => p.Assume.Any(a => a is not null)))
        {
            yield return (scenario with
            {
                Assumptions = [.. scenario.Assumptions.Select(a => policy.Assume[a.Index] is { } other ? a with { Distribution = other } : a)],
                Levers = [.. scenario.Levers.Select(l => l with { Options = [policy.Levers[l.Index]] })],
            }, policy);
        }
    }

    private void Look(int track, int state, Transition way, IReadOnlyDictionary<Likelihood, SourceSpan> chances, HashSet<SourceSpan> looked, HashSet<SourceSpan> told)
    {
        if (way.Likelihood is not (null or Standing { IsRate: true }) && chances[way.Likelihood] is var place && IsNew(place))
        {
            if (Leaves([way.Likelihood.Value], 1) is { } found) Tell(place, Diagnose.ChanceLeavesRange(place, found.Value, Where(found.Where)));
        }
        List<Target> shared = [.. way.Targets.Where(t => t.Share is not null)];
        if (shared.Count == 0 || !IsNew(shared[0].Span)) return;
        // Weights are made to sum to 1; what leaves a rest may not exceed it.
        if (Leaves([.. shared.Select(t => t.Share!)], way.Targets.Any(t => t.IsRest) ? 1 : double.PositiveInfinity) is not { } leaves) return;
        var worst = shared[leaves.Worst].Share!.Span;
        bool isAlone = leaves.Value < 0 || shared.Count == 1;
        Tell(shared[0].Span, isAlone ? Diagnose.ShareLeavesRange(worst, leaves.Value, Where(leaves.Where)) : Diagnose.SharesLeaveRange(worst, leaves.Value, Where(leaves.Where)));

        bool IsNew(SourceSpan at) => looked.Add(at) && !told.Contains(at);

        void Tell(SourceSpan at, Diagnostic diagnostic)
        {
            told.Add(at);
            _bag.Add(diagnostic);
        }

        // Most cannot leave their range whatever the world: then none need be tried.
        (double Value, int Worst, string Where)? Leaves(IReadOnlyList<Expression> values, double most) =>
            values.All(v => v is Constant) || !values.Any(IsOtherwise) || AreWithin(values, most) ? null : Witness(track, state, way, values, most);
    }

    // Whether none can be below 0, nor all come to more than they may, as far as the ends of each show.
    private bool AreWithin(IEnumerable<Expression> values, double most)
    {
        List<Interval> ranges = [.. values.Select(_ranges.Of)];
        return ranges.TrueForAll(r => r.Low >= -Slack) && ranges.Sum(r => r.High) <= most + Slack;
    }

    // What a policy leaves as it is has been looked at.
    private bool IsOtherwise(Expression value) => _under is null || ExpressionTree.Nodes([value]).Any(n => n is AssumptionRef a && _under.Assume[a.Index] is not null);

    private string Where(string values) => _under is null ? values : $"{(values.Length > 0 ? values + ", " : "")}under `{_under.Name}`";

    // A world in which one of the values is below 0, or all of them come to more than they may; with the value, or the sum, and the greatest of them.
    private (double Value, int Worst, string Where)? Witness(int track, int state, Transition way, IReadOnlyList<Expression> values, double most)
    {
        var cases = SampledWorld.Of(_ends, way.When is { } when ? [.. values, when] : values, track, state);
        if (cases is null) return null;
        var evaluator = new Evaluator(_ends.Scenario.Clock, ExpressionTree.Shared(values));
        foreach (var world in cases)
        {
            evaluator.Forget();
            double[] found = [.. values.Select(v => evaluator.Value(v, world))];
            int least = Array.IndexOf(found, found.Min());
            bool isNegative = found[least] < -Slack;
            double sum = found.Sum();
            if (world.Failed || !(isNegative || sum > most + Slack)) continue;
            evaluator.Forget();
            if (way.When is not null && evaluator.Value(way.When, world) == 0) continue;
            int worst = isNegative ? least : Array.IndexOf(found, found.Max());
            return (isNegative ? found[least] : sum, worst, world.Describe(values[worst]));
        }
        return null;
    }
}
