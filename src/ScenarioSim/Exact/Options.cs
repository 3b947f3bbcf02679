using ScenarioSim.Compiler;
using ScenarioSim.Model;
using ScenarioSim.Randomness;

namespace ScenarioSim.Exact;

/// <summary>One thing that a track may do in a step.</summary>
/// <param name="Probability">How likely, in (0, 1].</param>
/// <param name="Move">The move; null: none.</param>
/// <param name="Renews">Without a move: a branch that repeats enters <c>pending</c> anew after a lost toss.</param>
/// <param name="Lost">Tosses that were lost on the way.</param>
internal sealed record Option(double Probability, MovePlan? Move, bool Renews, IReadOnlyList<int> Lost);

/// <summary>The distribution of what a track does in a step: since every track decides on the world before, a step is the product of these.</summary>
internal static class Options
{
    /// <summary>All that a track may do in the world's step, with their probabilities; they sum to 1.</summary>
    public static List<Option> Of(Track track, World world, Plan plan)
    {
        LeafPlan leaf = plan.Leaf(world.Leaf[track.Index]);
        var options = new List<Option>();
        List<int> lost = [];
        double left = 1;
        foreach (Alternative a in leaf.Due)
        {
            TransitionPlan t = a.Transition;
            if (t.Toss >= 0 && world.Memory.Spent[t.Toss]) continue;
            if (!Holds(t, world)) continue;
            double chance = t.Toss >= 0 ? Math.Clamp(t.Likelihood!.Value(world), 0, 1) : 1;
            Split(options, a, left * chance, world, lost);
            left *= 1 - chance;
            if (left <= 0) return options;
            lost = [.. lost, t.Toss];
        }
        left = Standing(options, leaf.Standing, left, world, lost);
        if (left > 0) options.Add(new Option(left, null, lost.Count > 0 && track.Repeats, lost));
        return options;
    }

    private static double Standing(List<Option> options, Alternative[] standing, double left, World world, IReadOnlyList<int> lost)
    {
        double[] rates = Array.ConvertAll(standing, a => Holds(a.Transition, world) ? Rate(a.Transition, world) : 0);
        int certain = rates.Count(double.IsPositiveInfinity);
        double total = certain > 0 ? 0 : rates.Sum();
        if (certain == 0 && total == 0) return left;
        double moves = certain > 0 ? 1 : -Math.Exp(-total) + 1;
        if (certain == 0 && total < 1e-5) moves = total * (1 - (total / 2 * (1 - (total / 3)))); // 1 - e^-x without its cancellation
        for (int i = 0; i < standing.Length; i++)
        {
            double share = certain > 0 ? (double.IsPositiveInfinity(rates[i]) ? 1.0 / certain : 0) : rates[i] / total;
            if (share > 0) Split(options, standing[i], left * moves * share, world, lost);
        }
        return left * (1 - moves);
    }

    private static void Split(List<Option> options, Alternative a, double probability, World world, IReadOnlyList<int> lost)
    {
        if (probability <= 0) return;
        TransitionPlan t = a.Transition;
        if (a.Moves.Length == 1)
        {
            options.Add(new Option(probability, a.Moves[0], false, lost));
            return;
        }
        double[] shares = Array.ConvertAll(t.Shares, s => s is null ? 0 : Math.Max(0, s.Value(world)));
        double sum = shares.Sum();
        if (t.Rest >= 0)
        {
            shares[t.Rest] = Math.Max(0, 1 - sum);
            sum = Math.Max(1, sum);
        }
        else if (sum == 0)
        {
            Array.Fill(shares, 1);
            sum = shares.Length;
        }
        for (int i = 0; i < shares.Length; i++)
        {
            if (shares[i] > 0) options.Add(new Option(probability * shares[i] / sum, a.Moves[i], false, lost));
        }
    }

    private static bool Holds(TransitionPlan t, World world) =>
        (t.Timer < 0 || world.Step >= world.Memory.Due[t.Timer]) && (t.When is null || t.When.Value(world) != 0);

    private static double Rate(TransitionPlan t, World world)
    {
        double value = t.Likelihood!.Value(world);
        if (t.Chance == Chance.Rate) return Math.Max(0, value) * t.StepsPerPeriod;
        return value >= 1 ? double.PositiveInfinity : -Hazard.Log1P(-Math.Max(0, value)) * t.StepsPerPeriod;
    }
}
