using System.Runtime.ExceptionServices;
using ScenarioSim.Compiler;
using ScenarioSim.Model;
using ScenarioSim.Rare;
using ScenarioSim.Simulation;

namespace ScenarioSim.Analysis;

/// <summary>The threads that split runs, each with a kernel and an importance of its own. What comes of a number does not depend on who works on it.</summary>
internal sealed class RareCrew
{
    // Replications of the estimate count from 0, those of pilot and trials from the other end.
    private const int FirstOfTrials = RunNumbers.MostReplications / 2;

    private readonly Plan _plan;
    private readonly Outcome _outcome;
    private readonly Member[] _members;
    private readonly ulong _seed;
    private int _trials = FirstOfTrials;

    public RareCrew(Plan plan, Outcome outcome, ulong seed, int threads)
    {
        (_plan, _outcome, _seed) = (plan, outcome, seed);
        _members = new Member[threads];
        Alone(() =>
        {
            for (int i = 0; i < threads; i++) _members[i] = new Member(new Kernel(plan, seed), new RoughChance(plan, outcome), outcome, seed);
        });
    }

    private sealed class Member(Kernel kernel, RoughChance importance, Outcome outcome, ulong seed)
    {
        public Kernel Kernel { get; } = kernel;

        public RoughChance Importance { get; } = importance;

        public Replication Replication { get; } = new(kernel, importance, outcome, seed);
    }

    /// <summary>The mean number of steps of a plain run, from the survey.</summary>
    public double StepsOfRun { get; private set; } = 1;

    /// <summary>Steps made so far, by all.</summary>
    public double Steps => _members.Sum(m => (double)m.Kernel.StepsMade);

    /// <summary>Tosses of small chance that were met on the ways to the outcome, in file order.</summary>
    public IReadOnlyList<Transition> SmallTosses =>
        [.. _members.SelectMany(m => m.Importance.SmallTosses).Distinct(ReferenceEqualityComparer.Instance).OfType<Transition>().OrderBy(t => t.Span.Line).ThenBy(t => t.Span.Column)];

    /// <summary>Makes some plain runs, from which the importance learns; false if cancelled.</summary>
    public bool Survey(int runs, CancellationToken cancellation)
    {
        int made = 0;
        int number = _trials++;
        Alone(() =>
        {
            var survey = new Survey([.. _members.Select(m => m.Importance)], _plan.Scenario.Clock.LastStep);
            for (; made < runs && !cancellation.IsCancellationRequested; made++)
            {
                _members[0].Kernel.Start(RunNumbers.Of(number, 0, made));
                _members[0].Kernel.Follow(survey, double.PositiveInfinity, _outcome.Index);
            }
        });
        StepsOfRun = Math.Max(1, Steps / Math.Max(1, made));
        return made == runs;
    }

    /// <summary>Plain runs of the pilot, until one hit the outcome.</summary>
    public int WholeRuns { get; private set; }

    /// <summary>Levels and effort, by a pilot; null if cancelled.</summary>
    /// <param name="runs">Stretches a stage.</param>
    /// <param name="levels">How many levels; null: as many as are found.</param>
    /// <param name="mostSteps">Where the search has to end, in steps made so far by all.</param>
    /// <param name="tell">Told the steps made so far, now and then.</param>
    /// <param name="cancellation">Stops it.</param>
    public Stages? FindStages(int runs, int? levels, double mostSteps, Action<double> tell, CancellationToken cancellation)
    {
        Stages? found = null;
        int number = _trials++;
        Alone(() =>
        {
            var search = new LevelSearch(_members[0].Kernel, _members[0].Importance, _outcome, runs, levels, mostSteps, () => tell(Steps));
            found = search.Find(number, cancellation);
            WholeRuns = search.WholeRuns;
        });
        return found;
    }

    /// <summary>Makes so many replications, or when cancelled the first of them. Trials have numbers of their own.</summary>
    /// <param name="count">How many.</param>
    /// <param name="stages">Levels and effort.</param>
    /// <param name="trials">Whether these are trials.</param>
    /// <param name="done">Told the steps made so far, after each.</param>
    /// <param name="cancellation">Stops it.</param>
    public IReadOnlyList<Estimate> Replicate(int count, Stages stages, bool trials, Action<double> done, CancellationToken cancellation)
    {
        int first = 0;
        if (trials) (first, _trials) = (_trials, _trials + count);
        var made = new Estimate?[count];
        int next = -1;
        var telling = new Lock();
        void Work(Member member)
        {
            for (int i = Interlocked.Increment(ref next); i < count; i = Interlocked.Increment(ref next))
            {
                if (member.Replication.Run(first + i, stages, cancellation) is not { } estimate) break;
                made[i] = estimate;
                lock (telling) done(Steps);
            }
        }

        Together([.. _members.Take(count).Select(m => (Action)(() => Work(m)))]);
        // Those after a gap would be the quick ones among what was begun.
        return [.. made.TakeWhile(e => e is not null).Select(e => e!)];
    }

    private static void Alone(Action work) => Together([work]);

    private static void Together(Action[] work)
    {
        Exception? failure = null;
        IReadOnlyList<Thread> threads = DeepThread.Several(work.Length, i => Run(work[i]));
        foreach (Thread thread in threads) thread.Join();
        if (failure is not null) ExceptionDispatchInfo.Throw(failure);

        void Run(Action action)
        {
            try
            {
                action();
            }
            catch (Exception e)
            {
                Interlocked.CompareExchange(ref failure, e, null);
            }
        }
    }
}
