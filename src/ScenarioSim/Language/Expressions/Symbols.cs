using ScenarioSim.Model;

namespace ScenarioSim.Language.Expressions;

/// <summary>What a name stands for.</summary>
internal abstract record Symbol(string Name);

/// <summary>An assumption; <paramref name="Words"/> are the words it can be, where it is of words.</summary>
internal sealed record AssumptionSymbol(string Name, int Index, Kind Kind, IReadOnlyList<string>? Words) : Symbol(Name);

/// <summary>A lever; <paramref name="Words"/> are its options, where they are words.</summary>
internal sealed record LeverSymbol(string Name, int Index, Kind Kind, IReadOnlyList<string>? Words) : Symbol(Name);

/// <summary>An indicator.</summary>
internal sealed record IndicatorSymbol(string Name, int Index) : Symbol(Name);

/// <summary>A definition.</summary>
internal sealed record DefinitionSymbol(string Name, int Index, ScalarText Text) : Symbol(Name);

/// <summary>A track or branch. <paramref name="IsWhole"/>: all its states are known.</summary>
internal sealed record TrackSymbol(string Name, int Index, IReadOnlyList<string> States, bool IsBranch, bool Repeats, bool IsWhole) : Symbol(Name)
{
    /// <summary>The index of a state, or -1.</summary>
    public int Find(string state)
    {
        for (int i = 0; i < States.Count; i++)
        {
            if (States[i] == state) return i;
        }
        return -1;
    }
}

/// <summary>A name in error.</summary>
internal sealed record PoisonedSymbol(string Name) : Symbol(Name);
