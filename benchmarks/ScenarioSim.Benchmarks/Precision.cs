using System.Diagnostics;
using ScenarioSim.Analysis;
using ScenarioSim.Language;
using ScenarioSim.Model;
using ScenarioSim.Results;
using ScenarioSim.Text;

namespace ScenarioSim.Benchmarks;

/// <summary>The table that <c>precision</c> prints: what a standard error costs in processor time, by exact solution over scrambled Sobol' points and by simulation.</summary>
internal static class Precision
{
    // Quadrature over the exact solution, by another program.
    private const double Invasion = 0.295598711588413;

    /// <summary>The first policy of the reference crisis with the assumptions at which its solution is known to many digits.</summary>
    public static Policy Fixed(Scenario scenario)
    {
        (Policy? policy, IReadOnlyList<Diagnostic> errors) = Settings.Apply(scenario, scenario.Policies[0], ["resolve=0.6", "flexibility=0.32", "deterrence=0.5"]);
        return policy ?? throw new InvalidOperationException(DiagnosticText.Render(errors));
    }

    /// <summary>Prints it.</summary>
    public static void Print(TextWriter to)
    {
        Scenario scenario = Shipped.Read("reference-crisis");
        Policy policy = scenario.Policies[0];
        _ = Solve.Run(scenario, Fixed(scenario), new SolveOptions { Threads = 1 });
        to.WriteLine($"fixed assumptions, one thread: {Seconds(() => Solve.Run(scenario, Fixed(scenario), new SolveOptions { Threads = 1 })):0.000} s of processor time");
        Simulate.Run(scenario, policy, new RunOptions { Runs = 100_000, Threads = 1 });
        to.WriteLine();
        to.WriteLine("reference crisis, P(invasion); standard error of the estimate, and processor time on one thread");
        to.WriteLine("method                         std. error   off by      seconds   error^2 x seconds");
        const long runs = 4_000_000;
        SimulationResults sampled = null!;
        double sampling = Seconds(() => sampled = Simulate.Run(scenario, policy, new RunOptions { Runs = runs, Threads = 1 })!);
        double error = Math.Sqrt(Invasion * (1 - Invasion) / runs);
        Row(to, $"simulation, {runs / 1_000_000}M runs", error, sampled, sampling);
        foreach (int points in (int[])[16, 32, 64])
        {
            var options = new SolveOptions { Threads = 1, Points = points };
            SimulationResults solved = null!;
            double solving = Seconds(() => solved = Solve.Run(scenario, policy, options).Results!);
            OutcomeResult invasion = solved.Outcomes[0];
            double half = ((invasion.High - invasion.Low) / 2)!.Value;
            Row(to, $"exact, {options.Randomisations} x {points} points", half / Statistics.Levels.T(options.Confidence, options.Randomisations - 1), solved, solving);
            double wanted = sampling * Math.Pow(error * Statistics.Levels.T(options.Confidence, options.Randomisations - 1) / half, 2);
            to.WriteLine($"{"",31}simulation would take {wanted:0.0} s for this error: {wanted / solving:0.0} times as long");
        }
    }

    private static void Row(TextWriter to, string method, double error, SimulationResults results, double seconds) =>
        to.WriteLine($"{method,-30} {error,10:0.0e0}   {Math.Abs(results.Outcomes[0].Probability - Invasion),9:0.0e0} {seconds,10:0.00}   {error * error * seconds,10:0.0e0}");

    private static double Seconds(Action work)
    {
        TimeSpan before = Process.GetCurrentProcess().UserProcessorTime;
        work();
        return (Process.GetCurrentProcess().UserProcessorTime - before).TotalSeconds;
    }
}
