using ScenarioSim.Model;

namespace ScenarioSim.Symbolic;

/// <summary>The different things that a track's moves do to indicators, numbered from 1; 0 is nothing.</summary>
internal sealed class EffectLists(Facts facts, IReadOnlyDictionary<Effect, int> order, IReadOnlySet<int> kept)
{
    private readonly Dictionary<string, int> _numbers = [];
    private readonly Dictionary<Expression, int> _amounts = new(ReferenceEqualityComparer.Instance);

    /// <summary>Each in file order.</summary>
    public List<IReadOnlyList<Effect>> Lists { get; } = [];

    /// <summary>The number of what a move does.</summary>
    public int Number(Track track, int leaf, Transition transition, Target target)
    {
        (IReadOnlyList<int> left, IReadOnlyList<int> entered) = track.Repeats ? ([], []) : track.Move(leaf, target.State);
        IEnumerable<Effect> all = left.SelectMany(s => track.States[s].Exit).Concat(transition.Do).Concat(target.Do).Concat(entered.SelectMany(s => track.States[s].Enter));
        List<Effect> effects = [.. all.Where(e => kept.Contains(e.Indicator)).OrderBy(e => order[e])];
        if (effects.Count == 0) return 0;
        string key = string.Join(";", effects.Select(Key));
        if (!_numbers.TryGetValue(key, out int number))
        {
            Lists.Add(effects);
            _numbers[key] = number = Lists.Count;
        }
        return number;
    }

    private string Key(Effect e)
    {
        if (facts.Constant(e.Amount!) is { } value) return $"{e.Indicator} {e.Operator} {value:R}";
        _amounts.TryAdd(e.Amount!, _amounts.Count);
        return $"{e.Indicator} {e.Operator} #{_amounts[e.Amount!]}";
    }
}
