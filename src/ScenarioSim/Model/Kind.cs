namespace ScenarioSim.Model;

/// <summary>What sort of thing an expression gives.</summary>
/// <remarks>
/// Every value is a double in all engines. A number is itself; a truth 0 or 1; a duration counts seconds;
/// a date counts seconds since the scenario's start (so whole seconds, the grain of every unit, are exact); a word is its index in <see cref="Scenario.Words"/>.
/// </remarks>
public enum Kind
{
    /// <summary>A plain number.</summary>
    Number,

    /// <summary>True (1) or false (0).</summary>
    Truth,

    /// <summary>A length of time, in seconds.</summary>
    Duration,

    /// <summary>A point in time, in seconds since the start of the scenario.</summary>
    Date,

    /// <summary>One of a lever's options or an assumption's words, as an index into the scenario's words.</summary>
    Word,
}
