using System.Diagnostics;
using ScenarioSim.Analysis;
using ScenarioSim.Compiler;
using ScenarioSim.Model;
using ScenarioSim.Results;
using ScenarioSim.Simulation;

namespace ScenarioSim.Benchmarks;

/// <summary>
/// What splitting saves at about one in a million: its work and time to a relative error of 10%, beside those of plain sampling by the same kernel on one thread. Plain sampling's are reckoned
/// from (1 - p) / (p e^2) runs and the time of a run, since nobody would wait for it.
/// </summary>
internal static class RareRatio
{
    private const int PlainRuns = 200_000;
    private const double Precision = 0.1;

    /// <summary>Prints a line for each scenario; those that can be solved have to agree with the solution first.</summary>
    /// <exception cref="InvalidOperationException">An estimate is more than four standard errors off.</exception>
    public static void Print()
    {
        Console.WriteLine($"{"scenario",-16} {"probability",-12} {"exactly",-10} {"error",-7} {"work (runs)",12} {"plain (runs)",14} {"less work",10} {"time",8} {"plain time",12} {"less time",10}");
        foreach (string name in new[] { "rare-escalation", "rare-crisis" }) Print(name);
    }

    private static void Print(string name)
    {
        Scenario scenario = Shipped.Read(name);
        Policy policy = scenario.Policies[0];
        Outcome outcome = scenario.Outcomes[0];
        double secondsOfRun = SecondsOfRun(scenario, policy);
        var options = new RareOptions { Precision = Precision, Threads = 1 };
        RareOutcome.Run(scenario, policy, outcome, options with { Seed = 2 }); // compiles the code
        long start = Stopwatch.GetTimestamp();
        RareResults results = RareOutcome.Run(scenario, policy, outcome, options)!;
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        string exactly = Agreement(scenario, policy, results);
        double plain = results.PlainRuns!.Value;
        Console.WriteLine($"{name,-16} {results.Probability,-12:e3} {exactly,-10} {results.RelativeError,-7:p1} {results.Work,12:n0} {plain,14:n0} {plain / results.Work,10:n0} "
            + $"{seconds,6:n2} s {plain * secondsOfRun,10:n0} s {plain * secondsOfRun / seconds,10:n0}");
    }

    private static double SecondsOfRun(Scenario scenario, Policy policy)
    {
        var kernel = new Kernel(new Plan(scenario, policy), 1);
        for (int run = 0; run < PlainRuns / 10; run++) kernel.Run(run);
        long start = Stopwatch.GetTimestamp();
        for (int run = 0; run < PlainRuns; run++) kernel.Run(run);
        return Stopwatch.GetElapsedTime(start).TotalSeconds / PlainRuns;
    }

    private static string Agreement(Scenario scenario, Policy policy, RareResults results)
    {
        if (Solve.Obstacle(scenario, policy) is not null) return "-";
        double exact = Solve.Run(scenario, policy, 0.95, 3_000_000).Outcomes[results.Outcome.Index].Probability;
        double off = Math.Abs(results.Probability - exact) / (results.RelativeError!.Value * results.Probability);
        return off <= 4 ? exact.ToString("e3") : throw new InvalidOperationException($"The estimate of {scenario.Title} is {off:n1} standard errors off.");
    }
}
