using ScenarioSim.Analysis;
using ScenarioSim.Results;

namespace ScenarioSim.App.Cli;

/// <summary>Makes the worlds of a comparison and puts what was saved beside what was simulated.</summary>
internal sealed class CompareRun(Host host, RunOptions options, Past past, bool progress)
{
    /// <summary>The comparison, and whether it was stopped early.</summary>
    public (ComparisonResults Results, bool Stopped) Run(IReadOnlyList<CompareItem> items, int baseline)
    {
        int[] live = [.. Enumerable.Range(0, items.Count).Where(i => items[i].Saved is null)];
        bool stopped = false;
        ComparisonResults? paired = null;
        if (live.Length > 0)
        {
            host.CatchInterrupts();
            ComparisonItem[] simulated = [.. live.Select(i => new ComparisonItem(items[i].Name, items[i].Scenario!, items[i].Policy!) { Settings = items[i].Settings })];
            int at = Array.IndexOf(live, baseline);
            // What is compared as it was saved has no worlds that others could share.
            paired = at < 0 ? Simulate(simulated, null, Past.Own) : Simulate(simulated, at, past);
            stopped = paired.Items.Any(i => i.Results.Partial);
        }
        if (live.Length == items.Count) return (paired!, stopped);
        // Of what disagrees with all that is known nothing is left to be put beside the others.
        CompareItem wanted = items[baseline];
        items = [.. items.Where(i => i.Saved is not null || paired!.Items.Any(p => p.Name == i.Name))];
        ComparedItem?[] saved = [.. items.Select(i => i.Saved is null ? null : new ComparedItem(i.Name, i.Saved) { Settings = i.Settings, IsAsSaved = true })];
        return (UnpairedComparison.Merge(paired, saved, items.ToList().IndexOf(wanted)), stopped);
    }

    private ComparisonResults Simulate(ComparisonItem[] items, int? baseline, Past past)
    {
        var running = new RunningComparison(items, baseline ?? 0, options, past);
        ComparisonResults? results;
        using (var display = new ProgressDisplay(host, progress)) results = Compare.Run(running, options, display.Report, host.Interrupted);
        if (results is null && running.Done > 0) throw NoneAgrees(items[baseline ?? 0].Name, running.EvidenceSoFar(baseline ?? 0)!);
        if (results is null) throw new CommandFailed(ExitCode.Stopped, "stopped before a single run was made: there is nothing to print");
        if (baseline is { } wanted && results.Disagreeing.FirstOrDefault(d => d.Name == items[wanted].Name) is { } lost) throw NoneAgrees(lost.Name, lost.Evidence);
        if (results.Items.Any(i => i.Results.Partial)) host.Error.Write(host.Interrupted.IsCancellationRequested ? RunVerb.StoppedEarly : RunVerb.NotPrecise);
        return results;
    }

    private CommandFailed NoneAgrees(string item, EvidenceResult evidence)
    {
        host.Error.Write($"{item}:\n");
        return RunVerb.NoneAgrees(host, evidence, item);
    }
}
