using ScenarioSim.Model;
using ScenarioSim.Results;

namespace ScenarioSim.Interpreter;

/// <summary>One world of the interpreter: everything a run has to remember, laid out to be read, not to be fast.</summary>
internal sealed class InterpretedWorld : IWorld
{
    private readonly Policy _policy;
    private readonly SiteTable _sites;
    private readonly bool[] _counted;
    private readonly RunRecord _record;

    public InterpretedWorld(Scenario scenario, Policy policy, SiteTable sites, RunRecord record)
    {
        (_policy, _sites, _record) = (policy, sites, record);
        _counted = new bool[sites.Sites.Count];
        Indicators = new double[scenario.Indicators.Count];
        Leaf = new int[scenario.Tracks.Count];
        Entered = [.. scenario.Tracks.Select(t => new int[t.States.Count])];
        Visited = [.. scenario.Tracks.Select(t => new int[t.States.Count])];
        Stays = new Stay[scenario.Tracks.Count];
        Tracks = scenario.Tracks;
    }

    /// <summary>What a track drew when it entered its innermost state, and what its standing chances have added up to since, in units of <see cref="Hazard"/>.</summary>
    public record struct Stay(double Threshold, double Pick, double Hazard);

    public IReadOnlyList<Track> Tracks { get; }

    public int Step { get; set; }

    public double[] Indicators { get; }

    /// <summary>The innermost state of each track.</summary>
    public int[] Leaf { get; }

    /// <summary>The step in which each state was last entered, by track and state.</summary>
    public int[][] Entered { get; }

    /// <summary>How often each state has been entered, by track and state.</summary>
    public int[][] Visited { get; }

    public Stay[] Stays { get; }

    /// <summary>The step from which a transition's <c>on</c> and <c>after</c> both hold, for the states that a track is in.</summary>
    public Dictionary<Transition, int> Due { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>Transitions whose toss has been made since their state was entered.</summary>
    public HashSet<Transition> Spent { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>How often each drawn effect has happened.</summary>
    public Dictionary<Effect, int> Happened { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>Empties everything for the next run.</summary>
    public void Clear()
    {
        Step = 0;
        Array.Clear(_counted);
        foreach (int[] visited in Visited) Array.Clear(visited);
        Due.Clear();
        Spent.Clear();
        Happened.Clear();
    }

    public double Assumption(int index) => _record.Assumptions[index];

    public double Lever(int index) => _policy.Levers[index];

    public double Indicator(int index) => Indicators[index];

    public bool IsIn(int track, int state) => Tracks[track].IsWithin(Leaf[track], state);

    public int EnteredInnermost(int track) => Entered[track][Leaf[track]];

    public int Visits(int track, int state) => Visited[track][state];

    public void NotFinite(Expression operation) => Count(operation, CountedReason.NotFinite, double.NaN);

    /// <summary>Counts something, the first time in this run.</summary>
    public void Count(object owner, CountedReason reason, double value)
    {
        int site = _sites.Number(owner, reason);
        if (_counted[site]) return;
        _counted[site] = true;
        _record.Counted.Add(new Counted(site, Step, value));
    }
}
