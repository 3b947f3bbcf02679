using ScenarioSim.Results;

namespace ScenarioSim.Reports.Format;

/// <summary>What happens to indicators in a run, in one grain: an indicator has the same decimals throughout, so that each value is where the change before it led.</summary>
public sealed class EffectText
{
    private const int MostDecimals = 12;

    private readonly Dictionary<string, int> _decimals;

    /// <param name="stories">The run, or runs that are told side by side.</param>
    public EffectText(params IReadOnlyList<Story> stories) =>
        _decimals = stories.SelectMany(s => s.Events).SelectMany(e => e.Effects).GroupBy(e => e.Indicator.Name)
            .ToDictionary(g => g.Key, g => Numbers.Decimals([.. g.SelectMany(e => (double[])[e.From, e.To])]));

    /// <summary>A change, such as <c>tension 6 → 7.5</c>. Where the usual decimals would hide it, it has more.</summary>
    public string Of(StoryEffect effect)
    {
        (string from, string to) = Both(effect.From, effect.To, _decimals[effect.Indicator.Name]);
        string change = $"{effect.Indicator.Name} {from} → {to}";
        return effect.Share is { } share ? $"{share} (with all else in the step {change})" : change;
    }

    private static (string From, string To) Both(double from, double to, int decimals)
    {
        (string From, string To) At(int d) => (Numbers.Fixed(from, d), Numbers.Fixed(to, d));
        (string From, string To) usual = At(decimals);
        if (usual.From != usual.To || from == to) return usual;
        for (int more = decimals + 1; more <= MostDecimals; more++)
        {
            if (At(more) is var finer && finer.From != finer.To) return finer;
        }
        return (Numbers.Short(from), Numbers.Short(to));
    }
}
