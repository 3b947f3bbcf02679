using ScenarioSim.Text;

namespace ScenarioSim.Model;

/// <summary>A state machine: a diplomatic track, or a branch (an event that may happen).</summary>
/// <remarks>
/// A branch that repeats always stays in <c>pending</c>: a happening counts an entry of the state it gives (see <see cref="Visits"/>) and enters <c>pending</c> anew.
/// </remarks>
public sealed record Track
{
    /// <summary>Its name, unique among all names of the scenario.</summary>
    public required string Name { get; init; }

    /// <summary>Its place in <see cref="Scenario.Tracks"/>, which is file order.</summary>
    public required int Index { get; init; }

    /// <summary>What the author says about it.</summary>
    public required About About { get; init; }

    /// <summary>What to call it: its title, else its name.</summary>
    public string Title => About.Title ?? Name;

    /// <summary>Where its talks take place, for display.</summary>
    public string? Forum { get; init; }

    /// <summary>Written under <c>branches</c>.</summary>
    public bool IsBranch { get; init; }

    /// <summary>A branch with <c>repeats: true</c>.</summary>
    public bool Repeats { get; init; }

    /// <summary>All states at every depth, an outer state before its inner ones, in file order; <c>States[i].Index == i</c>.</summary>
    public required IReadOnlyList<State> States { get; init; }

    /// <summary>The innermost state in which a run begins.</summary>
    public required int Initial { get; init; }

    /// <summary>Its name in the file.</summary>
    public required SourceSpan Span { get; init; }

    /// <summary>Whether <paramref name="state"/> is <paramref name="outer"/> or stands somewhere inside it.</summary>
    public bool IsWithin(int state, int outer)
    {
        for (int s = state; s >= 0; s = States[s].Parent)
        {
            if (s == outer) return true;
        }
        return false;
    }

    /// <summary>The states that a run in the given one is in, innermost first: itself, its outer state, and so on.</summary>
    public IEnumerable<int> Lineage(int state)
    {
        for (int s = state; s >= 0; s = States[s].Parent) yield return s;
    }

    /// <summary>
    /// What a transition leaves and enters: all that lies below the innermost state that strictly contains both the target and the present innermost state
    /// (docs/language.md, section 3). Left innermost first, entered outermost first; a target with inner states is entered down to its first innermost one.
    /// </summary>
    public (IReadOnlyList<int> Left, IReadOnlyList<int> Entered) Move(int from, int to)
    {
        int common = States[to].Parent;
        while (common >= 0 && (common == from || !IsWithin(from, common))) common = States[common].Parent;
        List<int> left = [.. Lineage(from).TakeWhile(s => s != common)];
        List<int> entered = [.. Lineage(States[to].InitialLeaf).TakeWhile(s => s != common)];
        entered.Reverse();
        return (left, entered);
    }
}

/// <summary>A state of a track.</summary>
public sealed record State
{
    /// <summary>Its name, unique within the track at every depth.</summary>
    public required string Name { get; init; }

    /// <summary>Its place in <see cref="Track.States"/>.</summary>
    public required int Index { get; init; }

    /// <summary>The state that contains it, or -1.</summary>
    public required int Parent { get; init; }

    /// <summary>The innermost state that is entered with it: itself where it has no inner states.</summary>
    public required int InitialLeaf { get; init; }

    /// <summary>What the author says about it.</summary>
    public required About About { get; init; }

    /// <summary>What to call it: its title, else its name.</summary>
    public string Title => About.Title ?? Name;

    /// <summary>The transitions it lists, in file order.</summary>
    public required IReadOnlyList<Transition> Transitions { get; init; }

    /// <summary>Effects in the step in which it is entered; not for the initial world.</summary>
    public IReadOnlyList<Effect> Enter { get; init; } = [];

    /// <summary>Effects in the step in which it is left.</summary>
    public IReadOnlyList<Effect> Exit { get; init; } = [];

    /// <summary>Its name in the file.</summary>
    public required SourceSpan Span { get; init; }

    /// <summary>Whether it has no inner states.</summary>
    public bool IsLeaf => InitialLeaf == Index;
}
