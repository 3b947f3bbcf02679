namespace ScenarioSim.App.Tui;

/// <summary>A view that has to do something when its filter changes.</summary>
public interface IFiltered
{
    /// <summary>Told of the new filter, which the model holds already.</summary>
    Step Filtered(WorkbenchModel model);
}
