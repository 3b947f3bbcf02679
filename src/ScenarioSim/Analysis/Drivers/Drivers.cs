using ScenarioSim.Model;
using ScenarioSim.Model.Distributions;
using ScenarioSim.Results;

namespace ScenarioSim.Analysis;

/// <summary>What the results of a policy hang on.</summary>
/// <remarks>
/// Each uncertain assumption by itself is fixed at its ends, all others as they are believed, and the ends are compared in the same worlds, as <c>compare</c> would with <c>--set</c>. One that is correlated
/// is moved alone too: what goes with it stays as it is believed. How well shares are known is seen from models, draws of all assumptions together, each simulated with luck of its own.
/// </remarks>
public static class Drivers
{
    /// <summary>Finds out.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="policy">One of its policies, perhaps changed by <c>--set</c>.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Called now and then, on the calling thread.</param>
    /// <param name="found">Given what there is, marked partial, whenever there is more: on the calling thread.</param>
    /// <param name="cancellation">Stops it soon; what there is comes back marked partial: the assumptions that were moved until then (with no run at all: null).</param>
    /// <exception cref="ArgumentException">The scenario is held to evidence.</exception>
    public static DriverResults? Run(
        Scenario scenario, Policy policy, DriverOptions options, Action<Progress>? progress = null, Action<DriverResults>? found = null, CancellationToken cancellation = default)
    {
        Evidence.Refuse(scenario);
        RunOptions run = options.Run with { Precision = null, Design = Randomness.Design.Random };
        Distribution Believed(Assumption a) => policy.Assume[a.Index] ?? a.Distribution;
        (Assumption Assumption, IReadOnlyList<DriverEnd> Ends)[] all = [.. scenario.Assumptions.Select(a => (a, DriverEnds.Of(a.Kind, Believed(a))))];
        (Assumption Assumption, IReadOnlyList<DriverEnd> Ends)[] open = [.. all.Where(a => a.Ends.Count > 0)];
        long ofModels = open.Length == 0 || options.ModelsMade < DriverOptions.LeastModels ? 0 : (long)options.ModelsMade * options.RunsEach;
        var work = new DriverWork(run.Runs + ofModels + open.Sum(a => PairOfEnds.Simulations(a.Ends.Count) * run.Runs), progress);
        SimulationResults? believed = Simulate.Run(scenario, policy, run, work.Of(1), cancellation);
        if (believed is null) return null;
        work.End(run.Runs);
        Doubts? doubts = open.Length == 0 ? null : Models.Simulate(scenario, policy, options, work, cancellation);
        bool lacksModels = open.Length > 0 && (doubts?.Models ?? 0) < options.ModelsMade && options.ModelsMade >= DriverOptions.LeastModels;
        var drivers = new List<Driver>();
        DriverResults Results() => new()
        {
            Base = believed,
            Drivers = [.. drivers],
            Left = [.. open.Skip(drivers.Count).Select(a => a.Assumption)],
            Known = [.. all.Where(a => a.Ends.Count == 0).Select(a => a.Assumption)],
            Doubts = doubts,
            Partial = believed.Partial || lacksModels || drivers.Count < open.Length,
        };
        foreach ((Assumption assumption, IReadOnlyList<DriverEnd> ends) in open)
        {
            found?.Invoke(Results());
            if (PairOfEnds.Compare(scenario, policy, assumption, ends, run, work, cancellation) is not { } pairs) break;
            drivers.Add(DriverOf(scenario, assumption, Believed(assumption), ends, pairs));
        }
        return Results();
    }

    // Of several pairs of ends, that between which each thing goes farthest: of those that tell it from none, where there are such. Their intervals hold together, so that is no worse a choice.
    private static Driver DriverOf(Scenario scenario, Assumption assumption, Distribution believed, IReadOnlyList<DriverEnd> ends, IReadOnlyList<PairOfEnds> pairs)
    {
        // Some pairs have a measure in no world: whether it happens stands before when it does.
        int Place(Swing swing) => swing.Of is SwingOf.Outcome or SwingOf.Value ? -1 : scenario.Measures.First(m => m.Name == swing.Name).Index;
        return new Driver(
            assumption, believed, ends, [.. pairs.Select(p => p.Change)],
            [.. pairs.SelectMany(p => p.Swings).GroupBy(s => (s.Of, s.Name)).Select(g => g.MaxBy(s => (s.IsTold, Math.Abs(s.Difference)))!).OrderBy(Place).ThenBy(s => s.Of)])
        {
            Counted = [.. pairs.Where(p => p.Change.From == 0).SelectMany(p => (IEnumerable<(int End, SimulationResults Results)>)[(0, p.Start), (p.Change.To, p.End)])
                .DistinctBy(e => e.End).Where(e => e.Results.Counted.Any(c => c.Runs > 0))],
        };
    }
}
