using ScenarioSim.Compiler;
using ScenarioSim.Exact;
using ScenarioSim.Model;
using ScenarioSim.Randomness;
using ScenarioSim.Results;
using ScenarioSim.Statistics;

namespace ScenarioSim.Analysis;

/// <summary>One solution, from the beliefs to the results.</summary>
internal sealed class Solving
{
    // With a precision the points are doubled at most so often.
    private const int MostDoublings = 10;

    // Combinations of discrete assumptions are summed in so many parts at most: what a solution that is stopped keeps are whole ones.
    private const int MostTallies = 64;

    private readonly Plan _plan;
    private readonly Scenario _scenario;
    private readonly Policy _policy;
    private readonly SolveOptions _options;
    private readonly Beliefs _beliefs;
    private readonly ExactSolver _solver;
    private readonly ProgressOf _progress;
    private readonly CancellationToken _cancellation;
    private readonly bool[] _varies;
    private readonly bool _fixedWorlds;
    private long _most;
    private (string Key, Worlds Worlds)? _latest;

    public Solving(Scenario scenario, Policy policy, SolveOptions options, Action<SolutionProgress>? progress, CancellationToken cancellation)
    {
        (_scenario, _policy, _options, _cancellation) = (scenario, policy, options, cancellation);
        _plan = new Plan(Evidence.WithPast(scenario, policy), policy);
        _beliefs = new Beliefs(_plan.Scenario, policy);
        var limits = Limits.Of(options.MostWorlds);
        _solver = new ExactSolver(_plan, limits);
        _progress = new ProgressOf(progress, scenario.Clock.LastStep, _solver.Passes);
        _varies = new bool[scenario.Assumptions.Count];
        foreach (int a in _beliefs.Integrated.Concat(_beliefs.Listed)) _varies[a] = !_solver.DecidedBy[a];
        _fixedWorlds = !Array.Exists(_beliefs.Integrated, a => _solver.DecidedBy[a]);
        if (_beliefs.Integrated.Length == 0) return;
        // Worlds that stay the same are all kept, those of each combination that decides where they lead; others are each thread's.
        int among = _fixedWorlds ? _beliefs.Listed.Where(a => _solver.DecidedBy[a]).Aggregate(1, (product, a) => product * _beliefs.Of(a).Atoms.Count) : Threads;
        if (among > 1) _solver = new ExactSolver(_plan, limits.Shared(among));
    }

    private int Threads => Math.Max(1, _options.Threads);

    private int Last => _scenario.Clock.LastStep;

    public Solution Run() => _beliefs.Integrated.Length == 0 ? Summed() : Integrated();

    // Every combination of discrete assumptions by itself, weighted.
    private Solution Summed()
    {
        (double[] Values, double Weight)[] combinations = [.. _beliefs.Combinations()];
        if (combinations.Length == 1) return Alone(combinations[0].Values);
        _progress.Points = combinations.Length;
        var tally = new ExactTally(_scenario);
        Posterior? posterior = NewPosterior(1);
        double solved = 0;
        // Some together: what is stopped in the middle of is lost.
        foreach ((double[] Values, double Weight)[] some in combinations.Chunk(Math.Max(1, combinations.Length / MostTallies)))
        {
            var part = new ExactTally(_scenario);
            tally.Origins.CopyTo(part.Origins, 0);
            try
            {
                if (Add(some, part, posterior) is { } end) return end;
            }
            catch (OperationCanceledException) when (solved > 0 && _scenario.Evidence is null)
            {
                return new Solution(UnsolvedBounds.Of(tally, solved, _scenario, _plan), SolutionEnd.Stopped, Last, _most, []);
            }
            tally.Add(part, 1);
            solved += some.Sum(c => c.Weight);
        }
        return Impossible([tally]) ?? new Solution(ExactResults.Of(tally, _scenario, _plan, _options.Confidence, posterior: posterior), SolutionEnd.Whole, Last, _most, []);
    }

    // Adds combinations; what ended the whole, or null.
    private Solution? Add((double[] Values, double Weight)[] combinations, ExactTally tally, Posterior? posterior)
    {
        foreach ((double[] values, double weight) in combinations)
        {
            string key = Deciding(values);
            if (_latest?.Key != key)
            {
                _latest = null;
                Worlds looked = _solver.Look(values, _varies, keep: true);
                if (looked.FindAll(_progress.Tell, _cancellation) is var found && found < Last) return TooLarge(looked, found);
                _latest = (key, looked);
            }
            Worlds worlds = _latest.Value.Worlds;
            (int step, int whole, double mass) = worlds.Follow(values, weight, tally, Threads, _progress.Tell, _cancellation);
            if (step < Last || whole < _solver.Passes) throw new OperationCanceledException(_cancellation);
            posterior?.Add(values, mass, mass);
            _most = Math.Max(_most, worlds.Most);
            _progress.Point();
        }
        return null;
    }

    // The only combination, of which also a part can be told.
    private Solution Alone(double[] values)
    {
        var tally = new ExactTally(_scenario);
        Posterior? posterior = NewPosterior(1);
        Worlds worlds = _solver.Look(values, _varies, keep: false);
        (int step, int whole, double mass) followed;
        try
        {
            followed = worlds.Follow(values, 1, tally, Threads, _progress.Tell, _cancellation);
        }
        catch (OperationCanceledException)
        {
            return new Solution(null, SolutionEnd.Stopped, 0, _most, []) { Unjudged = _scenario.Evidence is { Facts: [.., var last] } ? last : null };
        }
        (int step, int whole, double mass) = followed;
        posterior?.Add(values, mass, mass);
        _most = Math.Max(_most, worlds.Most);
        if (step < Last || whole < _solver.Passes) return worlds.Causes.Count > 0 ? TooLarge(worlds, step) : Stopped(tally, step, whole, posterior);
        _progress.Point();
        return Impossible([tally]) ?? new Solution(ExactResults.Of(tally, _scenario, _plan, _options.Confidence, posterior: posterior), SolutionEnd.Whole, Last, _most, []);
    }

    private Posterior? NewPosterior(int points) => _scenario.Evidence is null ? null : new Posterior(_beliefs, points);

    // What is known cannot have been so; null where it can, and where nothing is known.
    private Solution? Impossible(IReadOnlyList<ExactTally> tallies, Dictionary<string, Worlds>? known = null)
    {
        if (_scenario.Evidence is not { } evidence || tallies.Sum(t => t.Mass) > 0) return null;
        int fact = 0;
        while (fact < evidence.Facts.Count - 1 && tallies.Sum(t => t.Of(fact + 1)) > 0) fact++;
        var solution = new Solution(null, SolutionEnd.Impossible, Last, _most, []) { Impossible = evidence.Facts[fact] };
        if (_beliefs.Integrated.Length == 0) return solution;
        // Points are but some of the values, so where they come to nothing it matters whether others could.
        int[] deciding = [.. _beliefs.Integrated.Where(a => _solver.DecidedBy[a] || FactsRead.Contains(a))];
        if (deciding.Length == 0 && FirstImpossible(known!) is { } never) return solution with { Impossible = evidence.Facts[never] };
        return solution with { Untried = [.. (deciding.Length > 0 ? deciding : _beliefs.Integrated).Select(a => _scenario.Assumptions[a])] };
    }

    private IReadOnlyList<int> FactsRead => [.. ExpressionTree.Nodes([.. _plan.Scenario.Evidence!.Facts.Select(f => f.That)]).OfType<AssumptionRef>().Select(a => a.Index)];

    // The first fact that is so at no values of what is integrated over, given those before it, where they only say how likely something is; null where it may be at some.
    private int? FirstImpossible(Dictionary<string, Worlds> known)
    {
        var can = new bool[_scenario.Evidence!.Facts.Count + 1];
        foreach ((double[] values, _) in _beliefs.Combinations())
        {
            bool[] here = known[Deciding(values)].Possible(values);
            for (int i = 0; i < can.Length; i++) can[i] |= here[i];
        }
        int first = Array.LastIndexOf(can, true);
        return first == can.Length - 1 ? null : Math.Max(0, first);
    }

    // Worlds up to a step, as if the scenario ended there; measures of passes that were not finished are left out.
    private Solution Stopped(ExactTally tally, int step, int whole, Posterior? posterior)
    {
        if (Impossible([tally]) is { } impossible) return impossible;
        Clock clock = _scenario.Clock with { LastStep = step, End = _scenario.Clock.DateOf(step) };
        SimulationResults results = ExactResults.Of(tally, _scenario, _plan, _options.Confidence, clock, posterior);
        bool IsSolved(Measure measure) => _solver.PassOf(measure.Index) < Math.Max(1, whole);
        results = results with
        {
            Partial = true,
            EndsEarly = step < Last,
            Measures = [.. results.Measures.Where(m => IsSolved(m.Measure))],
            Unsolved = [.. _scenario.Measures.Where(m => !IsSolved(m))],
        };
        return new Solution(results, SolutionEnd.Stopped, step, _most, []);
    }

    private Solution TooLarge(Worlds worlds, int step) => new(null, SolutionEnd.TooLarge, step, Math.Max(_most, worlds.Most), Solve.Causes(worlds)) { Expected = worlds.Expected };

    private string Deciding(double[] values) => string.Join(' ', values.Where((_, a) => _solver.DecidedBy[a]).Select(BitConverter.DoubleToInt64Bits));

    private Solution Integrated()
    {
        (double[] Values, double Weight)[] combinations = [.. _beliefs.Combinations()];
        var known = new Dictionary<string, Worlds>();
        if (_fixedWorlds)
        {
            foreach ((double[] values, _) in combinations)
            {
                string key = Deciding(values);
                if (known.ContainsKey(key)) continue;
                Worlds worlds = _solver.Look(values, _varies, keep: true);
                int found = worlds.FindAll(_progress.Tell, _cancellation);
                _most = Math.Max(_most, worlds.Most);
                if (found < Last) return TooLarge(worlds, found);
                known.Add(key, worlds);
            }
        }
        int randomisations = Math.Max(2, _options.Randomisations);
        int first = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Clamp(_options.Points, _options.Precision is null ? 1 : Solve.FewestPoints, 1 << 20));
        var sampler = new AssumptionSampler(_scenario with { Correlations = _beliefs.Correlations }, _policy);
        var calibration = new Calibration([.. _beliefs.Integrated.Select(_beliefs.Of)]);
        BonferroniLooks? looks = _options.Precision is null ? null : new BonferroniLooks(_options.Confidence, first, (long)first << MostDoublings);
        for (int look = 1; ; look++)
        {
            int points = looks is null ? first : (int)looks.RunsAt(look);
            _progress.Points = _progress.Done + ((long)points * randomisations * combinations.Length);
            Randomisation[] all = [.. Enumerable.Range(0, randomisations).Select(r => new Randomisation(calibration, new Sobol(_beliefs.Integrated.Length, _options.Seed, (randomisations * (look - 1)) + r), points, new ExactTally(_scenario), NewPosterior(points), _cancellation))];
            Exception? failure = Advance(all, combinations, known, sampler);
            if (failure is TooLargeException large) return TooLarge(large.Worlds, large.Step);
            Randomisation[] whole = [.. all.Where(r => r.IsWhole)];
            bool stopped = whole.Length < all.Length;
            if (whole.Length < 2) return new Solution(null, SolutionEnd.Stopped, 0, _most, []);
            ExactTally[] tallies = [.. whole.Select(r => r.Tally)];
            if (Impossible(tallies, known) is { } impossible)
            {
                // More points may find what these have missed.
                if (impossible.Untried.Count == 0 || stopped || looks is null || look == looks.Looks) return impossible;
                continue;
            }
            double level = looks?.ConfidenceAt(look) ?? _options.Confidence;
            SimulationResults results = ExactResults.Of(tallies, _scenario, _plan, _options.Confidence, level, _options.Seed, Posterior.Together([.. whole.Select(r => r.Posterior)], level));
            if (stopped) return new Solution(results with { Partial = true }, SolutionEnd.Stopped, Last, _most, []);
            if (looks is null || results.HalfWidth <= _options.Precision) return new Solution(results, SolutionEnd.Whole, Last, _most, []);
            if (look == looks.Looks) return new Solution(results with { Partial = true }, SolutionEnd.Stopped, Last, _most, []);
        }
    }

    // A randomisation is one thread's from its first point to its last, so sums do not depend on the threads.
    private Exception? Advance(Randomisation[] all, (double[] Values, double Weight)[] combinations, Dictionary<string, Worlds> known, AssumptionSampler sampler)
    {
        Exception? failure = null;
        int next = -1;
        void Work()
        {
            try
            {
                for (int r = Interlocked.Increment(ref next); r < all.Length && Volatile.Read(ref failure) is null; r = Interlocked.Increment(ref next))
                {
                    while (!all[r].IsWhole) Point(all[r], combinations, known, sampler);
                }
            }
            catch (Exception e)
            {
                Interlocked.CompareExchange(ref failure, e, null);
            }
        }

        IReadOnlyList<Thread> threads = DeepThread.Several(Math.Min(Threads, all.Length), _ => Work());
        foreach (Thread thread in threads) thread.Join();
        if (failure is not null and not OperationCanceledException and not TooLargeException) System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        return failure;
    }

    private void Point(Randomisation randomisation, (double[] Values, double Weight)[] combinations, Dictionary<string, Worlds> known, AssumptionSampler sampler)
    {
        var place = new double[_beliefs.Integrated.Length];
        randomisation.Sequence.Point(randomisation.Next, place);
        foreach ((double[] values, double weight) in combinations)
        {
            double[] point = At(place, sampler, values);
            Worlds worlds = _fixedWorlds ? known[Deciding(point)] : _solver.Look(point, new bool[point.Length], keep: false);
            (int step, int whole, double mass) = worlds.Follow(point, weight * randomisation.Weight, randomisation.Tally, 1, null, _cancellation);
            randomisation.Posterior?.Add(point, mass, randomisation.Weight == 0 ? 0 : mass / randomisation.Weight);
            if (worlds.Causes.Count > 0) throw new TooLargeException(worlds, step);
            if (step < Last || whole < _solver.Passes) throw new OperationCanceledException(_cancellation);
            _progress.Point();
        }
        randomisation.Next++;
    }

    // A combination of discrete assumptions with what is integrated over at a point of the sequence.
    private double[] At(double[] place, AssumptionSampler sampler, double[] combination)
    {
        var uniforms = new double[combination.Length];
        var drawn = new double[combination.Length];
        Array.Fill(uniforms, 0.5);
        for (int i = 0; i < place.Length; i++) uniforms[_beliefs.Integrated[i]] = place[i];
        sampler.Draw(uniforms, drawn);
        double[] point = [.. combination];
        foreach (int a in _beliefs.Integrated) point[a] = drawn[a];
        return point;
    }

    private sealed class TooLargeException(Worlds worlds, int step) : Exception
    {
        public Worlds Worlds { get; } = worlds;

        public int Step { get; } = step;
    }

    /// <summary>One scrambling of the points, and what has been summed over them.</summary>
    private sealed class Randomisation(Calibration calibration, Sobol sequence, int points, ExactTally tally, Posterior? posterior, CancellationToken cancellation)
    {
        private double[]? _weights;

        public Sobol Sequence { get; } = sequence;

        public ExactTally Tally { get; } = tally;

        /// <summary>What the evidence says of the assumptions; null where there is none.</summary>
        public Posterior? Posterior { get; } = posterior;

        /// <summary>The next point.</summary>
        public int Next { get; set; }

        public bool IsWhole => Next == points;

        /// <summary>The weight of the next point.</summary>
        public double Weight => (_weights ??= calibration.Weights(Sequence, points, cancellation))[Next];
    }

    /// <summary>Tells how far it has come, from whichever thread.</summary>
    private sealed class ProgressOf(Action<SolutionProgress>? tell, int steps, int passes)
    {
        private readonly Lock _gate = new();
        private double _share;

        /// <summary>How many points are done.</summary>
        public long Done { get; private set; }

        /// <summary>How many points there are.</summary>
        public long Points { get; set; } = 1;

        public void Tell(Advance advance)
        {
            if (tell is null) return;
            lock (_gate)
            {
                double inPoint = advance.IsFinding ? 0 : (advance.Pass + (advance.Step / (double)Math.Max(1, steps))) / passes;
                Say(inPoint, advance.Step, advance.Worlds, advance.Pass, advance.IsFinding);
            }
        }

        public void Point()
        {
            if (tell is null) return;
            lock (_gate)
            {
                Done++;
                Say(0, steps, 0, 0, isFinding: false);
            }
        }

        private void Say(double inPoint, int step, int worlds, int pass, bool isFinding)
        {
            _share = Math.Max(_share, Math.Min(1, (Done + inPoint) / Points));
            int all = (int)Math.Min(int.MaxValue, Points * passes);
            tell!(new SolutionProgress(_share, step, steps, worlds, (int)Math.Min(all, (Done * passes) + pass + 1), all) { IsFinding = isFinding });
        }
    }
}
