namespace ScenarioSim.App.Tui;

/// <summary>Something that happens to the workbench: a key, a click, news from the engine. Pure.</summary>
public delegate Step Act(WorkbenchModel model);

/// <summary>What an act leads to: the new model and what the shell is to do.</summary>
public sealed record Step(WorkbenchModel Model, IReadOnlyList<Effect> Effects)
{
    /// <summary>Nothing for the shell to do.</summary>
    public static implicit operator Step(WorkbenchModel model) => new(model, []);

    /// <summary>The same with one more thing to do.</summary>
    public Step And(Effect effect) => this with { Effects = [.. Effects, effect] };

    /// <summary>Another act after this one.</summary>
    public Step Then(Act act)
    {
        var next = act(Model);
        return new Step(next.Model, [.. Effects, .. next.Effects]);
    }
}
