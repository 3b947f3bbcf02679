using System.Diagnostics;
using ScenarioSim.Analysis;
using ScenarioSim.Results;

namespace ScenarioSim.App.Cli;

/// <summary>Makes the worlds of a comparison and puts what was saved beside what was simulated.</summary>
internal sealed class CompareRun(Host host, RunOptions options, bool progress)
{
    // So many worlds between two looks at the clock and the keyboard; grows with the speed of the scenario.
    private const long FirstPiece = 4096;

    /// <summary>The comparison, and whether it was stopped early.</summary>
    public (ComparisonResults Results, bool Stopped) Run(IReadOnlyList<CompareItem> items, int baseline)
    {
        int[] live = [.. Enumerable.Range(0, items.Count).Where(i => items[i].Saved is null)];
        bool stopped = false;
        ComparisonResults? paired = null;
        if (live.Length > 0)
        {
            host.CatchInterrupts();
            ComparisonItem[] simulated = [.. live.Select(i => new ComparisonItem(items[i].Name, items[i].Scenario!, items[i].Policy!))];
            paired = Simulate(new RunningComparison(simulated, Math.Max(0, Array.IndexOf(live, baseline)), options), out stopped);
        }
        if (live.Length == items.Count) return (paired!, stopped);
        ComparedItem?[] saved = [.. items.Select(i => i.Saved is null ? null : new ComparedItem(i.Name, i.Saved))];
        return (UnpairedComparison.Merge(paired, saved, baseline), stopped);
    }

    private ComparisonResults Simulate(RunningComparison comparison, out bool stopped)
    {
        using var display = new ProgressDisplay(host, progress);
        long piece = FirstPiece;
        while (comparison.Done < options.Runs && !host.Interrupted.IsCancellationRequested)
        {
            long begun = Stopwatch.GetTimestamp();
            comparison.Advance(Math.Min(piece, options.Runs - comparison.Done), host.Interrupted);
            display.Report(new Progress(comparison.Done, options.Runs));
            if (Stopwatch.GetElapsedTime(begun) < TimeSpan.FromMilliseconds(100)) piece *= 2;
        }
        stopped = comparison.Done < options.Runs;
        if (comparison.Done == 0) throw new CommandFailed(ExitCode.Stopped, "stopped before a single run was made: there is nothing to print");
        return comparison.Results(partial: stopped);
    }
}
