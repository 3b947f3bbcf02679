using ScenarioSim.Compiler;
using ScenarioSim.Model;

namespace ScenarioSim.Exact;

/// <summary>
/// What of one track can bear on the future, numbered from 0 in the order in which it is met: its innermost state, how long ago the states were entered whose <c>after</c> has not come,
/// which drawn delays have come, which tosses are spent, whether a state was entered after another policy took over whose delays or dates it sets, and what is remembered of visits. What can no longer matter is 0, so that it makes no difference.
/// </summary>
internal sealed class TrackStates
{
    private readonly Plan _plan;
    private readonly Track _track;
    private readonly int _first;
    private readonly Timings _timings;
    private readonly int[] _clocks; // states that list an `after`
    private readonly TransitionPlan[][] _timers; // by clock
    private readonly int[] _drawnOf; // slot of a drawn timer, by transition, or 0
    private readonly int[] _clockOf; // slot of the clock of a transition, or 0
    private readonly int[] _tossOf; // slot of a transition's toss, or 0
    private readonly Dictionary<int, int> _late = []; // slots by state, of those for which it matters when they were entered
    private readonly Dictionary<int, int> _visits = []; // slots by state
    private readonly Dictionary<int[], int> _numbers = new(Sequences.Instance);
    private readonly List<int[]> _all = [];
    private readonly int _size = 1;
    private readonly int _timed;

    /// <param name="plan">The plan.</param>
    /// <param name="track">The track.</param>
    /// <param name="remembered">What is remembered.</param>
    /// <param name="timings">The dates and delays of transitions.</param>
    public TrackStates(Plan plan, Track track, Remembered remembered, Timings timings)
    {
        (_plan, _track, _first, _timings) = (plan, track, plan.FirstState[track.Index], timings);
        Transitions = [.. plan.Transitions.Where(t => IsMine(t.Lister))];
        _drawnOf = new int[plan.Transitions.Count];
        _clockOf = new int[plan.Transitions.Count];
        _tossOf = new int[plan.Transitions.Count];
        TransitionPlan[] delayed = [.. Transitions.Where(t => t.AfterDrawn is not null || t.After is not null)];
        _clocks = [.. delayed.Select(t => t.Lister).Distinct()];
        _timers = [.. _clocks.Select(c => delayed.Where(t => t.Lister == c).ToArray())];
        foreach (TransitionPlan[] timers in _timers)
        {
            foreach (TransitionPlan t in timers) _clockOf[t.Number] = _size;
            _size++;
        }
        Drawn = [.. delayed.Where(t => t.AfterDrawn is not null)];
        foreach (TransitionPlan t in Drawn) _drawnOf[t.Number] = _size++;
        foreach (TransitionPlan t in Transitions.Where(t => t.Toss >= 0)) _tossOf[t.Number] = _size++;
        foreach (int state in Transitions.Where(timings.Turns).Select(t => t.Lister).Distinct()) _late.Add(state, _size++);
        if (remembered.Timed.Contains(track.Index)) _timed = _size++;
        Counted = [.. remembered.Counted.Where(IsMine)];
        Visited = [.. remembered.Visited.Where(IsMine)];
        foreach (int state in Counted.Concat(Visited)) _visits[state] = _size++;
    }

    /// <summary>The transitions of the track.</summary>
    public TransitionPlan[] Transitions { get; }

    /// <summary>Those whose delay is drawn.</summary>
    public TransitionPlan[] Drawn { get; }

    /// <summary>Whether it matters of some state when it was entered.</summary>
    public bool Turns => _late.Count > 0;

    /// <summary>How many have been met.</summary>
    public int Count => _all.Count;

    private int[] Counted { get; }

    private int[] Visited { get; }

    /// <summary>No more of them than this can be met.</summary>
    public double Most(int lastStep)
    {
        double Of(int leaf)
        {
            double product = _timed > 0 ? lastStep + 1 : 1;
            for (int i = 0; i < _clocks.Length; i++)
            {
                if (!IsIn(leaf, _clocks[i])) continue;
                product *= _timers[i].Any(t => t.AfterDrawn is not null) ? lastStep + 1 : _timers[i].Max(t => Math.Min(lastStep + 1, Math.Max(_timings.Delay(t, false), _timings.Delay(t, true))));
            }
            int switches = _late.Keys.Count(s => IsIn(leaf, s)) + Transitions.Count(t => IsIn(leaf, t.Lister) && _tossOf[t.Number] > 0) + Drawn.Count(t => IsIn(leaf, t.Lister)) + Visited.Length;
            return product * Math.Pow(2, switches) * Math.Pow(lastStep + 2, Counted.Length);
        }

        return _track.States.Where(s => s.IsLeaf).Sum(s => Of(_first + s.Index));
    }

    /// <summary>The number of the innermost state.</summary>
    public int Leaf(int number) => _all[number][0];

    /// <summary>How many steps ago the state that lists a transition was entered, seen from the step to be decided.</summary>
    public int Elapsed(int number, TransitionPlan t) => _all[number][_clockOf[t.Number]] + 1;

    /// <summary>Whether a drawn delay has come.</summary>
    public bool HasCome(int number, TransitionPlan t) => _all[number][_drawnOf[t.Number]] != 0;

    /// <summary>Whether a drawn delay is running that can still matter.</summary>
    public bool Runs(int number, TransitionPlan t) => IsIn(_all[number][0], t.Lister) && !IsSpent(number, t) && !HasCome(number, t);

    /// <summary>Whether a transition has been tossed for.</summary>
    public bool IsSpent(int number, TransitionPlan t) => t.Toss >= 0 && _all[number][_tossOf[t.Number]] != 0;

    /// <summary>Whether the state that lists a transition was entered when others of its dates and delays had begun to count.</summary>
    public bool IsLate(int number, TransitionPlan t) => IsLate(_all[number], t);

    /// <summary>The initial one.</summary>
    public int Initial()
    {
        var tuple = new int[_size];
        tuple[0] = _first + _track.Initial;
        foreach (int state in _track.Lineage(_track.Initial)) Enter(tuple, _first + state, late: false);
        return Number(tuple);
    }

    /// <summary>What follows a step.</summary>
    /// <param name="number">What was before.</param>
    /// <param name="branch">What the track did.</param>
    /// <param name="late">Whether what is entered in the step has the later dates and delays.</param>
    public int After(int number, in Branch branch, bool late)
    {
        int[] tuple = [.. _all[number]];
        for (int i = 0; i < _clocks.Length; i++) tuple[i + 1]++;
        if (_timed > 0) tuple[_timed]++;
        for (int i = 0; i < Drawn.Length; i++)
        {
            if ((branch.Come >> i & 1) != 0) tuple[_drawnOf[Drawn[i].Number]] = 1;
        }
        foreach (TransitionPlan tossed in branch.Tossed) tuple[_tossOf[tossed.Number]] = 1;
        if (branch.Move is { } move)
        {
            if (move.Happened >= 0) CountVisit(tuple, move.Happened);
            tuple[0] = move.Leaf;
            foreach (int state in move.Entered) Enter(tuple, state, late);
        }
        else if (branch.Renews) Enter(tuple, tuple[0], late);
        return Number(tuple);
    }

    /// <summary>Puts it into a world whose step has been set.</summary>
    /// <param name="number">Which.</param>
    /// <param name="world">The world.</param>
    /// <param name="deciding">Whether the world's step is the one to be decided, rather than the one in which it was read.</param>
    public void Restore(int number, World world, bool deciding)
    {
        int[] tuple = _all[number];
        world.Leaf[_track.Index] = tuple[0];
        if (_timed > 0) world.Entered[tuple[0]] = world.Step - tuple[_timed] - (deciding ? 1 : 0);
        foreach ((int state, int slot) in _visits) world.Visited[state] = tuple[slot];
    }

    private int Number(int[] tuple)
    {
        Normalise(tuple);
        if (_numbers.TryGetValue(tuple, out int number)) return number;
        _numbers.Add(tuple, _all.Count);
        _all.Add(tuple);
        return _all.Count - 1;
    }

    // A delay matters while its state lasts, its toss is not spent, and until it has come.
    private void Normalise(int[] tuple)
    {
        foreach (TransitionPlan t in Transitions)
        {
            if (_tossOf[t.Number] > 0 && !IsIn(tuple[0], t.Lister)) tuple[_tossOf[t.Number]] = 0;
        }
        foreach ((int state, int slot) in _late)
        {
            if (!IsIn(tuple[0], state)) tuple[slot] = 0;
        }
        for (int i = 0; i < _clocks.Length; i++)
        {
            bool active = IsIn(tuple[0], _clocks[i]);
            int until = 0;
            foreach (TransitionPlan t in _timers[i])
            {
                bool matters = active && (t.Toss < 0 || tuple[_tossOf[t.Number]] == 0);
                if (t.AfterDrawn is null) until = Math.Max(until, matters ? _timings.Delay(t, IsLate(tuple, t)) - 1 : 0);
                else if (!matters) tuple[_drawnOf[t.Number]] = 0;
                else if (tuple[_drawnOf[t.Number]] == 0) until = int.MaxValue;
            }
            tuple[i + 1] = Math.Min(tuple[i + 1], until);
        }
    }

    private bool IsLate(int[] tuple, TransitionPlan t) => _late.TryGetValue(t.Lister, out int slot) && tuple[slot] != 0;

    private void Enter(int[] tuple, int state, bool late)
    {
        if (_late.TryGetValue(state, out int turned)) tuple[turned] = late ? 1 : 0;
        int clock = Array.IndexOf(_clocks, state);
        if (clock >= 0)
        {
            tuple[clock + 1] = 0;
            foreach (TransitionPlan t in _timers[clock].Where(t => t.AfterDrawn is not null)) tuple[_drawnOf[t.Number]] = 0;
        }
        foreach (TransitionPlan t in Transitions)
        {
            if (t.Lister == state && t.Toss >= 0) tuple[_tossOf[t.Number]] = 0;
        }
        if (_timed > 0 && state == tuple[0]) tuple[_timed] = 0;
        CountVisit(tuple, state);
    }

    private void CountVisit(int[] tuple, int state)
    {
        if (!_visits.TryGetValue(state, out int slot)) return;
        tuple[slot] = Array.IndexOf(Visited, state) >= 0 ? 1 : tuple[slot] + 1;
    }

    private bool IsMine(int state) => state >= _first && state < _first + _track.States.Count;

    private bool IsIn(int leaf, int state) => _track.IsWithin(leaf - _first, state - _first);
}
