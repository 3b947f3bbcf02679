namespace ScenarioSim.App.Tui;

/// <summary>Something the user can do. The key line, the help, the palette and the tests are made from the same list of these.</summary>
/// <param name="Name">A few words, as the palette shows it; unique within a view.</param>
/// <param name="Keys">Names of its keys (<c>r</c>, <c>Enter</c>, <c>Ctrl-P</c>), the one to show first.</param>
/// <param name="Does">What it does, one sentence.</param>
/// <param name="Do">Doing it.</param>
public sealed record Command(string Name, IReadOnlyList<string> Keys, string Does, Act Do)
{
    /// <summary>Why it cannot be done now, or null.</summary>
    public Func<WorkbenchModel, string?> WhyNot { get; init; } = static _ => null;

    /// <summary>Its one word in the key line; null where it stands only in the help and the palette.</summary>
    public string? Label { get; init; }

    /// <summary>The word where it changes with what is shown; null where it stays.</summary>
    public Func<WorkbenchModel, string>? LabelNow { get; init; }

    /// <summary>Whether that word stands there now, before all others: false where there is nothing that the key could be for. Null: always, in its place.</summary>
    public Func<WorkbenchModel, bool>? IsLabelled { get; init; }

    /// <summary>A step of the cursor: in the help, but not in the palette.</summary>
    public bool IsMove { get; init; }

    /// <summary>Does it, or says why not for two seconds.</summary>
    public Step Try(WorkbenchModel model) => WhyNot(model) is { } why
        ? model.Tell(why)
        : Do(model with { Used = model.Used.SetItem(Name, model.Used.GetValueOrDefault(Name) + 1) });
}
