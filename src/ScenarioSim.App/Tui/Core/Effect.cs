using ScenarioSim.Analysis;
using ScenarioSim.Model;
using ScenarioSim.Results;

namespace ScenarioSim.App.Tui;

/// <summary>What the shell does for an update: everything that is not pure.</summary>
public abstract record Effect
{
    private Effect()
    {
    }

    /// <summary>Reads and checks a file on the worker.</summary>
    public sealed record Read(string Path) : Effect;

    /// <summary>Reads another file, to compare with; or again, as it was saved.</summary>
    public sealed record ReadOther(string Path, bool IsAgain = false) : Effect;

    /// <summary>Looks at the files named and for scenario files below a folder.</summary>
    public sealed record Scan(string Folder, IReadOnlyList<string> Named) : Effect;

    /// <summary>Simulates a policy from run 0 on; replaces a simulation under way.</summary>
    public sealed record Simulate(int Job, Scenario Scenario, Policy Policy, long Runs, double? Precision) : Effect;

    /// <summary>Solves without sampling; replaces a solution under way. Unless it is asked for it is given up where it takes long.</summary>
    public sealed record Solve(int Job, Scenario Scenario, Policy Policy, bool IsAsked) : Effect;

    /// <summary>Compares in the same worlds, with the past that is wanted where something is known; replaces a comparison under way. What was saved stands at its place among the items, null where the next live one does.</summary>
    public sealed record Compare(int Job, IReadOnlyList<ComparisonItem> Items, IReadOnlyList<ComparedItem?> Saved, int Baseline, Past Past, long Runs, double? Precision)
        : Effect
    {
        /// <summary>Position of the baseline among the live items; 0 where it was saved.</summary>
        public int LiveBaseline => Saved[Baseline] is null ? Saved.Take(Baseline).Count(s => s is null) : 0;

        /// <summary>What has gone before for the live items: each its own where the baseline was saved, and has no worlds that others could share.</summary>
        public Past LivePast => Saved[Baseline] is null ? Past : Past.Own;
    }

    /// <summary>Moves each assumption from one end to the other, in so many runs; replaces what of that is under way.</summary>
    public sealed record Drive(int Job, Scenario Scenario, Policy Policy, long Runs) : Effect;

    /// <summary>Lists runs, so many from the first on; replaces a list under way.</summary>
    public sealed record ListRuns(int Job, Scenario Scenario, Policy Policy, long First, long Count) : Effect;

    /// <summary>Tells a run under one or two policies; the past says how the other one is told where something is known.</summary>
    public sealed record Tell(int Job, Scenario Scenario, Policy Policy, Policy? Beside, Past Past, long Run) : Effect;

    /// <summary>Makes more runs of what was simulated, and more worlds of what was compared: at least so many in all, null: no more of these.</summary>
    public sealed record More(int Job, long? Runs, long? Worlds, double? Precision) : Effect;

    /// <summary>Gives up what is being solved: it is of another question.</summary>
    public sealed record StopSolving : Effect;

    /// <summary>Stops what runs and keeps what there is.</summary>
    public sealed record StopWork : Effect;

    /// <summary>Forgets everything under way: the file is gone or other.</summary>
    public sealed record Forget : Effect;

    /// <summary>Opens the editor at a line, the screen given back for as long.</summary>
    public sealed record Edit(string Path, int Line) : Effect;

    /// <summary>Copies by OSC 52.</summary>
    public sealed record Copy(string Text, string What) : Effect;

    /// <summary>Writes a file, whole or not at all.</summary>
    public sealed record Save(string Name, string Text) : Effect;

    /// <summary>Turns the reports of the mouse on or off.</summary>
    public sealed record Mouse(bool On) : Effect;

    /// <summary>Paints every cell anew.</summary>
    public sealed record Repaint : Effect;

    /// <summary>Leaves.</summary>
    public sealed record Quit : Effect;
}
