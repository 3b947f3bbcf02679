using ScenarioSim.Model;
using ScenarioSim.Simulation;

namespace ScenarioSim.Rare;

/// <summary>Finds levels by a pilot: each so that a fair share of the stretches from the one before reach it.</summary>
/// <remarks>
/// As in adaptive multilevel splitting (F. Cérou, A. Guyader, Stochastic Analysis and Applications 25, 2007), but only to set levels: the estimate is made afterwards with fixed ones,
/// by other runs, so that it is unbiased. (C.-E. Bréhier and others, Annals of Applied Probability 26, 2016, show how an adaptive estimate can be unbiased itself.)
/// </remarks>
internal sealed class LevelSearch
{
    // The share p of stretches that get to the next level. The work for a given error is as (1 - p) / (p ln² p), least at 0.203 (A. Lagnoux, Probability in the Engineering and Informational Sciences 20, 2006),
    // a third more at 0.05 and an eighth more at 0.4.
    private const double Aim = 0.2;

    // Stretches that have to get above the next level, and how few will do after so many times as many tries.
    private const int Enough = 20;
    private const int Few = 4;
    private const int Patience = 3;

    // Stretches that get through a stage: with fewer, replications are skewed.
    private const int Survivors = 40;

    // A stage is not to have more than so many times the effort that brings enough through it.
    private const int MostOfSurvivors = 4;

    // Stretches that begin a stage, whatever else is wished: with fewer its share is hardly known, with more a replication takes too long to be stopped between two.
    private const int LeastEffort = 50;
    private const int MostEffort = 4000;

    // A stage that nearly all get through is not to be left with next to no effort.
    private const double SureShare = 0.9;

    // Tries between two reports.
    private const int Often = 100;

    private readonly Kernel _kernel;
    private readonly RoughChance _importance;
    private readonly int _outcome;
    private readonly int _runs;
    private readonly int? _wanted;
    private readonly double _mostSteps;
    private readonly Action? _tell;

    /// <param name="kernel">Makes the runs.</param>
    /// <param name="importance">Says how near they are.</param>
    /// <param name="outcome">The outcome.</param>
    /// <param name="runs">Stretches a stage.</param>
    /// <param name="wanted">How many levels; null: as many as are found.</param>
    /// <param name="mostSteps">No stage is begun that would take the kernel past so many steps, but for the first.</param>
    /// <param name="tell">Called now and then.</param>
    public LevelSearch(Kernel kernel, RoughChance importance, Outcome outcome, int runs, int? wanted, double mostSteps, Action? tell) =>
        (_kernel, _importance, _outcome, _runs, _wanted, _mostSteps, _tell) = (kernel, importance, outcome.Index, runs, wanted, mostSteps, tell);

    /// <summary>Whole plain runs made, until one hit the outcome.</summary>
    public int WholeRuns { get; private set; }

    /// <summary>Levels with the effort that they deserve, or null if cancelled.</summary>
    public Stages? Find(int replication, CancellationToken cancellation)
    {
        var levels = new List<double>();
        var passed = new List<(double Share, double Steps)>();
        List<SavedWorld> from = [];
        double below = double.NegativeInfinity;
        for (int stage = 0; ; stage++)
        {
            List<Trial> trials = [];
            double? level = null;
            for (int more = 0; more < Patience && level is null && Hits(trials) < Enough; more++)
            {
                int runs = _runs * ((1 << (2 * more)) - (more == 0 ? 0 : 1 << (2 * (more - 1))));
                if (more > 0 && !Affords(runs, trials.Average(t => t.Steps))) break;
                if (!Try(trials, runs, from, RunNumbers.Of(replication, stage, 0), cancellation)) return null;
                level = Choose(trials, below, more + 1 < Patience ? Enough : Few);
            }
            if (stage == 0) WholeRuns = trials.TakeWhile(t => !t.Hit).Count();
            double steps = trials.Average(t => t.Steps);
            bool last = level is null || !Affords(_runs, steps) || levels.Count >= Math.Min(_wanted ?? int.MaxValue, RunNumbers.MostLevels - 1) || Hits(trials) >= Aim * trials.Count;
            if (last)
            {
                passed.Add((Math.Max(0.5, Hits(trials)) / trials.Count, steps));
                return new Stages(levels, Effort(passed), [.. passed.Select(p => p.Steps)]);
            }
            List<Trial> up = [.. trials.Where(t => t.Greatest >= level || t.Hit)];
            from = [.. up.Select(t => Enter(t, from, level!.Value))];
            levels.Add(level!.Value);
            passed.Add(((double)up.Count / trials.Count, steps));
            below = level.Value;
        }
    }

    private bool Affords(int runs, double steps) => _kernel.StepsMade + (runs * steps) <= _mostSteps;

    private static int Hits(List<Trial> trials) => trials.Count(t => t.Hit);

    private bool Try(List<Trial> trials, int runs, List<SavedWorld> from, long first, CancellationToken cancellation)
    {
        for (int end = trials.Count + runs; trials.Count < end;)
        {
            if (cancellation.IsCancellationRequested) return false;
            if (trials.Count % Often == 0) _tell?.Invoke();
            int begin = from.Count == 0 ? -1 : trials.Count % from.Count;
            trials.Add(Follow(first + trials.Count, begin, from, double.PositiveInfinity));
        }
        return true;
    }

    private Trial Follow(long run, int begin, List<SavedWorld> from, double level)
    {
        if (begin >= 0 && from[begin].Over) return new Trial(run, begin, double.PositiveInfinity, true, 0);
        if (begin < 0) _kernel.Start(run);
        else _kernel.Resume(from[begin], run);
        long before = _kernel.StepsMade;
        Stretch end = _kernel.Follow(_importance, level, _outcome);
        return new Trial(run, begin, _kernel.Greatest, end == Stretch.Hit, _kernel.StepsMade - before);
    }

    // The same run again, up to the level that is known now.
    private SavedWorld Enter(Trial trial, List<SavedWorld> from, double level)
    {
        var world = new SavedWorld();
        if (Follow(trial.Run, trial.Begin, from, level).Hit) world.Over = true;
        else _kernel.Save(world);
        return world;
    }

    // The value above the present level that a share nearest to the aim reaches.
    private static double? Choose(List<Trial> trials, double below, int least)
    {
        double? best = null;
        double nearest = double.PositiveInfinity;
        double[] greatest = [.. trials.Select(t => t.Hit ? double.PositiveInfinity : t.Greatest).OrderDescending()];
        for (int i = 0; i < greatest.Length; i++)
        {
            if (double.IsPositiveInfinity(greatest[i]) || (i + 1 < greatest.Length && greatest[i + 1] == greatest[i])) continue;
            if (greatest[i] <= below) break;
            if (i + 1 < least || i + 1 == greatest.Length) continue;
            double off = Math.Abs(Math.Log((double)(i + 1) / greatest.Length / Aim));
            if (off >= nearest) continue;
            (best, nearest) = (greatest[i], off);
        }
        return best;
    }

    // Effort in proportion to the root of (relative variance) / (cost): the best shares of a fixed amount of work.
    private static int[] Effort(IReadOnlyList<(double Share, double Steps)> passed)
    {
        double[] wish = [.. passed.Select(p => Math.Sqrt((1 - Math.Min(p.Share, SureShare)) / p.Share / Math.Max(1, p.Steps)))];
        double unit = passed.Zip(wish, (p, w) => Survivors / p.Share / w).Max();
        return [.. wish.Zip(passed, (w, p) => (int)Math.Ceiling(Math.Clamp(Math.Min(w * unit, MostOfSurvivors * Math.Max(2 * LeastEffort, Survivors / p.Share)), LeastEffort, MostEffort)))];
    }

    private sealed record Trial(long Run, int Begin, double Greatest, bool Hit, long Steps);
}
