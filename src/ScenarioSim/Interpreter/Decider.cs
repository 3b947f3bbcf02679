using ScenarioSim.Model;
using ScenarioSim.Randomness;
using ScenarioSim.Results;

namespace ScenarioSim.Interpreter;

/// <summary>What each track does in a step, decided on the world that the step before left: docs/language.md, section 3, line by line.</summary>
internal sealed class Decider(Scenario scenario, Draws draws, Evaluator evaluator, InterpretedWorld world)
{
    /// <summary>The decision of a track in the world's step; null: it stays.</summary>
    public Decision? Decide(Track track, long run)
    {
        int leaf = world.Leaf[track.Index];
        bool lost = false;
        foreach (State lister in track.Lineage(leaf).Select(s => track.States[s]))
        {
            foreach (Transition transition in lister.Transitions.Where(t => !t.IsStanding))
            {
                if (world.Spent.Contains(transition) || !Holds(transition)) continue;
                double chance = 1;
                if (transition.Likelihood is Toss toss)
                {
                    world.Spent.Add(transition);
                    chance = Chance(toss);
                    if (draws.Transition(transition).Draw(run, world.Visited[track.Index][lister.Index]).Second >= chance)
                    {
                        lost = true;
                        continue;
                    }
                }
                return Pick(transition, world.Stays[track.Index].Pick, chance);
            }
        }
        return Compete(track, leaf) ?? (lost && track.Repeats ? Decision.EnterPendingAnew : null);
    }

    // The standing chances that hold compete: one threshold a stay, one pick among them.
    private Decision? Compete(Track track, int leaf)
    {
        List<(Transition Transition, double Rate, double Unrounded)> rates =
            [.. track.Lineage(leaf).SelectMany(s => track.States[s].Transitions).Where(t => t.IsStanding && Holds(t)).Select(t => (t, Rate((Standing)t.Likelihood!, out double unrounded), unrounded))];
        ref InterpretedWorld.Stay stay = ref world.Stays[track.Index];
        List<Transition> certain = [.. rates.Where(r => r.Rate == Hazard.Certain).Select(r => r.Transition)];
        if (certain.Count > 0)
        {
            double place = stay.Pick * certain.Count;
            return Pick(certain[(int)place], place - (int)place, 1.0 / certain.Count);
        }
        double total = 0;
        foreach ((_, double rate, _) in rates) total += rate;
        stay.Hazard += total;
        if (total == 0 || stay.Hazard < stay.Threshold) return null;
        double at = stay.Pick * total;
        double before = 0;
        for (int i = 0; ; i++)
        {
            (Transition transition, double rate, double unrounded) = rates[i];
            bool last = !rates.Skip(i + 1).Any(r => r.Rate > 0);
            if (rate > 0 && (at < before + rate || last))
            {
                double all = rates.Sum(r => r.Unrounded);
                return Pick(transition, (at - before) / rate, (1 - Math.Exp(-all)) * unrounded / all);
            }
            before += rate;
        }
    }

    // `remainder` is uniform in [0, 1): what the choice among alternatives left of the pick.
    private Decision Pick(Transition transition, double remainder, double chance)
    {
        if (transition.Targets.Count == 1) return new Decision(transition, transition.Targets[0], chance == 1 ? null : chance);
        double[] shares = Shares(transition, out double sum);
        double at = remainder * sum;
        double before = 0;
        int chosen = Array.FindLastIndex(shares, s => s > 0);
        for (int i = 0; i < chosen; i++)
        {
            if (shares[i] > 0 && at < before + shares[i])
            {
                chosen = i;
                break;
            }
            before += shares[i];
        }
        return new Decision(transition, transition.Targets[chosen], chance * shares[chosen] / sum);
    }

    private double[] Shares(Transition transition, out double sum)
    {
        var shares = new double[transition.Targets.Count];
        sum = 0;
        int rest = -1;
        for (int i = 0; i < shares.Length; i++)
        {
            Target target = transition.Targets[i];
            if (target.IsRest)
            {
                rest = i;
                continue;
            }
            double share = evaluator.Value(target.Share!, world);
            if (share < 0) world.Count(target, CountedReason.NegativeShare, share);
            shares[i] = Math.Max(0, share);
            sum += shares[i];
        }
        if (rest >= 0)
        {
            if (sum > 1 + SplitTolerance) world.Count(transition, CountedReason.SharesScaled, sum);
            shares[rest] = Math.Max(0, 1 - sum);
            sum = Math.Max(1, sum);
        }
        else if (sum == 0)
        {
            world.Count(transition, CountedReason.NoWeights, 0);
            Array.Fill(shares, 1);
            sum = shares.Length;
        }
        return shares;
    }

    /// <summary>Shares that come to a hair over 100% by rounding alone are not worth a warning.</summary>
    internal const double SplitTolerance = 1e-9;

    private bool Holds(Transition transition) =>
        (!world.Due.TryGetValue(transition, out int due) || world.Step >= due) && (transition.When is null || evaluator.Value(transition.When, world) != 0);

    private double Chance(Likelihood likelihood)
    {
        double chance = evaluator.Value(likelihood.Value, world);
        if (chance is < 0 or > 1) world.Count(likelihood, CountedReason.ChanceClamped, chance);
        return Math.Clamp(chance, 0, 1);
    }

    // In units, and as a plain number before it was rounded to them: the probability that a story tells is of the latter.
    private double Rate(Standing standing, out double unrounded)
    {
        double stepsPerPeriod = scenario.Clock.StepSeconds / standing.Period;
        if (!standing.IsRate)
        {
            double chance = Chance(standing);
            unrounded = -Hazard.Log1P(-chance) * stepsPerPeriod;
            return Hazard.OfChance(chance, stepsPerPeriod);
        }
        double rate = evaluator.Value(standing.Value, world);
        if (rate < 0) world.Count(standing, CountedReason.NegativeRate, rate);
        unrounded = Math.Min(Hazard.MostRate, Math.Max(0, rate) * stepsPerPeriod);
        return Hazard.OfRate(unrounded);
    }
}
