using System.Collections.Immutable;
using ScenarioSim.App.Tui.CompareView;
using ScenarioSim.App.Tui.Drawing;
using ScenarioSim.App.Tui.DriversView;
using ScenarioSim.App.Tui.FilesView;
using ScenarioSim.App.Tui.OutcomesView;
using ScenarioSim.App.Tui.RunsView;
using ScenarioSim.App.Tui.ScenarioView;
using ScenarioSim.App.Tui.TimeView;

namespace ScenarioSim.App.Tui;

/// <summary>The views, by the digit that shows them.</summary>
public enum ScreenId
{
    /// <summary>The browser.</summary>
    Files,

    /// <summary>What does this file say.</summary>
    Scenario,

    /// <summary>What can come of it.</summary>
    Outcomes,

    /// <summary>When.</summary>
    Time,

    /// <summary>What if we choose otherwise.</summary>
    Compare,

    /// <summary>How does such a run go.</summary>
    Runs,

    /// <summary>What does it hang on.</summary>
    Drivers,
}

/// <summary>Which pane fills the body.</summary>
public enum Zoom
{
    /// <summary>Both are shown.</summary>
    None,

    /// <summary>The detail alone.</summary>
    Detail,

    /// <summary>The list alone.</summary>
    List,
}

/// <summary>A short message in the key line.</summary>
/// <param name="Text">What it says.</param>
/// <param name="IsError">Errors stay four seconds, others two.</param>
/// <param name="Until">When it goes.</param>
public sealed record Notice(string Text, bool IsError, TimeSpan Until);

/// <summary>Everything that the screen shows. Immutable; the view is drawn from it alone.</summary>
public sealed record WorkbenchModel
{
    /// <summary>How the workbench was started.</summary>
    public required WorkbenchOptions Options { get; init; }

    /// <summary>The characters to draw with.</summary>
    public Glyphs Glyphs => Glyphs.Of(Options.Glyphs);

    /// <summary>Columns and rows of the terminal.</summary>
    public (int Width, int Height) Size { get; init; } = (80, 24);

    /// <summary>Time since the start, by the shell's clock.</summary>
    public TimeSpan Now { get; init; }

    /// <summary>The view shown.</summary>
    public ScreenId Screen { get; init; } = ScreenId.Files;

    /// <summary>The view before it; null where none was shown.</summary>
    public ScreenId? LastScreen { get; init; }

    /// <summary>Which pane fills the body.</summary>
    public Zoom Zoom { get; init; }

    /// <summary>A list to pick from above the view: help, palette, a choice.</summary>
    public Picker? Picker { get; init; }

    /// <summary>A line of text being typed: a filter, a setting.</summary>
    public Entry? Entry { get; init; }

    /// <summary>A message in the key line.</summary>
    public Notice? Notice { get; init; }

    /// <summary>How often a command was used, by name.</summary>
    public ImmutableDictionary<string, int> Used { get; init; } = ImmutableDictionary<string, int>.Empty;

    /// <summary>Filters by view; they survive a change of view.</summary>
    public ImmutableDictionary<ScreenId, string> Filters { get; init; } = ImmutableDictionary<ScreenId, string>.Empty;

    /// <summary>Whether the mouse is the workbench's.</summary>
    public bool Mouse { get; init; } = true;

    /// <summary>Numbers stand still until it is pressed again.</summary>
    public bool Frozen { get; init; }

    /// <summary>The last number given to a job; news of earlier ones is dropped.</summary>
    public int Jobs { get; init; }

    /// <summary>The file worked on, or null.</summary>
    public OpenFile? File { get; init; }

    /// <summary>What the last drawing found out about its lists.</summary>
    public Scrolls Scrolls { get; init; } = new();

    /// <summary>0 Files.</summary>
    public FilesModel Files { get; init; } = new();

    /// <summary>1 Scenario.</summary>
    public ScenarioModel Scenario { get; init; } = new();

    /// <summary>2 Outcomes.</summary>
    public OutcomesModel Outcomes { get; init; } = new();

    /// <summary>3 Time.</summary>
    public TimeModel Time { get; init; } = new();

    /// <summary>4 Compare.</summary>
    public CompareModel Compare { get; init; } = new();

    /// <summary>5 Runs.</summary>
    public RunsModel Runs { get; init; } = new();

    /// <summary>6 Drivers.</summary>
    public DriversModel Drivers { get; init; } = new();

    /// <summary>What was set before each time that something else was, the last first: for taking it back.</summary>
    public ImmutableStack<IReadOnlyList<string>> SetBefore { get; init; } = [];

    /// <summary>What was set before each time that something was taken back, the last first: for doing it again.</summary>
    public ImmutableStack<IReadOnlyList<string>> SetAfter { get; init; } = [];

    /// <summary>The filter of the view shown.</summary>
    public string Filter => Filters.GetValueOrDefault(Screen, "");

    /// <summary>What is set besides what the file says: what the command line and the user set, or nothing where that could not be.</summary>
    public IReadOnlyList<string> Settings => File?.NotSet is null ? Options.Settings : [];

    /// <summary>What was set for the figures that the views of outcomes and of time show.</summary>
    public IReadOnlyList<string> SettingsShown => File is not { Results: not null } file || (Screen == ScreenId.Outcomes && file.Exact is { IsShown: true, Results: not null }) ? Settings : file.ResultsSet;

    /// <summary>Says something in the key line.</summary>
    public WorkbenchModel Tell(string text, bool isError = false) =>
        this with { Notice = new Notice(text, isError, Now + TimeSpan.FromSeconds(isError ? 4 : 2)) };

    /// <summary>Shows another view.</summary>
    public WorkbenchModel Show(ScreenId screen) => screen == Screen ? this : this with
    {
        Screen = screen,
        LastScreen = Screen,
        Entry = null,
        Zoom = Zoom.None,
        Runs = Runs with { Behind = null },
        Files = Files with { IsFresh = Files.IsFresh && screen != ScreenId.Files },
    };
}
