using ScenarioSim.Text;

namespace ScenarioSim.Language;

/// <summary>A track or branch of which the names are known and the bodies not yet read.</summary>
internal sealed class TrackPlan(ScalarText name, bool isBranch, Fields fields)
{
    /// <summary>Its name.</summary>
    public ScalarText Name { get; } = name;

    /// <summary>Written under <c>branches</c>.</summary>
    public bool IsBranch { get; } = isBranch;

    /// <summary>Its keys.</summary>
    public Fields Fields { get; } = fields;

    /// <summary>A branch with <c>repeats: true</c>.</summary>
    public bool Repeats { get; set; }

    /// <summary>Its states, outer ones before their inner ones.</summary>
    public List<StatePlan> States { get; } = [];

    /// <summary>The index of each state's name.</summary>
    public Dictionary<string, int> Indices { get; } = [];

    /// <summary>Whether all its states are known; otherwise names that are not stay silent.</summary>
    public bool IsWhole { get; set; } = true;

    /// <summary>Its place among the tracks.</summary>
    public int Index { get; set; } = -1;

    /// <summary>What it is, as messages say it.</summary>
    public string What => $"{(IsBranch ? "branch" : "track")} `{Name.Value}`";

    /// <summary>The index of a state that a transition names, or -1 where it is not there, which is reported (once, and not where the states are in error).</summary>
    public int Find(ScalarText state, IReadOnlyList<TrackPlan> all, DiagnosticBag bag)
    {
        string wanted = state.Value.Trim();
        if (Indices.TryGetValue(wanted, out int index)) return index;
        if (IsWhole)
        {
            string? nearest = Nearest.Name(wanted, Indices.Keys);
            string? elsewhere = nearest is null ? all.FirstOrDefault(t => t.Indices.ContainsKey(wanted))?.Name.Value : null;
            bag.Add(Diagnose.UnknownState(state.Span, What, wanted, nearest, elsewhere, Indices.Keys));
        }
        return -1;
    }
}

/// <summary>A state of which the name is known and the body not yet read.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Parent">The state that contains it, or -1.</param>
/// <param name="Fields">Its keys, where it is a mapping.</param>
/// <param name="Transitions">Its transitions; null where there are none, or where they are in error.</param>
internal sealed record StatePlan(ScalarText Name, int Parent, Fields? Fields, IReadOnlyList<Node> Transitions)
{
    /// <summary>Its first inner state, or -1.</summary>
    public int FirstInner { get; set; } = -1;
}
