using BenchmarkDotNet.Running;
using ScenarioSim.Benchmarks;

switch (args)
{
    case ["kernel", .. var which]: KernelSpeed.Print(which is [var name, ..] ? name : "reference-crisis", [.. which.Skip(1)]); break;
    case ["start", .. var programs]: StartTime.Print(programs); break;
    case ["ahead"]: AheadProfile.Write(); break;
    case ["scaling"]: ScalingTable.Print(); break;
    case ["rare"]: RareRatio.Print(); break;
    case ["design"]: Designs.Print(); break;
    case ["precision"]: Precision.Print(Console.Out); break;
    default: BenchmarkSwitcher.FromAssembly(typeof(Run).Assembly).Run(args); break;
}
