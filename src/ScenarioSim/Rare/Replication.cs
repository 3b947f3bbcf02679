using ScenarioSim.Model;
using ScenarioSim.Randomness;
using ScenarioSim.Simulation;

namespace ScenarioSim.Rare;

/// <summary>
/// One estimate of a rare outcome by splitting with fixed effort: towards each level a fixed number of stretches is run from the worlds that reached the one before, each of
/// which gets an equal share of them.
/// </summary>
/// <remarks>
/// The product of the shares that got there is unbiased whatever the levels and the importance are: given the worlds that reached a level, the expected number of stretches that begin
/// in each is the same (M. Garvels, The splitting method in rare event simulation, thesis, University of Twente, 2000; P. Del Moral, Feynman-Kac Formulae, 2004, chapter 7).
/// A run that ends in the outcome counts as having reached every level. Not for use by several threads at once.
/// </remarks>
internal sealed class Replication
{
    private readonly Kernel _kernel;
    private readonly IImportance _importance;
    private readonly int _outcome;
    private readonly EventKey _shares;
    private List<SavedWorld> _from = [];
    private List<SavedWorld> _to = [];

    /// <param name="kernel">Makes the runs.</param>
    /// <param name="importance">Says how near they are.</param>
    /// <param name="outcome">The outcome.</param>
    /// <param name="seed">The seed of all draws.</param>
    public Replication(Kernel kernel, IImportance importance, Outcome outcome, ulong seed) =>
        (_kernel, _importance, _outcome, _shares) = (kernel, importance, outcome.Index, EventKey.Of(seed, "splitting/shares"));

    /// <summary>Makes the estimate of a number; null if cancelled.</summary>
    /// <param name="number">The replication's number.</param>
    /// <param name="stages">Levels and effort.</param>
    /// <param name="cancellation">Stops it between two stretches.</param>
    public Estimate? Run(int number, Stages stages, CancellationToken cancellation)
    {
        int count = stages.Effort.Count;
        var reached = new double[count];
        var steps = new long[count];
        double product = 1;
        int entered = 0;
        for (int stage = 0; stage < count && (stage == 0 || entered > 0); stage++)
        {
            double level = stage < stages.Levels.Count ? stages.Levels[stage] : double.PositiveInfinity;
            int effort = stages.Effort[stage];
            int[] begin = stage == 0 ? [] : Shares(entered, effort, RunNumbers.Of(number, stage, 0));
            long before = _kernel.StepsMade;
            int got = 0;
            for (int i = 0; i < effort; i++)
            {
                if (cancellation.IsCancellationRequested) return null;
                if (Stretch(stage == 0 ? null : _from[begin[i]], RunNumbers.Of(number, stage, i), level) is Simulation.Stretch.Missed) continue;
                Keep(got++);
            }
            steps[stage] = _kernel.StepsMade - before;
            product *= (double)got / effort;
            reached[stage] = product;
            entered = got;
            (_from, _to) = (_to, _from);
        }
        return new Estimate(reached, steps);
    }

    private bool _over;

    private Stretch Stretch(SavedWorld? from, long run, double level)
    {
        _over = from is { Over: true };
        if (_over) return Simulation.Stretch.Hit;
        if (from is null) _kernel.Start(run);
        else _kernel.Resume(from, run);
        Stretch end = _kernel.Follow(_importance, level, _outcome);
        _over = end == Simulation.Stretch.Hit;
        return end;
    }

    private void Keep(int place)
    {
        if (place == _to.Count) _to.Add(new SavedWorld());
        if (_over) _to[place].Over = true;
        else _kernel.Save(_to[place]);
    }

    // Each world equally often, and the rest to as many of them by lot.
    private int[] Shares(int worlds, int effort, long run)
    {
        var begin = new int[effort];
        int whole = effort / worlds * worlds;
        for (int i = 0; i < whole; i++) begin[i] = i % worlds;
        if (whole == effort) return begin;
        int[] lots = [.. Enumerable.Range(0, worlds)];
        for (int i = whole; i < effort; i++)
        {
            int drawn = i - whole;
            int other = drawn + (int)(_shares.Draw(run, drawn).First * (worlds - drawn));
            (lots[drawn], lots[other]) = (lots[other], lots[drawn]);
            begin[i] = lots[drawn];
        }
        return begin;
    }
}

/// <summary>What a replication came to.</summary>
/// <param name="Reached">By stage the product of the shares so far: estimates of the chance of reaching each level, and at last the outcome.</param>
/// <param name="Steps">By stage the steps made.</param>
internal sealed record Estimate(double[] Reached, long[] Steps)
{
    /// <summary>The estimate of the outcome's probability.</summary>
    public double Probability => Reached[^1];
}
