using ScenarioSim.Compiler;
using ScenarioSim.Randomness;

namespace ScenarioSim.Exact;

/// <summary>
/// What a track may do in a step, given the world before: since all tracks decide on that world, a step is the product of these.
/// The same world gives the same branches in the same order at every point, some with probability 0: only what is impossible at every point is left out.
/// </summary>
internal sealed class Choices
{
    private static readonly TransitionPlan[] s_none = [];

    private readonly Varying _varying;
    private readonly Timings _timings;
    private readonly Hazards _hazards;

    /// <param name="varying">What differs between points.</param>
    /// <param name="timings">Dates and delays.</param>
    /// <param name="hazards">Of drawn delays.</param>
    public Choices(Varying varying, Timings timings, Hazards hazards) => (_varying, _timings, _hazards) = (varying, timings, hazards);

    /// <summary>Everything that a track may do.</summary>
    /// <param name="leaf">What can be decided in its innermost state.</param>
    /// <param name="states">The track's states.</param>
    /// <param name="state">Its state.</param>
    /// <param name="repeats">Whether it is a branch that repeats.</param>
    /// <param name="world">The world before; its step is the one to be decided.</param>
    /// <param name="into">Receives the branches; their probabilities sum to 1.</param>
    public void Of(LeafPlan leaf, TrackStates states, int state, bool repeats, World world, List<Branch> into) =>
        Reveal(0, 0, 1, new Look(leaf, states, state, repeats, world, into));

    private readonly record struct Look(LeafPlan Leaf, TrackStates States, int State, bool Repeats, World World, List<Branch> Into);

    // Whether a drawn delay comes in this step shows only now: until then, all that is known of it is that it has not come.
    private void Reveal(int timer, ulong come, double probability, in Look look)
    {
        while (timer < look.States.Drawn.Length && !look.States.Runs(look.State, look.States.Drawn[timer])) timer++;
        if (timer == look.States.Drawn.Length)
        {
            Due(come, probability, look);
            return;
        }
        TransitionPlan t = look.States.Drawn[timer];
        double hazard = _hazards.Of(t, look.States.Elapsed(look.State, t));
        if (hazard > 0) Reveal(timer + 1, come | (1UL << timer), probability * hazard, look);
        if (hazard < 1) Reveal(timer + 1, come, probability * (1 - hazard), look);
    }

    private void Due(ulong come, double left, in Look look)
    {
        TransitionPlan[] lost = s_none;
        foreach (Alternative a in look.Leaf.Due)
        {
            TransitionPlan t = a.Transition;
            if (look.States.IsSpent(look.State, t) || !Holds(t, come, look)) continue;
            bool varies = t.Toss >= 0 && _varying.Likelihood(t);
            double chance = t.Toss >= 0 ? Math.Clamp(t.Likelihood!.Value(look.World), 0, 1) : 1;
            // Won or lost, it is spent: what is won may lead to where the state that lists it goes on.
            TransitionPlan[] tossed = t.Toss >= 0 ? [.. lost, t] : lost;
            if (varies || chance > 0) Split(a, left * chance, come, tossed, look);
            if (!varies && chance >= 1) return;
            left *= 1 - chance;
            lost = tossed;
        }
        Standing(left, come, lost, look);
    }

    private void Standing(double left, ulong come, TransitionPlan[] lost, in Look look)
    {
        Alternative[] standing = look.Leaf.Standing;
        var rates = new double[standing.Length];
        var possible = new bool[standing.Length];
        bool surely = false;
        for (int i = 0; i < standing.Length; i++)
        {
            TransitionPlan t = standing[i].Transition;
            if (!Holds(t, come, look)) continue;
            rates[i] = Rate(t, look.World);
            bool varies = _varying.Likelihood(t);
            possible[i] = varies || rates[i] > 0;
            surely |= !varies && double.IsPositiveInfinity(rates[i]);
        }
        int certain = rates.Count(double.IsPositiveInfinity);
        double total = certain > 0 ? 0 : rates.Sum();
        double moves = certain > 0 ? 1 : Moves(total);
        for (int i = 0; i < standing.Length; i++)
        {
            if (!possible[i]) continue;
            double share = certain > 0 ? (double.IsPositiveInfinity(rates[i]) ? 1.0 / certain : 0) : total > 0 ? rates[i] / total : 0;
            Split(standing[i], left * moves * share, come, lost, look);
        }
        if (!surely) look.Into.Add(new Branch(left * (1 - moves), null, lost.Length > 0 && look.Repeats, come, lost));
    }

    // 1 - e^-x; below 1e-5 without its cancellation.
    private static double Moves(double total) => total < 1e-5 ? total * (1 - (total / 2 * (1 - (total / 3)))) : 1 - Math.Exp(-total);

    private void Split(Alternative a, double probability, ulong come, TransitionPlan[] tossed, in Look look)
    {
        TransitionPlan t = a.Transition;
        if (a.Moves.Length == 1)
        {
            look.Into.Add(new Branch(probability, a.Moves[0], false, come, tossed));
            return;
        }
        var shares = new double[t.Shares.Length];
        for (int i = 0; i < shares.Length; i++) shares[i] = t.Shares[i] is { } share ? Math.Max(0, share.Value(look.World)) : 0;
        double sum = shares.Sum();
        bool varies = _varying.Shares(t);
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
            if (varies || shares[i] > 0) look.Into.Add(new Branch(probability * shares[i] / sum, a.Moves[i], false, come, tossed));
        }
    }

    private bool Holds(TransitionPlan t, ulong come, in Look look)
    {
        bool late = look.States.IsLate(look.State, t);
        if (look.World.Step < _timings.On(t, late)) return false;
        if (t.AfterDrawn is not null && !look.States.HasCome(look.State, t) && (come >> Array.IndexOf(look.States.Drawn, t) & 1) == 0) return false;
        if (_timings.Delay(t, late) is > 0 and var delay && look.States.Elapsed(look.State, t) < delay) return false;
        return t.When is null || t.When.Value(look.World) != 0;
    }

    private static double Rate(TransitionPlan t, World world)
    {
        double value = t.Likelihood!.Value(world);
        // Greater ones count as that in every engine; it matters where they compete.
        if (t.Chance == Chance.Rate) return Math.Min(Hazard.MostRate, Math.Max(0, value) * t.StepsPerPeriod);
        return value >= 1 ? double.PositiveInfinity : Math.Min(Hazard.MostRate, -Hazard.Log1P(-Math.Max(0, value)) * t.StepsPerPeriod);
    }
}
