using ScenarioSim.Language.Expressions;

namespace ScenarioSim.Language;

/// <summary>Says what names are.</summary>
internal static class Declarations
{
    /// <summary>What a name stands for, with its article.</summary>
    public static string WhatIs(Symbol symbol) => symbol switch
    {
        AssumptionSymbol => "an assumption",
        LeverSymbol => "a lever",
        IndicatorSymbol => "an indicator",
        DefinitionSymbol => "a definition",
        TrackSymbol { IsBranch: true } => "a branch",
        TrackSymbol => "a track",
        _ => "in error",
    };
}
