using System.Diagnostics;
using ScenarioSim.Compiler;
using ScenarioSim.Compiler.Vectors;
using ScenarioSim.Model;
using ScenarioSim.Randomness;
using ScenarioSim.Results;
using ScenarioSim.Simulation.Lanes;
using ScenarioSim.Statistics;

namespace ScenarioSim.Benchmarks;

/// <summary>
/// What a design saves: the variance of estimates over many seeds, as a share of what independent runs would have, how often the intervals from the replicates hold the mean over all seeds, and what a run costs more.
/// </summary>
internal static class Designs
{
    private const int Seeds = 200;
    private const int Runs = 1 << 13;
    private const double Confidence = 0.95;

    private static readonly Design[] s_designs = [Design.LatinHypercube, Design.Sobol];

    /// <summary>Prints a row for each outcome, each measure, and each outcome's difference between the first two policies.</summary>
    public static void Print()
    {
        Console.WriteLine($"{Seeds} seeds of {Runs:n0} runs; variance as a share of that of independent runs, with a standard error of a tenth of itself; intervals of {Confidence:p0} that hold");
        foreach (string name in new[] { "reference-crisis", "geneva-week", "moment-of-crisis" }) Print(Shipped.Read(name), name);
    }

    private static void Print(Scenario scenario, string name)
    {
        Agreement.Check(scenario, scenario.Policies[0], seed: 1, runs: 200);
        Side[] sides = [.. scenario.Policies.Take(2).Select(p => new Side(scenario, p))];
        Console.WriteLine();
        Console.WriteLine($"{name,-52} {"lhs",7} {"hold",7} {"sobol",9} {"hold",7}");
        Row[][] rows = [.. s_designs.Select(design => Rows(scenario, sides, design))];
        for (int i = 0; i < rows[0].Length; i++)
        {
            Console.WriteLine($"{rows[0][i].Name,-52} {string.Join("  ", rows.Select(r => $"{Ratio(r[i].VarianceRatio)} {r[i].Held,7:0.0%}"))}");
        }
        double[] seconds = [.. Enum.GetValues<Design>().Select(d => SecondsOf(scenario, sides[0], d))];
        Console.WriteLine($"{"processor time of a counted run / of one without a design",-60} {seconds[1] / seconds[0],7:0.00} {seconds[2] / seconds[0],17:0.00}");
    }

    // What never happens has no variance.
    private static string Ratio(double ratio) => double.IsNaN(ratio) ? $"{"-",7}" : $"{ratio,7:0.00}";

    private static Row[] Rows(Scenario scenario, Side[] sides, Design design)
    {
        var rows = new List<Row>();
        rows.AddRange(scenario.Outcomes.Select(o => new Row($"share of {o.Name}")));
        rows.AddRange(scenario.Measures.Select(m => new Row($"mean of {m.Name}")));
        if (sides.Length > 1) rows.AddRange(scenario.Outcomes.Select(o => new Row($"{o.Name}, {sides[1].Policy.Name} less {sides[0].Policy.Name}")));
        for (ulong seed = 1; seed <= Seeds; seed++)
        {
            Counted[] counted = [.. sides.Select(s => s.Run(design, seed))];
            int next = 0;
            foreach (Outcome o in scenario.Outcomes) rows[next++].Share(counted[0].Replicates.Outcomes[o.Index], counted[0].Replicates.Runs);
            foreach (Measure m in scenario.Measures) rows[next++].Mean(m, counted[0].Tally, counted[0].Replicates.Measures[m.Index]);
            if (sides.Length == 1) continue;
            foreach (Outcome o in scenario.Outcomes) rows[next++].Difference(o.Index, counted[0], counted[1]);
        }
        return [.. rows];
    }

    private static double SecondsOf(Scenario scenario, Side side, Design design)
    {
        var tally = new Tally(scenario, side.Plan.Sites.Sites.Count);
        RunTaker counting = design == Design.Random ? tally : RunTaker.Both(tally, new ReplicateTally(scenario, DesignedPoints.Replicates));
        const int Many = 16 * Runs;
        using var lanes = LaneKernel.Of(side.Plan, side.Program, 1, DesignedPoints.Of(design, scenario, 1, Many));
        double least = double.PositiveInfinity;
        for (int i = 0; i < 9; i++)
        {
            TimeSpan before = Process.GetCurrentProcess().UserProcessorTime;
            lanes.Run(0, Many, counting);
            least = Math.Min(least, (Process.GetCurrentProcess().UserProcessorTime - before).TotalSeconds);
        }
        return least;
    }

    /// <summary>One policy, compiled.</summary>
    private sealed class Side
    {
        private readonly Scenario _scenario;

        public Side(Scenario scenario, Policy policy)
        {
            (_scenario, Policy, Plan) = (scenario, policy, new Plan(scenario, policy));
            Program = LaneBuilder.Compile(Plan, VectorWidth.Available[0], out string? obstacle) ?? throw new InvalidOperationException(obstacle);
        }

        public Policy Policy { get; }

        public Plan Plan { get; }

        public LaneProgram Program { get; }

        public Counted Run(Design design, ulong seed)
        {
            var counted = new Counted(new Tally(_scenario, Plan.Sites.Sites.Count), new ReplicateTally(_scenario, DesignedPoints.Replicates), new int[Runs]);
            using var lanes = LaneKernel.Of(Plan, Program, seed, DesignedPoints.Of(design, _scenario, seed, Runs));
            lanes.Run(0, Runs, RunTaker.Both(RunTaker.Both(counted.Tally, counted.Replicates), RunTaker.Of(r => counted.Outcomes[r.Run] = r.Outcome)));
            return counted;
        }
    }

    private sealed record Counted(Tally Tally, ReplicateTally Replicates, int[] Outcomes);

    /// <summary>One figure over all seeds: what it came to, what variance independent runs would have, and its intervals.</summary>
    private sealed class Row(string name)
    {
        private readonly List<double> _values = [];
        private readonly List<(double Low, double High)> _intervals = [];
        private double _independent;

        public string Name { get; } = name;

        public double VarianceRatio
        {
            get
            {
                double mean = _values.Average();
                return _values.Sum(v => (v - mean) * (v - mean)) / (_values.Count - 1) / (_independent / _values.Count);
            }
        }

        public double Held
        {
            get
            {
                double mean = _values.Average();
                return _intervals.Count(i => i.Low <= mean && mean <= i.High) / (double)_intervals.Count;
            }
        }

        public void Share(long[] successes, long[] runs)
        {
            double share = successes.Sum() / (double)Runs;
            Add(share, share * (1 - share) / Runs, ReplicatedShare.Interval(successes, runs, Confidence));
        }

        public void Mean(Measure measure, Tally tally, ReplicateSums sums)
        {
            MeasureHistogram values = tally.Measures[measure.Index];
            Add(values.Mean, values.StandardDeviation * values.StandardDeviation / values.Count, MeasureInterval.Of(measure, tally.Steps, values, sums, Confidence)!.Value);
        }

        public void Difference(int outcome, Counted before, Counted after)
        {
            long[] into = new long[DesignedPoints.Replicates], outOf = new long[into.Length];
            for (int run = 0; run < Runs; run++)
            {
                bool was = before.Outcomes[run] == outcome, remains = after.Outcomes[run] == outcome;
                if (remains && !was) into[run % into.Length]++;
                if (was && !remains) outOf[run % into.Length]++;
            }
            (double came, double went) = (into.Sum() / (double)Runs, outOf.Sum() / (double)Runs);
            Add(came - went, (came + went - ((came - went) * (came - went))) / Runs, ReplicatedDifference.Interval(into, outOf, before.Replicates.Runs, Confidence));
        }

        private void Add(double value, double independent, (double Low, double High) interval)
        {
            _values.Add(value);
            _intervals.Add(interval);
            _independent += independent;
        }
    }
}
