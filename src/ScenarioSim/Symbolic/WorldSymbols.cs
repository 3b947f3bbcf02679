using ScenarioSim.Model;

namespace ScenarioSim.Symbolic;

/// <summary>The variables that hold a world, by what they stand for.</summary>
internal sealed class WorldSymbols
{
    private readonly Dictionary<VariableSymbol, VariableSymbol> _before = [];
    private readonly Identifiers _names;

    /// <param name="facts">What is fixed.</param>
    /// <param name="horizons">How far counters count.</param>
    /// <param name="twoPhases">Tracks move before indicators do.</param>
    /// <param name="names">Gives names.</param>
    public WorldSymbols(Facts facts, Horizons horizons, bool twoPhases, Identifiers names)
    {
        _names = names;
        Scenario scenario = facts.Scenario;
        TwoPhases = twoPhases;
        Tracks = [.. scenario.Tracks.Select(t => new TrackSymbols(t, horizons, names))];
        if (horizons.Step > 0)
        {
            string length = TransitionText.Duration(scenario.Clock.StepSeconds);
            string later = horizons.Step < scenario.Clock.LastStep ? $"; {horizons.Step} stands for every later one" : "";
            Step = new VariableSymbol(names.New("step"), TermType.Whole, 0, horizons.Step, 0, $"steps of {length} since {scenario.Clock.Iso(0)}{later}");
        }
        if (twoPhases) Phase = new VariableSymbol(names.New("phase"), TermType.Whole, 0, 1, 0, "0: a world of the scenario; 1: the tracks have moved, the indicators have not");
    }

    /// <summary>Whether indicators change in a transition of their own, after the tracks have moved.</summary>
    public bool TwoPhases { get; }

    /// <summary>The step of the world, as far as anything depends on it; null where nothing does.</summary>
    public VariableSymbol? Step { get; }

    /// <summary>Where in a step the chain is; null where a step is one transition.</summary>
    public VariableSymbol? Phase { get; set; }

    /// <summary>By track.</summary>
    public IReadOnlyList<TrackSymbols> Tracks { get; }

    /// <summary>The value of each indicator; null of those left out.</summary>
    public IReadOnlyList<Term?> Indicators { get; set; } = [];

    /// <summary>What a variable was before the tracks moved, with what it is now.</summary>
    public IReadOnlyDictionary<VariableSymbol, VariableSymbol> Remembered => _before;

    /// <summary>A track's variable as it was in the world before the step.</summary>
    public VariableSymbol Before(VariableSymbol variable)
    {
        if (_before.TryGetValue(variable, out VariableSymbol? before)) return before;
        return _before[variable] = new VariableSymbol(_names.New(variable.Name + "_before"), variable.Type, variable.Low, variable.High, variable.Initial, $"{variable.Name} in the world that the step before left");
    }
}

/// <summary>The variables of one track.</summary>
internal sealed class TrackSymbols
{
    public TrackSymbols(Track track, Horizons horizons, Identifiers names)
    {
        Track = track;
        Leaves = [.. Reachable(track)];
        LeafNumbers = Leaves.Select((state, number) => (state, number)).ToDictionary(x => x.state, x => x.number);
        Name = names.New(track.Name);
        if (Leaves.Count > 1)
        {
            Constants = [.. Leaves.Select((s, i) => new ConstantSymbol(names.New($"{Name}_{track.States[s].Name}"), TermType.Whole, Terms.Number(i), About(track, s)))];
            Leaf = new VariableSymbol(Name, TermType.Whole, 0, Leaves.Count - 1, LeafNumbers[track.Initial]);
        }
        if (horizons.Stay(track.Index) is > 0 and var stay)
        {
            Stay = new VariableSymbol(names.New($"{Name}_stay"), TermType.Whole, 0, stay, 0, "steps since its innermost state was entered");
        }
        foreach (((int of, int state), int most) in horizons.Visits)
        {
            if (of != track.Index) continue;
            double initial = track.Lineage(track.Initial).Contains(state) ? 1 : 0;
            Visits[state] = new VariableSymbol(names.New($"{Name}_{track.States[state].Name}_visits"), TermType.Whole, 0, most, Math.Min(most, initial), $"how often it has entered {track.States[state].Name}");
        }
    }

    public Track Track { get; }

    /// <summary>Its name in the chain.</summary>
    public string Name { get; }

    /// <summary>The innermost states that it can be in, by their numbers in the chain.</summary>
    public IReadOnlyList<int> Leaves { get; }

    /// <summary>The number of each.</summary>
    public IReadOnlyDictionary<int, int> LeafNumbers { get; }

    /// <summary>Names for the numbers.</summary>
    public IReadOnlyList<ConstantSymbol> Constants { get; } = [];

    /// <summary>Which it is in; null where it is always in the same.</summary>
    public VariableSymbol? Leaf { get; }

    /// <summary>Steps since its innermost state was entered; null where nothing reads it.</summary>
    public VariableSymbol? Stay { get; }

    /// <summary>Counts of entries, by state.</summary>
    public Dictionary<int, VariableSymbol> Visits { get; } = [];

    /// <summary>Whether a state has been entered, by state.</summary>
    public Dictionary<int, VariableSymbol> Visited { get; } = [];

    /// <summary>The name of an innermost state's number, or the number.</summary>
    public Term Number(int leaf) => Constants.Count > 0 ? Terms.Of(Constants[LeafNumbers[leaf]]) : Terms.Number(LeafNumbers[leaf]);

    // In the order of the file, which keeps the inner states of a state together.
    private static IEnumerable<int> Reachable(Track track)
    {
        var found = new HashSet<int> { track.Initial };
        var open = new Stack<int>(found);
        while (!track.Repeats && open.TryPop(out int leaf))
        {
            foreach (Target target in track.Lineage(leaf).SelectMany(s => track.States[s].Transitions).SelectMany(t => t.Targets))
            {
                int to = track.States[target.State].InitialLeaf;
                if (found.Add(to)) open.Push(to);
            }
        }
        return found.Order();
    }

    private static string? About(Track track, int leaf)
    {
        string path = string.Join(" / ", track.Lineage(leaf).Reverse().Select(s => track.States[s].Name));
        string? title = track.States[leaf].About.Title;
        if (track.States[leaf].Parent < 0 && path.All(char.IsAscii)) return title;
        return title is null ? path : $"{path}: {title}";
    }
}
